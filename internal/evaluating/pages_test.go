package evaluating

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"testing"
)

func TestCompareTexts(t *testing.T) {
	for _, tt := range []struct {
		name, want, got   string
		precision, recall float64
	}{
		{"the same", "one two three four five", "one two, three four five!", 1, 1},
		{"a word more", "one two three four", "one two three four five", 0.5, 1},
		{"half of it", "one two three four five", "one two three four", 1, 0.5},
		{"said twice counts once", "one two three four", "one two three four one two three four", 0.2, 1},
		{"nothing found", "one two three four", "", 0, 0},
		{"nothing there", "", "", 1, 1},
		{"short texts are one shingle", "one two", "one two", 1, 1},
	} {
		r := compareTexts(tt.want, tt.got)
		if r.Precision != tt.precision || r.Recall != tt.recall {
			t.Errorf("%s: precision %v, recall %v; want %v, %v", tt.name, r.Precision, r.Recall, tt.precision, tt.recall)
		}
	}
}

func TestPagesAverageOverPages(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, content []byte) {
		path := filepath.Join(dir, name)
		_ = os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("ground-truth.json", []byte(`{"a": {"articleBody": "one two three four", "url": "https://example.org/a"}, "b": {"articleBody": "one two three four five"}, "c": {"articleBody": "x"}}`))
	for _, name := range []string{"a", "b"} {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		_, _ = w.Write([]byte("one two three four"))
		_ = w.Close()
		write("html/"+name+".html.gz", z.Bytes())
	}
	score, errs := Pages(t.Context(), dir, func(_ context.Context, _, _ string, raw []byte) (string, error) { return string(raw), nil })
	if score.Pages != 2 || score.Precision != 1 || score.Recall != 0.75 || len(errs) != 1 || score.Worst[0].Page != "b" {
		t.Errorf("score %+v, errors %v; want 2 pages, 1, 0.75, and an error for the missing page", score, errs)
	}
}
