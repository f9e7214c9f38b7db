package fts

import (
	"encoding/json"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/source"
)

// Totals adds flows up as the service does: for each boundary, what was
// committed or paid on it alone; pledges apart; and what is shared with other
// boundaries, which the service counts in none. A file of a table is summed by
// itself, the pages of one answer together. Nil adds nothing.
type Totals struct {
	files map[string]*sums
	pages map[page]*sums
}

// Sums are the totals of one boundary.
type Sums struct {
	Flows                    int
	Funding, Pledges, Shared decimal.Decimal
}

// sums are the boundaries of one file, or of one answer over its pages.
type sums map[string]Sums

func (t *Totals) add(file string, f flow) {
	if t == nil {
		return
	}
	if t.files == nil {
		t.files, t.pages = map[string]*sums{}, map[page]*sums{}
	}
	if t.files[file] == nil {
		t.files[file] = &sums{}
	}
	of := *t.files[file]
	s := of[f.boundary]
	s.Flows++
	to := &s.Funding
	switch {
	case f.status == "pledge":
		to = &s.Pledges
	case f.shared:
		to = &s.Shared
	}
	if sum, err := to.Add(f.usd); err == nil {
		*to = sum
	}
	of[f.boundary] = s
}

// Of returns the totals of one boundary of a file.
func (t *Totals) Of(file, boundary string) Sums {
	if t == nil || t.files[file] == nil {
		return Sums{}
	}
	return (*t.files[file])[boundary]
}

var boundaries = []string{"incoming", "internal", "outgoing"}

// tell says what a file adds up to.
func (t *Totals) tell(file source.File) {
	for _, b := range boundaries {
		if s := t.Of(file.Name, b); s.Flows > 0 {
			file.Notef("%d %s flows: USD %s committed or paid, %s shared with other boundaries, %s pledged",
				s.Flows, b, pledgebook.Plain(s.Funding), pledgebook.Plain(s.Shared), pledgebook.Plain(s.Pledges))
		}
	}
}

// close adds a page to the other pages of its answer, and says whether all
// pages together make the totals that each of them gives.
func (t *Totals) close(file source.File, p page) {
	if t == nil || t.files[file.Name] == nil {
		return
	}
	if t.pages[p] == nil {
		t.pages[p] = &sums{}
	}
	all := *t.pages[p]
	count := 0
	for _, b := range boundaries {
		all[b] = all[b].plus(t.Of(file.Name, b))
		count += all[b].Flows
	}
	if count < p.Meta.Count {
		file.Notef("%d of the answer's %d flows so far; load its other pages with it", count, p.Meta.Count)
		return
	}
	in := all["incoming"]
	if same(in.Funding, p.Incoming.FundingTotal) && same(in.Pledges, p.Incoming.PledgeTotal) {
		file.Notef("all %d flows of the answer; incoming USD %s and pledges of %s are the answer's own totals", count, pledgebook.Plain(in.Funding), pledgebook.Plain(in.Pledges))
		return
	}
	file.Notef("all %d flows of the answer; they add up to incoming USD %s and pledges of %s, and the answer says %s and %s", count,
		pledgebook.Plain(in.Funding), pledgebook.Plain(in.Pledges), p.Incoming.FundingTotal, p.Incoming.PledgeTotal)
}

func (s Sums) plus(o Sums) Sums {
	out := Sums{Flows: s.Flows + o.Flows, Funding: s.Funding, Pledges: s.Pledges, Shared: s.Shared}
	for _, pair := range []struct {
		to *decimal.Decimal
		by decimal.Decimal
	}{{&out.Funding, o.Funding}, {&out.Pledges, o.Pledges}, {&out.Shared, o.Shared}} {
		if d, err := pair.to.Add(pair.by); err == nil {
			*pair.to = d
		}
	}
	return out
}

func same(d decimal.Decimal, told json.Number) bool {
	t, err := decimal.Parse(told.String())
	return err == nil && d.Cmp(t) == 0
}
