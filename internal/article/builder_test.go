package article_test

import (
	"testing"

	"pledgebook"
	"pledgebook/internal/article"
)

// TestBuilder fills a report as a source with structure of its own does: what it
// is sure of stays, and paragraphs may turn out to be more.
func TestBuilder(t *testing.T) {
	b := article.NewBuilder(article.Input{Name: "https://example.org/a", URL: "https://example.org/a", Published: "2024-05-02"})
	b.Meta.Outlet = "Andes Daily"
	b.Add(pledgebook.PartHeadline, "Peru gets  ten pumps")
	b.Add("", "  ")
	b.Add(pledgebook.PartParagraph, "LIMA, May 2 (AFP) - Spain has given Peru ten pumps, and they are on the way to the north of the country.")
	b.AddTeaser(pledgebook.Teaser{Title: "Chile buys lorries", Views: 12, URL: "https://example.org/b"})
	b.Add(pledgebook.PartParagraph, "Bolivia asks for rice1.05.24, 08:00 • 90 views")
	b.Add(pledgebook.PartCaption, "A pump in Cafe\u0301 Lima")
	b.Add(pledgebook.PartParagraph, "The last three are for the hospital.")
	r, err := b.Report(article.HTML)
	if err != nil {
		t.Fatal(err)
	}
	check(t, r)
	want := []pledgebook.PartKind{"headline", "dateline", "paragraph", "teaser", "teaser", "caption", "paragraph"}
	if len(r.Parts) != len(want) {
		t.Fatalf("parts: %+v", r.Parts)
	}
	for i, p := range r.Parts {
		if p.Kind != want[i] {
			t.Errorf("part %d is a %s, want %s", i, p.Kind, want[i])
		}
	}
	if r.Place != "Lima" || r.Outlet != "Andes Daily" || r.Headline != "Peru gets  ten pumps" || r.Published != "2024-05-02" {
		t.Errorf("report: %+v", r)
	}
	if len(r.Teasers) != 2 || r.Teasers[0].URL != "https://example.org/b" || r.Teasers[1].Published != "2024-05-01T08:00" {
		t.Errorf("teasers: %+v", r.Teasers)
	}
	if r.ID != article.ID(r.URL, article.HTML, r.Text) || r.ID == article.ID("", article.HTML, r.Text) {
		t.Errorf("the id is not the hash of link and text")
	}
	if got := r.Parts[5].Span.In(r.Text); got != "A pump in Café Lima" {
		t.Errorf("caption %q is not in NFC", got)
	}
}
