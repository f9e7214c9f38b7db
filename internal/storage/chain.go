package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"iter"
	"time"

	"github.com/uptrace/bun"

	"pledgebook"
)

// The chain. Every hash is a SHA-256 in lower-case hex over lines of plain text
// ended by "\n", so that anybody can compute it with a shell:
//
//	report    report ID, text_sha256, original_sha256 (or an empty line)
//	thing     its JSON document as stored
//	reading   reading ID, the report's digest, the engine, the digest of the
//	          report's metadata as stored, then one line for each thing in the
//	          order of thingTables and of the text: "claim ID DIGEST"
//	decision  its JSON document as stored
//	batch     the hash of the batch before (or an empty line), its number and
//	          time, then one line for each link: "reading ID DIGEST"
//
// The first three begin with the line "pledgebook report 1" and so on, which
// names the form of what follows. Digests outlive a redaction; content does not.

type batchRow struct {
	bun.BaseModel `bun:"table:batch" json:"-"`
	Seq           int64  `bun:"seq,pk" json:"seq"`
	Prev          string `bun:"prev" json:"prev"`
	Hash          string `bun:"hash" json:"hash"`
	At            string `bun:"at" json:"at"`
}

type linkRow struct {
	bun.BaseModel `bun:"table:link" json:"-"`
	Batch         int64  `bun:"batch" json:"-"`
	Pos           int    `bun:"pos" json:"-"`
	Kind          string `bun:"kind" json:"kind"`
	ID            string `bun:"id" json:"id"`
	Digest        string `bun:"digest" json:"digest"`
}

type headRow struct {
	bun.BaseModel `bun:"table:head"`
	One           int64  `bun:"one,pk"`
	Seq           int64  `bun:"seq"`
	Hash          string `bun:"hash"`
}

// lines is a hash over lines of text.
type lines struct{ h hash.Hash }

func newLines(first string) lines {
	l := lines{sha256.New()}
	l.add(first)
	return l
}

func (l lines) add(line string) { fmt.Fprintf(l.h, "%s\n", line) }

func (l lines) sum() string { return hex.EncodeToString(l.h.Sum(nil)) }

func reportDigest(r *reportRow) string {
	l := newLines("pledgebook report 1")
	l.add(r.ID)
	l.add(r.TextSHA256)
	l.add(r.OriginalSHA256)
	return l.sum()
}

// readingDigest needs the digests of the report, of the metadata and of the
// things, so that it can be proven for a redacted reading too.
func readingDigest(id, report, engine, metadata string, thingLines []string) string {
	l := newLines("pledgebook reading 1")
	l.add(id)
	l.add(report)
	l.add(engine)
	l.add(metadata)
	for _, t := range thingLines {
		l.add(t)
	}
	return l.sum()
}

func batchHash(b *batchRow, links []linkRow) string {
	l := newLines("pledgebook batch 1")
	l.add(b.Prev)
	l.add(fmt.Sprint(b.Seq))
	l.add(b.At)
	for _, k := range links {
		l.add(k.Kind + " " + k.ID + " " + k.Digest)
	}
	return l.sum()
}

// chain appends a batch of links. It locks the head until the transaction ends,
// so it comes last in it.
func (b *Book) chain(ctx context.Context, tx bun.Tx, links []linkRow) error {
	head, err := b.lockHead(ctx, tx)
	if err != nil {
		return err
	}
	batch := batchRow{Seq: head.Seq + 1, Prev: head.Hash, At: stamp(b.now())}
	for i := range links {
		links[i].Batch, links[i].Pos = batch.Seq, i
	}
	batch.Hash = batchHash(&batch, links)
	if err := insert(ctx, tx, []batchRow{batch}); err != nil {
		return err
	}
	if err := insert(ctx, tx, links); err != nil {
		return err
	}
	return setHead(ctx, tx, &batch)
}

func (b *Book) lockHead(ctx context.Context, tx bun.Tx) (head headRow, err error) {
	err = tx.NewRaw("SELECT one, seq, hash FROM head WHERE one = 1"+b.engine.forUpdate).Scan(ctx, &head)
	return head, err
}

func setHead(ctx context.Context, tx bun.Tx, batch *batchRow) error {
	_, err := tx.NewRaw("UPDATE head SET seq = ?, hash = ? WHERE one = 1", batch.Seq, batch.Hash).Exec(ctx)
	return err
}

// stamp writes a moment as the book stores it: texts that sort like the moments.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z07:00") }

// rowsPerInsert bounds the length of one INSERT statement.
const rowsPerInsert = 500

// insert adds rows in few statements.
func insert[R any](ctx context.Context, tx bun.IDB, rows []R) error {
	for len(rows) > 0 {
		some := rows[:min(len(rows), rowsPerInsert)]
		if _, err := tx.NewInsert().Model(&some).Exec(ctx); err != nil {
			return err
		}
		rows = rows[len(some):]
	}
	return nil
}

// linkedRow is a link with what it stands for.
type linkedRow struct {
	Batch          int64
	Hash, Kind, ID string
	Report, Engine string
	Doc            string // of a decision
}

// Since yields the links of the chain after a batch.
func (b *Book) Since(ctx context.Context, batch int64) iter.Seq2[pledgebook.Link, error] {
	query := b.read.NewSelect().TableExpr("link AS l").
		ColumnExpr("l.batch, b.hash, l.kind, l.id, coalesce(r.id, '') AS report, coalesce(rd.engine, '') AS engine, coalesce(d.doc, '') AS doc").
		Join("JOIN batch AS b ON b.seq = l.batch").
		Join("LEFT JOIN reading AS rd ON l.kind = 'reading' AND rd.id = l.id").Join("LEFT JOIN report AS r ON r.key = rd.report").
		Join("LEFT JOIN decision AS d ON l.kind = 'decision' AND d.id = l.id").
		Where("l.batch > ?", batch).OrderExpr("l.batch, l.pos")
	return stream(ctx, b, query, func(row *linkedRow) (pledgebook.Link, error) {
		l := pledgebook.Link{Batch: row.Batch, Hash: row.Hash, Report: row.Report, Engine: row.Engine}
		if row.Kind != "decision" {
			return l, nil
		}
		d, err := readDecision(row.ID, row.Doc)
		l.Decision = &d
		return l, err
	})
}
