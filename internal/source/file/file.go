// Package file finds documents in files, folders and standard input.
package file

import (
	"context"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
)

// Stdin is what the user writes for standard input.
const Stdin = "-"

// Documents yields one document for every file that what names: a file, all
// files below a folder in the order of their names, or standard input. Hidden
// files and folders below a folder are passed over. given is what the user said
// of all of them.
//
// What cannot be found or entered is an error of kind [pledgebook.Unreadable]
// among the documents; the rest follows.
func Documents(ctx context.Context, what string, stdin io.Reader, given article.Input) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) {
		if what == Stdin {
			given.Name = Stdin
			yield(pipeline.Document{Given: given, Size: -1, Open: func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }}, nil)
			return
		}
		if info, err := os.Stat(what); err == nil && info.IsDir() {
			what += string(filepath.Separator) // a link to a folder is entered too
		}
		_ = filepath.WalkDir(what, func(path string, entry fs.DirEntry, err error) error {
			d, found, err := document(what, path, entry, err, given)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if (found || err != nil) && !yield(d, err) {
				return fs.SkipAll
			}
			return skip(what, path, entry, err)
		})
	}
}

// document makes a document of one thing found below root; it is none where
// this is a folder or hidden.
func document(root, path string, entry fs.DirEntry, err error, given article.Input) (pipeline.Document, bool, error) {
	given.Name = path
	d := pipeline.Document{Given: given, Size: -1}
	if err != nil {
		return d, false, unreadable(path, err)
	}
	if hidden(root, path) || entry.IsDir() {
		return d, false, nil
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return d, false, unreadable(path, err)
	case info.IsDir(): // a link to a folder: its target is read where it lies
		return d, false, nil
	case !info.Mode().IsRegular() && path != root:
		return d, false, pledgebook.Errorf(pledgebook.Unreadable, "%s is no file; it was passed over", path)
	case info.Mode().IsRegular():
		d.Size = info.Size()
	}
	d.Open = func() (io.ReadCloser, error) { return os.Open(path) }
	return d, true, nil
}

func skip(root, path string, entry fs.DirEntry, err error) error {
	if entry != nil && entry.IsDir() && (err != nil || hidden(root, path)) {
		return fs.SkipDir
	}
	return nil
}

// hidden reports whether a thing below root is passed over: what the system
// hides, and the indexes that lie beside web archives.
func hidden(root, path string) bool {
	return path != root && (strings.HasPrefix(filepath.Base(path), ".") || filepath.Ext(path) == ".cdxj")
}

func unreadable(path string, err error) error {
	switch {
	case os.IsNotExist(err):
		return pledgebook.Errorf(pledgebook.Unreadable, "%s does not exist; check the name", path)
	case os.IsPermission(err):
		return pledgebook.Errorf(pledgebook.Unreadable, "%s may not be read; check its permissions", path)
	}
	return pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be read", path)
}
