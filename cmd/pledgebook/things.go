package main

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/settings"
)

// thingFilters choose quotes, needs, meetings, mechanisms and positions.
type thingFilters struct {
	Party []string       `help:"Who is involved, in any role." placeholder:"PARTY"`
	From  pledgebook.Day `help:"Leave out what ended before this day." placeholder:"DATE"`
	To    pledgebook.Day `help:"Leave out what began after this day." placeholder:"DATE"`
	JSON  bool           `help:"Print one JSON object each, one per line."`
}

func (f thingFilters) query() (pledgebook.Query, error) {
	q, err := partyFilters{From: f.From, To: f.To}.query()
	if err != nil {
		return q, err
	}
	q.Parties, err = parties("party", f.Party)
	return q, err
}

// list prints what the book holds of one sort: each thing with the report it
// was read from.
func list[T any](a *app, f thingFilters, edit func(*pledgebook.Query) error,
	held func(pledgebook.Book, pledgebook.Query) iter.Seq2[pledgebook.Held[T], error], show func(*printing.Screen, T)) error {
	q, err := f.query()
	if err == nil && edit != nil {
		err = edit(&q)
	}
	if err != nil {
		return err
	}
	return a.withBook(func(book pledgebook.Book, _ settings.Settings) error {
		n := 0
		for h, err := range held(book, q) {
			if err != nil {
				return err
			}
			n++
			if f.JSON {
				if err := printCited(a, h); err != nil {
					return err
				}
				continue
			}
			show(a.screen, h.Thing)
			a.screen.Paragraph(4, a.screen.Faint(printing.Citation(h.Citation)))
		}
		if n == 0 && !f.JSON {
			a.screen.Printf("The book holds none.\n")
		}
		return nil
	})
}

// printCited prints a thing as one JSON object with its citation beside its fields.
func printCited[T any](a *app, h pledgebook.Held[T]) error {
	thing, err := json.Marshal(h.Thing)
	if err != nil {
		return err
	}
	citation, err := json.Marshal(h.Citation)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.screen, "%s,\"citation\":%s}\n", thing[:len(thing)-1], citation)
	return err
}

type quotesCommand struct {
	thingFilters
	Speaker string `help:"A part of the speaker's name." placeholder:"NAME"`
	Compare bool   `help:"Bring together what several reports quote, held word by word against the primary wording."`
	All     bool   `help:"With --compare: also what one report alone quotes."`
}

// Run lists quotes.
func (c *quotesCommand) Run(a *app) error {
	named := func(q *pledgebook.Query) error { q.Speaker = c.Speaker; return nil }
	if c.Compare {
		return c.compare(a)
	}
	return list(a, c.thingFilters, named, func(b pledgebook.Book, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Quote], error] {
		return b.Quotes(a.ctx, q)
	}, func(s *printing.Screen, q pledgebook.Quote) { printing.Quote(s, q, "") })
}

// compare lists what people said in all its wordings.
func (c *quotesCommand) compare(a *app) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	q.Speaker = c.Speaker
	return a.withBook(func(book pledgebook.Book, _ settings.Settings) error {
		sayings, err := pipeline.Sayings(a.ctx, book, q)
		if err != nil {
			return err
		}
		if !c.All {
			sayings = slices.DeleteFunc(sayings, func(s reporting.Saying) bool { return len(s.Others) == 0 })
		}
		if !c.JSON {
			printing.Sayings(a.screen, sayings)
			if len(sayings) == 0 {
				a.screen.Printf("No quote is in more than one report.\n")
			}
			return nil
		}
		for _, s := range sayings {
			if err := printJSON(a, s); err != nil {
				return err
			}
		}
		return nil
	})
}

type needsCommand struct {
	thingFilters
	Receiver []string `help:"Who asks." placeholder:"PARTY"`
}

// Run lists needs.
func (c *needsCommand) Run(a *app) error {
	of := func(q *pledgebook.Query) (err error) {
		q.Receivers, err = parties("receiver", c.Receiver)
		return err
	}
	return list(a, c.thingFilters, of, func(b pledgebook.Book, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Need], error] {
		return b.Needs(a.ctx, q)
	}, printing.Need)
}

type meetingsCommand struct{ thingFilters }

// Run lists meetings.
func (c *meetingsCommand) Run(a *app) error {
	return list(a, c.thingFilters, nil, func(b pledgebook.Book, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Meeting], error] {
		return b.Meetings(a.ctx, q)
	}, printing.Meeting)
}

type mechanismsCommand struct{ thingFilters }

// Run lists mechanisms.
func (c *mechanismsCommand) Run(a *app) error {
	return list(a, c.thingFilters, nil, func(b pledgebook.Book, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Mechanism], error] {
		return b.Mechanisms(a.ctx, q)
	}, printing.Mechanism)
}

type positionsCommand struct{ thingFilters }

// Run lists positions.
func (c *positionsCommand) Run(a *app) error {
	return list(a, c.thingFilters, nil, func(b pledgebook.Book, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Position], error] {
		return b.Positions(a.ctx, q)
	}, printing.Position)
}
