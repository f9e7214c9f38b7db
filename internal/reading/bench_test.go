package reading_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/article"
	"pledgebook/internal/reading"

	"golang.org/x/tools/txtar"
)

// BenchmarkRead reads our own reports, one after the other, on one core.
func BenchmarkRead(b *testing.B) {
	engine, err := reading.New("en")
	if err != nil {
		b.Fatal(err)
	}
	reports := corpusReports(b)
	size := 0
	for _, r := range reports {
		size += len(r.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range reports {
			engine.Read(r)
		}
	}
}

// BenchmarkStart measures what it takes to load the lexicon and build the engine.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		if _, err := reading.New("en"); err != nil {
			b.Fatal(err)
		}
	}
}

func corpusReports(b testing.TB) []pledgebook.Report {
	b.Helper()
	names, err := corpus.Files("en", "reports")
	if err != nil {
		b.Fatal(err)
	}
	var all []pledgebook.Report
	for _, name := range names {
		content, err := corpus.Read(name)
		if err != nil {
			b.Fatal(err)
		}
		ar := txtar.Parse(content)
		for _, f := range ar.Files {
			if !strings.HasPrefix(f.Name, "report.") {
				continue
			}
			r, err := article.Clean(article.Input{Name: f.Name, Bytes: f.Data, Published: pledgebook.Stamp(corpus.Field(string(ar.Comment), "published"))})
			if err != nil {
				b.Fatal(name, err)
			}
			all = append(all, r)
		}
	}
	return all
}

// BenchmarkReadPress reads real statements and briefings, in which most
// sentences hold no figure.
func BenchmarkReadPress(b *testing.B) {
	engine := newEngine(b)
	files, _ := filepath.Glob("../../../shared/corpora/whitehouse/*.md")
	if len(files) == 0 {
		b.Skip("needs ../shared/corpora/whitehouse beside the repository")
	}
	var reports []pledgebook.Report
	size := 0
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		if r, err := article.Clean(article.Input{Name: f, Bytes: content}); err == nil {
			reports, size = append(reports, r), size+len(r.Text)
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range reports {
			engine.Read(r)
		}
	}
}
