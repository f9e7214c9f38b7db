// Package naming gives parties their names: the one shown on screens, and any
// of those a user may write on the command line.
package naming

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"pledgebook"
	"pledgebook/lexicon"
)

// language is that of screens and of the command line.
const language = "en"

type register struct {
	shown map[pledgebook.PartyID]string
	ids   map[string]pledgebook.PartyID // by name or id in lower case
}

// parties is made when first asked for.
var parties = sync.OnceValue(func() register {
	r := register{map[pledgebook.PartyID]string{}, map[string]pledgebook.PartyID{}}
	lex, err := lexicon.Load(language)
	if err != nil {
		return r
	}
	for _, row := range lex.Table("screennames").Rows {
		r.add(row.Get("party"), row.Get("name"))
	}
	for _, table := range []string{"bodynames", "regions", "statenames"} {
		for _, row := range lex.Table(table).Rows {
			r.add(row.Get("party"), row.Phrase())
		}
	}
	return r
})

// add takes a name of a party in; the first one that stands for it is shown,
// and the first party that a name stands for is meant.
func (r register) add(party, name string) {
	id := pledgebook.PartyID(party)
	r.shown[id] = cmp.Or(r.shown[id], name)
	for _, key := range []string{strings.ToLower(party), strings.ToLower(name)} {
		if r.ids[key] == "" {
			r.ids[key] = id
		}
	}
}

// Party returns a party's name as people know it, its id where it has none.
func Party(id pledgebook.PartyID) string {
	return cmp.Or(parties().shown[id], string(id))
}

// All lists the parties that have a name, in no order.
func All() []pledgebook.PartyID { return slices.Collect(maps.Keys(parties().shown)) }

// Lookup returns the party that a user calls by id, acronym or name, in any
// case. An id that the lexicon does not have is taken as it is, if it is
// spelled like one: reports may name parties that no table lists.
func Lookup(words string) (pledgebook.PartyID, bool) {
	words = strings.TrimSpace(words)
	if id := parties().ids[strings.ToLower(words)]; id != "" {
		return id, true
	}
	if strings.Contains(words, "-") && words == strings.ToLower(words) && !strings.Contains(words, " ") {
		return pledgebook.PartyID(words), true
	}
	return "", false
}

// codes are the ISO 3166-1 alpha-2 codes of states, by id.
var codes = sync.OnceValue(func() map[pledgebook.PartyID]string {
	out := map[pledgebook.PartyID]string{}
	lex, err := lexicon.Load(language)
	if err != nil {
		return out
	}
	for _, row := range lex.Table("states").Rows {
		out[pledgebook.PartyID(row.Get("id"))] = row.Get("alpha2")
	}
	return out
})

// Alpha2 is the ISO 3166-1 alpha-2 code of a state, "" for any other party.
func Alpha2(id pledgebook.PartyID) string { return codes()[id] }
