package inbox_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/inbox"
	"pledgebook/internal/web/pledge"
	"pledgebook/internal/web/webtest"
)

func peru() string { return matching.EntryID(sample.Readings()[0].Claims[0].ID) }

// desk is an inbox in which Ana reviews the sample.
func desk(t *testing.T) (*webtest.Site, pledgebook.Book) {
	book := webtest.Book(t, sample.Readings()...)
	site := webtest.Serve(t, book, false, inbox.Page, pledge.Page)
	if a := site.Post("/inbox/reviewer", "name", "Ana Обух"); a.Status != http.StatusOK || a.Path != "/inbox" {
		t.Fatalf("saying who reviews answers %d at %s", a.Status, a.Path)
	}
	return site, book
}

func decisions(t *testing.T, book pledgebook.Book) (all []pledgebook.Decision) {
	t.Helper()
	for d, err := range book.Decisions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

var undoes = regexp.MustCompile(`name="decision" value="([0-9a-f]+)"`)

func TestAcceptAndUndo(t *testing.T) {
	site, book := desk(t)
	webtest.Wants(t, site.Page("/inbox"), "5 entries waiting", "Peru promised 5 million dollars to Haiti by 30 June 2023")
	a := site.Post("/inbox/decide", "verb", "accept", "entry", peru(), "seen", "", "why", "The sentence says it.")
	if a.Status != http.StatusOK {
		t.Fatalf("accepting answers %d: %s", a.Status, webtest.Text(a.Body))
	}
	webtest.Sound(t, a.Body)
	webtest.Wants(t, a.Body, "accepted Peru to Haiti: USD 5 million pledged", "4 entries waiting", "1 accepted")
	d := decisions(t, book)[0]
	if d.Who != "Ana Обух" || d.Why != "The sentence says it." || d.At.IsZero() || d.On[0] != peru() {
		t.Errorf("kept %+v", d)
	}
	webtest.Wants(t, site.Page("/pledge/"+peru()), "Ana Обух accepted it", "The sentence says it.")
	webtest.Lacks(t, site.Page("/pledge/"+peru()), "not reviewed")

	a = site.Post("/inbox/undo", "decision", undoes.FindStringSubmatch(a.Body)[1])
	webtest.Wants(t, a.Body, "5 entries waiting", "taken back")
	webtest.Wants(t, site.Page("/pledge/"+peru()), "not reviewed", "took a decision back")
	if again := site.Post("/inbox/undo", "decision", d.ID); again.Status != http.StatusConflict {
		t.Errorf("undoing twice answers %d", again.Status)
	}
}

func TestRejectAndStage(t *testing.T) {
	site, _ := desk(t)
	site.Post("/inbox/decide", "verb", "edit", "entry", peru(), "seen", "", "stage", "commitment", "why", "A treaty was signed.")
	webtest.Wants(t, site.Page("/pledge/"+peru()), "USD 5 million committed", "changed it (stage to commitment)")
	one := site.Page("/inbox?entry=" + peru())
	seen := regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`).FindStringSubmatch(one)[1]
	a := site.Post("/inbox/decide", "verb", "reject", "entry", peru(), "seen", seen, "why", "No aid.")
	webtest.Wants(t, a.Body, "rejected Peru to Haiti", "1 rejected")
	if gone := site.Get("/pledge/" + peru()); gone.Status != http.StatusNotFound || !strings.Contains(gone.Body, "No aid.") {
		t.Errorf("a rejected entry answers %d: %s", gone.Status, webtest.Text(gone.Body))
	}
}

func TestMerge(t *testing.T) {
	site, book := desk(t)
	norway := matching.EntryID(sample.Readings()[5].Claims[0].ID)
	a := site.Post("/inbox/decide", "verb", "merge", "entry", peru(), "other", norway, "seen", "", "why", "One and the same.")
	webtest.Wants(t, a.Body, "merged Peru to Haiti", "4 entries waiting")
	if d := decisions(t, book); len(d) != 1 || len(d[0].On) != 2 || d[0].On[1] != norway {
		t.Errorf("kept %+v", d)
	}
	webtest.Wants(t, site.Page("/pledge/"+peru()), "2 reports", "merged by a reviewer: One and the same.", "Norway will give 90 million kroner")
}

func TestTheSecondReviewerSeesWhatChanged(t *testing.T) {
	site, book := desk(t)
	accept := func() webtest.Answer {
		return site.Post("/inbox/decide", "verb", "accept", "entry", peru(), "seen", "", "why", "Read.")
	}
	accept()
	second := accept()
	if second.Status != http.StatusConflict || !strings.Contains(second.Body, "Ana") {
		t.Errorf("the second reviewer gets %d: %s", second.Status, webtest.Text(second.Body))
	}
	if n := len(decisions(t, book)); n != 1 {
		t.Errorf("%d decisions were kept, want one", n)
	}
}

func TestBadForms(t *testing.T) {
	site, book := desk(t)
	for name, c := range map[string]struct {
		form []string
		want int
	}{
		"no reason":     {[]string{"verb", "accept", "entry", peru(), "why", " "}, http.StatusUnprocessableEntity},
		"unknown verb":  {[]string{"verb", "redact", "entry", peru(), "why", "x"}, http.StatusUnprocessableEntity},
		"unknown stage": {[]string{"verb", "edit", "entry", peru(), "why", "x", "stage", "<b>"}, http.StatusUnprocessableEntity},
		"no stage":      {[]string{"verb", "edit", "entry", peru(), "why", "x"}, http.StatusUnprocessableEntity},
		"merge of one":  {[]string{"verb", "merge", "entry", peru(), "why", "x"}, http.StatusUnprocessableEntity},
		"unknown entry": {[]string{"verb", "accept", "entry", "nothing", "why", "x"}, http.StatusConflict},
		"long reason":   {[]string{"verb", "accept", "entry", peru(), "why", strings.Repeat("a", 501)}, http.StatusUnprocessableEntity},
		"huge form":     {[]string{"verb", "accept", "entry", peru(), "why", strings.Repeat("a", 1<<20)}, http.StatusRequestEntityTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			a := site.Post("/inbox/decide", c.form...)
			if a.Status != c.want {
				t.Errorf("answers %d, want %d: %s", a.Status, c.want, webtest.Text(a.Body))
			}
			webtest.Sound(t, a.Body)
		})
	}
	for _, bad := range []string{"", "a\x00b", "line\nbreak", strings.Repeat("x", 81)} {
		if a := site.Post("/inbox/reviewer", "name", bad); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("the name %q answers %d", bad, a.Status)
		}
	}
	if n := len(decisions(t, book)); n != 0 {
		t.Errorf("%d decisions were kept", n)
	}
}

func TestOnlyNamedReviewersDecide(t *testing.T) {
	book := webtest.Book(t, sample.Readings()...)
	site := webtest.ServeWith(t, book, web.Options{Reviewers: []string{"Ana", "Ben"}}, inbox.Page)
	if a := site.Post("/inbox/reviewer", "name", "Eve"); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("Eve gets %d", a.Status)
	}
	site.Post("/inbox/reviewer", "name", "Ben")
	site.Page("/inbox")
	a := site.Post("/inbox/decide", "verb", "accept", "entry", peru(), "seen", "", "why", "Read.")
	if d := decisions(t, book); a.Status != http.StatusOK || len(d) != 1 || d[0].Who != "Ben" {
		t.Errorf("Ben gets %d and decided %+v", a.Status, d)
	}
}

func TestNoNameNoDecision(t *testing.T) {
	book := webtest.Book(t, sample.Readings()...)
	site := webtest.Serve(t, book, false, inbox.Page)
	webtest.Lacks(t, site.Page("/inbox"), "Accept Reject")
	if a := site.Post("/inbox/decide", "verb", "accept", "entry", peru(), "why", "x"); a.Status != http.StatusUnprocessableEntity || len(decisions(t, book)) != 0 {
		t.Errorf("deciding without a name answers %d", a.Status)
	}
}

func TestForeignFormsAreRefused(t *testing.T) {
	site, book := desk(t)
	for header, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site.URL+"/inbox/decide", strings.NewReader("verb=accept&why=x&entry="+peru()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set(header, value)
		if a := site.Do(r); a.Status != http.StatusForbidden {
			t.Errorf("%s: %s answers %d", header, value, a.Status)
		}
	}
	if n := len(decisions(t, book)); n != 0 {
		t.Errorf("%d decisions were kept", n)
	}
}

func TestReadersHaveNoInbox(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), true, inbox.Page)
	if a := site.Get("/inbox"); a.Status != http.StatusNotFound {
		t.Errorf("the inbox answers readers %d", a.Status)
	}
	for _, path := range []string{"/inbox/decide", "/inbox/undo", "/inbox/reviewer"} {
		if a := site.Post(path, "name", "Ana", "verb", "accept", "entry", peru(), "why", "x"); a.Status != http.StatusNotFound {
			t.Errorf("%s answers readers %d", path, a.Status)
		}
	}
}

func TestHostileReportStaysText(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.HostileReading()), false, inbox.Page)
	site.Post("/inbox/reviewer", "name", `"><script>alert(5)</script>`)
	webtest.Wants(t, site.Page("/inbox"), sample.Hostile)
	webtest.Sound(t, site.Get("/inbox?entry="+`"><script>`).Body)
}
