package reporting

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

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
// some field, in any language of the interface, letter case aside; a longer word
// may have one letter wrong, missing or too many, or another ending of case. A
// number with its scale is found however it is written. Entries that have the words as written come first, then
// those told latest. It returns at most so many, and how many there are.
func (l *Ledger) Search(query string, most int) (hits []Hit, all int) {
	words := askedWords(query)
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

// searchedField is a field that a search looks into, and what else it finds the
// field by: its words in other languages, days written out.
type searchedField struct {
	Found
	also string
}

// searched are the fields of an entry that a search looks into.
func (l *Ledger) searched(e pledgebook.Entry) []searchedField {
	fields := []searchedField{
		party("giver", e.Providers), party("receiver", e.Receivers), party("channel", e.Channels),
		{Found{"sum", wording.EntryAmount(e)}, sumsOf(e)},
		term("stage", e.Stage), term("kind", wording.Said(e.Kind)), term("form", wording.Said(e.Modality)), term("status", e.Status),
		{Found{"time", timeWords(e)}, daysOf(e)},
	}
	told := map[string]bool{}
	for _, id := range e.Claims {
		c := l.Claims.Told(id)
		if told[c.Report] {
			continue
		}
		told[c.Report] = true
		fields = append(fields, searchedField{Found{"outlet", c.Outlet}, ""}, searchedField{Found{"headline", c.Headline}, ""})
		if day := c.Published.Day(); day.Known() {
			fields = append(fields, searchedField{Found{"told", day.String()}, dayWords(day)})
		}
	}
	return fields
}

func party(field string, ids []pledgebook.PartyID) searchedField {
	return searchedField{Found{field, known(ids)}, wording.PartiesElsewhere(ids)}
}

func term[T ~string](field string, t T) searchedField {
	return searchedField{Found{field, wording.Words(t)}, wording.TermElsewhere(t)}
}

// sumsOf are the two ends of an entry's sum in digits, for a range has its scale
// but once, and its currencies in other languages.
func sumsOf(e pledgebook.Entry) string {
	if e.Money == nil {
		return ""
	}
	words := wording.CurrencyElsewhere(e.Money.Currency)
	if e.Money.Lo.Cmp(e.Money.Hi) != 0 {
		words += " " + numberWord(e.Money.Lo) + " " + numberWord(e.Money.Hi)
	}
	for _, a := range e.Money.Also {
		words += " " + wording.CurrencyElsewhere(a.Currency)
	}
	return words
}

// timeWords writes when an entry's aid is for, by when it is due, or the act's day.
func timeWords(e pledgebook.Entry) string {
	words := wording.Period(e.Period)
	switch {
	case e.Deadline.Known():
		words = strings.TrimSpace(words + " by " + wording.Date(e.Deadline))
	case words == "":
		words = wording.Date(e.Date)
	}
	return words
}

// mostSpanned is how many years of a period are looked for.
const mostSpanned = 12

// daysOf are the days of an entry's time, and the years between them.
func daysOf(e pledgebook.Entry) string {
	words := dayWords(e.Deadline) + " " + dayWords(e.Date)
	from, to := e.Period.Start, e.Period.Last()
	if !from.Known() || !to.Known() {
		return words + " " + dayWords(from) + " " + dayWords(to)
	}
	if to-from < 366 && from.Year() == to.Year() && to-from > 40 { // half a year is no month
		return words + " " + strconv.Itoa(from.Year())
	}
	if to-from <= 40 {
		return words + " " + dayWords(from) + " " + dayWords(to)
	}
	for y := from.Year(); y <= to.Year() && y < from.Year()+mostSpanned; y++ {
		words += " " + strconv.Itoa(y)
	}
	return words
}

// dayWords writes a day out in every language: "30 June 2025", "30 червня 2025".
func dayWords(d pledgebook.Day) string {
	if !d.Known() {
		return ""
	}
	t := d.Time()
	return t.Format("2 January 2006") + " " + wording.MonthElsewhere(t.Month())
}

// known writes the parties that a report names; nothing where it names none.
func known(ids []pledgebook.PartyID) string {
	if len(ids) == 0 {
		return ""
	}
	return wording.Parties(ids)
}

// whyFound are the fields in which words were found, each once.
func whyFound(fields []searchedField, words []string) (why []Found) {
	split := splitFields(fields)
	for _, w := range words {
		if at := where(split, w); at >= 0 {
			why = addOnce(why, fields[at].Found)
		}
	}
	return why
}

// splitFields are the words of every field.
func splitFields(fields []searchedField) [][]string {
	split := make([][]string, len(fields))
	for i, f := range fields {
		split[i] = append(wordsOf(f.Text), wordsOf(f.also)...)
	}
	return split
}

// where finds the first field with a word that begins with w; else one with a
// word like it; -1 for none.
func where(fields [][]string, w string) int {
	if i := begun(fields, w); i >= 0 {
		return i
	}
	if stem := stemOf(w); stem != "" {
		if i := begun(fields, stem); i >= 0 {
			return i
		}
	}
	letters := []rune(w)
	if len(letters) < forgiving {
		return -1
	}
	return slices.IndexFunc(fields, func(words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return oneOff(letters, []rune(word)) })
	})
}

// begun finds the first field with a word that begins so; -1 for none.
func begun(fields [][]string, w string) int {
	return slices.IndexFunc(fields, func(words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, w) })
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
