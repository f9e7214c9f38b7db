package article_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/article"
)

const story = "Norway gives Kenya water pumps\nThe government in Oslo said on Monday that it would give Kenya 200 million kroner for water pumps.\nThe pumps are to be built in the north of the country by 2027, and the ministry will pay for them.\n"

func clean(b []byte) (pledgebook.Report, error) {
	return article.Clean(article.Input{Name: "report.txt", Bytes: b})
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		in   article.Input
		kind pledgebook.ErrorKind
		says string
	}{
		"empty":        {article.Input{Bytes: nil}, pledgebook.Invalid, "is empty"},
		"only blanks":  {article.Input{Bytes: []byte("\xef\xbb\xbf \n\t\n")}, pledgebook.Invalid, "is empty"},
		"binary":       {article.Input{Bytes: append([]byte("text"), make([]byte, 100)...)}, pledgebook.Unsupported, "binary"},
		"late NUL":     {article.Input{Bytes: append(bytes.Repeat([]byte(story), 100), 0, 1, 2)}, pledgebook.Unsupported, "binary"},
		"a picture":    {article.Input{Bytes: []byte("\x89PNG\r\n\x1a\n0000")}, pledgebook.Unsupported, "binary"},
		"a PDF":        {article.Input{Bytes: []byte("%PDF-1.7 ...")}, pledgebook.Unsupported, "PDF"},
		"a web page":   {article.Input{Bytes: []byte("<!DOCTYPE html><p>x")}, pledgebook.Unsupported, "web page"},
		"damaged":      {article.Input{Bytes: []byte("Caf\u00e9 cr\u00e8me \u20ac5 \xc3")}, pledgebook.Invalid, "byte 18 is not valid UTF-8"},
		"no such day":  {article.Input{Bytes: []byte(story), Published: "2024-02-30"}, pledgebook.Invalid, "2024-02-30"},
		"no such head": {article.Input{Name: "a.md", Bytes: []byte("---\ndate: 2023-13-01\n---\n" + story)}, pledgebook.Invalid, "2023-13-01"},
		"broken JSON":  {article.Input{Name: "a.json", Bytes: []byte(`{"text": `)}, pledgebook.Invalid, "no JSON object"},
		"JSON, no text": {
			article.Input{Name: "a.json", Bytes: []byte(`{"id": "x"}`)}, pledgebook.Invalid, `no field "text"`,
		},
		"JSON, empty text": {article.Input{Name: "a.json", Bytes: []byte(`{"text": " "}`)}, pledgebook.Invalid, "holds no text"},
		"German": {
			article.Input{Bytes: []byte(strings.Repeat("Die Regierung hat am Montag mit der Ukraine ein Abkommen unterzeichnet, das auch für die Verwundeten ist. ", 5))},
			pledgebook.Unsupported, "reads as German",
		},
		"Ukrainian": {
			article.Input{Bytes: []byte(strings.Repeat("Уряд на засіданні схвалив, що для відбудови та під час зими буде виділено кошти і це не все. ", 5))},
			pledgebook.Unsupported, "reads as Ukrainian",
		},
		"Chinese":   {article.Input{Bytes: []byte(strings.Repeat("政府周一宣布提供援助。", 20))}, pledgebook.Unsupported, "reads as Chinese"},
		"no tongue": {article.Input{Bytes: []byte(strings.Repeat("xqz wvk plm trg ", 40))}, pledgebook.Unsupported, "cannot tell its language"},
		"a language not read": {
			article.Input{Bytes: []byte(story), Language: "fr-CA"}, pledgebook.Unsupported, "is in French",
		},
		"no such language":    {article.Input{Bytes: []byte(story), Language: "xx"}, pledgebook.Unsupported, "language xx"},
		"over the limit":      {article.Input{Bytes: []byte(story), Limit: 100}, pledgebook.TooLarge, "limit of 100 bytes"},
		"too many parts":      {article.Input{Bytes: []byte(strings.Repeat("A.\n", 300_000)), Language: "en"}, pledgebook.TooLarge, "more than 200000 paragraphs"},
		"a reader that fails": {article.Input{Reader: io.MultiReader(strings.NewReader("x"), failing{})}, pledgebook.Unreadable, "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.in.Name == "" {
				c.in.Name = "report.txt"
			}
			_, err := article.Clean(c.in)
			if pledgebook.KindOf(err) != c.kind {
				t.Fatalf("error %v, want one of kind %s", err, c.kind)
			}
			msg := err.Error()
			if !strings.Contains(msg, c.says) || !strings.HasPrefix(msg, c.in.Name) || strings.Contains(msg, "\n") {
				t.Errorf("message %q must be one line, begin with the input's name and say %q", msg, c.says)
			}
		})
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("disk on fire") }

// counting is an endless reader that counts what is taken from it.
type counting struct{ n int }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	c.n += len(p)
	return len(p), nil
}

func TestTooLargeIsNotReadToItsEnd(t *testing.T) {
	r := &counting{}
	_, err := article.Clean(article.Input{Name: "-", Reader: io.LimitReader(r, 200<<20)})
	if pledgebook.KindOf(err) != pledgebook.TooLarge {
		t.Fatal(err)
	}
	if r.n > article.DefaultLimit+64<<10 {
		t.Errorf("%d bytes were read of a document over the limit of %d", r.n, article.DefaultLimit)
	}
	f, err := os.Create(filepath.Join(t.TempDir(), "big.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(200 << 20); err != nil {
		t.Fatal(err)
	}
	if _, err := article.Clean(article.Input{Name: "big.txt", Reader: f}); pledgebook.KindOf(err) != pledgebook.TooLarge {
		t.Fatal(err)
	}
	if at, _ := f.Seek(0, io.SeekCurrent); at != 0 {
		t.Errorf("%d bytes were read of a file whose size tells", at)
	}
}

func TestEncodings(t *testing.T) {
	want, err := clean([]byte(story))
	if err != nil {
		t.Fatal(err)
	}
	units := utf16.Encode([]rune(story))
	little, big := []byte{}, []byte{}
	for _, u := range units {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	for name, raw := range map[string][]byte{
		"UTF-8 with a mark":        []byte("\xef\xbb\xbf" + story),
		"Windows line ends":        []byte(strings.ReplaceAll(story, "\n", "\r\n")),
		"old Mac line ends":        []byte(strings.ReplaceAll(story, "\n", "\r")),
		"UTF-16LE":                 append([]byte("\xff\xfe"), little...),
		"UTF-16BE":                 append([]byte("\xfe\xff"), big...),
		"UTF-16LE without a mark":  little,
		"UTF-16BE without a mark":  big,
		"with stray control bytes": []byte(strings.Replace(story, "Kenya", "Ken\x1bya", 1)),
	} {
		got, err := clean(raw)
		if err != nil || got.Text != want.Text || got.ID != want.ID {
			t.Errorf("%s: %v\n%q", name, err, got.Text)
		}
	}
	for name, c := range map[string]struct{ raw, media, want string }{
		"windows-1252, guessed":  {"The caf\xe9 gave \x8020 to the fund, and it was not much.", "", "café gave €20"},
		"windows-1251, declared": {"\xca\xe8\xbf\xe2: the minister said that it was on the way.", "text/plain; charset=windows-1251", "Київ"},
		"decomposed letters":     {"The cafe\u0301 in Co\u0302te d'Ivoire is the one that it was.", "", "café in Côte"},
	} {
		got, err := article.Clean(article.Input{Name: "a.txt", Bytes: []byte(c.raw), MediaType: c.media})
		if err != nil || !strings.Contains(got.Text, c.want) {
			t.Errorf("%s: %v %q lacks %q", name, err, got.Text, c.want)
		}
	}
}

// TestMemoryIsBounded holds the bound that the package comment states.
func TestMemoryIsBounded(t *testing.T) {
	const n = 10_000_000
	words := strings.Repeat("the aid of ", n/11)
	for name, content := range map[string]string{
		"one line":              words,
		"quote marks":           strings.Repeat("\"", 100_000) + words[:1<<20],
		"short lines":           strings.Repeat("a b\n", 190_000),
		"only blank lines":      "The aid is for the people of the north.\n" + strings.Repeat("\n", n) + "It is.",
		"digits and full stops": strings.Repeat("17.10.24, 09:22 • ", n/20),
		"decomposed":            strings.Repeat("e\u0301", n/3),
		"windows-1252":          strings.Repeat("caf\xe9 \x80 ", n/7),
		"control characters":    strings.Repeat("ab cd ef gh ij kl mn op qr st uv wx yz ab cd ef gh ij kl mn op qr\x01\r\n", n/70),
		"JSON of escapes":       `{"text": "` + strings.Repeat(`\u20ac`, n/6) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			in := article.Input{Name: "a.txt", Bytes: []byte(content), Language: "en"}
			if strings.HasPrefix(content, "{") {
				in.Name = "a.json"
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			r, err := article.Clean(in)
			runtime.ReadMemStats(&after)
			if err != nil {
				t.Fatal(err)
			}
			spent := after.TotalAlloc - before.TotalAlloc
			t.Logf("%.1f bytes allocated a byte", float64(spent)/float64(len(content)))
			if limit := uint64(16*len(content) + 32<<20); spent > limit {
				t.Errorf("allocated %d bytes for %d, over the bound of %d", spent, len(content), limit)
			}
			check(t, r)
		})
	}
}

// check holds what is true of every report: text in NFC, and parts and teasers
// in order, apart, inside the text and on rune boundaries.
func check(t interface {
	Helper()
	Errorf(string, ...any)
}, r pledgebook.Report) {
	t.Helper()
	if !utf8.ValidString(r.Text) || !norm.NFC.IsNormalString(r.Text) || strings.ContainsAny(r.Text, "\r\x00") {
		t.Errorf("the text is not clean UTF-8 in NFC")
	}
	end := 0
	for i, p := range r.Parts {
		if p.Span.Start < end || p.Span.End <= p.Span.Start || p.Span.End > len(r.Text) {
			t.Errorf("part %d (%s) at %d..%d after %d", i, p.Kind, p.Span.Start, p.Span.End, end)
			return
		}
		end = p.Span.End
		if p.Span.End < len(r.Text) && !utf8.RuneStart(r.Text[p.Span.End]) || !utf8.RuneStart(r.Text[p.Span.Start]) {
			t.Errorf("part %d is cut inside a character", i)
		}
	}
	for _, s := range r.Teasers {
		if s.Span.Start < 0 || s.Span.End > len(r.Text) || s.Title == "" && s.Views == 0 && s.Published == "" {
			t.Errorf("teaser %+v", s)
		}
	}
	if r.Headline != "" && !strings.Contains(r.Text, r.Headline) {
		t.Errorf("the headline %q is not in the text", r.Headline)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a.txt", []byte(story))
	f.Add("a.txt", []byte("Title17.10.24, 09:22 • 32 659 views\nKYIV, Oct 17 (Reuters) - Text.\n- a\n- b\nRead also: c\n13:45 / 12 873\n"))
	f.Add("a.md", []byte("---\ntitle: \"A \\u2014 B\\\n  \\ c\"\ndate: '2024-02-01'\n---\n# A\n\ntext  \nmore\\\n"))
	f.Add("a.json", []byte(`{"lang": "en", "published": "2024-02-01", "text": "A\n\nb é\r\nc"}`))
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		r, err := article.Clean(article.Input{Name: name, Bytes: raw, Language: "en"})
		if err != nil {
			if pledgebook.KindOf(err) == pledgebook.Internal {
				t.Fatal(err)
			}
			return
		}
		check(t, r)
		again, err := article.Clean(article.Input{Name: name, Bytes: raw, Language: "en"})
		if err != nil || again.ID != r.ID {
			t.Fatalf("read twice: %v", err)
		}
	})
}

// TestCleanTextStaysAsItIs: cleaning the text of a report again changes nothing.
func TestCleanTextStaysAsItIs(t *testing.T) {
	lines := []string{
		"Sweden backs wells in Niger", "Stockholm • TT", "STOCKHOLM, May 3 (TT) - The aid is for wells.", "- 20 pumps", "• 30 tents",
		"Other story12.05.24, 10:00 • 300 views", "12 May, 10:00", "Read also: Another story", "The ministry said it will pay, and that it is ready.", "", "Niger  SEK 20 million", "    Indented text runs on",
	}
	rapid.Check(t, func(t *rapid.T) {
		content := strings.Join(rapid.SliceOfN(rapid.SampledFrom(lines), 1, 12).Draw(t, "lines"), "\n")
		r, err := article.Clean(article.Input{Name: "a.txt", Bytes: []byte(content), Language: "en"})
		if err != nil {
			return
		}
		check(t, r)
		again, err := article.Clean(article.Input{Name: "a.txt", Bytes: []byte(r.Text), Language: "en"})
		if err != nil || again.Text != r.Text || again.ID != r.ID || len(again.Parts) != len(r.Parts) {
			t.Fatalf("cleaned again: %v\n%q\n%q", err, r.Text, again.Text)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	content := []byte(strings.Repeat(story, 500))
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := clean(content); err != nil {
			b.Fatal(err)
		}
	}
}

// TestMarkdownNobodyWrites: what a parser of markdown takes long over is kept
// as it stands.
func TestMarkdownNobodyWrites(t *testing.T) {
	for name, content := range map[string]string{
		"pictures in pictures": strings.Repeat("![a](", 100_000),
		"quotes in quotes":     strings.Repeat(">", 500_000) + " Norway gave $3 million to Chad.",
		"brackets":             strings.Repeat("[", 500_000),
	} {
		r, err := article.Clean(article.Input{Name: "x.md", Bytes: []byte(content), Language: "en"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if r.Text != content {
			t.Errorf("%s: the text became %.60q", name, r.Text)
		}
	}
}
