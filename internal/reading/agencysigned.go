package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file reads what a donor signs with an agency of the United Nations or a fund: what they
// agree on, the agency gets.

// agencySigned makes the agency that has signed with the donor the receiver of a sum whose own
// words tell of none: "Norway and UNFPA signed a partnership. Norway will contribute 5 million".
func (s *scene) agencySigned(d *draft) {
	c := &d.claim
	if d.dropped != "" || d.sum == nil || c.Stage == pledgebook.StageNeed || c.Extent == pledgebook.TotalExtent {
		return
	}
	if len(c.Providers) > 0 && len(c.Receivers) > 0 && (d.agreed || len(c.Channels) == 0) {
		return // nothing is open
	}
	for i := d.sentence; i >= max(0, d.sentence-reach); i-- {
		v := s.words(i)
		if !v.kind.GivesClaims() || !s.lendsOrAgrees(v) {
			continue
		}
		donor, agency := s.signingWithDonor(v)
		if agency == nil || len(c.Providers) == 0 && donor == nil || len(c.Providers) > 0 && !s.namesGiver(v, d) && i < d.sentence {
			continue
		}
		s.signedParties(d, donor, agency)
		return
	}
}

// signedParties gives a sum that is agreed on the donor and the agency that have agreed, where
// its own words leave them open.
func (s *scene) signedParties(d *draft, donor, agency *party.Mention) {
	c := &d.claim
	if len(c.Providers) == 0 {
		s.addProviders(d, []named{{donor.Actor(), donor.Range, "agency-signed"}}, pledgebook.Context)
	}
	if len(c.Providers) != 1 || !c.Providers[0].IsState() || s.getsAid(c.Providers[0]) {
		return
	}
	if len(c.Receivers)+len(c.Channels) == 0 {
		s.addChannel(d, named{agency.Actor(), agency.Range, "agency-signed"})
		s.addReceivers(d, []named{{agency.Actor(), agency.Range, "agency-signed"}}, pledgebook.Context)
	}
	d.agreed = d.agreed || slices.Contains(c.Channels, agency.Actor())
}

// signingWithDonor returns the one agency that signs in a sentence, and the donor beside it:
// "UNFPA and Norway signed", "an agreement with UNFPA", "between Norway and UNFPA".
func (s *scene) signingWithDonor(v *sentence) (donor, agency *party.Mention) {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.Person != nil || m.Location || !s.oneOfSigners(v, m) {
			continue
		}
		switch id := m.Actor(); {
		case s.engine.agencies[id] && agency != nil && agency.Actor() != id:
			return nil, nil
		case s.engine.agencies[id]:
			agency = m
		case id.IsState() && s.donor(id) && donor == nil:
			donor = m
		}
	}
	return donor, agency
}

// oneOfSigners reports a party that the words make one of those who sign or agree.
func (s *scene) oneOfSigners(v *sentence, m *party.Mention) bool {
	prep := s.preposition(m.First, v.First)
	switch {
	case prep < 0:
		return slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool { return p.Form == stage.Finite && s.settled(&p) && s.signs(&p) })
	case s.is(prep, cue.With):
		return s.agreementBefore(v, prep)
	}
	return s.is(prep, cue.Between)
}

// withoutHands leaves the donor of "the Danish ambassador and the bank's president signed a
// contribution of 5 million": the bank that signs beside a donor gets what is no loan, and
// carries it out.
func (s *scene) withoutHands(d *draft, found []named) []named {
	if len(found) < 2 || d.verb == nil || !s.signs(d.verb) || d.noun != nil && d.noun.Modality == pledgebook.Loan || !slices.ContainsFunc(found, func(n named) bool { return n.id.IsState() && s.donor(n.id) && !s.getsAid(n.id) }) {
		return found
	}
	return slices.DeleteFunc(slices.Clone(found), func(n named) bool { return s.charter(n.id) })
}
