package wording

import (
	"reflect"
	"strings"
	"sync"
	"time"

	"pledgebook"
	"pledgebook/internal/naming"
)

// What things are called in the languages other than English, for search: readers
// ask in the words that they are shown.

// partiesElsewhere are the names of all known parties.
var partiesElsewhere = sync.OnceValue(func() map[pledgebook.PartyID]string {
	all := map[pledgebook.PartyID]string{}
	for _, id := range naming.All() {
		all[id] = elsewhere(func(l *Language) string { return l.Party(id) }, naming.Party(id))
	}
	return all
})

// PartiesElsewhere are the names of parties in the other languages, apart by spaces.
func PartiesElsewhere(ids []pledgebook.PartyID) string {
	names := make([]string, 0, len(ids))
	for _, id := range ids {
		if name := partiesElsewhere()[id]; name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// termed is a term of the data with its type, which may tell it from another.
type termed struct {
	of   reflect.Type
	term string
}

var termsElsewhere sync.Map // termed → string

// TermElsewhere is a term of the data in the other languages.
func TermElsewhere[T ~string](term T) string {
	key := termed{reflect.TypeFor[T](), string(term)}
	if words, ok := termsElsewhere.Load(key); ok {
		return words.(string)
	}
	words := elsewhere(func(l *Language) string { return Word(l, term) }, Words(term))
	if len(words) < longestTerm { // terms that reports bring along would fill the memory
		termsElsewhere.Store(key, words)
	}
	return words
}

// longestTerm is the most bytes of a term, in all languages, that is remembered.
const longestTerm = 200

// CurrencyElsewhere is what a currency is called in the other languages, in all
// its forms.
func CurrencyElsewhere(code string) string {
	return elsewhere(func(l *Language) string { return strings.ReplaceAll(l.texts[code], "|", " ") }, code)
}

// monthsElsewhere are the months as they stand in a day, by their number.
var monthsElsewhere = sync.OnceValue(func() (all [13]string) {
	for m := time.January; m <= time.December; m++ {
		short := m.String()[:3]
		all[m] = elsewhere(func(l *Language) string {
			return strings.TrimSpace(l.Say(Text("%s "+short+" %s"), "", "")) + " " + strings.TrimSpace(l.Say(Text(short+" %s"), ""))
		}, short)
	}
	return all
})

// MonthElsewhere is a month in the other languages, as days and months have it.
func MonthElsewhere(m time.Month) string { return monthsElsewhere()[m] }

// elsewhere is what every other language says, where it is not the English.
func elsewhere(said func(*Language) string, english string) string {
	var all []string
	for _, l := range Languages()[1:] {
		if words := said(l); words != "" && words != english {
			all = append(all, words)
		}
	}
	return strings.Join(all, " ")
}
