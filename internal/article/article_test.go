package article_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/article"
)

var update = flag.Bool("update", false, "rewrite the expected parts of corpus/en/article")

// TestCorpus reads every case of corpus/en/article: the file input.* is
// cleaned, and what comes out must be the file want.
func TestCorpus(t *testing.T) {
	names, err := corpus.Files("en", "article")
	if err != nil || len(names) < 15 {
		t.Fatalf("%d cases, want 15 or more: %v", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) { corpusCase(t, name) })
	}
}

func corpusCase(t *testing.T, name string) {
	content, err := corpus.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	ar := txtar.Parse(content)
	if len(ar.Files) != 2 || ar.Files[1].Name != "want" {
		t.Fatalf("%s: want two files, input.* and want", name)
	}
	head := string(ar.Comment)
	in := article.Input{
		Name: ar.Files[0].Name, Bytes: input(t, head, ar.Files[0].Data), URL: corpus.Field(head, "url"),
		Published: pledgebook.Stamp(corpus.Field(head, "published")), Language: corpus.Field(head, "lang"), MediaType: corpus.Field(head, "type"),
	}
	got := printed(article.Clean(in))
	if *update {
		ar.Files[1].Data = []byte(got)
		if err := os.WriteFile(filepath.Join("../../corpus", name), txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(ar.Files[1].Data), got); diff != "" {
		t.Errorf("%s (- want, + got):\n%s", name, diff)
	}
}

// input returns the bytes of a case; "escaped: yes" lets \xNN stand for bytes
// that a text file cannot hold.
func input(t *testing.T, head string, data []byte) []byte {
	if corpus.Field(head, "escaped") == "" {
		return data
	}
	var out []byte
	for s := string(data); len(s) > 0; {
		if len(s) >= 4 && s[:2] == `\x` {
			var c byte
			if _, err := fmt.Sscanf(s[2:4], "%x", &c); err != nil {
				t.Fatal(err)
			}
			out, s = append(out, c), s[4:]
			continue
		}
		out, s = append(out, s[0]), s[1:]
	}
	return out
}

// printed writes a report as the cases do: what is known of it, then its parts.
func printed(r pledgebook.Report, err error) string {
	var sb strings.Builder
	if err != nil {
		fmt.Fprintf(&sb, "error %s: %s\n", pledgebook.KindOf(err), strings.ReplaceAll(err.Error(), "\n", "⏎"))
		return sb.String()
	}
	for _, f := range [][2]string{
		{"outlet", r.Outlet}, {"place", r.Place}, {"credit", r.Credit}, {"author", r.Author}, {"language", r.Language},
		{"published", string(r.Published)}, {"modified", string(r.Modified)}, {"link", r.URL},
	} {
		if f[1] != "" {
			fmt.Fprintf(&sb, "%s = %s\n", f[0], f[1])
		}
	}
	for _, t := range r.Teasers {
		fmt.Fprintf(&sb, "other story = %s | %s | %d\n", strings.ReplaceAll(t.Title, "\n", "⏎"), t.Published, t.Views)
	}
	for _, p := range r.Parts {
		fmt.Fprintf(&sb, "%s: %s\n", p.Kind, strings.ReplaceAll(p.Span.In(r.Text), "\n", "⏎"))
	}
	return sb.String()
}
