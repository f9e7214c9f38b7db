package article_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/unicode/norm"

	"pledgebook"
	"pledgebook/internal/article"
)

// shared lists files of the development data, which lies beside the repository.
func shared(t *testing.T, pattern string) []string {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join("../../../shared", pattern))
	if len(names) == 0 {
		t.Skipf("no ../shared/%s beside the repository: the development data is not here", pattern)
	}
	return names
}

func cleanFile(t *testing.T, name string, published pledgebook.Stamp) pledgebook.Report {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := article.Clean(article.Input{Name: name, Bytes: raw, Published: published})
	if err != nil {
		t.Fatal(err)
	}
	if r.Language != "en" {
		t.Errorf("%s is told as %q", name, r.Language)
	}
	check(t, r)
	return r
}

func kinds(r pledgebook.Report) map[pledgebook.PartKind]int {
	n := map[pledgebook.PartKind]int{}
	for _, p := range r.Parts {
		n[p.Kind]++
	}
	return n
}

func TestFirstReport(t *testing.T) {
	r := cleanFile(t, shared(t, "seed/report.txt")[0], "2024-10-17")
	if r.Place != "Kyiv" || r.Outlet != "UNN" || r.Credit != "the Alliance's press service" {
		t.Errorf("place %q, outlet %q, credit %q", r.Place, r.Outlet, r.Credit)
	}
	if r.Parts[0].Span != (pledgebook.Span{Start: 0, End: 89}) {
		t.Errorf("headline at %v", r.Parts[0].Span)
	}
	if k := kinds(r); k[pledgebook.PartHeadline] != 1 || k[pledgebook.PartDateline] != 1 || k[pledgebook.PartParagraph] != 6 || k[pledgebook.PartTeaser] != 2 {
		t.Errorf("parts: %v", k)
	}
	if len(r.Teasers) != 2 || r.Teasers[0].Published != "2024-10-17T09:22" || r.Teasers[0].Views != 32659 ||
		r.Teasers[1].Published != "2024-10-10T15:56" || r.Teasers[1].Views != 13736 {
		t.Errorf("teasers: %+v", r.Teasers)
	}
}

// TestRecordsKeepTheirText: gold evidence is cut from the field text, so the
// report's text must be that field.
func TestRecordsKeepTheirText(t *testing.T) {
	for _, name := range shared(t, "corpora/gold/texts/*.json") {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var doc struct{ Text, Published string }
		if err := json.Unmarshal(raw, &doc); err != nil {
			t.Fatal(err)
		}
		r := cleanFile(t, name, "")
		if r.Text != norm.NFC.String(doc.Text) {
			t.Errorf("%s: the text is changed", name)
		}
		if r.Input != name || string(r.Published) != doc.Published || r.Headline == "" {
			t.Errorf("%s: input %q, published %q, headline %q", name, r.Input, r.Published, r.Headline)
		}
	}
}

func TestReleases(t *testing.T) {
	for _, name := range shared(t, "corpora/whitehouse/*.md") {
		r := cleanFile(t, name, "")
		if r.Headline == "" || r.Published == "" || r.URL == "" || r.Parts[0].Kind != pledgebook.PartHeadline {
			t.Errorf("%s: headline %q, published %q, link %q", name, r.Headline, r.Published, r.URL)
		}
	}
}
