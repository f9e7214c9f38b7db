package quote

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// minPassage is the fewest words a passage inside reported speech needs to be a
// quote of its own; a shorter one makes the speech mixed.
const minPassage = 8

// emit adds the mentions of one content and returns the index of the last, or
// -1. after is the mention they go on from, or -1.
func (f *finder) emit(c content, g group, source text.Range, after int) int {
	m := Mention{Clause: c.Range, Class: g.cue.class, Cue: g.Range, Source: source, Rule: c.rule, Basis: pledgebook.Stated, Continues: after, DiffersFrom: -1, order: f.number}
	if f.wordless(c.Range) || f.ownWords(source) {
		return after
	}
	m.Speaker, m.Basis = f.speaker(source)
	direct, outside, passages := f.passagesIn(c.Range)
	switch {
	case direct < 2 && outside > 0:
		m.Form, m.Range = pledgebook.Indirect, f.withoutThat(c.Range)
		f.use(c.Range, len(f.out))
		return f.put(m)
	case outside == 0, passages == 1 && direct >= minPassage && direct >= 2*outside:
		m.Form = pledgebook.Direct
	default:
		m.Form = pledgebook.Mixed
	}
	if last := f.emitPassages(m); last != after || c.rule != "trailing-cue" {
		return last
	}
	m.Form, m.Range = pledgebook.Indirect, c.Range // the quote in it is somebody else's
	return f.put(m)
}

// withoutThat leaves out the "that" that opens reported speech.
func (f *finder) withoutThat(r text.Range) text.Range {
	if r.Len() > 1 && f.word(r.First)&that != 0 && f.word(r.First+1)&(be|have|aux) == 0 {
		r.First++
		if r.Len() > 1 && f.char(r.First) == ',' {
			r.First++ // "that, as neighbours, they shared"
		}
	}
	return r
}

// passagesIn counts the words of the passages inside r, those outside them,
// "that" apart, and the passages.
func (f *finder) passagesIn(r text.Range) (direct, outside, passages int) {
	last := int32(0)
	for i := r.First; i < r.End; i++ {
		if f.in[i] != last && f.in[i] != 0 {
			passages++
		}
		last = f.in[i]
		switch k := f.d.Tokens[i].Kind; {
		case k != text.Word && k != text.Number:
		case f.in[i] != 0:
			direct++
		case f.word(i)&that == 0 || i > r.First:
			outside++
		}
	}
	return direct, outside, passages
}

// emitPassages adds one mention for each passage of the clause, each going on
// from the one before.
func (f *finder) emitPassages(m Mention) int {
	last := m.Continues
	clause := m.Clause
	for i := clause.First; i < clause.End; {
		p := f.passageAt(i)
		if p == nil {
			i++
			continue
		}
		i = max(i+1, p.outer.End)
		if p.mention >= 0 || f.wordless(p.inner) || m.Form == pledgebook.Mixed && f.words(p.inner) < 2 {
			continue
		}
		m.Range, m.Continues, p.mention = p.inner, last, len(f.out)
		if m.Form == pledgebook.Direct && p.outer.First > clause.First && f.in[clause.First] != 0 {
			m.Clause = p.outer
		}
		last = f.put(m)
	}
	return last
}

func (f *finder) use(r text.Range, mention int) {
	for i := r.First; i < r.End; i++ {
		if p := f.passageAt(i); p != nil {
			p.mention = mention
		}
	}
}

// put adds a mention and returns its index; words that are attributed already
// stay with the first who said them.
func (f *finder) put(m Mention) int {
	if i, ok := f.ranges[m.Range]; ok {
		return i
	}
	f.ranges[m.Range] = len(f.out)
	f.out = append(f.out, m)
	f.said = lastSaid{len(f.out) - 1, f.part, f.number}
	if m.Form == pledgebook.Direct && m.Turn == "" {
		f.direct = f.said
	}
	return len(f.out) - 1
}

// goOn gives passages of the unit that no cue took to the speaker who spoke
// last: behind a quote in the same paragraph, or where an unclosed quote goes on.
func (f *finder) goOn() {
	for i := f.unit.First; i < f.unit.End; {
		p := f.passageAt(i)
		if p == nil {
			i++
			continue
		}
		i = max(i+1, p.outer.End)
		if p.mention < 0 && (f.signed(p) || f.introduced(p)) {
			continue
		}
		f.beganBefore(p)
		from := f.goneOnFrom()
		if p.mention < 0 && from.mention >= 0 && f.follows(p, from) && !f.claimedNext(p) {
			last := f.out[from.mention]
			m := Mention{Range: p.inner, Clause: p.outer, Form: pledgebook.Direct, Class: last.Class, Cue: last.Cue, Source: last.Source,
				Speaker: last.Speaker, Basis: pledgebook.Context, Continues: from.mention, DiffersFrom: -1, Rule: "goes-on", order: f.number}
			p.mention = len(f.out)
			f.put(m)
		}
	}
}

// beganBefore gives the paragraphs before, whose quotation was never closed and that
// tell no speaker, to who is said to speak where it ends: “First … ¶ “Then …,” she said.
func (f *finder) beganBefore(p *passage) {
	if p.mention < 0 || !p.resumes || f.out[p.mention].Form != pledgebook.Direct || f.out[p.mention].Rule == "goes-on" {
		return
	}
	last := f.out[p.mention]
	at := 0
	for at < len(f.passages) && &f.passages[at] != p {
		at++
	}
	for k := at - 1; k >= 0 && f.passages[k].open && f.passages[k].mention < 0 && f.passages[k].part == f.passages[k+1].part-1; k-- {
		b := &f.passages[k]
		b.mention = len(f.out)
		f.put(Mention{Range: b.inner, Clause: b.outer, Form: pledgebook.Direct, Class: last.Class, Cue: last.Cue, Source: last.Source,
			Speaker: last.Speaker, Basis: pledgebook.Context, Continues: p.mention, DiffersFrom: -1, Rule: "began-before", order: f.number})
		if !b.resumes {
			return
		}
	}
}

// goneOnFrom is what a passage without a cue may go on from: what was said last, or
// the direct quote of the same sentences, where a verb came behind it ("…," he
// said, praising …).
func (f *finder) goneOnFrom() lastSaid {
	if f.said.mention >= 0 && f.direct.mention >= 0 && f.direct.part == f.said.part && f.out[f.said.mention].Form == pledgebook.Indirect {
		return lastSaid{f.direct.mention, f.said.part, f.said.number}
	}
	return f.said
}

// follows reports that a passage goes on from what was said last: it is resumed
// from the paragraph before, or is a sentence of its own right behind.
func (f *finder) follows(p *passage, from lastSaid) bool {
	if p.resumes {
		return from.part >= f.part-1
	}
	whole := p.outer.First == f.unit.First && f.wordless(text.Range{First: p.outer.End, End: f.unit.End})
	if !whole || f.words(p.inner) < 2 {
		return false
	}
	class := f.out[from.mention].Class
	return from.number >= f.number-1 && (from.part == f.part || from.part == f.part-1 && (class == Say || class == Tell))
}

// mostLabelled is the most words of a label.
const mostLabelled = 8

// colonBehind returns the first colon behind a label that begins at token i, with no
// quotation mark between them; -1 where none stands.
func (f *finder) colonBehind(i int) int {
	if f.hints&f.colon == 0 {
		return -1
	}
	end := min(f.unit.End, i+mostLabelled+1)
	colon := f.d.Next(i, end, f.colon)
	for k := i; k <= colon; k++ {
		if k == end || f.in[k] != f.in[i] {
			return -1
		}
	}
	return colon
}

// labelled reads speech behind a label: "Rutte: “…”" in a headline, a name before
// a quote. It reports whether it took the whole unit.
func (f *finder) labelled() bool {
	head := f.d.Parts[f.part].Kind == pledgebook.PartHeadline || f.d.Parts[f.part].Kind == pledgebook.PartSubhead
	at := f.unit.First
	if head && f.namedBehind() {
		return true
	}
	colon := f.colonBehind(at)
	if colon <= at || colon+1 >= f.unit.End || f.unit.First > 0 && f.d.SentenceAt(f.unit.First-1) >= 0 && f.samePart(f.unit.First-1) {
		return false
	}
	source := text.Range{First: at, End: colon}
	rest := text.Range{First: colon + 1, End: f.unit.End}
	switch {
	case f.wordAt(at)&label != 0:
		return false
	case !head && f.in[at] == 0 && f.in[colon+1] != 0 && f.proper(source) && f.passageAt(colon+1).outer.End >= f.unit.End-1:
		p := f.passageAt(colon + 1)
		f.emit(content{p.outer, "name-colon"}, group{Range: text.Range{First: colon, End: colon + 1}, cue: speechCue{class: Say}}, source, -1)
		return false
	case head && f.in[at] == 0 && f.words(rest) >= 3 && (f.names(source) || f.wordAt(colon-1)&(voice|calling) != 0 || f.in[colon+1] != 0 && source.Len() <= 3 && f.capital(source.First)):
		f.emit(content{f.trimmed(rest), "headline-colon"}, group{Range: text.Range{First: colon, End: colon + 1}, cue: speechCue{class: Say}}, source, -1)
		f.floor = f.unit.End
		return f.in[f.unit.First] == 0
	}
	return false
}

// The most tokens of who is named behind the colon of a headline.
const maxNamedBehind = 5

// namedBehind reads a headline that names who says it at its end: "Grain has come:
// minister". It reports whether it did.
func (f *finder) namedBehind() bool {
	colon := f.unit.End - 1
	for ; colon > f.unit.First && f.unit.End-colon <= maxNamedBehind+1 && f.char(colon) != ':'; colon-- {
		if f.in[colon] != 0 {
			return false
		}
	}
	source := f.trimmed(text.Range{First: min(colon+1, f.unit.End), End: f.unit.End})
	said := text.Range{First: f.unit.First, End: colon}
	if f.char(colon) != ':' || f.words(source) == 0 || f.words(said) < 4 || !f.speaksBehind(source) {
		return false
	}
	f.emit(content{f.trimmed(said), "headline-named"}, group{Range: text.Range{First: colon, End: colon + 1}, cue: speechCue{class: Say}}, source, -1)
	return true
}

// speaksBehind reports words that name who can speak: a person, a body that is no state,
// or an office or paper by its word.
func (f *finder) speaksBehind(source text.Range) bool {
	if f.wordAt(source.End-1)&(voice|calling) != 0 {
		return true
	}
	m := f.partyIn(source)
	return m != nil && m.First == source.First && m.End == source.End && (m.Person != nil || m.Type == pledgebook.Organisation && m.ID != "")
}

func (f *finder) samePart(token int) bool {
	s := f.d.SentenceAt(token)
	return s >= 0 && f.d.Sentences[s].Part == f.part
}

// proper reports a name: every word but "of" and "the" begins with a capital.
func (f *finder) proper(r text.Range) bool {
	for i := r.First; i < r.End; i++ {
		if f.d.Tokens[i].Kind == text.Word && !f.d.Tokens[i].Is(text.Capital) && f.word(i)&(det|prep) == 0 {
			return false
		}
	}
	return f.d.Tokens[r.First].Is(text.Capital) && f.d.Tokens[r.End-1].Is(text.Capital)
}

// names reports a range that names somebody the report knows.
func (f *finder) names(r text.Range) bool {
	m := f.partyIn(r)
	return m != nil && (m.Person != nil || m.ID != "" && m.End == r.End) && m.Range.First <= r.First+2
}

// trimmed takes the punctuation off both ends, but not the marks of passages.
func (f *finder) trimmed(r text.Range) text.Range {
	for r.First < r.End && f.in[r.First] == 0 && f.d.Tokens[r.First].Kind == text.Punct {
		r.First++
	}
	for r.First < r.End && f.in[r.End-1] == 0 && f.d.Tokens[r.End-1].Kind == text.Punct {
		r.End--
	}
	return r
}

// claimedNext reports that the sentence behind a passage says who spoke: “…?” he
// asked.
func (f *finder) claimedNext(p *passage) bool {
	at := p.outer.End
	s := f.d.SentenceAt(at)
	if s < 0 || f.d.Sentences[s].First != at || !f.samePart(at) || f.in[at] != 0 {
		return false
	}
	here := f.unit
	defer func() { f.unit = here }()
	f.unit = f.d.Sentences[s].Range
	for k := at; k < f.unit.End && k-at <= 10 && f.in[k] == 0; k++ {
		for _, t := range f.d.TagsAt(k) {
			if t.Category == f.category && f.cues[int(t.Ref)/int(formCount)].frames&frameTrail != 0 && form(int(t.Ref)%int(formCount)) != ingForm {
				return f.opens(at) || k == at
			}
		}
	}
	return false
}

// signed reads a name behind a dash at the end of a quote: “…” — Ana Ruiz.
func (f *finder) signed(p *passage) bool {
	dash, end := p.outer.End, f.unit.End
	if dash == end && dash < len(f.d.Tokens) && f.in[dash] == 0 && f.samePart(dash) {
		end = f.d.Sentences[f.d.SentenceAt(dash)].End
	}
	if dash >= end || p.outer.First != f.unit.First {
		return false
	}
	switch f.d.Tokens[dash].Char {
	case '—', '–', '―':
	default:
		return false
	}
	here := f.unit
	defer func() { f.unit = here }()
	f.unit.End = end
	source := f.trimmed(text.Range{First: dash + 1, End: end})
	if source.Len() == 0 || source.Len() > 8 || !f.capital(source.First) || !f.capital(source.End-1) {
		return false
	}
	f.emit(content{p.outer, "dash-name"}, group{Range: text.Range{First: dash, End: dash + 1}, cue: speechCue{class: Say}}, source, -1)
	return true
}

// introduced reads a quote that is a paragraph of its own behind one that ends in
// a colon: "Helena Brandt made this statement:".
func (f *finder) introduced(p *passage) bool {
	u := f.before
	if u.Len() == 0 || p.outer.First != f.unit.First || p.outer.End < f.unit.End-1 || u.End != f.unit.First || f.d.Tokens[u.End-1].Char != ':' {
		return false
	}
	here := f.unit
	f.unit = u
	source := f.mainSubject()
	f.unit = here
	if source.Len() == 0 {
		return false
	}
	f.emit(content{p.outer, "introduced"}, group{Range: text.Range{First: u.End - 1, End: u.End}, cue: speechCue{class: Say}}, source, -1)
	return true
}
