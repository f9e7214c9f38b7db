package matching

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"pledgebook"
	"pledgebook/lexicon"
)

// ReportedQuote is a quote with its report.
type ReportedQuote struct {
	Quote  pledgebook.Quote
	Report Source
}

// The limits of what counts as one utterance: told within a few days, with at
// least half of the shorter wording's telling words, and at least three, in the
// other in the same order; two fifths where both have a figure in common.
const (
	quoteDays  = sameNews
	fewWords   = 3
	mostWords  = 400 // of a quote, that are compared and aligned
	mostQuotes = 500 // of one speaker, that a quote is compared with
	// A wording so many times as long as another is a turn or speech that the other
	// may be a piece of; without a figure in common three quarters of its words
	// must be there.
	longWording = 4
)

// Utterances brings the wordings of each utterance together: quotes of one
// speaker in reports of the same days, each held against the fullest wording
// that it shares most words with; quotes in other languages only where a report
// of the same text origin carries both, or their figures leave no doubt. Quotes
// told once, and questions, are left out. The order of the quotes does not matter.
func Utterances(quotes []ReportedQuote) (out []Utterance) {
	for _, group := range Gather(quotes, GatheredBefore{}) {
		if len(group) > 1 {
			out = append(out, UtteranceOf(quotes, group))
		}
	}
	return out
}

// GatheredBefore is what became of quotes when they were gathered before.
type GatheredBefore struct {
	// Fullest is the wording that a quote joined, its own id where it was that one; ""
	// for a quote that was not there, or that or whose report is otherwise now.
	Fullest func(quote string) string
	// Gone are the fullest wordings that are no more, or are otherwise now.
	Gone []GoneWording
}

// GoneWording says who said it, by any name, and the day of its report.
type GoneWording struct {
	Speaker string
	Day     pledgebook.Day
}

// Gather brings quotes together that are one utterance: groups of their indexes, the
// fullest wording first. Where it is told what became of them before, only those are
// compared anew near which something is otherwise.
func Gather(quotes []ReportedQuote, before GatheredBefore) (groups [][]int) {
	gone := map[string]map[pledgebook.Day]bool{}
	for _, w := range before.Gone {
		name := surname(w.Speaker)
		if gone[name] == nil {
			gone[name] = map[pledgebook.Day]bool{}
		}
		gone[name][w.Day] = true
	}
	if before.Fullest == nil {
		before.Fullest = func(string) string { return "" }
	}
	of := bySpeaker(quotes)
	for _, name := range slices.Sorted(maps.Keys(of)) {
		if gone[name] == nil {
			gone[name] = map[pledgebook.Day]bool{}
		}
		for _, group := range gather(of[name], before.Fullest, gone[name]) {
			all := make([]int, len(group))
			for k, q := range group {
				all[k] = q.index
			}
			groups = append(groups, all)
		}
	}
	return groups
}

// heardQuote is a quote with the words it is compared by, once it is.
type heardQuote struct {
	*ReportedQuote
	index          int
	rank           int
	day            pledgebook.Day
	told           bool // its words are there
	words, figures []string
}

// bySpeaker parts the quotes by who said them.
func bySpeaker(quotes []ReportedQuote) map[string][]*heardQuote {
	of := map[string][]*heardQuote{}
	for i := range quotes {
		q := &quotes[i]
		if q.Quote.Turn == pledgebook.QuestionTurn {
			continue // who asks tells nothing
		}
		if name := surname(q.Quote.Speaker.Name); name != "" {
			of[name] = append(of[name], &heardQuote{ReportedQuote: q, index: i, rank: rankQuote(q), day: q.Report.Published.Day()})
		}
	}
	return of
}

// tell finds the words that a quote is compared by.
func (q *heardQuote) tell() *heardQuote {
	if !q.told {
		q.told = true
		q.words = tellingWords(q.Quote.Text, q.Report.Language)
		q.figures = figuresOf(q.words)
	}
	return q
}

// gather makes groups around the fullest wordings, which come first. A quote
// joins the one it shares most words with. What a quote joined before it joins again,
// unless a fullest wording of its days has gone or come.
func gather(said []*heardQuote, before func(string) string, moved map[pledgebook.Day]bool) (groups [][]*heardQuote) {
	slices.SortFunc(said, func(a, b *heardQuote) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.Report.Published, b.Report.Published), cmp.Compare(a.Quote.ID, b.Quote.ID))
	})
	near := map[pledgebook.Day][]int{} // day of the fullest wording → groups
	at := make(map[string]int, len(said))
	for _, q := range said {
		was := before(q.Quote.ID)
		best, known := at[was]
		if was == "" || was != q.Quote.ID && !known || movedNear(moved, q.day) {
			best = q.closest(groups, near)
			if (best < 0) != (was == q.Quote.ID) {
				moved[q.day] = true
			}
		} else if was == q.Quote.ID {
			best = -1
		}
		if best < 0 {
			at[q.Quote.ID] = len(groups)
			near[q.day] = append(near[q.day], len(groups))
			groups = append(groups, []*heardQuote{q})
			continue
		}
		groups[best] = append(groups[best], q)
	}
	return groups
}

// movedNear reports whether a fullest wording near a day has gone or come.
func movedNear(moved map[pledgebook.Day]bool, at pledgebook.Day) bool {
	if len(moved) == 0 {
		return false
	}
	for day := at - quoteDays; day <= at+quoteDays; day++ {
		if moved[day] {
			return true
		}
	}
	return false
}

// closest is the group whose fullest wording a quote shares most words with, -1 for
// none.
func (q *heardQuote) closest(groups [][]*heardQuote, near map[pledgebook.Day][]int) int {
	best, most := -1, 0
	for day := q.day - quoteDays; day <= q.day+quoteDays; day++ {
		for _, g := range near[day][:min(len(near[day]), mostQuotes)] {
			if n := likeness(groups[g][0].tell(), q.tell()); n > most {
				best, most = g, n
			}
		}
	}
	return best
}

// likeness is how many words, in order, a quote has from a fuller wording; 0
// where they are not one utterance.
func likeness(full, q *heardQuote) int {
	if translated(*full.ReportedQuote, *q.ReportedQuote) {
		if sameOrigin := full.Report.TextOrigin != "" && full.Report.TextOrigin == q.Report.TextOrigin; sameOrigin && len(q.figures) > 0 && slices.Equal(full.figures, q.figures) || tellingFigures(full.figures, q.figures) {
			return len(q.words)
		}
		return 0
	}
	if len(q.figures) > 0 && len(full.figures) > 0 && shared(full.figures, q.figures) == 0 {
		return 0
	}
	half := min(len(full.words), len(q.words)) * 5
	switch {
	case shared(full.figures, q.figures) > 0:
		half = half * 4 / 5 // a figure in common says much
	case len(full.words) > longWording*len(q.words):
		half = half * 3 / 2 // in a long turn many words stand by chance
	}
	need := max(fewWords, (half+9)/10)
	if shared(full.words, q.words) < need {
		return 0
	}
	if n := inOrder(full.words, q.words); n >= need {
		return n
	}
	return 0
}

// tellingFigures reports that all figures of a quote stand in a fuller wording, and
// that they are no chance: two of them, or one of three digits.
func tellingFigures(full, q []string) bool {
	if shared(full, q) < len(q) {
		return false
	}
	return len(q) > 1 || len(q) == 1 && len(q[0]) > 2
}

// translated reports whether two quotes are known to be in two languages.
func translated(a, b ReportedQuote) bool {
	return a.Report.Language != "" && b.Report.Language != "" && a.Report.Language != b.Report.Language
}

// UtteranceOf holds every wording of a group against its first.
func UtteranceOf(quotes []ReportedQuote, group []int) Utterance {
	primary := quotes[group[0]]
	out := Utterance{Speaker: primary.Quote.Speaker}
	group = slices.Clone(group)
	slices.SortStableFunc(group, func(a, b int) int { return cmp.Compare(quotes[a].Report.Published, quotes[b].Report.Published) })
	for _, i := range group {
		q := quotes[i]
		w := Wording{Quote: q.Quote.ID, Report: q.Report.ID, Outlet: q.Report.Outlet, Published: q.Report.Published, Text: q.Quote.Text}
		switch {
		case q.Quote.ID == primary.Quote.ID:
			w.Primary, w.Transcript, w.Relation = true, q.FromTranscript(), PrimaryWording
		case translated(q, primary):
			w.Language, w.Relation = q.Report.Language, Translation
		default:
			w.Edits = align(strings.Fields(primary.Quote.Text), strings.Fields(q.Quote.Text))
			w.Relation = relationOf(q.Quote.Form, w.Edits)
		}
		out.Wordings = append(out.Wordings, w)
	}
	return out
}

// FromTranscript reports words as they were spoken or published by the speaker's
// own side: a turn of a transcript, a release.
func (q ReportedQuote) FromTranscript() bool {
	return q.Report.Primary || q.Quote.Turn == pledgebook.StatementTurn
}

// rankQuote prefers transcripts, then primary sources, then direct speech, then
// length.
func rankQuote(q *ReportedQuote) int {
	rank := min(len(q.Quote.Text), 1<<20)
	if q.Quote.Form == pledgebook.Direct {
		rank += 1 << 21
	}
	if q.Report.Primary {
		rank += 1 << 22
	}
	if q.Quote.Turn == pledgebook.StatementTurn {
		rank += 1 << 23
	}
	return rank
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

// tellingWords are the words of a text for comparing, without marks and case,
// and without the small words that any sentence has.
func tellingWords(s, language string) (words []string) {
	small := smallWords()
	for _, w := range strings.Fields(s) {
		w = fold(w)
		if w != "" && len(words) < mostWords && !slices.Contains(small[w], cmp.Or(language, "en")) {
			words = append(words, w)
		}
	}
	return words
}

// smallWords maps the small words of the lexicon to their languages; there are
// none without a lexicon.
var smallWords = sync.OnceValue(func() map[string][]string {
	words := map[string][]string{}
	lex, err := lexicon.Load("en")
	if err != nil {
		return words
	}
	for _, r := range lex.Table("functionwords").Rows {
		words[r.Phrase()] = r.List("languages")
	}
	return words
})

// inOrder is the length of the longest sequence of words that both have.
func inOrder(x, y []string) int {
	row := make([]int, len(y)+1)
	for i := len(x) - 1; i >= 0; i-- {
		below := 0 // what stood at row[j+1] before this round
		for j := len(y) - 1; j >= 0; j-- {
			was := row[j]
			if row[j] = max(row[j], row[j+1]); x[i] == y[j] {
				row[j] = below + 1
			}
			below = was
		}
	}
	return row[0]
}

func fold(w string) string {
	return strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// figuresOf are the figures of a text, sorted, by their significant digits: what
// translations and other ways of writing keep. Years are not among them.
func figuresOf(words []string) (out []string) {
	for _, w := range words {
		year := len(w) == 4 && strings.Trim(w, "0123456789") == "" && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20"))
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, w)
		if digits = strings.Trim(digits, "0"); digits != "" && !year {
			out = append(out, digits)
		}
	}
	slices.Sort(out)
	return out
}

// surname is the last word of a name, lower case.
func surname(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	return strings.ToLower(words[len(words)-1])
}
