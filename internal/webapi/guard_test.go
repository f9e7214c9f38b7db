package webapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web/webtest"
)

// What nobody has reviewed is invisible to readers at every address: no sum, no
// sentence, no id of it comes out, whatever is asked.
func TestReadersSeeReviewedEntriesAlone(t *testing.T) {
	owner, _ := desk(t, false)
	var all List[pledgebook.Entry]
	decode(t, owner.Get("/api/entries?limit=500"), &all)
	hidden := []string{"5 million dollars", "90 million kroner", "300 million dollars", "7 million euros", "Madagascar", "Andean Post", "alert(1)"}
	var ids, addresses []string
	for _, e := range all.Items {
		if !e.Reviewed {
			hidden = append(hidden, e.ID)
			hidden = append(hidden, e.Claims...)
			ids = append(append(ids, e.ID), e.Claims...)
		}
	}
	for _, r := range append(sample.Readings(), sample.HostileReading()) {
		if len(r.Report.Headline) > 0 && !strings.Contains(r.Report.Text, "Chile") {
			addresses = append(addresses, "/api/reports/"+r.Report.ID, "/api/reports/"+r.Report.ID+"/annotations", "/api/reports/"+r.Report.ID+"/copies", "/api/claims?report="+r.Report.ID, "/api/quotes?report="+r.Report.ID)
		}
	}
	for _, id := range ids {
		addresses = append(addresses, "/api/entries/"+id, "/api/entries/"+id+"/claims", "/api/entries/"+id+"/history", "/api/entries/"+id+"/variants", "/api/entries/"+id+"/annotations", "/api/entries/"+id+"/citation",
			"/api/claims/"+id, "/api/claims/"+id+"/annotations", "/api/decisions?on="+id)
	}
	hostile := sample.HostileReading()
	for path, id := range map[string]string{"quotes": hostile.Quotes[0].ID, "sayings": hostile.Quotes[0].ID, "needs": hostile.Needs[0].ID, "meetings": hostile.Meetings[0].ID,
		"gatherings": hostile.Meetings[0].ID, "mechanisms": hostile.Mechanisms[0].ID, "arrangements": hostile.Mechanisms[0].ID, "positions": hostile.Positions[0].ID} {
		if a := owner.Get("/api/" + path + "/" + id); a.Status != http.StatusOK {
			t.Errorf("the owner asks for /api/%s/%s: %d", path, id, a.Status)
		}
		addresses = append(addresses, "/api/"+path+"/"+id)
	}
	if len(ids) < 6 || len(addresses) < 40 {
		t.Fatalf("%d hidden ids, %d addresses: the sample is not what this test needs", len(ids), len(addresses))
	}
	readers, _ := desk(t, true)
	unknown := readers.Get("/api/entries/" + strings.Repeat("0", 32))
	for _, path := range append(asked(t, readers), addresses...) {
		a := readers.Get(path)
		for _, h := range hidden {
			if strings.Contains(a.Body, h) && !strings.Contains(path, h) {
				t.Errorf("%s shows %q:\n%s", path, h, a.Body)
			}
		}
		if single(path) && slices.Contains(addresses, path) && a.Status != unknown.Status {
			t.Errorf("%s answers %d, and what does not exist %d: the two can be told apart", path, a.Status, unknown.Status)
		}
	}
}

// single reports whether an address is that of one thing.
func single(path string) bool { return strings.Count(path, "/") > 2 && !strings.Contains(path, "?") }

func TestPagesOfAListMakeTheList(t *testing.T) {
	site, _ := desk(t, false)
	for _, path := range []string{"/api/entries?", "/api/entries?newest=true&", "/api/claims?", "/api/claims?newest=true&", "/api/reports?", "/api/check?", "/api/parties?", "/api/news?", "/api/map?role=provider&", "/api/inbox?", "/api/search?q=million&"} {
		var whole struct{ Items []json.RawMessage }
		decode(t, site.Get(path+"limit=500"), &whole)
		var pieces []json.RawMessage
		for after := ""; ; {
			var page struct {
				Items []json.RawMessage
				Next  any
			}
			decode(t, site.Get(path+"limit=2"+after), &page)
			pieces = append(pieces, page.Items...)
			if page.Next == nil || len(pieces) > len(whole.Items) {
				break
			}
			after = "&after=" + url.QueryEscape(fmt.Sprint(page.Next))
		}
		if fmt.Sprint(pieces) != fmt.Sprint(whole.Items) || len(whole.Items) < 3 {
			t.Errorf("%s: %d items in pages, %d at once", path, len(pieces), len(whole.Items))
		}
	}
}

func TestUnchangedAnswersAreNotSentAgain(t *testing.T) {
	site, book := desk(t, false)
	for _, path := range asked(t, site) {
		etag := site.Get(path).Header.Get("ETag")
		if again := ask(t, site, http.MethodGet, path, "If-None-Match", etag); etag == "" || again.Status != http.StatusNotModified || again.Body != "" {
			t.Errorf("%s: ETag %q, then status %d with %d bytes", path, etag, again.Status, len(again.Body))
		}
	}
	path := "/api/entries"
	etag := site.Get(path).Header.Get("ETag")
	if other := site.Get("/api/entries?limit=3").Header.Get("ETag"); other == etag {
		t.Error("two questions have one ETag")
	}
	id := first(t, site, "/api/entries?provider=Norway", "id")
	if _, err := book.Decide(t.Context(), pledgebook.Decision{Verb: pledgebook.Accept, On: []string{id}, Who: "Bo", Why: "read", At: sample.Today.Time()}); err != nil {
		t.Fatal(err)
	}
	for ask(t, site, http.MethodGet, path, "If-None-Match", etag).Status != http.StatusOK {
		time.Sleep(time.Millisecond) // a decision made elsewhere is brought in beside the requests
	}
	if a := site.Get("/api/entries/none"); a.Header.Get("ETag") != "" {
		t.Error("an error has an ETag")
	}
}

func ask(t testing.TB, site *webtest.Site, method, path string, header ...string) webtest.Answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, site.URL+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return site.Do(r)
}

func TestWrongQuestions(t *testing.T) {
	site, _ := desk(t, false)
	long := strings.Repeat("x", 5000)
	for path, want := range map[string]struct {
		status int
		words  string
	}{
		"/api/entries?recever=HTI":                             {422, "unknown query parameter"},
		"/api/entries?stage=promised":                          {422, "stage"},
		"/api/entries?provider=Atlantis":                       {422, "no party is called"},
		"/api/entries?from=yesterday":                          {422, "date"},
		"/api/entries?from=2024-02-30":                         {422, "date"},
		"/api/entries?from=2025-01-01&to=2024-01-01":           {422, "is after"},
		"/api/entries?limit=100000":                            {422, "limit"},
		"/api/entries?limit=0":                                 {422, "limit"},
		"/api/entries?after=nonsense":                          {422, "begin with the first page"},
		"/api/claims?after=nonsense":                           {422, ""},
		"/api/entries?tracker=mars":                            {422, "tracker"},
		"/api/entries?tracker=" + long:                         {422, ""},
		"/api/entries/none":                                    {404, "no entry"},
		"/api/entries/" + long:                                 {422, ""},
		"/api/entries/..%2f..%2fetc%2fpasswd":                  {404, "no entry"},
		"/api/reports/..%2fconfig.toml":                        {404, "no report"},
		"/api/quotes/none":                                     {404, "no quote"},
		"/api/needs/%27%20OR%201=1":                            {404, "no need"},
		"/api/meetings/%00":                                    {404, "no meeting"},
		"/api/mechanisms/none":                                 {404, "no mechanism"},
		"/api/positions/none":                                  {404, "no position"},
		"/api/sayings/none":                                    {404, "no quote"},
		"/api/gatherings/none":                                 {404, "no meeting"},
		"/api/arrangements/none":                               {404, "no mechanism"},
		"/api/reports/none/copies":                             {404, "no report"},
		"/api/calendar?from=2024-01-01&to=2044-01-01":          {422, "five years"},
		"/api/charts?by=colour":                                {422, "by"},
		"/api/news?about=weather":                              {422, "about"},
		"/api/claims/%00":                                      {404, "no claim"},
		"/api/bounds?currency=EURO":                            {422, "currency"},
		"/api/rates?from=EUR&to=USD":                           {422, "on"},
		"/api/rates?from=EUR&to=USD&on=2020-01-01&amount=1e99": {422, "amount"},
		"/api/search":                                          {422, "q"},
		"/api/nothing":                                         {404, "/api/docs"},
		"/api/entries?provider=" + url.QueryEscape("x\r\nSet-Cookie: a=b"): {422, "no party"},
	} {
		a := site.Get(path)
		if a.Status != want.status || !strings.Contains(a.Body, want.words) || a.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.80s answers %d (%s): %.300s; want %d with %q", path, a.Status, a.Header.Get("Content-Type"), a.Body, want.status, want.words)
		}
		if a.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s sets a header", path)
		}
		if at := pathOf(path); at != "" && a.Status != http.StatusNotFound {
			follows(t, path, at, fmt.Sprint(a.Status), a)
		}
	}
	if a := ask(t, site, http.MethodDelete, "/api/entries"); a.Status != http.StatusMethodNotAllowed || a.Header.Get("Allow") != "GET" {
		t.Errorf("DELETE answers %d, Allow %q", a.Status, a.Header.Get("Allow"))
	}
}

func pathOf(address string) string {
	path, _, _ := strings.Cut(address, "?")
	if shared().document.Paths[path] == nil {
		return ""
	}
	return path
}

// Pages of other sites may read what readers see, and nothing of a desk on its
// owner's computer.
func TestOtherSites(t *testing.T) {
	readers, _ := desk(t, true)
	owner, _ := desk(t, false)
	for _, path := range []string{"/api/entries", "/api/entries/none", "/api/nothing"} {
		if got := readers.Get(path).Header.Get("Access-Control-Allow-Origin"); got != "*" {
			t.Errorf("readers %s: Access-Control-Allow-Origin = %q", path, got)
		}
		if got := owner.Get(path).Header.Get("Access-Control-Allow-Origin"); got != "" {
			t.Errorf("owner %s: Access-Control-Allow-Origin = %q", path, got)
		}
	}
	if a := ask(t, readers, http.MethodOptions, "/api/entries", "Origin", "https://news.example"); a.Status != http.StatusNoContent || a.Header.Get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS" {
		t.Errorf("preflight: %d %q", a.Status, a.Header.Get("Access-Control-Allow-Methods"))
	}
}

func post(t testing.TB, site *webtest.Site, body string, header ...string) webtest.Answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site.URL+"/api/decisions", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return site.Do(r)
}

func TestDeciding(t *testing.T) {
	site, _ := desk(t, false)
	id := first(t, site, "/api/entries?provider=Norway", "id")
	accept := fmt.Sprintf(`{"verb": "accept", "on": [%q], "why": "the sentence says it", "who": "Bo", "seen": ""}`, id)
	a := post(t, site, accept)
	var made Made
	if err := json.Unmarshal([]byte(a.Body), &made); err != nil || a.Status != http.StatusCreated || made.ID == "" {
		t.Fatalf("%d %s %v", a.Status, a.Body, err)
	}
	var e pledgebook.Entry
	decode(t, site.Get("/api/entries/"+id), &e)
	if !e.Reviewed || len(e.History) != 1 || e.History[0].Who != "Bo" {
		t.Errorf("the entry after: %+v", e.History)
	}
	for body, want := range map[string]int{
		accept: http.StatusConflict, // somebody decided since
		fmt.Sprintf(`{"verb": "undo", "undoes": %q, "why": "wrong", "who": "Bo"}`, made.ID): http.StatusCreated,
		`{"verb": "accept", "on": ["none"], "why": "x", "who": "Bo"}`:                       http.StatusNotFound,
		`{"verb": "redact", "on": ["none"], "why": "x", "who": "Bo"}`:                       http.StatusUnprocessableEntity,
		fmt.Sprintf(`{"verb": "accept", "on": [%q], "why": " ", "who": "Bo"}`, id):          http.StatusUnprocessableEntity,
		fmt.Sprintf(`{"verb": "accept", "on": [%q], "why": "x"}`, id):                       http.StatusUnprocessableEntity,
		`{"verb": "accept"`: http.StatusBadRequest,
		`{"verb": "accept", "on": ["` + strings.Repeat("x", 70<<10) + `"], "why": "x", "who": "Bo"}`: http.StatusRequestEntityTooLarge,
	} {
		if a := post(t, site, body); a.Status != want || a.Status >= 400 && a.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.100s answers %d, want %d: %.300s", body, a.Status, want, a.Body)
		}
	}
	if a := post(t, site, accept, "Sec-Fetch-Site", "cross-site"); a.Status != http.StatusForbidden {
		t.Errorf("from another site: %d", a.Status)
	}
	readers, _ := desk(t, true)
	if a := post(t, readers, accept); a.Status != http.StatusForbidden && a.Status != http.StatusNotFound {
		t.Errorf("a reader decides: %d %s", a.Status, a.Body)
	}
}

// Whatever is asked is answered, in JSON, and never by our own fault.
func FuzzQuestion(f *testing.F) {
	site, _ := desk(f, true)
	for _, path := range asked(f, site) {
		f.Add(strings.TrimPrefix(path, "/api/"))
	}
	for _, q := range []string{"entries?provider=%00&from=0000-00-00", "entries?limit=1e3&after=%ff", "bounds?stage=unclear&members-on=9999-12-31", "rates?amount=-0.000000000000000001&from=EUR&to=EUR&on=0001-01-01", "search?q=%F0%9F%92%B6%20%2520"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, question string) {
		u, err := url.Parse(site.URL + "/api/" + strings.TrimLeft(question, "/"))
		if err != nil || u.Host != strings.TrimPrefix(site.URL, "http://") {
			return
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, u.String(), http.NoBody)
		if err != nil {
			return
		}
		a := site.For(t).Do(r)
		if a.Status >= 500 || a.Status == http.StatusOK && strings.Contains(a.Header.Get("Content-Type"), "json") && !json.Valid([]byte(a.Body)) {
			t.Errorf("%q answers %d: %.300s", question, a.Status, a.Body)
		}
		if strings.Contains(a.Body, "Madagascar") && !strings.Contains(strings.ToLower(u.String()), "madagascar") && !strings.Contains(u.String(), "MDG") {
			t.Errorf("%q shows what is hidden: %.300s", question, a.Body)
		}
	})
}
