package mail

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"pledgebook"
	"pledgebook/internal/article"
)

// pageOf stands in for the cleaner of web pages.
func pageOf(in article.Input) (pledgebook.Report, error) {
	b := article.NewBuilder(in)
	b.Add(pledgebook.PartParagraph, string(in.Bytes))
	return b.Report(article.HTML)
}

func wire(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

// shown writes what became of a message.
func shown(in article.Input) string {
	var out strings.Builder
	r, err := Cleaner(pageOf)(in)
	if err != nil {
		return fmt.Sprintf("%s: %v\n", pledgebook.KindOf(err), err)
	}
	fmt.Fprintf(&out, "outlet %q, published %q, headline %q\n", r.Outlet, r.Published, r.Headline)
	for _, p := range r.Parts {
		fmt.Fprintf(&out, "%s: %s\n", p.Kind, strings.ReplaceAll(p.Span.In(r.Text), "\n", " ¶ "))
	}
	attached, err := Attachments(in)
	if err != nil {
		return err.Error()
	}
	for _, a := range attached {
		fmt.Fprintf(&out, "attached %s, published %q, %d bytes\n", a.Name, a.Published, len(a.Bytes))
	}
	return out.String()
}

// Each file holds a message and what must become of it.
func TestMessages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil || len(a.Files) != 2 {
				t.Fatalf("%d parts, %v", len(a.Files), err)
			}
			got := shown(article.Input{Name: "x.eml", Bytes: wire(string(a.Files[0].Data)), Language: "en"})
			if diff := cmp.Diff(string(a.Files[1].Data), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHostileMessages(t *testing.T) {
	nested := ""
	for i := range 100 {
		nested += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d.\n\n--b%d.\n", i, i)
	}
	for name, tt := range map[string]struct {
		raw  string
		kind pledgebook.ErrorKind
	}{
		"nothing":                    {"", pledgebook.Invalid},
		"no text":                    {"From: a@b.example\nSubject:\n\n", pledgebook.Invalid},
		"parts a hundred deep":       {"From: a@b.example\n" + nested, pledgebook.TooLarge},
		"a thousand parts":           {"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 1000) + "--b--\n", pledgebook.TooLarge},
		"a head of two megabytes":    {"From: a@b.example\nSubject: " + strings.Repeat("x", 2<<20) + "\n\nNorway gave 3 million.\n", pledgebook.Unreadable},
		"letters of an unknown kind": {"From: a@b.example\nSubject: Aid\nContent-Type: text/plain; charset=klingon\n\nNorway gave 3 million dollars to Chad.\n", ""},
		"broken base64":              {"From: a@b.example\nSubject: Aid\nContent-Transfer-Encoding: base64\n\n!!!!\n", pledgebook.Unreadable},
	} {
		_, err := Cleaner(pageOf)(article.Input{Name: "x.eml", Bytes: wire(tt.raw), Language: "en"})
		if pledgebook.KindOf(err) != tt.kind || err != nil && !strings.Contains(err.Error(), "x.eml") {
			t.Errorf("%s: kind %q, want %q: %.200v", name, pledgebook.KindOf(err), tt.kind, err)
		}
	}
}

func TestPathsInNamesOfAttachments(t *testing.T) {
	var m letter
	m.attach("application/pdf", "../../etc/passwd", "", nil)
	m.attach("application/pdf", `C:\\x\\y.pdf`, "", nil)
	m.attach("application/pdf", "", "", nil)
	for i, want := range []string{"passwd", "y.pdf", "part 0"} {
		if m.attached[i].name != want {
			t.Errorf("name %q, want %q", m.attached[i].name, want)
		}
	}
}

func FuzzMessage(f *testing.F) {
	f.Add([]byte("From: A <a@b.example>\r\nSubject: Aid\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nNorway gave 3 million.\r\n> old\r\n-- \r\nA\r\n--b--\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		in := article.Input{Name: "x.eml", Bytes: raw, Language: "en"}
		if r, err := Cleaner(pageOf)(in); err == nil && r.Published != "" {
			if _, err := pledgebook.ParseStamp(string(r.Published)); err != nil {
				t.Error(err)
			}
		}
		_, _ = Attachments(in)
	})
}
