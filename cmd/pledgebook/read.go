package main

import (
	"encoding/json"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/settings"
	"pledgebook/lexicon"
)

// given is what the user knows of the documents they name.
type given struct {
	Published string `help:"When it was published, as YYYY-MM-DD or YYYY-MM-DDThh:mm." placeholder:"DATE"`
	URL       string `help:"The link it was published under." placeholder:"URL"`
	Lang      string `help:"The language of the text, as a BCP 47 tag." placeholder:"TAG"`
}

// input checks what the user said and returns it for cleaning.
func (g given) input(set settings.Settings) (article.Input, error) {
	in := article.Input{URL: g.URL, Language: g.Lang, Limit: set.LargestReportMB << 20}
	if g.Published != "" {
		stamp, err := pledgebook.ParseStamp(g.Published)
		if err != nil {
			return in, usef("--published: %v", err)
		}
		in.Published = stamp
	}
	if g.Lang != "" {
		if _, err := lexicon.Load(g.Lang); err != nil {
			return in, usef("--lang: language %q is not read yet; there is %v", g.Lang, lexicon.Languages())
		}
	}
	return in, nil
}

type readCommand struct {
	given
	JSON   bool     `help:"Print one JSON object per report, one per line."`
	DryRun bool     `help:"Store nothing."`
	What   []string `arg:"" help:"Files, folders, links to pages, feeds or sitemaps, or - for standard input."`
}

// Help is what "read --help" adds.
func (readCommand) Help() string {
	return "Reads web pages by their link or saved, PDFs, Word documents (.docx), e-mails (.eml) with what is attached to them, plain text as copied from a page, markdown with a YAML head, and JSON with a field text. " +
		"Of a web archive (WARC, WACZ) the pages with a claim or a need are filed; a folder is read with everything below it, a feed or sitemap with every page it names. Reading the same report again changes nothing."
}

// Run reads every WHAT.
func (c *readCommand) Run(a *app) error {
	if c.DryRun {
		return c.read(a, nil, settings.Settings{})
	}
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error { return c.read(a, book, set) })
}

func (c *readCommand) read(a *app, book pledgebook.Book, set settings.Settings) error {
	in, err := c.input(set)
	if err != nil {
		return err
	}
	p := pipeline.Pipeline{Book: book, Clean: clean}
	progress := a.startProgress("reports", 0)
	defer progress.stop()
	a.beginFiling(book, progress)
	var sum tally
	for result := range p.Run(a.ctx, a.documents(c.What, in)) {
		progress.step()
		sum.add(result)
		if result.Err != nil {
			a.fail(result.Err)
			continue
		}
		if err := c.print(a, result, sum); err != nil {
			return err
		}
	}
	progress.stop()
	if a.ctx.Err() == nil {
		a.finish()
	}
	if !c.JSON && sum.documents > 1 {
		a.screen.Printf("\n%s\n", sum)
	}
	return a.ctx.Err()
}

func (c *readCommand) print(a *app, r pipeline.Result, sum tally) error {
	if c.JSON {
		return printJSON(a, r.Reading)
	}
	if sum.read > 1 {
		a.screen.Printf("\n%s\n\n", a.screen.Rule())
	}
	printing.Reading(a.screen, r.Reading)
	a.screen.Printf("\n%s\n", a.screen.Faint(fate(r.Outcome)))
	printing.Tie(a.screen, r.Reading.Report.ID, r.Ties)
	return nil
}

// fate says what the book made of a reading.
func fate(o pledgebook.Outcome) string {
	switch o.State {
	case pledgebook.FiledNew:
		return "Filed in the book as report " + short(o.ID) + "."
	case pledgebook.FiledNewer:
		return "Report " + short(o.ID) + " was read by an older engine before; this reading is the current one now."
	case pledgebook.FiledOlder:
		return "Report " + short(o.ID) + " has a reading by a newer engine, which stays the current one."
	case pledgebook.FiledRedacted:
		return "Report " + short(o.ID) + " was taken down before; it is not kept again."
	case pledgebook.FiledKnown:
		if o.Differs {
			return "Report " + short(o.ID) + " is already in the book, read with other particulars (a published date, say); the first reading stays."
		}
		return "Report " + short(o.ID) + " is already in the book; nothing changed."
	}
	return "Nothing was stored (--dry-run)."
}

// short is as much of an id as people need.
func short(id string) string { return id[:min(len(id), 10)] }

// printJSON prints one object on one line.
func printJSON(a *app, v any) error {
	e := json.NewEncoder(a.screen)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
