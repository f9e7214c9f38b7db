package article

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"pledgebook"
)

// Builder puts a report together: a source adds the stretches of a document in
// order, and Report works out what each is, cuts teasers and datelines off, and
// computes spans, hash and id.
type Builder struct {
	// Meta is what the source knows of the document; fields that the document
	// leaves open here are read from its text.
	Meta   pledgebook.Report
	text   []byte
	blocks []block
	given  []pledgebook.Teaser
}

// block is a stretch of text whose kind the source knows, or "" where the words
// must tell.
type block struct {
	kind  pledgebook.PartKind
	span  pledgebook.Span
	place pledgebook.Place
}

// NewBuilder starts a report with what is known from outside.
func NewBuilder(in Input) *Builder {
	return &Builder{Meta: pledgebook.Report{Input: in.Name, URL: in.URL, Published: in.Published, Language: in.Language}}
}

// Add appends one stretch of text on a line of its own and returns where it
// stands. A kind of "" or paragraph lets the words decide: a paragraph may turn
// out to be a dateline, a teaser or furniture. Empty text is passed over.
func (b *Builder) Add(kind pledgebook.PartKind, text string) pledgebook.Span {
	text = strings.TrimSpace(normal(strings.ToValidUTF8(text, "\uFFFD")))
	if text == "" {
		return pledgebook.Span{Start: len(b.text), End: len(b.text)}
	}
	if len(b.text) > 0 {
		b.text = append(b.text, '\n')
	}
	span := pledgebook.Span{Start: len(b.text), End: len(b.text) + len(text)}
	b.text = append(b.text, text...)
	b.blocks = append(b.blocks, block{kind: kind, span: span})
	return span
}

// AddAt is Add for a document with pages: it notes where the stretch stands.
func (b *Builder) AddAt(kind pledgebook.PartKind, text string, place pledgebook.Place) pledgebook.Span {
	span := b.Add(kind, text)
	if span.Start < span.End {
		b.blocks[len(b.blocks)-1].place = place
	}
	return span
}

// AddTeaser appends a link to another story that the source has recognised.
// The title is what is added; t.Span is set here.
func (b *Builder) AddTeaser(t pledgebook.Teaser) {
	t.Span = b.Add(pledgebook.PartTeaser, t.Title)
	if t.Span.Start < t.Span.End {
		b.given = append(b.given, t)
	}
}

// AddStamped appends a teaser with the time and view count that the page writes
// beside its title ("12 Nov, 14:32 / 12873"); what t leaves open of them is
// read from the stamp.
func (b *Builder) AddStamped(t pledgebook.Teaser, stamp string) {
	t.Span = b.Add(pledgebook.PartTeaser, t.Title+" "+stamp)
	if t.Span.Start < t.Span.End {
		b.given = append(b.given, t)
	}
}

// AddText appends text as somebody wrote or pasted it, whose lines and blank
// lines tell what is a paragraph, a list item or a heading.
func (b *Builder) AddText(content string) {
	content = bare(normal(strings.ToValidUTF8(content, "\uFFFD")))
	if content == "" {
		return
	}
	if len(b.text) > 0 {
		b.text = append(b.text, "\n\n"...)
	}
	b.verbatim(content)
}

// verbatim takes text that must be kept as it is, and cuts it into blocks.
func (b *Builder) verbatim(content string) {
	base := len(b.text)
	b.text = append(b.text, content...)
	b.cut(base)
}

// Report finishes the report. The format is the kind of input that stands for
// the link in the id of a report that has none.
//
// The id is the first 32 hex digits of the SHA-256 of the link (or the format),
// a newline, and the text: the same text under the same link is the same report
// wherever it was read from.
func (b *Builder) Report(format Format) (pledgebook.Report, error) {
	r := b.Meta
	r.Text = string(b.text)
	if strings.TrimSpace(r.Text) == "" {
		return pledgebook.Report{}, pledgebook.Errorf(pledgebook.Invalid, "%s holds no text; give a file with the text of a report", r.Input)
	}
	if len(b.blocks) > maxParts {
		return pledgebook.Report{}, pledgebook.Errorf(pledgebook.TooLarge, "%s has more than %d paragraphs; cut it into its reports", r.Input, maxParts)
	}
	tag, err := language(r.Input, r.Language, r.Text)
	if err != nil {
		return pledgebook.Report{}, err
	}
	r.Language = tag
	words, err := wordsOf(tag)
	if err != nil {
		return pledgebook.Report{}, err
	}
	s := sorter{words: words, report: &r, blocks: b.blocks, given: b.given}
	s.sort()
	s.places()
	s.credit()
	r.TextSHA256 = hash(r.Text)
	r.ID = ID(r.URL, format, r.Text)
	return r, nil
}

// ID is the id of a report; see [Builder.Report].
func ID(url string, format Format, text string) string {
	origin := url
	if origin == "" {
		origin = string(format)
	}
	return hash(origin + "\n" + text)[:32]
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
