package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads who seems to give, and gets: the state that signs for a loan or a grant, and
// the one whose debt is written off.

// signsForLoan turns a state that gets aid by habit into the receiver of the loan or grant it
// signs, where nobody else is told to get it and the report is not one of business.
func (s *scene) signsForLoan(d *draft) {
	if d.verb == nil || !s.signs(d.verb) || len(d.claim.Receivers)+len(d.claim.Channels) > 0 || len(d.claim.Providers) != 1 || !s.getsAid(d.claim.Providers[0]) || s.speaksOfAid() < -1 {
		return
	}
	s.getsWhatItSigns(d)
}

// getsWhatItSigns turns a giver who is the report's receiver into the receiver, where the sum
// is a loan, a grant or aid that leaves a country by its name, and in no money of his own:
// "India signed a $115 million loan".
func (s *scene) getsWhatItSigns(d *draft) bool {
	if len(d.claim.Providers) != 1 || s.issues(d.claim.Providers[0], d.claim.Money) {
		return false
	}
	for _, n := range []*stage.Noun{d.noun, d.act} {
		if n != nil && (n.Modality == pledgebook.Loan || n.Modality == pledgebook.Grant || n.Abroad && n.Strength > 1) {
			s.receiveAsTold(d)
			return true
		}
	}
	return false
}

// issues reports a state whose own money a sum is told in.
func (s *scene) issues(id pledgebook.PartyID, m *pledgebook.Money) bool {
	return m != nil && s.engine.issuers[m.Currency] == id
}

// receiveAsTold makes the one giver of a draft its receiver, by the same words.
func (s *scene) receiveAsTold(d *draft) {
	d.forget("receivers")
	for i := range d.claim.Evidence {
		if e := &d.claim.Evidence[i]; e.Field == "providers" {
			e.Field, e.Rule = "receivers", "gets-what-it-signs"
		}
	}
	d.claim.Receivers, d.claim.Providers = d.claim.Providers, nil
	s.giverFromTopic(d)
}

// relievedBehind returns the verb of "a debt of 3 million that Chad owed has been written
// off": what is done with what is owed.
func (s *scene) relievedBehind(v *sentence, figure text.Range) *stage.Predicate {
	owed := false
	for i := range v.verbs {
		p := &v.verbs[i]
		switch {
		case p.First < figure.End:
		case s.owes(p):
			if owed = !s.sumBetween(v, figure.End, p.First) && p.First-figure.End <= owedReach; !owed {
				return nil
			}
		case !owed || p.Form != stage.Finite || !p.Passive || p.Class != stage.Relieve && p.Class != stage.Withdraw:
			return nil
		default:
			return p
		}
	}
	return nil
}

// owedReach bounds the words between a debt and the verb that tells who owes it, in tokens.
const owedReach = 8
