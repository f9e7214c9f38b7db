// Package exporttest is the test that every export format passes: one sample
// book, written into a golden file beside the format.
package exporttest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"iter"
	"mime"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/export"
)

var update = flag.Bool("update", false, "write the golden files anew")

// About is what the sample's files say of themselves.
var About = export.About{Title: "Aid & <promises>", Address: "https://aid.example.org", Publisher: "Example desk", Ref: "XX-EXAMPLE-1",
	Made: time.Date(2024, 10, 18, 10, 0, 0, 0, time.UTC), Head: "0123456789abcdef"}

// Run holds a format to its golden file, testdata/sample.<name>, and to what
// every format promises. A format that is no text is shown as one by show.
func Run(t *testing.T, f export.Format, show ...func(t *testing.T, file []byte) string) {
	t.Run("golden", func(t *testing.T) { golden(t, f, show) })
	t.Run("the same again", func(t *testing.T) {
		if one, other := shown(t, Written(t, f, Sample()...), show), shown(t, Written(t, f, Sample()...), show); one != other {
			t.Errorf("two files of one book differ:\n%s", cmp.Diff(one, other))
		}
	})
	t.Run("script in every field", func(t *testing.T) { hostile(t, f, show) })
	if d, ok := f.(export.Describer); ok {
		t.Run("description", func(t *testing.T) { described(t, d) })
	}
	t.Run("media type", func(t *testing.T) {
		if _, _, err := mime.ParseMediaType(f.MediaType()); err != nil {
			t.Error(err)
		}
	})
	t.Run("empty book", func(t *testing.T) {
		if err := f.Write(io.Discard, About, rows()); err != nil {
			t.Errorf("an empty book: %v", err)
		}
	})
	t.Run("error of the book", func(t *testing.T) {
		broken := errors.New("the book broke")
		err := f.Write(io.Discard, About, func(yield func(export.Row, error) bool) {
			_ = yield(Sample()[0], nil) && yield(export.Row{}, broken)
		})
		if !errors.Is(err, broken) {
			t.Errorf("Write = %v, want the book's error", err)
		}
	})
	t.Run("error of the writer", func(t *testing.T) {
		if err := f.Write(full{}, About, rows(Sample()...)); !errors.Is(err, errFull) {
			t.Errorf("Write = %v, want the writer's error", err)
		}
	})
}

// Written is a file of some rows.
func Written(t *testing.T, f export.Format, all ...export.Row) []byte {
	t.Helper()
	var got bytes.Buffer
	if err := f.Write(&got, About, rows(all...)); err != nil {
		t.Fatal(err)
	}
	return got.Bytes()
}

func shown(t *testing.T, file []byte, show []func(*testing.T, []byte) string) string {
	t.Helper()
	if len(show) == 0 {
		return string(file)
	}
	return show[0](t, file)
}

func golden(t *testing.T, f export.Format, show []func(*testing.T, []byte) string) {
	got := shown(t, Written(t, f, Sample()...), show)
	path := filepath.Join("testdata", "sample."+f.Name())
	if len(show) > 0 {
		path += ".txt"
	}
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (go test -update writes it anew):\n%s", path, diff)
	}
}

// described holds a description to being JSON that names the file, its title and
// the book, and says that nothing is to be added up.
func described(t *testing.T, d export.Describer) {
	name, content, err := d.Describe("folder/sample."+d.Name(), About)
	if err != nil || !json.Valid(content) || strings.ContainsAny(name, `/\\`) {
		t.Fatalf("%q: %v\n%s", name, err, content)
	}
	for _, want := range []string{`"sample.` + d.Name() + `"`, "Aid ", About.Address, "never to be added up"} {
		if !bytes.Contains(content, []byte(want)) {
			t.Errorf("%s lacks %q", name, want)
		}
	}
}

// Hostile is a row in which every field tries to break out of the file.
func Hostile() export.Row {
	r := Sample()[0]
	bad := "=cmd|' /C calc'!A0\"><script>alert(1)</script>\r\nX-Injected: 1\r\nEND:VCALENDAR\x00\x0b]]>&\u2028\xff" // what a spreadsheet, a page, a header, a calendar and XML would take for theirs
	party := []pledgebook.PartyID{pledgebook.PartyID(bad)}
	e := &r.Entry
	e.ID, e.Providers, e.Receivers, e.Channels, e.Kind, e.Modality, e.Stage = "e9", party, party, party, pledgebook.AidKind(bad), pledgebook.Modality(bad), pledgebook.Stage(bad)
	e.Status, e.Items, e.PartOf = pledgebook.Status(bad), []pledgebook.Item{{Count: bad, What: bad}}, bad
	m := *e.Money
	m.Currency, m.Verbatim, m.Qualifier = bad, bad, pledgebook.Qualifier(bad)
	e.Money = &m
	b := r.Backing[0]
	b.Sentence, b.Claim.ReportedVerb, b.Claim.Money, b.Claim.Evidence = bad, bad, &m, []pledgebook.Evidence{{Field: bad, Text: bad, Rule: bad}}
	b.Claim.Speaker = &pledgebook.Speaker{Name: bad, Role: bad, Party: party[0]}
	b.Source = pledgebook.Citation{Report: bad, Outlet: bad, Headline: bad, URL: "javascript:alert(2)//" + bad, Input: bad, Language: bad, Published: pledgebook.Stamp(bad)}
	b.Report = pledgebook.Report{ID: bad, URL: b.Source.URL, Text: bad, Headline: bad, Published: pledgebook.Stamp(bad)}
	r.Backing = []export.Backing{b}
	return r
}

// hostile holds a format to a row of script: it stays one row, and no format
// that is shown in a browser carries the script as such.
func hostile(t *testing.T, f export.Format, show []func(*testing.T, []byte) string) {
	file := Written(t, f, Hostile(), Sample()[1])
	text := shown(t, file, show)
	if m, _, _ := mime.ParseMediaType(f.MediaType()); strings.HasSuffix(m, "+xml") || strings.HasSuffix(m, "/xml") {
		if err := wellFormed(file); err != nil {
			t.Errorf("no XML any more: %v", err)
		}
		if strings.Contains(text, "<script") || strings.Contains(text, `"javascript:`) {
			t.Errorf("script comes out as such:\n%s", text)
		}
	}
	if !strings.HasPrefix(f.MediaType(), "text/calendar") {
		return
	}
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if strings.HasPrefix(line, "X-Injected") {
			t.Errorf("a field begins a line of its own:\n%s", text)
		}
	}
}

func wellFormed(file []byte) error {
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func rows(all ...export.Row) iter.Seq2[export.Row, error] {
	return func(yield func(export.Row, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var errFull = errors.New("the disk is full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// Sample is a small book: a pledge with every field, goods without a sum, and
// a claim whose words a spreadsheet would take for a formula.
func Sample() []export.Row {
	euro := pledgebook.Money{Lo: Number("1000000000"), Hi: Number("1500000000"), Currency: "EUR", Qualifier: pledgebook.AtLeast, Verbatim: "€1-1.5 billion",
		Also: []pledgebook.Amount{{Lo: Number("1080000000"), Hi: Number("1620000000"), Currency: "USD"}}}
	paper := pledgebook.Citation{Report: "r1", Engine: "en-1", Outlet: "The Example", Headline: "Peru promises “more”", URL: "https://example.org/a?b=1&c=2", Language: "en", Published: "2023-05-04", Current: true}
	typed := pledgebook.Citation{Report: "r2", Engine: "en-1", Input: "notes.txt", Current: true}
	return []export.Row{{
		Entry: pledgebook.Entry{
			ID: "e1", Stage: pledgebook.StagePledge, Polarity: pledgebook.Planned, Revision: pledgebook.TopUp, Extent: pledgebook.TotalExtent,
			Providers: []pledgebook.PartyID{"PER", "eu"}, Receivers: []pledgebook.PartyID{"HTI"}, Channels: []pledgebook.PartyID{"wfp"},
			Kind: pledgebook.Humanitarian, Modality: pledgebook.Grant, Money: &euro,
			Period:   pledgebook.Interval{Start: pledgebook.DateOf(2023, 1, 1), End: pledgebook.DateOf(2024, 1, 1), Granularity: pledgebook.ByYear},
			Deadline: pledgebook.DateOf(2024, 6, 30), FirstDeadline: pledgebook.DateOf(2023, 12, 31), Date: pledgebook.DateOf(2023, 5, 4),
			Status: pledgebook.OnTrack, Reviewed: true, Claims: []string{"c1", "c2"}, Origins: 2,
			Variants: map[string][]pledgebook.Variant{"currency": {{Value: "EUR", Origins: 1, First: "2023-05-04", Latest: "2023-05-04"}, {Value: "USD", Origins: 1, First: "2023-05-05", Latest: "2023-05-05", LikelySlip: "currency relabelled"}}},
			History:  []pledgebook.Decision{},
		},
		Backing: []export.Backing{{
			Claim:    pledgebook.Claim{ID: "c1", Stage: pledgebook.StagePledge, ReportedVerb: "plans to give", Polarity: pledgebook.Planned, Money: &euro, Providers: []pledgebook.PartyID{"PER", "eu"}, Receivers: []pledgebook.PartyID{"HTI"}, Evidence: []pledgebook.Evidence{{Field: "money", Text: "€1-1.5 billion", Span: pledgebook.Span{Start: 41, End: 57}, Basis: pledgebook.Stated, Rule: "symbol-before"}}},
			Sentence: "Peru and the EU \"plan to give, at least, €1-1.5 billion\".", Source: paper,
			Report: pledgebook.Report{ID: "r1", URL: paper.URL, Headline: paper.Headline, Published: paper.Published, TextSHA256: "5a1e", Text: "Peru and the EU \"plan to give, at least, €1-1.5 billion\"."},
		}},
	}, {
		Entry: pledgebook.Entry{ID: "e2", Stage: pledgebook.StageDelivery, Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: pledgebook.PartExtent,
			Providers: []pledgebook.PartyID{"CHL"}, Kind: pledgebook.KindUnspecified, Modality: pledgebook.InKind,
			Items: []pledgebook.Item{{Count: "40", What: "tents"}, {What: "blankets; and soap"}}, Claims: []string{"c3"}, Origins: 1, History: []pledgebook.Decision{}},
		Backing: []export.Backing{{Claim: pledgebook.Claim{ID: "c3", Stage: pledgebook.StageDelivery, ReportedVerb: "=handed over"}, Sentence: "+40 tents\nand soap, Chile said.", Source: typed}},
	}, {
		Entry: pledgebook.Entry{ID: "e3", Stage: pledgebook.StageUnclear, Money: &pledgebook.Money{Lo: Number("-5"), Hi: Number("-5")}, Claims: []string{"c4"}, History: []pledgebook.Decision{}},
	}}
}

// Number is an exact decimal.
func Number(s string) decimal.Decimal { return decimal.MustParse(s) }
