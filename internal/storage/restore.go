package storage

import (
	"archive/tar"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/uptrace/bun"

	"pledgebook"
	"pledgebook/internal/storage/archive"
)

// Restore puts a backup into an empty book, which it makes if it is not there,
// on either engine, and proves the result. The backup's settings come to lie
// beside the book's own, as config-from-backup.toml: they may name places that
// are not this book's.
//
// Unreadable: the file cannot be read. Damaged: it is no backup, was cut off or
// changed; nothing is restored then. Damaged with a proof that holds faults: all
// is restored, but the book was damaged when it was backed up. TooNew: a newer
// version made it. Conflict: the book is not empty.
func Restore(ctx context.Context, file, where string, o Options) (pledgebook.Proof, error) {
	in, err := os.Open(file)
	if err != nil {
		return pledgebook.Proof{}, fileFault(err, file)
	}
	defer in.Close()
	r, err := newRestorer(in, file)
	if err != nil {
		return pledgebook.Proof{}, err
	}
	defer r.zstd.Close()
	b, err := Open(ctx, where, o)
	if err != nil {
		return pledgebook.Proof{}, err
	}
	defer b.Close()
	if err := b.write.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error { return r.book(ctx, b, tx) }); err != nil {
		return pledgebook.Proof{}, r.refused(b, err)
	}
	if err := b.analyse(ctx); err != nil {
		return pledgebook.Proof{}, err
	}
	proof, err := b.Verify(ctx, nil)
	if err == nil && !proof.Sound() {
		f := proof.Faults[0]
		err = pledgebook.Errorf(pledgebook.Damaged, "%s was restored as it is, but does not prove: %s %s: %s", file, f.What, f.ID, f.Why)
	}
	return proof, err
}

// restorer reads a backup, front to back, once.
type restorer struct {
	name   string
	zstd   *zstd.Decoder
	tar    *tar.Reader
	got    endRecord
	ended  bool
	docs   map[string][]byte // originals on their way into the archive
	weight int               // bytes in docs
}

// Bounds on what is believed of a backup: the memory of its compression, and
// the size of one file of records, which holds at least one report.
const (
	maxWindow  = 128 << 20
	maxRecords = archive.MaxBytes
	docsWeight = 16 << 20
)

func newRestorer(in io.Reader, name string) (*restorer, error) {
	z, err := zstd.NewReader(in, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderMaxMemory(2*maxRecords))
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Internal, err, "cannot read %s", name)
	}
	r := &restorer{name: name, zstd: z, tar: tar.NewReader(z), docs: map[string][]byte{}, got: endRecord{Records: map[string]int{}}}
	var begin beginRecord
	head, err := r.tar.Next()
	if err != nil || head.Name != "pledgebook-backup.json" || json.NewDecoder(io.LimitReader(r.tar, 1<<16)).Decode(&begin) != nil {
		z.Close()
		return nil, pledgebook.Errorf(pledgebook.Damaged, "%s is no backup of a book, or its beginning is damaged", name)
	}
	if begin.Form > backupForm {
		z.Close()
		return nil, pledgebook.Errorf(pledgebook.TooNew, "%s was made by a newer pledgebook (form %d, this one reads up to %d); restore it with that one", name, begin.Form, backupForm)
	}
	return r, nil
}

// refused says why nothing was restored. What the database would not take, for
// another reason than its own trouble, is the backup's fault.
func (r *restorer) refused(b *Book, err error) error {
	fault := b.fault(err)
	if pledgebook.KindOf(fault) == pledgebook.Internal && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return r.damaged(err)
	}
	return fault
}

func (r *restorer) damaged(err error) error {
	var known *pledgebook.Error
	if errors.As(err, &known) && known.Kind != pledgebook.Invalid {
		return err
	}
	return pledgebook.WrapError(pledgebook.Damaged, err, "the backup %s is damaged or was cut off; nothing was restored; use another", r.name)
}

func (r *restorer) book(ctx context.Context, b *Book, tx bun.Tx) error {
	if err := refuseFull(ctx, b, tx); err != nil {
		return err
	}
	for {
		head, err := r.tar.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return r.damaged(err)
		}
		if head.Size > maxRecords || r.ended {
			return r.damaged(errors.New("unexpected file " + head.Name))
		}
		if err := r.entry(ctx, b, tx, head.Name); err != nil {
			return err
		}
	}
	if !r.ended {
		return r.damaged(errors.New("its end is missing"))
	}
	if _, err := io.Copy(io.Discard, r.zstd); err != nil { // at its very end stands its checksum
		return r.damaged(err)
	}
	for _, statement := range b.engine.keySequences {
		var next int64
		if err := tx.NewRaw(statement).Scan(ctx, &next); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	return nil
}

// refuseFull refuses to restore over anything.
func refuseFull(ctx context.Context, b *Book, tx bun.Tx) error {
	head, err := b.lockHead(ctx, tx)
	if err != nil {
		return err
	}
	full, err := tx.NewSelect().Model((*reportRow)(nil)).Exists(ctx)
	if err == nil && (full || head.Seq != 0) {
		err = pledgebook.Errorf(pledgebook.Conflict, "the book %s is not empty; name a new folder or database with --book", b.name)
	}
	return err
}

// entry restores one file of the backup.
func (r *restorer) entry(ctx context.Context, b *Book, tx bun.Tx, name string) error {
	section, rest, _ := strings.Cut(name, "/")
	switch section {
	case "reports":
		return restoreLines(r, section, func(some []reportRecord) error {
			return firstError(restoreReports(ctx, tx, some), restorePrints(ctx, tx, some))
		})
	case "readings":
		return restoreLines(r, section, func(some []readingRecord) error { return r.readings(ctx, tx, some) })
	case "decisions":
		return restoreLines(r, section, func(some []decisionRecord) error { return r.decisions(ctx, tx, some) })
	case "batches":
		return restoreLines(r, section, func(some []batchRecord) error { return r.batches(ctx, tx, some) })
	case "failures":
		return restoreLines(r, section, func(some []failureRow) error { return insert(ctx, tx, some) })
	case "archive":
		return r.original(ctx, b, rest)
	case configFile:
		return r.config(b.folder)
	case "end.json":
		return r.finish(ctx, b)
	}
	return r.damaged(errors.New("it holds the unknown file " + name))
}

// restoreLines restores one file of records, some at a time.
func restoreLines[R any](r *restorer, section string, restore func([]R) error) error {
	lines := json.NewDecoder(r.tar)
	var some []R
	for begun := int64(0); ; {
		var record R
		err := lines.Decode(&record)
		ended := errors.Is(err, io.EOF)
		switch {
		case ended:
		case err != nil:
			return r.damaged(err)
		default:
			some = append(some, record)
		}
		if ended || len(some) == rowsPerPage || lines.InputOffset()-begun > chunkBytes {
			if err := restore(some); err != nil {
				return err
			}
			r.got.Records[section] += len(some)
			some, begun = nil, lines.InputOffset()
		}
		if ended {
			return nil
		}
	}
}

func restoreReports(ctx context.Context, tx bun.Tx, some []reportRecord) error {
	rows := make([]reportRow, len(some))
	for i, rec := range some {
		rows[i] = reportRow{Key: rec.Key, ID: rec.ID, URL: indexed(rec.URL), Text: []byte(rec.Text), TextSHA256: rec.TextSHA256,
			OriginalSHA256: rec.OriginalSHA256, OriginalBytes: rec.OriginalBytes, OriginalType: rec.OriginalType, Digest: rec.Digest, RedactedBy: rec.RedactedBy}
		if rec.RedactedBy != "" {
			rows[i].Text = nil
		}
	}
	return insert(ctx, tx, rows)
}

// restorePrints leaves the copies of restored reports to be looked for when the
// book is used next.
func restorePrints(ctx context.Context, tx bun.Tx, some []reportRecord) error {
	rows := make([]printRow, len(some))
	for i, rec := range some {
		rows[i] = printRow{Report: rec.Key, Placed: rec.RedactedBy != ""}
	}
	return putPrints(ctx, tx, rows)
}

func (r *restorer) readings(ctx context.Context, tx bun.Tx, some []readingRecord) error {
	rows := make([]readingRow, len(some))
	var all things
	for i := range some {
		rec := &some[i]
		var report pledgebook.Report
		if rec.Doc != "" {
			if err := json.Unmarshal([]byte(rec.Doc), &report); err != nil {
				return r.damaged(err)
			}
			report.Input = rec.Input
		}
		rows[i] = newReadingRow(&report, rec.Engine, rec.Doc)
		rows[i].Key, rows[i].ID, rows[i].Report, rows[i].Current = rec.Key, rec.ID, rec.Report, rec.Current
		rows[i].Digest, rows[i].DocDigest = rec.Digest, rec.DocDigest
		if err := all.addRecord(rec, report.Published.Day()); err != nil {
			return r.damaged(err)
		}
	}
	return firstError(insert(ctx, tx, rows), all.insert(ctx, tx))
}

// addRecord adds the rows of everything read in one reading.
func (t *things) addRecord(rec *readingRecord, published pledgebook.Day) error {
	for _, thing := range rec.Things {
		row := thingRow{Key: thingKey(rec.Key, thing.Place), ID: thing.ID, Reading: rec.Key, Digest: thing.Digest, Current: rec.Current, Doc: thing.Doc}
		if rec.Doc == "" { // redacted
			row.Doc = ""
			t.addEmpty(thing.Table, row)
		} else if err := t.addDocument(thing.Table, row, published); err != nil {
			return err
		}
	}
	return nil
}

func (r *restorer) decisions(ctx context.Context, tx bun.Tx, some []decisionRecord) error {
	for _, rec := range some {
		var d pledgebook.Decision
		if err := json.Unmarshal([]byte(rec.Doc), &d); err != nil {
			return r.damaged(err)
		}
		row := decisionRow{Key: rec.Key, ID: d.ID, Verb: d.Verb, Who: indexed(d.Who), At: stamp(d.At), Doc: rec.Doc, Digest: rec.Digest}
		if err := storeDecision(ctx, tx, &row, d.On); err != nil {
			return err
		}
	}
	return nil
}

func (r *restorer) batches(ctx context.Context, tx bun.Tx, some []batchRecord) error {
	var rows []batchRow
	var links []linkRow
	for _, rec := range some {
		rows = append(rows, rec.batchRow)
		for i, link := range rec.Links {
			link.Batch, link.Pos = rec.Seq, i
			links = append(links, link)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	last := &rows[len(rows)-1]
	r.got.Head = last.Hash
	return firstError(insert(ctx, tx, rows), insert(ctx, tx, links), setHead(ctx, tx, last))
}

func (r *restorer) original(ctx context.Context, b *Book, digest string) error {
	var doc bytes.Buffer
	if _, err := doc.ReadFrom(r.tar); err != nil {
		return r.damaged(err)
	}
	if archive.Digest(doc.Bytes()) != digest {
		return r.damaged(errors.New("the original " + digest + " does not have its digest"))
	}
	r.got.Records["archive"]++
	r.docs[digest] = doc.Bytes()
	if r.weight += doc.Len(); r.weight > docsWeight {
		return r.keep(ctx, b)
	}
	return nil
}

func (r *restorer) keep(ctx context.Context, b *Book) error {
	err := b.archive.Put(ctx, r.docs)
	r.docs, r.weight = map[string][]byte{}, 0
	return err
}

func (r *restorer) config(folder string) error {
	doc, err := io.ReadAll(r.tar)
	if err != nil {
		return r.damaged(err)
	}
	file := filepath.Join(folder, "config-from-backup.toml")
	if err := os.WriteFile(file, doc, 0o600); err != nil {
		return pledgebook.WrapError(pledgebook.Unreadable, err, "cannot write the settings %s", file)
	}
	return nil
}

// finish compares what came with what the backup says it holds.
func (r *restorer) finish(ctx context.Context, b *Book) error {
	var want endRecord
	if err := json.NewDecoder(r.tar).Decode(&want); err != nil {
		return r.damaged(err)
	}
	for section, n := range want.Records {
		if r.got.Records[section] != n {
			return r.damaged(errors.New("some of its " + section + " are missing"))
		}
	}
	if want.Head != r.got.Head {
		return r.damaged(errors.New("its chain ends early"))
	}
	r.ended = true
	return r.keep(ctx, b)
}
