// Package archive keeps original documents in a folder, each under the SHA-256
// of its bytes and compressed with gzip, so that any other program can read
// them and check them years later.
package archive

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sync/errgroup"

	"pledgebook"
)

// Folder is a folder of documents: a/abcdef….gz for the digest abcdef….
type Folder string

// MaxBytes is the largest document given back: a file that unpacks to more is
// not one that was put in. Inputs are limited to far less.
const MaxBytes = 1 << 30

// writers is how many files are written at once; waiting for the disk is what
// takes the time.
const writers = 4

// Digest names a document: the SHA-256 of its bytes in lower-case hex.
func Digest(doc []byte) string {
	sum := sha256.Sum256(doc)
	return hex.EncodeToString(sum[:])
}

// Put keeps each document under its digest. When it returns, files and folders
// have reached the disk.
func (f Folder) Put(ctx context.Context, docs map[string][]byte) error {
	var group errgroup.Group
	group.SetLimit(writers)
	dirs := map[string]bool{string(f): true}
	for digest, doc := range docs {
		dirs[filepath.Dir(f.path(digest))] = true
		group.Go(func() error { return errors.Join(ctx.Err(), f.put(digest, doc)) })
	}
	if err := group.Wait(); err != nil || len(docs) == 0 {
		return f.fault(err)
	}
	for dir := range dirs { // also where a file was there already: its name may be as new
		group.Go(func() error { return syncDir(dir) })
	}
	return f.fault(group.Wait())
}

func (f Folder) path(digest string) string {
	return filepath.Join(string(f), digest[:1], digest+".gz")
}

// put writes a file under a passing name and renames it, so that a crash leaves
// no half document under a digest.
func (f Folder) put(digest string, doc []byte) error {
	path := f.path(digest)
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, "new-*")
	if err != nil {
		return err
	}
	if err := errors.Join(pack(tmp, doc), tmp.Sync(), tmp.Close()); err != nil {
		os.Remove(tmp.Name())
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func pack(w io.Writer, doc []byte) error {
	z := gzip.NewWriter(w)
	_, err := z.Write(doc)
	return errors.Join(err, z.Close())
}

// syncDir makes the names in a folder durable. Not every system lets a folder
// be synced; then the names are as durable as it makes them.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// Get returns a document. NotFound: none of that digest. Damaged: the file does
// not hold the bytes of its digest.
func (f Folder) Get(_ context.Context, digest string) ([]byte, error) {
	if raw, err := hex.DecodeString(digest); err != nil || len(raw) != sha256.Size {
		return nil, pledgebook.Errorf(pledgebook.Invalid, "%q is no SHA-256 digest", digest)
	}
	file, err := os.Open(f.path(digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, pledgebook.Errorf(pledgebook.NotFound, "the archive %s has no document %s", string(f), digest)
	}
	if err != nil {
		return nil, f.fault(err)
	}
	defer file.Close()
	doc, err := unpack(file)
	if err != nil || Digest(doc) != digest {
		return nil, pledgebook.Errorf(pledgebook.Damaged, "the archived file %s does not hold the bytes of its digest; restore it from a backup", f.path(digest))
	}
	return doc, nil
}

func unpack(r io.Reader) ([]byte, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	var doc bytes.Buffer
	n, err := doc.ReadFrom(io.LimitReader(z, MaxBytes+1))
	if err == nil && n > MaxBytes {
		err = pledgebook.Errorf(pledgebook.TooLarge, "over %d bytes", MaxBytes)
	}
	return doc.Bytes(), err
}

// Remove forgets a document.
func (f Folder) Remove(_ context.Context, digest string) error {
	err := os.Remove(f.path(digest))
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return f.fault(err)
}

// Empty reports whether the folder holds nothing, or is not there.
func (f Folder) Empty() (bool, error) {
	dir, err := os.Open(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, f.fault(err)
	}
	defer dir.Close()
	_, err = dir.Readdirnames(1)
	if errors.Is(err, io.EOF) {
		return true, nil
	}
	return false, f.fault(err)
}

// fault says where it went wrong, and whether for want of room.
func (f Folder) fault(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC):
		return pledgebook.WrapError(pledgebook.NoSpace, err, "no room left for the archive %s; make room and run it again", string(f))
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return pledgebook.WrapError(pledgebook.Unreadable, err, "cannot use the archive %s", string(f))
}
