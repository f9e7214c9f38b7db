package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/money"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// readClaims drafts a claim for every sum in a part that may give claims,
// settles its fields, ties parts to totals and keeps what is aid.
func (s *scene) readClaims() []pledgebook.Claim {
	for i := range s.sentences {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() {
			continue
		}
		for k := v.sums.First; k < v.sums.End; k++ {
			s.drafts = append(s.drafts, s.draftSum(i, &s.sums[k]))
		}
		s.draftGoods(i)
	}
	s.setOrdinals()
	s.mergeHeadline()
	s.settleHeadlines()
	s.tieReferences()
	s.inherit()
	s.mergeRepeats()
	s.settleFractions()
	s.stageOfReport()
	s.givenOfApproved()
	s.agreedAround()
	s.holdOpen()
	s.lookBackAt()
	s.weighFields()
	s.tellTotalsAnew()
	return s.assemble()
}

// draftSum reads the fields of one figure.
func (s *scene) draftSum(i int, m *money.Mention) draft {
	d := &s.drafting
	*d = draft{sum: m, figure: m.Range, sentence: i, parent: -1, refersTo: -1}
	d.claim.Evidence = s.room()
	sum := m.Money
	d.claim.Money = &sum
	d.claim.Per, d.claim.Each, d.claim.Suspect = m.Per, m.Each, m.Suspect
	d.list = s.inList(i)
	if d.fraction() {
		s.coverWhole(d)
		d.note(s, "fraction", m.Range, m.Rule, pledgebook.Stated)
		d.note(s, "fraction", m.FractionOf, "whole-of-fraction", pledgebook.Context)
	} else {
		d.note(s, "money", m.Range, m.Rule, pledgebook.Stated)
		d.note(s, "money", m.Headed, m.Rule, pledgebook.Context)
	}
	s.settle(d)
	s.shareSoFar(d)
	s.followLead(d)
	s.meetNeed(d)
	s.dropNonAid(d)
	if s.inQuestion(m.First) {
		d.drop("asked, not told")
	}
	return *d
}

// settle reads every field of a draft but its figure.
func (s *scene) settle(d *draft) {
	s.govern(d)
	if d.sum == nil || s.pricesGoods(d) {
		s.governGoods(d)
	}
	d.backward, d.partly = s.refersBack(d), s.partOfTold(d)
	s.setRevision(d)
	s.setTimes(d)
	s.setStage(d)
	s.setProviders(d)
	s.setReceivers(d)
	s.bodyActing(d)
	s.setKind(d)
	s.kindOfGoods(d)
	s.setSpeaker(d)
}

// partOfTold reports a figure that "of this", "of that sum" or "of which" makes
// a part of the one told before; the words open the sentence or the clause.
func (s *scene) partOfTold(d *draft) bool {
	v := &s.sentences[d.sentence]
	if s.opensAsPart(v, d) || s.outOfWhole(v, d) {
		return true
	}
	for k := v.First; k < d.figure.First; k++ {
		if !s.is(k, cue.Of) || k > v.First && k < d.clause.First {
			continue
		}
		if next := k + 1; s.is(next, cue.This|cue.That|cue.These|cue.Which) && (k == v.First || s.char(k-1) == ',' || s.is(next, cue.Which)) {
			return true
		}
		if k == v.First && s.is(k+1, cue.The) {
			_, ok := s.doc.Tagged(k+2, s.engine.fundWords)
			return ok || s.says(k+2, cue.Total)
		}
	}
	return false
}

// opensAsPart reports "The largest allocation was", "The remaining 8 million".
func (s *scene) opensAsPart(v *sentence, d *draft) bool {
	if s.is(d.figure.First-1, cue.The) && s.is(d.figure.First-2, cue.Of) {
		return false // "most of the 40 million" speaks of the total
	}
	if d.sentence == 0 || s.sentences[d.sentence-1].kind == pledgebook.PartHeadline {
		return false
	}
	for k := v.First; k < min(v.First+3, d.figure.First); k++ {
		if _, ok := s.doc.Tagged(k, s.engine.partWords); ok {
			_, giver := s.doc.Tagged(k+1, s.engine.counterparts)
			return !giver // "The largest donor" is no part of a sum
		}
	}
	return false
}

// setSpeaker makes the person who announces or says it the speaker.
func (s *scene) setSpeaker(d *draft) {
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.Class != stage.Say && p.Class != stage.Announce && p.Class != stage.Promise {
			continue
		}
		for k := v.parties.First; k < v.parties.End; k++ {
			m := &s.parties[k]
			if m.Person == nil || m.Person.Name == "" || m.End > p.First && m.First-p.End > 1 || m.End <= p.First && p.First-m.End > 3 {
				continue
			}
			speaker := *m.Person
			d.claim.Speaker = &speaker
			d.note(s, "speaker", m.Range, "speaks", d.basis(m.Range))
			return
		}
	}
}

// refersBack reports a figure that points to one told before: "the EUR180
// million package", "of the 40 billion".
func (s *scene) refersBack(d *draft) bool {
	if s.ownedFigure(d) {
		return true
	}
	for k := d.figure.First - 1; k >= d.figure.First-3 && k >= 0; k-- {
		if s.is(k, cue.The|cue.This|cue.That) {
			return true
		}
		if s.role(k)&stage.Adjective == 0 {
			return k == d.figure.First-1 && s.is(k, cue.Of) && s.definite(k)
		}
	}
	return false
}

// ownedFigure reports "the UK's 143 million contribution": a sum that is somebody's has
// been told of, if the report has told of it.
func (s *scene) ownedFigure(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Possessive && (m.End == d.figure.First || m.End+1 == d.figure.First) && m.Form != party.Pronoun {
			return d.noun != nil && d.noun.First >= d.figure.End || d.act != nil && d.act.First >= d.figure.End
		}
	}
	return false
}

// definite reports "This second package" before "of": a noun taken up.
func (s *scene) definite(of int) bool {
	for k := of - 1; k >= max(0, of-5); k-- {
		switch role := s.role(k); {
		case s.is(k, cue.The|cue.This|cue.That):
			return true
		case role&(stage.Determiner|stage.Preposition|stage.To|stage.And|stage.Be|stage.Have) != 0 && role&stage.Adjective == 0, s.doc.Tokens[k].Kind != text.Word:
			return false
		}
	}
	return false
}

// assemble turns the kept drafts into claims with ids and links.
func (s *scene) assemble() []pledgebook.Claim {
	whole := 0
	for i := range s.drafts {
		if d := &s.drafts[i]; d.dropped == "" && complete(&d.claim) {
			whole++
		}
	}
	claims := make([]pledgebook.Claim, 0, whole)
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || !complete(&d.claim) {
			s.passOver(d)
			continue
		}
		s.tellLosses(d)
		c := d.claim
		c.ID = s.claimID(d)
		if d.parent >= 0 && s.drafts[d.parent].dropped == "" {
			c.PartOf = s.claimID(&s.drafts[d.parent])
		}
		if d.fraction() {
			s.tellFraction(d, &c)
		}
		c.Providers, c.Receivers, c.Channels = orEmpty(c.Providers), orEmpty(c.Receivers), orEmpty(c.Channels)
		c.Evidence = slices.Clone(c.Evidence)
		slices.SortStableFunc(c.Evidence, func(a, b pledgebook.Evidence) int { return fieldOrder(a.Field) - fieldOrder(b.Field) })
		claims = append(claims, s.eachOne(d, &c)...)
	}
	return claims
}

func orEmpty(p []pledgebook.PartyID) []pledgebook.PartyID {
	if p == nil {
		return []pledgebook.PartyID{}
	}
	return p
}

// passOver remembers why a figure makes no claim.
func (s *scene) passOver(d *draft) {
	switch d.dropped {
	case toldAgain:
		return
	case "":
		d.dropped = "nobody who gives or receives"
	}
	s.passed = append(s.passed, pledgebook.PassedOver{Span: s.doc.Span(d.figure), Why: d.dropped})
}

// claimID hashes the report, the place of the figure and the engine version.
func (s *scene) claimID(d *draft) string {
	return s.spanID("claim", s.doc.Span(d.figure))
}

var fields = []string{"money", "items", "fraction", "stage", "polarity", "providers", "receivers", "channels", "kind", "modality", "revision", "extent", "period", "deadline", "date", "speaker"}

func fieldOrder(field string) int { return slices.Index(fields, field) }

// place returns the tokens of a span.
func (s *scene) place(span pledgebook.Span) text.Range {
	return text.Range{First: s.doc.TokenAt(span.Start), End: s.doc.TokenAt(span.End-1) + 1}
}
