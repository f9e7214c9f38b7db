package stage

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// This file reads the auxiliaries before a verb: its mood, tense and negation.

// auxiliaries walks left from the main verb over its auxiliaries, sets the
// group's start, mood, tense and negation, and returns the roles it met.
func (r *Reader) auxiliaries(d *text.Document, s text.Range, p *Predicate) Role {
	const inGroup = Be | Have | Will | WouldWord | Modal | Do | To | Not | Contracted | Adverb | SetUp
	var met Role
	for i := p.First - 1; i >= s.First; {
		first, role := r.endingAt(d, s, i)
		if role&inGroup == 0 && role&(IntendWord|PlanWord|ExpectWord) == 0 {
			break
		}
		met |= role
		p.note(role)
		p.Now = p.Now || role&Present != 0
		p.Before = p.Before || role&Have != 0 && d.Is(i, cue.Had)
		if role&Contracted != 0 && role&Pronoun != 0 {
			break // "we've": the subject and its auxiliary in one word
		}
		if role&^Adverb != 0 {
			p.First = first
		}
		i = first - 1
	}
	return met
}

func (p *Predicate) note(role Role) {
	switch {
	case role&Not != 0:
		p.Negated = true
	case role&IntendWord != 0:
		p.Mood = Intended
	case role&PlanWord != 0:
		p.Mood = PlannedMood
	case role&ExpectWord != 0:
		p.Mood = Expected
	case role&Will != 0:
		p.Mood = Future
	case role&WouldWord != 0:
		p.Mood = Would
	case role&Modal != 0:
		p.Mood = Could
	case role&Have != 0:
		p.Perfect = true
	}
}

// endingAt returns where the closed-class word or phrase that ends at token i
// begins, and its roles. Phrases are at most five words.
func (r *Reader) endingAt(d *text.Document, s text.Range, i int) (first int, role Role) {
	for first = max(s.First, i-4); first <= i; first++ {
		if role, end := r.RoleAt(d, first); role != 0 && end == i+1 {
			return first, role
		}
	}
	return i, 0
}
