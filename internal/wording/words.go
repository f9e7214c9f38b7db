// Package wording writes sums, dates, parties and the terms of the data as people
// say them, in every language of the interface. The terminal and the pages use
// the same words; the terminal speaks English.
package wording

import (
	"cmp"
	"iter"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/naming"
)

// Party names a party: by the table, a state by the name that CLDR has for it,
// else by its English name.
func (l *Language) Party(id pledgebook.PartyID) string {
	if l.called != nil && !naming.Known(id) {
		return l.called(id)
	}
	name := naming.Party(id)
	if l.texts == nil {
		return name
	}
	if words, ok := l.texts[name]; ok {
		return words
	}
	region, err := language.ParseRegion(naming.Alpha2(id))
	if err != nil {
		return name
	}
	return cmp.Or(display.Regions(l.tag).Name(region), name)
}

// Calling is the language with the names that reports give to parties which no table
// has.
func (l *Language) Calling(called func(pledgebook.PartyID) string) *Language {
	with := *l
	with.called = called
	return &with
}

// Reading is the language with the names that the words behind claims give to parties
// which no table has.
func (l *Language) Reading(evidence iter.Seq[pledgebook.Evidence]) *Language {
	return l.Calling(func(id pledgebook.PartyID) string { return cmp.Or(naming.Reported(id, evidence), naming.Unspelled(id)) })
}

// Lookup returns the party that a user calls by id, acronym or name, in any case
// and in any language of the interface: an address keeps what was typed, whoever
// opens it.
func Lookup(words string) (pledgebook.PartyID, bool) {
	if id, ok := naming.Lookup(words); ok {
		return id, true
	}
	name := strings.ToLower(strings.TrimSpace(words))
	for _, l := range Languages()[1:] {
		if id, ok := l.parties()[name]; ok {
			return id, true
		}
	}
	return "", false
}

// partiesByName are all parties by their names in a language, in lower case.
func partiesByName(l *Language) map[string]pledgebook.PartyID {
	all := map[string]pledgebook.PartyID{}
	for _, id := range naming.All() {
		name := strings.ToLower(l.Party(id))
		if other, ok := all[name]; !ok || id < other {
			all[name] = id
		}
	}
	return all
}

// Parties writes a list of parties; "?" where the report names none.
func (l *Language) Parties(ids []pledgebook.PartyID) string {
	if len(ids) == 0 {
		return "?"
	}
	called := make([]string, len(ids))
	for i, id := range ids {
		called[i] = l.Party(id)
	}
	return strings.Join(called, ", ")
}

// Words writes a term of the data as English words: "being-set-up" as "being set up".
func Words[T ~string](term T) string { return strings.ReplaceAll(string(term), "-", " ") }

// Word writes a term of the data in a language. A table may tell terms of
// different types apart: "open@status".
func Word[T ~string](l *Language, term T) string {
	words := Words(term)
	if l.texts == nil || words == "" {
		return words
	}
	return l.of(words + "@" + strings.ToLower(reflect.TypeFor[T]().Name()))
}

// Speaker writes who says it, with role.
func (l *Language) Speaker(s pledgebook.Speaker) string {
	name := cmp.Or(s.Name, s.Role, l.Party(s.Party))
	if s.Role != "" && s.Name != "" {
		name += ", " + s.Role
	}
	return name
}

// Stage writes how far the aid had come, and whether it is stated as a fact.
func (l *Language) Stage(stage pledgebook.Stage, polarity pledgebook.Polarity) string {
	if polarity == "" || polarity == pledgebook.Asserted {
		return Word(l, stage)
	}
	return Word(l, stage) + ", " + Word(l, polarity)
}

// Flow writes who gives to whom, and through whom.
func (l *Language) Flow(from, to, through []pledgebook.PartyID) string {
	words := l.Parties(from) + " → " + l.Parties(to)
	if through = Through(through, to); len(through) > 0 {
		words = l.Say("%s via %s", words, l.Parties(through))
	}
	return citing.OneLine(words)
}

// Through are the channels worth naming beside the receivers: a body that
// itself receives needs no "via".
func Through(channels, receivers []pledgebook.PartyID) []pledgebook.PartyID {
	return slices.DeleteFunc(slices.Clone(channels), func(id pledgebook.PartyID) bool { return slices.Contains(receivers, id) })
}

// Said leaves out a term that says the report does not say.
func Said[T ~string](term T) T {
	if term == "unspecified" {
		return ""
	}
	return term
}

// done says what has happened to the aid at each stage.
var done = map[pledgebook.Stage]Text{
	pledgebook.StageNeed: "needed", pledgebook.StagePledge: "pledged", pledgebook.StageCommitment: "committed",
	pledgebook.StageAllocation: "allocated", pledgebook.StageDisbursement: "paid out", pledgebook.StageDelivery: "delivered",
	pledgebook.StageUnclear: "given (stage unclear)",
}

// Done says how far the aid has come, and whether it is stated as a fact:
// "pledged", "delivered (planned)".
func (l *Language) Done(stage pledgebook.Stage, polarity pledgebook.Polarity) string {
	words := Word(l, stage)
	if has, ok := done[stage]; ok {
		words = l.Say(has)
	}
	if polarity != "" && polarity != pledgebook.Asserted {
		words += " (" + Word(l, polarity) + ")"
	}
	return words
}

// Title names an entry in one line of plain words, for tabs, feeds and shared links.
func (l *Language) Title(e pledgebook.Entry) string {
	figure := cmp.Or(l.EntryAmount(e), l.Say("no figure"))
	from, to, has := l.Parties(e.Providers), l.Parties(e.Receivers), l.Done(e.Stage, e.Polarity)
	var words string
	switch {
	case len(e.Providers) > 0 && len(e.Receivers) > 0:
		words = l.Say("%[1]s to %[2]s: %[3]s %[4]s@title", from, to, figure, has)
	case len(e.Providers) > 0:
		words = l.Say("%[1]s: %[2]s %[3]s@title", from, figure, has)
	case len(e.Receivers) > 0:
		words = l.Say("For %[1]s: %[2]s %[3]s@title", to, figure, has)
	default:
		words = l.Say("%[1]s %[2]s@title", figure, has)
	}
	return citing.OneLine(words)
}
