package reading

import (
	"slices"

	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/money"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
)

// This file tells what a report says of the whole from what it says of a part, and finds
// the states that it lists for a region.

// listedSums bounds the sums of a list, and of what stands before it, that are held against each
// other.
const listedSums = 60

// smallerThanBefore reports a sentence whose sums are all smaller than one of the same
// currency that the report has told.
func (s *scene) smallerThanBefore(i int) bool {
	sums := s.sentences[i].sums
	before := s.sums[:min(sums.First, listedSums)]
	for k := sums.First; k < min(sums.End, sums.First+listedSums); k++ {
		if !slices.ContainsFunc(before, func(o money.Mention) bool { return largerOf(&o, &s.sums[k]) }) {
			return false
		}
	}
	return sums.Len() > 0
}

// largerOf reports that the first of two sums of one currency is the larger.
func largerOf(a, b *money.Mention) bool {
	return a.Money.Currency == b.Money.Currency && a.Money.Lo.Cmp(b.Money.Hi) > 0
}

// expand puts the states that the report lists in the place of its region.
func (t *topic) expand(found []named) []named {
	if len(found) == 1 && len(t.members) > 0 && found[0].id == t.region {
		return t.members
	}
	return found
}

// listReach is how many sentences on a report lists the states of the region
// that its headline speaks of.
const listReach = 6

// listedStates returns the states that the report lists for its region: "the
// states, Tunisia, Jordan and Egypt", "in Niger, Chad and Cameroon".
func (s *scene) listedStates(t *topic) []named {
	for i := range s.sentences[:min(listReach, len(s.sentences))] {
		v := &s.sentences[i]
		if s.smallerThanBefore(i) {
			continue // the list is of one part
		}
		for k := v.parties.First; k < v.parties.End; k++ {
			if !s.opensList(v, k) {
				continue
			}
			if found := s.withNeighbours(v, k, "listed-states"); len(found) >= 3 && !s.mostlyBefore(v, found[0]) && !slices.ContainsFunc(found, func(n named) bool {
				return !n.id.IsState() || s.rich(n.id) || isAmong(t.providers, n.id)
			}) {
				return found
			}
		}
	}
	return nil
}

// opensList reports a state behind "in", "to", "for" or "including", or apposed
// to a noun.
func (s *scene) opensList(v *sentence, k int) bool {
	m := &s.parties[k]
	if !m.ID.IsState() || m.Possessive || m.Form != party.Name {
		return false
	}
	if p := s.preposition(m.First, v.First); p >= 0 {
		return s.is(p, cue.In|cue.To|cue.For|cue.Including)
	}
	c := s.char(m.First - 1)
	return c == ':' || c == ',' && s.doc.Tokens[max(0, m.First-2)].Kind == text.Word
}

// mostlyBefore reports "primarily directed to" before a list: it is not of all.
func (s *scene) mostlyBefore(v *sentence, first named) bool {
	p := s.preposition(first.at.First, v.First)
	return p > 1 && (s.says(p-1, cue.Especially) || s.says(p-2, cue.Especially))
}
