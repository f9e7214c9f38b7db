package main

import (
	"context"
	"strings"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/settings"
)

type copiesCommand struct {
	Report string `arg:"" optional:"" help:"A report: its id, the beginning of it, or its link. Without one, all reports that have copies or other states are listed."`
	JSON   bool   `help:"Print one JSON object each, one per line."`
}

// Help is what "copies --help" adds.
func (copiesCommand) Help() string {
	return "Reports that carry one text, whole or cut, under whatever headline, count as one origin. Of a page that was changed the latest state is the current telling; " +
		"for one REPORT the difference of each state from the one before is shown."
}

// kinLine is one report with its kin, as JSON.
type kinLine struct {
	Report reporting.Relative `json:"report"`
	reporting.Kin
}

// Run shows the kin of one report, or lists all that have any.
func (c *copiesCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, _ settings.Settings) error {
		l, err := a.bringTogether(book, asOf(0))
		if err != nil {
			return err
		}
		if c.Report != "" {
			r, err := oneReport(l, c.Report)
			if err != nil {
				return err
			}
			current := func(ctx context.Context, report string) (pledgebook.Reading, error) {
				return book.Reading(ctx, report, "")
			}
			k, err := pipeline.Kin(a.ctx, current, l, r.ID)
			if err != nil {
				return err
			}
			return c.print(a, r, k)
		}
		return c.list(a, l)
	})
}

func (c *copiesCommand) list(a *app, l *reporting.Ledger) error {
	ids := l.Families()
	if len(ids) == 0 && !c.JSON {
		a.screen.Printf("No report in the book is a copy of another, and no page has two states.\n")
	}
	for i, id := range ids {
		r, err := oneReport(l, id)
		if err != nil {
			return err
		}
		if i > 0 && !c.JSON {
			a.screen.Printf("\n")
		}
		if err := c.print(a, r, l.Kin(id)); err != nil {
			return err
		}
	}
	return nil
}

func (c *copiesCommand) print(a *app, r reporting.Relative, k reporting.Kin) error {
	if c.JSON {
		return printJSON(a, kinLine{r, k})
	}
	printing.Kin(a.screen, r, k)
	return nil
}

// oneReport finds the report that the user named.
func oneReport(l *reporting.Ledger, word string) (reporting.Relative, error) {
	var found []reporting.Relative
	for r := range l.Reports.All() {
		if r.ID == word || r.URL == word {
			found = []reporting.Relative{r} // the latest under a link
		} else if len(word) >= 4 && strings.HasPrefix(r.ID, word) {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 0:
		return reporting.Relative{}, pledgebook.Errorf(pledgebook.NotFound, "no report %s in the book; \"pledgebook copies\" lists those with copies", word)
	case 1:
		return found[0], nil
	}
	return reporting.Relative{}, usef("%s begins the ids of %d reports; give more of it", word, len(found))
}
