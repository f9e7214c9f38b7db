package warc

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"pledgebook/internal/source/filter"
)

// crawl makes an archive of the real pages, each under several links.
func crawl(b *testing.B, copies int) string {
	b.Helper()
	names, _ := filepath.Glob("../../../../shared/corpora/pages/html/*.gz")
	if len(names) == 0 {
		b.Skip("the real pages to measure with are not here: ../shared/corpora/pages")
	}
	var out bytes.Buffer
	for i := range copies {
		for j, name := range names {
			z, err := os.Open(name)
			if err != nil {
				b.Fatal(err)
			}
			r, err := gzip.NewReader(z)
			if err != nil {
				b.Fatal(err)
			}
			raw, _ := io.ReadAll(r)
			z.Close()
			out.WriteString(pack(b, plain("response", fmt.Sprintf("https://a.example/%d/%d", i, j), answer("", string(raw)))))
		}
	}
	path := filepath.Join(b.TempDir(), "crawl.warc.gz")
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		b.Fatal(err)
	}
	return path
}

// The two to compare, in compressed bytes: unpacking and reading the heads alone,
// and the same with the filter over every page.
func BenchmarkCrawl(b *testing.B) {
	path := crawl(b, 4)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	f, err := filter.New()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("unpack and parse heads", func(b *testing.B) { read(b, path, info.Size(), func([]byte) bool { return false }) })
	b.Run("with the filter", func(b *testing.B) { read(b, path, info.Size(), f.Keep) })
}

func read(b *testing.B, path string, size int64, keep func([]byte) bool) {
	b.SetBytes(size)
	for b.Loop() {
		var last Progress
		for _, err := range (Intake{Path: path, Keep: keep, Progress: func(p Progress) { last = p }}).Documents(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(last.Kept)/float64(last.Pages), "kept/page")
	}
}
