package turn

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// The most tokens of a label, and bytes of a headline.
const (
	maxLabel = 16
	maxTitle = 500
)

// label is a place that may name who speaks next.
type label struct {
	text.Range
	sentence int
	body     int // the first token spoken
	caps     bool
	opens    bool  // at the head of its paragraph
	uses     parts // asker, chair, answer
	sure     bool  // names somebody by its form: a title, an office, one who asks
	bracket  bool  // has a body in brackets: "Jo Vos (Radio Nord)"
	key      string
}

// readLabels collects the places that have the form of a label, and what the
// head of the report says of it.
func (f *finder) readLabels() {
	body := 0
	for s := range f.d.Sentences {
		sent := &f.d.Sentences[s]
		kind := f.d.Parts[sent.Part].Kind
		switch kind {
		case pledgebook.PartHeadline, pledgebook.PartByline, pledgebook.PartDateline:
			f.noteHead(sent.Range)
			continue
		case pledgebook.PartParagraph, pledgebook.PartListItem, pledgebook.PartSubhead:
		default:
			continue
		}
		opens := s == 0 || f.d.Sentences[s-1].Part != sent.Part
		if opens {
			if body++; body <= 4 && sent.Len() <= 40 {
				f.noteDelivered(sent.Range)
			}
		}
		if l, ok := f.labelAt(sent.Range, opens, sent.Hints&f.colon != 0); ok {
			l.sentence = s
			f.labels = append(f.labels, l)
		}
	}
}

// noteTitle reads the words of a headline that is no part of the text.
func (f *finder) noteTitle(headline string) {
	if len(headline) > maxTitle {
		return
	}
	for w := range strings.FieldsSeq(headline) {
		if id := f.vocab.Lookup(strings.TrimFunc(w, wrapsWord)); int(id) < len(f.words) {
			f.heads |= f.words[id]
		}
	}
}

// wrapsWord reports a mark that may stand right before or behind a word.
func wrapsWord(r rune) bool {
	switch r {
	case '.', ',', ':', ';', '(', ')', '"', '“', '”':
		return true
	}
	return false
}

func (f *finder) noteHead(r text.Range) {
	for i := r.First; i < r.End; i++ {
		f.heads |= f.word(i)
	}
}

// noteDelivered reads a note such as "(As delivered)" or "Check against delivery".
func (f *finder) noteDelivered(r text.Range) {
	for i := r.First; i < r.End; i++ {
		if f.word(i)&delivered != 0 {
			f.heads |= delivered
		}
	}
}

// labelAt reads the label at the head of a sentence: words with capitals up to a
// colon, where it has any, or a bare "Q".
func (f *finder) labelAt(r text.Range, opens, colons bool) (l label, ok bool) {
	i := r.First
	if i < r.End && (f.d.Tokens[i].Char == '“' || f.d.Tokens[i].Char == '"') {
		i++
	}
	if i >= r.End || f.d.Tokens[i].Kind != text.Word || !f.d.Tokens[i].Is(text.Capital) {
		return l, false
	}
	if colons {
		if l, ok = f.colonLabel(i, r, opens); ok {
			return l, ok
		}
	}
	if f.bareAsker(i, r, opens) {
		return f.finish(label{Range: text.Range{First: i, End: i + 1}, body: f.pastStop(i + 1), opens: opens, caps: true})
	}
	return l, false
}

// colonLabel reads words with capitals up to a colon.
func (f *finder) colonLabel(i int, r text.Range, opens bool) (l label, ok bool) {
	l = label{opens: opens, caps: true}
	brackets := 0
	for k := i; k < r.End && k-i <= maxLabel; k++ {
		t := f.d.Tokens[k]
		switch {
		case t.Char == ':' && brackets == 0:
			if k == i || k+1 < len(f.d.Tokens) && !f.d.Tokens[k+1].Is(text.SpaceBefore) {
				return l, false
			}
			l.Range, l.body = text.Range{First: i, End: k}, k+1
			return f.finish(l)
		case t.Char == '(' || t.Char == '[':
			brackets++
			l.bracket = true
		case t.Char == ')' || t.Char == ']':
			brackets--
		case brackets > 0:
		case t.Kind == text.Word:
			if !t.Is(text.Capital) && (f.word(k)&link == 0 || k == i) {
				return l, false
			}
			l.caps = l.caps && (t.Is(text.AllCaps) || t.End-t.Start <= 2 || f.word(k)&title != 0)
		case t.Char == '.' && (f.word(k-1)&title != 0 || f.d.Tokens[k-1].End-f.d.Tokens[k-1].Start <= 3),
			t.Char == ',', t.Char == '-', t.Char == '#', t.Char == '’', t.Char == '\'':
		case t.Kind == text.Number && f.d.Tokens[k-1].Char == '#':
		default:
			return l, false
		}
	}
	return l, false
}

// bareAsker reports a "Q" with only white space or a full stop behind it.
func (f *finder) bareAsker(i int, r text.Range, opens bool) bool {
	if !opens || i+1 >= r.End || f.word(i)&(asker|answer) == 0 || f.d.Tokens[i].End-f.d.Tokens[i].Start != 1 {
		return false
	}
	next := f.d.Tokens[i+1]
	if next.Char == '.' {
		return true
	}
	return f.word(i)&asker != 0 && next.Is(text.SpaceBefore) && (next.Is(text.Capital) || next.Kind == text.Punct)
}

func (f *finder) pastStop(i int) int {
	if f.d.Tokens[i].Char == '.' {
		return i + 1
	}
	return i
}

// finish works out what a label's words say.
func (f *finder) finish(l label) (label, bool) {
	first := f.word(l.First)
	if first&(ordinary|link) != 0 && first&title == 0 {
		return l, false
	}
	bare := 0
	for k := l.First; k < l.End; k++ {
		if c := f.d.Tokens[k].Char; c == '(' || c == '[' {
			break
		}
		if f.d.Tokens[k].Kind == text.Word {
			bare++
		}
		l.uses |= f.word(k) & (asker | chair | answer)
		l.sure = l.sure || f.d.Has(k, f.role)
	}
	if bare > 2 {
		l.uses &^= asker | answer // "Minister for the Press"
	}
	if bare > 1 {
		l.uses &^= answer
	}
	if t := f.d.Tokens[l.First]; l.caps && l.opens && t.End-t.Start == 1 && f.d.Tokens[l.First+1].Char == '.' && l.First+1 < l.End {
		l.sure = true // "E. ROY"
	}
	titled := first&title != 0 && l.caps && l.End-l.First > 1 || first&title != 0 && first&link == 0
	l.sure = l.sure || titled || l.uses != 0
	l.key = strings.ToLower(f.d.Slice(text.Range{First: l.First, End: f.beforeBracket(l)}))
	return l, l.key != ""
}

func (f *finder) beforeBracket(l label) int {
	for k := l.First; k < l.End; k++ {
		if c := f.d.Tokens[k].Char; c == '(' || c == '[' {
			return k
		}
	}
	return l.End
}
