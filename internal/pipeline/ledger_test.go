package pipeline

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/storage"
)

// A ledger made again from decisions alone is the one made from the whole book.
func TestRedecideIsBringTogether(t *testing.T) {
	book, err := storage.Open(t.Context(), t.TempDir(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, r := range sample.Readings() {
		if _, err := book.Append(t.Context(), []pledgebook.Filing{{Reading: r}}); err != nil {
			t.Fatal(err)
		}
	}
	before, err := BringTogether(t.Context(), book, nil, sample.Today)
	if err != nil {
		t.Fatal(err)
	}
	id := func(n int) string { return before.Entries[n].ID }
	claim := sample.Readings()[2].Claims[0].ID
	n := 0
	var last string
	for _, c := range []struct {
		decision pledgebook.Decision
		quick    bool
	}{
		{pledgebook.Decision{Verb: pledgebook.Accept, On: []string{id(0)}}, true},
		{pledgebook.Decision{Verb: pledgebook.Edit, On: []string{id(1)}, Set: map[string]string{"stage": "delivery"}}, true},
		{pledgebook.Decision{Verb: pledgebook.Reject, On: []string{id(2)}}, true},
		{pledgebook.Decision{Verb: pledgebook.Undo}, true}, // of the rejection
		{pledgebook.Decision{Verb: pledgebook.Reject, On: []string{claim}}, false},
		{pledgebook.Decision{Verb: pledgebook.Merge, On: []string{id(0), id(3)}}, false},
		{pledgebook.Decision{Verb: pledgebook.Undo}, false}, // of the merge
		{pledgebook.Decision{Verb: pledgebook.Retract, On: []string{sample.Readings()[0].Report.ID}}, false},
	} {
		n++
		d := c.decision
		d.Who, d.Why, d.At = "Ana", "tried", time.Date(2024, 10, 18, 9, n, 0, 0, time.UTC)
		if d.Verb == pledgebook.Undo {
			d.Undoes = last
		}
		out, err := book.Decide(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		last = out[0].ID
		whole, err := BringTogether(t.Context(), book, nil, sample.Today)
		if err != nil {
			t.Fatal(err)
		}
		quick, ok, err := Redecide(t.Context(), book, before, nil, sample.Today)
		if err != nil || ok != c.quick {
			t.Fatalf("%d %s: quickly %v (%v), want %v", n, d.Verb, ok, err, c.quick)
		}
		if ok {
			if diff := cmp.Diff(written(t, whole), written(t, quick)); diff != "" {
				t.Errorf("%d %s: %s", n, d.Verb, diff)
			}
		}
		before = whole
	}
}

func written(t *testing.T, l *reporting.Ledger) string {
	t.Helper()
	b, err := json.MarshalIndent([][]*pledgebook.Entry{l.Entries, l.Rejected}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
