package page

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/article"
)

// The pages of the corpus, each with the report it must give.
func TestPages(t *testing.T) {
	files, err := corpus.Files("en", "page")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, name := range files {
		raw, err := corpus.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		ar := txtar.Parse(raw)
		sections := map[string]string{}
		for _, f := range ar.Files {
			sections[f.Name] = string(f.Data)
		}
		t.Run(name, func(t *testing.T) {
			r, err := Clean(article.Input{Name: name, URL: corpus.Field(string(ar.Comment), "link"), Bytes: []byte(sections["page.html"])})
			if err != nil {
				t.Fatal(err)
			}
			if got := written(r); got != sections["report"] {
				t.Errorf("got:\n%s\nwant:\n%s", got, sections["report"])
			}
			if got := writtenTeasers(r); got != sections["teasers"] && sections["teasers"] != "" {
				t.Errorf("teasers:\n%s\nwant:\n%s", got, sections["teasers"])
			}
		})
	}
}

// written writes what a report is made of, a line a fact and a line a part.
func written(r pledgebook.Report) string {
	var out strings.Builder
	for _, f := range [][2]string{{"url", r.URL}, {"outlet", r.Outlet}, {"author", r.Author}, {"place", r.Place}, {"credit", r.Credit},
		{"published", string(r.Published)}, {"modified", string(r.Modified)}, {"language", r.Language}} {
		if f[1] != "" {
			fmt.Fprintf(&out, "%s: %s\n", f[0], f[1])
		}
	}
	for _, p := range r.Parts {
		fmt.Fprintf(&out, "%s: %s\n", p.Kind, p.Span.In(r.Text))
	}
	return out.String()
}

func writtenTeasers(r pledgebook.Report) string {
	var out strings.Builder
	for _, t := range r.Teasers {
		line := t.Title
		if t.Published != "" {
			line += " " + string(t.Published)
		}
		if t.Views > 0 {
			line += fmt.Sprintf(" %d", t.Views)
		}
		if t.URL != "" {
			line += " " + t.URL
		}
		out.WriteString(line + "\n")
	}
	return out.String()
}
