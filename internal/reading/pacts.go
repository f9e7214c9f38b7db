package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads sums that are told some sentences behind the signing or the approval they
// belong to: "The minister and the bank's director signed papers for a dam. … It is a credit
// of 75 million dollars." What is told of them is agreed, between those who signed.

// pact is what a sentence without a sum of its own tells of aid: that it was signed, approved,
// promised or paid, where it says so, and who gives and gets by it as far as it names them.
type pact struct {
	stage          pledgebook.Stage
	polarity       pledgebook.Polarity
	at             text.Range
	signed         bool
	sentence       int
	givers, takers []named
}

// underPact gives a sum whose own words tell neither stage nor parties what the signing, the
// promise or the payment told before it tells.
func (s *scene) underPact(d *draft) {
	if d.dropped != "" || d.parent >= 0 || !s.openToPact(d) {
		return
	}
	p, ok := s.pactBefore(d, false)
	if !ok || !s.takesUpPact(d, &p) {
		return
	}
	s.addProviders(d, s.sideOfPact(d.claim.Providers, p.givers), pledgebook.Context)
	s.addReceivers(d, s.sideOfPact(d.claim.Receivers, p.takers), pledgebook.Context)
	d.claim.Stage, d.claim.Polarity, d.agreed, d.inherits = p.stage, p.polarity, true, false
	if d.noun != nil && d.noun.Class == stage.NotAid && s.shareOwner(d) != nil {
		d.noun = nil // "the bank's share" of what was signed
	}
	d.forget("stage")
	rule := "told-act"
	if p.signed {
		rule = "after-signing"
	}
	d.note(s, "stage", p.at, rule, pledgebook.Context)
}

// signedBeforeSums returns what was signed or approved, with sums of its own, of who gives a
// sum that is to come: "signed agreements worth 17 million. … 5 million will go to schools".
func (s *scene) signedBeforeSums(d *draft) text.Range {
	if p := d.verb; d.claim.Stage != pledgebook.StagePledge || p == nil || p.Form != stage.Finite || p.Mood == stage.Would || p.Past && !toCome(p) {
		return text.Range{}
	}
	p, ok := s.pactBefore(d, true)
	if !ok || !p.signed || !s.namesGiver(&s.sentences[p.sentence], d) {
		return text.Range{}
	}
	return p.at
}

// sideOfPact returns the one party of a side, where the sum's own words name none.
func (s *scene) sideOfPact(told []pledgebook.PartyID, side []named) []named {
	if len(told) > 0 || len(side) != 1 {
		return nil
	}
	return side
}

// pactScore counts that giver and receiver signed what a sum belongs to, or a bank approved it.
func (s *scene) pactScore(d *draft) int {
	switch {
	case !d.agreed:
		return 0
	case s.givesByCharter(&d.claim):
		return pactWeight
	case len(d.claim.Receivers) > 0 && !conflictFree(&d.claim):
		return pactWeight - 1
	}
	return 0
}

// pactWeight is the most that pactScore can come to.
const pactWeight = 3

// openToPact reports a sum of which the words beside it only tell how large it is, what it is
// for or that it is to be given.
func (s *scene) openToPact(d *draft) bool {
	c, p := &d.claim, d.verb
	if d.sum == nil || d.fraction() || c.Extent == pledgebook.TotalExtent || c.Polarity == pledgebook.Denied || c.Polarity == pledgebook.Conditional {
		return false
	}
	switch c.Stage {
	case pledgebook.StagePledge:
		return p != nil && p.Class != stage.Announce && p.Class != stage.Promise && p.Class != stage.Propose && p.Class != stage.Raise && p.Mood != stage.Would && (p.Form == stage.Finite || p.Form == stage.Infinitive && p.Passive)
	case pledgebook.StageUnclear:
	default:
		return false
	}
	if p == nil {
		return true
	}
	switch p.Class {
	case stage.Receive, stage.Contain, stage.Go, stage.Say:
		return !done(p) || p.Class == stage.Contain
	case stage.Give, stage.Support, stage.Invest:
		return !done(p) && !p.Perfect || s.signedUnder(&s.sentences[d.sentence], p) != p
	}
	return false
}

// done reports what a verb tells as past: "financed", never "is financed".
func done(p *stage.Predicate) bool { return p.Past && !(p.Passive && p.Now) }

// pactBefore returns the last signing, promise or payment told before a sum, in its own
// sentence or in one of those before it; none where other sums stand between, unless they may.
func (s *scene) pactBefore(d *draft, pastSums bool) (pact, bool) {
	for i := d.sentence; i >= max(0, d.sentence-reach); i-- {
		v := s.words(i)
		if !v.kind.GivesClaims() {
			continue
		}
		if i < d.sentence && v.sums.Len() > 0 && !pastSums && s.givenApart(i) {
			return pact{}, false
		}
		if p, ok := s.pactIn(v, d); ok {
			p.sentence = i
			return p, true
		}
		if i == d.sentence {
			continue
		}
		if p, ok := s.actTold(v, i, !pastSums); ok {
			return p, true
		}
	}
	return pact{}, false
}

// givenApart reports a sentence with sums of aid that were not told with a signing before them.
func (s *scene) givenApart(i int) bool {
	for k := s.firstDraftOf(i); k < len(s.drafts) && s.drafts[k].sentence == i; k++ {
		if d := &s.drafts[k]; d.dropped == "" && !d.agreed && !(d.parent >= 0 && s.drafts[d.parent].agreed) {
			return true
		}
	}
	return false
}

// pactIn returns the signing or approval that a sentence tells before a sum.
func (s *scene) pactIn(v *sentence, d *draft) (pact, bool) {
	for k := range v.verbs {
		p := &v.verbs[k]
		if p == d.verb || p.End > d.figure.First || p.Class != stage.Commit || p.Negated || !s.makesPact(v, p) && !s.signsToGive(v, p, d.verb) {
			continue
		}
		return s.pactAt(v, p.Range, p), true
	}
	if at := s.signingAt(v); at.Len() > 0 && at.End <= d.figure.First {
		return s.pactAt(v, at, nil), true
	}
	return pact{}, false
}

// signsToGive reports "signed a strategy under which it will invest", "signed an agreement
// providing 5 million": what the second verb gives is what the first signs.
func (s *scene) signsToGive(v *sentence, p, gives *stage.Predicate) bool {
	return gives != nil && s.signs(p) && (s.whichBetween(p.End, gives.First) || s.signedUnder(v, gives) == p)
}

// pactAt returns what is signed or approved where a verb says so, or nil for a noun.
func (s *scene) pactAt(v *sentence, at text.Range, p *stage.Predicate) pact {
	told := pact{stage: pledgebook.StageCommitment, polarity: pledgebook.Asserted, at: at, signed: true}
	told.givers, told.takers = s.pactSides(v, p)
	return told
}

// makesPact reports a verb of signing, approving or passing that tells what is done, with a
// loan, a grant or an agreement.
func (s *scene) makesPact(v *sentence, p *stage.Predicate) bool {
	if s.settled(p) {
		return s.strikes(p) || s.lendsOrAgrees(v)
	}
	if s.signedDeal(p) {
		return true
	}
	return p.Form == stage.Finite && !toCome(p) && done(p) && s.binds(v)
}

// binds reports a sentence that names a loan, a grant or an agreement as such.
func (s *scene) binds(v *sentence) bool {
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Modality == pledgebook.Loan || n.Modality == pledgebook.Grant || n.Class == stage.Act && n.Stage == pledgebook.StageCommitment && n.Strength < 1 {
			return true
		}
	}
	return false
}

// actTold returns what a sentence without a sum tells of aid that it names: "Canada announced
// new aid for Haiti"; who gives and who gets it only where that is asked for.
func (s *scene) actTold(v *sentence, i int, sides bool) (pact, bool) {
	for k := range v.nouns {
		n := &v.nouns[k]
		if n.Class != stage.Aid && n.Class != stage.Sum || n.Strength < 0 {
			continue
		}
		d := &s.acting
		*d = draft{figure: n.Range, sentence: i, parent: -1, refersTo: -1}
		s.govern(d)
		if d.verb == nil || d.verb.Form != stage.Finite || d.verb.Negated || d.position == subject && !d.verb.Passive {
			continue
		}
		s.setStage(d)
		if c := &d.claim; c.Stage == "" || c.Stage == pledgebook.StageUnclear || c.Stage == pledgebook.StageNeed {
			continue
		}
		if sides {
			s.setProviders(d)
			s.setReceivers(d)
		}
		return pact{stage: d.claim.Stage, polarity: d.claim.Polarity, at: d.verb.Range, sentence: i, givers: namedAs(d.claim.Providers, d.verb.Range), takers: namedAs(d.claim.Receivers, d.verb.Range)}, true
	}
	return pact{}, false
}

// namedAs returns parties as named by the words that a sentence tells of them.
func namedAs(ids []pledgebook.PartyID, at text.Range) (found []named) {
	for _, id := range ids {
		found = append(found, named{id, at, "told-act"})
	}
	return found
}

// signedDeal reports "the agreement just signed".
func (s *scene) signedDeal(p *stage.Predicate) bool {
	return p.Form == stage.Participle && s.signs(p) && (s.says(p.First-1, cue.Deal) || s.says(p.First-2, cue.Deal) && s.doc.Tokens[p.First-1].Kind == text.Word)
}

// signingAt returns the noun of "With the signing of a third loan", "The signing took place".
func (s *scene) signingAt(v *sentence) text.Range {
	for k := v.First + 1; k < v.End; k++ {
		if !s.says(k, cue.Sign) || !s.is(k-1, cue.The) {
			continue
		}
		if k-1 == v.First && !slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool { return toCome(&p) }) || s.is(s.preposition(k-1, v.First), cue.With|cue.After|cue.At) {
			return text.Range{First: k, End: k + 1}
		}
	}
	return text.Range{}
}

// strikes reports a verb that tells by itself of an agreement: "exchanged notes", "reached
// an accord".
func (s *scene) strikes(p *stage.Predicate) bool {
	for k := p.Head; k < p.End; k++ {
		if k > p.Head && s.says(k, cue.Deal) || s.says(k, cue.Notes) {
			return true
		}
	}
	return false
}

// pactSides parts those that a sentence on a signing or an approval names into who gives and
// who gets: a body that gives by charter or a donor, and a state that gets aid.
func (s *scene) pactSides(v *sentence, p *stage.Predicate) (givers, takers []named) {
	if p != nil {
		if givers, takers = s.signing(v, p); len(givers) > 0 && len(takers) > 0 {
			return givers, takers
		}
		givers, takers = nil, nil
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		id := m.Actor()
		switch {
		case id == "" || m.Location:
		case s.donor(id):
			givers = addNamed(givers, named{id, m.Range, "lender"})
		case s.getsAid(id):
			takers = addNamed(takers, named{id, m.Range, "borrower"})
		}
	}
	if len(givers) == 0 {
		return s.partSigners(takers)
	}
	return givers, takers
}

// addNamed adds a party that is not yet among those named.
func addNamed(all []named, n named) []named {
	if isAmong(all, n.id) {
		return all
	}
	return append(all, n)
}

// takesUpPact reports a sum that its sentence ties to what was told: it opens with "it", "the
// loan" or "one of them"; of what was signed also one that names who gives by it, or tells of
// a loan or a grant.
func (s *scene) takesUpPact(d *draft, p *pact) bool {
	v := &s.sentences[d.sentence]
	if v.Contains(p.at) || s.opensAsOne(v) || s.opensBack(v) {
		return p.signed || !s.givenByOthers(d, p)
	}
	if !p.signed {
		return false
	}
	if d.list || d.noun != nil && (d.noun.Modality == pledgebook.Loan || d.noun.Modality == pledgebook.Grant) {
		return true
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if id := s.parties[i].Actor(); id != "" && isAmong(p.givers, id) {
			return true
		}
	}
	return d.sentence-p.sentence <= nextReach && s.nextToPact(d, p)
}

// givenByOthers reports a sum of which its own words name a giver that the act told before does
// not: "It comes beside the EU's 80 million".
func (s *scene) givenByOthers(d *draft, p *pact) bool {
	return len(d.claim.Providers) > 0 && s.stated(d, "providers") && !isAmong(p.givers, d.claim.Providers[0])
}

// nextReach is how many sentences on sums stand right behind a signing.
const nextReach = 2

// nextToPact reports a sum right behind a signing or an approval, of which its own words say
// that a donor gives it, or what a bank pays for with it.
func (s *scene) nextToPact(d *draft, p *pact) bool {
	if c := &d.claim; len(c.Providers) == 1 && s.stated(d, "providers") && (s.donor(c.Providers[0]) || !s.getsAid(c.Providers[0])) {
		return true
	}
	return len(p.givers) == 1 && s.charter(p.givers[0].id) && (s.stated(d, "receivers") || s.is(d.figure.First-1, cue.With))
}

// opensBack reports a sentence that opens with "It", "This", "The loan", "Under the accord":
// it goes on to speak of what was told before.
func (s *scene) opensBack(v *sentence) bool {
	k := v.First
	if s.is(k, cue.Under|cue.With|cue.Of) {
		k++
	}
	if s.is(k, cue.It) {
		return true
	}
	if !s.is(k, cue.The|cue.This|cue.These) {
		return false
	}
	for n := k + 1; n < min(k+definiteReach, v.End); n++ {
		if _, fund := s.doc.Tagged(n, s.engine.fundWords); fund || s.says(n, cue.Deal) {
			return true
		}
		if _, paper := s.doc.Tagged(n, s.engine.papers); paper {
			return true
		}
	}
	return false
}
