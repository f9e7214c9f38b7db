package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"pledgebook"
)

// SourcedClaims returns claims with the reports they were read from.
func (b *Book) SourcedClaims(ctx context.Context, ids ...string) ([]pledgebook.Sourced[pledgebook.Claim], error) {
	return sourced[pledgebook.Claim](ctx, b, "claim", ids)
}

// SourcedNeeds returns needs with the reports they were read from.
func (b *Book) SourcedNeeds(ctx context.Context, ids ...string) ([]pledgebook.Sourced[pledgebook.Need], error) {
	return sourced[pledgebook.Need](ctx, b, "need", ids)
}

func sourced[T any](ctx context.Context, b *Book, table string, ids []string) ([]pledgebook.Sourced[T], error) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !soundID(id) })
	all := make([]pledgebook.Sourced[T], 0, len(ids))
	reports := map[string]pledgebook.Report{} // things of one reading share its report
	for some := range slices.Chunk(ids, rowsPerInsert) {
		question, values := byIDs(table, some)
		rows, err := b.ask(ctx, question, values...)
		err = eachRow(rows, err, func(rows *sql.Rows) error {
			var doc, text sql.RawBytes
			held, err := scanHeld[T](rows, table, &doc, &text)
			if err != nil {
				return err
			}
			reading := held.Citation.Report + " " + held.Citation.Engine
			report, ok := reports[reading]
			if !ok {
				if report, err = reportOf(held.Citation, doc, text); err != nil {
					return err
				}
				reports[reading] = report
			}
			all = append(all, pledgebook.Sourced[T]{Held: held, Report: report})
			return nil
		})
		if err != nil {
			return nil, b.fault(err)
		}
	}
	return all, nil
}

// byIDs asks for things by their ids, of which there are so many as a power of two,
// so that the same few questions are asked.
func byIDs(table string, ids []string) (question string, values []any) {
	for _, id := range ids {
		values = append(values, id)
	}
	for len(values)&(len(values)-1) != 0 {
		values = append(values, "") // which nothing has
	}
	return fmt.Sprintf(`SELECT t.key, t.doc, r.id, rd.engine, t.current, r.url, rd.outlet, rd.headline, rd.input, rd.language, rd.published, rd.doc, r.text
		FROM %s AS t JOIN reading AS rd ON rd.key = t.reading JOIN report AS r ON r.key = rd.report
		WHERE t.doc IS NOT NULL AND t.id IN (?%s)`, table, strings.Repeat(", ?", len(values)-1)), values
}

// reportOf puts a report together from the document of a reading and its text.
func reportOf(c pledgebook.Citation, doc, text []byte) (r pledgebook.Report, err error) {
	if err := json.Unmarshal(doc, &r); err != nil {
		return r, pledgebook.WrapError(pledgebook.Damaged, err, "the metadata of report %s cannot be read back; run pledgebook verify", c.Report)
	}
	r.Text, r.Input = string(text), c.Input
	return r, nil
}
