package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/item"
	"pledgebook/internal/reading/stage"
)

// This file finds what is done with goods where a sum would have another verb: what
// moves them, what carries them, and what has come of them once they were given.

// governGoods looks past "including" and "carrying" to what is done with the whole, and
// reads "brought" as delivering: only a total is brought to a sum.
func (s *scene) governGoods(d *draft) {
	v := &s.sentences[d.sentence]
	if s.carries(v, d.figure.End) {
		d.verb = s.verbFrom(v, d.figure.End)
	}
	switch {
	case d.verb == nil && d.sum != nil:
		s.verbOfWhole(v, d)
	case d.verb == nil:
		s.onTheWay(v, d)
	case d.verb.Class == stage.Support && d.verb.Form == stage.Participle && d.position == subject:
		s.pastPayment(v, d)
	case d.verb.Class == stage.Contain && d.verb.Form == stage.Gerund:
		s.verbOfWhole(v, d)
	case d.verb.Class == stage.Contain && d.position == object && (d.verb.Progressive || toCome(d.verb)):
		d.verb, d.position = comingWith(d.verb), subject
	case d.verb.Class == stage.Contain && d.position == object:
		s.describesLoad(v, d)
	case d.verb.Class == stage.Bring && !s.is(s.preposition(d.figure.First, d.verb.End), cue.To):
		brought := *d.verb
		brought.Class, brought.Stage = stage.Deliver, pledgebook.StageDelivery
		d.verb = &brought
	}
}

// comingWith reads "A ship is carrying 24 tents": they are on their way.
func comingWith(p *stage.Predicate) *stage.Predicate {
	carrying := *p
	carrying.Class, carrying.Stage, carrying.Mood = stage.Arrive, pledgebook.StagePledge, stage.Future
	return &carrying
}

// verbOfWhole reads "Relief from Spain, including 70 tents, was delivered" and "A plane
// carrying 18 tons landed": what is done with the whole is done with its parts.
func (s *scene) verbOfWhole(v *sentence, d *draft) {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= d.figure.End && tellsOfGoods(p) && !s.closedBefore(&stage.Predicate{Range: d.figure}, p.First) {
			d.verb, d.position = p, subject
			return
		}
	}
	for i := len(v.verbs) - 1; i >= 0; i-- {
		if p := &v.verbs[i]; d.verb != nil && p.End <= d.verb.First && tellsOfGoods(p) {
			d.verb = p
			return
		}
	}
}

// describesLoad reads "Other goods delivered include 15 tents": the participle before the
// verb tells what was done with them.
func (s *scene) describesLoad(v *sentence, d *draft) {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.End == d.verb.First && p.Form == stage.Participle && (p.Class == stage.Give || p.Class == stage.Deliver || p.Class == stage.Promise) {
			d.verb = p
			return
		}
	}
}

// tellsOfGoods reports a verb that says what is done with goods, and no participle that
// only describes them; what arrives does so without an object.
func tellsOfGoods(p *stage.Predicate) bool {
	switch p.Class {
	case stage.Give, stage.Deliver, stage.Promise, stage.Receive:
		return p.Form == stage.Finite
	case stage.Arrive:
		return (p.Form == stage.Finite || p.Form == stage.Participle) && !p.Passive
	}
	return false
}

// onTheWay reads "200 tonnes of wheat are on their way to Chad": goods that no verb of
// the tables moves, and that have not come yet.
func (s *scene) onTheWay(v *sentence, d *draft) {
	for k := d.figure.End; k < d.clause.End; k++ {
		t, ok := s.doc.Tagged(k, s.engine.underway)
		if !ok || t.First > d.figure.End && s.interrupted(v, d.figure.End, t.First) {
			continue
		}
		d.verb, d.position = &stage.Predicate{Range: t.Range, Head: t.End - 1, Class: stage.Arrive, Stage: pledgebook.StagePledge, Mood: stage.Future}, subject
		return
	}
}

// arrivedAsGiven reads "12 ambulances donated by Norway have arrived": the participle
// tells who gave, and the verb behind it how far they have come.
func (s *scene) arrivedAsGiven(d *draft, p *stage.Predicate) bool {
	if d.sum != nil || p.Form != stage.Participle || d.position != subject {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		q := &v.verbs[i]
		if q.First < p.End || q.Class != stage.Arrive && q.Class != stage.Deliver {
			continue
		}
		if q.Class == stage.Deliver && !q.Passive || s.interrupted(v, p.End, q.First) || s.opensOther(v, p.End, q.First) {
			return false
		}
		d.claim.Stage = q.Stage
		if toCome(q) {
			d.claim.Stage = pledgebook.StagePledge
		}
		s.reportVerb(d, q.Range, "arrived")
		return true
	}
	return false
}

// opensOther reports goods between two tokens: what is told behind them is told of them.
func (s *scene) opensOther(v *sentence, from, to int) bool {
	for _, g := range s.goodsIn(v) {
		if g.First >= from && g.End <= to {
			return true
		}
	}
	return false
}

// underWay makes goods that "are being moved" delivered: the act has begun, and what is
// counted is under way.
func (s *scene) underWay(d *draft, p *stage.Predicate) bool {
	return d.sum == nil && p.Class == stage.Deliver && p.Progressive && p.Passive && !toCome(p)
}

// carriesWith reports that goods behind a verb of arriving came with its subject:
// "arrived in Chad with 90 tons", "landed carrying 40 tents".
func (s *scene) carriesWith(d *draft) bool {
	if d.position != object {
		return true
	}
	v := &s.sentences[d.sentence]
	for k := d.verb.End; k < d.figure.First; k++ {
		if s.is(k, cue.With) {
			return true
		}
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= d.verb.End && p.End <= d.figure.First && p.Form == stage.Gerund {
			return true
		}
	}
	return false
}

// comesAndGoes reports ships, planes or trucks that only arrive: that they are given, or
// what of aid they bring, is said nowhere in their clause.
func (s *scene) comesAndGoes(d *draft, goods []item.Mention) bool {
	if d.verb.Class != stage.Arrive {
		return false
	}
	v := &s.sentences[d.sentence]
	for _, g := range goods {
		if g.Role != item.Carrier || s.is(g.End, cue.With) || s.carries(v, g.End) {
			return false
		}
	}
	for _, n := range v.nouns {
		if n.Strength > 0 && d.clause.Contains(n.Range) {
			return false
		}
	}
	return true
}

// goesOnAbout reports a verb behind goods that still tells of them: "were gifted to Tonga by
// Japan", "carrying flour from Turkey".
func (s *scene) goesOnAbout(d *draft, p *stage.Predicate) bool {
	if d.sum != nil && !s.priced(d.figure) {
		return false
	}
	switch p.Class {
	case stage.Give, stage.Deliver:
		return p.Passive
	case stage.Contain:
		return p.Form == stage.Gerund
	}
	return false
}
