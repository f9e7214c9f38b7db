package file

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/article"
)

func tree(t *testing.T, files ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("text of "+name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func list(t *testing.T, what string) (names []string, errs []error) {
	t.Helper()
	for d, err := range Documents(t.Context(), what, strings.NewReader("from the pipe"), article.Input{Language: "en"}) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if d.Given.Language != "en" {
			t.Errorf("%s lost what the user said of it", d.Given.Name)
		}
		r, err := d.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		r.Close()
		if err != nil || (d.Size >= 0 && d.Size != int64(len(b))) {
			t.Errorf("%s: %d bytes, size %d, %v", d.Given.Name, len(b), d.Size, err)
		}
		names = append(names, d.Given.Name)
	}
	return names, errs
}

func TestFolderInOrderWithoutHiddenFiles(t *testing.T) {
	root := tree(t, "b.txt", "a/2.txt", "a/1.txt", ".hidden", ".git/config", "c.txt")
	if err := os.Symlink(root, filepath.Join(root, "circle")); err != nil {
		t.Fatal(err)
	}
	names, errs := list(t, root)
	want := []string{"a/1.txt", "a/2.txt", "b.txt", "c.txt"}
	for i := range want {
		want[i] = filepath.Join(root, want[i])
	}
	if !slices.Equal(names, want) || errs != nil {
		t.Errorf("found %v, errors %v; want %v", names, errs, want)
	}
}

func TestLinkToAFolderIsEntered(t *testing.T) {
	root := tree(t, "a.txt")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(root, link); err != nil {
		t.Fatal(err)
	}
	if names, errs := list(t, link); !slices.Equal(names, []string{filepath.Join(link, "a.txt")}) || errs != nil {
		t.Errorf("found %v, errors %v", names, errs)
	}
}

func TestHiddenFileIsReadWhenNamed(t *testing.T) {
	path := filepath.Join(tree(t, ".note.txt"), ".note.txt")
	if names, errs := list(t, path); !slices.Equal(names, []string{path}) || errs != nil {
		t.Errorf("found %v, errors %v", names, errs)
	}
}

func TestStdin(t *testing.T) {
	if names, errs := list(t, Stdin); !slices.Equal(names, []string{Stdin}) || errs != nil {
		t.Errorf("found %v, errors %v", names, errs)
	}
}

func TestMissingFileIsNamed(t *testing.T) {
	names, errs := list(t, "no/such.txt")
	if names != nil || len(errs) != 1 || pledgebook.KindOf(errs[0]) != pledgebook.Unreadable || !strings.Contains(errs[0].Error(), "no/such.txt") {
		t.Errorf("found %v, errors %v", names, errs)
	}
}

func TestUnreadableFolderDoesNotStopTheRest(t *testing.T) {
	root := tree(t, "a.txt", "locked/b.txt", "z.txt")
	locked := filepath.Join(root, "locked")
	if err := os.Chmod(locked, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(locked, 0o755) })
	if _, err := os.ReadDir(locked); err == nil {
		t.Skip("this user reads every folder (root); run the tests as another user to check locked ones")
	}
	names, errs := list(t, root)
	if len(names) != 2 || len(errs) != 1 || !strings.Contains(errs[0].Error(), "locked") {
		t.Errorf("found %v, errors %v", names, errs)
	}
}
