package reporting

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"pledgebook"
	"pledgebook/internal/wording"
)

// Hit is an entry that a search found.
type Hit struct {
	Line
	// Why lists where the words were found: "receiver: Ukraine".
	Why []Found
}

// Found is a field in which a word of a search was found.
type Found struct{ Field, Text string }

const (
	// longestSearch is how many words of a search are looked for.
	longestSearch = 8
	// forgiving is how many letters a word must have for one of them to be wrong.
	forgiving = 5
)

// Search finds the entries in which every word of the query begins a word of
// some field, letter case aside; a longer word may have one letter wrong,
// missing or too many. Entries that have the words as written come first, then
// those told latest. It returns at most so many, and how many there are.
func (l *Ledger) Search(query string, most int) (hits []Hit, all int) {
	words := wordsOf(query)
	words = words[:min(len(words), longestSearch)]
	if len(words) == 0 {
		return nil, 0
	}
	whole := cmp.Or(l.whole, l) // whose index a smaller ledger uses, too
	found := whole.words.get(whole.indexWords).find(words, l.placed.room())
	defer found.done()
	found.keep(l.only)
	for _, i := range found.best(whole.rankAmongNewest(), most) {
		e := *l.placed.at(i).Entry
		hits = append(hits, Hit{Line: l.line(e), Why: whyFound(l.searched(e), words)})
	}
	return hits, len(found.entries)
}

// searched are the fields of an entry that a search looks into.
func (l *Ledger) searched(e pledgebook.Entry) []Found {
	fields := []Found{
		{"giver", known(e.Providers)}, {"receiver", known(e.Receivers)}, {"channel", known(e.Channels)},
		{"sum", wording.EntryAmount(e)},
		{"stage", wording.Words(e.Stage)}, {"kind", wording.Words(wording.Said(e.Kind))}, {"form", wording.Words(wording.Said(e.Modality))},
		{"status", wording.Words(e.Status)},
	}
	told := map[string]bool{}
	for _, id := range e.Claims {
		c := l.Claims.Told(id)
		if told[c.Report] {
			continue
		}
		told[c.Report] = true
		fields = append(fields, Found{"outlet", c.Outlet}, Found{"headline", c.Headline})
	}
	return fields
}

// known writes the parties that a report names; nothing where it names none.
func known(ids []pledgebook.PartyID) string {
	if len(ids) == 0 {
		return ""
	}
	return wording.Parties(ids)
}

// whyFound are the fields in which words were found, each once.
func whyFound(fields []Found, words []string) (why []Found) {
	split := make([][]string, len(fields))
	for i, f := range fields {
		split[i] = wordsOf(f.Text)
	}
	for _, w := range words {
		if at := where(split, w); at >= 0 {
			why = addOnce(why, fields[at])
		}
	}
	return why
}

// where finds the first field with a word that begins with w; else one with a
// word like it; -1 for none.
func where(fields [][]string, w string) int {
	begins := func(words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, w) })
	}
	if i := slices.IndexFunc(fields, begins); i >= 0 {
		return i
	}
	letters := []rune(w)
	if len(letters) < forgiving {
		return -1
	}
	return slices.IndexFunc(fields, func(words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return oneOff(letters, []rune(word)) })
	})
}

// oneOff reports whether two words differ by one letter at most: one changed,
// left out, put in, or two neighbours swapped.
func oneOff(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case i == len(a):
		return true
	case len(a) < len(b):
		return slices.Equal(a[i:], b[i+1:])
	case slices.Equal(a[i+1:], b[i+1:]):
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}

// wordsOf splits text into words of letters and digits, in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' })
}
