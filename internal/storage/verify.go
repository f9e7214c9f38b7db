package storage

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"pledgebook"
)

// maxFaults bounds the faults a proof lists; the rest are counted.
const maxFaults = 1000

// Verify proves the whole book, as of the moment it is called.
func (b *Book) Verify(ctx context.Context, progress func(done, total int)) (pledgebook.Proof, error) {
	p := prover{book: b, progress: progress}
	p.proof.Faults = []pledgebook.Fault{}
	err := b.inSnapshot(ctx, func(ctx context.Context, tx bun.Tx) error {
		p.tx = tx
		return p.prove(ctx)
	})
	if pledgebook.KindOf(b.fault(err)) == pledgebook.Damaged { // so badly that the proof could not go on
		p.fault("database", b.name, "%v", err)
		err = nil
	}
	return p.proof, b.fault(err)
}

// prover carries a proof from step to step.
type prover struct {
	book        *Book
	tx          bun.Tx
	proof       pledgebook.Proof
	progress    func(done, total int)
	done, total int
	counted     map[string]int // things seen, by table
}

func (p *prover) prove(ctx context.Context) error {
	steps := []func(context.Context) error{
		p.count, p.selfCheck, p.chain, p.reports, p.readings, p.decisions, p.missing, p.strays,
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// fault notes what is damaged.
func (p *prover) fault(what, id, why string, args ...any) {
	if len(p.proof.Faults) >= maxFaults {
		p.proof.MoreFaults++
		return
	}
	p.proof.Faults = append(p.proof.Faults, pledgebook.Fault{What: what, ID: id, Why: fmt.Sprintf(why, args...)})
}

func (p *prover) advance(n int) {
	p.done += n
	if p.progress != nil {
		p.progress(p.done, p.total)
	}
}

func (p *prover) count(ctx context.Context) error {
	p.counted = map[string]int{}
	for _, table := range []string{"batch", "report", "reading", "decision"} {
		var n int
		if err := p.tx.NewRaw("SELECT count(*) FROM ?", bun.Ident(table)).Scan(ctx, &n); err != nil {
			return err
		}
		p.total += n
	}
	return nil
}

// selfCheck asks the database about its own files.
func (p *prover) selfCheck(ctx context.Context) error {
	if p.book.engine.selfCheck == "" {
		return nil
	}
	var found []string
	err := p.tx.NewRaw(p.book.engine.selfCheck).Scan(ctx, &found)
	for _, f := range found {
		p.fault("database", databaseFile, "%s", f)
	}
	return err
}

// chain proves that each batch hashes the one before it and its own links, and
// that the head is the last of them.
func (p *prover) chain(ctx context.Context) error {
	last := batchRow{}
	err := pages(ctx, p.tx, "seq", func(r *batchRow) int64 { return r.Seq }, func(page []batchRow) error {
		links, err := linksOf(ctx, p.tx, page)
		if err != nil {
			return err
		}
		for i := range page {
			p.batch(&last, &page[i], links[page[i].Seq])
			last = page[i]
		}
		p.advance(len(page))
		return nil
	})
	if err != nil {
		return err
	}
	var head headRow
	if err := p.tx.NewSelect().Model(&head).Where("one = 1").Scan(ctx); err != nil {
		return err
	}
	if head.Seq != last.Seq || head.Hash != last.Hash {
		p.fault("batch", fmt.Sprint(head.Seq), "the chain ends at batch %d, but its head names batch %d with the hash %q", last.Seq, head.Seq, head.Hash)
	}
	p.proof.Head = last.Hash
	return nil
}

func (p *prover) batch(last, b *batchRow, links []linkRow) {
	p.proof.Batches++
	id := fmt.Sprint(b.Seq)
	if b.Seq != last.Seq+1 {
		p.fault("batch", fmt.Sprint(last.Seq+1), "missing from the chain")
	}
	if b.Prev != last.Hash {
		p.fault("batch", id, "it follows the hash %q, but batch %d has the hash %q", b.Prev, last.Seq, last.Hash)
	}
	if got := batchHash(b, links); got != b.Hash {
		p.fault("batch", id, "its links hash to %s, not to %s as recorded", got, b.Hash)
	}
}

// linksOf reads the links of a page of batches.
func linksOf(ctx context.Context, db bun.IDB, page []batchRow) (map[int64][]linkRow, error) {
	var rows []linkRow
	err := db.NewSelect().Model(&rows).Where("batch BETWEEN ? AND ?", page[0].Seq, page[len(page)-1].Seq).Order("batch", "pos").Scan(ctx)
	links := make(map[int64][]linkRow, len(page))
	for _, l := range rows {
		links[l.Batch] = append(links[l.Batch], l)
	}
	return links, err
}

// linkDigests returns the digest that the chain holds for each of some ids.
func linkDigests(ctx context.Context, db bun.IDB, kind string, ids []string) (map[string]string, error) {
	var rows []linkRow
	err := db.NewSelect().Model(&rows).Where("kind = ?", kind).Where("id IN (?)", bun.List(ids)).Scan(ctx)
	digests := make(map[string]string, len(rows))
	for _, l := range rows {
		digests[l.ID] = l.Digest
	}
	return digests, err
}

// linked compares a row's digest with the one in the chain.
func (p *prover) linked(what, id, digest string, chained map[string]string) {
	switch held, ok := chained[id]; {
	case !ok:
		p.fault(what, id, "it is not in the chain: it did not come in through the book")
	case held != digest:
		p.fault(what, id, "its digest is %s, but the chain holds %s", digest, held)
	}
}

// missing finds what the chain names and the book no longer has, and reports of
// which no reading, or more than one, is current.
func (p *prover) missing(ctx context.Context) error {
	for _, kind := range []string{"reading", "decision"} {
		var ids []string
		err := p.tx.NewRaw("SELECT link.id FROM link LEFT JOIN ? AS t ON t.id = link.id WHERE link.kind = ? AND t.id IS NULL LIMIT ?",
			bun.Ident(kind), kind, maxFaults).Scan(ctx, &ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			p.fault(kind, id, "the chain names it, but it is gone from the book")
		}
	}
	var ids []string
	err := p.tx.NewRaw("SELECT id FROM report WHERE NOT EXISTS (SELECT 1 FROM reading WHERE reading.report = report.key AND reading.current) LIMIT ?", maxFaults).Scan(ctx, &ids)
	for _, id := range ids {
		p.fault("report", id, "none of its readings is the current one")
	}
	return err
}

// strays finds things that belong to no reading.
func (p *prover) strays(ctx context.Context) error {
	for _, table := range thingTables {
		var n int
		if err := p.tx.NewRaw("SELECT count(*) FROM ?", bun.Ident(table)).Scan(ctx, &n); err != nil {
			return err
		}
		p.proof.Things += p.counted[table]
		if n != p.counted[table] {
			p.fault(table, "", "the table holds %d rows, of which %d belong to a reading", n, p.counted[table])
		}
	}
	return nil
}
