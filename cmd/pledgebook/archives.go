package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/source/filter"
	"pledgebook/internal/source/warc"
	"pledgebook/internal/storage"
)

// crawlFilter judges the pages of archives on their bytes.
var crawlFilter = sync.OnceValues(filter.New)

// archive yields the pages of a web archive that may hold a claim. An archive
// whose reading into this book was interrupted goes on where it stopped.
func archive(a *app, given article.Input) iter.Seq2[pipeline.Document, error] {
	return pagesOf(a, warc.Intake{Path: given.Name, Given: given}, a.bookmark(given.Name, given.Name))
}

// collection yields the pages of all archives in a WACZ file.
func collection(a *app, given article.Input) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) {
		c, err := warc.OpenCollection(given.Name)
		if err != nil {
			yield(pipeline.Document{Given: given}, err)
			return
		}
		defer c.Close()
		for _, member := range c.Archives {
			name := given.Name + "#" + member.Name
			for d, err := range pagesOf(a, warc.Intake{Path: name, Given: given, Open: member.Open}, a.bookmark(given.Name, name)) {
				if !yield(d, err) {
					return
				}
			}
		}
	}
}

// pagesOf reads one archive, from its bookmark on.
func pagesOf(a *app, intake warc.Intake, mark *bookmark) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) {
		f, err := crawlFilter()
		if err != nil {
			yield(pipeline.Document{Given: article.Input{Name: intake.Path}}, err)
			return
		}
		from := mark.place()
		if from != (warc.Position{}) {
			fmt.Fprintf(a.err, "pledgebook: %s goes on at byte %d, where its reading stopped; remove %s to begin anew\n", intake.Path, from.Offset, mark.file)
		}
		bar := a.progress.archive(filepath.Base(intake.Path))
		defer bar.stop()
		collect(collectPagesAt)
		defer collect(collectAt)
		intake.Keep, intake.From, intake.Progress, intake.Filed = f.Keep, from, bar.show, mark.set
		intake.Documents(a.ctx)(yield)
	}
}

// bookmark keeps, beside the book, from which record of an archive to go on.
type bookmark struct {
	file    string // "" keeps nothing
	archive bookmarked
	written time.Time
}

// bookmarked is an archive as it was, and the next record to read.
type bookmarked struct {
	Archive  string        `json:"archive"`
	Size     int64         `json:"size"`
	Modified time.Time     `json:"modified"`
	Next     warc.Position `json:"next"`
}

// bookmarkPause is how long a bookmark may lag behind: what is read again after
// a crash changes nothing in the book.
const bookmarkPause = time.Second

// bookmark opens the bookmark of an archive of the given name in a file, which
// may be that file itself; in a dry run there is none.
func (a *app) bookmark(path, archive string) *bookmark {
	full, err := filepath.Abs(archive)
	info, statErr := os.Stat(path)
	if !a.filing || err != nil || statErr != nil {
		return &bookmark{}
	}
	name := sha256.Sum256([]byte(full))
	m := &bookmark{
		file:    filepath.Join(storage.Folder(a.book, storage.Options{}), "unfinished", hex.EncodeToString(name[:8])+".json"),
		archive: bookmarked{Archive: full, Size: info.Size(), Modified: info.ModTime().UTC()},
	}
	a.atEnd = append(a.atEnd, m.remove)
	return m
}

// place returns where to begin: at the bookmark, if the archive is still the same.
func (m *bookmark) place() warc.Position {
	var kept bookmarked
	raw, err := os.ReadFile(m.file)
	if m.file == "" || err != nil || json.Unmarshal(raw, &kept) != nil {
		return warc.Position{}
	}
	same := kept
	same.Next = warc.Position{}
	if same != m.archive {
		return warc.Position{}
	}
	return kept.Next
}

// set moves the bookmark. One that cannot be written costs only time later.
func (m *bookmark) set(next warc.Position) {
	if m.file == "" || time.Since(m.written) < bookmarkPause {
		return
	}
	m.written, m.archive.Next = time.Now(), next
	raw, err := json.Marshal(m.archive)
	if err != nil {
		return
	}
	if os.MkdirAll(filepath.Dir(m.file), 0o755) == nil && os.WriteFile(m.file+".new", raw, 0o644) == nil {
		_ = os.Rename(m.file+".new", m.file)
	}
}

// remove takes the bookmark out of an archive that was read to its end.
func (m *bookmark) remove() {
	_ = os.Remove(m.file)
	_ = os.Remove(filepath.Dir(m.file)) // if it was the last one
}

// archiveBar shows how far an archive is read: rate, share kept, time left.
type archiveBar struct {
	bar  *mpb.Bar
	last warc.Progress
	mu   sync.Mutex
}

func (p *progress) archive(name string) *archiveBar {
	b := &archiveBar{}
	if p == nil || p.bars == nil {
		return b
	}
	b.bar = p.bars.AddBar(0, mpb.PrependDecorators(decor.Name(name+" "), decor.Percentage()),
		mpb.AppendDecorators(decor.Any(b.kept), decor.AverageSpeed(decor.SizeB1000(0), " % .0f"), decor.Name(" "), decor.AverageETA(decor.ET_STYLE_GO), decor.Name(" left")))
	return b
}

func (b *archiveBar) kept(decor.Statistics) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.last.Pages == 0 {
		return ""
	}
	return fmt.Sprintf("%d pages, %.1f %% kept", b.last.Pages, 100*float64(b.last.Kept)/float64(b.last.Pages))
}

func (b *archiveBar) show(p warc.Progress) {
	if b.bar == nil {
		return
	}
	b.mu.Lock()
	b.last = p
	b.mu.Unlock()
	b.bar.SetTotal(p.Size, false)
	b.bar.SetCurrent(p.Read)
}

func (b *archiveBar) stop() {
	if b.bar != nil {
		b.bar.Abort(false)
	}
}

// finish is called once everything named was read to its end.
func (a *app) finish() {
	for _, do := range a.atEnd {
		do()
	}
	a.atEnd = nil
}

// beginFiling notes that this run files what it reads in a book.
func (a *app) beginFiling(book pledgebook.Book, p *progress) {
	a.filing, a.progress = book != nil, p
}
