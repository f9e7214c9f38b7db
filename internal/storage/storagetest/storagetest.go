// Package storagetest is the suite that every engine of the book passes. A
// difference between engines that shows in it is a fault.
package storagetest

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pledgebook"
	"pledgebook/internal/storage"
)

// Place is where one fresh book may lie.
type Place struct {
	Where   string
	Folder  string // where its archive lies
	Options storage.Options
	// Tamper runs statements on the database past the book.
	Tamper func(statements ...string) error
}

// Open opens the book of a place, until the test ends.
func (p Place) Open(t testing.TB) *storage.Book {
	t.Helper()
	b, err := storage.Open(t.Context(), p.Where, p.Options)
	if err != nil {
		t.Fatalf("opening the book: %v", err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// Exercise runs the suite on places that fresh makes.
func Exercise(t *testing.T, fresh func(testing.TB) Place) {
	for _, c := range slices.Concat(cases, accountCases) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, fresh(t))
		})
	}
}

type testCase struct {
	name string
	run  func(*testing.T, Place)
}

var cases = []testCase{
	{"a reading comes back as it was filed", comesBack},
	{"filing again changes nothing", filingAgain},
	{"a newer engine's reading becomes the current one", newerEngine},
	{"an unsound reading is refused and stops no other", refusesUnsound},
	{"any text comes back", anyText},
	{"failures are counted until the input is read", failures},
	{"lists choose by what was asked", filters},
	{"lists go on from a cursor", cursors},
	{"things are found by their ids, with their reports", sourcedThings},
	{"lists can be nested, broken off and written under", nestedLists},
	{"decisions are kept in order", decisions},
	{"the chain tells what came since", since},
	{"a bad decision keeps none of its batch", badDecisions},
	{"kept rows cannot be changed", appendOnly},
	{"a sound book is proven", provesSound},
	{"damage is named", namesDamage},
	{"a damaged original is named", namesDamagedOriginal},
	{"redaction takes the content and leaves the hashes", redaction},
	{"a redaction cut short is finished on opening", finishesRedaction},
	{"a backup restores whole", restoresWhole},
	{"a restored book goes on", restoredGoesOn},
	{"a damaged backup restores nothing", damagedBackups},
	{"a backup spares its target and the book it goes into", sparesFiles},
	{"a backup tells of lost originals", backsUpWithLoss},
	{"an older book is copied and migrated", migratesOlder},
	{"a newer book is refused", refusesNewer},
	{"many append at once", concurrentAppends},
	{"copies are found by page, body and marks", findsAlike},
	{"ties are kept once", keepsTies},
	{"reports wait until their copies were looked for", waitsForPlace},
}

func comesBack(t *testing.T, p Place) {
	b := p.Open(t)
	filing := Filing(7, "en-1")
	states(t, file(t, b, filing), pledgebook.FiledNew)
	got, err := b.Reading(t.Context(), filing.Reading.Report.ID, "")
	check(t, err)
	if diff := cmp.Diff(normal(filing.Reading), normal(got)); diff != "" {
		t.Errorf("the reading changed (-filed +got):\n%s", diff)
	}
	for _, odd := range []string{"", "a\x00b", "\xff", "../x"} {
		_, err := b.Reading(t.Context(), odd, "")
		wantKind(t, err, pledgebook.NotFound)
	}
	original, err := b.Original(t.Context(), filing.Reading.Report.ID)
	check(t, err)
	if diff := cmp.Diff(filing.Original, original); diff != "" {
		t.Errorf("the original changed (-filed +got):\n%s", diff)
	}
}

func filingAgain(t *testing.T, p Place) {
	b := p.Open(t)
	states(t, file(t, b, Filings(0, 3, "en-1")...), pledgebook.FiledNew, pledgebook.FiledNew, pledgebook.FiledNew)
	before := inventory(t, b)
	states(t, file(t, b, Filings(1, 3, "en-1")...), pledgebook.FiledKnown, pledgebook.FiledKnown)
	elsewhere := Filing(0, "en-1")
	elsewhere.Reading.Report.Input = "another/place.txt"
	out := file(t, b, elsewhere)
	states(t, out, pledgebook.FiledKnown)
	if out[0].Differs {
		t.Error("the same report under another file name is said to differ")
	}
	later := Filing(0, "en-1")
	later.Reading.Report.Published = "2030-01-01"
	if out = file(t, b, later); out[0].State != pledgebook.FiledKnown || !out[0].Differs {
		t.Errorf("a reading with another date is %+v, want known and different", out[0])
	}
	if diff := cmp.Diff(before, inventory(t, b)); diff != "" {
		t.Errorf("filing again changed the book:\n%s", diff)
	}
	states(t, file(t, b, Filing(5, "en-1"), Filing(5, "en-1")), pledgebook.FiledNew, pledgebook.FiledKnown)
}

func newerEngine(t *testing.T, p Place) {
	b := p.Open(t)
	id := Reading(1, "").Report.ID
	states(t, file(t, b, Filing(1, "en-9"), Filing(2, "en-9")), pledgebook.FiledNew, pledgebook.FiledNew)
	states(t, file(t, b, Filing(1, "en-10")), pledgebook.FiledNewer)
	states(t, file(t, b, Filing(1, "en-2")), pledgebook.FiledOlder)
	current, err := b.Reading(t.Context(), id, "")
	check(t, err)
	old, err := b.Reading(t.Context(), id, "en-9")
	check(t, err)
	if current.Engine != "en-10" || old.Engine != "en-9" {
		t.Errorf("current reading by %s, old by %s; want en-10 and en-9", current.Engine, old.Engine)
	}
	if got := engines(t, b, pledgebook.Query{Report: id}); got != "en-10 en-10" {
		t.Errorf("claims by %q, want two by en-10", got)
	}
	if got := engines(t, b, pledgebook.Query{Report: id, Superseded: true}); got != "en-9 en-9 en-10 en-10 en-2 en-2" {
		t.Errorf("all claims by %q", got)
	}
}

func file(t testing.TB, b pledgebook.Book, batch ...pledgebook.Filing) []pledgebook.Outcome {
	t.Helper()
	out, err := b.Append(context.WithoutCancel(t.Context()), batch)
	check(t, err)
	return out
}
