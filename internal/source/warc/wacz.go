package warc

import (
	"archive/zip"
	"io"
	"strings"

	"pledgebook"
)

// Collection is a WACZ file: archives and an index of them, packed in one zip
// (Webrecorder's format, version 1.1.1). The archives are what is read; the index,
// the list of pages and the signature are for players.
type Collection struct {
	Archives []Archive
	zip      *zip.ReadCloser
}

// Archive is one archive in a collection.
type Archive struct {
	Name string
	file *zip.File
}

// maxArchives is how many archives a collection may hold.
const maxArchives = 10_000

// OpenCollection opens a WACZ file. It fails with kind Unreadable where that is
// damaged, Invalid where it holds no archive, and TooLarge where it holds too many.
func OpenCollection(path string) (*Collection, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Unreadable, err, "%s is no WACZ file that can be opened; get it again", path)
	}
	c := &Collection{zip: z}
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if strings.HasPrefix(name, "archive/") && (strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz")) {
			c.Archives = append(c.Archives, Archive{Name: f.Name, file: f})
		}
	}
	switch n := len(c.Archives); {
	case n == 0:
		err = pledgebook.Errorf(pledgebook.Invalid, "%s holds no archive (archive/*.warc.gz)", path)
	case n > maxArchives:
		err = pledgebook.Errorf(pledgebook.TooLarge, "%s holds %d archives, over the limit of %d", path, n, maxArchives)
	}
	if err != nil {
		z.Close()
		return nil, err
	}
	return c, nil
}

// Close releases the file.
func (c *Collection) Close() error { return c.zip.Close() }

// Open opens an archive at an offset, for [Intake].
func (a Archive) Open(offset int64) (io.ReadCloser, int64, error) {
	size := int64(a.file.UncompressedSize64)
	if a.file.Method == zip.Store { // as the format asks for
		raw, err := a.file.OpenRaw()
		if err != nil {
			return nil, 0, err
		}
		if s, ok := raw.(io.Seeker); ok {
			_, err = s.Seek(offset, io.SeekStart)
			return io.NopCloser(raw), size, err
		}
	}
	r, err := a.file.Open()
	if err != nil {
		return nil, 0, err
	}
	if _, err := io.CopyN(io.Discard, r, offset); err != nil {
		r.Close()
		return nil, 0, err
	}
	return r, size, nil
}
