package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file reads agreements that giver and receiver sign together: who is no donor
// by habit signs for what it gets.

// signingProvider reads "Kenya signed a 5 million loan agreement with the World
// Bank", "Nepal and Norway signed", "was signed between": the donor gives, and the
// state that signs with it receives.
func (s *scene) signingProvider(d *draft) []named {
	v := &s.sentences[d.sentence]
	if d.verb == nil {
		givers, takers := s.agreementBetween(v, d)
		s.addReceivers(d, takers, pledgebook.Stated)
		return givers
	}
	under := s.signedUnder(v, d.verb)
	givers, takers := s.signing(v, under)
	if len(givers) == 0 && under != d.verb {
		givers, takers = s.signedToGive(v, under)
	}
	if signed, receive := s.signedBefore(d, v); len(signed) > 0 {
		s.addReceivers(d, receive, pledgebook.Context)
		return signed
	}
	if own := s.lenderBehind(v, d); len(own) > 0 && len(givers) > 0 {
		givers = own
	}
	if p := s.signedBehind(v, d); len(givers) == 0 && p != nil {
		givers, takers = s.signing(v, p)
	}
	if len(givers) == 0 {
		givers, takers = s.agreementBetween(v, d)
	}
	if len(givers) == 0 && s.signs(d.verb) {
		return s.signingAgency(d, v)
	}
	if len(givers) > 0 && len(takers) == 0 {
		s.addReceivers(d, s.signedAt(v, d.verb), pledgebook.Context)
	}
	if len(givers) > 0 {
		s.addReceivers(d, takers, pledgebook.Stated)
	}
	return givers
}

// signedAt returns the state that gets aid where a donor has signed with somebody whose state
// the words do not tell: "was signed in Hanoi by the finance minister and the ambassador".
func (s *scene) signedAt(v *sentence, p *stage.Predicate) []named {
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.First == p.End+1 && s.is(p.End, cue.In) && s.getsAid(m.ID) {
			return []named{{m.ID, m.Range, "signed-at"}}
		}
	}
	return nil
}

// signingAgency reads "Japan and UNICEF signed", "UNHCR signed with Norway": a state
// that gives and a body that signs with it, which carries out what the state pays for.
func (s *scene) signingAgency(d *draft, v *sentence) (givers []named) {
	if d.verb.Class != stage.Commit || !s.lendsOrAgrees(v) {
		return nil
	}
	signed := s.signatories(v, d.verb)
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.First >= d.verb.End && m.Actor() != "" && s.is(s.preposition(m.First, d.verb.End), cue.With) {
			signed = append(signed, named{m.Actor(), m.Range, "lender"})
		}
	}
	var agencies []named
	for _, n := range signed {
		switch {
		case n.id.IsState() && s.getsAid(n.id) && !s.signsAsAgency(v, n), n.id == "":
			return nil
		case n.id.IsState(), n.id == "eu":
			n.rule = "lender"
			givers = append(givers, n)
		case s.passesOn(n.id):
			n.rule = "to-body"
			agencies = append(agencies, n)
		}
	}
	if len(agencies) == 0 || len(givers) != 1 {
		return nil
	}
	d.claim.Providers = []pledgebook.PartyID{givers[0].id}
	for _, n := range agencies {
		s.addChannel(d, n)
	}
	d.claim.Providers = nil
	return givers
}

// payers leaves the donor of "Japan and UNICEF launched a 5 million project": the agency
// beside it carries out what the donor pays for.
func (s *scene) payers(found []named) []named {
	if len(found) < 2 || !slices.ContainsFunc(found, func(n named) bool { return !s.engine.agencies[n.id] && s.donor(n.id) }) {
		return found
	}
	return slices.DeleteFunc(slices.Clone(found), func(n named) bool { return s.engine.agencies[n.id] })
}

// addAgencies makes the agencies that stand beside the donors channels.
func (s *scene) addAgencies(d *draft, found []named) {
	if len(found) < 2 {
		return
	}
	for _, n := range found {
		if s.engine.agencies[n.id] || s.charter(n.id) {
			s.addChannel(d, named{n.id, n.at, "to-body"}) // none where it gives
		}
	}
}

// signsAsAgency reports a state for which its aid agency signs: it gives, whatever else it gets.
func (s *scene) signsAsAgency(v *sentence, n named) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Range == n.at && m.ID != n.id {
			_, mandated := s.engine.mandates[m.ID]
			return mandated
		}
	}
	return false
}

// signedBefore reads "Lesotho and Korea signed a protocol. It provides for a grant of 6
// million": "it" is what the two have signed, and neither of them.
func (s *scene) signedBefore(d *draft, v *sentence) (givers, takers []named) {
	if d.sentence == 0 || !s.is(v.First, cue.It) || d.verb.First != v.First+1 {
		return nil, nil
	}
	before := s.words(d.sentence - 1)
	for i := range before.verbs {
		if p := &before.verbs[i]; s.settled(p) && s.signs(p) {
			if givers, takers = s.signing(before, p); len(givers) > 0 && len(takers) > 0 {
				return givers, takers
			}
		}
	}
	return nil, nil
}

// signedBehind returns the participle of "a loan of 5 million for roads, signed between",
// behind the figure that another verb governs.
func (s *scene) signedBehind(v *sentence, d *draft) *stage.Predicate {
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First >= d.figure.End && p != d.verb && p.Form == stage.Participle && s.signs(p) && s.is(p.End, cue.Between) && !s.sumBetween(v, d.figure.End, p.First) {
			return p
		}
	}
	return nil
}

// signing parts those who sign a loan, a grant or an agreement into who gives and
// who receives; nobody where that cannot be told, or where it is for a third state.
func (s *scene) signing(v *sentence, p *stage.Predicate) (givers, takers []named) {
	if p.Class != stage.Commit || p.Form == stage.Attributive || !s.agreesOn(v, p) && !s.lendsOrAgrees(v) && !(s.signs(p) && s.is(p.End, cue.With)) {
		return nil, nil
	}
	signed := s.signatories(v, p)
	givers, takers = s.givesOrTakes(signed)
	if len(givers) == 0 {
		givers, takers = s.partSigners(takers)
	}
	if len(givers) == 0 || len(takers) == 0 {
		if g, t := s.officialsSigning(v, p); len(g) > 0 {
			givers, takers = g, t
			return givers, takers
		}
	}
	if len(signed) == 0 && s.signs(p) {
		return s.bodyBehind(v, p), nil
	}
	if len(takers) == 0 || s.forThird(v, p, takers) {
		return nil, nil
	}
	if len(givers) == 0 {
		givers = s.lender(v, p)
	}
	if len(givers) == 0 {
		givers = s.outsideLender(v, p, takers)
	}
	return givers, takers
}

// agreesOn reports "agreed on 5 million": the sum itself is what is agreed.
func (s *scene) agreesOn(v *sentence, p *stage.Predicate) bool {
	return s.is(p.End, cue.On) && s.sumAt(v, p.End+1)
}

// givesOrTakes parts donors from other states; nobody where a body that is neither
// signs too.
func (s *scene) givesOrTakes(signed []named) (givers, takers []named) {
	for _, n := range signed {
		switch {
		case s.donor(n.id):
			givers = append(givers, named{n.id, n.at, "lender"})
		case n.id.IsState():
			takers = append(takers, named{n.id, n.at, "borrower"})
		default:
			return nil, nil
		}
	}
	return givers, takers
}

// partSigners parts two that sign, neither of them a donor by habit: one that belongs to a
// group of givers gives to one that gets aid, as India does to Bangladesh.
func (s *scene) partSigners(all []named) (givers, takers []named) {
	if len(all) != 2 || s.getsAid(all[0].id) == s.getsAid(all[1].id) {
		return nil, all
	}
	if s.getsAid(all[0].id) {
		all[0], all[1] = all[1], all[0]
	}
	all[0].rule = "lender"
	return all[:1:1], all[1:]
}

// partSides parts two that are told to agree on a sum, where nobody is told to get it: "Brussels
// and Tunis agreed on 150 million euros" gives to the one that gets aid by habit.
func (s *scene) partSides(d *draft) {
	c := &d.claim
	if len(c.Providers) != 2 || len(c.Receivers)+len(c.Channels) > 0 || d.verb != nil && d.verb.Class != stage.Commit && s.stated(d, "providers") {
		return
	}
	giver, taker := c.Providers[0], c.Providers[1]
	if s.givesTo(taker, giver) {
		giver, taker = taker, giver
	}
	if !s.givesTo(giver, taker) {
		return
	}
	told := false
	for i := range c.Evidence {
		if e := &c.Evidence[i]; e.Field == "providers" && s.partyAt(e.Span) == taker {
			e.Field, e.Rule, told = "receivers", "borrower", true
		}
	}
	if told {
		c.Providers, c.Receivers = []pledgebook.PartyID{giver}, []pledgebook.PartyID{taker}
	}
}

// givesTo reports that of two that agree one gives by habit, and the other to whom it gives.
func (s *scene) givesTo(giver, taker pledgebook.PartyID) bool {
	return s.charter(giver) && taker.IsState() && !s.rich(taker) || s.getsAid(taker) && !s.getsAid(giver) && (giver.IsState() || s.donor(giver))
}

// partyAt returns the party that is named at a span.
func (s *scene) partyAt(span pledgebook.Span) pledgebook.PartyID {
	at := s.place(span)
	i, found := slices.BinarySearchFunc(s.parties, at.First, func(m party.Mention, first int) int { return m.First - first })
	if !found {
		return ""
	}
	return s.parties[i].Actor()
}

// bodyBehind returns the lender of "The ministry signed a loan agreement with the World
// Bank": a body that gives by charter, where whoever signs with it has no name.
func (s *scene) bodyBehind(v *sentence, p *stage.Predicate) []named {
	found := s.lender(v, p)
	if len(found) == 0 && p.Form == stage.Participle {
		return s.outsideLender(v, p, nil) // "a loan signed with China"
	}
	if len(found) == 1 && p.Form != stage.Participle && found[0].id.IsState() {
		return nil
	}
	return found
}

// agreementBetween reads "the signing of agreements for loans of 5 million between Malawi
// and the World Bank", "a grant agreement with Norway worth 5 million": the noun says who
// agrees, whatever the verb tells of it.
func (s *scene) agreementBetween(v *sentence, d *draft) (givers, takers []named) {
	if d.act == nil || d.act.Stage != pledgebook.StageCommitment || d.act.End > d.figure.First {
		return nil, nil
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < d.act.End || m.Actor() == "" {
			continue
		}
		prep := s.preposition(m.First, d.act.End)
		if s.is(prep, cue.Of) && s.says(prep-1, cue.Governing) {
			prep = s.preposition(prep-1, d.act.End) // "between the government of Malawi"
		}
		switch {
		case s.is(prep, cue.Between):
			givers, takers = s.givesOrTakes(s.bothBetween(v, i))
			if len(givers) == 0 {
				givers, takers = s.partSigners(takers)
			}
			return givers, takers
		case s.is(prep, cue.With) && prep == d.act.End && m.End <= d.figure.First && !s.getsAid(m.Actor()) && !s.stateSigns(v, d.act, m):
			return []named{{m.Actor(), m.Range, "lender"}}, nil
		}
	}
	return nil, nil
}

// stateSigns reports "Norway signed an agreement with UNICEF": a donor signs with a body
// that carries out what the donor pays for.
func (s *scene) stateSigns(v *sentence, act *stage.Noun, m *party.Mention) bool {
	if !s.passesOn(m.ID) {
		return false
	}
	if t := s.topic.providers; s.engine.agencies[m.ID] && len(t) == 1 && t[0].id.IsState() && !s.getsAid(t[0].id) {
		return true // "The agreement with UNICEF provides 5 million", in a report on what Norway gives
	}
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.End > act.First || p.Passive || !s.signs(p) {
			continue
		}
		by := s.subjectOf(v, p, "subject")
		return len(by) > 0 && by[0].id.IsState() && s.donor(by[0].id)
	}
	return false
}

// signatories returns who stands behind the "between" or "by" of a verb of signing,
// else its subject.
func (s *scene) signatories(v *sentence, p *stage.Predicate) []named {
	if !p.Passive && p.Form != stage.Participle {
		return s.withCountersigner(v, p, s.subjectOf(v, p, "borrower"))
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if prep := s.preposition(m.First, p.End); m.First >= p.End && s.is(prep, cue.Between|cue.By) {
			return s.withNeighbours(v, i, "borrower")
		}
	}
	if p.Passive {
		return nil
	}
	return s.withCountersigner(v, p, s.subjectOf(v, p, "borrower"))
}

// withCountersigner adds to one who signs for a borrower who signs with him: "Jon Berg,
// ambassador of Norway to Chad, and Finance Minister Idriss Saleh signed".
func (s *scene) withCountersigner(v *sentence, p *stage.Predicate, found []named) []named {
	if len(found) != 1 || s.donor(found[0].id) || !s.signs(p) {
		return found
	}
	for i := v.parties.First; i < v.parties.End && s.parties[i].End <= found[0].at.First; i++ {
		if m := &s.parties[i]; m.Person != nil && m.State != "" && s.donor(m.State) && s.preposition(m.First, v.First) < 0 {
			return append(found, named{m.State, m.Range, "borrower"})
		}
	}
	return found
}

// bothBetween returns the party at index i and the one that an "and" joins to it,
// whatever both are: "between Malawi and the World Bank".
func (s *scene) bothBetween(v *sentence, i int) []named {
	m := &s.parties[i]
	found := []named{{m.Actor(), m.Range, "borrower"}}
	for k := i + 1; k < v.parties.End && s.parties[k].First-m.End <= agreementReach; k++ {
		if n := &s.parties[k]; n.Actor() != "" && s.role(m.End)&stage.And != 0 {
			return append(found, named{n.Actor(), n.Range, "borrower"})
		}
	}
	return found
}

// lendsOrAgrees reports a sentence that speaks of a loan, a grant or an agreement.
func (s *scene) lendsOrAgrees(v *sentence) bool {
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Modality == pledgebook.Loan || n.Modality == pledgebook.Grant || n.Class == stage.Act && n.Stage == pledgebook.StageCommitment {
			return true
		}
	}
	for _, t := range s.doc.TagsIn(v.Range) {
		if t.Category == s.engine.papers {
			return true
		}
	}
	return false
}

// lender returns the donor that a borrower has signed with; an approval names it
// right behind the agreement: "endorsed a loan agreement with the World Bank".
func (s *scene) lender(v *sentence, p *stage.Predicate) []named {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < p.End || m.Actor() == "" || !s.donor(m.Actor()) {
			continue
		}
		if with := s.preposition(m.First, p.End); s.is(with, cue.With) && (s.signs(p) || s.agreementBefore(v, with)) {
			return []named{{m.Actor(), m.Range, "lender"}}
		}
	}
	return nil
}

// lenderBehind returns with whom the figure of several is signed: "credits of 180 million with
// the World Bank and of 60 million with the IDB", "with the EU for 40 million".
func (s *scene) lenderBehind(v *sentence, d *draft) []named {
	if v.sums.Len() < 2 || !s.signs(d.verb) {
		return nil
	}
	if m := s.partyEndingAt(v, d.figure.First-1); m != nil && s.is(d.figure.First-1, cue.For) && s.lendsUnder(d.verb.End, m) {
		return []named{{m.Actor(), m.Range, "lender"}}
	}
	end := s.stretchEnd(v, d)
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.First >= d.figure.End && m.First < end && s.lendsUnder(d.figure.End, m) {
			return []named{{m.Actor(), m.Range, "lender"}}
		}
	}
	return nil
}

// lendsUnder reports a donor behind the "with" of who signs with it.
func (s *scene) lendsUnder(from int, m *party.Mention) bool {
	return s.donor(m.Actor()) && s.is(s.preposition(m.First, from), cue.With)
}

// outsideLender returns who lends to a state that gets aid and has signed with it, though it
// is no donor by habit: "signed a loan agreement with China", "with the Kuwait Fund".
func (s *scene) outsideLender(v *sentence, p *stage.Predicate, takers []named) []named {
	if slices.ContainsFunc(takers, func(n named) bool { return !s.getsAid(n.id) }) {
		return nil
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		with := s.preposition(m.First, p.End)
		if m.First < p.End || m.Person != nil || m.Actor() == "" || !s.is(with, cue.With) || !s.signs(p) && !s.agreementBefore(v, with) {
			continue
		}
		if id := m.Actor(); id.IsState() && (m.ID != id && len(takers) > 0 || !s.getsAid(id)) {
			return []named{{id, m.Range, "lender"}}
		}
	}
	return nil
}

// agreementBefore reports "a loan" or "the agreement of 5 million dollars" before a
// token, with no other preposition between but one of the sum.
func (s *scene) agreementBefore(v *sentence, with int) bool {
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.End > with || with-n.End > agreementReach || n.Modality != pledgebook.Loan && n.Modality != pledgebook.Grant && n.Stage != pledgebook.StageCommitment {
			continue
		}
		if n.End == with || s.sumBetween(v, n.End, with) {
			return true
		}
	}
	return false
}

// agreementReach bounds the words between an agreement and with whom it is, in tokens.
const agreementReach = 8

// forThird reports an agreement of two for a third: "signed with Norway a grant for
// Malawi".
func (s *scene) forThird(v *sentence, p *stage.Predicate, takers []named) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < p.End || m.Location || !m.Actor().IsState() || isAmong(takers, m.Actor()) || s.donor(m.Actor()) {
			continue
		}
		if prep := s.preposition(m.First, p.End); s.is(prep, cue.To|cue.For) {
			return true
		}
	}
	return false
}

// signs reports a verb of signing: "signed", "exchanged notes on", "reached agreement on",
// "put their signatures to".
func (s *scene) signs(p *stage.Predicate) bool {
	if s.says(p.Head, cue.Notes) || s.says(p.Head+1, cue.Notes) {
		return true
	}
	for k := p.Head; k < p.End; k++ {
		if s.says(k, cue.Sign) || k > p.Head && s.says(k, cue.Deal) {
			return true
		}
	}
	return false
}
