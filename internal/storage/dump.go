package storage

import (
	"context"
	"errors"
	"syscall"

	"github.com/uptrace/bun"

	"pledgebook"
)

// failuresSince is the schema that brought the table of failures.
const failuresSince = 2

func (d *dump) reports(ctx context.Context, _ *Book, tx bun.Tx) error {
	return reportPages(ctx, tx, func(page []reportRow) error {
		for _, r := range page {
			text, err := textOf(ctx, tx, r.Key)
			if err != nil {
				return err
			}
			record := reportRecord{r.Key, r.ID, r.URL, text, r.TextSHA256, r.OriginalSHA256, r.OriginalBytes, r.OriginalType, r.Digest, r.RedactedBy}
			if err := d.record("reports", record); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *dump) readings(ctx context.Context, _ *Book, tx bun.Tx) error {
	return readingPages(ctx, tx, func(page []readingRow, stored *things) error {
		for i := range page {
			if err := d.record("readings", newReadingRecord(&page[i], stored.take(page[i].Key))); err != nil {
				return err
			}
		}
		return nil
	})
}

func newReadingRecord(r *readingRow, stored *things) readingRecord {
	record := readingRecord{Key: r.Key, ID: r.ID, Report: r.Report, Engine: r.Engine, Digest: r.Digest,
		DocDigest: r.DocDigest, Current: r.Current, Doc: r.Doc, Input: r.Input}
	stored.each(func(table string, t *thingRow) {
		record.Things = append(record.Things, thingRecord{Table: table, Place: int(t.Key - thingKey(r.Key, 0)), ID: t.ID, Digest: t.Digest, Doc: t.Doc})
	})
	return record
}

func (d *dump) decisions(ctx context.Context, _ *Book, tx bun.Tx) error {
	return pages(ctx, tx, "key", func(r *decisionRow) int64 { return r.Key }, func(page []decisionRow) error {
		for _, r := range page {
			if err := d.record("decisions", decisionRecord{r.Key, r.Doc, r.Digest}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *dump) batches(ctx context.Context, _ *Book, tx bun.Tx) error {
	return pages(ctx, tx, "seq", func(r *batchRow) int64 { return r.Seq }, func(page []batchRow) error {
		links, err := linksOf(ctx, tx, page)
		if err != nil {
			return err
		}
		for _, r := range page {
			if err := d.record("batches", batchRecord{r, links[r.Seq]}); err != nil {
				return err
			}
			d.end.Head = r.Hash
		}
		return nil
	})
}

func (d *dump) failures(ctx context.Context, _ *Book, tx bun.Tx) error {
	if d.schema < failuresSince {
		return nil
	}
	for last := ""; ; {
		var page []failureRow
		if err := tx.NewSelect().Model(&page).Where("input > ?", last).Order("input").Limit(rowsPerPage).Scan(ctx); err != nil || len(page) == 0 {
			return err
		}
		for i := range page {
			if err := d.record("failures", page[i]); err != nil {
				return err
			}
		}
		last = page[len(page)-1].Input
	}
}

// originals writes each archived document that a report still has.
func (d *dump) originals(ctx context.Context, b *Book, tx bun.Tx) error {
	if err := d.flush(); err != nil {
		return err
	}
	for last := ""; ; {
		var digests []string
		err := tx.NewRaw("SELECT DISTINCT original_sha256 FROM report WHERE original_sha256 > ? AND redacted_by IS NULL ORDER BY original_sha256 LIMIT ?",
			last, rowsPerPage).Scan(ctx, &digests)
		if err != nil || len(digests) == 0 {
			return err
		}
		for _, digest := range digests {
			if err := d.original(ctx, b, digest); err != nil {
				return err
			}
		}
		last = digests[len(digests)-1]
	}
}

func (d *dump) original(ctx context.Context, b *Book, digest string) error {
	doc, err := b.archive.Get(ctx, digest)
	switch pledgebook.KindOf(err) {
	case "":
		d.end.Records["archive"]++
		return d.file("archive/"+digest, doc)
	case pledgebook.NotFound, pledgebook.Damaged:
		d.lost = append(d.lost, digest)
		return nil
	}
	return err
}

func isNoSpace(err error) bool { return errors.Is(err, syscall.ENOSPC) }
