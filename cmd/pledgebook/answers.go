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
// written by one process. Without a folder it keeps nothing.
type answers struct {
	folder string

	mu     sync.Mutex
	file   *os.File
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
	if k.writer == nil || k.held >= answersInFile {
		if err := k.begin(a.At); err != nil {
			return pledgebook.WrapError(pledgebook.Unreadable, err, "%s was fetched and cannot be archived in %s", a.URL, k.folder)
		}
	}
	k.held++
	err := k.writer.Write(warc.Capture{URL: a.URL, At: a.At, Status: a.Status, Header: a.Header, Body: a.Body})
	if err != nil {
		return pledgebook.WrapError(pledgebook.Unreadable, err, "%s was fetched and cannot be archived in %s", a.URL, k.folder)
	}
	return nil
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
	host, _ := os.Hostname() // only keeps names apart
	name := fmt.Sprintf("%s-%s-%d.warc.gz", at.Format("20060102T150405.000"), host, os.Getpid())
	f, err := os.OpenFile(filepath.Join(folder, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	k.file, k.held = f, 0
	k.writer, err = warc.NewWriter(f, "pledgebook "+build(), at)
	return err
}
