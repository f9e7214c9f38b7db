package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/weigh"
)

// This file says what is so of a figure by its verbs and nouns and by what the rules made
// of it.

var (
	groupsVerb    = weigh.Words("vb1", "vb2", "va1", "va2") // the two verbs next before and next behind the figure
	groupGoverns  = weigh.WordOf("vg")                      // the verb that governs it
	groupVerb     = weigh.WordOf("v")                       // any of these
	groupPosition = weigh.WordOf("pos")
	groupsNoun    = weigh.Words("nb1", "nb2", "na1", "na2")
	groupOwnNoun  = weigh.WordOf("ng")
	groupAct      = weigh.WordOf("ag")
	groupRules    = weigh.WordOf("rules") // what the rules came to
	groupDropped  = weigh.WordOf("dropped")
	groupClaims   = weigh.WordOf("claims")
	groupScore    = weigh.WordOf("score")
	groupModality = weigh.WordOf("modality")
	groupBoth     = weigh.WordOf("both")
	groupGivers   = weigh.WordOf("givers")
	groupGetters  = weigh.WordOf("getters")
	groupPeriod   = weigh.WordOf("period")

	positions = weigh.Words("object", "subject", "bare")                                           // by position
	moods     = weigh.Words("fact", "future", "intended", "planned", "expected", "would", "could") // by stage.Mood
	forms     = weigh.Words("finite", "infinitive", "participle", "gerund", "attributive")         // by stage.Form
	scores    = weigh.Words("-4", "-3", "-2", "-1", "0", "1", "2", "3", "4", "5", "6")
	counts    = weigh.Words("none", "one", "some")

	wordNone        = weigh.WordOf("none")
	wordClaim       = weigh.WordOf("claim")
	wordNegated     = weigh.WordOf("negated")
	wordBefore      = weigh.WordOf("before")
	wordPerfect     = weigh.WordOf("perfect")
	wordProgressive = weigh.WordOf("progressive")
	wordPast        = weigh.WordOf("past")
	wordPresent     = weigh.WordOf("present")
)

const scoreZero = 4 // index of "0" in scores

func verbClass(c stage.Class) weigh.Word      { return weigh.WordOf(string(c)) }
func nounClass(c stage.NounClass) weigh.Word  { return weigh.WordOf(string(c)) }
func stageWord(c pledgebook.Stage) weigh.Word { return weigh.WordOf(string(c)) }

func (s *scene) traitsOfVerb(t *weigh.Traits, p *stage.Predicate, group weigh.Word) {
	class, when := verbClass(p.Class), tense(p)
	t.Add(traitFull, group, weigh.StemOf(s.doc.Of(p.Head)))
	t.AddPair(traitFull, group, class, moods[p.Mood])
	t.AddPair(traitFull, group, class, forms[p.Form])
	t.AddPair(traitFull, group, class, when)
	t.AddPair(traitFull, group, moods[p.Mood], when)
	if p.Stage != "" {
		told := stageWord(p.Stage)
		t.AddPair(traitFull, group, told, moods[p.Mood])
		t.AddPair(traitFull, groupVerb, told, moods[p.Mood])
	}
	if p.Negated {
		t.Add(traitFull, group, wordNegated)
	}
}

// tense names the time of a verb.
func tense(p *stage.Predicate) weigh.Word {
	switch {
	case p.Before:
		return wordBefore
	case p.Perfect:
		return wordPerfect
	case p.Progressive:
		return wordProgressive
	case p.Past:
		return wordPast
	}
	return wordPresent
}

func traitsOfNoun(t *weigh.Traits, n *stage.Noun, group weigh.Word) {
	t.AddPair(traitFull, group, nounClass(n.Class), stageWord(n.Stage))
	if n.Kind != "" {
		t.Add(traitFull, group, weigh.WordOf(string(n.Kind)))
	}
	if n.Modality != "" {
		t.Add(traitFull, group, weigh.WordOf(string(n.Modality)))
	}
}

// traitsOfRules adds what the rules came to, field by field.
func (s *scene) traitsOfRules(t *weigh.Traits, d *draft) {
	c := &d.claim
	for i := range weighedFields {
		f := &weighedFields[i]
		value, rule := weigh.WordOf(*f.of(c)), wordNone
		t.AddPair(traitFull, groupRules, f.word, value)
		if e := d.evidence(f.name); e != nil {
			rule = weigh.WordOf(e.Rule)
		}
		t.AddPair(traitFull, f.rule, rule, value)
	}
	why := wordClaim
	if d.dropped != "" {
		why = weigh.WordOf(d.dropped)
	}
	t.Add(traitFull, groupDropped, why)
	t.Add(traitFull, groupClaims, counts[min(s.claimsBeside(d), 2)])
	t.Add(traitFull, groupScore, scores[max(0, min(d.score-aidThreshold+scoreZero, len(scores)-1))])
	t.Add(traitFull, groupModality, weigh.WordOf(string(c.Modality)))
	t.AddPair(traitFull, groupBoth, stageWord(c.Stage), weigh.WordOf(string(c.Extent)))
	t.Add(traitFull, groupGivers, s.traitParties(c.Providers))
	t.Add(traitFull, groupGetters, s.traitParties(c.Receivers))
	s.traitsOfTime(t, c)
}

// claimsBeside is how many other sums of the report are claims so far.
func (s *scene) claimsBeside(d *draft) int {
	if d.dropped == "" && d.sum != nil {
		return s.claimed - 1
	}
	return s.claimed
}

func (s *scene) traitParties(ids []pledgebook.PartyID) weigh.Word {
	if len(ids) == 0 {
		return wordNone
	}
	return s.sortOfParty(ids[0])
}

var (
	periodNone     = weigh.WordOf("none")
	periodEnd      = weigh.WordOf("end")
	periodStart    = weigh.WordOf("start")
	periodDeadline = weigh.WordOf("deadline")
	periodDated    = weigh.WordOf("dated")
	periodWhen     = weigh.Words("over", "running", "ahead")
	periodLength   = weigh.Words("short", "year", "years")
)

// traitsOfTime tells whether the period is over on the day of the report, and how long it is.
func (s *scene) traitsOfTime(t *weigh.Traits, c *pledgebook.Claim) {
	switch p := c.Period; {
	case !p.Start.Known() && !p.End.Known():
		t.Add(traitFull, groupPeriod, periodNone)
	case !p.Start.Known():
		t.Add(traitFull, groupPeriod, periodEnd)
	case !p.End.Known():
		t.Add(traitFull, groupPeriod, periodStart)
	default:
		t.AddPair(traitFull, groupPeriod, periodWhen[s.whenOf(p)], periodLength[lengthOf(p)])
	}
	if c.Deadline.Known() {
		t.Add(traitFull, groupPeriod, periodDeadline)
	}
	if c.Date.Known() {
		t.Add(traitFull, groupPeriod, periodDated)
	}
}

// aMonth is how many days a period may end behind the report and still be told as over.
const aMonth = 31

// whenOf is the index into periodWhen.
func (s *scene) whenOf(p pledgebook.Interval) int {
	switch {
	case s.published.Known() && p.End <= s.published+aMonth:
		return 0
	case p.Start <= s.published:
		return 1
	}
	return 2
}

// lengthOf is the index into periodLength: years of all calendars have 350 to 370 days.
func lengthOf(p pledgebook.Interval) int {
	switch days := p.End - p.Start; {
	case days > 370:
		return 2
	case days > 350:
		return 1
	}
	return 0
}
