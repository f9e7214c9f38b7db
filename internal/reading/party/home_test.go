package party_test

import (
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// TestWhoseReport reads "we" and "I" outside quotations by the outlet, the site
// and the headline's own words; without them they stay nobody's.
func TestWhoseReport(t *testing.T) {
	v, r := reader(t)
	for _, c := range []struct {
		report pledgebook.Report
		want   pledgebook.PartyID
	}{
		{pledgebook.Report{Outlet: "Ministry of Foreign Affairs of Iceland"}, "ISL"},
		{pledgebook.Report{Outlet: "Asian Development Bank"}, "adb"},
		{pledgebook.Report{Outlet: "Government of Finland"}, "FIN"},
		{pledgebook.Report{Outlet: "Embassy of Japan in Ghana"}, "JPN"},
		{pledgebook.Report{Outlet: "The White House"}, "USA"},
		{pledgebook.Report{Outlet: "Office of the President of Moldova"}, "MDA"},
		{pledgebook.Report{Outlet: "Radio Sweden"}, ""},
		{pledgebook.Report{Outlet: "Latvian Public Broadcasting"}, ""},
		{pledgebook.Report{URL: "https://www.regeringen.se/pressmeddelanden/1"}, "SWE"},
		{pledgebook.Report{Headline: "Statement by Latvian Foreign Minister Ilze Ozola on aid"}, "LVA"},
		{pledgebook.Report{Headline: "Latvian Foreign Minister Ilze Ozola on aid"}, ""},
		{pledgebook.Report{Outlet: "Reuters", URL: "https://news.example/gov.uk"}, ""},
	} {
		body := "We will give 20 million to Ghana, and our engineers will follow."
		content := body
		parts := []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(body)}}}
		if h := c.report.Headline; h != "" {
			content = h + "\n" + body
			parts = []pledgebook.Part{{Kind: pledgebook.PartHeadline, Span: pledgebook.Span{End: len(h)}},
				{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: len(h) + 1, End: len(content)}}}
		}
		var d text.Document
		d.Analyse(v, content, parts)
		for _, m := range r.Resolve(&d, c.report, nil, r.Find(&d, nil)) {
			if w := strings.ToLower(d.Slice(m.Range)); w == "we" || w == "our" {
				if m.Actor() != c.want {
					t.Errorf("%q of %+v is %q, want %q", w, c.report, m.Actor(), c.want)
				}
			}
		}
	}
}

// TestBareOfficeBelongsToTheDateline reads "Finance Minister X" and "the
// ministry" of a report written in a capital.
func TestBareOfficeBelongsToTheDateline(t *testing.T) {
	v, r := reader(t)
	content := "TALLINN\nFinance Minister Marek Tamm signed. The ministry will pay Latvia in May."
	var d text.Document
	d.Analyse(v, content, []pledgebook.Part{{Kind: pledgebook.PartDateline, Span: pledgebook.Span{End: 7}},
		{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 8, End: len(content)}}})
	got := map[string]pledgebook.PartyID{}
	for _, m := range r.Resolve(&d, pledgebook.Report{}, nil, r.Find(&d, nil)) {
		got[d.Slice(m.Range)] = m.Actor()
	}
	for words, want := range map[string]pledgebook.PartyID{"Finance Minister Marek Tamm": "EST", "The ministry": "EST", "Latvia": "LVA"} {
		if got[words] != want {
			t.Errorf("%q is %q, want %q; all: %v", words, got[words], want, got)
		}
	}
}

// TestTeasersAreTakenUpByNothing keeps the persons and parties of a teaser out
// of the body's "he" and "the country".
func TestTeasersAreTakenUpByNothing(t *testing.T) {
	v, r := reader(t)
	body, teaser, more := "The road is closed.", "Peruvian President Luz Vargas goes to Chile", "She said the country needs help, and Vargas left."
	content := body + "\n" + teaser + "\n" + more
	var d text.Document
	d.Analyse(v, content, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(body)}},
		{Kind: pledgebook.PartTeaser, Span: pledgebook.Span{Start: len(body) + 1, End: len(body) + 1 + len(teaser)}},
		{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: len(content) - len(more), End: len(content)}}})
	for _, m := range r.Resolve(&d, pledgebook.Report{}, nil, r.Find(&d, nil)) {
		if m.First >= d.TokenAt(len(content)-len(more)) && m.Actor() != "" {
			t.Errorf("%q of the body is %q by %s", d.Slice(m.Range), m.Actor(), m.Rule)
		}
	}
}

func TestHomeOf(t *testing.T) {
	_, r := reader(t)
	for url, want := range map[string]pledgebook.PartyID{
		"https://www.dfat.gov.au/news/1": "AUS", "https://www.paper.com.au/x": "AUS", "https://news.example.ca:8080/y?z=.au": "CAN",
		"https://www.example.com/au": "", "https://ca": "CAN", "not a link .au": "", "https://www.who.int/news": "who",
	} {
		if got := r.HomeOf(&pledgebook.Report{URL: url}); got != want {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
	if got := r.WrittenIn(&pledgebook.Report{Place: "Canberra"}); got != "AUS" {
		t.Errorf("Canberra: %q", got)
	}
}
