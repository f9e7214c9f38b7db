package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/party"
)

// This file finds who owes a debt that is put off or let go, where no word ties the debt to
// a state.

// debtorNamed makes the one state of the sentence that gets aid the receiver of debt relief
// by governments: "Senegal reached agreement with creditor governments on rescheduling 75
// million". What banks do for a state is business.
func (s *scene) debtorNamed(d *draft) {
	if d.claim.Modality != pledgebook.DebtRelief || len(d.claim.Receivers)+len(d.claim.Channels) > 0 || !s.owedToStates(d) {
		return
	}
	if len(d.claim.Providers) == 1 && s.getsAid(d.claim.Providers[0]) {
		s.receiveAsTold(d) // "Senegal and its official creditors agreed to reschedule"
		if e := d.evidence("receivers"); e != nil {
			e.Rule = "debtor-named"
		}
		return
	}
	v := &s.sentences[d.sentence]
	var only *party.Mention
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if id := m.Actor(); m.Location || m.Form == party.Capital || !s.getsAid(id) || s.provides(d, id) {
			continue
		} else if only != nil && only.Actor() != id {
			return
		}
		only = m
	}
	if only != nil {
		s.addReceivers(d, []named{{only.Actor(), only.Range, "debtor-named"}}, pledgebook.Stated)
	}
}

// owedToStates reports a debt to governments: one of them is told to relieve it, or a word of
// the sentence says so.
func (s *scene) owedToStates(d *draft) bool {
	for _, id := range d.claim.Providers {
		if s.donor(id) || s.charter(id) {
			return true
		}
	}
	v := &s.sentences[d.sentence]
	for k := v.First; k < v.End; k++ {
		if _, ok := s.doc.Tagged(k, s.engine.creditors); ok {
			return true
		}
	}
	return false
}

// owedToBanks reports a debt that is put off by nobody but who owes it, in a report that
// speaks of banks or companies before it speaks of creditors that are states: "Mexico is
// restructuring 40 billion".
func (s *scene) owedToBanks(d *draft) bool {
	if d.claim.Modality != pledgebook.DebtRelief || d.claim.Stage == pledgebook.StageNeed || s.owedToStates(d) || slices.ContainsFunc(d.claim.Providers, func(id pledgebook.PartyID) bool { return !s.getsAid(id) }) {
		return false
	}
	v := &s.sentences[d.sentence]
	for k := v.End - 1; k >= 0 && k >= v.First-banksReach; k-- {
		if _, banks := s.doc.Tagged(k, s.engine.outsiders); banks {
			return true
		}
	}
	return false
}

// banksReach is how many tokens before a sentence banks may stand that its debt is owed to.
const banksReach = 400
