package storage

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"pledgebook"
)

// holdings is what the book already has of the reports of a batch.
type holdings struct {
	reports  map[string]heldReport  // by report id
	readings map[string]heldReading // by reading id
	best     map[string]heldReading // by report id: the current reading, counting those being filed
	replaced []int64                // keys of readings that are no longer current
}

type heldReport struct {
	Key        int64
	ID         string
	Digest     string
	RedactedBy string
}

type heldReading struct {
	key    int64 // 0 while it is being filed
	id     string
	rank   int64
	digest string
}

// lookUp reads what the book has of the papers' reports. lock keeps those
// reports as they are until the transaction ends.
func (b *Book) lookUp(ctx context.Context, db bun.IDB, papers []*paper, lock string) (*holdings, error) {
	h := &holdings{reports: map[string]heldReport{}, readings: map[string]heldReading{}, best: map[string]heldReading{}}
	ids := make([]string, 0, len(papers))
	for i, p := range papers {
		if i == 0 || papers[i-1].report.ID != p.report.ID {
			ids = append(ids, p.report.ID)
		}
	}
	for some := range slices.Chunk(ids, rowsPerInsert) {
		if err := h.add(ctx, db, some, lock); err != nil {
			return nil, err
		}
	}
	return h, nil
}

func (h *holdings) add(ctx context.Context, db bun.IDB, ids []string, lock string) error {
	var reports []heldReport
	err := db.NewRaw("SELECT key, id, digest, coalesce(redacted_by, '') AS redacted_by FROM report WHERE id IN (?) ORDER BY id"+lock, bun.List(ids)).Scan(ctx, &reports)
	if err != nil || len(reports) == 0 {
		return err
	}
	keys := make([]int64, len(reports))
	idOf := make(map[int64]string, len(reports))
	for i, r := range reports {
		h.reports[r.ID] = r
		keys[i], idOf[r.Key] = r.Key, r.ID
	}
	var readings []readingRow
	err = db.NewSelect().Model(&readings).Column("key", "id", "report", "engine_rank", "digest", "current").
		Where("report IN (?)", bun.List(keys)).Scan(ctx)
	for _, r := range readings {
		held := heldReading{key: r.Key, id: r.ID, rank: r.EngineRank, digest: r.Digest}
		h.readings[r.ID] = held
		if r.Current {
			h.best[idOf[r.Report]] = held
		}
	}
	return err
}

// settle decides the outcome of a paper that is not to be filed, and reports
// whether it did.
func (h *holdings) settle(p *paper, o *pledgebook.Outcome) bool {
	report, ok := h.reports[p.report.ID]
	if !ok {
		return false
	}
	reading, known := h.readings[p.reading.ID]
	switch {
	case report.RedactedBy != "":
		o.State = pledgebook.FiledRedacted
	case known:
		o.State, o.Differs = pledgebook.FiledKnown, p.sign(report.Digest) != reading.digest
	default:
		return false
	}
	return true
}

// place gives a new paper its place among the readings of its report.
func (h *holdings) place(p *paper) pledgebook.Filed {
	report := h.reports[p.report.ID]
	p.reading.Report = report.Key
	p.reading.Digest = p.sign(report.Digest)
	mine := heldReading{id: p.reading.ID, rank: p.reading.EngineRank, digest: p.reading.Digest}
	h.readings[mine.id] = mine
	best, some := h.best[p.report.ID]
	switch {
	case !some:
		h.best[p.report.ID] = mine
		return pledgebook.FiledNew
	case best.rank > mine.rank:
		return pledgebook.FiledOlder
	}
	if best.key != 0 {
		h.replaced = append(h.replaced, best.key)
	}
	h.best[p.report.ID] = mine
	return pledgebook.FiledNewer
}

// supersede marks the replaced readings, and what was read in them.
func (h *holdings) supersede(ctx context.Context, tx bun.Tx) error {
	for _, key := range h.replaced {
		if _, err := tx.NewRaw("UPDATE reading SET current = FALSE WHERE key = ?", key).Exec(ctx); err != nil {
			return err
		}
		for _, table := range thingTables {
			_, err := tx.NewRaw("UPDATE ? SET current = FALSE WHERE key BETWEEN ? AND ?",
				bun.Ident(table), thingKey(key, 0), thingKey(key+1, -1)).Exec(ctx)
			if err != nil {
				return err
			}
		}
	}
	return nil
}
