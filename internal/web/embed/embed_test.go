package embed

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"pledgebook"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/webtest"
)

func desk(t *testing.T, readers bool) (site *webtest.Site, shown, hidden, hostile string) {
	t.Helper()
	book := webtest.Book(t, append(sample.Readings(), sample.HostileReading())...)
	for _, e := range sample.Ledger().Entries {
		if len(e.Providers) == 1 && e.Providers[0] == "CHL" && e.Stage == pledgebook.StagePledge {
			shown = e.ID
			if _, err := book.Decide(t.Context(), pledgebook.Decision{Verb: pledgebook.Accept, On: []string{e.ID}, Who: "Ana", Why: "read", At: sample.Today.Time()}); err != nil {
				t.Fatal(err)
			}
		} else if len(e.Providers) == 1 && e.Providers[0] == "PER" {
			hidden = e.ID
		}
	}
	return webtest.Serve(t, book, readers, Page), shown, hidden, sample.HostileReading().Claims[0].ID
}

func TestCard(t *testing.T) {
	site, shown, hidden, _ := desk(t, true)
	a := site.Get("/embed/entry/" + shown)
	webtest.Wants(t, a.Body, "40", "Chile → Haiti", "open", "as of 18 Oct 2024")
	if csp := a.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors *") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "script-src") {
		t.Errorf("policy %q", csp)
	}
	if len(a.Body) > 5000 {
		t.Errorf("the card has %d bytes", len(a.Body))
	}
	unknown := site.Get("/embed/entry/none")
	if b := site.Get("/embed/entry/" + hidden); b.Status != 404 || b.Body != unknown.Body {
		t.Errorf("what is hidden can be told from what is not there: %d\n%s", b.Status, b.Body)
	}
	if p := site.Get("/nothing").Header.Get("Content-Security-Policy"); !strings.Contains(p, "frame-ancestors 'none'") {
		t.Errorf("another page may be framed: %q", p)
	}
}

// A card is in the language that its address asks for, leads to the page in it, and
// leaves the choice of whoever reads it as it is.
func TestCardInALanguage(t *testing.T) {
	site, shown, _, _ := desk(t, true)
	a := site.Get("/embed/entry/" + shown + "?lang=uk")
	webtest.Wants(t, a.Body, "40 млн євро", "Чилі → Гаїті", "станом на 18 жовтня 2024 р.")
	if !strings.Contains(a.Body, `<html lang="uk">`) || !strings.Contains(a.Body, "/pledge/"+shown+"?lang=uk") {
		t.Errorf("the card is %s", a.Body)
	}
	if kept := a.Header.Get("Set-Cookie"); kept != "" {
		t.Errorf("the card sets %q", kept)
	}
	if again := site.Get("/embed/entry/" + shown); !strings.Contains(again.Body, `<html lang="en">`) {
		t.Error("the card's language lasts")
	}
}

// Script in every field stays text, and nothing on a card loads or runs.
func TestHostileCard(t *testing.T) {
	site, _, _, hostile := desk(t, false)
	a := site.Get("/embed/entry/" + hostile)
	root, err := html.Parse(strings.NewReader(a.Body))
	if err != nil || a.Status != 200 {
		t.Fatal(a.Status, err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "img" || n.Data == "iframe" || n.Data == "link" || n.Data == "form") {
			t.Errorf("the card has a <%s>", n.Data)
		}
		for _, attr := range n.Attr {
			if strings.HasPrefix(attr.Key, "on") || attr.Key == "style" || attr.Key == "href" && !strings.HasPrefix(attr.Val, site.URL+"/pledge/") {
				t.Errorf("<%s %s=%q>", n.Data, attr.Key, attr.Val)
			}
		}
	}
}

func TestOEmbed(t *testing.T) {
	site, shown, hidden, _ := desk(t, true)
	ask := func(format, address string, more string) webtest.Answer {
		return site.Get("/oembed?format=" + format + "&url=" + url.QueryEscape(address) + more)
	}
	page := site.URL + web.EntryPath(shown)
	a := ask("json", page, "&maxwidth=300")
	var o oembed
	if err := json.Unmarshal([]byte(a.Body), &o); err != nil || o.Type != "rich" || o.Version != "1.0" || o.Width != 300 || !strings.Contains(o.HTML, `src="`+site.URL+"/embed/entry/"+shown+`?lang=en"`) {
		t.Errorf("%d %s %v", a.Status, a.Body, err)
	}
	if x := ask("xml", page, ""); !strings.Contains(x.Body, "<type>rich</type>") || strings.Contains(x.Body, "<iframe") {
		t.Errorf("%s", x.Body)
	}
	for address, want := range map[string]int{site.URL + web.EntryPath(hidden): 404, site.URL + web.EntryPath("none"): 404, "https://evil.example/pledge/" + shown: 404,
		site.URL + ".evil.example/pledge/" + shown: 404, site.URL + "@evil.example/pledge/" + shown: 404, page + "/../../inbox": 404, "": 404, "javascript:alert(1)": 404} {
		if a := ask("json", address, ""); a.Status != want {
			t.Errorf("%q answers %d, want %d", address, a.Status, want)
		}
	}
	uk := ask("json", page+"?lang=uk", "")
	if err := json.Unmarshal([]byte(uk.Body), &o); err != nil || !strings.Contains(o.HTML, shown+`?lang=uk"`) || !strings.Contains(o.Title, "Гаїті") {
		t.Errorf("asked for in Ukrainian: %d %s %v", uk.Status, uk.Body, err)
	}
	if a := ask("yaml", page, ""); a.Status != 501 {
		t.Errorf("an unknown format answers %d", a.Status)
	}
}
