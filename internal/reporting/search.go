package reporting

import (
	"iter"
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
	whole := l // whose index a smaller ledger uses, too
	for whole.whole != nil {
		whole = whole.whole
	}
	found := whole.words.get(whole.indexWords).find(words, l.placed.room())
	defer found.done()
	found.keep(l.only)
	out, best := lookoutFor(words), found.best(whole.list(newest), whole.rankAmongNewest(), most)
	hits = make([]Hit, 0, len(best))
	for _, i := range best {
		p := l.placed.at(i)
		hits = append(hits, Hit{Line: lineAt(p), Why: out.why(l.searched(*p.Entry))})
	}
	return hits, found.all.size()
}

// searchedField is a field that a search looks into, and what else it finds the
// field by: its words in other languages, days written out.
type searchedField struct {
	Found
	also string
}

// searched yields the fields of an entry that a search looks into.
func (l *Ledger) searched(e pledgebook.Entry) iter.Seq[searchedField] {
	return func(yield func(searchedField) bool) {
		_ = yield(party("giver", e.Providers)) && yield(party("receiver", e.Receivers)) && yield(party("channel", e.Channels)) &&
			yield(searchedField{Found{"sum", wording.EntryAmount(e)}, sumsOf(e)}) &&
			yield(term("stage", e.Stage)) && yield(term("kind", wording.Said(e.Kind))) && yield(term("form", wording.Said(e.Modality))) && yield(term("status", e.Status)) &&
			yield(searchedField{Found{"time", timeWords(e)}, daysOf(e)}) && l.searchedReports(e, yield)
	}
}

// searchedReports yields the fields of the reports that tell an entry, until
// yield is false.
func (l *Ledger) searchedReports(e pledgebook.Entry, yield func(searchedField) bool) bool {
	told := make([]string, 0, 4)
	for _, id := range e.Claims {
		c := l.Claims.Told(id)
		if slices.Contains(told, c.Report) {
			continue
		}
		told = append(told, c.Report)
		if !yield(searchedField{Found{"outlet", c.Outlet}, ""}) || !yield(searchedField{Found{"headline", c.Headline}, ""}) {
			return false
		}
		if day := c.Published.Day(); day.Known() && !yield(searchedField{Found{"told", day.String()}, dayWords(day)}) {
			return false
		}
	}
	return true
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
