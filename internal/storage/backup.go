package storage

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
	"github.com/uptrace/bun"

	"pledgebook"
)

// A backup is one tar file compressed with Zstandard, and the same whichever
// engine the book is on:
//
//	pledgebook-backup.json      the form of the backup and when it was made
//	config.toml                 the settings, where there are any
//	reports/000001.jsonl …      one JSON record a line
//	readings/… decisions/… batches/… failures/…
//	archive/DIGEST …            the originals
//	end.json                    how much there was: a backup without it was cut off
//
// The columns that lists filter by are not in it; they follow from the documents.

// backupForm is raised when a program that reads the present form could not
// read the next.
const backupForm = 1

// configFile is the settings' name in the book's folder.
const configFile = "config.toml"

type beginRecord struct {
	Form     int    `json:"form"`
	Schema   int64  `json:"schema"`
	Database string `json:"database"`
	Made     string `json:"made"`
}

type reportRecord struct {
	Key            int64  `json:"key"`
	ID             string `json:"id"`
	URL            string `json:"url,omitempty"`
	Text           string `json:"text"`
	TextSHA256     string `json:"text_sha256"`
	OriginalSHA256 string `json:"original_sha256,omitempty"`
	OriginalBytes  int64  `json:"original_bytes,omitempty"`
	OriginalType   string `json:"original_type,omitempty"`
	Digest         string `json:"digest"`
	RedactedBy     string `json:"redacted_by,omitempty"`
}

type readingRecord struct {
	Key       int64         `json:"key"`
	ID        string        `json:"id"`
	Report    int64         `json:"report"`
	Engine    string        `json:"engine"`
	Digest    string        `json:"digest"`
	DocDigest string        `json:"doc_digest"`
	Current   bool          `json:"current"`
	Doc       string        `json:"doc,omitempty"`
	Input     string        `json:"input,omitempty"`
	Things    []thingRecord `json:"things,omitempty"`
}

type thingRecord struct {
	Table  string `json:"is"`
	Place  int    `json:"place"`
	ID     string `json:"id"`
	Digest string `json:"digest"`
	Doc    string `json:"doc,omitempty"`
}

type decisionRecord struct {
	Key    int64  `json:"key"`
	Doc    string `json:"doc"`
	Digest string `json:"digest"`
}

type batchRecord struct {
	batchRow
	Links []linkRow `json:"links"`
}

// endRecord is what the backup must hold, and the hash its chain must end with.
type endRecord struct {
	Records map[string]int `json:"records"` // by section
	Head    string         `json:"head"`
}

// Backup writes the whole book, as of the moment it is called, to one new file.
// If originals are missing or damaged it writes the rest and returns a Damaged
// error that names them.
func (b *Book) Backup(ctx context.Context, file string) error { return b.backup(ctx, file, b.schema) }

func (b *Book) backup(ctx context.Context, file string, schema int64) error {
	out, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // for its owner's eyes only
	if err != nil {
		return fileFault(err, file)
	}
	d, err := newDump(out, schema)
	if err == nil {
		err = b.inSnapshot(ctx, func(ctx context.Context, tx bun.Tx) error { return d.book(ctx, b, tx) })
	}
	if err = firstError(err, d.close(), out.Sync(), out.Close()); err != nil {
		os.Remove(file)
		if faultKind(err) != pledgebook.Internal { // the database's
			return b.fault(err)
		}
		return fileFault(err, file)
	}
	return d.damage(file)
}

// fileFault gives an error about a backup file its kind.
func fileFault(err error, file string) error {
	var known *pledgebook.Error
	switch {
	case errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case isNoSpace(err):
		return pledgebook.WrapError(pledgebook.NoSpace, err, "no room left for the backup %s; nothing was written", file)
	case errors.Is(err, fs.ErrExist):
		return pledgebook.Errorf(pledgebook.Conflict, "the backup %s would replace a file; name one that is not there yet", file)
	}
	return pledgebook.WrapError(pledgebook.Unreadable, err, "cannot use the backup %s", file)
}

// dump writes a backup.
type dump struct {
	zstd    *zstd.Encoder
	tar     *tar.Writer
	schema  int64
	section string       // of the lines in chunk
	chunk   bytes.Buffer // lines on their way into a file of the section
	files   int          // of the section so far
	end     endRecord
	lost    []string // originals that could not be read
}

// chunkBytes is about how large a file of records grows: tar wants to know a
// file's size before its content.
const chunkBytes = 4 << 20

func newDump(w io.Writer, schema int64) (*dump, error) {
	z, err := zstd.NewWriter(w)
	return &dump{zstd: z, tar: tar.NewWriter(z), schema: schema, end: endRecord{Records: map[string]int{}}}, err
}

func (d *dump) close() error { return errors.Join(d.tar.Close(), d.zstd.Close()) }

func (d *dump) damage(file string) error {
	if len(d.lost) == 0 {
		return nil
	}
	return pledgebook.Errorf(pledgebook.Damaged, "the backup %s was written, but %d originals are missing from the book's archive or damaged, the first %s; run pledgebook verify", file, len(d.lost), d.lost[0])
}

func (d *dump) book(ctx context.Context, b *Book, tx bun.Tx) error {
	begin := beginRecord{Form: backupForm, Schema: d.schema, Database: b.engine.name, Made: stamp(b.now())}
	if err := d.json("pledgebook-backup.json", begin); err != nil {
		return err
	}
	if err := d.config(b.folder); err != nil {
		return err
	}
	steps := []func(context.Context, *Book, bun.Tx) error{d.reports, d.readings, d.decisions, d.batches, d.failures, d.originals}
	for _, step := range steps {
		if err := step(ctx, b, tx); err != nil {
			return err
		}
	}
	if err := d.flush(); err != nil {
		return err
	}
	return d.json("end.json", d.end)
}

func (d *dump) config(folder string) error {
	doc, err := os.ReadFile(filepath.Join(folder, configFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return d.file(configFile, doc)
}

func (d *dump) json(name string, v any) error {
	doc, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return d.file(name, append(doc, '\n'))
}

func (d *dump) file(name string, doc []byte) error {
	if err := d.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(doc)), Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err := d.tar.Write(doc)
	return err
}

// record writes one line of a section.
func (d *dump) record(section string, v any) error {
	if section != d.section || d.chunk.Len() > chunkBytes {
		if err := d.flush(); err != nil {
			return err
		}
	}
	if section != d.section {
		d.section, d.files = section, 0
	}
	d.end.Records[section]++
	return json.NewEncoder(&d.chunk).Encode(v)
}

func (d *dump) flush() error {
	if d.chunk.Len() == 0 {
		return nil
	}
	d.files++
	err := d.file(fmt.Sprintf("%s/%06d.jsonl", d.section, d.files), d.chunk.Bytes())
	d.chunk.Reset()
	return err
}
