package main

import (
	"archive/zip"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/accounts"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/settings"
	"pledgebook/internal/web"
	"pledgebook/internal/web/webtest"
)

// crawl asks for what a site leads to, so many pages of each kind, and for more
// that is known to be there, and returns what each address answered.
func crawl(t *testing.T, s *webtest.Site, more ...string) map[string]string {
	t.Helper()
	seen := map[string]string{}
	next := append([]string{"/", "/entries", "/search?q=chile", "/search?q=haiti+peru", "/api/entries", "/api/reports", "/api/claims", "/api/quotes", "/api/needs", "/api/decisions",
		"/api/bounds", "/api/openapi.json"}, more...)
	kinds := map[string]int{}
	for i := 0; i < len(next); i++ {
		path := next[i]
		kind, _, _ := strings.Cut(strings.TrimLeft(path, "/"), "/")
		kind, _, _ = strings.Cut(kind, "?")
		if _, ok := seen[path]; ok || kinds[kind] >= mostOfAKind {
			continue
		}
		kinds[kind]++
		a := s.Get(path)
		body := unpacked(t, a.Body)
		seen[path] = body
		if a.Status != http.StatusOK {
			continue
		}
		for _, m := range leads.FindAllStringSubmatch(body, -1) {
			to := strings.ReplaceAll(m[1], "&amp;", "&")
			to, _, _ = strings.Cut(to, "#")
			if strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.HasPrefix(to, "/assets/") && !strings.HasPrefix(to, "/signin") {
				next = append(next, to)
			}
		}
	}
	return seen
}

const mostOfAKind = 30

// unpacked is a body as it is, or all that is in it where it is a ZIP archive.
func unpacked(t *testing.T, body string) string {
	t.Helper()
	if !strings.HasPrefix(body, "PK") {
		return body
	}
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return all.String()
}

// exported are the addresses of every export, of all entries and of one.
func exported(entry string) (paths []string) {
	for _, f := range exports {
		paths = append(paths, web.FilePath(f.Name()), web.FilePath(f.Name())+"?provider=PER", "/entry/"+entry+"."+f.Name())
	}
	return paths
}

var leads = regexp.MustCompile(`(?:href|src|content)="(?:http://localhost:\d+)?([^"]+)"`)

// hideable is a book in which everything is accepted, and then something hidden.
func hideable(t *testing.T, decisions ...pledgebook.Decision) pledgebook.Book {
	t.Helper()
	book := webtest.Book(t, sample.Readings()...)
	at := sample.Today.Time()
	var all []pledgebook.Decision
	for _, r := range sample.Readings() {
		for _, c := range r.Claims {
			at = at.Add(time.Second)
			all = append(all, pledgebook.Decision{Verb: pledgebook.Accept, On: []string{matching.EntryID(c.ID)}, Who: "Ana", Why: "read", At: at})
		}
	}
	for _, d := range decisions {
		at = at.Add(time.Second)
		d.Who, d.Why, d.At = "Editor Eva", "kept back", at
		all = append(all, d)
	}
	if _, err := book.Decide(t.Context(), all...); err != nil {
		t.Fatal(err)
	}
	return book
}

// peru is the entry that only the first report of the sample tells.
var peru = sample.Readings()[0]

func hidden(a pledgebook.Access, on ...string) pledgebook.Decision {
	return pledgebook.Decision{Verb: pledgebook.SetAccess, On: on, Set: access.Set(a)}
}

// peruEverywhere are addresses and words that betray the first report of the
// sample or what was read from it.
func peruEverywhere() (paths, words []string) {
	id, entry, claim := peru.Report.ID, matching.EntryID(peru.Claims[0].ID), peru.Claims[0].ID
	paths = []string{"/pledge/" + entry, "/pledge/" + claim, "/report/" + id, "/api/entries/" + entry, "/api/reports/" + id, "/api/claims/" + claim,
		"/search?q=peru", "/search?q=5+million+dollars", "/entries?provider=PER", "/access/" + entry, "/inbox?entry=" + entry,
		"/api/entries?provider=PER", "/api/bounds?provider=PER", "/api/bounds?receiver=HTI&stage=pledge", "/pledge/" + entry + "/card.png", "/pledge/" + entry + ".png"}
	paths = append(paths, "/api/entries/"+entry+"/claims", "/api/entries/"+entry+"/annotations", "/api/entries/"+entry+"/citation", "/api/claims/"+claim+"/annotations",
		"/api/entries/"+entry+"/history", "/api/entries/"+entry+"/variants", "/api/reports/"+id+"/copies", "/pledge/"+entry+"/chart/progress.csv", "/pledge/"+entry+"/chart/deadline.csv",
		"/api/charts?provider=PER", "/api/overview?provider=PER", "/api/news?provider=PER", "/api/calendar?provider=PER&from=2023-01-01&to=2024-12-31",
		"/api/reports/"+id+"/annotations", "/embed/entry/"+entry, "/embed/entry/"+claim,
		"/api/compare?receiver=HTI", "/api/parties/PER", "/api/search?q=peru", "/api/check?provider=PER", "/entries.jsonl?provider=PER", "/feed.atom?provider=PER")
	paths = append(paths, exported(entry)...)
	return paths, []string{id, entry, claim, "Andean Post", "Peru", "5 million dollars", "5000000", "2023-06-30", "30 Jun 2023"}
}

// takenAway is everything that leaves the pages: lists of the API, files, feeds.
var takenAway = []string{"/api/overview", "/api/news", "/api/calendar?from=2023-01-01&to=2024-12-31", "/api/board", "/api/charts", "/api/charts?by=provider", "/api/map?role=provider", "/api/sayings", "/api/gatherings",
	"/api/arrangements", "/api/inbox", "/donors/map.csv", "/donors/map.svg", "/receivers/map.csv", "/board/chart/needs.csv", "/board/chart/needs.svg", "/search?q=%D0%BF%D0%B5%D1%80%D1%83", "/api/book", "/api/compare", "/api/coverage", "/api/check", "/api/parties", "/api/search?q=haiti", "/api/meetings", "/api/mechanisms", "/api/positions", "/api/trackers",
	"/entries.csv", "/entries.jsonl", "/entries.sqlite", "/entries.rss", "/entries.ics", "/entries.iati", "/entries.jsonld",
	"/api/decisions?on=" + matching.EntryID(peru.Claims[0].ID), "/api/claims?report=" + peru.Report.ID, "/api/quotes?report=" + peru.Report.ID, "/feed.atom", "/feed.rss", "/feed.json", "/calendar.ics"}

// An entry under embargo, and a restricted report, are nowhere to be found by
// somebody who may not see them: not on any page that anything leads to, nor in
// any answer of the API, nor by asking for them. When the embargo ends they are.
func TestHiddenThingsAreNowhere(t *testing.T) {
	t.Parallel()
	end := sample.Today.Time().Add(20 * 24 * time.Hour) // every look at the clock moves it on by a minute
	paths, words := peruEverywhere()
	for name, decision := range map[string]pledgebook.Decision{
		"an entry under embargo": hidden(pledgebook.Access{Level: pledgebook.LevelEmbargoed, Until: end}, matching.EntryID(peru.Claims[0].ID)),
		"a restricted report":    hidden(pledgebook.Access{Level: pledgebook.LevelRestricted, Names: []string{"zoe"}}, peru.Report.ID),
		"an entry for the team":  hidden(pledgebook.Access{Level: pledgebook.LevelTeam}, matching.EntryID(peru.Claims[0].ID)),
		"an unknown level":       {Verb: pledgebook.SetAccess, On: []string{peru.Report.ID}, Set: map[string]string{"level": "secret"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := webtest.ServePeople(t, hideable(t, decision), web.Options{}, accounts.Organisation{}, plugged(settings.Settings{})...)
			found := crawl(t, p.Site, slices.Concat(paths, takenAway)...)
			if len(found) < 60 {
				t.Fatalf("only %d addresses were found: %v", len(found), slices.Sorted(maps.Keys(found)))
			}
			for path, body := range found {
				asked, _ := url.QueryUnescape(path)
				for _, word := range words {
					if strings.Contains(strings.ReplaceAll(body, asked, ""), word) && !strings.Contains(asked, word) && !about(path, word) {
						t.Errorf("%s betrays %q", path, word)
					}
				}
			}
			sameAsNone(t, p.Site, paths)
			zoe := p.As("zoe", pledgebook.RoleReader)
			if a := zoe.Get("/pledge/" + matching.EntryID(peru.Claims[0].ID)); (a.Status == http.StatusOK) != (name != "an unknown level") {
				t.Errorf("zoe gets %d", a.Status)
			}
			p.Move(end)
			if a := p.Get("/pledge/" + matching.EntryID(peru.Claims[0].ID)); (a.Status == http.StatusOK) != (name == "an entry under embargo") {
				t.Errorf("when the embargo is over it answers %d", a.Status)
			}
		})
	}
}

// about reports whether a page may have a word without betraying anything: lists
// of all countries, to choose from, and the documents of the API.
func about(path, word string) bool {
	return word == "Peru" && (strings.HasPrefix(path, "/api/openapi") || strings.HasPrefix(path, "/api/docs"))
}

// sameAsNone checks that an address of a hidden thing answers like one of a thing
// that never was.
func sameAsNone(t *testing.T, s *webtest.Site, paths []string) {
	t.Helper()
	for _, path := range paths {
		for _, id := range []string{peru.Report.ID, matching.EntryID(peru.Claims[0].ID), peru.Claims[0].ID} {
			if !strings.Contains(path, id) {
				continue
			}
			never := strings.Repeat("0", len(id))
			a, b := s.Get(path), s.Get(strings.ReplaceAll(path, id, never))
			if a.Status != b.Status || a.Status == http.StatusOK || strings.ReplaceAll(a.Body, id, never) != b.Body {
				t.Errorf("%s answers %d, what never was %d:\n%s\n%s", path, a.Status, b.Status, webtest.Text(a.Body), webtest.Text(b.Body))
			}
			delete(a.Header, "Date")
			delete(b.Header, "Date")
			if !slices.Equal(slices.Sorted(maps.Keys(a.Header)), slices.Sorted(maps.Keys(b.Header))) {
				t.Errorf("%s has other headers than what never was: %v and %v", path, a.Header, b.Header)
			}
		}
	}
}

// To a stranger a book with a hidden report looks, address by address, like one
// in which nobody ever read it; but for the hash of the chain, which counts what
// was filed.
func TestAHiddenReportLooksLikeOneNeverRead(t *testing.T) {
	t.Parallel()
	book := hideable(t, hidden(pledgebook.Access{Level: pledgebook.LevelTeam}, peru.Report.ID))
	never := webtest.Book(t, sample.Readings()[1:]...)
	at := sample.Today.Time().Add(time.Second)
	for _, r := range sample.Readings()[1:] {
		for _, c := range r.Claims {
			at = at.Add(time.Second)
			if _, err := never.Decide(t.Context(), pledgebook.Decision{Verb: pledgebook.Accept, On: []string{matching.EntryID(c.ID)}, Who: "Ana", Why: "read", At: at}); err != nil {
				t.Fatal(err)
			}
		}
	}
	// The desk looks at its clock beside the requests, too, so it stands still.
	noon := func() time.Time { return sample.Today.Time().Add(12 * time.Hour) }
	pages := func(b pledgebook.Book) map[string]string {
		inventory, err := b.Inventory(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		p := webtest.ServePeople(t, b, web.Options{Now: noon}, accounts.Organisation{}, plugged(settings.Settings{})...)
		out := map[string]string{}
		for path, body := range crawl(t, p.Site) {
			plain := func(s string) string {
				for _, length := range []int{64, 32, 16, 12, 8} {
					s = strings.ReplaceAll(s, inventory.Head[:min(length, len(inventory.Head))], "HEAD")
				}
				return strings.NewReplacer(p.URL, "", url.QueryEscape(p.URL), "").Replace(s)
			}
			out[plain(path)] = plain(body)
		}
		return out
	}
	want, got := pages(never), pages(book)
	for path, body := range want {
		if got[path] != body {
			i := 0
			for i < min(len(body), len(got[path])) && body[i] == got[path][i] {
				i++
			}
			t.Errorf("%s differs at %d:\nnever read: %.200s\nhidden:     %.200s", path, i, body[max(0, i-60):], got[path][max(0, min(i-60, len(got[path]))):])
		}
	}
	for path := range got {
		if _, ok := want[path]; !ok {
			t.Errorf("%s is found only where something is hidden", path)
		}
	}
}

// A token decides within its scope and the role of its account, in its name.
func TestTokensDecideWithinTheirScope(t *testing.T) {
	t.Parallel()
	book := webtest.Book(t, sample.Readings()...)
	p := webtest.ServePeople(t, book, web.Options{}, accounts.Organisation{}, plugged(settings.Settings{})...)
	p.Join("eva", pledgebook.RoleEditor)
	p.Join("ravi", pledgebook.RoleReviewer)
	entry := matching.EntryID(peru.Claims[0].ID)
	accept := `{"verb":"accept","on":["` + entry + `"],"why":"read it","who":"somebody else"}`
	hide := `{"verb":"set-access","on":["` + entry + `"],"set":{"level":"team"},"why":"kept back"}`
	for i, c := range []struct {
		token, body string
		want        int
	}{
		{"", accept, http.StatusForbidden},
		{"pledgebook_guess", accept, http.StatusUnauthorized},
		{p.Token("eva", pledgebook.ScopeRead), accept, http.StatusForbidden},
		{p.Token("ravi", pledgebook.ScopeAdmin), hide, http.StatusForbidden},
		{p.Token("eva", pledgebook.ScopeReview), hide, http.StatusForbidden},
		{p.Token("ravi", pledgebook.ScopeReview), accept, http.StatusCreated},
		{p.Token("eva", pledgebook.ScopeAdmin), hide, http.StatusCreated},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.URL+"/api/decisions", strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		if c.token != "" {
			r.Header.Set("Authorization", "Bearer "+c.token)
		}
		a := p.Stranger().Do(r)
		if a.Status != c.want || a.Status >= 400 && a.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("case %d answers %d %s: %s", i, a.Status, a.Header.Get("Content-Type"), a.Body)
		}
	}
	var made []pledgebook.Decision
	for d, err := range book.Decisions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, d)
	}
	if len(made) != 2 || made[0].Who != "Name of ravi" || made[1].Who != "Name of eva" || made[1].Set["level"] != "team" {
		t.Errorf("decided %+v", made)
	}
	if a := p.Get("/pledge/" + entry); a.Status != http.StatusNotFound {
		t.Errorf("a stranger gets %d", a.Status)
	}
}
