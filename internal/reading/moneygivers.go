package reading

import (
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/lexicon"
)

// This file tells givers by the money of a sum: what is counted in kroner of Norway, Norway
// gives, unless the words say otherwise.

// worldsMoney is the currency that all the world counts in: it tells nothing of the giver.
const worldsMoney = "USD"

// givenIn are the bodies that issue a unit of account and give in it.
var givenIn = map[string]pledgebook.PartyID{"XDR": "imf", "XEU": "eu"}

// allIssuers returns who issues or issued each currency.
func allIssuers(lex *lexicon.Lexicon) map[string][]pledgebook.PartyID {
	all := map[string][]pledgebook.PartyID{}
	for _, row := range lex.Table("currencies").Rows {
		for _, id := range strings.Fields(row.Get("states")) {
			all[row.Get("code")] = append(all[row.Get("code")], pledgebook.PartyID(id))
		}
	}
	return all
}

// issuesAndGives returns the one donor by habit that issues a currency, or none.
func (s *scene) issuesAndGives(code string) (only pledgebook.PartyID) {
	if id := givenIn[code]; id != "" || code == worldsMoney {
		return id
	}
	for _, id := range s.engine.allIssuers[code] {
		if !s.donor(id) {
			continue
		}
		if only != "" {
			return ""
		}
		only = id
	}
	return only
}

// giverByMoney returns the state of "The schools get 40 million kroner" in a report that names
// Norway: who gives by habit gives its own money.
func (s *scene) giverByMoney(d *draft) []named {
	if d.sum == nil || d.claim.Money == nil || d.verb != nil && d.verb.Class == stage.Raise && !s.raisedByDonor(d) {
		return nil
	}
	id := s.issuesAndGives(d.claim.Money.Currency)
	if id == "" {
		return nil
	}
	if !s.namesParty(id) {
		return nil
	}
	return []named{{id, d.figure, "giver-by-money"}}
}

// namesParty reports a party that the report names somewhere. Each party is looked for once, for
// a long report may have many sums in the money of few.
func (s *scene) namesParty(id pledgebook.PartyID) bool {
	for _, a := range s.lookedFor {
		if a.id == id {
			return a.named
		}
	}
	named := slices.ContainsFunc(s.parties, func(m party.Mention) bool { return m.Actor() == id && m.Form != party.Pronoun })
	s.lookedFor = append(s.lookedFor, lookedFor{id, named})
	return named
}

// lookedFor is a party and whether the report names it.
type lookedFor struct {
	id    pledgebook.PartyID
	named bool
}

// ratherByMoney puts the giver by money in the place of who gets aid, or only hands it out: in
// "For Chad, it will make a grant of 5 million kroner" the one who gives is not Chad.
func (s *scene) ratherByMoney(d *draft, found []named) []named {
	if len(found) != 1 || !s.getsAid(found[0].id) && !s.livesOfGifts(found[0].id) {
		return found
	}
	if by := s.giverByMoney(d); len(by) > 0 {
		return by
	}
	return found
}
