package main

import (
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/settings"
)

type explainCommand struct {
	given
	What []string `arg:"" help:"Files, folders, links to pages, feeds or sitemaps, or - for standard input."`
}

// Run reads every WHAT, stores nothing, and shows how it was read.
func (c *explainCommand) Run(a *app) error {
	in, err := c.input(settings.Settings{})
	if err != nil {
		return err
	}
	p := pipeline.Pipeline{Clean: clean}
	read := 0
	for result := range p.Run(a.ctx, a.documents(c.What, in)) {
		if result.Err != nil {
			a.fail(result.Err)
			continue
		}
		if read++; read > 1 {
			a.screen.Printf("\n%s\n\n", a.screen.Rule())
		}
		printing.Explain(a.screen, result.Reading)
	}
	return a.ctx.Err()
}
