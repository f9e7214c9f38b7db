package warc

import (
	"bytes"
	"compress/flate"
	stdgzip "compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/article"
)

var noon = time.Date(2024, 3, 13, 12, 0, 0, 0, time.UTC)

func page(n int) string {
	return fmt.Sprintf("<!doctype html><html><h1>Story %d</h1><p>Ghana pledged %d million dollars to Togo.</p></html>", n, n)
}

func pack(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := stdgzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func brotlied(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstandard(t testing.TB, s string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

// plain writes a record as other programs do.
func plain(kind, uri, block string, fields ...string) string {
	head := "WARC/1.0\r\nWARC-Type: " + kind + "\r\nWARC-Target-URI: " + uri + "\r\n"
	for _, f := range fields {
		head += f + "\r\n"
	}
	return head + fmt.Sprintf("Content-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
}

func answer(head, body string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + head + "\r\n" + body
}

func file(t testing.TB, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "crawl.warc.gz")
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// pagesOf lists the links and texts of what an archive yields, and its errors.
func pagesOf(t *testing.T, in Intake) (links, texts []string, errs []error) {
	t.Helper()
	for d, err := range in.Documents(t.Context()) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		r, err := d.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil || int64(len(b)) != d.Size || d.Given.URL != d.Given.Name {
			t.Errorf("%s: %d bytes, size %d, %v", d.Given.Name, len(b), d.Size, err)
		}
		links, texts = append(links, d.Given.URL), append(texts, string(b))
	}
	return links, texts, errs
}

func TestBodiesAsArchivesKeepThem(t *testing.T) {
	want := page(5)
	chunked := fmt.Sprintf("%x\r\n%s\r\n%x;name=x\r\n%s\r\n0\r\n\r\n", 20, want[:20], len(want)-20, want[20:])
	var raw bytes.Buffer
	w, _ := flate.NewWriter(&raw, 5)
	_, _ = w.Write([]byte(want))
	_ = w.Close()
	zipped := pack(t, want)
	for name, block := range map[string]string{
		"plain":                        answer("", want),
		"line ends of one byte":        "HTTP/1.0 200\nContent-Type: text/html\n\n" + want,
		"chunked":                      answer("Transfer-Encoding: chunked\r\n", chunked),
		"said chunked, is not":         answer("transfer-encoding:Chunked\r\n", want),
		"gzip":                         answer("Content-Encoding: gzip\r\n", zipped),
		"gzip in chunks":               answer("Content-Encoding: x-gzip\r\nTransfer-Encoding: chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(zipped), zipped)),
		"gzip of gzip":                 answer("Content-Encoding: gzip, gzip\r\n", pack(t, zipped)),
		"said gzip, is unpacked":       answer("Content-Encoding: gzip\r\n", want),
		"deflate without its head":     answer("Content-Encoding: deflate\r\n", raw.String()),
		"said brotli, is unpacked":     answer("Content-Encoding: br\r\n", want),
		"brotli":                       answer("Content-Encoding: br\r\n", brotlied(t, want)),
		"zstandard":                    answer("Content-Encoding: zstd\r\n", zstandard(t, want)),
		"said zstandard, is unpacked":  answer("Content-Encoding: zstd\r\n", want),
		"a length that lies":           answer("Content-Length: 3\r\n", want),
		"no type, but looks like HTML": "HTTP/1.1 200 OK\r\n\r\n" + want,
	} {
		for _, archive := range []string{plain("response", "https://a.example/x", block), pack(t, plain("response", "<https://a.example/x>", block))} {
			links, texts, errs := pagesOf(t, Intake{Path: file(t, archive)})
			if !slices.Equal(links, []string{"https://a.example/x"}) || texts[0] != want || errs != nil {
				t.Errorf("%s: %v %q %v", name, links, texts, errs)
			}
		}
	}
}

func TestWhatIsNoPageIsPassedOver(t *testing.T) {
	archive := plain("warcinfo", "", "software: x\r\n") + plain("request", "https://a.example/x", "GET / HTTP/1.1\r\n\r\n") +
		plain("response", "https://a.example/404", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+page(1)) +
		plain("response", "https://a.example/i.png", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG") +
		plain("response", "https://a.example/empty", answer("", "")) +
		plain("response", "dns:a.example", "20240313 a.example") +
		plain("resource", "https://a.example/r", page(3)) +
		plain("response", "https://a.example/odd", "no answer at all") +
		plain("response", "https://a.example/ok", answer("", page(2)))
	var last Progress
	links, _, errs := pagesOf(t, Intake{Path: file(t, archive), Progress: func(p Progress) { last = p }})
	if !slices.Equal(links, []string{"https://a.example/ok"}) || errs != nil {
		t.Errorf("links %v, errors %v", links, errs)
	}
	if want := (Progress{Read: int64(len(archive)), Size: int64(len(archive)), Records: 9, Pages: 1, Kept: 1}); last.Records != want.Records || last.Pages != want.Pages || last.Kept != want.Kept || last.Size != want.Size {
		t.Errorf("progress %+v, want %+v", last, want)
	}
}

// Documents that are packed themselves cannot be judged by their bytes: they are
// read, and filed where a claim is found in them.
func TestPackedDocumentsPassTheFilter(t *testing.T) {
	archive := plain("response", "https://a.example/release.pdf", "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n...") +
		plain("response", "https://a.example/release.docx", "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\nPK\x03\x04..word/document.xml..") +
		plain("response", "https://a.example/font.woff", "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\nwOFF\x00\x01") +
		plain("response", "https://a.example/1", answer("", page(1)))
	links, _, errs := pagesOf(t, Intake{Path: file(t, archive), Keep: func([]byte) bool { return false }})
	if !slices.Equal(links, []string{"https://a.example/release.pdf", "https://a.example/release.docx"}) || errs != nil {
		t.Errorf("links %v, errors %v", links, errs)
	}
}

func TestFilterAndLimit(t *testing.T) {
	archive := pack(t, plain("response", "https://a.example/1", answer("", page(1)))) +
		pack(t, plain("response", "https://a.example/2", answer("", page(2)))) +
		pack(t, plain("response", "https://a.example/bomb", answer("Content-Encoding: gzip\r\n", pack(t, strings.Repeat("a", 50<<20))))) +
		pack(t, plain("response", "https://a.example/big", answer("", strings.Repeat("a", 3<<20)))) +
		pack(t, plain("response", "https://a.example/torn", answer("Content-Encoding: gzip\r\n", "\x1f\x8b\x08\x00torn"))) +
		pack(t, plain("response", "https://a.example/br", answer("Content-Encoding: lzma\r\n", "\x8b\x05\x80"))) +
		pack(t, plain("response", "https://a.example/brbomb", answer("Content-Encoding: br\r\n", brotlied(t, strings.Repeat("a", 50<<20))))) +
		pack(t, plain("response", "https://a.example/zbomb", answer("Content-Encoding: zstd\r\n", zstandard(t, strings.Repeat("a", 50<<20))))) +
		pack(t, plain("response", "https://a.example/3", answer("", page(3))))
	links, _, errs := pagesOf(t, Intake{Path: file(t, archive), Given: article.Input{Limit: 1 << 20}, Keep: func(p []byte) bool { return !bytes.Contains(p, []byte("Story 2")) }})
	if !slices.Equal(links, []string{"https://a.example/1", "https://a.example/3"}) {
		t.Errorf("links %v", links)
	}
	var kinds []pledgebook.ErrorKind
	for _, err := range errs {
		kinds = append(kinds, pledgebook.KindOf(err))
	}
	if want := []pledgebook.ErrorKind{pledgebook.TooLarge, pledgebook.TooLarge, pledgebook.Invalid, pledgebook.Unsupported, pledgebook.TooLarge, pledgebook.TooLarge}; !slices.Equal(kinds, want) {
		t.Errorf("errors %v, want kinds %v", errs, want)
	}
}

// A reading that was interrupted goes on at the record where it stopped: begun
// from any position, it yields the rest and nothing twice.
func TestResumeAnywhere(t *testing.T) {
	one := func(n int) string {
		return plain("response", fmt.Sprintf("https://a.example/%d", n), answer("", page(n)))
	}
	for name, archive := range map[string]string{
		"a member a record":    pack(t, one(0)) + pack(t, one(1)) + pack(t, one(2)) + pack(t, one(3)),
		"members of several":   pack(t, one(0)+one(1)) + pack(t, one(2)+one(3)),
		"one member":           pack(t, one(0)+one(1)+one(2)+one(3)),
		"not compressed":       one(0) + one(1) + one(2) + one(3),
		"empty lines between":  one(0) + "\r\n\r\n" + one(1) + "\n" + one(2) + one(3),
		"an empty member last": pack(t, one(0)) + pack(t, one(1)+one(2)+one(3)) + pack(t, ""),
	} {
		path := file(t, archive)
		var stops []Position
		for d, err := range (Intake{Path: path, Filed: func(p Position) { stops = append(stops, p) }}).Documents(t.Context()) {
			if err != nil {
				t.Fatal(name, err)
			}
			d.Filed()
		}
		all, _, _ := pagesOf(t, Intake{Path: path})
		for i, stop := range stops {
			rest, _, errs := pagesOf(t, Intake{Path: path, From: stop})
			if !slices.Equal(rest, all[i+1:]) || errs != nil {
				t.Errorf("%s, from %+v: %v %v, want %v", name, stop, rest, errs, all[i+1:])
			}
		}
		if len(stops) != 4 {
			t.Errorf("%s: %d stops", name, len(stops))
		}
	}
}

func TestDamagedArchive(t *testing.T) {
	good := pack(t, plain("response", "https://a.example/1", answer("", page(1))))
	for name, tt := range map[string]struct {
		tail string
		says string
	}{
		"cut off in a member": {good[:len(good)-30], "cut off"},
		"cut off in a head":   {pack(t, "WARC/1.0\r\nWARC-Type: resp"), "cut off"},
		"a length too long":   {pack(t, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/2\r\nContent-Length: 9999\r\n\r\nshort"), "cut off"},
		"no archive":          {pack(t, "hello\r\n"), "WARC/"},
		"no length":           {pack(t, "WARC/1.0\r\nWARC-Type: response\r\n\r\n"), "Content-Length"},
		"a negative length":   {pack(t, "WARC/1.0\r\nContent-Length: -5\r\n\r\n"), "Content-Length"},
		"an endless line":     {pack(t, "WARC/1.0\r\nX: "+strings.Repeat("x", 1<<20)), "line of more"},
		"endless fields":      {pack(t, "WARC/1.0\r\n"+strings.Repeat("X: y\r\n", 10_000)), "fields"},
		"not gzip any more":   {"plain text", "byte " + fmt.Sprint(len(good))},
	} {
		links, _, errs := pagesOf(t, Intake{Path: file(t, good+tt.tail)})
		if len(links) != 1 || len(errs) != 1 || pledgebook.KindOf(errs[0]) != pledgebook.Invalid || !strings.Contains(errs[0].Error(), tt.says) {
			t.Errorf("%s: %v %v; want the good page and an error that says %q", name, links, errs, tt.says)
		}
	}
}

func TestMissingArchive(t *testing.T) {
	_, _, errs := pagesOf(t, Intake{Path: "no/such.warc"})
	if len(errs) != 1 || pledgebook.KindOf(errs[0]) != pledgebook.Unreadable {
		t.Errorf("errors %v", errs)
	}
}

func TestStopsWhenAsked(t *testing.T) {
	archive := strings.Repeat(plain("response", "https://a.example/1", answer("", page(1))), 10)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	n := 0
	for range (Intake{Path: file(t, archive)}).Documents(ctx) {
		if n++; n == 3 {
			stop()
		}
	}
	for range (Intake{Path: file(t, archive)}).Documents(t.Context()) {
		break
	}
	if n != 3 {
		t.Errorf("%d pages after the third was the last wanted", n)
	}
}

// What is written is read back; the same body under a second link is a revisit,
// which is read as a page of that link.
func TestWriteAndReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var out bytes.Buffer
		w, err := NewWriter(&out, "pledgebook\r\nX: y", noon)
		if err != nil {
			t.Fatal(err)
		}
		var links []string
		texts := map[string]string{}
		for i := range rapid.IntRange(1, 6).Draw(t, "pages") {
			link := fmt.Sprintf("https://a.example/%d", i)
			text := page(rapid.IntRange(1, 3).Draw(t, "story"))
			header := http.Header{"Content-Type": {"text/html"}, "X-Odd": {rapid.String().Draw(t, "value")}, "Transfer-Encoding": {"chunked"}}
			if _, err := w.Write(Capture{URL: link, At: noon, Status: 200, Header: header, Body: []byte(text)}); err != nil {
				t.Fatal(err)
			}
			links, texts[link] = append(links, link), text
		}
		path := filepath.Join(os.TempDir(), fmt.Sprintf("pledgebook-%d.warc.gz", time.Now().UnixNano()))
		defer os.Remove(path)
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		var got []string
		for d, err := range (Intake{Path: path}).Documents(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			r, _ := d.Open()
			b, _ := io.ReadAll(r)
			if string(b) != texts[d.Given.URL] {
				t.Fatalf("%s: %q, want %q", d.Given.URL, b, texts[d.Given.URL])
			}
			got = append(got, d.Given.URL)
		}
		if !slices.Equal(got, links) {
			t.Fatalf("read %v, wrote %v", got, links)
		}
	})
}

func TestWriterRefusesWhatIsNoLink(t *testing.T) {
	w, err := NewWriter(io.Discard, "x", noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{"", "page.html", "https://a.example/x\r\nWARC-Type: x", "https://a.example/a b"} {
		if _, err := w.Write(Capture{URL: link, At: noon, Status: 200}); pledgebook.KindOf(err) != pledgebook.Invalid {
			t.Errorf("%q: %v", link, err)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(plain("response", "https://a.example/1", answer("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n"))))
	f.Add([]byte(pack(f, plain("response", "https://a.example/1", answer("Content-Encoding: gzip\r\n", pack(f, page(1)))))))
	f.Add([]byte("WARC/1.1\r\nContent-Length: 0\r\n x\r\n\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		records := NewReader(bytes.NewReader(raw), 0)
		for range 100 {
			rec, err := records.Next()
			if err != nil {
				return
			}
			if rec.Position.Offset > int64(len(raw)) || rec.Length < 0 {
				t.Fatalf("position %+v, length %d in %d bytes", rec.Position, rec.Length, len(raw))
			}
			body, _ := io.ReadAll(io.LimitReader(rec.Body, 1<<20))
			if answer, ok := ParseResponse(body); ok {
				if p, err := answer.Payload(nil, 1<<16); err == nil && len(p) > 1<<16 {
					t.Fatalf("%d bytes over the limit", len(p))
				}
			}
		}
	})
}
