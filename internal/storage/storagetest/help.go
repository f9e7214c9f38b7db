package storagetest

import (
	"encoding/json"
	"iter"
	"strings"
	"testing"

	"pledgebook"
)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantKind checks that an error is of a kind.
func wantKind(t testing.TB, err error, kind pledgebook.ErrorKind) {
	t.Helper()
	if pledgebook.KindOf(err) != kind {
		t.Errorf("error %v is of kind %q, want %q", err, pledgebook.KindOf(err), kind)
	}
}

// states checks what became of each filing.
func states(t testing.TB, out []pledgebook.Outcome, want ...pledgebook.Filed) {
	t.Helper()
	if len(out) != len(want) {
		t.Fatalf("%d outcomes, want %d", len(out), len(want))
	}
	for i, o := range out {
		if o.State != want[i] {
			t.Errorf("outcome %d is %s (%v), want %s", i, o.State, o.Err, want[i])
		}
	}
}

func inventory(t testing.TB, b pledgebook.Book) pledgebook.Inventory {
	t.Helper()
	inv, err := b.Inventory(t.Context())
	check(t, err)
	return inv
}

// collect drains an iterator.
func collect[T any](t testing.TB, seq iter.Seq2[T, error]) []T {
	t.Helper()
	list := []T{}
	for thing, err := range seq {
		check(t, err)
		list = append(list, thing)
	}
	return list
}

// engines tells which engine each claim of a query was read by.
func engines(t testing.TB, b pledgebook.Book, q pledgebook.Query) string {
	t.Helper()
	var names []string
	for _, c := range collect(t, b.Claims(t.Context(), q)) {
		names = append(names, c.Citation.Engine)
	}
	return strings.Join(names, " ")
}

// normal writes a value as its JSON, which is what the book promises to keep.
func normal(v any) any {
	doc, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	var out any
	if err := json.Unmarshal(doc, &out); err != nil {
		panic(err)
	}
	return out
}
