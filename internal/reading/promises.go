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
	at       text.Range
	rule     string
}

// vows finds the sentences that speak of keeping commitments, pledges or
// promises.
func (s *scene) vows() []vow {
	var all []vow
	for i := range s.sentences {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() || v.periods.Len() == 0 {
			continue
		}
		s.words(i)
		for k := range v.verbs {
			if p := &v.verbs[k]; p.Class == stage.Fulfil && s.keepsWord(v, p) {
				all = append(all, s.vowOf(i, p))
			}
		}
	}
	return all
}

// keepsWord reports that the verb's object is a commitment without a figure.
func (s *scene) keepsWord(v *sentence, p *stage.Predicate) bool {
	for _, n := range v.nouns {
		if n.First < p.End || n.First-p.End > 4 || n.Class != stage.Act {
			continue
		}
		return n.Stage == pledgebook.StageCommitment || n.Stage == pledgebook.StagePledge
	}
	return false
}

func (s *scene) vowOf(i int, p *stage.Predicate) vow {
	v := &s.sentences[i]
	w := vow{sentence: i, provider: s.subjectOf(v, p, "subject")}
	if len(w.provider) == 0 {
		w.provider = s.topic.providers
	}
	for k := v.periods.First; k < v.periods.End; k++ {
		if m := &s.periods[k]; m.Role == period.RoleDeadline && m.First >= p.End {
			w.deadline, w.at, w.rule = m.Interval, m.Range, m.Rule
		}
	}
	return w
}

// attachVows gives a deadline said of "commitments" to the report's only open
// pledge of that provider; where there are two, to neither. It also ties a
// figure given of the same commitments to the promise it counts towards.
func (s *scene) attachVows(claims []pledgebook.Claim) {
	for _, w := range s.vows() {
		open := openPledges(claims, w.provider)
		if len(open) != 1 {
			continue
		}
		p := &claims[open[0]]
		if w.deadline.End.Known() && p.Deadline == 0 {
			p.Deadline = w.deadline.Last()
			span := s.doc.Span(w.at)
			p.Evidence = append(p.Evidence, pledgebook.Evidence{Field: "deadline", Text: span.In(s.doc.Text), Span: span, Basis: pledgebook.Context, Rule: "deadline-of-commitments"})
		}
		s.countTowards(claims, p, w)
	}
}

// openPledges returns the provider's promises with a figure that are asserted
// and not over.
func openPledges(claims []pledgebook.Claim, provider []named) []int {
	var open []int
	for i := range claims {
		c := &claims[i]
		if c.Stage != pledgebook.StagePledge && c.Stage != pledgebook.StageCommitment || c.Polarity != pledgebook.Asserted || c.PartOf != "" {
			continue
		}
		if slices.ContainsFunc(provider, func(n named) bool { return slices.Contains(c.Providers, n.id) }) {
			open = append(open, i)
		}
	}
	return open
}

// countTowards links figures of the vow's own sentence, of the same parties,
// kind and year, to the promise.
func (s *scene) countTowards(claims []pledgebook.Claim, p *pledgebook.Claim, w vow) {
	within := s.doc.Span(s.sentences[w.sentence].Range)
	for i := range claims {
		c := &claims[i]
		if c.ID == p.ID || slices.Contains(p.FulfilledBy, c.ID) || !sameFlowPromised(c, p) {
			continue
		}
		for _, e := range c.Evidence {
			if e.Field == "money" && within.Contains(e.Span) {
				p.FulfilledBy = append(p.FulfilledBy, c.ID)
				break
			}
		}
	}
}

// sameFlowPromised reports that a done act can count towards a promise: same
// parties and kind, and the year of the promise.
func sameFlowPromised(done, promise *pledgebook.Claim) bool {
	switch done.Stage {
	case pledgebook.StageNeed, pledgebook.StagePledge:
		return false
	}
	if !slices.Equal(done.Providers, promise.Providers) || conflict(done.Receivers, promise.Receivers) || done.Kind != promise.Kind {
		return false
	}
	year := promise.Deadline.Year()
	if promise.Period.Start.Known() {
		year = promise.Period.Start.Year()
	}
	return done.Period.Start.Known() && (promise.Deadline.Known() || !promise.Period.IsZero()) && done.Period.Start.Year() == year
}
