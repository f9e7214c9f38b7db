package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"pledgebook"
	"pledgebook/internal/fetching"
	"pledgebook/internal/source/warc"
)

// answersInFile is how many answers one file of the archive holds.
const answersInFile = 20_000

// answers keeps what servers sent, as WARC files below the book's folder, each
// written by one process, with one index over all of them. Without a folder it
// keeps nothing.
type answers struct {
	folder string

	mu     sync.Mutex
	name   string
	file   *os.File
	index  *os.File
	writer *warc.Writer
	held   int
}

// keep writes down one answer, as it was received.
func (k *answers) keep(a fetching.Answer) error {
	if k.folder == "" {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.write(a); err != nil {
		return pledgebook.WrapError(pledgebook.Unreadable, err, "%s was fetched and cannot be archived in %s", a.URL, k.folder)
	}
	return nil
}

func (k *answers) write(a fetching.Answer) error {
	if k.writer == nil || k.held >= answersInFile {
		if err := k.begin(a.At); err != nil {
			return err
		}
	}
	k.held++
	entry, err := k.writer.Write(warc.Capture{URL: a.URL, At: a.At, Status: a.Status, Header: a.Header, Body: a.Body})
	if err != nil {
		return err
	}
	entry.File = k.name
	_, err = k.index.WriteString(entry.Line()) // one call: other processes write lines of their own
	return err
}

// begin begins a file; the last one stays open until the process ends.
func (k *answers) begin(at time.Time) error {
	if k.file != nil {
		if err := k.file.Close(); err != nil {
			return err
		}
	}
	folder := filepath.Join(k.folder, "web")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := k.openIndex(filepath.Join(folder, warc.IndexFile)); err != nil {
		return err
	}
	host, _ := os.Hostname() // only keeps names apart
	k.name = fmt.Sprintf("%s-%s-%d.warc.gz", at.Format("20060102T150405.000"), host, os.Getpid())
	f, err := os.OpenFile(filepath.Join(folder, k.name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	seen := map[string]warc.Entry{}
	if k.writer == nil { // of this process's own answers the writer knows
		if seen, err = warc.LatestEntries(k.index.Name()); err != nil {
			return err
		}
	}
	k.file, k.held = f, 0
	k.writer, err = k.writer.Next(f, "pledgebook "+build(), at, seen)
	return err
}

func (k *answers) openIndex(path string) (err error) {
	if k.index == nil {
		k.index, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	}
	return err
}
