package matching

import (
	"strings"

	"pledgebook"
)

// Utterance is one thing a person said, in all the wordings it was told in.
type Utterance struct {
	Speaker pledgebook.Speaker `json:"speaker"`
	// Wordings stand in order of publication.
	Wordings []Wording `json:"wordings"`
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
	// Relation is how it stands to the primary wording.
	Relation Relation `json:"relation"`
	Primary  bool     `json:"primary,omitempty"`
	// Transcript is true where the primary wording is a transcript's or another
	// primary source's.
	Transcript bool `json:"transcript,omitempty"`
	// Edits turn the primary wording into this one, word by word; empty for
	// the primary wording itself and for one in another language.
	Edits []WordEdit `json:"edits,omitempty"`
	// Language is set where the wording is a translation of the primary one.
	Language string `json:"translation,omitempty"`
}

// Relation is how a wording stands to the primary one.
type Relation string

// The relations.
const (
	PrimaryWording Relation = "primary"
	Verbatim       Relation = "verbatim"    // word for word
	Excerpt        Relation = "excerpt"     // a piece of it, word for word
	Edited         Relation = "edited"      // in quotation marks, and yet other words
	Reworded       Relation = "indirect"    // told in the reporter's words
	Translation    Relation = "translation" // in another language
)

// relationOf tells it from the form of the quote and its edits.
func relationOf(form pledgebook.QuoteForm, edits []WordEdit) Relation {
	changed := 0
	for i, e := range edits {
		outside := e.Now == "" && (i == 0 || i == len(edits)-1)
		if !e.Kept() && !outside {
			changed++
		}
	}
	switch {
	case changed > 0 && form == pledgebook.Indirect:
		return Reworded
	case changed > 0:
		return Edited
	case len(edits) > 1:
		return Excerpt
	}
	return Verbatim
}

// WordEdit is a stretch of words: kept where Was equals Now but for case and
// marks, else changed, left out (Now empty) or put in (Was empty).
type WordEdit struct {
	Was string `json:"was,omitempty"`
	Now string `json:"now,omitempty"`
}

// Kept reports whether the stretch is the same in both wordings.
func (e WordEdit) Kept() bool { return e.Was == e.Now }

// align finds the longest common sequence of words, in as few stretches as it
// can be had, and writes the rest as edits; words that differ only in case or
// marks are kept.
func align(was, now []string) []WordEdit {
	was, now = was[:min(len(was), mostWords)], now[:min(len(now), mostWords)]
	a, b := foldAll(was), foldAll(now)
	best := alignments(a, b)
	var w editWriter
	open := 0
	for i, j := 0, 0; i < len(a) || j < len(b); {
		here := best[i][j][open]
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j] && here == oneWord-opening(open)+best[i+1][j+1][1]:
			w.keep(now[j])
			i, j, open = i+1, j+1, 1
		case i < len(a) && here == passed(best[i+1][j][0]):
			w.change(was[i], "")
			i, open = i+1, 0
		default:
			w.change("", now[j])
			j, open = j+1, 0
		}
	}
	w.flush()
	return w.out
}

// oneStretch is what it costs to begin a stretch of kept words, more than all words
// passed over between them may cost; oneWord is what a word kept is worth, more
// than all stretches.
const (
	oneStretch = 2 * mostWords
	oneWord    = oneStretch * 2 * mostWords
)

func opening(open int) int { return oneStretch * (1 - open) }

// passed takes off what it costs to pass over a word before others that are kept:
// of two alignments the one that stays closer together is better.
func passed(best int) int { return max(0, best-1) }

// alignments says for every pair of ends how well a[i:] and b[j:] align: where
// the words before them were kept together (1) or not (0).
func alignments(a, b []string) [][][2]int {
	best := make([][][2]int, len(a)+1)
	for i := range best {
		best[i] = make([][2]int, len(b)+1)
	}
	for i := len(a); i >= 0; i-- {
		for j := len(b); j >= 0; j-- {
			skip := 0
			if i < len(a) {
				skip = max(skip, passed(best[i+1][j][0]))
			}
			if j < len(b) {
				skip = max(skip, best[i][j+1][0])
			}
			for open := range 2 {
				best[i][j][open] = skip
				if i < len(a) && j < len(b) && a[i] == b[j] {
					best[i][j][open] = max(skip, oneWord-opening(open)+best[i+1][j+1][1])
				}
			}
		}
	}
	return best
}

func foldAll(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = fold(w)
	}
	return out
}

// editWriter gathers words into stretches.
type editWriter struct {
	out              []WordEdit
	kept, gone, come []string
}

func (w *editWriter) keep(word string) {
	if len(w.gone)+len(w.come) > 0 {
		w.flush()
	}
	w.kept = append(w.kept, word)
}

func (w *editWriter) change(gone, come string) {
	if len(w.kept) > 0 {
		w.flush()
	}
	if gone != "" {
		w.gone = append(w.gone, gone)
	}
	if come != "" {
		w.come = append(w.come, come)
	}
}

func (w *editWriter) flush() {
	if len(w.kept) > 0 {
		same := strings.Join(w.kept, " ")
		w.out = append(w.out, WordEdit{same, same})
	}
	if len(w.gone)+len(w.come) > 0 {
		w.out = append(w.out, WordEdit{strings.Join(w.gone, " "), strings.Join(w.come, " ")})
	}
	w.kept, w.gone, w.come = nil, nil, nil
}
