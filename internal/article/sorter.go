package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook"
)

// Lengths, in bytes, that tell titles and page furniture from paragraphs.
const (
	maxHeadline  = 300
	maxTitle     = 250
	maxSubhead   = 90
	maxByline    = 90
	maxFurniture = 300
	maxRow       = 120
)

// sorter works out, block by block, what each stretch of a report is.
type sorter struct {
	words  *words
	report *pledgebook.Report
	blocks []block
	given  []pledgebook.Teaser

	body     bool   // a paragraph or list item came
	rest     bool   // all further blocks are furniture
	links    bool   // a heading of teasers came: titles behind it are teasers
	agency   string // of the dateline
	unmarked int    // the part that the last list item without a mark is
	pending  *stamp // a stamp on a line of its own, for the title behind it
}

func (s *sorter) sort() {
	s.report.Parts = make([]pledgebook.Part, 0, len(s.blocks)+2)
	for i := range s.blocks {
		s.place(i)
	}
}

// places tells every part where the block it was made of stands.
func (s *sorter) places() {
	i := 0
	for p := range s.report.Parts {
		part := &s.report.Parts[p]
		for i < len(s.blocks) && s.blocks[i].span.End <= part.Span.Start {
			i++
		}
		if i < len(s.blocks) {
			part.Place = s.blocks[i].place
		}
	}
}

func (s *sorter) text(i int) string {
	if i < 0 || i >= len(s.blocks) {
		return ""
	}
	return s.blocks[i].span.In(s.report.Text)
}

func (s *sorter) add(kind pledgebook.PartKind, span pledgebook.Span) {
	if span.Start >= span.End {
		return
	}
	s.report.Parts = append(s.report.Parts, pledgebook.Part{Kind: kind, Span: span})
	switch kind {
	case pledgebook.PartParagraph, pledgebook.PartListItem, pledgebook.PartTableRow:
		s.body = true
	case pledgebook.PartHeadline:
		if s.report.Headline == "" {
			s.report.Headline = span.In(s.report.Text)
		}
	}
}

// place decides on one block. The order of the questions is the order of what
// is surest.
func (s *sorter) place(i int) {
	b := s.blocks[i]
	switch {
	case s.rest:
		s.add(pledgebook.PartFurniture, b.span)
	case s.known(b):
	case s.furniture(i), s.teaser(i), s.headline(i):
	case b.kind == pledgebook.PartListItem, b.kind == pledgebook.PartTableRow:
		s.add(b.kind, b.span)
	case s.dateline(i):
	case b.kind == pledgebook.PartSubhead:
		s.add(b.kind, b.span)
	case s.row(i), s.labelledSum(i):
		s.add(pledgebook.PartTableRow, b.span)
	case s.unmarkedItem(i):
		s.unmarked = len(s.report.Parts)
		s.add(pledgebook.PartListItem, b.span)
	case s.subhead(i):
		s.add(pledgebook.PartSubhead, b.span)
	default:
		s.paragraph(b.span)
	}
}

// known takes a block whose kind the source is sure of.
func (s *sorter) known(b block) bool {
	switch b.kind {
	case "", pledgebook.PartParagraph, pledgebook.PartListItem, pledgebook.PartTableRow, pledgebook.PartSubhead:
		return false
	case pledgebook.PartTeaser:
		t := pledgebook.Teaser{Title: b.span.In(s.report.Text), Span: b.span}
		if len(s.given) > 0 && s.given[0].Span == b.span {
			t, s.given = s.stamped(s.given[0]), s.given[1:]
		}
		s.report.Teasers = append(s.report.Teasers, t)
	}
	s.add(b.kind, b.span)
	return true
}

// stamped reads what a teaser leaves open from the stamp behind its title.
func (s *sorter) stamped(t pledgebook.Teaser) pledgebook.Teaser {
	if _, st, ok := s.words.tail(t.Span.In(s.report.Text)); ok {
		if t.Published == "" {
			t.Published = st.moment(s.report.Published.Day())
		}
		if t.Views == 0 {
			t.Views = st.views
		}
	}
	return t
}

// wordless reports a text without a letter or digit outside one tag ("<br>").
func wordless(t string) bool {
	if strings.HasPrefix(t, "<") && strings.IndexByte(t, '>') == len(t)-1 {
		return true
	}
	return strings.IndexFunc(t, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// furniture takes lines the lexicon knows as no part of the story, and lines
// without words.
func (s *sorter) furniture(i int) bool {
	span, t := s.blocks[i].span, s.text(i)
	if wordless(t) {
		s.add(pledgebook.PartFurniture, span)
		return true
	}
	if len(t) > maxFurniture {
		return false
	}
	bare := strings.ToLower(strings.Trim(t, "*_# \u00a0"))
	if kind := s.words.lines[strings.TrimRight(bare, ":")]; kind != "" && (s.body || kind != headingOfTeasers) {
		s.links = kind == headingOfTeasers
		s.add(pledgebook.PartFurniture, span)
		return true
	}
	for _, f := range s.words.starts {
		if after, ok := strings.CutPrefix(bare, f.phrase); ok && boundary(f.phrase, after) && s.start(f, t, span) {
			return true
		}
	}
	return false
}

// boundary reports that a phrase ends where a word ends.
func boundary(phrase, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(phrase)
	next, _ := utf8.DecodeRuneInString(after)
	return !unicode.IsLetter(last) || !unicode.IsLetter(next)
}

func (s *sorter) start(f start, t string, span pledgebook.Span) bool {
	after := t
	if at := strings.Index(strings.ToLower(t), f.phrase); at >= 0 && at+len(f.phrase) <= len(t) {
		after = strings.TrimSpace(t[at+len(f.phrase):])
	}
	switch f.kind {
	case pledgebook.PartTeaser:
		if after == "" {
			s.links = true
			s.add(pledgebook.PartFurniture, span)
			return true
		}
		title, st, ok := s.words.tail(after)
		if !ok {
			title = after
		}
		s.addTeaser(strings.Trim(title, "*_ "), st, span)
	case pledgebook.PartByline:
		r, _ := utf8.DecodeRuneInString(after)
		if s.body || len(t) > maxByline || !unicode.IsUpper(r) || ends(t) {
			return false
		}
		s.report.Author = after
		s.add(pledgebook.PartByline, span)
	case publishedLine:
		if s.body {
			return false
		}
		s.published(after)
		s.add(pledgebook.PartFurniture, span)
	default:
		s.rest = s.rest || f.rest
		s.add(f.kind, span)
	}
	return true
}

// published takes the report's own day from its text where nobody gave one.
func (s *sorter) published(t string) {
	var st stamp
	t = strings.TrimLeft(t, ": ")
	if s.report.Published != "" || !s.words.date(&t, &st) || st.year == 0 {
		return
	}
	t = strings.TrimLeft(t, ", ")
	clock(&t, &st)
	s.report.Published = st.moment(0)
}

// teaser takes a title that a stamp is glued to, a title beside a stamp on a
// line of its own, and titles under a heading of teasers.
func (s *sorter) teaser(i int) bool {
	span, t := s.blocks[i].span, s.text(i)
	title, st, ok := s.words.tail(t)
	switch {
	case ok && title == "":
		s.stampLine(st, span)
		return true
	case ok && len(title) <= maxHeadline && (st.hasViews || isTitle(title)):
		if i == 0 && len(s.blocks) > 1 {
			s.add(pledgebook.PartHeadline, pledgebook.Span{Start: span.Start, End: span.Start + len(title)})
			s.ownStamp(st)
			s.add(pledgebook.PartFurniture, pledgebook.Span{Start: span.End - len(strings.TrimLeft(t[len(title):], " ,|•·/-–—")), End: span.End})
			return true
		}
		s.addTeaser(title, st, span)
		return true
	case s.pending != nil && isTitle(t):
		s.addTeaser(t, *s.pending, span)
		s.pending = nil
		return true
	case s.links && isTitle(t):
		s.addTeaser(t, stamp{}, span)
		return true
	}
	s.links, s.pending = false, nil
	return false
}

// stampLine takes a stamp on a line of its own: before the body it is the
// report's own, behind a title it makes that a teaser, else it waits for one.
func (s *sorter) stampLine(st stamp, span pledgebook.Span) {
	if !s.body {
		s.ownStamp(st)
		s.add(pledgebook.PartFurniture, span)
		return
	}
	last := &s.report.Parts[len(s.report.Parts)-1]
	if t := last.Span.In(s.report.Text); last.Kind.GivesClaims() && last.Kind != pledgebook.PartHeadline && isTitle(t) {
		last.Kind, last.Span.End = pledgebook.PartTeaser, span.End
		s.noteTeaser(t, st, last.Span)
		return
	}
	s.pending = &st
	s.add(pledgebook.PartFurniture, span)
}

func (s *sorter) ownStamp(st stamp) {
	if s.report.Published == "" && st.year > 0 {
		s.report.Published = st.moment(0)
	}
}

func (s *sorter) addTeaser(title string, st stamp, span pledgebook.Span) {
	s.add(pledgebook.PartTeaser, span)
	s.noteTeaser(title, st, span)
}

func (s *sorter) noteTeaser(title string, st stamp, span pledgebook.Span) {
	s.report.Teasers = append(s.report.Teasers, pledgebook.Teaser{
		Title: title, Published: st.moment(s.report.Published.Day()), Views: st.views, Span: span,
	})
}

// isTitle reports a text that may be the title of a story: one line, not long,
// and without the full stop of a sentence.
func isTitle(t string) bool {
	return len(t) <= maxTitle && !strings.Contains(t, "\n") && !strings.HasSuffix(strings.TrimRight(t, "\"”’»*_) "), ".")
}

// headline takes the first block where it reads like a title and more follows.
func (s *sorter) headline(i int) bool {
	b, t := s.blocks[i], s.text(i)
	if s.body || b.kind == pledgebook.PartListItem || b.kind == pledgebook.PartTableRow {
		return false
	}
	if s.report.Headline != "" {
		if t != s.report.Headline || s.hasHeadline() {
			return false
		}
		s.add(pledgebook.PartHeadline, b.span)
		return true
	}
	if len(t) > maxHeadline || i+1 >= len(s.blocks) || strings.Count(t, "\n") > 3 {
		return false
	}
	if strings.HasSuffix(t, ".") && !titleCase(t) {
		return false
	}
	if _, ok := s.words.dateline(t); ok || s.words.dateLine(t, nil) {
		return false
	}
	s.add(pledgebook.PartHeadline, b.span)
	return true
}

func (s *sorter) hasHeadline() bool {
	for _, p := range s.report.Parts {
		if p.Kind == pledgebook.PartHeadline {
			return true
		}
	}
	return false
}

// titleCase reports that most words of four letters or more begin with a capital.
func titleCase(t string) bool {
	upper, lower := 0, 0
	for word := range strings.FieldsSeq(t) {
		word = strings.Trim(word, "“”‘’\"'(),:")
		if len(word) < 4 {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) {
			upper++
		} else if unicode.IsLower(r) {
			lower++
		}
	}
	return upper > 2*lower
}

// subhead takes a short line without the end of a sentence, before other text.
func (s *sorter) subhead(i int) bool {
	t := s.text(i)
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(t, "*_"))
	return len(t) <= maxSubhead && i+1 < len(s.blocks) && !strings.Contains(t, "\n") && !ends(t) && (unicode.IsUpper(r) || unicode.IsDigit(r))
}

// row takes lines of a table: a label and a figure behind it, beside others
// of the kind.
func (s *sorter) row(i int) bool {
	if !isRow(s.text(i)) {
		return false
	}
	near := 0
	for _, j := range []int{i - 2, i - 1, i + 1, i + 2} {
		if isRow(s.text(j)) {
			near++
		}
	}
	return near >= 2
}

// labelledSum takes a line such as "IDA Credit: US$70 million": a label, a colon and
// a sum of money, and no more.
func (s *sorter) labelledSum(i int) bool {
	t := s.text(i)
	label, value, ok := strings.Cut(t, ": ")
	if !ok || len(t) > maxRow || strings.Contains(t, "\n") || len(label) > maxLabel || ends(t) || strings.Count(label, " ") > 4 {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(label); !unicode.IsUpper(r) {
		return false
	}
	return sumFirst(value) && len(value) <= maxLabel
}

// paragraph adds a paragraph; a dateline at the head of the first one is a part
// of its own.
func (s *sorter) paragraph(span pledgebook.Span) {
	if !s.body {
		t := span.In(s.report.Text)
		d, ok := s.words.dateline(t)
		if !ok {
			d, ok = s.words.colonDateline(t, s.labelled)
		}
		if !ok {
			d, ok = s.words.pointDateline(t)
		}
		if ok {
			s.take(d)
			s.add(pledgebook.PartDateline, pledgebook.Span{Start: span.Start, End: span.Start + d.end})
			span.Start += d.body
		}
	}
	s.add(pledgebook.PartParagraph, span)
}

// maxLabel is the longest name before the colon of a transcript's turn, in bytes.
const maxLabel = 40

// labelled reports a transcript: two paragraphs or more begin with a name in
// capitals and a colon.
func (s *sorter) labelled() bool {
	n := 0
	for i := range s.blocks {
		head := clip(s.text(i), maxLabel)
		if at := strings.IndexByte(head, ':'); at > 0 && head[:at] == strings.ToUpper(head[:at]) && strings.IndexFunc(head[:at], unicode.IsUpper) >= 0 {
			if n++; n > 1 {
				return true
			}
		}
	}
	return false
}

func (s *sorter) take(d dateline) {
	if s.report.Place == "" {
		s.report.Place = d.place
	}
	if s.agency = d.agency; s.report.Outlet == "" {
		s.report.Outlet = d.agency
	}
	if s.report.Published == "" && d.stamp.year > 0 {
		s.report.Published = d.stamp.moment(0)
	}
}

// dateline takes a line of place, outlet or day before the body.
func (s *sorter) dateline(i int) bool {
	var d dateline
	if s.body || !s.words.dateLine(s.text(i), &d) {
		return false
	}
	s.take(d)
	s.add(pledgebook.PartDateline, s.blocks[i].span)
	return true
}
