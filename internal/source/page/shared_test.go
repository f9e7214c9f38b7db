package page

import (
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/evaluating"
)

// pagesDir is the private test data; without it these tests are skipped.
const pagesDir = "../../../../shared/corpora/pages"

func needPages(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(pagesDir); err != nil {
		t.Skip("the real pages to measure with are not here: ../shared/corpora/pages")
	}
}

// The body text of real pages: at least .96, and never below the library alone.
func TestBodyTextOfRealPages(t *testing.T) {
	needPages(t)
	ours, errs := evaluating.Pages(t.Context(), pagesDir, func(_ context.Context, name, url string, raw []byte) (string, error) {
		r, err := Clean(article.Input{Name: name, URL: url, Language: "en", Bytes: raw})
		return Body(r), err
	})
	alone, _ := evaluating.Pages(t.Context(), pagesDir, func(_ context.Context, _, _ string, raw []byte) (string, error) { return LibraryAlone(raw) })
	t.Logf("F1 %.4f (precision %.4f, recall %.4f); the library alone %.4f", ours.F1, ours.Precision, ours.Recall, alone.F1)
	if ours.F1 < 0.96 || ours.F1 < alone.F1 || len(errs) > 0 {
		t.Errorf("F1 %.4f, the library alone %.4f, errors %v", ours.F1, alone.F1, errs)
	}
}

// facts right and stated, of the pages of one group.
type tallied struct{ pages, headlines, days, outlets, named int }

func (n tallied) shares() (headline, day, outlet float64) {
	return float64(n.headlines) / float64(n.pages), float64(n.days) / float64(n.pages), float64(n.outlets) / float64(n.named)
}

// Headline, day and outlet of the labelled pages, where the page says them: at
// least .98, .97 and .95 in the language that is read. Pages in other languages
// are only told of.
func TestFactsOfRealPages(t *testing.T) {
	needPages(t)
	labels, err := os.ReadFile("testdata/labels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var read, others tallied
	for line := range strings.Lines(string(labels)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != 5 || cells[0] == "page" {
			continue
		}
		n := &read
		if cells[1] != "en" {
			n = &others
		}
		r := realPage(t, cells[0])
		n.pages++
		check := func(right bool, count *int, what, got, want string) {
			if right {
				*count++
			} else {
				t.Logf("%s: %s %q, want %q", cells[0], what, got, want)
			}
		}
		check(string(r.Published.Day().String()) == cells[2], &n.days, "day", string(r.Published), cells[2])
		check(sameWords(r.Headline, cells[4]), &n.headlines, "headline", r.Headline, cells[4])
		if cells[3] != "" {
			n.named++
			check(sameOutlet(r.Outlet, cells[3]), &n.outlets, "outlet", r.Outlet, cells[3])
		}
	}
	h, d, o := read.shares()
	t.Logf("%d pages: headline %.3f, day %.3f, outlet %.3f", read.pages, h, d, o)
	if read.pages < 40 || h < 0.98 || d < 0.97 || o < 0.95 {
		t.Errorf("of %+v: headline %.3f, day %.3f, outlet %.3f; want .98, .97, .95", read, h, d, o)
	}
	t.Logf("in other languages: %+v", others)
}

func realPage(t *testing.T, prefix string) pledgebook.Report {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(pagesDir, "html", prefix+"*.html.gz"))
	if len(paths) != 1 {
		t.Fatalf("%d pages begin with %s", len(paths), prefix)
	}
	r, err := Clean(article.Input{Name: prefix, Language: "en", Bytes: readPage(t, paths[0])})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// readPage unpacks a saved page.
func readPage(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// sameOutlet compares names of outlets without article, blanks and domain.
func sameOutlet(a, b string) bool {
	bare := func(s string) string {
		s = strings.ToLower(strings.TrimSpace(s))
		s = strings.TrimPrefix(s, "the ")
		for _, suffix := range []string{".co.uk", ".com", ".ca", ".info"} {
			s = strings.TrimSuffix(s, suffix)
		}
		return plain(s)
	}
	return bare(a) == bare(b)
}
