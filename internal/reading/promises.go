package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// vow is a sentence that speaks of keeping commitments without a figure:
// "stand ready to fulfil their commitments by the end of the year".
type vow struct {
	sentence int
	provider []named
	deadline pledgebook.Interval
	at       text.Range // of the deadline
	verb     int        // token of the verb of keeping
}

// mostVows bounds how many vows of one report are followed.
const mostVows = 16

// vows finds the sentences that speak of keeping commitments, pledges or
// promises by some day.
func (s *scene) vows() []vow {
	var all []vow
	for i := range s.sentences {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() || v.periods.Len() == 0 || v.Len() > longestSentence || len(all) == mostVows {
			continue
		}
		if !s.engine.stages.Mentions(&s.doc, i, stage.Fulfil) {
			continue
		}
		s.words(i)
		for k := range v.verbs {
			if p := &v.verbs[k]; p.Class == stage.Fulfil && s.keepsWord(v, p) {
				if w := s.vowOf(i, p); w.at.Len() > 0 {
					all = append(all, w)
				}
			}
		}
	}
	return all
}

// keepsWord reports that the verb's object, or the subject of its passive, is a
// commitment without a figure.
func (s *scene) keepsWord(v *sentence, p *stage.Predicate) bool {
	for _, n := range v.nouns {
		near := n.First >= p.End && n.First-p.End <= 4 || p.Passive && n.End <= p.First && p.First-n.End <= 6
		if !near || n.Class != stage.Act || n.Strength == 0 || n.Stage != pledgebook.StageCommitment && n.Stage != pledgebook.StagePledge {
			continue
		}
		return !s.sumBehind(v, n.End)
	}
	return false
}

// sumBehind reports that a figure belongs to the noun that ends at token i: "its
// pledge of 40 million".
func (s *scene) sumBehind(v *sentence, i int) bool {
	for k := v.sums.First; k < v.sums.End; k++ {
		if m := &s.sums[k]; m.First >= i && m.First-i <= 3 {
			return true
		}
	}
	return false
}

// vowOf reads whose word it is and the first deadline behind it.
func (s *scene) vowOf(i int, p *stage.Predicate) vow {
	v := &s.sentences[i]
	w := vow{sentence: i, provider: s.subjectOf(v, p, "subject"), verb: p.First}
	if len(w.provider) == 0 {
		w.provider = s.topic.providers
	}
	for k := v.periods.First; k < v.periods.End; k++ {
		m := &s.periods[k]
		if m.Role == period.RoleDeadline && m.First >= p.End && m.Interval.End.Known() {
			w.deadline, w.at = m.Interval, m.Range
			break
		}
	}
	return w
}

// attachVows gives a deadline said of "commitments" to the report's only open
// pledge of that provider; where there are two, to neither. No figure told of
// before the vow keeps that deadline, and a figure given in the same sentence
// counts towards the promise.
func (s *scene) attachVows(claims []pledgebook.Claim) {
	for _, w := range s.vows() {
		for i := range claims {
			s.dropDeadline(&claims[i], w)
		}
		open := openPledges(claims, w.provider)
		if len(open) != 1 {
			continue
		}
		p := &claims[open[0]]
		if !p.Deadline.Known() {
			p.Deadline = w.deadline.Last()
			p.Evidence = append(p.Evidence, s.evidence("deadline", w.at, "deadline-of-commitments", pledgebook.Context))
		}
		s.countSentence(claims, p, w)
	}
	countParts(claims)
	countYear(claims)
}

// dropDeadline takes a vow's deadline from a figure that stands before the vow
// and says what was done: the promise is due then, not the figure.
func (s *scene) dropDeadline(c *pledgebook.Claim, w vow) {
	if c.Stage == pledgebook.StagePledge {
		return
	}
	due := s.doc.Span(w.at)
	for i, e := range c.Evidence {
		if e.Field == "deadline" && e.Span == due && s.figureBefore(c, w.verb) {
			c.Deadline = 0
			c.Evidence = slices.Delete(c.Evidence, i, i+1)
			return
		}
	}
}

// figureBefore reports that a claim's figure stands before token i.
func (s *scene) figureBefore(c *pledgebook.Claim, i int) bool {
	return slices.ContainsFunc(c.Evidence, func(e pledgebook.Evidence) bool {
		return (figureField(e.Field)) && e.Span.End <= int(s.doc.Tokens[i].Start)
	})
}

// openPledges returns the provider's promises with a figure that are asserted
// and no part of another.
func openPledges(claims []pledgebook.Claim, provider []named) []int {
	var open []int
	for i := range claims {
		if c := &claims[i]; c.Polarity == pledgebook.Asserted && isPromise(c) && slices.ContainsFunc(provider, func(n named) bool { return slices.Contains(c.Providers, n.id) }) {
			open = append(open, i)
		}
	}
	return open
}

// isPromise reports a promise that is whole: no part of another, and no running
// total.
func isPromise(c *pledgebook.Claim) bool {
	return (c.Stage == pledgebook.StagePledge || c.Stage == pledgebook.StageCommitment) && c.PartOf == "" && c.Extent != pledgebook.TotalExtent
}

// countSentence links the figures of the vow's own sentence to the promise, where
// parties, kind and year are the same: both are said of the same commitments.
func (s *scene) countSentence(claims []pledgebook.Claim, p *pledgebook.Claim, w vow) {
	within := s.doc.Span(s.sentences[w.sentence].Range)
	for i := range claims {
		c := &claims[i]
		told := slices.ContainsFunc(c.Evidence, func(e pledgebook.Evidence) bool { return e.Field == "money" && within.Contains(e.Span) })
		if told && sameFlowPromised(c, p) {
			count(p, c, "counts-same-commitments")
		}
	}
}

// countParts links a part of a promise that has come further than the promise:
// "of the 90 million promised, 20 million has been paid".
func countParts(claims []pledgebook.Claim) {
	byID := make(map[string]int, len(claims))
	for i := range claims {
		byID[claims[i].ID] = i
	}
	for i := range claims {
		c := &claims[i]
		k, ok := byID[c.PartOf]
		if !ok || !asserted(c) {
			continue
		}
		if p := &claims[k]; isPromise(p) && further(c, p) && (c.Stage != pledgebook.StageCommitment || p.Revision == pledgebook.Repeat) {
			count(p, c, "counts-part-further-on")
		}
	}
}

// countYear links a running total of what was done in the year of a promise,
// where the report has one promise of that provider to that receiver.
func countYear(claims []pledgebook.Claim) {
	for i := range claims {
		p := &claims[i]
		if !isPromise(p) || p.Polarity == pledgebook.Denied || !onlyPromise(claims, i) {
			continue
		}
		for k := range claims {
			if c := &claims[k]; c.Extent == pledgebook.TotalExtent && c.PartOf == "" && further(c, p) && asserted(c) && sameFlowPromised(c, p) && smaller(c, p) {
				count(p, c, "counts-in-its-year")
			}
		}
	}
}

// onlyPromise reports that no other promise of the report shares a provider with
// the one at index i.
func onlyPromise(claims []pledgebook.Claim, i int) bool {
	for k := range claims {
		if k != i && isPromise(&claims[k]) && !conflict(claims[k].Providers, claims[i].Providers) {
			return false
		}
	}
	return true
}

// further reports that a claim tells of a later stage than a promise, or of aid
// given without saying how far it came.
func further(c, promise *pledgebook.Claim) bool {
	return slices.Index(pledgebook.Stages, c.Stage) > slices.Index(pledgebook.Stages, promise.Stage)
}

func asserted(c *pledgebook.Claim) bool { return c.Polarity == pledgebook.Asserted }

// smaller reports a sum below a promise in the same currency.
func smaller(c, promise *pledgebook.Claim) bool {
	return c.Money != nil && promise.Money != nil && c.Money.Currency == promise.Money.Currency && c.Money.Lo.Cmp(promise.Money.Hi) < 0
}

// count links a done act to its promise; the evidence is the act's figure.
func count(promise, done *pledgebook.Claim, rule string) {
	if promise.ID == done.ID || slices.Contains(promise.FulfilledBy, done.ID) {
		return
	}
	promise.FulfilledBy = append(promise.FulfilledBy, done.ID)
	for _, e := range done.Evidence {
		if figureField(e.Field) {
			e.Field, e.Rule, e.Basis = "fulfilled_by", rule, pledgebook.Context
			promise.Evidence = append(promise.Evidence, e)
			return
		}
	}
}

// figureField reports a field that holds a claim's figure.
func figureField(field string) bool {
	return field == "money" || field == "items" || field == "fraction"
}

// sameFlowPromised reports that a done act can count towards a promise: the same
// parties and kind, and the year of the promise.
func sameFlowPromised(done, promise *pledgebook.Claim) bool {
	if done.Stage == pledgebook.StageNeed || done.Stage == pledgebook.StagePledge || !asserted(done) {
		return false
	}
	if !slices.Equal(done.Providers, promise.Providers) || conflict(done.Receivers, promise.Receivers) || done.Kind != promise.Kind {
		return false
	}
	year := promise.Deadline
	if promise.Period.Start.Known() {
		year = promise.Period.Start
	}
	return done.Period.Start.Known() && year.Known() && done.Period.Start.Year() == year.Year()
}
