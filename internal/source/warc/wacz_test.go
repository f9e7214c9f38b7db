package warc

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pledgebook"
)

// collection writes a WACZ file.
func collection(t *testing.T, method uint16, files map[string]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "crawl.wacz")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	z := zip.NewWriter(out)
	for name, content := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCollectionIsReadFromAnyRecord(t *testing.T) {
	archive, want := "", []string{}
	var starts []int64
	for i := range 4 {
		starts = append(starts, int64(len(archive)))
		link := fmt.Sprintf("https://a.example/%d", i)
		want = append(want, link)
		archive += pack(t, plain("response", link, answer("", page(i))))
	}
	for name, method := range map[string]uint16{"stored": zip.Store, "deflated": zip.Deflate} {
		t.Run(name, func(t *testing.T) {
			path := collection(t, method, map[string]string{"archive/data.warc.gz": archive, "datapackage.json": "{}", "pages/pages.jsonl": "", "indexes/index.cdx.gz": "x"})
			c, err := OpenCollection(path)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if len(c.Archives) != 1 || c.Archives[0].Name != "archive/data.warc.gz" {
				t.Fatalf("archives %+v", c.Archives)
			}
			for i, start := range starts {
				links, _, errs := pagesOf(t, Intake{Path: path, Open: c.Archives[0].Open, From: Position{Offset: start}})
				if !slices.Equal(links, want[i:]) || errs != nil {
					t.Errorf("from record %d: %v, %v", i, links, errs)
				}
			}
		})
	}
}

func TestBadCollections(t *testing.T) {
	torn := filepath.Join(t.TempDir(), "torn.wacz")
	if err := os.WriteFile(torn, []byte("PK\x03\x04 and no more"), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, kind := range map[string]pledgebook.ErrorKind{
		torn:          pledgebook.Unreadable,
		"no/such/one": pledgebook.Unreadable,
		collection(t, zip.Store, map[string]string{"pages/pages.jsonl": "", "../archive/x.warc": "WARC/1.0"}): pledgebook.Invalid,
	} {
		if c, err := OpenCollection(path); pledgebook.KindOf(err) != kind {
			t.Errorf("%s: %v, %v", path, c, err)
		}
	}
}
