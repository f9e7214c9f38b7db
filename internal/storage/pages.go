package storage

import (
	"context"

	"github.com/uptrace/bun"
)

// rowsPerPage is how many rows the proof and the backup hold at once. Texts,
// which may be long, they hold one at a time.
const rowsPerPage = 200

// pages reads a table in the order of a column of numbers, a page at a time.
func pages[R any](ctx context.Context, tx bun.Tx, column string, place func(*R) int64, do func([]R) error, without ...string) error {
	for last := int64(0); ; {
		var page []R
		err := tx.NewSelect().Model(&page).ExcludeColumn(without...).
			Where("? > ?", bun.Ident(column), last).Order(column).Limit(rowsPerPage).Scan(ctx)
		if err != nil || len(page) == 0 {
			return err
		}
		if err := do(page); err != nil {
			return err
		}
		last = place(&page[len(page)-1])
	}
}

// reportPages reads the reports without their texts.
func reportPages(ctx context.Context, tx bun.Tx, do func([]reportRow) error) error {
	return pages(ctx, tx, "key", func(r *reportRow) int64 { return r.Key }, do, "text")
}

// textOf reads the text of a report, "" once it was redacted.
func textOf(ctx context.Context, tx bun.Tx, report int64) (string, error) {
	var text []byte
	err := tx.NewRaw("SELECT text FROM report WHERE key = ?", report).Scan(ctx, &text)
	return string(text), err
}

// readingPages reads the readings, and with each page all the things read in
// it; their keys make one range.
func readingPages(ctx context.Context, tx bun.Tx, do func([]readingRow, *things) error) error {
	return pages(ctx, tx, "key", func(r *readingRow) int64 { return r.Key }, func(page []readingRow) error {
		stored, err := loadRows(ctx, tx, page[0].Key, page[len(page)-1].Key)
		if err != nil {
			return err
		}
		return do(page, stored)
	})
}

// loadRows reads all the rows of a range of readings with every column.
func loadRows(ctx context.Context, tx bun.Tx, first, last int64) (*things, error) {
	var t things
	between := func(model any, key string) error {
		return tx.NewSelect().Model(model).Where("? BETWEEN ? AND ?", bun.Ident(key), thingKey(first, 0), thingKey(last+1, -1)).Order(key).Scan(ctx)
	}
	return &t, firstError(
		between(&t.claims, "key"), between(&t.quotes, "key"), between(&t.needs, "key"),
		between(&t.meetings, "key"), between(&t.mechanisms, "key"), between(&t.positions, "key"),
		between(&t.claimParties, "claim"), between(&t.needParties, "need"),
	)
}

// take cuts what belongs to one reading off the front. Readings are taken in
// the order of their keys; what belongs to none is passed over.
func (t *things) take(reading int64) *things {
	end := thingKey(reading+1, 0)
	return &things{
		claims:       takeRows(&t.claims, end, func(r *claimRow) int64 { return r.Key }),
		quotes:       takeRows(&t.quotes, end, func(r *quoteRow) int64 { return r.Key }),
		needs:        takeRows(&t.needs, end, func(r *needRow) int64 { return r.Key }),
		meetings:     takeRows(&t.meetings, end, func(r *meetingRow) int64 { return r.Key }),
		mechanisms:   takeRows(&t.mechanisms, end, func(r *mechanismRow) int64 { return r.Key }),
		positions:    takeRows(&t.positions, end, func(r *positionRow) int64 { return r.Key }),
		claimParties: takeRows(&t.claimParties, end, func(r *claimPartyRow) int64 { return r.Claim }),
		needParties:  takeRows(&t.needParties, end, func(r *needPartyRow) int64 { return r.Need }),
	}
}

// takeRows cuts off the rows whose key comes before end.
func takeRows[R any](rows *[]R, end int64, key func(*R) int64) []R {
	n := 0
	for n < len(*rows) && key(&(*rows)[n]) < end {
		n++
	}
	taken := (*rows)[:n:n]
	*rows = (*rows)[n:]
	return taken
}

// each visits every thing in the order of thingTables and of the text.
func (t *things) each(visit func(table string, row *thingRow)) {
	for i := range t.claims {
		visit("claim", &t.claims[i].thingRow)
	}
	for i := range t.quotes {
		visit("quote", &t.quotes[i].thingRow)
	}
	for i := range t.needs {
		visit("need", &t.needs[i].thingRow)
	}
	for i := range t.meetings {
		visit("meeting", &t.meetings[i].thingRow)
	}
	for i := range t.mechanisms {
		visit("mechanism", &t.mechanisms[i].thingRow)
	}
	for i := range t.positions {
		visit("position", &t.positions[i].thingRow)
	}
}
