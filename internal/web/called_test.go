package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web/entries"
	"pledgebook/internal/web/party"
	"pledgebook/internal/web/pledge"
	"pledgebook/internal/web/webtest"
)

// quay is a desk on which one outlet names a fund that no table has, and another
// calls one by other words than its name.
func quay(t *testing.T) *webtest.Site {
	all := sample.Readings()
	words := "Quay Fund of the North" // 22 letters, as long as what it takes the place of
	old := "Chile pledged 40 milli"
	r := &all[1]
	r.Report.Text = strings.Replace(r.Report.Text, old, words, 1)
	sum := sha256.Sum256([]byte(r.Report.Text))
	r.Report.TextSHA256 = hex.EncodeToString(sum[:])
	at := strings.Index(r.Report.Text, words)
	c := &r.Claims[0]
	c.Providers, c.Channels = []pledgebook.PartyID{"quay-fund-of-the-north"}, []pledgebook.PartyID{"pier-bank-for-coasts"}
	c.Evidence = []pledgebook.Evidence{
		{Field: "money", Text: words[:3], Span: pledgebook.Span{Start: at, End: at + 3}, Basis: pledgebook.Stated, Rule: "sample"},
		{Field: "providers", Text: words, Span: pledgebook.Span{Start: at, End: at + len(words)}, Basis: pledgebook.Stated, Rule: "sample"},
		{Field: "channels", Text: words[:4], Span: pledgebook.Span{Start: at, End: at + 4}, Basis: pledgebook.Context, Rule: "sample"},
	}
	return webtest.Serve(t, webtest.Book(t, all...), false, entries.Page, party.Page, pledge.Page)
}

// A party that no table has goes by the name that the report gives it, and is found
// by it; one that is told of in other words by its id as a name.
func TestPartiesGoByTheNamesThatReportsGiveThem(t *testing.T) {
	site := quay(t)
	for path, wants := range map[string][]string{
		"/entries": {"Quay Fund of the North", "Pier Bank for Coasts"},
		"/entries?provider=quay-fund-of-the-north": {"1 of ", `value="Quay Fund of the North"`},
		"/entries?provider=Quay+fund+of+the+north": {"1 of ", `value="Quay Fund of the North"`},
		"/entries?provider=NOR,nato":               {`value="Norway, nato"`},
		"/donors":                                  {"Quay Fund of the North"},
		"/donor/quay-fund-of-the-north":            {"<h1>Quay Fund of the North</h1>"},
		"/donors/map.csv":                          {"quay-fund-of-the-north,Quay Fund of the North"},
	} {
		a := site.Get(path)
		for _, w := range wants {
			if !strings.Contains(a.Body, w) {
				t.Errorf("%s lacks %q:\n%s", path, w, a.Body)
			}
		}
		if strings.Contains(a.Body, ">quay-fund") || strings.Contains(a.Body, "via pier-bank") {
			t.Errorf("%s shows an id", path)
		}
	}
	if a := site.Get("/entries?provider=Quai+Fund"); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a name that nobody has answers %d", a.Status)
	}
}

// A page offers the languages that it is not in.
func TestThePageOffersOtherLanguages(t *testing.T) {
	body := quay(t).Get("/entries").Body
	if !strings.Contains(body, `value="uk"`) || strings.Contains(body, `name="lang" value="en"`) {
		t.Error("the page offers the language that it is in, or no other")
	}
}
