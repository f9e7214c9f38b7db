package page

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/article"
)

const story = `<h1>Chile gives boats to Tonga</h1><p>Chile has given two boats and 300 000 dollars to Tonga, the ministry of the sea said on Friday.</p><p>The boats will bring water and food to the outer islands before the end of the year.</p>`

// Every hostile page is read or refused with its kind, in bounded memory.
func TestHostilePages(t *testing.T) {
	deep := strings.Repeat("<div>", 1_000_000)
	for _, tt := range []struct {
		name, html string
		want       pledgebook.ErrorKind
	}{
		{"a million divs deep", deep, pledgebook.TooLarge},
		{"40 000 deep around a story", strings.Repeat("<div>", 40_000) + story + strings.Repeat("</div>", 50_000), ""},
		{"unclosed emphasis", strings.Repeat("<b><i><u>", 15_000) + story, ""},
		{"fonts that differ", fonts(30_000) + story, ""},
		{"tables in tables", strings.Repeat("<table><tr><td>", 15_000) + story, ""},
		{"lists in lists", strings.Repeat("<ul><li>", 20_000) + story, ""},
		{"a stray end in every cell", strings.Repeat("<div><table><tr><td></div>", 10_000) + story, pledgebook.Invalid},
		{"a huge attribute", `<p title="` + strings.Repeat("x", 8<<20) + `">` + story, ""},
		{"many attributes", "<p " + attributes(100_000) + ">" + story, ""},
		{"a script that never ends", story + "<script>" + strings.Repeat("var a;", 1<<20), ""},
		{"data nested deep", `<script type="application/ld+json">` + strings.Repeat("[", 1<<20) + "</script>" + story, ""},
		{"a comment that never ends", story + "<!--" + strings.Repeat("-", 4<<20), ""},
		{"a word of eight megabytes", story + "<p>" + strings.Repeat("x", 8<<20), ""},
		{"only markup", strings.Repeat("<p></p>", 30_000), pledgebook.Invalid},
		{"too many elements", strings.Repeat("<p>a", 200_000), pledgebook.TooLarge},
		{"nothing", " \n ", pledgebook.Invalid},
		{"over the limit", strings.Repeat("x", article.DefaultLimit+1), pledgebook.TooLarge},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Clean(article.Input{Name: "page.html", Language: "en", Bytes: []byte("<!doctype html>" + tt.html)})
			if tt.name == "nothing" {
				_, err = Clean(article.Input{Name: "page.html", Bytes: []byte(tt.html)})
			}
			runtime.ReadMemStats(&after)
			if got := pledgebook.KindOf(err); got != tt.want {
				t.Errorf("kind %q (%v), want %q", got, err, tt.want)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 1<<30 {
				t.Errorf("allocated %d MB", used>>20)
			}
		})
	}
}

func fonts(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("<font size=" + strings.Repeat("1", i%50+1) + ">")
	}
	return b.String()
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("a" + strings.Repeat("b", i%30) + "=1 ")
	}
	return b.String()
}

func TestDecode(t *testing.T) {
	ukrainian := "<p>Союзники надали Україні 5 млн</p>"
	encode := func(text string, enc *charmap.Charmap) []byte {
		b, err := enc.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(ukrainian))
	late := strings.Repeat("<!-- ascii -->", 200)
	for _, tt := range []struct {
		name, media, host string
		raw               []byte
		want              string
	}{
		{"UTF-8 behind 2 800 bytes of ASCII, without a hint", "", "", []byte(late + ukrainian), late + ukrainian},
		{"UTF-8 that claims to be Latin", "text/html; charset=iso-8859-1", "", []byte(ukrainian), ukrainian},
		{"what the server says", "text/html; charset=windows-1251", "", encode(ukrainian, charmap.Windows1251), ukrainian},
		{"what the page says, late", "", "", encode(late+`<meta charset="koi8-u">`+ukrainian, charmap.KOI8U), late + `<meta charset="koi8-u">` + ukrainian},
		{"http-equiv", "", "", encode(`<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">`+ukrainian, charmap.Windows1251), `<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">` + ukrainian},
		{"no hint on a Ukrainian host", "", "news.example.ua", encode(ukrainian, charmap.Windows1251), ukrainian},
		{"no hint elsewhere", "", "news.example", encode("<p>café</p>", charmap.Windows1252), "<p>café</p>"},
		{"UTF-16 with its mark", "", "", wide, ukrainian},
		{"one broken byte", "text/html; charset=utf-8", "", []byte("<p>caf\xe9 – ok</p>"), "<p>caf\uFFFD – ok</p>"},
		{"a charset nobody knows", "text/html; charset=klingon", "", encode("<p>café</p>", charmap.Windows1252), "<p>café</p>"},
	} {
		got, err := decode(tt.raw, tt.media, tt.host)
		if got = strings.TrimPrefix(got, "\uFEFF"); err != nil || got != tt.want {
			t.Errorf("%s: %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

func TestParseStamp(t *testing.T) {
	for in, want := range map[string]pledgebook.Stamp{
		"2023-05-03T08:15:00.123Z":         "2023-05-03T08:15:00Z",
		"2023-05-03T08:15:00+0300":         "2023-05-03T08:15:00+03:00",
		"2023-05-03 08:15:00":              "2023-05-03T08:15:00",
		"Wed, 03 May 2023 08:15:00 GMT":    "2023-05-03T08:15:00Z",
		"May 3, 2023, 08:15 PM EST":        "2023-05-03T20:15:00-05:00",
		"3 May 2023 08:15 CST":             "2023-05-03T08:15:00", // three zones are called so
		"3 MAY 2023":                       "2023-05-03",
		"20230503":                         "2023-05-03",
		"03.05.2023":                       "2023-05-03",
		"0001-01-01T00:00:00Z":             "",
		"yesterday":                        "",
		"":                                 "",
		"2023-13-45":                       "",
		strings.Repeat("2023-05-03 ", 100): "",
	} {
		if got := parseStamp(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// A page may not pass itself off as another site's.
func TestCanonicalLinkOfAnotherSite(t *testing.T) {
	for from, want := range map[string]string{
		"https://copy.example/a?utm=1":        "https://copy.example/a?utm=1",
		"https://m.harbourpost.example/story": "https://www.harbourpost.example/story",
		"":                                    "https://www.harbourpost.example/story",
	} {
		r, err := Clean(article.Input{Name: "p", URL: from, Language: "en", Bytes: []byte(`<html><link rel=canonical href="https://www.harbourpost.example/story"><body>` + story)})
		if err != nil || r.URL != want {
			t.Errorf("from %q: %q, %v; want %q", from, r.URL, err, want)
		}
	}
}

// The same page gives the same report, and what the user said of it wins.
func TestGivenWins(t *testing.T) {
	in := article.Input{Name: "p", Published: "2020-02-02", Bytes: []byte(`<html><meta name="date" content="2024-01-05">` + story)}
	a, err := Clean(in)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := Clean(in)
	if a.Published != "2020-02-02" || a.ID != b.ID || a.Text != b.Text {
		t.Errorf("published %s, ids %s and %s", a.Published, a.ID, b.ID)
	}
}

// soundParts checks that a page is refused, or gives a report whose parts stand in
// order on its text.
func soundParts(t interface{ Fatalf(string, ...any) }, raw []byte) {
	r, err := Clean(article.Input{Name: "f", URL: "https://a.example/x", Language: "en", Bytes: raw})
	if err != nil {
		return
	}
	end := 0
	for _, p := range r.Parts {
		if p.Span.Start < end || p.Span.End > len(r.Text) || !utf8.ValidString(p.Span.In(r.Text)) {
			t.Fatalf("part %+v behind %d in %d bytes", p, end, len(r.Text))
		}
		end = p.Span.End
	}
}

// Pages made of pieces in any order: tags that nothing closes, ends of nothing,
// data of the wrong shape. Fuzzing reaches few of them: the libraries make each
// run slow once they are instrumented.
func TestPagesOfPieces(t *testing.T) {
	pieces := rapid.SampledFrom([]string{
		story, "<h1>", "</h1>", "<p>", "</p>", "<div class=cookie>", "</div>", "<a href=/x>", "</a>", "<li>", "<ul>", "</ul>", "<table>", "<tr><td>", "</table>", "<b>", "<title>", "</title>",
		"<time datetime=2020-01-01T09:22>", "09:22 • 12 873 views", "A title of another story", "<!--", "-->", "<script>", "</script>", "<meta name=date content=2020>", "<svg>", "<math>", "<template>", "<br>", "&#0;", "&nbsp;", "\xff", "\x00", "<p itemprop=articleBody>",
		`<script type="application/ld+json">{"@graph": [[{"@type": 5, "author": {"@id": ["x"]}, "headline": {"name": [1]}}]]}</script>`,
		`<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"@id": "#"}, "@id": "#", "name": "x", "articleBody": ["y"]}</script>`,
	})
	rapid.Check(t, func(t *rapid.T) {
		soundParts(t, []byte(strings.Join(rapid.SliceOfN(pieces, 1, 30).Draw(t, "pieces"), " ")))
	})
}

func FuzzClean(f *testing.F) {
	f.Add([]byte("<!doctype html>" + story))
	f.Add([]byte(`<script type="application/ld+json">{"@type":["NewsArticle"],"author":[{"name":[["x"]]}],"publisher":{"@id":"#"}}</script><title>a | b</title>` + story))
	f.Add([]byte("<table><li><td><a href=/x>A title of another story</a><time datetime=2020-01-01>09:22</time></div></p>"))
	f.Fuzz(func(t *testing.T, raw []byte) { soundParts(t, raw) })
}

func BenchmarkClean(b *testing.B) {
	paths, _ := filepath.Glob("../../../corpus/en/page/*.txtar")
	var raw []byte
	for _, p := range paths {
		x, err := os.ReadFile(p)
		if err != nil {
			b.Fatal(err)
		}
		raw = append(raw, x...)
	}
	raw = bytes.Repeat(raw, 4)
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := Clean(article.Input{Name: "p", Language: "en", Bytes: raw}); err != nil {
			b.Fatal(err)
		}
	}
}
