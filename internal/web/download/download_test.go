package download

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/export/csv"
	"pledgebook/internal/export/iati"
	"pledgebook/internal/export/ics"
	"pledgebook/internal/export/jsonl"
	"pledgebook/internal/export/jsonld"
	"pledgebook/internal/export/rss"
	"pledgebook/internal/export/sqlite"
	"pledgebook/internal/export/xlsx"

	"pledgebook/internal/export"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web/webtest"
)

var formats = []export.Format{csv.Format{}, jsonl.Format{}, xlsx.Format{}, sqlite.Format{}, rss.Format{}, ics.Format{}, iati.Format{}, jsonld.Format{}}

// desk serves files of the sample's book, in which what Chile promised and paid
// is reviewed and nothing else.
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
	return webtest.Serve(t, book, readers, Page("Example Desk", "XX-EXAMPLE-1", formats...))
}

func TestFiles(t *testing.T) {
	site := desk(t, false)
	for _, f := range formats {
		path := "/entries." + f.Name()
		a := site.Get(path)
		if a.Status != http.StatusOK || a.Header.Get("Content-Type") != f.MediaType() || a.Body == "" {
			t.Errorf("%s answers %d as %q, %d bytes", path, a.Status, a.Header.Get("Content-Type"), len(a.Body))
		}
		if got, want := a.Header.Get("Content-Disposition"), `attachment; filename="entries.`+f.Name()+`"`; got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	all, some := site.Get("/entries.jsonl").Body, site.Get("/entries.jsonl?receiver=Madagascar&stage=need").Body
	if strings.Count(all, "\n") < 6 || strings.Count(some, "\n") != 1 || !strings.Contains(some, "300 million dollars") {
		t.Errorf("%d lines in all, %d filtered:\n%s", strings.Count(all, "\n"), strings.Count(some, "\n"), some)
	}
	for path, want := range map[string]int{"/entries.csv?provider=Atlantis": 422, "/entries.csv?stage=x": 422, "/entries.csv?tracker=none": 422, "/entries.docx": 404, "/entries.": 404, "/entry/..%2f..%2fetc%2fpasswd": 404, "/entry/x.txt": 404} {
		if a := site.Get(path); a.Status != want || a.Header.Get("Content-Disposition") != "" {
			t.Errorf("%s answers %d with %q, want %d", path, a.Status, a.Header.Get("Content-Disposition"), want)
		}
	}
	if meta := site.Get("/entries.csv-metadata.json"); !strings.Contains(meta.Body, `"url": "entries.csv"`) || site.Get("/entries.csv").Header.Get("Link") != `</entries.csv-metadata.json>; rel="describedby"` {
		t.Errorf("the description of CSV: %d %s", meta.Status, meta.Body)
	}
	if meta := site.Get("/datapackage.json"); !strings.Contains(meta.Body, `"path": "entries.jsonl"`) {
		t.Errorf("the data package: %d %s", meta.Status, meta.Body)
	}
}

// No file holds for readers what no reviewer has accepted, and where a report
// lay on somebody's computer stands in none.
func TestReadersGetReviewedEntriesAlone(t *testing.T) {
	owner, readers := desk(t, false), desk(t, true)
	for _, f := range formats {
		if f.Name() == "xlsx" || f.Name() == "sqlite" {
			continue // packed: their rows are those of all formats
		}
		whole, seen := owner.Get("/entries."+f.Name()).Body, readers.Get("/entries."+f.Name()).Body
		hidden := 0
		for _, words := range []string{"Madagascar", "MDG", "5 million dollars", "90 million kroner", "Andean Post", "7 million euros"} {
			if strings.Contains(seen, words) {
				t.Errorf("%s shows readers %q", f.Name(), words)
			}
			if strings.Contains(whole, words) {
				hidden++
			}
		}
		if hidden == 0 || !strings.Contains(seen, "Chil") && !strings.Contains(seen, "CHL") {
			t.Errorf("%s: %d of the hidden words on the desk; readers see:\n%s", f.Name(), hidden, seen)
		}
	}
}

func TestFilesAreNotSentAgain(t *testing.T) {
	site := desk(t, true)
	first := site.Get("/entries.csv")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site.URL+"/entries.csv", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("If-None-Match", first.Header.Get("ETag"))
	if a := site.Do(r); a.Status != http.StatusNotModified || first.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%d, then %d, CORS %q", first.Status, a.Status, first.Header.Get("Access-Control-Allow-Origin"))
	}
}

// docs/feeds.md and docs/export.md name every file.
func TestEveryFileIsDocumented(t *testing.T) {
	for _, doc := range []string{"../../../docs/feeds.md", "../../../docs/export.md"} {
		b, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range formats {
			if !strings.Contains(string(b), "`/entries."+f.Name()+"`") && !strings.Contains(string(b), "| `"+f.Name()+"` |") {
				t.Errorf("%s does not name %s", doc, f.Name())
			}
		}
	}
}

// Feeds and calendars are read by people, in the language that they ask for, and lead
// to pages in it; a table stays in English, which programs expect.
func TestFeedsSpeakTheLanguageAskedFor(t *testing.T) {
	site := desk(t, false)
	for path, wants := range map[string][]string{
		"/entries.rss?lang=uk": {"Записи Pledgebook", "Чилі", "обіцян", "?lang=uk</link>", "<category>обіцянка"},
		"/entries.ics?lang=uk": {"Строк: ", "Норвегія", "?lang=uk"},
		"/entries.rss?lang=en": {"Entries of a Pledgebook", "Chile", "<category>pledge"},
		"/entries.ics?lang=en": {"Due: ", "Norway"},
		"/entries.csv?lang=uk": {"pledge", "CHL"},
	} {
		a := site.Get(path)
		for _, w := range wants {
			if !strings.Contains(a.Body, w) {
				t.Errorf("%s lacks %q:\n%s", path, w, a.Body)
			}
		}
		english := strings.HasSuffix(path, "en") || strings.Contains(path, ".csv")
		if english && strings.ContainsAny(a.Body, "їієґ") || !english && strings.Contains(a.Body, "Due: ") {
			t.Errorf("%s mixes languages:\n%s", path, a.Body)
		}
	}
}
