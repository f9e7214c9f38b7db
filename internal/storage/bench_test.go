package storage_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"pledgebook"
	"pledgebook/internal/storage"
	"pledgebook/internal/storage/pgtest"
	"pledgebook/internal/storage/storagetest"
)

// engines runs a benchmark on both.
func engines(b *testing.B, run func(*testing.B, storagetest.Place)) {
	b.Run("sqlite", func(b *testing.B) { run(b, sqlitePlace(b)) })
	b.Run("postgres", func(b *testing.B) {
		pgtest.Database(b)
		run(b, postgresPlace(b))
	})
}

// BenchmarkAppend1000 files a thousand readings, of two claims and five other
// things each, in batches of a hundred; once with originals to archive.
func BenchmarkAppend1000(b *testing.B) {
	for _, originals := range []bool{false, true} {
		b.Run(fmt.Sprintf("originals=%t", originals), func(b *testing.B) {
			engines(b, func(b *testing.B, p storagetest.Place) {
				book, n := p.Open(b), 0
				for b.Loop() {
					fill(b, book, n, n+1000, originals)
					n += 1000
				}
				b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "readings/s")
			})
		})
	}
}

func fill(b *testing.B, book pledgebook.Book, from, end int, originals bool) {
	for ; from < end; from += 100 {
		batch := storagetest.Filings(from, from+100, "en-1")
		for i := range batch {
			if !originals {
				batch[i].Original = pledgebook.Original{}
			}
		}
		if _, err := book.Append(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAppendKnown1000 files again what the book has.
func BenchmarkAppendKnown1000(b *testing.B) {
	engines(b, func(b *testing.B, p storagetest.Place) {
		book := p.Open(b)
		fill(b, book, 0, 1000, false)
		for b.Loop() {
			fill(b, book, 0, 1000, false)
		}
	})
}

// BenchmarkLists asks a book of 100 000 claims for all of them, for a page, and
// by filters.
func BenchmarkLists(b *testing.B) {
	engines(b, func(b *testing.B, p storagetest.Place) {
		book := p.Open(b)
		fill(b, book, 0, 50_000, false)
		day := pledgebook.DateOf(2031, 6, 1)
		for _, c := range []struct {
			name  string
			query pledgebook.Query
		}{
			{"all", pledgebook.Query{}},
			{"first 50", pledgebook.Query{Limit: 50}},
			{"newest 50 of a receiver", pledgebook.Query{Receivers: []pledgebook.PartyID{"NPL"}, Limit: 50, Newest: true}},
			{"50 of a pair and a week", pledgebook.Query{Receivers: []pledgebook.PartyID{"NPL"}, Providers: []pledgebook.PartyID{"JPN"},
				Period: pledgebook.Interval{Start: day, End: day + 7}, Limit: 50}},
			{"a stage and a kind", pledgebook.Query{Stages: []pledgebook.Stage{pledgebook.StagePledge}, Kinds: []pledgebook.AidKind{pledgebook.Humanitarian}, Limit: 1000}},
			{"one report", pledgebook.Query{Report: storagetest.Reading(30_000, "").Report.ID}},
		} {
			b.Run(c.name, func(b *testing.B) {
				b.ReportAllocs()
				n := 0
				for b.Loop() {
					n = 0
					for _, err := range book.Claims(b.Context(), c.query) {
						if err != nil {
							b.Fatal(err)
						}
						n++
					}
				}
				b.ReportMetric(float64(n), "claims")
			})
		}
	})
}

// BenchmarkVerify1000 proves a book of a thousand readings with originals.
func BenchmarkVerify1000(b *testing.B) {
	engines(b, func(b *testing.B, p storagetest.Place) {
		book := p.Open(b)
		fill(b, book, 0, 1000, true)
		for b.Loop() {
			if proof, err := book.Verify(b.Context(), nil); err != nil || !proof.Sound() {
				b.Fatal(err, proof.Faults)
			}
		}
	})
}

// BenchmarkBackup1000 writes a backup of a thousand readings with originals, and
// BenchmarkRestore1000 restores one, with its proof.
func BenchmarkBackup1000(b *testing.B) {
	engines(b, func(b *testing.B, p storagetest.Place) {
		book := p.Open(b)
		fill(b, book, 0, 1000, true)
		for b.Loop() {
			if err := book.Backup(b.Context(), filepath.Join(b.TempDir(), "backup")); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkRestore1000(b *testing.B) {
	book, file := sqlitePlace(b).Open(b), filepath.Join(b.TempDir(), "backup")
	fill(b, book, 0, 1000, true)
	if err := book.Backup(b.Context(), file); err != nil {
		b.Fatal(err)
	}
	for name, place := range map[string]func(testing.TB) storagetest.Place{"sqlite": sqlitePlace, "postgres": postgresPlace} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p := place(b)
				if _, err := storage.Restore(b.Context(), file, p.Where, p.Options); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkAlikeMillion looks for copies of one report among a million others,
// sixteen marks each, and once among releases of one form.
func BenchmarkAlikeMillion(b *testing.B) {
	engines(b, func(b *testing.B, p storagetest.Place) {
		book := p.Open(b)
		fill(b, book, 0, 100, false)
		numbers := "WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < %d) "
		err := p.Tamper(
			fmt.Sprintf("INSERT INTO report (key, id, text_sha256, digest) "+numbers+"SELECT 1000 + n, 'report-' || n, '', '' FROM c", 999_999),
			fmt.Sprintf("INSERT INTO print (report, whole, placed) "+numbers+"SELECT 1000 + n, 1000000 + n, TRUE FROM c", 999_999),
			fmt.Sprintf("INSERT INTO mark (mark, report) "+numbers+"SELECT CAST(n AS BIGINT) * 17592187, 1000 + CAST(n AS BIGINT) * 7919 %% 1000000 FROM c", 15_999_999),
			fmt.Sprintf("INSERT INTO mark (mark, report) "+numbers+"SELECT 1 + n %% 16, 1000 + n / 16 FROM c", 159_999), // ten thousand from one form
		)
		if err != nil {
			b.Fatal(err)
		}
		report := storagetest.Reading(1, "").Report.ID
		for name, marks := range map[string]func(i int) int64{"own": func(i int) int64 { return int64(i) * 99_991 * 17_592_187 }, "form": func(i int) int64 { return int64(i) + 1 }} {
			print := pledgebook.Print{Page: "a.example/1", Whole: 5}
			for i := range 16 {
				print.Marks = append(print.Marks, marks(i))
			}
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					if _, err := book.Alike(b.Context(), report, print); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}
