package storage_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"

	"pledgebook"
	"pledgebook/internal/storage"
	"pledgebook/internal/storage/storagetest"
)

// changes are what was done to a backup before its compression, whose checksum
// would refuse them at once, and what Restore is to say.
var changes = []struct {
	from, to string
	want     pledgebook.ErrorKind
}{
	{"", "", ""},
	{`"form":1`, `"form":9`, pledgebook.TooNew},
	{"pledgebook-backup.json", "pledgebook-backup.toml", pledgebook.Damaged},
	{`"place":1`, `"place":0`, pledgebook.Damaged},
	{`"key":1`, `"key":-1`, pledgebook.Damaged},
	{`"is":"claim"`, `"is":"clams"`, pledgebook.Damaged},
	{`"batches":1`, `"batches":2`, pledgebook.Damaged},
	{`"doc":"{`, `"doc":"[`, pledgebook.Damaged},
	{`"report":1`, `"report":7`, pledgebook.Damaged},
	{"reports/000001", "reporter/00001", pledgebook.Damaged},
	{"10 million euros was", "99 million euros was", pledgebook.Damaged}, // in the text of a report
	{"original 1", "original 9", pledgebook.Damaged},
}

func TestRestoreOfChangedBackup(t *testing.T) {
	whole := sampleBackup(t)
	for _, c := range changes {
		doc := bytes.Replace(whole, []byte(c.from), []byte(c.to), 1)
		if c.from != c.to && bytes.Equal(doc, whole) {
			t.Errorf("the backup does not hold %q", c.from)
		}
		if _, err := restoreTar(t, doc); pledgebook.KindOf(err) != c.want {
			t.Errorf("%q for %q: error %v, want one of kind %q", c.to, c.from, err, c.want)
		}
	}
}

func FuzzRestore(f *testing.F) {
	whole := sampleBackup(f)
	for _, c := range changes {
		f.Add(bytes.Replace(whole, []byte(c.from), []byte(c.to), 1))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		proof, err := restoreTar(t, doc)
		switch pledgebook.KindOf(err) {
		case "", pledgebook.Damaged, pledgebook.TooNew:
		default:
			t.Fatalf("error %v of kind %q", err, pledgebook.KindOf(err))
		}
		if err == nil && !proof.Sound() {
			t.Errorf("an unsound book without an error: %+v", proof)
		}
	})
}

// restoreTar restores an unpacked backup into a fresh book.
func restoreTar(t *testing.T, doc []byte) (pledgebook.Proof, error) {
	t.Helper()
	pack, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "x.backup")
	if err := os.WriteFile(file, pack.EncodeAll(doc, nil), 0o600); err != nil {
		t.Fatal(err)
	}
	return storage.Restore(t.Context(), file, filepath.Join(t.TempDir(), "book"), storage.Options{})
}

// sampleBackup is the tar file of a backup of two readings.
func sampleBackup(f testing.TB) []byte {
	f.Helper()
	dir := f.TempDir()
	b := storagetest.Place{Where: filepath.Join(dir, "book")}.Open(f)
	if _, err := b.Append(f.Context(), storagetest.Filings(0, 2, "en-1")); err != nil {
		f.Fatal(err)
	}
	file := filepath.Join(dir, "backup")
	if err := b.Backup(f.Context(), file); err != nil {
		f.Fatal(err)
	}
	packed, err := os.ReadFile(file)
	if err != nil {
		f.Fatal(err)
	}
	unpack, err := zstd.NewReader(nil)
	if err != nil {
		f.Fatal(err)
	}
	doc, err := unpack.DecodeAll(packed, nil)
	if err != nil {
		f.Fatal(err)
	}
	return doc
}
