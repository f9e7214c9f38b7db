package reading

import (
	"cmp"
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
)

// This file finds the body that a report tells of being filled: what donors promise and
// give there goes to it.

// fillReach is how many sentences of the body may name who is filled.
const fillReach = 3

// bodyFilled returns the one body that lives of what donors give it and that the headline,
// or else the first sentences, make the goal of giving or of a round of it.
func (s *scene) bodyFilled(providers []named) (only []named) {
	told := false // the body has begun
	for i, v := range s.opening(fillReach) {
		if v.kind != pledgebook.PartHeadline {
			if !told && len(only) > 0 {
				break // the headline names it
			}
			if told = true; s.tellsPart(i) {
				continue
			}
		}
		found, several := s.filledIn(v, providers)
		if several || len(found) > 0 && len(only) > 0 && found[0].id != only[0].id {
			return nil // each has a sum of its own
		}
		if len(only) == 0 {
			only = found
		}
	}
	return only
}

// filledIn returns the body that one sentence makes the goal of giving, and reports several.
func (s *scene) filledIn(v *sentence, providers []named) (only []named, several bool) {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.ID.IsState() && v.kind != pledgebook.PartHeadline && s.getsAid(m.ID) && !m.Location {
			return nil, true // "FAO needs 14 million for Chad": it passes on what it gets
		}
		if !s.isFilled(m) || isAmong(providers, m.ID) || !s.goalOfGiving(v, m) {
			continue
		}
		if !s.charter(m.ID) && v.kind != pledgebook.PartHeadline {
			continue // an agency gets something in most reports
		}
		if len(only) > 0 && only[0].id != m.ID {
			return nil, true
		}
		only = []named{{m.ID, m.Range, "replenished"}}
	}
	return only, false
}

// isFilled reports a body that lives of what donors give it.
func (s *scene) isFilled(m *party.Mention) bool {
	return s.isBody(m) && s.livesOfGifts(m.ID)
}

// isBody reports a body that stands for nobody else.
func (s *scene) isBody(m *party.Mention) bool {
	return m.Type == pledgebook.Organisation && m.State == "" && m.For == ""
}

// livesOfGifts reports a body that gives by charter or carries out what others pay for, or a fund, with no means of its own.
func (s *scene) livesOfGifts(id pledgebook.PartyID) bool {
	return (s.givesOrHandsOn(id) || s.isFund(id)) && !s.engine.ownMeans[id]
}

// goalOfGiving reports a body that giving is told to go to: "a pledge to the fund", "the
// fund's replenishment", "the fund seeks 3 million".
func (s *scene) goalOfGiving(v *sentence, m *party.Mention) bool {
	if prep := s.preposition(m.First, v.First); prep >= 0 {
		return s.is(prep, cue.To|cue.For|cue.Toward|cue.Into|cue.Of)
	}
	if v.kind == pledgebook.PartHeadline || m.Possessive || s.says(m.End, cue.Replenishment) {
		return true
	}
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First < m.End || p.Form != stage.Finite {
			continue
		}
		return p.Passive && p.Class != stage.Say || s.getsOrAsks(v, p)
	}
	return false
}

// getsOrAsks reports a verb of asking or receiving, or one that leads to it: "has set out
// to raise".
func (s *scene) getsOrAsks(v *sentence, p *stage.Predicate) bool {
	switch p.Class {
	case stage.Ask, stage.Lack, stage.Raise, stage.Receive:
		return !p.Passive
	}
	for i := range v.verbs {
		if q := &v.verbs[i]; q.First == p.End && q.Form == stage.Infinitive {
			return s.getsOrAsks(v, q)
		}
	}
	return false
}

// fills reports a sum that a body is filled with, or asks for: promised or given, and for
// nobody else by its own words.
func (s *scene) fills(d *draft, body pledgebook.PartyID) bool {
	if s.is(d.figure.End, cue.To) || len(d.claim.Channels) > 1 || len(d.claim.Channels) == 1 && d.claim.Channels[0] != body {
		return false
	}
	named, other := s.bodiesBeside(d, body)
	if d.claim.Stage == pledgebook.StageNeed {
		return named && !other
	}
	if other && !named || s.hasPurpose(d) && !s.headlined(s.topic.receivers) {
		return false
	}
	return promised(d) || !s.is(d.figure.End, cue.For) && s.givesByHabit(d)
}

// bodiesBeside reports whether the sentence of a sum names a body or takes it up again, and
// whether it names another that lives of what donors give: "COVAX will be helped by 3 million".
func (s *scene) bodiesBeside(d *draft, body pledgebook.PartyID) (named, other bool) {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		named = named || m.ID == body
		other = other || m.ID != body && m.Form == party.Name && s.isFilled(m) && !s.provides(d, m.ID) && !s.tells(v, m)
	}
	return named, other
}

// hasPurpose reports "3 million for seed", "on nutrition" right behind a sum: what it is for is
// told, and that is no body. A time is no purpose: "for 2026-2030".
func (s *scene) hasPurpose(d *draft) bool {
	k := d.figure.End
	if !s.is(k, cue.For|cue.On) {
		return false
	}
	n, _ := slices.BinarySearchFunc(s.periods, k, func(m period.Mention, k int) int { return cmp.Compare(m.End, k+1) })
	return n >= len(s.periods) || s.periods[n].First > k+2
}

// givesByHabit reports a sum that donors alone are told to give.
func (s *scene) givesByHabit(d *draft) bool {
	if !s.stated(d, "providers") || d.claim.Stage == pledgebook.StageAllocation {
		return false
	}
	for _, id := range d.claim.Providers {
		if !s.donor(id) {
			return false
		}
	}
	return true
}

// headlined reports parties that the headline names.
func (s *scene) headlined(found []named) bool {
	if len(found) == 0 {
		return false
	}
	i := s.doc.SentenceAt(found[0].at.First)
	return i >= 0 && s.sentences[i].kind == pledgebook.PartHeadline
}

// beforeReach is how many sentences back a body is still the one that is given to.
const beforeReach = 2

// bodyBefore returns the one body that the sentences before, in the same paragraph, make
// the goal of giving: "The fund asked for more. Norway pledged 3 million".
func (s *scene) bodyBefore(d *draft) []named {
	part := s.doc.Sentences[d.sentence].Part
	for i := d.sentence - 1; i >= max(0, d.sentence-beforeReach) && s.doc.Sentences[i].Part == part; i-- {
		found, several := s.filledIn(&s.sentences[i], nil)
		if several {
			return nil
		}
		if len(found) > 0 {
			if s.provides(d, found[0].id) || len(d.claim.Channels) > 0 || !s.fills(d, found[0].id) {
				return nil
			}
			return found
		}
	}
	return nil
}

// goesToBody gives a sum that nothing else tells the receiver of to the body that the report is
// about.
func (s *scene) goesToBody(d *draft) {
	if d.dropped != "" || len(d.claim.Receivers)+len(d.claim.Channels) > 0 || s.topic.scene.id != "" || s.worldwide(d) {
		return
	}
	if only := s.onlyBody(d); len(only) > 0 {
		s.addReceivers(d, only, pledgebook.Context)
		s.kindOfBody(d, "receivers", d.claim.Receivers)
	}
}

// onlyBody returns the one body that lives of gifts and that every sum with a receiver goes to: in
// a report on what one body gets, a gift that goes nowhere else goes there too.
func (s *scene) onlyBody(d *draft) (only []named) {
	for i := range s.drafts[:min(len(s.drafts), lookBack)] {
		o := &s.drafts[i]
		if o == d || o.dropped != "" && o.dropped != toldAgain || len(o.claim.Receivers)+len(o.claim.Channels) == 0 {
			continue
		}
		n := s.ownBody(o)
		if n.id == "" || len(only) > 0 && only[0].id != n.id || s.isPartOf(o, d) {
			return nil
		}
		if only == nil {
			only = []named{n}
		}
	}
	if len(only) == 0 && s.topic.body.id != "" {
		only = []named{s.topic.body}
	}
	if len(only) == 0 || s.provides(d, only[0].id) || !s.fills(d, only[0].id) {
		return nil
	}
	return only
}

// ownBody returns the one body that a sum goes to by its own words, if it goes to nobody else.
func (s *scene) ownBody(o *draft) named {
	all := append(slices.Clone(o.claim.Channels), o.claim.Receivers...)
	if !s.livesOfGifts(all[0]) || slices.ContainsFunc(all, func(id pledgebook.PartyID) bool { return id != all[0] }) {
		return named{}
	}
	for _, e := range o.claim.Evidence {
		if (e.Field == "channels" || e.Field == "receivers") && e.Rule != "through" && e.Rule != "fund-of-giver" {
			return named{all[0], s.place(e.Span), "only-receiver"}
		}
	}
	return named{}
}

// bodyNamed returns the one body that lives of gifts and that a report opens with, where it names
// no other and no country or region that gets aid.
func (s *scene) bodyNamed() (only named) {
	for i := range s.parties {
		m := &s.parties[i]
		switch {
		case m.Location || m.Person != nil || s.isFurniture(m.First):
		case m.Type == pledgebook.Region || s.getsAid(m.Actor()):
			return named{}
		case m.Form != party.Name || m.ID == only.id || !s.isBody(m) || !s.livesOfGifts(m.ID):
		case only.id != "" || s.doc.SentenceAt(m.First) > fillReach:
			return named{}
		default:
			only = named{m.ID, m.Range, "only-body"}
		}
	}
	return only
}

// tells reports "the World Bank said", "a World Bank official said".
func (s *scene) tells(v *sentence, m *party.Mention) bool {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.Class == stage.Say && p.First >= m.End && p.First-m.End <= 2 && s.char(m.End) == 0 {
			return true
		}
	}
	return false
}
