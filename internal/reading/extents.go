package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file tells by the verb of a sum that it is all that was given, over a time or up to now,
// and no package.

// wholeByVerb returns the rule by which a verb makes its sum a total, or nothing.
func (s *scene) wholeByVerb(d *draft) string {
	switch {
	case d.verb == nil || d.position != object || d.claim.Money == nil:
		return ""
	case s.thisYearSoFar(d):
		return "this-year"
	case s.levelReached(d):
		return "level-reached"
	case s.inAllSoFar(d):
		return "in-all-so-far"
	case s.aidOfYear(d):
		return "aid-of-year"
	}
	return ""
}

// levelReached reports "its aid has risen to 9 million", "raised its aid from 5 to 9 million": a
// new level holds what was given before. A pledge that is raised is still one pledge.
func (s *scene) levelReached(d *draft) bool {
	p := d.verb
	if p.Class != stage.Increase || p.Passive && p.Form == stage.Participle || p.Form == stage.Attributive || !s.is(d.figure.First-1, cue.To) || s.namesAct(d) {
		return false
	}
	return s.secondLevel(&s.sentences[d.sentence], d) || p.Form == stage.Finite && !toCome(p) && (p.Past || p.Perfect)
}

// namesAct reports a noun for a single act before the figure: "its pledge".
func (s *scene) namesAct(d *draft) bool {
	for i := range s.sentences[d.sentence].nouns {
		if n := &s.sentences[d.sentence].nouns[i]; n.Class == stage.Act && n.Stage != "" && n.Stage != pledgebook.StageUnclear && n.First >= d.clause.First && n.End <= d.figure.First {
			return true
		}
	}
	return false
}

// inAllSoFar reports "has pledged a total of 9 million", "has already paid 9 million"; what it
// "had already paid" in January is one payment.
func (s *scene) inAllSoFar(d *draft) bool {
	p := d.verb
	if !p.Perfect || toCome(p) || p.Form != stage.Finite || d.act != nil {
		return false
	}
	if s.is(d.figure.First-1, cue.Of) && s.says(d.figure.First-2, cue.Total) {
		return d.noun == nil || d.noun.Class != stage.Sum
	}
	return p.Class == stage.Disburse && !p.Before && s.saysAlready(d)
}

// saysAlready reports a word in the group of the verb that takes the sum for known: "already".
func (s *scene) saysAlready(d *draft) bool {
	for _, r := range s.sentences[d.sentence].revisers {
		if r.Revision == pledgebook.Repeat && r.First >= d.verb.First && r.End <= d.verb.End {
			return true
		}
	}
	return false
}

// aidOfYear reports "will receive 9 million in aid this year": all that a state gets in a year.
func (s *scene) aidOfYear(d *draft) bool {
	p := d.claim.Period
	if !receives(d.verb) || d.act != nil || d.noun == nil || d.noun.Class != stage.Aid || !wholeYears(p) || p.End-p.Start > 366 || p.End-p.Start < 365 {
		return false
	}
	return d.verb.Form == stage.Finite && d.claim.Revision != pledgebook.TopUp && p.Last() >= s.published
}
