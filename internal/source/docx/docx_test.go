package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pledgebook"
	"pledgebook/internal/article"
)

// file packs a main part and properties as Word does.
func file(tb testing.TB, body, properties string) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range map[string]string{
		mainPart: `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`,
		corePart: `<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">` + properties + `</cp:coreProperties>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func p(style, text string) string {
	s := ""
	if style != "" {
		s = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	return `<w:p>` + s + `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func parts(t *testing.T, raw []byte) (string, pledgebook.Report) {
	t.Helper()
	r, err := Clean(article.Input{Name: "release.docx", Bytes: raw, Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, part := range r.Parts {
		fmt.Fprintf(&out, "%s: %s\n", part.Kind, part.Span.In(r.Text))
	}
	return out.String(), r
}

func TestParts(t *testing.T) {
	list := `<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>20 pumps</w:t></w:r></w:p>`
	row := func(cells ...string) string {
		out := "<w:tr>"
		for _, c := range cells {
			out += "<w:tc>" + p("", c) + "</w:tc>"
		}
		return out + "</w:tr>"
	}
	tracked := `<w:p><w:r><w:t xml:space="preserve">Norway pays </w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins><w:r><w:t>15</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> million</w:t><w:tab/><w:t>kroner to Chad this year.</w:t></w:r></w:p>`
	for _, tt := range []struct{ name, body, properties, want string }{
		{"styles", p("Normal", "Ministry of Aid") + p("Title", "Norway helps Chad") + p("", "Oslo, 3 May 2024") + p("", "Norway will give 15 million kroner to Chad, the minister said.") + p("Heading2", "What it buys") + list + p("ListBullet", "seed for 900 farms") + p("Caption", "A well in Chad"), "",
			"subhead: Ministry of Aid\nheadline: Norway helps Chad\ndateline: Oslo, 3 May 2024\nparagraph: Norway will give 15 million kroner to Chad, the minister said.\nsubhead: What it buys\nlist-item: 20 pumps\nlist-item: seed for 900 farms\ncaption: A well in Chad\n"},
		{"the title that the properties name", p("", "Press release") + p("", "Norway helps Chad with wells") + p("", "Norway will give 15 million kroner to Chad."), "<dc:title>Norway helps Chad with Wells</dc:title>",
			"furniture: Press release\nheadline: Norway helps Chad with wells\nparagraph: Norway will give 15 million kroner to Chad.\n"},
		{"table", p("Heading1", "Pledges") + "<w:tbl>" + row("Donor", "Sum") + row("Norway", "NOK 15 million") + "</w:tbl>", "",
			"headline: Pledges\ntable-row: Donor | Sum\ntable-row: Norway | NOK 15 million\n"},
		{"tracked changes", p("Title", "Aid") + tracked, "", "headline: Aid\nparagraph: Norway pays 15 million kroner to Chad this year.\n"},
		{"a text box is kept, its copy for old programs is not", p("Title", "Aid") + `<w:p><w:r><w:t>Norway gives wells.</w:t></w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>` + p("", "Chad thanks Norway.") + `</mc:Choice><mc:Fallback>` + p("", "Chad thanks Norway.") + `</mc:Fallback></mc:AlternateContent></w:p>`, "",
			"headline: Aid\nparagraph: Norway gives wells.\nChad thanks Norway.\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := parts(t, file(t, tt.body, tt.properties))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHostileFiles(t *testing.T) {
	sound := file(t, p("", "Norway gave 10 million kroner to Kenya in May."), "")
	for _, tt := range []struct {
		name string
		raw  []byte
		kind pledgebook.ErrorKind
	}{
		{"sound", sound, ""},
		{"cut off", sound[:len(sound)/2], pledgebook.Unreadable},
		{"no zip", []byte("PK\x03\x04word/document.xml"), pledgebook.Unreadable},
		{"empty", file(t, "", ""), pledgebook.Invalid},
		{"broken XML", file(t, "<w:p><w:r>", ""), pledgebook.Unreadable},
		{"an entity that is not declared", file(t, p("", "&lol;"), ""), pledgebook.Unreadable},
		{"nested a million deep", file(t, strings.Repeat("<w:p>", 1_000_000), ""), pledgebook.TooLarge},
		{"unpacks to more than three times the limit", file(t, p("", strings.Repeat("0", unpacked*article.DefaultLimit)), ""), pledgebook.TooLarge},
		{"a hundred thousand rows", file(t, "<w:tbl>"+strings.Repeat("<w:tr><w:tc>"+p("", "Chad")+"</w:tc></w:tr>", 250_000)+"</w:tbl>", ""), pledgebook.TooLarge},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Clean(article.Input{Name: "x.docx", Bytes: tt.raw, Language: "en"})
			if pledgebook.KindOf(err) != tt.kind {
				t.Errorf("kind %q, want %q: %.300v", pledgebook.KindOf(err), tt.kind, err)
			}
			if err != nil && !strings.Contains(err.Error(), "x.docx") {
				t.Errorf("the error names no file: %.300v", err)
			}
		})
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(p("Title", "Aid") + "<w:tbl><w:tr><w:tc>" + p("", "a") + "</w:tc></w:tr></w:tbl>")
	f.Fuzz(func(t *testing.T, body string) {
		r, err := Clean(article.Input{Name: "x.docx", Bytes: file(t, body, ""), Language: "en"})
		if err != nil {
			return
		}
		end := 0
		for _, part := range r.Parts {
			if part.Span.Start < end || part.Span.End > len(r.Text) {
				t.Errorf("part %+v of %d bytes", part, len(r.Text))
			}
			end = part.Span.End
		}
	})
}
