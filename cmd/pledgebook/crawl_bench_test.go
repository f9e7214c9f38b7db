package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"pledgebook/corpus"
	"pledgebook/internal/source/warc"
)

// BenchmarkCrawlToBook reads a crawl into a new book, with everything that the
// command does: unpacking, filter, cleaning, reading, the archive of originals
// and SQLite. PLEDGEBOOK_BENCH_PAGES says how many pages it has; "make crawl"
// asks for 20 000. Processor time counts both cores.
func BenchmarkCrawlToBook(b *testing.B) {
	pages := 500
	if n, err := strconv.Atoi(os.Getenv("PLEDGEBOOK_BENCH_PAGES")); err == nil && n > 0 {
		pages = n
	}
	dir := b.TempDir()
	path := filepath.Join(dir, "crawl.warc.gz")
	if kept := os.Getenv("PLEDGEBOOK_BENCH_CRAWL"); kept != "" {
		path = kept
	}
	if _, err := os.Stat(path); err != nil {
		writeCrawl(b, path, pages)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	run := 0
	for b.Loop() {
		run++
		used := runProgram(b, "--book", filepath.Join(dir, fmt.Sprint("book", run)), "read", path)
		b.ReportMetric(used.processor.Seconds(), "cpu-s")
		b.ReportMetric(float64(used.peakMB), "peak-MB")
		b.ReportMetric(float64(pages), "pages")
	}
}

// writeCrawl makes an archive of n pages, one in fifty with aid. Where the real
// pages lie beside the repository they are taken, else pages of our own; no two
// have the same words in the same order, the same links or the same sums.
func writeCrawl(b *testing.B, path string, n int) {
	b.Helper()
	bases := realPages(b)
	if len(bases) == 0 {
		bases = ownPages(b)
	}
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	at := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	w, err := warc.NewWriter(file, "pledgebook benchmark", at)
	if err != nil {
		b.Fatal(err)
	}
	for i := range n {
		rng := rand.New(rand.NewPCG(uint64(i), 1))
		page := varied(bases[i%len(bases)], i, rng)
		if i%50 == 7 {
			page = withAid(page, rng)
		}
		_, err := w.Write(warc.Capture{
			URL: fmt.Sprintf("https://news%d.example/2024/05/story-%d.html", i%97, i), At: at.Add(time.Duration(i) * time.Second), Status: 200,
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: page,
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func realPages(b *testing.B) (pages [][]byte) {
	b.Helper()
	names, _ := filepath.Glob("../../../shared/corpora/pages/html/*.gz")
	for _, name := range names {
		packed, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			b.Fatal(err)
		}
		page, err := io.ReadAll(z)
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, page)
	}
	return pages
}

// ownPages puts reports of our own into the furniture of a news page. They are
// of towns and weather: no aid.
func ownPages(b *testing.B) (pages [][]byte) {
	b.Helper()
	names, err := corpus.Files("en", "article")
	if err != nil {
		b.Fatal(err)
	}
	var words []string
	for _, name := range names {
		content, err := corpus.Read(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, w := range strings.Fields(string(content)) {
			if strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
				words = append(words, w)
			}
		}
	}
	for i := range 30 {
		rng := rand.New(rand.NewPCG(uint64(i), 2))
		prose := func(n int) string {
			said := make([]string, n)
			for k := range said {
				said[k] = words[rng.IntN(len(words))]
			}
			return "The " + strings.Join(said, " ") + "."
		}
		var p strings.Builder
		fmt.Fprintf(&p, "<!DOCTYPE html><html lang=en><head><title>%s</title><style>%s</style></head><body><nav><ul>", prose(7), strings.Repeat(".a{margin:0}", 400))
		for k := range 120 {
			fmt.Fprintf(&p, `<li class="menu item-%d"><a href="/section/%d">%s</a></li>`, k, k, prose(3))
		}
		fmt.Fprintf(&p, "</ul></nav><article><h1>%s</h1>", prose(9))
		for range 25 {
			fmt.Fprintf(&p, "<p>%s</p>\n", prose(45))
		}
		fmt.Fprintf(&p, "</article><script>%s</script></body></html>", strings.Repeat("var a=function(){return 1};", 600))
		pages = append(pages, []byte(p.String()))
	}
	return pages
}

// varied gives every link of a page its own address, and changes places of the
// lower-case words of its text.
func varied(page []byte, n int, rng *rand.Rand) []byte {
	page = bytes.ReplaceAll(page, []byte(` href="/`), fmt.Appendf(nil, ` href="/%d/`, n))
	type place struct{ from, to int }
	var words []place
	forProse(page, func(from, to int) {
		for i := from; i < to; i++ {
			start := i
			for i < to && page[i] >= 'a' && page[i] <= 'z' {
				i++
			}
			if i-start >= 5 && i < to && page[i] == ' ' && start > from && page[start-1] == ' ' {
				words = append(words, place{start, i})
			}
		}
	})
	out := make([]byte, 0, len(page))
	last := 0
	for k, w := range words {
		out = append(out, page[last:w.from]...)
		from := words[k]
		if rng.IntN(3) == 0 {
			from = words[rng.IntN(len(words))]
		}
		out = append(out, page[from.from:from.to]...)
		last = w.to
	}
	return append(out, page[last:]...)
}

// forProse calls do for every stretch of text in a paragraph.
func forProse(page []byte, do func(from, to int)) {
	for at := 0; ; {
		p := bytes.Index(page[at:], []byte("<p"))
		if p < 0 {
			return
		}
		at += p + 2
		end := bytes.Index(page[at:], []byte("</p"))
		if end < 0 {
			return
		}
		for i := at; i < at+end; {
			shut := bytes.IndexByte(page[i:at+end], '>')
			if shut < 0 {
				break
			}
			from := i + shut + 1
			to := at + end
			if open := bytes.IndexByte(page[from:to], '<'); open >= 0 {
				to = from + open
			}
			do(from, to)
			i = to
		}
		at += end
	}
}

// withAid puts two paragraphs about aid behind the first long one of a page, in
// the words and sums that rng picks.
func withAid(page []byte, rng *rand.Rand) []byte {
	givers := []string{"Norway", "Sweden", "Japan", "Canada", "Germany", "the Netherlands", "Denmark", "Poland"}
	takers := []string{"Kenya", "Moldova", "Nepal", "Jordan", "Ukraine", "Chad", "Haiti", "Yemen"}
	giver, taker := givers[rng.IntN(len(givers))], takers[rng.IntN(len(takers))]
	aid := fmt.Sprintf("<p>The government of %s has pledged %d million euros in humanitarian aid to %s, the foreign ministry said on Monday.</p>"+
		"<p>Of it, %d million euros will go to water and shelter by the end of 2024. “We will stay for as long as it takes,” the minister said.</p>",
		giver, 20+rng.IntN(900), taker, 2+rng.IntN(17))
	at := -1
	forProse(page, func(from, to int) {
		if at < 0 && to-from >= 120 && bytes.HasPrefix(page[to:], []byte("</p>")) {
			at = to
		}
	})
	if at < 0 {
		return page
	}
	at += len("</p>")
	return bytes.Join([][]byte{page[:at], []byte(aid), page[at:]}, nil)
}
