package storage

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"pledgebook"
)

// Reading returns what an engine version read out of a report, whole.
func (b *Book) Reading(ctx context.Context, report, engine string) (pledgebook.Reading, error) {
	r, err := b.open(ctx, report, engine, wholeReading)
	return r, b.fault(err)
}

// Report returns a report with its text, as its current reading describes it.
func (b *Book) Report(ctx context.Context, id string) (pledgebook.Report, error) {
	r, err := b.open(ctx, id, "", bareReading)
	return r.Report, b.fault(err)
}

// bareReading finds a reading with its report, wholeReading also all that was read
// in it: in one question, so that all is as of one moment.
var bareReading, wholeReading = readingQuestions()

func readingQuestions() (bare, whole string) {
	bare = `WITH asked AS (SELECT ? AS report, ? AS engine), rd AS MATERIALIZED (
			SELECT rd.key, rd.engine, rd.doc, rd.input, r.text, r.redacted_by
			FROM asked JOIN report AS r ON r.id = asked.report
			LEFT JOIN reading AS rd ON rd.report = r.key AND (rd.engine = asked.engine OR asked.engine = '' AND rd.current))
		SELECT 'reading' AS kind, key, engine, doc, input, text, redacted_by FROM rd`
	var s strings.Builder
	for _, table := range thingTables {
		fmt.Fprintf(&s, `
		UNION ALL SELECT '%[1]s', t.key, NULL, t.doc, NULL, NULL, NULL FROM rd CROSS JOIN %[1]s AS t WHERE t.key BETWEEN rd.key * %[2]d AND rd.key * %[2]d + %[3]d`, table, thingsPerReading, thingsPerReading-1)
	}
	return bare, bare + s.String()
}

// open reads a report with its reading; engine "" asks for the current one.
func (b *Book) open(ctx context.Context, report, engine, question string) (r pledgebook.Reading, err error) {
	if !soundID(report) { // nor can a database be asked for every text
		return r, pledgebook.Errorf(pledgebook.NotFound, "no report %.40q in the book", report)
	}
	missing := pledgebook.Errorf(pledgebook.NotFound, "no report %s in the book", report)
	things := map[string][]thingRow{}
	rows, err := b.ask(ctx, question, report, engine)
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var row openedRow
		if err := rows.Scan(&row.kind, &row.key, &row.engine, &row.doc, &row.input, &row.text, &row.redacted); err != nil {
			return err
		}
		switch {
		case row.kind != "reading":
			things[row.kind] = append(things[row.kind], thingRow{Key: row.key.Int64, Doc: string(row.doc)})
			return nil
		case row.redacted.String != "":
			return pledgebook.Errorf(pledgebook.NotFound, "report %s was taken down by decision %s", report, row.redacted.String)
		case !row.key.Valid:
			return pledgebook.Errorf(pledgebook.NotFound, "report %s was not read by the engine %q", report, engine)
		}
		missing, r.Engine = nil, row.engine.String
		r.Report, err = reportOf(pledgebook.Citation{Report: report, Input: row.input.String}, row.doc, row.text)
		return err
	})
	return r, firstError(err, missing, decodeThings("claim", things, &r.Claims), decodeThings("quote", things, &r.Quotes), decodeThings("need", things, &r.Needs),
		decodeThings("meeting", things, &r.Meetings), decodeThings("mechanism", things, &r.Mechanisms), decodeThings("position", things, &r.Positions))
}

// openedRow is a row of a reading that is opened: the reading itself, or a thing read.
type openedRow struct {
	kind                    string
	key                     sql.NullInt64
	engine, input, redacted sql.NullString
	doc, text               sql.RawBytes
}

// decodeThings reads back the things of one table, in the order of the text.
func decodeThings[T any](table string, things map[string][]thingRow, into *[]T) error {
	rows := things[table]
	slices.SortFunc(rows, func(a, b thingRow) int { return cmp.Compare(a.Key, b.Key) })
	*into = make([]T, len(rows))
	for i := range rows {
		if err := json.Unmarshal([]byte(rows[i].Doc), &(*into)[i]); err != nil {
			return pledgebook.WrapError(pledgebook.Damaged, err, "a %s cannot be read back; run pledgebook verify", table)
		}
	}
	return nil
}

// inSnapshot shows the book as of one moment.
func (b *Book) inSnapshot(ctx context.Context, do func(context.Context, bun.Tx) error) error {
	return b.read.RunInTx(ctx, b.engine.snapshot, do)
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
