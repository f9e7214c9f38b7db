package comparing

import (
	"strings"

	"pledgebook"
)

// Passage is a stretch of a text beside another: kept, gone or new.
type Passage struct {
	Kind PassageKind `json:"kind"`
	Text string      `json:"text"`
}

// PassageKind says in which of two texts a passage stands.
type PassageKind string

// The kinds of passages.
const (
	Kept PassageKind = "kept"
	Gone PassageKind = "gone"
	Came PassageKind = "new"
)

// paragraphEnd parts the paragraphs of a passage.
const paragraphEnd = "\n\n"

// Texts lays the headline and body of two reports side by side, word by word.
func Texts(before, after pledgebook.Report) []Passage {
	a, b := wordsOf(before), wordsOf(after)
	var out []Passage
	for _, s := range smooth(align(a, b)) {
		if s.shared {
			out = append(out, Passage{Kept, strings.Join(b[s.bFrom:s.bTo], "")})
			continue
		}
		if s.aFrom < s.aTo {
			out = append(out, Passage{Gone, strings.Join(a[s.aFrom:s.aTo], "")})
		}
		if s.bFrom < s.bTo {
			out = append(out, Passage{Came, strings.Join(b[s.bFrom:s.bTo], "")})
		}
	}
	return out
}

// Differ reports whether passages tell any difference.
func Differ(passages []Passage) bool {
	for _, p := range passages {
		if p.Kind != Kept && strings.TrimSpace(p.Text) != "" {
			return true
		}
	}
	return false
}

// wordsOf cuts the parts that make up a story into words, each with the blank
// behind it.
func wordsOf(r pledgebook.Report) (words []string) {
	for _, p := range r.Parts {
		if !p.Kind.GivesClaims() && p.Kind != pledgebook.PartDateline {
			continue
		}
		for _, w := range strings.Fields(p.Span.In(r.Text)) {
			words = append(words, w+" ")
		}
		words = append(words, paragraphEnd)
	}
	return words
}

// smooth takes a shared word or two between changes for part of the change:
// words alone ("the", "of") stand in every sentence.
func smooth(stretches []stretch) (out []stretch) {
	const alone = 2
	for i, s := range stretches {
		last := len(out) - 1
		inside := i > 0 && i < len(stretches)-1 && s.aTo-s.aFrom <= alone
		if last >= 0 && !out[last].shared && (!s.shared || inside) {
			out[last].aTo, out[last].bTo = s.aTo, s.bTo
			continue
		}
		out = append(out, s)
	}
	return out
}

// Shorten keeps of every kept passage only the words around the changes.
func Shorten(passages []Passage, words int) []Passage {
	out := make([]Passage, len(passages))
	for i, p := range passages {
		if out[i] = p; p.Kind == Kept {
			out[i].Text = around(p.Text, words, i > 0, i < len(passages)-1)
		}
	}
	return out
}

// around keeps so many words at the ends that touch a change.
func around(text string, words int, before, after bool) string {
	fields := strings.SplitAfter(strings.TrimSuffix(text, " "), " ")
	head, tail := 0, 0
	if before {
		head = words
	}
	if after {
		tail = words
	}
	if len(fields) <= head+tail+1 {
		return text
	}
	return strings.Join(fields[:head], "") + "… " + strings.Join(fields[len(fields)-tail:], "") + " "
}
