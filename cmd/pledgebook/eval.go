package main

import (
	"context"
	"encoding/json"
	"os"

	"pledgebook"
	"pledgebook/internal/evaluating"
	"pledgebook/internal/printing"
	"pledgebook/internal/reading"
)

type evalCommand struct {
	Dir     string `arg:"" help:"A folder with texts/*.json and claims/*.json."`
	JSON    bool   `help:"Print one JSON object."`
	Verbose bool   `help:"List every miss, false alarm and wrong field with its text."`
}

// Run scores the folder.
func (c *evalCommand) Run(a *app) error {
	engine, err := reading.New("en")
	if err != nil {
		return err
	}
	result, errs := evaluating.Folder(a.ctx, c.Dir, func(_ context.Context, path string) (pledgebook.Reading, error) {
		report, err := goldText(path)
		if err != nil {
			return pledgebook.Reading{}, err
		}
		return engine.Read(report), nil
	})
	for _, err := range errs {
		a.fail(err)
	}
	if result.Documents == 0 {
		return nil
	}
	if c.JSON {
		return json.NewEncoder(a.screen).Encode(result)
	}
	printing.Score(a.screen, result, c.Verbose)
	return nil
}

// goldText reads the JSON of one gold text as it stands, one paragraph a block.
func goldText(path string) (pledgebook.Report, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return pledgebook.Report{}, pledgebook.WrapError(pledgebook.Unreadable, err, "text %s cannot be read", path)
	}
	var j struct{ Text, Published, Lang string }
	if err := json.Unmarshal(b, &j); err != nil {
		return pledgebook.Report{}, pledgebook.WrapError(pledgebook.Invalid, err, "text %s is malformed", path)
	}
	r := pledgebook.Report{Input: path, Text: j.Text, Published: pledgebook.Stamp(j.Published), Language: j.Lang}
	kind := pledgebook.PartHeadline
	for at, from := 0, 0; from < len(j.Text); from = at {
		for at = from; at < len(j.Text) && (j.Text[at] != '\n' || at+1 < len(j.Text) && j.Text[at+1] != '\n'); at++ {
		}
		r.Parts = append(r.Parts, pledgebook.Part{Kind: kind, Span: pledgebook.Span{Start: from, End: at}})
		kind = pledgebook.PartParagraph
		for at < len(j.Text) && j.Text[at] == '\n' {
			at++
		}
	}
	return r, nil
}
