package source

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"pledgebook"
	"pledgebook/internal/article"
)

// Row is one row as text: a line "column: value" for every cell that is not
// empty.
type Row struct {
	// Number counts from 1 as a spreadsheet does: the line of column names is a
	// row too.
	Number int
	text   []byte
	names  []string
	cells  map[string]pledgebook.Span
}

// NewRow starts a row.
func NewRow(number int) *Row {
	return &Row{Number: number, cells: map[string]pledgebook.Span{}}
}

// Add appends a cell, with white space folded and in NFC. An empty one, and a
// column that the row already has, are passed over.
func (r *Row) Add(name, value string) {
	name, value = folded(name), folded(value)
	if _, twice := r.cells[name]; value == "" || twice {
		return
	}
	r.text = append(r.text, name...)
	r.text = append(r.text, ": "...)
	start := len(r.text)
	r.text = append(r.text, value...)
	r.cells[name] = pledgebook.Span{Start: start, End: len(r.text)}
	r.names = append(r.names, name)
	r.text = append(r.text, '\n')
}

// folded is text on one line, in NFC and without control characters.
func folded(s string) string {
	s = strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == '\u007f' {
			return -1
		}
		return c
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}

// Get returns a cell, or "" where the row does not have it.
func (r *Row) Get(name string) string {
	s, ok := r.cells[name]
	if !ok {
		return ""
	}
	return string(r.text[s.Start:s.End])
}

// First returns the first of the columns that has a value, and its name.
func (r *Row) First(names ...string) (name, value string) {
	for _, n := range names {
		if v := r.Get(n); v != "" {
			return n, v
		}
	}
	return "", ""
}

// Columns lists the columns that have a value, in order.
func (r *Row) Columns() []string { return r.names }

// Text is the row as it is kept.
func (r *Row) Text() string { return string(r.text) }

// Evidence ties a field to the first of the columns that has a value; it is
// none where all are empty. The rule names the column.
func (r *Row) Evidence(field string, columns ...string) []pledgebook.Evidence {
	name, value := r.First(columns...)
	if name == "" {
		return nil
	}
	return []pledgebook.Evidence{{Field: field, Text: value, Span: r.cells[name], Basis: pledgebook.Stated, Rule: "column " + name}}
}

// Within ties a field to words inside a cell; it is none where they do not
// stand there.
func (r *Row) Within(field, column, words string) []pledgebook.Evidence {
	i := strings.Index(r.Get(column), words)
	if words == "" || i < 0 {
		return nil
	}
	start := r.cells[column].Start + i
	return []pledgebook.Evidence{{Field: field, Text: words, Span: pledgebook.Span{Start: start, End: start + len(words)}, Basis: pledgebook.Stated, Rule: "column " + column}}
}

// Seen counts how often a file has told the same row. Rows of a dataset may be
// alike and yet different acts: the second one is a report of its own.
type Seen map[[sha256.Size]byte]int

// Again counts a row and returns how often it was seen before.
func (s Seen) Again(r *Row) int {
	key := sha256.Sum256(r.text)
	s[key]++
	return s[key] - 1
}

// Reading makes the row a report with its claims. The report's fields other
// than text, parts and ids are the caller's; again is how many equal rows of
// the file came before. The id is that of the link, or of the kind of row, and
// the text, whatever version of the engine reads it. Claims get their ids by place.
func (r *Row) Reading(engine string, report pledgebook.Report, again int, claims ...pledgebook.Claim) pledgebook.Reading {
	origin := report.URL
	if origin == "" {
		origin = engine[:strings.LastIndexByte(engine, '-')+1]
	}
	if again > 0 {
		origin += " #" + strconv.Itoa(again+1)
	}
	report.Text = r.Text()
	sum := sha256.Sum256(r.text)
	report.TextSHA256 = hex.EncodeToString(sum[:])
	report.ID = article.ID(origin, article.Plain, report.Text)
	report.Parts = []pledgebook.Part{{Kind: pledgebook.PartTableRow, Span: pledgebook.Span{End: len(report.Text)}}}
	for i := range claims {
		claims[i].ID = claimID(report.ID, i, engine)
		complete(&claims[i])
	}
	return pledgebook.Reading{Report: report, Engine: engine, Claims: claims, Quotes: []pledgebook.Quote{}, Needs: []pledgebook.Need{},
		Meetings: []pledgebook.Meeting{}, Mechanisms: []pledgebook.Mechanism{}, Positions: []pledgebook.Position{}}
}

// claimID is the hash of the report, the claim's place in the row, and the engine.
func claimID(report string, place int, engine string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s claim %d %s", report, place, engine))
	return hex.EncodeToString(sum[:])[:32]
}

// complete fills what JSON must not leave null, and the values that stand for
// "not said": new, part,
// unspecified, asserted, unclear.
func complete(c *pledgebook.Claim) {
	c.Stage = orElse(c.Stage, pledgebook.StageUnclear)
	c.Polarity = orElse(c.Polarity, pledgebook.Asserted)
	c.Revision = orElse(c.Revision, pledgebook.New)
	c.Extent = orElse(c.Extent, pledgebook.PartExtent)
	c.Kind = orElse(c.Kind, pledgebook.KindUnspecified)
	c.Modality = orElse(c.Modality, pledgebook.ModalityUnspecified)
	for _, list := range []*[]pledgebook.PartyID{&c.Providers, &c.Receivers, &c.Channels} {
		if *list == nil {
			*list = []pledgebook.PartyID{}
		}
	}
	if c.Evidence == nil {
		c.Evidence = []pledgebook.Evidence{}
	}
}

func orElse[T comparable](v, missing T) T {
	var zero T
	if v == zero {
		return missing
	}
	return v
}
