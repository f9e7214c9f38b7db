package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// addresses are what BenchmarkDesk asks for, by kind.
type addresses map[string][]string

func (a addresses) add(kind, format string, values ...any) {
	a[kind] = append(a[kind], fmt.Sprintf(format, values...))
}

// anywhere are addresses of which there are many, chosen anywhere in the book: of
// so many that nothing kept at hand helps.
func anywhere(v *web.View) addresses {
	rng := rand.New(rand.NewPCG(3, 5))
	some := addresses{}
	words := []string{"norway", "kenya", "pledge", "military", "overdue", "fjord", "aid", "million", "chad", "sweedn", "harbour", "disbursement", "eur"}
	word := func() string { return words[rng.IntN(len(words))] }
	reports := slices.Collect(v.Reports.All())
	for range 20_000 {
		e := v.Entries[rng.IntN(len(v.Entries))]
		report := reports[rng.IntN(len(reports))].ID
		some.add("/pledge/one", "%s", web.EntryPath(e.ID))
		some.add("/embed/one", "%s", web.EmbedPath(e.ID))
		some.add("/report/one", "%s", web.ReportPath(report))
		some.add("/inbox?entry", "/inbox?entry=%s", e.ID)
		some.add("/inbox?page", "/inbox?page=%d", 1+rng.IntN(len(v.Entries)/10))
		some.add("/entries?page", "/entries?page=%d", 1+rng.IntN(len(v.Entries)/50))
		some.add("/api/entries/one", "/api/entries/%s", e.ID)
		some.add("/api/entries/one/claims", "/api/entries/%s/claims", e.ID)
		some.add("/api/reports/one", "/api/reports/%s", report)
		some.add("/api/entries?after", "/api/entries?after=%s", e.ID)
		some.add("/search?q", "/search?q=%s+%s+%d", word(), word(), rng.IntN(100))
		some.add("/api/search?q", "/api/search?q=%s+%d", word(), rng.IntN(1000))
		some.add("/calendar?month", "/calendar?month=%d-%02d", 2014+rng.IntN(12), 1+rng.IntN(12))
	}
	return some
}

// ofParties are pages about one giver, one receiver or one of each, and their
// figures as files: of these there are few, but what they show is added up from
// the whole book.
func ofParties(v *web.View) addresses {
	rng := rand.New(rand.NewPCG(11, 13))
	some := addresses{}
	one := func(role reporting.Role) pledgebook.PartyID {
		all := v.Counted(role)
		return all[rng.IntN(len(all))].Party
	}
	stages := []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageAllocation, pledgebook.StageDisbursement}
	statuses := []pledgebook.Status{pledgebook.Open, pledgebook.Overdue, pledgebook.Fulfilled, pledgebook.PartlyFulfilled}
	for range 2000 {
		giver, taker, stage, status := one(reporting.Donor), one(reporting.Receiver), stages[rng.IntN(len(stages))], statuses[rng.IntN(len(statuses))]
		year := 2014 + rng.IntN(11)
		some.add("/donor/one", "%s?stage=%s", web.PartyPath(reporting.Donor, giver), stage)
		some.add("/receiver/one", "%s?stage=%s", web.PartyPath(reporting.Receiver, taker), stage)
		for _, format := range []string{"csv", "svg", "png"} {
			some.add("/donor/one/chart."+format, "%s/chart/years-%s.%s", web.PartyPath(reporting.Donor, giver), stage, format)
			some.add("/receiver/one/chart."+format, "%s/chart/stages.%s", web.PartyPath(reporting.Receiver, taker), format)
		}
		some.add("/entries?pair", "/entries?provider=%s&receiver=%s&status=%s&from=%d-01-01", giver, taker, status, year)
		some.add("/entries.csv?pair", "/entries.csv?provider=%s&receiver=%s&from=%d-01-01&to=%d-12-31", giver, taker, year, year)
		some.add("/api/entries?pair", "/api/entries?provider=%s&receiver=%s&stage=%s", giver, taker, stage)
		some.add("/compare?pair", "/compare?provider=%s,%s&receiver=%s", giver, one(reporting.Donor), taker)
	}
	return some
}

// ofSayings are the pages of what was said.
func ofSayings(b *testing.B, v *web.View, pages http.Handler) addresses {
	for end := time.Now().Add(10 * time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost/quotes", nil))
		if w.Code == http.StatusOK {
			break
		}
	}
	rng := rand.New(rand.NewPCG(17, 19))
	some := addresses{}
	var ids []string
	for q, err := range v.Quotes(context.Background(), pledgebook.Query{}) {
		if err != nil {
			b.Fatal(err)
		}
		ids = append(ids, q.Thing.ID)
	}
	for range 20_000 {
		some.add("/quotes?page", "/quotes?page=%d", 1+rng.IntN(1+len(ids)/80))
		some.add("/quotes?speaker", "/quotes?speaker=%s&page=%d", []string{"anna", "berg", "minister"}[rng.IntN(3)], 1+rng.IntN(1+len(ids)/80))
		some.add("/quote/one", "%s", web.QuotePath(ids[rng.IntN(len(ids))]))
	}
	return some
}

var link = regexp.MustCompile(` href="(/[^"#]*)`)

// linksFrom follows the links from a page and returns the addresses by their
// first part, with questions apart.
func linksFrom(b *testing.B, pages http.Handler, start string) addresses {
	const most, each = 400, 40
	only := regexp.MustCompile(os.Getenv("PLEDGEBOOK_BENCH_ONLY"))
	found := addresses{}
	seen := map[string]bool{}
	queue := append([]string{start}, asked...)
	for len(queue) > 0 && len(seen) < most {
		address := queue[0]
		queue = queue[1:]
		kind := kindOf(address)
		if seen[address] || len(found[kind]) >= each || !only.MatchString(address) || strings.HasPrefix(address, "/static") {
			continue
		}
		seen[address] = true
		began := time.Now()
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+address, nil))
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && !strings.HasPrefix(address, "/api/") {
			continue
		}
		if took := time.Since(began); took > 50*time.Millisecond {
			b.Logf("first time %s: %v", address, took.Round(time.Millisecond))
		}
		found[kind] = append(found[kind], address)
		for _, m := range link.FindAllStringSubmatch(w.Body.String(), -1) {
			queue = append(queue, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
	return found
}

// asked are questions that no page links to.
var asked = []string{"/search?q=norway+kenya", "/search?q=humanitarain", "/search?q=pledge", "/api/entries", "/api/entries?provider=NOR&receiver=KEN", "/api/entries?status=fulfilled&stage=pledge",
	"/entries?provider=SWE", "/entries?provider=SWE&receiver=KEN", "/entries?status=overdue", "/entries?kind=military&from=2020-01-01", "/inbox", "/compare", "/compare?kind=military", "/board", "/calendar", "/calendar?receiver=KEN", "/meetings", "/mechanisms", "/quotes",
	"/donors", "/receivers", "/trackers", "/api/claims", "/api/claims?provider=NOR", "/api/reports", "/api/quotes", "/api/needs", "/api/meetings", "/api/mechanisms", "/api/positions", "/api/book", "/api/parties", "/api/check", "/api/coverage", "/api/decisions"}

func kindOf(address string) string {
	path, _, question := strings.Cut(address, "?")
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if i > 1 && (parts[1] != "api" || len(p) == 32) {
			parts[i] = "one"
		}
	}
	kind := strings.Join(parts, "/")
	if path == "/" {
		kind = "/home"
	}
	if question {
		kind += "?"
	}
	return kind
}
