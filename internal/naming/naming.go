// Package naming gives parties their names: the one shown on screens, and any
// of those a user may write on the command line.
package naming

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

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

// Known reports whether a party has a name in the tables.
func Known(id pledgebook.PartyID) bool { return parties().shown[id] != "" }

// Spells reports whether an id that no table has is a name as a report writes it:
// the same letters and digits, whatever stands between them.
func Spells(id pledgebook.PartyID, name string) bool { return bare(string(id)) == bare(name) }

// Reported is the name of a party as the words behind claims write it, "" where it says it in
// other words.
func Reported(id pledgebook.PartyID, evidence iter.Seq[pledgebook.Evidence]) string {
	for e := range evidence {
		switch e.Field {
		case "providers", "receivers", "channels":
			if Spells(id, e.Text) {
				return strings.Join(strings.Fields(e.Text), " ")
			}
		}
	}
	return ""
}

// bare are the letters and digits of a name, without case and accents.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(name))
}

// Spelled is the id that a name has where no table has it: small letters, hyphens
// between words.
func Spelled(name string) pledgebook.PartyID {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune(withinWords, r)
	})
	return pledgebook.PartyID(strings.Map(func(r rune) rune {
		if strings.ContainsRune(withinWords, r) {
			return -1
		}
		return r
	}, strings.Join(words, "-")))
}

// withinWords are signs that part no words: "U.S. People's Fund".
const withinWords = "'’."

// Unspelled is an id that no table has as a name again, where no report's own
// spelling is at hand: "Fund for the Coast". A word of up to three letters that is not
// the first is taken for a small one.
func Unspelled(id pledgebook.PartyID) string {
	words := strings.Split(string(id), "-")
	for i, w := range words {
		if first, size := utf8.DecodeRuneInString(w); i == 0 || utf8.RuneCountInString(w) > longestSmall {
			words[i] = string(unicode.ToUpper(first)) + w[size:]
		}
	}
	return strings.Join(words, " ")
}

// longestSmall is how many letters "of", "for" and "the" have at most.
const longestSmall = 3

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
