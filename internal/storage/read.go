package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/uptrace/bun"

	"pledgebook"
)

// Reading returns what an engine version read out of a report, whole.
func (b *Book) Reading(ctx context.Context, report, engine string) (pledgebook.Reading, error) {
	var r pledgebook.Reading
	err := b.inSnapshot(ctx, func(ctx context.Context, tx bun.Tx) error {
		rep, rd, err := findReading(ctx, tx, report, engine)
		if err != nil {
			return err
		}
		r, err = loadReading(ctx, tx, rep, rd)
		return err
	})
	return r, b.fault(err)
}

// inSnapshot shows the book as of one moment.
func (b *Book) inSnapshot(ctx context.Context, do func(context.Context, bun.Tx) error) error {
	return b.read.RunInTx(ctx, b.engine.snapshot, do)
}

func findReading(ctx context.Context, db bun.IDB, report, engine string) (*reportRow, *readingRow, error) {
	rep, err := findReport(ctx, db, report)
	if err != nil {
		return nil, nil, err
	}
	var rd readingRow
	q := db.NewSelect().Model(&rd).Where("report = ?", rep.Key)
	if engine == "" {
		q.Where("current")
	} else {
		q.Where("engine = ?", engine)
	}
	err = q.Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		err = pledgebook.Errorf(pledgebook.NotFound, "report %s was not read by the engine %q", report, engine)
	}
	return rep, &rd, err
}

// findReport finds a report that still has its content.
func findReport(ctx context.Context, db bun.IDB, report string) (*reportRow, error) {
	if !soundID(report) { // nor can a database be asked for every text
		return nil, pledgebook.Errorf(pledgebook.NotFound, "no report %.40q in the book", report)
	}
	var rep reportRow
	err := db.NewSelect().Model(&rep).Where("id = ?", report).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, pledgebook.Errorf(pledgebook.NotFound, "no report %s in the book", report)
	case err == nil && rep.RedactedBy != "":
		return nil, pledgebook.Errorf(pledgebook.NotFound, "report %s was taken down by decision %s", report, rep.RedactedBy)
	}
	return &rep, err
}

// loadReading puts a reading together from its rows.
func loadReading(ctx context.Context, db bun.IDB, rep *reportRow, rd *readingRow) (pledgebook.Reading, error) {
	report, err := loadReport(rep, rd)
	r := pledgebook.Reading{Engine: rd.Engine, Report: report}
	if err != nil {
		return r, err
	}
	err = firstError(
		loadThings(ctx, db, "claim", rd.Key, &r.Claims), loadThings(ctx, db, "quote", rd.Key, &r.Quotes),
		loadThings(ctx, db, "need", rd.Key, &r.Needs), loadThings(ctx, db, "meeting", rd.Key, &r.Meetings),
		loadThings(ctx, db, "mechanism", rd.Key, &r.Mechanisms), loadThings(ctx, db, "position", rd.Key, &r.Positions),
	)
	return r, err
}

func loadThings[T any](ctx context.Context, db bun.IDB, table string, reading int64, into *[]T) error {
	rows, err := thingRows(ctx, db, table, reading)
	if err != nil {
		return err
	}
	*into = make([]T, len(rows))
	for i := range rows {
		if err := json.Unmarshal([]byte(rows[i].Doc), &(*into)[i]); err != nil {
			return pledgebook.WrapError(pledgebook.Damaged, err, "the %s %s cannot be read back; run pledgebook verify", table, rows[i].ID)
		}
	}
	return nil
}

// thingRows reads what one table holds of a reading, in the order of its text.
func thingRows(ctx context.Context, db bun.IDB, table string, reading int64) (rows []thingRow, err error) {
	err = db.NewRaw("SELECT key, id, reading, digest, current, coalesce(doc, '') AS doc FROM ? WHERE key BETWEEN ? AND ? ORDER BY key",
		bun.Ident(table), thingKey(reading, 0), thingKey(reading+1, -1)).Scan(ctx, &rows)
	return rows, err
}

// Original returns the document a report was read from, as it was received.
func (b *Book) Original(ctx context.Context, report string) (pledgebook.Original, error) {
	rep, err := findReport(ctx, b.read, report)
	if err != nil {
		return pledgebook.Original{}, b.fault(err)
	}
	if rep.OriginalSHA256 == "" {
		return pledgebook.Original{}, pledgebook.Errorf(pledgebook.NotFound, "no original of report %s was kept", report)
	}
	doc, err := b.archive.Get(ctx, rep.OriginalSHA256)
	return pledgebook.Original{Bytes: doc, MediaType: rep.OriginalType}, err
}

// Inventory counts what the book holds.
func (b *Book) Inventory(ctx context.Context) (inv pledgebook.Inventory, err error) {
	inv.Database, inv.Schema = b.engine.name, b.schema
	counts := map[string]*int{
		"report": &inv.Reports, "reading": &inv.Readings, "claim": &inv.Claims, "quote": &inv.Quotes, "need": &inv.Needs,
		"meeting": &inv.Meetings, "mechanism": &inv.Mechanisms, "position": &inv.Positions, "decision": &inv.Decisions, "failure": &inv.Failures,
	}
	err = b.inSnapshot(ctx, func(ctx context.Context, tx bun.Tx) error {
		for table, n := range counts {
			if err := tx.NewRaw("SELECT count(*) FROM ?", bun.Ident(table)).Scan(ctx, n); err != nil {
				return err
			}
		}
		if err := tx.NewRaw("SELECT count(*) FROM report WHERE redacted_by IS NOT NULL").Scan(ctx, &inv.Redacted); err != nil {
			return err
		}
		return tx.NewRaw("SELECT seq, hash FROM head").Scan(ctx, &inv.Batches, &inv.Head)
	})
	return inv, b.fault(err)
}
