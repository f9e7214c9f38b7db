package matching

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"pledgebook"
)

// ReportedQuote is a quote with its report.
type ReportedQuote struct {
	Quote  pledgebook.Quote
	Report Source
}

// Utterance is one thing a person said, in all the wordings it was told in.
type Utterance struct {
	Speaker  pledgebook.Speaker `json:"speaker"`
	Wordings []Wording          `json:"wordings"`
}

// Wording is the utterance as one report gives it. The wording that the others
// are held against is the primary one: a transcript's or a release's, else
// that of the longest direct quote.
type Wording struct {
	Quote     string           `json:"quote"`
	Report    string           `json:"report"`
	Outlet    string           `json:"outlet,omitempty"`
	Published pledgebook.Stamp `json:"published,omitempty"`
	Text      string           `json:"text"`
	Primary   bool             `json:"primary,omitempty"`
	// Transcript is true where the primary wording is a primary source's.
	Transcript bool `json:"transcript,omitempty"`
	// Edits turn the primary wording into this one, word by word; empty for
	// the primary wording itself and for one in another language.
	Edits []WordEdit `json:"edits,omitempty"`
	// Language is set where the wording is a translation of the primary one.
	Language string `json:"translation,omitempty"`
}

// WordEdit is a stretch of words: kept where Was equals Now, else changed, left
// out (Now empty) or put in (Was empty).
type WordEdit struct {
	Was string `json:"was,omitempty"`
	Now string `json:"now,omitempty"`
}

// Kept reports whether the stretch is the same in both wordings.
func (e WordEdit) Kept() bool { return e.Was == e.Now }

// The limits of what counts as one utterance: told within a few days, with at
// least half of the shorter wording's words in the other.
const (
	quoteDays = sameNews
	mostWords = 400 // of a quote, that are aligned
)

// Utterances brings the wordings of each utterance together: quotes of one
// speaker in reports of the same days with mostly the same words, and the
// quotes of one speaker and report in other languages only where a report of
// the same text origin carries both. Quotes told once are left out. The order
// of the quotes does not matter.
func Utterances(quotes []ReportedQuote) []Utterance {
	quotes = slices.Clone(quotes)
	slices.SortFunc(quotes, func(a, b ReportedQuote) int {
		return cmp.Or(cmp.Compare(a.Report.Published, b.Report.Published), cmp.Compare(a.Quote.ID, b.Quote.ID))
	})
	bySpeaker := map[string][]int{}
	words := make([][]string, len(quotes))
	for i, q := range quotes {
		if name := surname(q.Quote.Speaker.Name); name != "" {
			bySpeaker[name] = append(bySpeaker[name], i)
			words[i] = folded(q.Quote.Text)
		}
	}
	u := newUnion()
	for i := range quotes {
		u.of(quotes[i].Quote.ID)
	}
	for _, said := range bySpeaker {
		for k, i := range said {
			for _, j := range slices.Backward(said[:k]) {
				if apart(quotes[i].Report.Published.Day(), quotes[j].Report.Published.Day()) > quoteDays {
					break // the quotes stand in order of time
				}
				if oneUtterance(quotes[i], quotes[j], words[i], words[j]) {
					u.join(u.of(quotes[i].Quote.ID), u.of(quotes[j].Quote.ID))
				}
			}
		}
	}
	return gather(quotes, u)
}

func gather(quotes []ReportedQuote, u *union) (out []Utterance) {
	groups := map[int][]ReportedQuote{}
	var roots []int
	for _, q := range quotes {
		root := u.find(u.of(q.Quote.ID))
		if groups[root] == nil {
			roots = append(roots, root)
		}
		groups[root] = append(groups[root], q)
	}
	for _, root := range roots {
		if len(groups[root]) > 1 {
			out = append(out, utterance(groups[root]))
		}
	}
	return out
}

func oneUtterance(a, b ReportedQuote, x, y []string) bool {
	if translated(a, b) {
		return a.Report.TextOrigin != "" && a.Report.TextOrigin == b.Report.TextOrigin && figuresOf(x) != "" && figuresOf(x) == figuresOf(y)
	}
	shorter := min(len(x), len(y))
	return shorter >= 3 && 2*shared(x, y) >= shorter
}

// translated reports whether two quotes are known to be in two languages.
func translated(a, b ReportedQuote) bool {
	return a.Report.Language != "" && b.Report.Language != "" && a.Report.Language != b.Report.Language
}

// utterance holds every wording against the primary one.
func utterance(group []ReportedQuote) Utterance {
	best := 0
	for i, q := range group {
		if rankQuote(q) > rankQuote(group[best]) {
			best = i
		}
	}
	primary := group[best]
	out := Utterance{Speaker: primary.Quote.Speaker}
	for i, q := range group {
		w := Wording{Quote: q.Quote.ID, Report: q.Report.ID, Outlet: q.Report.Outlet, Published: q.Report.Published, Text: q.Quote.Text}
		switch {
		case i == best:
			w.Primary, w.Transcript = true, q.Report.Primary
		case translated(q, primary):
			w.Language = q.Report.Language
		default:
			w.Edits = align(strings.Fields(primary.Quote.Text), strings.Fields(q.Quote.Text))
		}
		out.Wordings = append(out.Wordings, w)
	}
	return out
}

// rankQuote prefers primary sources, then direct speech, then length.
func rankQuote(q ReportedQuote) int {
	rank := min(len(q.Quote.Text), 1<<20)
	if q.Quote.Form == pledgebook.Direct {
		rank += 1 << 21
	}
	if q.Report.Primary {
		rank += 1 << 22
	}
	return rank
}

// align finds the longest common sequence of words and writes the rest as
// edits; words that differ only in case or marks are kept.
func align(was, now []string) []WordEdit {
	was, now = was[:min(len(was), mostWords)], now[:min(len(now), mostWords)]
	a, b := make([]string, len(was)), make([]string, len(now))
	for i, w := range was {
		a[i] = fold(w)
	}
	for i, w := range now {
		b[i] = fold(w)
	}
	long := commonLengths(a, b)
	var out []WordEdit
	var gone, come, kept []string
	flush := func() {
		if len(kept) > 0 {
			out = append(out, WordEdit{strings.Join(kept, " "), strings.Join(kept, " ")})
		}
		if len(gone)+len(come) > 0 {
			out = append(out, WordEdit{strings.Join(gone, " "), strings.Join(come, " ")})
		}
		gone, come, kept = nil, nil, nil
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			if len(gone)+len(come) > 0 {
				flush()
			}
			kept = append(kept, now[j])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && long[i+1][j] >= long[i][j+1]:
			if len(kept) > 0 {
				flush()
			}
			gone = append(gone, was[i])
			i++
		default:
			if len(kept) > 0 {
				flush()
			}
			come = append(come, now[j])
			j++
		}
	}
	flush()
	return out
}

// commonLengths[i][j] is the length of the longest common sequence of a[i:]
// and b[j:].
func commonLengths(a, b []string) [][]int {
	long := make([][]int, len(a)+1)
	for i := range long {
		long[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				long[i][j] = long[i+1][j+1] + 1
			} else {
				long[i][j] = max(long[i+1][j], long[i][j+1])
			}
		}
	}
	return long
}

// shared counts the words of one wording that the other has too.
func shared(x, y []string) int {
	have := map[string]int{}
	for _, w := range x {
		have[w]++
	}
	n := 0
	for _, w := range y {
		if have[w] > 0 {
			have[w]--
			n++
		}
	}
	return n
}

// folded are the words of a text for comparing, without marks and case.
func folded(s string) (words []string) {
	for _, w := range strings.Fields(s) {
		if w = fold(w); w != "" && len(words) < mostWords {
			words = append(words, w)
		}
	}
	return words
}

func fold(w string) string {
	return strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// figuresOf are the words of a text that hold a digit: what a translation keeps.
func figuresOf(words []string) string {
	var out []string
	for _, w := range words {
		if strings.ContainsFunc(w, unicode.IsDigit) {
			out = append(out, strings.ReplaceAll(w, ",", "."))
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// surname is the last word of a name, lower case.
func surname(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	return strings.ToLower(words[len(words)-1])
}
