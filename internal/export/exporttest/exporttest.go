// Package exporttest is the test that every export format passes: one sample
// book, written into a golden file beside the format.
package exporttest

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/export"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Run holds a format to its golden file, testdata/sample.<name>, and to what
// every format promises.
func Run(t *testing.T, f export.Format) {
	t.Run("golden", func(t *testing.T) { golden(t, f) })
	t.Run("empty book", func(t *testing.T) {
		if err := f.Write(io.Discard, rows()); err != nil {
			t.Errorf("an empty book: %v", err)
		}
	})
	t.Run("error of the book", func(t *testing.T) {
		broken := errors.New("the book broke")
		err := f.Write(io.Discard, func(yield func(export.Row, error) bool) {
			_ = yield(Sample()[0], nil) && yield(export.Row{}, broken)
		})
		if !errors.Is(err, broken) {
			t.Errorf("Write = %v, want the book's error", err)
		}
	})
	t.Run("error of the writer", func(t *testing.T) {
		if err := f.Write(full{}, rows(Sample()...)); !errors.Is(err, errFull) {
			t.Errorf("Write = %v, want the writer's error", err)
		}
	})
}

func golden(t *testing.T, f export.Format) {
	var got bytes.Buffer
	if err := f.Write(&got, rows(Sample()...)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "sample."+f.Name())
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s differs (go test -update writes it anew):\n%s", path, diff)
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
	euro := pledgebook.Money{Lo: number("1000000000"), Hi: number("1500000000"), Currency: "EUR", Qualifier: pledgebook.AtLeast, Verbatim: "€1-1.5 billion",
		Also: []pledgebook.Amount{{Lo: number("1080000000"), Hi: number("1620000000"), Currency: "USD"}}}
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
			Claim:    pledgebook.Claim{ID: "c1", Stage: pledgebook.StagePledge, ReportedVerb: "plans to give", Polarity: pledgebook.Planned, Money: &euro, Providers: []pledgebook.PartyID{"PER", "eu"}, Receivers: []pledgebook.PartyID{"HTI"}, Evidence: []pledgebook.Evidence{{Field: "money", Text: "€1-1.5 billion", Span: pledgebook.Span{Start: 31, End: 47}, Basis: pledgebook.Stated, Rule: "symbol-before"}}},
			Sentence: "Peru and the EU \"plan to give, at least, €1-1.5 billion\".", Source: paper,
		}},
	}, {
		Entry: pledgebook.Entry{ID: "e2", Stage: pledgebook.StageDelivery, Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: pledgebook.PartExtent,
			Providers: []pledgebook.PartyID{"CHL"}, Kind: pledgebook.KindUnspecified, Modality: pledgebook.InKind,
			Items: []pledgebook.Item{{Count: "40", What: "tents"}, {What: "blankets; and soap"}}, Claims: []string{"c3"}, Origins: 1, History: []pledgebook.Decision{}},
		Backing: []export.Backing{{Claim: pledgebook.Claim{ID: "c3", Stage: pledgebook.StageDelivery, ReportedVerb: "=handed over"}, Sentence: "+40 tents\nand soap, Chile said.", Source: typed}},
	}, {
		Entry: pledgebook.Entry{ID: "e3", Stage: pledgebook.StageUnclear, Money: &pledgebook.Money{Lo: number("-5"), Hi: number("-5")}, Claims: []string{"c4"}, History: []pledgebook.Decision{}},
	}}
}

func number(s string) decimal.Decimal { return decimal.MustParse(s) }
