package storage

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"pledgebook"
)

// What law demands to be taken down is emptied: the text, the metadata,
// everything read, and the original. Ids, hashes and the decision stay.

// lockRedacted locks the reports to be redacted, before the head of the chain,
// as all who append do.
func (b *Book) lockRedacted(ctx context.Context, tx bun.Tx, decisions []pledgebook.Decision) error {
	var ids []string
	for i := range decisions {
		if decisions[i].Verb == pledgebook.Redact {
			ids = append(ids, decisions[i].On...)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var keys []int64
	return tx.NewRaw("SELECT key FROM report WHERE id IN (?) ORDER BY id"+b.engine.forUpdate, bun.List(ids)).Scan(ctx, &keys)
}

// redact empties reports, in the name of a decision that is stored already.
func redact(ctx context.Context, tx bun.Tx, reports []string, decision string) error {
	for i, id := range reports {
		if slices.Contains(reports[:i], id) {
			continue
		}
		rep, err := findReport(ctx, tx, id)
		if err != nil {
			return err
		}
		_, err = tx.NewRaw("UPDATE report SET redacted_by = ?, url = NULL, text = NULL, original_bytes = NULL, original_type = NULL WHERE key = ?", decision, rep.Key).Exec(ctx)
		if err != nil {
			return err
		}
		if err := redactReadings(ctx, tx, rep.Key); err != nil {
			return err
		}
		if err := redactPrint(ctx, tx, rep.Key); err != nil {
			return err
		}
	}
	return nil
}

// emptied lists the columns of each table that tell of content.
var emptied = map[string]string{
	"reading":   "doc = NULL, outlet = NULL, headline = NULL, input = NULL, language = NULL, published = NULL",
	"claim":     "doc = NULL, time_from = NULL, time_until = NULL, stage = NULL, polarity = NULL, revision = NULL, extent = NULL, kind = NULL, modality = NULL, amount_lo = NULL, amount_hi = NULL, currency = NULL, deadline = NULL",
	"quote":     "doc = NULL, time_from = NULL, time_until = NULL, form = NULL, speaker = NULL, speaker_party = NULL",
	"need":      "doc = NULL, time_from = NULL, time_until = NULL, what = NULL",
	"meeting":   "doc = NULL, time_from = NULL, time_until = NULL, name = NULL, body = NULL",
	"mechanism": "doc = NULL, time_from = NULL, time_until = NULL, name = NULL, status = NULL",
	"position":  "doc = NULL, time_from = NULL, time_until = NULL, holder = NULL, stance = NULL",
}

func redactReadings(ctx context.Context, tx bun.Tx, report int64) error {
	var readings []int64
	if err := tx.NewRaw("SELECT key FROM reading WHERE report = ?", report).Scan(ctx, &readings); err != nil {
		return err
	}
	for _, key := range readings {
		if _, err := tx.NewRaw("UPDATE reading SET "+emptied["reading"]+" WHERE key = ?", key).Exec(ctx); err != nil {
			return err
		}
		first, last := thingKey(key, 0), thingKey(key+1, -1)
		for _, table := range thingTables {
			if _, err := tx.NewRaw("UPDATE ? SET "+emptied[table]+" WHERE key BETWEEN ? AND ?", bun.Ident(table), first, last).Exec(ctx); err != nil {
				return err
			}
		}
		for _, table := range []string{"claim", "need"} {
			if _, err := tx.NewRaw("DELETE FROM ? WHERE ? BETWEEN ? AND ?", bun.Ident(table+"_party"), bun.Ident(table), first, last).Exec(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// redactPrint forgets what a text was recognised by. Its ties stay: they are ids,
// and hold other copies together.
func redactPrint(ctx context.Context, tx bun.Tx, report int64) error {
	_, err := tx.NewRaw("DELETE FROM mark WHERE report = ?", report).Exec(ctx)
	if err == nil {
		_, err = tx.NewRaw("UPDATE print SET page = NULL, day = NULL, whole = NULL, placed = TRUE WHERE report = ?", report).Exec(ctx)
	}
	return err
}

// eraseRedacted removes the originals that only redacted reports had, and the
// traces that the database's own files still hold.
func (b *Book) eraseRedacted(ctx context.Context) error {
	if err := b.sweepRedacted(ctx); err != nil {
		return err
	}
	for _, statement := range b.engine.compact {
		if _, err := b.write.NewRaw(statement).Exec(ctx); err != nil {
			return b.fault(err)
		}
	}
	return nil
}

// sweepRedacted removes the originals of redacted reports from the archive. It
// also runs on opening, for a redaction that a crash cut short.
func (b *Book) sweepRedacted(ctx context.Context) error {
	var digests []string
	err := b.read.NewRaw(`SELECT DISTINCT original_sha256 FROM report AS gone
		WHERE redacted_by IS NOT NULL AND original_sha256 IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM report WHERE original_sha256 = gone.original_sha256 AND redacted_by IS NULL)`).Scan(ctx, &digests)
	if err != nil {
		return b.fault(err)
	}
	for _, digest := range digests {
		if err := b.archive.Remove(ctx, digest); err != nil {
			return err
		}
	}
	return nil
}
