package pipeline

import (
	"context"
	"slices"
	"sync"

	"pledgebook"
	"pledgebook/internal/comparing"
	"pledgebook/internal/reading"
)

// A report gets its place among the copies and versions in the book in two
// steps: with its filing it can be found by others, and afterwards it looks for
// them. So of two reports filed at once by two processes at least one finds the
// other. What a crash leaves without a place gets it the next time.

// mostFruitless is how many reports that only look alike are compared with one
// before the search is given up: releases made from one form are like each other
// by the thousand.
const mostFruitless = 4

// placesAtOnce is how many reports get their place in one step.
const placesAtOnce = 256

// heads keeps the room for the terms that prints are made of.
var heads sync.Pool

// printOf makes what a report is recognised by.
func (p *Pipeline) printOf(r pledgebook.Report, engine *reading.Engine) *pledgebook.Print {
	head, _ := heads.Get().(*[]reading.Term)
	if head == nil {
		head = new([]reading.Term)
	}
	defer heads.Put(head)
	*head = engine.Terms(r, comparing.HeadTerms, (*head)[:0])
	print := comparing.PrintOf(r, *head)
	return &print
}

// PlaceWaiting gives their places to all reports that have none yet: those of an
// older program, of a restored book, and of a process that was cut off.
func (p *Pipeline) PlaceWaiting(ctx context.Context) error {
	for {
		waiting, err := p.Book.Unplaced(ctx, placesAtOnce)
		if err != nil || len(waiting) == 0 {
			return err
		}
		prints := make(map[string]pledgebook.Print, len(waiting))
		reports := make([]pledgebook.Report, len(waiting))
		for i, held := range waiting {
			reports[i] = held.Thing
			prints[held.Thing.ID] = p.printAnew(held)
		}
		if err := p.Book.Mark(ctx, prints); err != nil {
			return err
		}
		if _, err := p.place(ctx, reports, prints); err != nil {
			return err
		}
	}
}

// printAnew makes the print of a report in the book. A row, and a text in a
// language that is not read any more, is recognised by nothing.
func (p *Pipeline) printAnew(held pledgebook.Held[pledgebook.Report]) pledgebook.Print {
	if isLoaded(held.Citation.Engine) {
		return pledgebook.Print{}
	}
	engine, err := p.engine(held.Thing.Language)
	if err != nil {
		return pledgebook.Print{}
	}
	return *p.printOf(held.Thing, engine)
}

// place looks for copies and versions of reports whose prints are filed, and
// files the ties. It returns them by report.
func (p *Pipeline) place(ctx context.Context, reports []pledgebook.Report, prints map[string]pledgebook.Print) (map[string][]pledgebook.Tie, error) {
	if len(reports) == 0 {
		return nil, nil
	}
	s := seeker{pipeline: p, families: newFamilies(nil), found: map[string][]pledgebook.Tie{}}
	placings := make([]pledgebook.Placing, len(reports))
	for i, r := range reports {
		if err := s.seek(ctx, r, prints[r.ID]); err != nil {
			return nil, err
		}
		placings[i] = pledgebook.Placing{Report: r.ID, Print: prints[r.ID], Ties: s.found[r.ID]}
	}
	return s.found, p.Book.Place(ctx, placings...)
}

// seeker looks for the kin of reports that are placed together.
type seeker struct {
	pipeline *Pipeline
	families *families
	found    map[string][]pledgebook.Tie
	// mine and its are room for the terms of two reports.
	mine, its []reading.Term
}

// seek compares one report with what is like it. What is known to be one text
// with it already is not compared again; states of one page are, each with each,
// so that the latest is known.
func (s *seeker) seek(ctx context.Context, r pledgebook.Report, print pledgebook.Print) error {
	book := s.pipeline.Book
	kin, err := book.Alike(ctx, r.ID, print)
	if err != nil || len(kin) == 0 {
		return err
	}
	ids := make([]string, len(kin))
	for i, k := range kin {
		ids[i] = k.Report
	}
	known := map[string]bool{} // tied to this report already
	for t, err := range book.Ties(ctx, ids...) {
		if err != nil {
			return err
		}
		s.families.add(t)
		if t.Earlier == r.ID || t.Later == r.ID {
			known[t.Earlier], known[t.Later] = true, true
		}
	}
	engine, err := s.pipeline.engine(r.Language)
	if err != nil {
		return nil // no words to compare
	}
	s.mine = s.mine[:0]
	fruitless := 0
	for _, k := range kin {
		if known[k.Report] || s.tied(r.ID, k.Report) || !k.Page && (fruitless >= mostFruitless || s.families.same(r.ID, k.Report)) {
			continue
		}
		other, err := book.Report(ctx, k.Report)
		if pledgebook.KindOf(err) == pledgebook.NotFound {
			continue // taken down meanwhile
		}
		if err != nil {
			return err
		}
		kind := pledgebook.TieCopy
		if !k.Whole {
			if len(s.mine) == 0 {
				s.mine = engine.Terms(r, 0, s.mine)
			}
			s.its = engine.Terms(other, 0, s.its[:0])
			kind = comparing.Kinship(s.mine, s.its, k.Page)
		}
		if kind != "" {
			s.tie(r, other, kind, k.Before)
		} else {
			fruitless++
		}
	}
	return nil
}

// tied reports whether the two were tied in this step.
func (s *seeker) tied(a, b string) bool {
	return slices.ContainsFunc(s.found[a], func(t pledgebook.Tie) bool { return t.Earlier == b || t.Later == b })
}

// tie notes a tie with both reports, the earlier state first.
func (s *seeker) tie(r, other pledgebook.Report, kind pledgebook.TieKind, otherBefore bool) {
	t := pledgebook.Tie{Earlier: r.ID, Later: other.ID, Kind: kind}
	if comparing.Later(r, other, otherBefore) {
		t.Earlier, t.Later = other.ID, r.ID
	}
	s.families.add(t)
	s.found[r.ID] = append(s.found[r.ID], t)
	s.found[other.ID] = append(s.found[other.ID], t)
}

// families are the reports that are one text, directly or through others.
type families struct{ parent map[string]string }

func newFamilies(ties []pledgebook.Tie) *families {
	f := &families{parent: map[string]string{}}
	for _, t := range ties {
		f.add(t)
	}
	return f
}

func (f *families) add(t pledgebook.Tie) { f.join(t.Earlier, t.Later) }

// join makes two families one. Its name is the smallest of its ids, so that the
// order of the ties does not matter.
func (f *families) join(a, b string) {
	a, b = f.of(a), f.of(b)
	if a != b {
		f.parent[max(a, b)] = min(a, b)
	}
}

// addPage joins a report to others of the same page, also where nobody compared
// them: claims coded by hand cite a page whose text is not in the book.
func (f *families) addPage(c pledgebook.Citation) {
	if page := comparing.PageOf(c.URL); page != "" && !IsRow(c.Engine) {
		f.join(c.Report, "page "+page)
	}
}

// of returns the name of a report's family: its own id where it has no kin.
func (f *families) of(id string) string {
	for {
		up, ok := f.parent[id]
		if !ok {
			return id
		}
		if above, ok := f.parent[up]; ok {
			f.parent[id] = above
		}
		id = up
	}
}

// origins names the family of every report that has kin or a page.
func (f *families) origins() map[string]string {
	out := make(map[string]string, len(f.parent))
	for id := range f.parent {
		root := f.of(id)
		out[id], out[root] = root, root
	}
	return out
}

func (f *families) same(a, b string) bool { return f.of(a) == f.of(b) }
