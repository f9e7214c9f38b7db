package reading

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/weigh"
)

// This file lets all that stands around a figure decide what the rules do not know, or
// are less sure of than the words together.

// How much more likely than what the rules came to an outcome must be to take its place, in
// parts of weigh.PerNat. docs/benchmarks.md has what other thresholds give.
var thresholds = map[string]int32{
	"claim": 150, "none": 300, "stage": 100, "polarity": 200, "kind": 100, "revision": 200, "extent": 100,
}

// weighClaims lets the words around each sum decide whether it is aid at all, in reports of
// which the rules take at least one sum for aid.
func (s *scene) weighClaims() {
	if s.see != nil {
		s.showDrafts()
		return
	}
	if s.engine.weights == nil || !slices.ContainsFunc(s.drafts, func(d draft) bool { return d.dropped == "" && d.sum != nil }) {
		return
	}
	for i := range s.drafts {
		if d := &s.drafts[i]; d.filled && d.sum != nil {
			s.weighClaim(d)
		}
	}
}

func (s *scene) weighClaim(d *draft) {
	s.traitsOf(d, &s.traits)
	s.weighed = s.engine.weights.Sum(&s.traits, s.weighed)
	lead := s.weighed[s.engine.claimColumn] / weigh.Full
	switch {
	case d.dropped != "" && lead > thresholds["claim"]:
		d.dropped = ""
	case d.dropped == "" && -lead > thresholds["none"]:
		d.drop("the words around it say no aid")
	}
}

func (s *scene) showDrafts() {
	traits := weigh.Traits{Named: true}
	for i := range s.drafts {
		if d := &s.drafts[i]; d.filled && d.sum != nil {
			s.traitsOf(d, &traits)
			s.see.Drafted(&d.claim, d.dropped, &traits)
		}
	}
}

// weighFields lets the words around each figure decide its fields.
func (s *scene) weighFields() {
	if s.see == nil && s.engine.weights == nil {
		return
	}
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || !complete(&d.claim) {
			continue
		}
		if s.see != nil {
			traits := weigh.Traits{Named: true}
			s.traitsOf(d, &traits)
			s.see.Settled(&d.claim, &traits)
			continue
		}
		s.traitsOf(d, &s.traits)
		s.weighed = s.engine.weights.Sum(&s.traits, s.weighed)
		for k := range s.engine.weighedFields {
			s.weighField(d, &s.engine.weighedFields[k])
		}
	}
}

// weighedField is a field whose values are weighed.
type weighedField struct {
	name    string
	of      func(*pledgebook.Claim) *string
	values  []string
	columns []int // of the values in the table of weights
}

// claimColumn is the column that says how much more likely a sum is a claim than none.
const claimColumn = "claim claim"

// newWeighedFields finds the columns of every field.
func newWeighedFields(outcomes []string) ([]weighedField, error) {
	all := []weighedField{
		{name: "stage", of: func(c *pledgebook.Claim) *string { return (*string)(&c.Stage) }},
		{name: "polarity", of: func(c *pledgebook.Claim) *string { return (*string)(&c.Polarity) }},
		{name: "kind", of: func(c *pledgebook.Claim) *string { return (*string)(&c.Kind) }},
		{name: "revision", of: func(c *pledgebook.Claim) *string { return (*string)(&c.Revision) }},
		{name: "extent", of: func(c *pledgebook.Claim) *string { return (*string)(&c.Extent) }},
	}
	for i, o := range outcomes {
		field, value, _ := strings.Cut(o, " ")
		k := slices.IndexFunc(all, func(f weighedField) bool { return f.name == field })
		if k >= 0 {
			all[k].values, all[k].columns = append(all[k].values, value), append(all[k].columns, i)
		} else if o != claimColumn {
			return nil, fmt.Errorf("weights.tsv: column %q is of no field", o)
		}
	}
	if !slices.Contains(outcomes, claimColumn) || slices.ContainsFunc(all, func(f weighedField) bool { return len(f.columns) == 0 }) {
		return nil, errors.New("weights.tsv lacks the column of a field")
	}
	return all, nil
}

// weighField puts the likeliest value in the place of the rules'.
func (s *scene) weighField(d *draft, f *weighedField) {
	now := f.of(&d.claim)
	best, at := f.columns[0], -1
	for i, c := range f.columns {
		if s.weighed[c] > s.weighed[best] {
			best = c
		}
		if f.values[i] == *now {
			at = c
		}
	}
	if at < 0 || best == at || (s.weighed[best]-s.weighed[at])/weigh.Full <= thresholds[f.name] {
		return
	}
	*now = f.values[slices.Index(f.columns, best)]
	where := d.figure
	if i := slices.IndexFunc(d.claim.Evidence, func(e pledgebook.Evidence) bool { return e.Field == f.name }); i >= 0 {
		where = s.place(d.claim.Evidence[i].Span)
	}
	d.forget(f.name)
	d.note(s, f.name, where, "weighed", d.basis(where))
}
