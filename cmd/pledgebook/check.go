package main

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/settings"
	"pledgebook/internal/tracking"
)

type checkCommand struct {
	filters
	Only []tracking.FindingKind `help:"${enum}; may be repeated." enum:"contradiction,overdue,suspect,disagreement,deadline-moved,proposal,stage,single-source" placeholder:"KIND"`
	AsOf pledgebook.Day         `help:"The day to follow promises up to; today if not given." placeholder:"DATE"`
	All  bool                   `help:"Show everything, not the first of each kind."`
	JSON bool                   `help:"Print one JSON object per finding, one per line."`
}

// Help is what "check --help" adds.
func (checkCommand) Help() string {
	return "Lists what needs a person, most urgent first: claims that cannot all be true, promises past their deadline, figures likely told wrong, " +
		"fields on which reports disagree, deadlines that moved, entries that may be one, stages that the rest of the book can tell, entries with one source alone. " +
		"A finding leaves the list once a reviewer has settled it."
}

// Run lists what needs a person.
func (c *checkCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		filter, err := c.filter(set)
		if err != nil {
			return err
		}
		world, table, err := a.world()
		if err != nil {
			return err
		}
		ledger, err := a.takeUp(book, table, asOf(c.AsOf))
		if err != nil {
			return err
		}
		passes := func(id string) bool {
			e, ok := ledger.Entry(id)
			return ok && id != "" && filter.Holds(e)
		}
		progress := a.startProgress("totals looked at", 1)
		all := pipeline.NewTotals(ledger, world).Check(progress.reach)
		progress.stop()
		found := slices.DeleteFunc(all, func(f tracking.Finding) bool {
			about := append([]string{f.Entry, f.With}, f.Claims...)
			nobody := f.Kind == tracking.Orphaned && f.Entry == "" // about nothing that a filter could choose by
			return len(c.Only) > 0 && !slices.Contains(c.Only, f.Kind) || !nobody && !slices.ContainsFunc(about, passes)
		})
		if !c.JSON {
			printing.Check(a.screen, found, ledger.Entry, c.All)
			return nil
		}
		for _, f := range found {
			if err := printJSON(a, f); err != nil {
				return err
			}
		}
		return nil
	})
}
