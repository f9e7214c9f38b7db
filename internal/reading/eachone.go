package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// This file tells apart what several parties give of one sum each: "Qatar and Oman
// pledged 25 million each" tells two flows.

// eachOne returns a claim for each of those who give a sum each, and the claim alone where
// nobody does. What several get each stays one claim, which says so.
func (s *scene) eachOne(d *draft, c *pledgebook.Claim) []pledgebook.Claim {
	each := s.eachWord(d)
	if each < 0 || len(c.Providers) < 2 || !s.stated(d, "providers") {
		return []pledgebook.Claim{*c}
	}
	word := s.doc.Span(text.Range{First: each, End: each + 1})
	claims := make([]pledgebook.Claim, 0, len(c.Providers))
	for i, id := range c.Providers {
		one := *c
		one.Each = len(c.Receivers) > 1 && c.Each
		one.Providers = []pledgebook.PartyID{id}
		one.Evidence = append(evidenceOf(c.Evidence, "providers", i, len(c.Providers)), pledgebook.Evidence{
			Field: "providers", Text: word.In(s.doc.Text), Span: word, Basis: d.basis(text.Range{First: each, End: each + 1}), Rule: "each-one",
		})
		if i > 0 { // the first keeps the id that parts refer to
			one.ID = s.spanID("claim of "+string(id), s.doc.Span(d.figure))
		}
		claims = append(claims, one)
	}
	return claims
}

// eachWord returns the token of "each" behind a sum or at its verb: "have each pledged 9
// million"; -1 without.
func (s *scene) eachWord(d *draft) int {
	if d.sum == nil {
		return -1
	}
	for k := d.figure.End; d.claim.Each && k >= d.figure.First; k-- {
		if s.is(k, cue.Each) {
			return k
		}
	}
	if d.verb == nil || d.position != object {
		return -1
	}
	for k := max(0, d.verb.First-1); k < d.verb.End; k++ {
		if s.is(k, cue.Each) {
			return k
		}
	}
	return -1
}

// evidenceOf keeps of a field's evidence that of the i-th of n parties, where each has one.
func evidenceOf(all []pledgebook.Evidence, field string, i, n int) []pledgebook.Evidence {
	told, at := 0, -1
	for k := range all {
		told += boolInt(all[k].Field == field)
	}
	return slices.DeleteFunc(slices.Clone(all), func(e pledgebook.Evidence) bool {
		if e.Field != field || told != n {
			return false
		}
		at++
		return at != i
	})
}
