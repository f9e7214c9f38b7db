package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file weighs whether a sum crosses a border: who may give and who may get it are
// named side by side, whatever the words between.

// sides are the parties of a sentence that may give to another, and those that may get.
type sides struct{ gives, gets bool }

// sidesOf looks through the parties of a sentence: a state or region that gets aid by
// habit, and one that does not, or a body with a charter to give.
func (s *scene) sidesOf(d *draft, v *sentence) (found sides) {
	for k := v.parties.First; k < v.parties.End; k++ {
		m := &s.parties[k]
		id := m.Actor()
		if id == "" || m.Form == party.Pronoun {
			continue
		}
		switch {
		case slices.Contains(d.claim.Providers, id):
			found.gives = true
		case s.getsAid(id) || m.Type == pledgebook.Region && !s.partOfName(m.End):
			found.gets = true
		case id.IsState() || s.charter(id) || id == "eu":
			found.gives = true
		}
	}
	return found
}

// borderScore counts for a sum that who may give and who may get it are named in its
// sentence, where no word of it is of business. Some word of giving or aid must stand in it,
// or the report be about aid: without, nothing tells a gift from any other sum.
func (s *scene) borderScore(d *draft) int {
	v := &s.sentences[d.sentence]
	if d.verb == nil && d.noun == nil && d.act == nil && s.topic.aid == 0 {
		return 0
	}
	if f := s.sidesOf(d, v); !f.gives || !f.gets || s.speaksOfBusiness(d, v) {
		return 0
	}
	return crossing
}

// crossing is what the two sides of a border count; where no word of giving joins them, it is
// just enough.
const crossing = 3

// speaksOfBusiness reports a noun, a verb or a giver of business in a sentence.
func (s *scene) speaksOfBusiness(d *draft, v *sentence) bool {
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Strength < -1 || n.Strength < 0 && d.clause.Contains(n.Range) {
			return true
		}
	}
	for i := range v.verbs {
		if c := v.verbs[i].Class; c == stage.Trade || c == stage.Invest || c == stage.Estimate {
			return true
		}
	}
	for k := v.parties.First; k < v.parties.End; k++ {
		if outsiders(s.parties[k].ID) {
			return true
		}
	}
	for k := v.First; k < v.End; k++ {
		if s.outsider(d, k) {
			return true
		}
	}
	return false
}

// nearAbroad reports a sum whose sentence, or the report's headline, names a state, region
// or body that gets aid and does not give this sum.
func (s *scene) nearAbroad(d *draft) bool {
	if s.sidesOf(d, &s.sentences[d.sentence]).gets {
		return true
	}
	for _, place := range [...]named{s.topic.scene, s.topic.written, s.topic.needy} {
		if s.getsAid(place.id) && !slices.Contains(d.claim.Providers, place.id) {
			return true
		}
	}
	return len(s.sentences) > 0 && s.sentences[0].kind == pledgebook.PartHeadline && s.sidesOf(d, &s.sentences[0]).gets
}
