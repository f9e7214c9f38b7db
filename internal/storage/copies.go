package storage

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"pledgebook"
)

// What reports are recognised by, and their ties. All of it follows from the
// texts, so it stands outside the chain and outside backups.

type printRow struct {
	bun.BaseModel `bun:"table:print"`
	Report        int64  `bun:"report,pk"`
	Page          string `bun:"page,nullzero"`
	Day           int64  `bun:"day,nullzero"`
	Whole         int64  `bun:"whole,nullzero"`
	Placed        bool   `bun:"placed"`
}

type markRow struct {
	bun.BaseModel `bun:"table:mark"`
	Mark          int64 `bun:"mark"`
	Report        int64 `bun:"report"`
}

type tieRow struct {
	bun.BaseModel `bun:"table:tie"`
	Earlier       int64              `bun:"earlier"`
	Later         int64              `bun:"later"`
	Kind          pledgebook.TieKind `bun:"kind"`
}

// insertPrints files what new reports are recognised by.
func insertPrints(ctx context.Context, tx bun.Tx, papers []*paper, outcomes []pledgebook.Outcome) error {
	var prints []printRow
	var marks []markRow
	for _, p := range papers {
		if outcomes[p.place].State != pledgebook.FiledNew {
			continue
		}
		row := printRow{Report: p.reading.Report}
		if p.print != nil {
			row = printOf(row.Report, *p.print)
			row.Placed = emptyPrint(*p.print)
			marks = append(marks, marksOf(row.Report, *p.print)...)
		}
		prints = append(prints, row)
	}
	return firstError(putPrints(ctx, tx, prints), putMarks(ctx, tx, marks))
}

func printOf(report int64, p pledgebook.Print) printRow {
	return printRow{Report: report, Page: indexed(p.Page), Day: int64(p.Day), Whole: p.Whole}
}

func emptyPrint(p pledgebook.Print) bool { return p.Page == "" && p.Whole == 0 && len(p.Marks) == 0 }

func marksOf(report int64, p pledgebook.Print) []markRow {
	rows := make([]markRow, len(p.Marks))
	for i, m := range p.Marks {
		rows[i] = markRow{Mark: m, Report: report}
	}
	return rows
}

// putPrints keeps what is there already, but for a print that said nothing yet.
func putPrints(ctx context.Context, tx bun.IDB, rows []printRow) error {
	return insertChunks(ctx, tx, rows, "CONFLICT (report) DO UPDATE SET page = EXCLUDED.page, day = EXCLUDED.day, whole = EXCLUDED.whole")
}

func putMarks(ctx context.Context, tx bun.IDB, rows []markRow) error {
	return insertChunks(ctx, tx, rows, "CONFLICT DO NOTHING")
}

func insertChunks[R any](ctx context.Context, tx bun.IDB, rows []R, on string) error {
	for some := range slices.Chunk(rows, rowsPerInsert) {
		if _, err := tx.NewInsert().Model(&some).On(on).Returning("NULL").Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Unplaced returns reports whose copies were not looked for yet.
func (b *Book) Unplaced(ctx context.Context, most int) ([]pledgebook.Held[pledgebook.Report], error) {
	var keys []int64
	err := b.read.NewRaw("SELECT report FROM print WHERE NOT placed ORDER BY report LIMIT ?", most).Scan(ctx, &keys)
	if err != nil {
		return nil, b.fault(err)
	}
	var out []pledgebook.Held[pledgebook.Report]
	for some := range slices.Chunk(keys, rowsPerInsert) {
		query := b.selectThings("reading").ColumnExpr("r.text").Where("t.current AND t.report IN (?)", bun.List(some))
		for held, err := range streamTexts(ctx, b, query) {
			if err != nil {
				return nil, err
			}
			out = append(out, held)
		}
	}
	return out, nil
}

// streamTexts is streamHeld for reports with their texts, which come last in a row.
func streamTexts(ctx context.Context, b *Book, query *bun.SelectQuery) iter.Seq2[pledgebook.Held[pledgebook.Report], error] {
	return func(yield func(pledgebook.Held[pledgebook.Report], error) bool) {
		rows, err := query.Rows(ctx)
		if err != nil {
			yield(pledgebook.Held[pledgebook.Report]{}, b.fault(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var text []byte
			held, err := scanHeld[pledgebook.Report](rows, "reading", &text)
			held.Thing.Text = string(text)
			if !yield(held, b.fault(err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(pledgebook.Held[pledgebook.Report]{}, b.fault(err))
		}
	}
}

// Mark files what reports are recognised by.
func (b *Book) Mark(ctx context.Context, prints map[string]pledgebook.Print) error {
	if len(prints) == 0 {
		return nil
	}
	return b.inTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		keys, err := keysOf(ctx, tx, slices.Sorted(maps.Keys(prints)))
		if err != nil {
			return err
		}
		var rows []printRow
		var marks []markRow
		for id, key := range keys {
			rows = append(rows, printOf(key, prints[id]))
			marks = append(marks, marksOf(key, prints[id])...)
		}
		slices.SortFunc(rows, func(x, y printRow) int { return cmp.Compare(x.Report, y.Report) })
		slices.SortFunc(marks, func(x, y markRow) int { return cmp.Or(cmp.Compare(x.Mark, y.Mark), cmp.Compare(x.Report, y.Report)) })
		return firstError(putPrints(ctx, tx, rows), putMarks(ctx, tx, marks))
	})
}

// keysOf finds the reports that still have their content.
func keysOf(ctx context.Context, db bun.IDB, ids []string) (map[string]int64, error) {
	keys := make(map[string]int64, len(ids))
	for some := range slices.Chunk(ids, rowsPerInsert) {
		var rows []heldReport
		err := db.NewRaw("SELECT key, id, digest, '' AS redacted_by FROM report WHERE id IN (?) AND redacted_by IS NULL", bun.List(some)).Scan(ctx, &rows)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			keys[r.ID] = r.Key
		}
	}
	return keys, nil
}

// Bounds of one search for copies, so that a form that ten thousand releases
// were made from costs no more than a text of its own.
const (
	likesPerMark = 100 // the latest reports under one mark
	likesPerPage = 64  // the latest states of a page, the latest whole copies
	mostLikes    = 64  // reports to compare with
	leastShared  = 3   // marks that a report worth comparing shares
)

// Alike returns the reports that may be copies of one, or versions of its page.
func (b *Book) Alike(ctx context.Context, report string, p pledgebook.Print) ([]pledgebook.Kin, error) {
	keys, err := keysOf(ctx, b.read, []string{report})
	if err != nil {
		return nil, b.fault(err)
	}
	self := keys[report]
	kin := map[int64]*pledgebook.Kin{}
	note := func(report int64) *pledgebook.Kin {
		if kin[report] == nil {
			kin[report] = &pledgebook.Kin{Before: report < self}
		}
		return kin[report]
	}
	err = firstError(
		b.alikeBy(ctx, "page", p.Page, p.Page != "", func(k int64) { note(k).Page = true }),
		b.alikeBy(ctx, "whole", p.Whole, p.Whole != 0, func(k int64) { note(k).Whole = true }),
		b.alikeByMarks(ctx, p.Marks, func(k int64, shared int) { note(k).Shared = shared }),
	)
	if err != nil {
		return nil, b.fault(err)
	}
	delete(kin, self)
	list, err := b.named(ctx, kin, p.Day)
	return list, b.fault(err)
}

func (b *Book) alikeBy(ctx context.Context, column string, value any, known bool, note func(int64)) error {
	if !known {
		return nil
	}
	var reports []int64
	err := b.read.NewRaw("SELECT report FROM print WHERE ? = ? ORDER BY report DESC LIMIT ?", bun.Ident(column), value, likesPerPage).Scan(ctx, &reports)
	for _, r := range reports {
		note(r)
	}
	return err
}

func (b *Book) alikeByMarks(ctx context.Context, marks []int64, note func(int64, int)) error {
	if len(marks) == 0 {
		return nil
	}
	parts := make([]string, len(marks))
	args := make([]any, 0, 2*len(marks)+1)
	for i, m := range marks {
		parts[i] = "SELECT report FROM (SELECT report FROM mark WHERE mark = ? ORDER BY report DESC LIMIT ?) AS m"
		args = append(args, m, likesPerMark)
	}
	query := "SELECT report, count(*) AS shared FROM (" + strings.Join(parts, " UNION ALL ") + ") AS found GROUP BY report HAVING count(*) >= ?"
	var found []struct {
		Report int64
		Shared int
	}
	err := b.read.NewRaw(query, append(args, leastShared)...).Scan(ctx, &found)
	for _, f := range found {
		note(f.Report, f.Shared)
	}
	return err
}

// alikeRow is what is known of a report that is like another.
type alikeRow struct {
	Key int64
	ID  string
	Day int64
}

// named fills in the ids, leaves out what was redacted, and sorts and bounds the
// rest.
func (b *Book) named(ctx context.Context, kin map[int64]*pledgebook.Kin, day pledgebook.Day) ([]pledgebook.Kin, error) {
	if len(kin) == 0 {
		return nil, nil
	}
	var rows []alikeRow
	err := b.read.NewRaw("SELECT r.key, r.id, coalesce(p.day, 0) AS day FROM report AS r JOIN print AS p ON p.report = r.key WHERE r.key IN (?) AND r.redacted_by IS NULL",
		bun.List(slices.Collect(maps.Keys(kin)))).Scan(ctx, &rows)
	slices.SortFunc(rows, func(x, y alikeRow) int {
		return cmp.Or(cmp.Compare(likeness(kin[y.Key], y.Day, day), likeness(kin[x.Key], x.Day, day)), cmp.Compare(x.Key, y.Key))
	})
	list := make([]pledgebook.Kin, min(len(rows), mostLikes))
	for i := range list {
		list[i] = *kin[rows[i].Key]
		list[i].Report = rows[i].ID
	}
	return list, err
}

// likeness ranks what is like a report of a day: the same page, then the same
// body, then by shared marks, of which every five days between them take one.
func likeness(k *pledgebook.Kin, its int64, day pledgebook.Day) int64 {
	const sure, furthest, perMark = 1000, 30, 5
	score := int64(k.Shared)
	switch {
	case k.Page:
		return 2 * sure
	case k.Whole:
		return sure
	case its != 0 && day.Known():
		score -= min(max(its-int64(day), int64(day)-its), furthest) / perMark
	}
	return score
}

// Place files the ties of reports whose copies were looked for.
func (b *Book) Place(ctx context.Context, placings ...pledgebook.Placing) error {
	if len(placings) == 0 {
		return nil
	}
	var ids []string
	for _, p := range placings {
		ids = append(ids, p.Report)
		for _, t := range p.Ties {
			ids = append(ids, t.Earlier, t.Later)
		}
	}
	slices.Sort(ids)
	return b.inTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		keys, err := keysOf(ctx, tx, slices.Compact(ids))
		if err != nil {
			return err
		}
		ties, placed := tieRows(placings, keys)
		if err := insertChunks(ctx, tx, ties, "CONFLICT DO NOTHING"); err != nil {
			return err
		}
		for some := range slices.Chunk(placed, rowsPerInsert) {
			if _, err := tx.NewRaw("UPDATE print SET placed = TRUE WHERE report IN (?) AND NOT placed", bun.List(some)).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

// tieRows are the ties between reports that are there, each once, in one order.
func tieRows(placings []pledgebook.Placing, keys map[string]int64) (ties []tieRow, placed []int64) {
	seen := map[[2]int64]bool{}
	for _, p := range placings {
		if key, ok := keys[p.Report]; ok {
			placed = append(placed, key)
		}
		for _, t := range p.Ties {
			row := tieRow{Earlier: keys[t.Earlier], Later: keys[t.Later], Kind: t.Kind}
			pair := [2]int64{min(row.Earlier, row.Later), max(row.Earlier, row.Later)}
			if pair[0] != 0 && pair[0] != pair[1] && !seen[pair] {
				seen[pair] = true
				ties = append(ties, row)
			}
		}
	}
	slices.SortFunc(ties, func(x, y tieRow) int { return cmp.Or(cmp.Compare(x.Earlier, y.Earlier), cmp.Compare(x.Later, y.Later)) })
	slices.Sort(placed)
	return ties, placed
}

// Ties yields the ties of the given reports, or of all.
func (b *Book) Ties(ctx context.Context, reports ...string) iter.Seq2[pledgebook.Tie, error] {
	query := b.read.NewSelect().TableExpr("tie AS t").ColumnExpr("a.id AS earlier, b.id AS later, t.kind").
		Join("JOIN report AS a ON a.key = t.earlier").Join("JOIN report AS b ON b.key = t.later").OrderExpr("t.earlier, t.later")
	if len(reports) > 0 {
		query.Where("t.earlier IN (SELECT key FROM report WHERE id IN (?)) OR t.later IN (SELECT key FROM report WHERE id IN (?))", bun.List(reports), bun.List(reports))
	}
	return stream(ctx, b, query, func(t *pledgebook.Tie) (pledgebook.Tie, error) { return *t, nil })
}
