package storagetest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/storage"
)

// DropCopies takes a fresh book, but for its version, back to before copies were
// looked for.
var DropCopies = []string{"DROP TABLE tie", "DROP TABLE mark", "DROP TABLE print"}

// printed is the n-th sample with a print of its own.
func printed(n int, p pledgebook.Print) pledgebook.Filing {
	f := Filing(n, "en-1")
	f.Print = &p
	return f
}

func idOf(n int) string { return Reading(n, "").Report.ID }

// alike spells what a book finds alike: sample numbers with what they share.
func alike(t *testing.T, b *storage.Book, n int, p pledgebook.Print, samples int) string {
	t.Helper()
	kin, err := b.Alike(t.Context(), idOf(n), p)
	check(t, err)
	var out []string
	for _, k := range kin {
		for i := range samples {
			if idOf(i) == k.Report {
				out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s%s%d", i, map[bool]string{true: "page "}[k.Page], map[bool]string{true: "whole "}[k.Whole], k.Shared)))
			}
		}
	}
	return strings.Join(out, ", ")
}

func findsAlike(t *testing.T, p Place) {
	b := p.Open(t)
	first := pledgebook.Print{Page: "a.example/1", Whole: -7, Marks: []int64{1, 2, 3, 4, 5, 1 << 47}}
	few := pledgebook.Print{Marks: []int64{1, 2, 99}}
	more := pledgebook.Print{Page: "b.example/1", Whole: 8, Marks: []int64{2, 3, 4, 1 << 47}}
	again := pledgebook.Print{Page: "a.example/1", Whole: 9, Marks: []int64{70, 80, 90}}
	reprint := pledgebook.Print{Page: "c.example/1", Whole: -7, Marks: first.Marks}
	file(t, b, printed(0, first), printed(1, few), printed(2, more), printed(3, again), printed(4, reprint), printed(5, pledgebook.Print{}))
	if got, want := alike(t, b, 0, first, 6), "3 page 0, 4 whole 6, 2 4"; got != want {
		t.Errorf("the first report is like %q, want %q", got, want)
	}
	if got := alike(t, b, 5, pledgebook.Print{}, 6); got != "" {
		t.Errorf("a report without a print is like %q", got)
	}
	_, err := b.Decide(t.Context(), decision(pledgebook.Redact, "order of the court", idOf(4)))
	check(t, err)
	if got, want := alike(t, b, 0, first, 6), "3 page 0, 2 4"; got != want {
		t.Errorf("after a redaction the first report is like %q, want %q", got, want)
	}
	got, err := b.Report(t.Context(), idOf(2))
	check(t, err)
	if want := Reading(2, "en-1").Report; got.Text != want.Text || got.URL != want.URL || got.Input != want.Input {
		t.Errorf("the report alone is %+v, want %+v", got, want)
	}
	_, err = b.Report(t.Context(), idOf(4))
	wantKind(t, err, pledgebook.NotFound)
	provesTo(t, b)
}

func keepsTies(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filings(0, 4, "en-1")...)
	tie := func(a, b int, kind pledgebook.TieKind) pledgebook.Tie {
		return pledgebook.Tie{Earlier: idOf(a), Later: idOf(b), Kind: kind}
	}
	check(t, b.Place(t.Context(), pledgebook.Placing{Report: idOf(1), Ties: []pledgebook.Tie{tie(0, 1, pledgebook.TieCopy), tie(0, 1, pledgebook.TieCopy)}}))
	check(t, b.Place(t.Context(), pledgebook.Placing{Report: idOf(1), Ties: []pledgebook.Tie{tie(0, 1, pledgebook.TieVersion), tie(1, 2, pledgebook.TieVersion)}},
		pledgebook.Placing{Report: "unheard of", Ties: []pledgebook.Tie{{Earlier: "unheard of", Later: idOf(2), Kind: pledgebook.TieCopy}, tie(3, 3, pledgebook.TieCopy)}}))
	all := collect(t, b.Ties(t.Context()))
	slices.SortFunc(all, func(a, b pledgebook.Tie) int { return strings.Compare(string(a.Kind), string(b.Kind)) })
	if want := []pledgebook.Tie{tie(0, 1, pledgebook.TieCopy), tie(1, 2, pledgebook.TieVersion)}; !slices.Equal(all, want) {
		t.Errorf("ties are %v, want %v", all, want)
	}
	if of := collect(t, b.Ties(t.Context(), idOf(2), idOf(3))); len(of) != 1 || of[0].Kind != pledgebook.TieVersion {
		t.Errorf("ties of the third are %v, want the version", of)
	}
}

func waitsForPlace(t *testing.T, p Place) {
	b := p.Open(t)
	waiting := func() (inputs []string) {
		list, err := b.Unplaced(t.Context(), 3)
		check(t, err)
		for _, held := range list {
			if held.Thing.Text == "" || held.Citation.Engine != "en-1" {
				t.Errorf("the report that waits is %+v", held)
			}
			inputs = append(inputs, held.Thing.Input)
		}
		slices.Sort(inputs)
		return inputs
	}
	file(t, b, Filing(0, "en-1"), printed(1, pledgebook.Print{Whole: 5}), printed(2, pledgebook.Print{}), Filing(3, "en-1"))
	if got := waiting(); !slices.Equal(got, []string{"sample/0.txt", "sample/1.txt", "sample/3.txt"}) {
		t.Errorf("waiting are %v, want all but the empty print", got)
	}
	check(t, b.Mark(t.Context(), map[string]pledgebook.Print{idOf(0): {Whole: 5}}))
	if got := alike(t, b, 1, pledgebook.Print{Whole: 5}, 4); got != "0 whole 0" {
		t.Errorf("after its mark the second is like %q", got)
	}
	check(t, b.Place(t.Context(), pledgebook.Placing{Report: idOf(0)}, pledgebook.Placing{Report: idOf(1)}))
	if got := waiting(); !slices.Equal(got, []string{"sample/3.txt"}) {
		t.Errorf("waiting are %v, want the last", got)
	}
	backup := filepath.Join(t.TempDir(), "book.backup")
	check(t, b.Backup(t.Context(), backup))
	check(t, b.Close())
	p.empty(t)
	_, err := storage.Restore(t.Context(), backup, p.Where, p.Options)
	check(t, err)
	b = p.Open(t)
	if got := waiting(); len(got) != 3 {
		t.Errorf("after a restore %v wait, want all, three at a time", got)
	}
	check(t, os.Remove(backup))
}
