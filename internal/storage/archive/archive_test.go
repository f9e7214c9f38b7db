package archive

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"pledgebook"
)

func TestFolder(t *testing.T) {
	f := Folder(filepath.Join(t.TempDir(), "archive"))
	if empty, err := f.Empty(); !empty || err != nil {
		t.Errorf("a folder that is not there: empty %t, %v", empty, err)
	}
	docs := map[string][]byte{}
	for i := range 50 {
		doc := bytes.Repeat(fmt.Appendf(nil, "document %d\x00\xff", i), i)
		docs[Digest(doc)] = doc
	}
	for range 2 { // the second time all are there
		if err := f.Put(t.Context(), docs); err != nil {
			t.Fatal(err)
		}
	}
	for digest, doc := range docs {
		got, err := f.Get(t.Context(), digest)
		if err != nil || !bytes.Equal(got, doc) {
			t.Errorf("document %s came back as %d bytes, %v; want %d", digest, len(got), err, len(doc))
		}
	}
	if left, err := filepath.Glob(filepath.Join(string(f), "*", "new-*")); len(left) > 0 || err != nil {
		t.Errorf("passing files were left: %v, %v", left, err)
	}
	if empty, err := f.Empty(); empty || err != nil {
		t.Errorf("a full folder: empty %t, %v", empty, err)
	}
}

func TestFolderErrors(t *testing.T) {
	f := Folder(t.TempDir())
	doc := []byte("a document")
	digest := Digest(doc)
	want := func(what string, err error, kind pledgebook.ErrorKind) {
		t.Helper()
		if pledgebook.KindOf(err) != kind {
			t.Errorf("%s: error %v, want one of kind %q", what, err, kind)
		}
	}
	_, err := f.Get(t.Context(), digest)
	want("not there", err, pledgebook.NotFound)
	_, err = f.Get(t.Context(), "../../etc/passwd")
	want("no digest", err, pledgebook.Invalid)
	_, err = f.Get(t.Context(), "../"+digest[3:])
	want("a way out of the folder", err, pledgebook.Invalid)
	want("removing nothing", f.Remove(t.Context(), digest), "")

	if err := f.Put(t.Context(), map[string][]byte{digest: doc}); err != nil {
		t.Fatal(err)
	}
	var other bytes.Buffer
	z := gzip.NewWriter(&other)
	fmt.Fprint(z, "another document")
	z.Close()
	for name, content := range map[string][]byte{"no gzip": doc, "another document": other.Bytes(), "cut off": other.Bytes()[:12], "empty": nil} {
		if err := os.WriteFile(f.path(digest), content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := f.Get(t.Context(), digest)
		want(name, err, pledgebook.Damaged)
	}
	want("removing", f.Remove(t.Context(), digest), "")
	_, err = f.Get(t.Context(), digest)
	want("removed", err, pledgebook.NotFound)

	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if f.Put(cancelled, map[string][]byte{digest: doc}) == nil {
		t.Error("putting in a cancelled context succeeds")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	want("a file for a folder", Folder(file).Put(t.Context(), map[string][]byte{digest: doc}), pledgebook.Unreadable)
}
