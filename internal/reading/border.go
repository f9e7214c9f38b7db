package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
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

// leavesHome reports a sum for nobody that has a name, but not for home: an agency gives it that
// only gives abroad, "USAID will invest 4 million to end hunger", or one who gives by habit helps
// "around the world".
func (s *scene) leavesHome(d *draft) bool {
	if d.verb == nil || d.position != object || !s.stated(d, "providers") {
		return false
	}
	return s.byAgency(d) || s.donor(d.claim.Providers[0]) && s.worldwide(d)
}

// byAgency reports a giver named by its agency for aid.
func (s *scene) byAgency(d *draft) bool {
	e := d.evidence("providers")
	return e != nil && e.Basis == pledgebook.Stated && s.agencyAt(s.place(e.Span).First)
}

// speaksAround counts how much the report speaks of aid; its words of business say nothing
// against what an agency for aid gives.
func (s *scene) speaksAround(d *draft) int {
	if words := s.speaksOfAid(); words > 0 || !s.byAgency(d) || !s.leavesHome(d) {
		return words
	}
	return 0
}

// toCountries reports goods that go "to 117 countries", "to countries in need", or everywhere.
func (s *scene) toCountries(d *draft) bool {
	if s.worldwide(d) {
		return true
	}
	if !s.is(d.figure.End, cue.To|cue.With|cue.In) {
		return false
	}
	for k := d.figure.End + 1; k < min(d.clause.End, d.figure.End+4); k++ {
		if s.says(k, cue.Countries) {
			return true
		}
	}
	return false
}
