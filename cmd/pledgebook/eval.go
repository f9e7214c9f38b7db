package main

import (
	"context"
	"io"
	"os"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/evaluating"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
)

type evalCommand struct {
	Dir     string `arg:"" help:"A folder with texts/*.json and claims/*.json, or, with --pages, ground-truth.json and html/*.html.gz."`
	Pages   bool   `help:"Score the body text of saved web pages instead."`
	JSON    bool   `help:"Print one JSON object."`
	Verbose bool   `help:"List every miss, false alarm and wrong field with its text."`
}

// Run scores the folder.
func (c *evalCommand) Run(a *app) error {
	if c.Pages {
		return c.pages(a)
	}
	var p pipeline.Pipeline
	result, errs := evaluating.Folder(a.ctx, c.Dir, func(_ context.Context, path string) (pledgebook.Reading, error) {
		return p.Read(fileDocument(path))
	})
	for _, err := range errs {
		a.fail(err)
	}
	if result.Documents == 0 {
		return nil
	}
	if c.JSON {
		return printJSON(a, result)
	}
	printing.Score(a.screen, result, c.Verbose)
	return nil
}

func fileDocument(path string) pipeline.Document {
	return pipeline.Document{Given: article.Input{Name: path}, Size: -1, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}
