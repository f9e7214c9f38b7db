package main

import (
	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/settings"
	"pledgebook/internal/tracking"
)

type coverageCommand struct {
	partyFilters
	Kind     []pledgebook.AidKind `help:"${enum}." enum:"military,humanitarian,financial,development,unspecified" placeholder:"KIND"`
	Reviewed bool                 `help:"Count only what a reviewer has accepted."`
	Tracker  string               `help:"Only what a tracker in config.toml is about." placeholder:"ID"`
	AsOf     pledgebook.Day       `help:"The day to follow promises up to; today if not given." placeholder:"DATE"`
	JSON     bool                 `help:"Print one JSON object per need, one per line."`
}

// Help is what "coverage --help" adds.
func (coverageCommand) Help() string {
	return "Sets every need beside the pledges and deliveries that answer it: what is met at least and at most, what is open, " +
		"what is answered twice, and what falls due when. --provider counts the offers of that party alone; the other filters choose needs."
}

// Run sets needs beside offers.
func (c *coverageCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		filter, err := filters{partyFilters: c.partyFilters, Kind: c.Kind, Tracker: c.Tracker}.filter(set)
		if err != nil {
			return err
		}
		q, err := a.questions(book, c.AsOf)
		if err != nil {
			return err
		}
		offers := pipeline.Offers{Providers: filter.Providers, Reviewed: c.Reviewed}
		filter.Providers = nil
		var needs []printing.Covered
		for _, covered := range q.totals.Coverage(filter, offers) {
			if c.JSON {
				err = q.printNeed(a, covered)
			} else {
				needs, err = q.withSentence(a, needs, covered)
			}
			if err != nil {
				return err
			}
		}
		if !c.JSON {
			printing.Coverage(a.screen, needs, q.entry)
		}
		return nil
	})
}

// entry finds an entry by its id or by a claim.
func (q *questions) entry(id string) (pledgebook.Entry, bool) {
	f, ok := q.totals.Fact(id)
	return *f.Entry, ok
}

func (q *questions) printNeed(a *app, c tracking.Coverage) error {
	return printJSON(a, struct {
		tracking.Coverage
		State       reporting.NeedState   `json:"state"`
		Conversions []pipeline.Conversion `json:"conversions,omitempty"`
	}{c, reporting.StateOf(c), q.totals.OffersConverted(c, q.rates)})
}

// withSentence adds a need with the sentence that first told of it.
func (q *questions) withSentence(a *app, needs []printing.Covered, c tracking.Coverage) ([]printing.Covered, error) {
	e, _ := q.entry(c.Need)
	backed, err := pipeline.Backing(a.ctx, q.book, pledgebook.Entry{Claims: e.Claims[:min(1, len(e.Claims))]})
	if err != nil {
		return nil, err
	}
	n := printing.Covered{Coverage: c, Behind: printing.Behind{Entry: e}}
	if len(backed) > 0 {
		n.Behind.Backed = backed[0]
	}
	for _, made := range q.totals.OffersConverted(c, q.rates) {
		n.Conversions = append(n.Conversions, made.Words)
	}
	return append(needs, n), nil
}
