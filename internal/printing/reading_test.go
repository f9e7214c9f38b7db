package printing

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/pipeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

const article = `Peru pledges 30 million euros for Haiti
Peru will give 30 million euros, or about $33 million, to Haiti for food by the end of 2023, Foreign Minister Ana Vega said on Thursday after a meeting of the Lima Group.
"Haiti cannot wait," Vega said.`

func sum(lo, hi, currency string, q pledgebook.Qualifier) pledgebook.Money {
	return pledgebook.Money{Lo: decimal.MustParse(lo), Hi: decimal.MustParse(hi), Currency: currency, Qualifier: q}
}

func at(words string) pledgebook.Span {
	i := strings.LastIndex(article, words)
	return pledgebook.Span{Start: i, End: i + len(words)}
}

func sample() pledgebook.Reading {
	money := sum("30000000", "30000000", "EUR", pledgebook.Exact)
	vega := pledgebook.Speaker{Name: "Ana Vega", Role: "Foreign Minister", Party: "PER"}
	return pledgebook.Reading{
		Report: pledgebook.Report{Text: article, Headline: "Peru pledges 30 million euros for Haiti", Outlet: "Example", Place: "Lima", Published: "2023-05-04", Input: "a.txt", Credit: "the ministry",
			Parts:   []pledgebook.Part{{Kind: pledgebook.PartHeadline, Span: pledgebook.Span{Start: 0, End: 39}}, {Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 40, End: len(article)}}},
			Teasers: []pledgebook.Teaser{{Title: "More\x1b[2J news", Published: "2023-05-04T09:22", Views: 32659}}},
		Claims: []pledgebook.Claim{{
			ID: "c1", Stage: pledgebook.StagePledge, ReportedVerb: "will give", Revision: pledgebook.Repeat, Extent: pledgebook.TotalExtent, Polarity: pledgebook.Planned,
			Providers: []pledgebook.PartyID{"PER"}, Receivers: []pledgebook.PartyID{"HTI"}, Channels: []pledgebook.PartyID{"wfp"}, Kind: pledgebook.Humanitarian, Modality: pledgebook.Grant,
			Money: &money, Deadline: pledgebook.DateOf(2023, 12, 31), Speaker: &vega, Suspect: []pledgebook.Suspicion{{Reason: "the bracket does not fit"}},
			FulfilledBy: []string{"c2"},
			Evidence:    []pledgebook.Evidence{{Field: "receivers", Text: "Haiti", Span: at("Haiti")}, {Field: "money", Text: "30 million euros", Span: at("30 million euros"), Basis: pledgebook.Stated, Rule: "currency-after", Lost: []string{"30 million alone"}}},
		}, {ID: "c2", Stage: pledgebook.StageDelivery, Items: []pledgebook.Item{{Count: "1200", What: "tents"}}, Kind: pledgebook.KindUnspecified}},
		Quotes: []pledgebook.Quote{{ID: "q1", Text: "Haiti cannot wait,", Form: pledgebook.Direct, Speaker: vega, Cue: "said", Span: at("Haiti cannot wait,")},
			{ID: "q2", Text: "Haiti must not wait", Form: pledgebook.Indirect, DiffersFrom: "q1"}},
		Meetings:   []pledgebook.Meeting{{Name: "Lima Group", Date: pledgebook.DateOf(2023, 5, 4), Participants: []string{"Peru", "Chile"}, Subjects: []string{"food"}}},
		Mechanisms: []pledgebook.Mechanism{{Name: "a food fund", Place: "Lima", Status: pledgebook.MechanismBeingSetUp, Purpose: "buy food"}},
		Positions:  []pledgebook.Position{{Holder: "Chile", Stance: "oppose", Subject: "more loans"}},
		Needs:      []pledgebook.Need{{Receivers: []pledgebook.PartyID{"HTI"}, What: "food"}},
	}
}

func TestReadingLooks(t *testing.T) {
	r := sample()
	golden(t, "reading.txt", func(s *Screen) { Reading(s, r) })
	golden(t, "explain.txt", func(s *Screen) { Explain(s, r) })
	golden(t, "silent.txt", func(s *Screen) { Reading(s, pledgebook.Reading{Report: r.Report}) })
}

func TestEntryLooks(t *testing.T) {
	money := sum("30000000", "30000000", "EUR", pledgebook.Exact)
	half := sum("15000000", "15000000", "EUR", pledgebook.Exact)
	share := func(s string) (sh pledgebook.Share) {
		if err := sh.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		return sh
	}
	e := pledgebook.Entry{ID: "0123456789abcdef", Stage: pledgebook.StagePledge, Providers: []pledgebook.PartyID{"PER"}, Receivers: []pledgebook.PartyID{"HTI"}, Money: &money,
		Deadline: pledgebook.DateOf(2024, 6, 30), FirstDeadline: pledgebook.DateOf(2023, 12, 31), Status: pledgebook.OnTrack, Origins: 2,
		Variants:   map[string][]pledgebook.Variant{"currency": {{Value: "EUR", Origins: 1, First: "2023-05-04", Latest: "2023-05-04"}, {Value: "USD", Origins: 1, LikelySlip: "currency relabelled"}}},
		Fulfilment: &pledgebook.Fulfilment{Reported: &pledgebook.Progress{Money: half, Share: share("0.5"), Stage: pledgebook.StageUnclear, AsOf: pledgebook.DateOf(2023, 6, 30)}, Elapsed: share("0.49726"), Basis: "from 1 January of the deadline's year"}}
	golden(t, "entry.txt", func(s *Screen) {
		Ledger(s, []pledgebook.Entry{e})
		s.Printf("\n")
		Entry(s, e, []pipeline.Backed{{Claim: sample().Claims[0], Sentence: "Peru will give 30 million euros.", Figure: pledgebook.Span{Start: 15, End: 31}, Citation: pledgebook.Citation{Outlet: "Example", Published: "2023-05-04", URL: "https://example.org/a"}}, {}})
	})
	golden(t, "empty.txt", func(s *Screen) { Ledger(s, nil) })
}

// golden compares what is printed, on 90 columns without colour, with a file.
func golden(t *testing.T, name string, print func(*Screen)) {
	t.Helper()
	var got strings.Builder
	print(&Screen{Writer: &got, Width: 90})
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
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
	if strings.Contains(got.String(), "\x1b") {
		t.Errorf("%s holds an escape code", path)
	}
}
