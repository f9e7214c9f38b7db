package turn

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// Bounds that tell the words of a speaker from a report's own.
const (
	fewWords    = 12 // of a paragraph that a delivered text may begin with
	labelledGap = 3  // paragraphs without a label between two labels inside a story
)

// floor is who speaks at a place of the report.
type floor struct {
	turn  Turn
	last  int  // index of the speaker's last turn, or -1
	held  bool // somebody has the floor
	label int  // index of the label, or -1
}

// layOut makes the turns: paragraph by paragraph, from label to label.
func (f *finder) layOut() {
	now := floor{last: -1}
	opening, whole := f.delivered(), f.whole()
	next, gap := 0, 0
	for s := 0; s < len(f.d.Sentences); {
		r, kind, after := f.paragraph(s)
		from := s
		s = after
		if kind != pledgebook.PartParagraph && kind != pledgebook.PartListItem && kind != pledgebook.PartSubhead {
			continue
		}
		if next < len(f.labels) && f.labels[next].sentence < after {
			for ; next < len(f.labels) && f.labels[next].sentence < after; next++ {
				l := &f.labels[next]
				if l.sentence > from {
					f.say(&now, text.Range{First: r.First, End: f.d.Sentences[l.sentence].First})
				}
				now, r.First = f.take(next), f.pastBracket(l.body, r.End)
			}
			f.say(&now, r)
			gap, opening = 0, false
			continue
		}
		gap++
		switch {
		case f.word(r.First)&end != 0 && f.d.Tokens[r.First].Is(text.AllCaps):
			now, opening = floor{last: -1}, false
		case kind == pledgebook.PartSubhead || f.aside(r):
		case opening && !now.held:
			if f.speaks(r) {
				now = floor{turn: Turn{Continues: -1}, last: -1, held: true, label: -1}
				f.say(&now, r)
			}
		case now.held && (whole || now.last < 0 || next < len(f.labels) && gap <= labelledGap):
			f.say(&now, r)
		default:
			now.held = false
		}
	}
	f.findAskers()
}

// findAskers takes for questions the turns of those who mostly ask: a journalist
// whose label is a name, and whoever leads the talk.
func (f *finder) findAskers() {
	said, asked := map[string]int{}, map[string]int{}
	unsure := func(i int) *label {
		if k := f.by[i-f.base]; k >= 0 && (!f.labels[k].sure || f.labels[k].uses&chair != 0) {
			return &f.labels[k]
		}
		return nil
	}
	for i := f.base; i < len(f.out); i++ {
		if l := unsure(i); l != nil {
			said[l.key]++
			if f.asks(f.out[i].Range) {
				asked[l.key]++
			}
		}
	}
	for i := f.base; i < len(f.out); i++ {
		if l := unsure(i); l != nil && 2*asked[l.key] >= said[l.key] {
			f.out[i].Question = true
		}
	}
}

// asks reports a question mark in a range.
func (f *finder) asks(r text.Range) bool {
	for i := r.First; i < r.End; i++ {
		if f.d.Tokens[i].Char == '?' {
			return true
		}
	}
	return false
}

// paragraph returns the tokens and kind of the part that sentence s opens, and
// the sentence behind it.
func (f *finder) paragraph(s int) (r text.Range, kind pledgebook.PartKind, after int) {
	part := f.d.Sentences[s].Part
	r = f.d.Sentences[s].Range
	for ; s < len(f.d.Sentences) && f.d.Sentences[s].Part == part; s++ {
		r.End = f.d.Sentences[s].End
	}
	return r, f.d.Parts[part].Kind, s
}

// take gives the floor to whom a label names.
func (f *finder) take(i int) floor {
	l := &f.labels[i]
	return floor{held: true, last: -1, label: i, turn: Turn{Label: l.Range, Source: l.Range, Continues: -1,
		Question: l.uses&asker != 0, Asker: l.uses&asker != 0, Chair: l.uses&chair != 0, Answer: l.uses&answer != 0}}
}

// say adds the words of whoever has the floor.
func (f *finder) say(now *floor, r text.Range) {
	r = f.trimmed(r)
	if !now.held || r.Len() == 0 {
		return
	}
	t := now.turn
	t.Range, t.Continues = r, now.last
	now.last = len(f.out)
	f.out, f.by = append(f.out, t), append(f.by, now.label)
}

// trimmed takes marks and blanks off both ends, but not what ends a sentence.
func (f *finder) trimmed(r text.Range) text.Range {
	for r.First < r.End && f.d.Tokens[r.First].Kind == text.Punct && !f.opensQuote(r.First) {
		r.First++
	}
	for r.First < r.End {
		switch f.d.Tokens[r.End-1].Char {
		case '.', ',', ';', ':', '-', '–', '—':
			r.End--
			continue
		}
		break
	}
	return r
}

func (f *finder) opensQuote(i int) bool {
	switch f.d.Tokens[i].Char {
	case '“', '"', '‘', '«', '„', '[':
		return true
	}
	return false
}

// pastBracket moves past a note behind a label: "(via interpreter)".
func (f *finder) pastBracket(i, end int) int {
	if i >= end || f.d.Tokens[i].Char != '(' && f.d.Tokens[i].Char != '[' {
		return i
	}
	for k := i + 1; k < end && k-i <= maxLabel; k++ {
		if c := f.d.Tokens[k].Char; c == ')' || c == ']' {
			if k+1 < end && f.d.Tokens[k+1].Is(text.Capital) {
				return k + 1
			}
			return i
		}
	}
	return i
}

// aside reports a paragraph in brackets: "(Laughter.)", "[The minister leaves.]"
func (f *finder) aside(r text.Range) bool {
	open, shut := f.d.Tokens[r.First].Char, f.d.Tokens[r.End-1].Char
	return open == '(' && shut == ')' || open == '[' && shut == ']'
}

// whole reports a transcript from its first label on: it says so, or most of its
// paragraphs have labels. In any other report a talk ends with its last label.
func (f *finder) whole() bool {
	if f.declared() {
		return true
	}
	with, all, next := 0, 0, 0
	for s := 0; s < len(f.d.Sentences); {
		_, kind, after := f.paragraph(s)
		if kind == pledgebook.PartTeaser || kind == pledgebook.PartFurniture {
			s = after
			continue
		}
		had := false
		for ; next < len(f.labels) && f.labels[next].sentence < after; next++ {
			had = true
		}
		if had {
			with++
		}
		if with > 0 {
			all++
		}
		s = after
	}
	return with > 2 && 2*with > all
}

// delivered reports a text that opens with one person's own words: a note says
// that it was spoken, or its headline does and it speaks of itself.
func (f *finder) delivered() bool {
	if f.heads&(spoken|delivered) == 0 {
		return false
	}
	return f.heads&delivered != 0 || f.ownVoice()
}

// The sentences looked at for a speaker's own voice.
const voiceReach = 40

// ownVoice reports a text that says "I" or "we" outside quotation marks, before
// anybody has a label.
func (f *finder) ownVoice() bool {
	quoted, reach := false, min(len(f.d.Sentences), voiceReach)
	if len(f.labels) > 0 {
		reach = min(reach, f.labels[0].sentence)
	}
	for s := range reach {
		if f.d.Parts[f.d.Sentences[s].Part].Kind != pledgebook.PartParagraph {
			continue
		}
		for i := f.d.Sentences[s].First; i < f.d.Sentences[s].End; i++ {
			switch c := f.d.Tokens[i].Char; {
			case c == '“':
				quoted = true
			case c == '”':
				quoted = false
			case c == '"':
				quoted = !quoted
			case c == 0 && !quoted && f.word(i)&me != 0:
				return true
			}
		}
	}
	return false
}

// speaks reports a paragraph that a speech may begin with: no note of place, hour
// or subject.
func (f *finder) speaks(r text.Range) bool {
	words := 0
	for i := r.First; i < r.End; i++ {
		if f.word(i)&delivered != 0 {
			return false
		}
		if f.d.Tokens[i].Kind == text.Word {
			words++
		}
	}
	return words >= fewWords || f.d.Tokens[r.End-1].Char == '.' || f.d.Tokens[r.End-1].Char == ','
}
