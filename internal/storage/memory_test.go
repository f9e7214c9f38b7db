package storage_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/storage/pgtest"
	"pledgebook/internal/storage/storagetest"
)

// TestListsStayFlat lists claims of 40 MB in all and demands that no more than
// a tenth of them is in memory at any time.
func TestListsStayFlat(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { listFlat(t, sqlitePlace(t)) })
	t.Run("Postgres", func(t *testing.T) {
		pgtest.Database(t)
		listFlat(t, postgresPlace(t))
	})
}

func listFlat(t *testing.T, p storagetest.Place) {
	const reports, creditBytes, most = 200, 100_000, 4_000_000
	b := p.Open(t)
	for n := range reports {
		f := storagetest.Filing(n, "en-1")
		for i := range f.Reading.Claims {
			f.Reading.Claims[i].Credit = strings.Repeat(fmt.Sprint(n%10), creditBytes)
		}
		if _, err := b.Append(t.Context(), []pledgebook.Filing{f}); err != nil {
			t.Fatal(err)
		}
	}
	before, n := heap(), 0
	for claim, err := range b.Claims(t.Context(), pledgebook.Query{}) {
		if err != nil || len(claim.Thing.Credit) != creditBytes {
			t.Fatalf("claim %d: a credit of %d bytes, %v", n, len(claim.Thing.Credit), err)
		}
		if n++; n%50 == 0 {
			if grown := heap() - before; grown > most {
				t.Fatalf("after %d claims the list holds %d bytes, more than %d", n, grown, most)
			}
		}
	}
	if n != 2*reports {
		t.Errorf("%d claims, want %d", n, 2*reports)
	}
}

// heap is what is in use once nothing is left to collect.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
