package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells what a report is about from what it only looks back at: the gifts and
// loans of years before.

// lookBackAt makes repeats of what was done in a year or month that was over when the
// report's own news came: "handed over eight ambulances. In 2021 it gave five."
func (s *scene) lookBackAt() {
	news := false
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || !complete(&d.claim) {
			continue
		}
		s.openedBySince(d)
		s.onTop(i)
		s.fallenFrom(d)
		if at := s.timeOfBefore(d); at.Len() == 0 {
			news = news || s.isNews(d)
		} else if news {
			s.repeatOld(d, at, "time-of-before")
		}
	}
}

// repeatOld makes a new sum or a top-up a repeat.
func (s *scene) repeatOld(d *draft, at text.Range, rule string) {
	if d.claim.Revision != pledgebook.New && d.claim.Revision != pledgebook.TopUp {
		return
	}
	d.claim.Revision = pledgebook.Repeat
	d.forget("revision")
	d.note(s, "revision", at, rule, d.basis(at))
}

// openedBySince makes what has been given in a sentence that begins "Since it opened its
// office in 1994" or "Since independence" a running total from then on.
func (s *scene) openedBySince(d *draft) {
	first := s.sentences[d.sentence].First
	if !s.is(first, cue.Since) || d.verb == nil || !d.verb.Perfect || toCome(d.verb) || d.verb.Class == stage.Contain || d.verb.First < first+2 || d.claim.Polarity != pledgebook.Asserted || d.claim.Revision != pledgebook.New && d.claim.Revision != pledgebook.Repeat {
		return
	}
	at := d.evidence("period")
	if p := d.claim.Period; p.Start.Known() && p.End.Known() && at != nil && s.doc.TokenAt(at.Span.Start) < d.verb.First {
		d.claim.Period.End = 0
	}
	if d.claim.Extent != pledgebook.TotalExtent {
		d.claim.Extent = pledgebook.TotalExtent
		since := text.Range{First: first, End: first + 1}
		d.note(s, "extent", since, "opened-by-since", d.basis(since))
	}
}

// onTopReach bounds the words between "on top of" and the sum.
const onTopReach = 4

// onTop makes the sum a top-up that comes on top of one told before.
func (s *scene) onTop(i int) {
	d := &s.drafts[i]
	if d.claim.Revision != pledgebook.Repeat && d.claim.Extent != pledgebook.TotalExtent {
		return
	}
	v := &s.sentences[d.sentence]
	for k := d.figure.First; k >= max(v.First, d.figure.First-onTopReach); k-- {
		t, ok := s.doc.Tagged(k, s.engine.onTop)
		if !ok || t.End > d.figure.End {
			continue
		}
		if n := s.besideTop(i); n != nil && n.claim.Revision == pledgebook.New && n.claim.Stage != pledgebook.StageNeed && n.claim.Extent == pledgebook.PartExtent {
			n.claim.Revision = pledgebook.TopUp
			n.note(s, "revision", t.Range, "on-top", n.basis(t.Range))
		}
		return
	}
}

// besideTop returns the sum beside the one at index i: of its sentence, or of the one before
// where the sentence takes that up.
func (s *scene) besideTop(i int) *draft {
	d := &s.drafts[i]
	for _, k := range []int{i + 1, i - 1} {
		if k >= 0 && k < len(s.drafts) && s.drafts[k].sentence == d.sentence && s.drafts[k].dropped == "" {
			return &s.drafts[k]
		}
	}
	first := s.sentences[d.sentence].First
	if i > 0 && s.drafts[i-1].sentence == d.sentence-1 && s.drafts[i-1].dropped == "" && (s.is(first, cue.It|cue.This) || s.speaksAgain(&s.sentences[d.sentence])) {
		return &s.drafts[i-1]
	}
	return nil
}

// isNews reports a new act, or what is asked for now; what was "spent" may be any year's, what
// a sum "comes to" is no act.
func (s *scene) isNews(d *draft) bool {
	if d.verb == nil && d.sentence > topUpReach || d.verb != nil && (d.verb.Class == stage.Contain || d.verb.Class == stage.Fulfil || d.verb.Class == stage.Say) {
		return false
	}
	if d.verb != nil && d.verb.Class == stage.Disburse && !d.verb.Perfect && !toCome(d.verb) && !d.claim.Date.Known() {
		return false
	}
	return d.claim.Revision == pledgebook.New && d.claim.Extent == pledgebook.PartExtent || d.claim.Revision == pledgebook.TopUp
}

// beforeNews is how many days before the news an act must lie to be told as known behind it.
const beforeNews = 5

// fallenReach bounds the words between a level and "down from".
const fallenReach = 9

// fallenFrom makes a cut of "its budget will be 2 billion in 2025, down from 3 billion"; what was
// spent in a year is a statistic.
func (s *scene) fallenFrom(d *draft) {
	if d.claim.Revision != pledgebook.New || d.claim.Stage != pledgebook.StageAllocation && d.claim.Stage != pledgebook.StagePledge && d.claim.Stage != pledgebook.StageCommitment {
		return
	}
	for _, r := range s.sentences[d.sentence].revisers {
		if r.Where == "level" && r.First >= d.figure.End && r.First-d.figure.End < fallenReach && !s.sumBetween(&s.sentences[d.sentence], d.figure.End, r.First) {
			d.claim.Revision = r.Revision
			d.note(s, "revision", r.Range, "down-from", d.basis(r.Range))
			return
		}
	}
}

// timeOfBefore returns the words that date a past act weeks before the report; a total of
// a year is reckoned up anew.
func (s *scene) timeOfBefore(d *draft) text.Range {
	if d.verb == nil || !d.verb.Past || toCome(d.verb) || d.verb.Mood != stage.Fact || d.verb.Class == stage.Contain || d.claim.Extent == pledgebook.TotalExtent || s.statistic(d) {
		return text.Range{}
	}
	v := s.words(d.sentence)
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		if m.Role == period.Plain && s.longOver(m.Interval) && s.datesClause(v, d, m) {
			return m.Range
		}
	}
	if at := d.evidence("period"); at != nil && s.longOver(d.claim.Period) {
		return s.place(at.Span)
	}
	return text.Range{}
}

// datesClause reports a time that stands before the verb of the figure's clause: "At last
// year's conference it promised".
func (s *scene) datesClause(v *sentence, d *draft, m *period.Mention) bool {
	return m.First >= d.clause.First && m.End <= d.verb.First && m.First <= d.clause.First+2 && !s.ofHappening(v, d, m)
}

// longOver reports a time that ended weeks before the news of the report.
func (s *scene) longOver(t pledgebook.Interval) bool {
	return t.Start.Known() && t.End.Known() && s.published.Known() && s.dayOfNews()-t.Last() > beforeNews
}

// statistic reports a rounded sum of whole years, or the aid of a year for nobody in
// particular: it is reckoned up anew.
func (s *scene) statistic(d *draft) bool { return s.statisticOver(d, d.claim.Period) }

func (s *scene) statisticOver(d *draft, over pledgebook.Interval) bool {
	if d.claim.Money == nil || d.verb == nil || !wholeYears(over) {
		return false
	}
	if len(d.claim.Receivers) == 0 && !s.isAct(d.verb) {
		return true
	}
	switch d.claim.Money.Qualifier {
	case pledgebook.MoreThan, pledgebook.AtLeast, pledgebook.Nearly:
		return true
	}
	return false
}
