package sourcetest

import (
	"context"
	"io"
	"iter"
	"slices"
	"testing"

	"pledgebook/internal/pipeline"
)

// Documents proves a source of documents on an example of at least three, all of
// them sound. all must find the same documents each time it is called.
func Documents(t *testing.T, all func(context.Context) iter.Seq2[pipeline.Document, error]) {
	t.Helper()
	want := names(t, all(t.Context()))
	if len(want) < 3 {
		t.Fatalf("the example has %d documents, too few to prove anything", len(want))
	}
	t.Run("every document has a name and the size it says", func(t *testing.T) {
		for d := range all(t.Context()) {
			n := readAll(t, d)
			if d.Given.Name == "" || d.Size >= 0 && d.Size != n {
				t.Errorf("%q has %d bytes and says %d", d.Given.Name, n, d.Size)
			}
		}
	})
	t.Run("a document outlives the search", func(t *testing.T) {
		var kept []pipeline.Document
		for d := range all(t.Context()) {
			kept = append(kept, d)
		}
		for _, d := range kept {
			if readAll(t, d) == 0 {
				t.Errorf("%s is empty once the next one was found", d.Given.Name)
			}
		}
	})
	t.Run("the same documents in the same order", func(t *testing.T) {
		if again := names(t, all(t.Context())); !slices.Equal(again, want) {
			t.Errorf("%v, and then %v", want, again)
		}
	})
	t.Run("a caller that stops is obeyed", func(t *testing.T) {
		n := 0
		for range all(t.Context()) {
			if n++; n == 2 {
				break
			}
		}
	})
	t.Run("a context that is done ends it", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		n := 0
		for range all(ctx) {
			n++
			stop()
		}
		if n > 2 {
			t.Errorf("%d documents after the context was done", n-1)
		}
	})
}

func names(t *testing.T, all iter.Seq2[pipeline.Document, error]) (names []string) {
	t.Helper()
	for d, err := range all {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, d.Given.Name)
	}
	return names
}

func readAll(t *testing.T, d pipeline.Document) int64 {
	t.Helper()
	r, err := d.Open()
	if err != nil {
		t.Fatalf("%s: %v", d.Given.Name, err)
	}
	defer r.Close()
	n, err := io.Copy(io.Discard, r)
	if err != nil {
		t.Fatalf("%s: %v", d.Given.Name, err)
	}
	return n
}
