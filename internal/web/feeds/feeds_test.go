package feeds

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"pledgebook"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/webtest"
)

func desk(t *testing.T, readers bool) *webtest.Site {
	t.Helper()
	book := webtest.Book(t, append(sample.Readings(), sample.HostileReading())...)
	for _, e := range sample.Ledger().Entries {
		if len(e.Providers) == 1 && e.Providers[0] == "CHL" {
			if _, err := book.Decide(t.Context(), pledgebook.Decision{Verb: pledgebook.Accept, On: []string{e.ID}, Who: "Ana", Why: "read", At: sample.Today.Time()}); err != nil {
				t.Fatal(err)
			}
		}
	}
	trackers := []pledgebook.Tracker{{ID: "haiti", Title: "Aid to Haiti", Receivers: []pledgebook.PartyID{"HTI"}}}
	return webtest.ServeWith(t, book, web.Options{Readers: readers, Trackers: trackers}, Page)
}

// Every form is read by another program, and says the same.
func TestForms(t *testing.T) {
	site := desk(t, false)
	var first *gofeed.Feed
	for _, form := range []string{"atom", "rss", "json"} {
		a := site.Get("/feed." + form)
		feed, err := gofeed.NewParser().ParseString(a.Body)
		if err != nil {
			t.Fatalf("%s: %v\n%s", form, err, a.Body)
		}
		if first == nil {
			first = feed
		}
		if len(feed.Items) != len(first.Items) || len(feed.Items) < 8 {
			t.Fatalf("%s has %d items, atom %d", form, len(feed.Items), len(first.Items))
		}
		for i, it := range feed.Items {
			same := first.Items[i]
			if it.Title != same.Title || it.GUID != same.GUID || it.Link != same.Link || !strings.HasPrefix(it.Link, site.URL+"/pledge/") {
				t.Errorf("%s item %d: %q %q %q, in atom %q %q %q", form, i, it.Title, it.GUID, it.Link, same.Title, same.GUID, same.Link)
			}
		}
	}
}

// A feed that is asked for in Ukrainian is in it, down to what is told of each piece
// of news, and leads to pages in it.
func TestFeedInUkrainian(t *testing.T) {
	site := desk(t, false)
	feed, err := gofeed.NewParser().ParseString(site.Get("/feed.rss?lang=uk&provider=PER").Body)
	if err != nil || len(feed.Items) == 0 {
		t.Fatal(err)
	}
	overdue := false
	for _, it := range feed.Items {
		if !strings.HasSuffix(it.Link, "?lang=uk") {
			t.Errorf("an item leads to %s", it.Link)
		}
		overdue = overdue || strings.HasPrefix(it.Title, "Прострочено: Перу → Гаїті") && strings.Contains(strings.ReplaceAll(it.Description, "\u00a0", " "), "строк був до 30 червня 2023 р.")
	}
	if !overdue {
		for _, it := range feed.Items {
			t.Errorf("no item tells that it is overdue: %q %q", it.Title, it.Description)
		}
	}
	disagreements := site.Get("/feed.atom?lang=uk&about=disagreement").Body
	if strings.Contains(disagreements, "stage: ") || strings.Contains(disagreements, "sum: ") {
		t.Errorf("disagreements are told in English: %s", disagreements)
	}
}

func TestWhatAFeedIsAbout(t *testing.T) {
	site := desk(t, false)
	titles := func(query string) []string {
		feed, err := gofeed.NewParser().ParseString(site.Get("/feed.atom" + query).Body)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, it := range feed.Items {
			all = append(all, it.Title)
		}
		return all
	}
	overdue := titles("?about=overdue")
	if len(overdue) != 1 || overdue[0] != "Overdue: Peru to Haiti: USD 5 million pledged" {
		t.Errorf("overdue: %q", overdue)
	}
	if differ := titles("?about=disagreement&provider=Chile"); len(differ) != 1 || !strings.HasPrefix(differ[0], "Reports disagree: Chile to Haiti") {
		t.Errorf("disagreements: %q", differ)
	}
	if haiti, all := titles("?tracker=haiti"), titles(""); len(haiti) >= len(all) || len(haiti) == 0 {
		t.Errorf("%d of the tracker, %d in all", len(haiti), len(all))
	}
	for _, query := range []string{"?about=everything", "?tracker=none", "?provider=Atlantis"} {
		if a := site.Get("/feed.atom" + query); a.Status != 422 {
			t.Errorf("%s answers %d", query, a.Status)
		}
	}
}

// The latest comes first, by when it happened or could first be seen.
func TestLatestFirst(t *testing.T) {
	feed, err := gofeed.NewParser().ParseString(desk(t, false).Get("/feed.rss").Body)
	if err != nil {
		t.Fatal(err)
	}
	last := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, it := range feed.Items {
		if it.PublishedParsed == nil {
			t.Fatalf("%s has no time", it.Title)
		}
		if it.PublishedParsed.After(last) {
			t.Errorf("%s of %s stands after what is older", it.Title, it.PublishedParsed)
		}
		last = *it.PublishedParsed
	}
}

func TestReadersHearOfReviewedEntriesAlone(t *testing.T) {
	site := desk(t, true)
	for _, form := range []string{"atom", "rss", "json"} {
		body := site.Get("/feed." + form).Body
		for _, hidden := range []string{"Madagascar", "Peru", "Norway", "alert"} {
			if strings.Contains(body, hidden) {
				t.Errorf("%s tells readers of %s:\n%s", form, hidden, body)
			}
		}
		if !strings.Contains(body, "Chile to Haiti") {
			t.Errorf("%s lacks what is reviewed:\n%s", form, body)
		}
	}
}

// Script in every field of a report comes out as text in every form.
func TestHostileFields(t *testing.T) {
	site := desk(t, false)
	for _, form := range []string{"atom", "rss"} {
		body := site.Get("/feed." + form).Body
		if strings.Contains(body, "<script") || strings.Contains(body, "<img") || !strings.Contains(body, "alert") {
			t.Errorf("%s:\n%s", form, body)
		}
		if err := xml.Unmarshal([]byte(body), new(struct{})); err != nil {
			t.Errorf("%s: %v", form, err)
		}
	}
	// A reader of RSS takes a description for HTML: it must be text there too.
	feed, err := gofeed.NewParser().ParseString(site.Get("/feed.rss").Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range feed.Items {
		if strings.Contains(it.Description, "<script") || strings.Contains(it.Description, "<img") {
			t.Errorf("the description of %q is HTML: %s", it.Title, it.Description)
		}
	}
	if !json.Valid([]byte(site.Get("/feed.json").Body)) {
		t.Error("the JSON feed is none")
	}
}
