package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"pledgebook"
)

// These are the checks a reading passes on its way into the book, and again
// whenever the book is verified.

// checkReport proves that a report's text is what its hash says, and that its
// parts lie inside it.
func checkReport(r *pledgebook.Report) error {
	if !soundID(r.ID) {
		return pledgebook.Errorf(pledgebook.Invalid, "the report %q has no usable id", r.Input)
	}
	if !utf8.ValidString(r.Text) {
		return pledgebook.Errorf(pledgebook.Invalid, "the text of report %s is not UTF-8", r.ID)
	}
	if got := sha256Hex(r.Text); got != r.TextSHA256 {
		return pledgebook.Errorf(pledgebook.Invalid, "the text of report %s has the hash %s, not %q as the report says", r.ID, got, r.TextSHA256)
	}
	for _, p := range r.Parts {
		if !inside(p.Span, r.Text) {
			return pledgebook.Errorf(pledgebook.Invalid, "a %s of report %s lies at %d..%d, outside its text", p.Kind, r.ID, p.Span.Start, p.Span.End)
		}
	}
	return nil
}

// soundID reports whether an id can be stored and printed everywhere.
func soundID(id string) bool {
	if id == "" || len(id) > 200 {
		return false
	}
	for i := range len(id) {
		if id[i] <= ' ' || id[i] > '~' {
			return false
		}
	}
	return true
}

func sha256Hex(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func inside(s pledgebook.Span, text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text)
}

// evidence compares pieces of evidence with the text they were taken from, and
// keeps the first that fails.
type evidence struct {
	text  string
	spans int
	err   error
}

// piece checks that the text at span is what was quoted from there.
func (e *evidence) piece(what string, span pledgebook.Span, quoted string) {
	e.spans++
	switch {
	case e.err != nil:
	case !inside(span, e.text):
		e.err = fmt.Errorf("the evidence for its %s lies at %d..%d, outside the text", what, span.Start, span.End)
	case span.In(e.text) != quoted:
		e.err = fmt.Errorf("the text at %d..%d is %q, not %q as its %s says", span.Start, span.End, excerpt(span.In(e.text)), excerpt(quoted), what)
	}
}

// place checks that a span lies in the text.
func (e *evidence) place(span pledgebook.Span) {
	e.spans++
	if e.err == nil && !inside(span, e.text) {
		e.err = fmt.Errorf("its span lies at %d..%d, outside the text", span.Start, span.End)
	}
}

func (e *evidence) pieces(list []pledgebook.Evidence) {
	for _, p := range list {
		e.piece(p.Field, p.Span, p.Text)
	}
}

func (e *evidence) claim(c *pledgebook.Claim) { e.pieces(c.Evidence) }

func (e *evidence) quote(q *pledgebook.Quote) {
	e.piece("words", q.Span, q.Text)
	if q.SourceSpan != (pledgebook.Span{}) {
		e.piece("source", q.SourceSpan, q.Source)
	}
	if q.CueSpan != (pledgebook.Span{}) {
		e.piece("cue", q.CueSpan, q.Cue)
	}
}

func (e *evidence) need(n *pledgebook.Need)           { e.place(n.Span) }
func (e *evidence) meeting(m *pledgebook.Meeting)     { e.place(m.Span); e.pieces(m.Evidence) }
func (e *evidence) mechanism(m *pledgebook.Mechanism) { e.place(m.Span); e.pieces(m.Evidence) }
func (e *evidence) position(p *pledgebook.Position)   { e.place(p.Span) }

// excerpt shortens a text for a message.
func excerpt(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
