package storage_test

import (
	"os"
	"syscall"
	"testing"

	"pledgebook"
	"pledgebook/internal/storage"
	"pledgebook/internal/storage/storagetest"
)

// TestFullDisk fills a small file system of its own, which takes root to mount.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("mounting a small file system: %v; run as root to test a full disk", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	book := dir + "/book"
	b, err := storage.Open(t.Context(), book, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	filed := 0
	for ; filed < 10_000; filed += 20 {
		if _, err = b.Append(t.Context(), storagetest.Filings(filed, filed+20, "en-1")); err != nil {
			break
		}
	}
	if kind := pledgebook.KindOf(err); kind != pledgebook.NoSpace {
		t.Fatalf("after %d readings: error %v of kind %q, want %q", filed, err, kind, pledgebook.NoSpace)
	}
	proof, err := b.Verify(t.Context(), nil)
	if err != nil || !proof.Sound() || proof.Readings != filed {
		t.Errorf("the full book proves %+v, %v; want %d readings", proof, err, filed)
	}
	if err := b.Backup(t.Context(), dir+"/backup"); pledgebook.KindOf(err) != pledgebook.NoSpace && err != nil {
		t.Errorf("backing up onto the full disk: %v", err)
	}
	os.Remove(dir + "/backup")
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=9m"); err != nil {
		t.Fatal(err)
	}
	out, err := b.Append(t.Context(), storagetest.Filings(filed, filed+20, "en-1"))
	if err != nil || out[0].State != pledgebook.FiledNew {
		t.Errorf("with room again: %+v, %v", out, err)
	}
}
