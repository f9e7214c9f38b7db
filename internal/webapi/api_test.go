package webapi

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"pledgebook"
	"pledgebook/internal/rates"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/webtest"
	"pledgebook/lexicon"
)

// desk serves the API over the sample's book, in which the promise to Haiti and
// the payment are reviewed, and nothing else.
func desk(t testing.TB, readers bool) (*webtest.Site, pledgebook.Book) {
	t.Helper()
	book := webtest.Book(t, append(sample.Readings(), sample.HostileReading())...)
	for i, e := range sample.Ledger().Entries {
		if len(e.Providers) == 1 && e.Providers[0] == "CHL" {
			if _, err := book.Decide(t.Context(), pledgebook.Decision{Verb: pledgebook.Accept, On: []string{e.ID}, Who: "Ana", Why: "read", At: sample.Today.Time().Add(-1<<40).AddDate(0, 0, i)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	averages, err := rates.YearlyAverages(lex)
	if err != nil {
		t.Fatal(err)
	}
	table := &rates.Table{}
	table.Add(averages...)
	return webtest.ServeWith(t, book, web.Options{Readers: readers, Rates: table, Trackers: []pledgebook.Tracker{{ID: "haiti", Title: "Haiti", Receivers: []pledgebook.PartyID{"HTI"}}}}, Page), book
}

// asked are addresses of every operation, with what they are asked.
func asked(t testing.TB, site *webtest.Site) []string {
	t.Helper()
	entry := first(t, site, "/api/entries?provider=Chile&stage=pledge", "id")
	claim := first(t, site, "/api/claims", "id")
	report := first(t, site, "/api/reports", "id")
	all := []string{
		"/api/book", "/api/entries", "/api/entries?receiver=Haiti&limit=1", "/api/entries?newest=true&status=overdue&status=open", "/api/entries?tracker=haiti",
		"/api/entries/" + entry, "/api/entries/" + entry + "/claims", "/api/entries/" + entry + "/annotations", "/api/entries/" + entry + "/citation",
		"/api/claims", "/api/claims?provider=CHL&stage=pledge&limit=2", "/api/claims/" + claim, "/api/claims/" + claim + "/annotations",
		"/api/reports", "/api/reports?newest=true&from=2024-01-01", "/api/reports/" + report, "/api/reports/" + report + "/annotations",
		"/api/quotes", "/api/quotes?speaker=vega", "/api/needs", "/api/meetings", "/api/mechanisms", "/api/positions",
		"/api/bounds", "/api/bounds?receiver=HTI&stage=pledge&stage=disbursement&currency=usd", "/api/coverage", "/api/compare", "/api/compare?receiver=HTI&provider=CHL&provider=PER&stage=pledge&shares=own&currency=eur", "/api/check", "/api/check?only=overdue",
		"/api/parties", "/api/parties?role=provider", "/api/parties/Chile", "/api/map", "/api/map?role=provider&limit=1", "/api/search?q=haiti", "/api/search?q=haiti&stage=pledge&limit=1", "/api/trackers", "/api/trackers/haiti",
		"/api/entries/" + entry + "/history", "/api/entries/" + entry + "/variants", "/api/reports/" + report + "/copies",
		"/api/sayings", "/api/sayings?speaker=VEGA&limit=1", "/api/gatherings", "/api/arrangements",
		"/api/overview", "/api/overview?tracker=haiti&most=1", "/api/news", "/api/news?about=overdue&receiver=HTI", "/api/calendar", "/api/calendar?from=2024-01-01&to=2025-12-31&provider=CHL",
		"/api/board", "/api/board?receiver=HTI", "/api/charts", "/api/charts?by=year&receiver=HTI", "/api/charts?by=provider&tracker=haiti&currency=usd", "/api/charts?by=receiver&stage=disbursement",
		"/api/decisions", "/api/rates?from=EUR&to=USD&on=2020-06-01&averages=true&amount=40000000",
	}
	for things, together := range map[string]string{"quotes": "sayings", "meetings": "gatherings", "mechanisms": "arrangements", "needs": "", "positions": ""} {
		id, ok := firstIf(t, site, "/api/"+things, "id")
		if !ok { // readers are shown none of the sample's
			continue
		}
		if all = append(all, "/api/"+things+"/"+id); together != "" {
			all = append(all, "/api/"+together+"/"+id)
		}
	}
	return all
}

func first(t testing.TB, site *webtest.Site, path, field string) string {
	t.Helper()
	value, ok := firstIf(t, site, path, field)
	if !ok {
		t.Fatalf("%s has nothing", path)
	}
	return value
}

// firstIf is a field of the first thing of a list, where it has any.
func firstIf(t testing.TB, site *webtest.Site, path, field string) (string, bool) {
	t.Helper()
	var list struct{ Items []map[string]any }
	decode(t, site.Get(path), &list)
	if len(list.Items) == 0 {
		return "", false
	}
	return list.Items[0][field].(string), true
}

func decode(t testing.TB, a webtest.Answer, into any) {
	t.Helper()
	if a.Status != http.StatusOK {
		t.Fatalf("%s answers %d: %s", a.Path, a.Status, a.Body)
	}
	if err := json.Unmarshal([]byte(a.Body), into); err != nil {
		t.Fatalf("%s: %v\n%s", a.Path, err, a.Body)
	}
}

// Every operation answers by its own schema, on a desk and for readers, with
// script in every field that a report carries.
func TestAnswersFollowTheDocument(t *testing.T) {
	asks := map[string]bool{}
	for _, readers := range []bool{false, true} {
		site, _ := desk(t, readers)
		paths := asked(t, site)
		if !readers {
			paths = append(paths, "/api/inbox", "/api/inbox?limit=1&after=1", "/api/alike")
		}
		for _, path := range paths {
			a := site.Get(path)
			if a.Status != http.StatusOK {
				t.Errorf("%s answers %d: %s", path, a.Status, a.Body)
				continue
			}
			at := documented(t, path)
			asks[shared().document.Paths[at].Get.OperationID] = true
			follows(t, path, at, "200", a)
		}
	}
	for _, item := range shared().document.Paths {
		if op := item.Get; op != nil && !asks[op.OperationID] {
			t.Errorf("no test asks %s", op.OperationID)
		}
	}
}

// documented is the path that the document has for an address.
func documented(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	_, pattern := shared().mux.Handler(r)
	path := strings.TrimPrefix(pattern, "GET ")
	item := shared().document.Paths[path]
	if item == nil || item.Get == nil {
		t.Fatalf("the document has nothing for %s (%s)", u.Path, path)
	}
	return path
}

// compiled are the schemas of the document that answers are held to, by operation.
var compiled = sync.OnceValues(func() (*jsonschema.Compiler, error) {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(shared().json))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	return c, c.AddResource("https://example.org/openapi.json", value)
})

// follows holds an answer to the schema that the document, as it is served, has
// for it.
func follows(t testing.TB, asked, path, status string, a webtest.Answer) {
	t.Helper()
	c, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	media := a.Header.Get("Content-Type")
	pointer := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", "$", "%24")
	at := "https://example.org/openapi.json#/paths/" + pointer.Replace(path) + "/get/responses/" + status + "/content/" + pointer.Replace(media) + "/schema"
	schema, err := c.Compile(at)
	if err != nil {
		t.Errorf("%s: %v", asked, err)
		return
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(a.Body))
	if err == nil {
		err = schema.Validate(value)
	}
	if err != nil {
		t.Errorf("%s: %v\n%.2000s", asked, err, a.Body)
	}
}

// People read about every operation and every schema, on a page that is as
// sound as any.
func TestManual(t *testing.T) {
	site, _ := desk(t, true)
	page := site.Page("/api/docs")
	for path := range shared().document.Paths {
		webtest.Wants(t, page, path)
	}
	for name := range shared().document.Components.Schemas.Map() {
		webtest.Wants(t, page, name)
	}
}

// docs/api.md names every address and every filter of ours.
func TestEveryOperationIsDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for path, item := range shared().document.Paths {
		if !strings.Contains(text, "`"+path+"`") {
			t.Errorf("docs/api.md does not name %s", path)
		}
		if item.Get == nil {
			continue
		}
		for _, p := range item.Get.Parameters {
			if p.In == "query" && !strings.Contains(text, "`"+p.Name+"`") {
				t.Errorf("docs/api.md does not name the parameter %s of %s", p.Name, path)
			}
		}
	}
}

// The document says of every property of every schema what it is.
func TestEveryPropertyIsDescribed(t *testing.T) {
	for name, s := range shared().document.Components.Schemas.Map() {
		for property, p := range s.Properties {
			if p.Description == "" && name != "ErrorDetail" && name != "ErrorModel" {
				t.Errorf("%s.%s is not described", name, property)
			}
		}
	}
}

// The document is one that a checker of OpenAPI takes for valid.
func TestDocumentIsValid(t *testing.T) {
	program := os.Getenv("REDOCLY")
	if program == "" {
		t.Skip("REDOCLY does not name redocly: npm install @redocly/cli, and set REDOCLY to node_modules/.bin/redocly")
	}
	path := filepath.Join(t.TempDir(), "openapi.json")
	if err := os.WriteFile(path, shared().json, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), program, "lint", path, "--extends=recommended", "--lint-config=off").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
