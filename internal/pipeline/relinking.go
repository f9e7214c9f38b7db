package pipeline

import (
	"maps"
	"slices"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
)

// relinked are what is left of entries that lost claims, and entries that say
// otherwise of others by the words of the claims that the viewer knows of.
func (c *cutting) relinked() (raws []*own) {
	if len(c.lost) == 0 {
		return nil
	}
	for id := range c.lost {
		c.apart[c.whole.PlacedAs(id)] = true
	}
	again := c.besideLost()
	entries, claims, of := c.around(again)
	matching.Link(entries, claims)
	wholes := map[string]string{} // circles and all
	for _, e := range entries {
		if again[of[e.ID].placed] {
			wholes[e.ID] = e.PartOf
		}
	}
	partOf := func(id string) string {
		if whole, ok := wholes[id]; ok {
			return whole
		}
		if p := c.whole.PlacedAs(id); p != nil && p.Raw.ID == id {
			return p.Raw.PartOf
		}
		return ""
	}
	for i := range entries {
		e, was := &entries[i], of[entries[i].ID]
		if !again[was.placed] {
			continue
		}
		if e.PartOf != "" && matching.CircleEnds(e.ID, partOf) {
			e.PartOf = ""
		}
		if !c.apart[was.placed] && e.PartOf == was.placed.Raw.PartOf && slices.Equal(e.FulfilledBy, was.placed.Raw.FulfilledBy) {
			continue
		}
		c.apart[was.placed] = true
		raws = append(raws, &own{raw: e, basis: was.basis})
	}
	return raws
}

// besideLost are the entries whose words about others may mean something else: those
// told in a report beside a hidden claim or one of its entry, those whose claims speak
// of these, and wholes that lead to them.
func (c *cutting) besideLost() map[*reporting.Placed]bool {
	again := map[*reporting.Placed]bool{}
	var queue []*reporting.Placed
	hold := func(claim string) {
		if p := c.whole.PlacedAs(claim); p != nil && !again[p] {
			again[p] = true
			queue = append(queue, p)
		}
	}
	speaking, parts := map[string][]string{}, map[string][]string{}
	for claim := range c.whole.Claims.Naming() {
		for _, of := range claim.FulfilledBy {
			speaking[of] = append(speaking[of], claim.ID)
		}
		if claim.PartOf != "" {
			parts[claim.PartOf] = append(parts[claim.PartOf], claim.ID)
		}
	}
	for id := range c.lost {
		for _, claim := range c.whole.PlacedAs(id).Raw.Claims {
			for _, beside := range c.toldWith(claim) {
				hold(beside)
			}
			for _, by := range slices.Concat(speaking[claim], parts[claim]) {
				hold(by)
			}
		}
	}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		for _, claim := range p.Raw.Claims {
			for _, part := range parts[claim] {
				hold(part)
			}
		}
	}
	return again
}

// toldWith are the claims of the report that tells one: for one coded by hand, of all
// rows that cite its page.
func (c *cutting) toldWith(claim string) []string {
	cited := c.whole.Claims.Told(claim)
	if reportSaid(cited) == cited.Report {
		return c.whole.Claims.In(cited.Report)
	}
	if c.coded == nil {
		c.coded = map[string][]string{}
		for report, ids := range c.whole.Claims.Reports() {
			if page := reportSaid(c.whole.Claims.Told(ids[0])); page != report {
				c.coded[page] = append(c.coded[page], ids...)
			}
		}
	}
	return c.coded[reportSaid(cited)]
}

// before is where what is left of an entry comes from.
type before struct {
	placed *reporting.Placed
	basis  matching.Basis
}

// around is what is left of entries and of all that a report tells beside them or
// that they speak of, unlinked, with all claims of these that the viewer knows of;
// and where each comes from.
func (c *cutting) around(some map[*reporting.Placed]bool) (entries []pledgebook.Entry, claims []matching.ReportedClaim, of map[string]before) {
	taken := map[*reporting.Placed]bool{}
	of = map[string]before{}
	take := func(p *reporting.Placed) {
		if p == nil || taken[p] {
			return
		}
		taken[p] = true
		for _, left := range c.left(p) {
			e := left.entry
			e.PartOf, e.FulfilledBy = "", nil
			entries, of[e.ID] = append(entries, e), before{p, left.basis}
			for _, id := range e.Claims {
				told := c.whole.Claims.Told(id)
				claims = append(claims, matching.ReportedClaim{Claim: *c.whole.Claims.Of(id), Report: matching.Source{ID: reportSaid(told), Published: told.Published}})
			}
		}
	}
	for _, p := range slices.SortedFunc(maps.Keys(some), byID) {
		take(p)
		for _, left := range c.left(p) {
			for _, id := range left.entry.Claims {
				claim := c.whole.Claims.Of(id)
				for _, other := range slices.Concat(c.toldWith(id), claim.FulfilledBy, []string{claim.PartOf}) {
					take(c.whole.PlacedAs(other))
				}
			}
		}
	}
	return entries, claims, of
}
