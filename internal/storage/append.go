package storage

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"pledgebook"
)

// Append files a batch of readings in one transaction.
func (b *Book) Append(ctx context.Context, batch []pledgebook.Filing) ([]pledgebook.Outcome, error) {
	outcomes := make([]pledgebook.Outcome, len(batch))
	papers := make([]*paper, 0, len(batch))
	for i := range batch {
		outcomes[i].ID = batch[i].Reading.Report.ID
		p, err := newPaper(i, &batch[i])
		if err != nil {
			outcomes[i].State, outcomes[i].Err = pledgebook.FiledRefused, err
			continue
		}
		papers = append(papers, p)
	}
	// All who append insert and lock in the order of ids, so that they wait for
	// each other in a line and never in a ring.
	slices.SortStableFunc(papers, func(x, y *paper) int { return cmp.Compare(x.reading.ID, y.reading.ID) })
	unknown, err := b.leaveOutKnown(ctx, papers, outcomes)
	if err != nil {
		return nil, b.fault(err)
	}
	if len(unknown) > 0 {
		if err := b.keepOriginals(ctx, unknown); err != nil {
			return nil, err
		}
		err := b.inTx(ctx, func(ctx context.Context, tx bun.Tx) error { return b.file(ctx, tx, unknown, outcomes) })
		if err != nil {
			return nil, err
		}
		if err := b.analyseGrown(ctx, unknown); err != nil {
			return nil, err
		}
	}
	return outcomes, b.fault(b.clearFailures(ctx, papers))
}

// analyseGrown tells the planner about the tables each time the book has
// doubled: one that believes them empty picks plans that take minutes.
func (b *Book) analyseGrown(ctx context.Context, filed []*paper) error {
	const small = 1 << 9
	for _, p := range filed {
		if n := p.reading.Key; n >= small && n&(n-1) == 0 {
			return b.analyse(ctx)
		}
	}
	return nil
}

func (b *Book) analyse(ctx context.Context) error {
	for _, statement := range b.engine.analyse {
		if _, err := b.write.NewRaw(statement).Exec(ctx); err != nil {
			return b.fault(err)
		}
	}
	return nil
}

// inTx runs a transaction that writes, again where the database gave it up in
// favour of another.
func (b *Book) inTx(ctx context.Context, do func(context.Context, bun.Tx) error) error {
	const tries = 5
	for try := 1; ; try++ {
		err := b.write.RunInTx(ctx, nil, do)
		if err == nil || try == tries || !transient(err) {
			return b.fault(err)
		}
		time.Sleep(time.Duration(try*try) * 10 * time.Millisecond)
	}
}

// leaveOutKnown looks, without a lock, for what the book already has: reading
// the same reports again then writes nothing.
func (b *Book) leaveOutKnown(ctx context.Context, papers []*paper, outcomes []pledgebook.Outcome) ([]*paper, error) {
	held, err := b.lookUp(ctx, b.read, papers, "")
	if err != nil {
		return nil, err
	}
	unknown := make([]*paper, 0, len(papers))
	for _, p := range papers {
		if !held.settle(p, &outcomes[p.place]) {
			unknown = append(unknown, p)
		}
	}
	return unknown, nil
}

func (b *Book) keepOriginals(ctx context.Context, papers []*paper) error {
	docs := map[string][]byte{}
	for _, p := range papers {
		if p.report.OriginalSHA256 != "" {
			docs[p.report.OriginalSHA256] = p.original
		}
	}
	if len(docs) == 0 {
		return nil
	}
	return b.archive.Put(ctx, docs)
}

// file stores readings that may be new. Each state it finds is decided while
// the reports are locked.
func (b *Book) file(ctx context.Context, tx bun.Tx, papers []*paper, outcomes []pledgebook.Outcome) error {
	if err := insertReports(ctx, tx, papers); err != nil {
		return err
	}
	held, err := b.lookUp(ctx, tx, papers, b.engine.forUpdate)
	if err != nil {
		return err
	}
	fresh := make([]*paper, 0, len(papers))
	for _, p := range papers {
		if held.settle(p, &outcomes[p.place]) {
			continue
		}
		outcomes[p.place].State = held.place(p)
		fresh = append(fresh, p)
	}
	if len(fresh) == 0 {
		return nil
	}
	if err := held.supersede(ctx, tx); err != nil {
		return err
	}
	links, err := insertReadings(ctx, tx, fresh, held)
	if err != nil {
		return err
	}
	if err := insertPrints(ctx, tx, fresh, outcomes); err != nil {
		return err
	}
	return b.chain(ctx, tx, links)
}

// bytesPerInsert bounds the texts in one INSERT statement, which writes them in
// hexadecimal digits and may not exceed SQLite's 1 000 000 000 bytes.
const bytesPerInsert = 16 << 20

// insertReports stores the reports that are not there yet.
func insertReports(ctx context.Context, tx bun.Tx, papers []*paper) error {
	var rows []reportRow
	weight := 0
	store := func() error {
		_, err := tx.NewInsert().Model(&rows).On("CONFLICT (id) DO NOTHING").Returning("NULL").Exec(ctx)
		rows, weight = nil, 0
		return err
	}
	for i, p := range papers {
		if i > 0 && papers[i-1].report.ID == p.report.ID {
			continue
		}
		rows, weight = append(rows, p.report), weight+len(p.report.Text)
		if len(rows) < rowsPerInsert && weight < bytesPerInsert {
			continue
		}
		if err := store(); err != nil {
			return err
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return store()
}

// insertReadings stores readings and all that was read, and returns their links
// of the chain.
func insertReadings(ctx context.Context, tx bun.Tx, papers []*paper, held *holdings) ([]linkRow, error) {
	rows := make([]readingRow, len(papers))
	for i, p := range papers {
		rows[i] = p.reading
		rows[i].Current = held.best[p.report.ID].id == p.reading.ID
	}
	if err := insertNumbered(ctx, tx, rows); err != nil {
		return nil, err
	}
	var all things
	links := make([]linkRow, len(papers))
	for i, p := range papers {
		p.reading.Key = rows[i].Key
		p.addTo(&all, &rows[i])
		links[i] = linkRow{Kind: "reading", ID: rows[i].ID, Digest: rows[i].Digest}
	}
	return links, all.insert(ctx, tx)
}

// insertNumbered stores readings and fills in the keys the database gave them.
// Which row a returned key belongs to is told by the id, not by the order.
func insertNumbered(ctx context.Context, tx bun.Tx, rows []readingRow) error {
	keys := make(map[string]int64, len(rows))
	for some := range slices.Chunk(rows, rowsPerInsert) {
		var given []struct {
			Key int64
			ID  string
		}
		if err := tx.NewInsert().Model(&some).Returning("key, id").Scan(ctx, &given); err != nil {
			return err
		}
		for _, g := range given {
			keys[g.ID] = g.Key
		}
	}
	for i := range rows {
		rows[i].Key = keys[rows[i].ID]
	}
	return nil
}

func (t *things) insert(ctx context.Context, tx bun.Tx) error {
	return firstError(
		insert(ctx, tx, t.claims), insert(ctx, tx, t.claimParties),
		insert(ctx, tx, t.quotes),
		insert(ctx, tx, t.needs), insert(ctx, tx, t.needParties),
		insert(ctx, tx, t.meetings), insert(ctx, tx, t.mechanisms), insert(ctx, tx, t.positions),
	)
}
