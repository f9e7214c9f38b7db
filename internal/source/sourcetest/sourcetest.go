// Package sourcetest holds what is true of every source of documents and of every
// format of rows: the tests of each run it on an example of its own.
package sourcetest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pledgebook"
	"pledgebook/internal/source"
)

// Run proves the format on an example of at least two rows, all of them sound.
func Run(t *testing.T, format source.Format, name, example string) {
	t.Helper()
	want := Read(t, format, name, strings.NewReader(example))
	if len(want) < 2 {
		t.Fatalf("the example has %d rows, too few to prove anything", len(want))
	}
	t.Run("takes its own file and no prose", func(t *testing.T) {
		if !format.Takes(name, []byte(example)) {
			t.Error("the format does not take its own example")
		}
		if format.Takes("report.txt", []byte("Norway, Sweden and others give money; nobody says how much.\nMore follows.\n")) {
			t.Error("the format takes running text")
		}
	})
	t.Run("every piece of evidence stands in the row", func(t *testing.T) {
		for _, r := range want {
			proveEvidence(t, r)
		}
	})
	t.Run("ids differ, and are the same the second time", func(t *testing.T) {
		again := Read(t, format, name, strings.NewReader(example))
		sameIDs(t, want, again)
	})
	t.Run("bytes that come one by one are the same rows", func(t *testing.T) {
		again := Read(t, format, name, iotest.OneByteReader(strings.NewReader(example)))
		sameIDs(t, want, again)
	})
	t.Run("a file cut off keeps its first rows and ends", func(t *testing.T) {
		cut := source.File{Name: name, Reader: strings.NewReader(example[:len(example)*3/4])}
		n := 0
		for r, err := range format.Rows(cut) {
			if err == nil {
				n++
				proveEvidence(t, r)
			}
		}
		if n > len(want) {
			t.Errorf("%d rows of a file of %d", n, len(want))
		}
	})
	t.Run("a reader that fails ends it with an error", func(t *testing.T) {
		broken := io.MultiReader(strings.NewReader(example[:len(example)/2]), iotest.ErrReader(errors.New("the cable was pulled")))
		failed := false
		for _, err := range format.Rows(source.File{Name: name, Reader: broken}) {
			failed = failed || err != nil
		}
		if !failed {
			t.Error("nobody heard of the error")
		}
	})
	t.Run("a caller that stops is obeyed", func(t *testing.T) {
		for range format.Rows(source.File{Name: name, Reader: strings.NewReader(example)}) {
			break
		}
	})
}

// Read returns all rows and fails on an error among them.
func Read(t *testing.T, format source.Format, name string, r io.Reader) []pledgebook.Reading {
	t.Helper()
	var all []pledgebook.Reading
	for reading, err := range format.Rows(source.File{Name: name, Reader: source.Decoded(r)}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, reading)
	}
	return all
}

func proveEvidence(t *testing.T, r pledgebook.Reading) {
	t.Helper()
	text := r.Report.Text
	for _, c := range r.Claims {
		for _, e := range c.Evidence {
			if e.Span.Start < 0 || e.Span.End > len(text) || e.Span.Start >= e.Span.End || e.Span.In(text) != e.Text {
				t.Errorf("the evidence of %s is not at %v of %q", e.Field, e.Span, text)
			}
		}
		if c.Money != nil && len(c.Evidence) == 0 {
			t.Errorf("a claim of %q has no evidence", text)
		}
	}
}

func sameIDs(t *testing.T, a, b []pledgebook.Reading) {
	t.Helper()
	if len(a) != len(b) {
		t.Fatalf("%d rows and then %d", len(a), len(b))
	}
	seen := map[string]bool{}
	for i := range a {
		if a[i].Report.ID != b[i].Report.ID {
			t.Errorf("row %d has another id the second time", i)
		}
		for _, id := range idsOf(a[i]) {
			if seen[id] {
				t.Errorf("the id %s stands for two things", id)
			}
			seen[id] = true
		}
	}
}

func idsOf(r pledgebook.Reading) []string {
	ids := []string{r.Report.ID}
	for _, c := range r.Claims {
		ids = append(ids, c.ID)
	}
	return ids
}

// Fuzz feeds a format whatever bytes: it must end, and what it yields must
// stand on its text.
func Fuzz(f *testing.F, format source.Format, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		format.Takes("x", b)
		rows := 0
		for r, err := range format.Rows(source.File{Name: "x", Reader: source.Decoded(bytes.NewReader(b))}) {
			if rows++; rows > len(b)+1 {
				t.Fatal("more rows than bytes")
			}
			if err == nil {
				proveEvidence(t, r)
			}
		}
	})
}
