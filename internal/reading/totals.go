package reading

import "pledgebook/internal/reading/weigh"

// This file adds up what the words around a figure speak for. The headline and the sentences
// beside a figure say the same to every figure they stand beside, and the words of its own
// sentence say the same when its fields are weighed as when it is weighed whether it is a
// claim at all: each is added up once.

// totals keeps what is added up for one report, each once.
type totals struct {
	room    []weigh.Total
	used    int
	heading int // of the headline: its place in room, plus one; 0 before it is added up
}

// drop forgets what was added up for an earlier report and keeps the room.
func (t *totals) drop() { t.used, t.heading = 0, 0 }

// at returns the total that a place stands for, and whether it has yet to be added up.
func (t *totals) at(place *int) (total *weigh.Total, open bool) {
	if *place > 0 {
		return &t.room[*place-1], false
	}
	if t.used == len(t.room) {
		t.room = append(t.room, weigh.Total{})
	}
	t.used++
	*place = t.used
	t.room[t.used-1].Reset()
	return &t.room[t.used-1], true
}

// weighDraft adds up what all that is so of a draft speaks for.
func (s *scene) weighDraft(d *draft) {
	s.weighed.Reset()
	s.takeTotal(&s.totals.heading, func(t *weigh.Traits) { s.traitsOfHeadline(t) })
	s.takeTotal(&d.words, func(t *weigh.Traits) { s.traitsOfWords(t, d) })
	s.weighNow(func(t *weigh.Traits) { s.traitsOfDeeds(t, d) })
	s.takeBeside(d.sentence-1, groupPrior)
	s.takeBeside(d.sentence+1, groupNext)
	s.weighNow(func(t *weigh.Traits) { s.traitsOfDraft(t, d) })
}

// takeBeside takes what the sentence before or behind speaks for.
func (s *scene) takeBeside(i int, group weigh.Word) {
	if i < 0 || i >= len(s.sentences) {
		return
	}
	place := &s.sentences[i].asPrior
	if group == groupNext {
		place = &s.sentences[i].asNext
	}
	s.takeTotal(place, func(t *weigh.Traits) { s.traitsBeside(t, i, group) })
}

// takeTotal takes the total that a place stands for, added up from traits where it is not yet.
func (s *scene) takeTotal(place *int, traits func(*weigh.Traits)) {
	total, open := s.totals.at(place)
	if open {
		s.traits.Reset()
		traits(&s.traits)
		s.engine.scales.table.Weigh(&s.traits, total)
	}
	s.weighed.Take(total)
}

// weighNow adds what traits speak for that are of this draft and moment alone.
func (s *scene) weighNow(traits func(*weigh.Traits)) {
	s.traits.Reset()
	traits(&s.traits)
	s.engine.scales.table.Weigh(&s.traits, &s.weighed)
}
