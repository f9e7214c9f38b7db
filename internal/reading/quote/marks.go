package quote

import "pledgebook/internal/reading/text"

// passage is a stretch inside quotation marks.
type passage struct {
	outer, inner text.Range // with and without the marks
	part         int
	open         bool // no closing mark: the next paragraph goes on
	resumes      bool // goes on from the paragraph before
	mention      int  // index of the mention it became, or -1
}

// closers are the marks that close each opening one.
var closers = map[rune]string{'“': "”\"", '"': "\"”", '«': "»", '„': "“”\"", '‘': "’", '»': "«", '”': "”"}

// markPassages pairs the quotation marks part by part. Inside a passage only its
// own closing mark counts, so that quotes in quotes stay whole.
func (f *finder) markPassages() {
	last := -1 // the part whose last passage is still open
	for s := 0; s < len(f.d.Sentences); {
		part := f.d.Sentences[s].Part
		first := f.d.Sentences[s].First
		end, hints := first, text.Hints(0)
		for ; s < len(f.d.Sentences) && f.d.Sentences[s].Part == part; s++ {
			end = f.d.Sentences[s].End
			hints |= f.d.Sentences[s].Hints
		}
		if hints&f.openMarks == 0 {
			last = -1
			continue
		}
		last = f.markPart(text.Range{First: first, End: end}, part, last)
	}
	for i := range f.passages {
		if p := &f.passages[i]; p.open && (i+1 == len(f.passages) || !f.passages[i+1].resumes) {
			f.closeAtSentence(p)
		}
		f.paint(int32(i))
	}
}

// markPart finds the passages of one part; before is the index of an unclosed
// passage at the end of the part before, or -1. It returns the same of this one.
func (f *finder) markPart(r text.Range, part, before int) int {
	var unclosed marks // that nothing closes any more in this part
	for i := f.d.Next(r.First, r.End, f.openMarks); i < r.End; i = f.d.Next(i, r.End, f.openMarks) {
		mark, width := f.openMark(i, r)
		if width == 0 || unclosed.has(mark) {
			i += max(width, 1)
			continue
		}
		p := passage{part: part, mention: -1}
		p.resumes = before >= 0 && i == r.First
		if close, n := f.closeMark(i+width, r, mark); n > 0 {
			p.inner, p.outer = text.Range{First: i + width, End: close}, text.Range{First: i, End: close + n}
		} else if mark == '‘' || mark == '\'' || mark == straightSingle || mark == '»' {
			unclosed.add(mark)
			i += width
			continue
		} else {
			p.inner, p.outer, p.open = text.Range{First: i + width, End: r.End}, text.Range{First: i, End: r.End}, true
		}
		i = p.outer.End
		if p.inner.Len() > 0 {
			f.passages = append(f.passages, p)
		}
		if p.open {
			return len(f.passages) - 1
		}
	}
	return -1
}

// marks is a small set of opening marks.
type marks struct{ single, straight, guillemet bool }

func (m *marks) add(mark rune) {
	m.single, m.straight, m.guillemet = m.single || mark == '‘', m.straight || mark == '\'' || mark == straightSingle, m.guillemet || mark == '»'
}

func (m *marks) has(mark rune) bool {
	return m.single && mark == '‘' || m.straight && (mark == '\'' || mark == straightSingle) || m.guillemet && mark == '»'
}

// openers are the marks that openMark knows, as the vocabulary writes them.
var openers = []string{"“", "”", "«", "„", "\"", "'", "`"}

// openMark returns the mark that opens a passage at i and its tokens, or 0.
func (f *finder) openMark(i int, r text.Range) (mark rune, width int) {
	t := f.d.Tokens[i]
	switch t.Char {
	case '“', '«', '„', '"':
		return t.Char, 1
	case '”':
		if i == r.First {
			return t.Char, 1 // a wrong mark at the head of a paragraph
		}
	case '‘':
		return t.Char, 1
	case '\'', '`':
		if f.opensStraight(i, r) {
			return straightSingle, 1
		}
		if i+1 < r.End && f.d.Tokens[i+1].Char == t.Char && !f.d.Tokens[i+1].Is(text.SpaceBefore) {
			return '\'', 2
		}
	}
	return 0, 0
}

// straightSingle stands for a single ' that opens a passage: 'We are late,' Vos said.
const straightSingle = '‛'

// minStraight is the fewest tokens of a passage in single ' that ends in a full stop: a
// shorter one is a title.
const minStraight = 8

// opensStraight reports a single ' at the head of a paragraph or behind a blank, right
// before a word with a capital.
func (f *finder) opensStraight(i int, r text.Range) bool {
	if f.d.Tokens[i].Char != '\'' || i+1 >= r.End || i > r.First && !f.d.Tokens[i].Is(text.SpaceBefore) {
		return false
	}
	next := &f.d.Tokens[i+1]
	return next.Kind == text.Word && next.Is(text.Capital) && !next.Is(text.SpaceBefore)
}

// closesStraight reports a single ' behind a stop and before a blank.
func (f *finder) closesStraight(i int, r text.Range) bool {
	switch f.d.Tokens[i-1].Char {
	case ',', '.', '?', '!':
	default:
		return false
	}
	return f.d.Tokens[i].Char == '\'' && !f.d.Tokens[i].Is(text.SpaceBefore) && (i+1 >= r.End || f.d.Tokens[i+1].Is(text.SpaceBefore))
}

// closeMark returns where the mark that closes a passage stands and its tokens.
func (f *finder) closeMark(from int, r text.Range, mark rune) (at, width int) {
	for i := from; i < r.End; i++ {
		c := f.d.Tokens[i].Char
		if c == 0 {
			continue
		}
		if mark == straightSingle {
			if f.closesStraight(i, r) && (i-from >= minStraight || f.d.Tokens[i-1].Char != '.') {
				return i, 1
			}
			continue
		}
		if mark == '\'' {
			if c == '\'' && i+1 < r.End && f.d.Tokens[i+1].Char == '\'' {
				return i, 2
			}
			continue
		}
		if mark == '"' && c == '\'' && i+1 < r.End && f.d.Tokens[i+1].Char == '\'' && !f.d.Tokens[i+1].Is(text.SpaceBefore) && !f.d.Tokens[i].Is(text.SpaceBefore) {
			return i, 2 // opened by ", closed by ''
		}
		if mark == '“' && c == '“' && f.closesOpen(i, r) {
			return i, 1
		}
		for _, shut := range closers[mark] {
			if c == shut && (mark != '‘' || f.closesSingle(i, r)) {
				return i, 1
			}
		}
	}
	return 0, 0
}

// closesOpen reports a “ that stands where a closing mark does: right behind a word
// or stop, and before a blank or a stop.
func (f *finder) closesOpen(i int, r text.Range) bool {
	if f.d.Tokens[i].Is(text.SpaceBefore) {
		return false
	}
	return i+1 >= r.End || f.d.Tokens[i-1].Kind == text.Word || f.d.Tokens[i+1].Is(text.SpaceBefore) || f.d.Tokens[i+1].Kind == text.Punct
}

// closesSingle tells ’ at the end of a passage from the apostrophe of "allies’".
func (f *finder) closesSingle(i int, r text.Range) bool {
	if i+1 >= r.End || f.d.Tokens[i-1].Kind == text.Punct {
		return true
	}
	next := f.d.Tokens[i+1]
	return next.Kind == text.Punct || next.Is(text.Capital) || f.d.Tokens[i+1].Is(text.SpaceBefore) && !f.singleAhead(i+1, r)
}

// singleAhead reports another ’ before the next ‘ within a sentence's length.
func (f *finder) singleAhead(i int, r text.Range) bool {
	for k := i; k < r.End && k < i+60; k++ {
		switch f.d.Tokens[k].Char {
		case '‘':
			return false
		case '’':
			return true
		}
	}
	return false
}

// closeAtSentence ends a passage whose mark is never closed with its sentence.
func (f *finder) closeAtSentence(p *passage) {
	p.open = false
	if s := f.d.SentenceAt(p.inner.First); s >= 0 && f.d.Sentences[s].End < p.inner.End {
		p.inner.End = max(f.d.Sentences[s].End, p.inner.First+1)
		p.outer.End = p.inner.End
	}
}

func (f *finder) paint(i int32) {
	for k := f.passages[i].outer.First; k < f.passages[i].outer.End; k++ {
		f.in[k] = i + 1
	}
}

// passageAt returns the passage that token i stands in, or nil.
func (f *finder) passageAt(i int) *passage {
	if i < 0 || i >= len(f.in) || f.in[i] == 0 {
		return nil
	}
	return &f.passages[f.in[i]-1]
}

// wordless reports a range without a word or number.
func (f *finder) wordless(r text.Range) bool {
	for i := r.First; i < r.End; i++ {
		if k := f.d.Tokens[i].Kind; k == text.Word || k == text.Number {
			return false
		}
	}
	return true
}

// words counts the words of a range.
func (f *finder) words(r text.Range) (n int) {
	for i := r.First; i < r.End; i++ {
		if k := f.d.Tokens[i].Kind; k == text.Word || k == text.Number {
			n++
		}
	}
	return n
}
