// Package pipeline carries documents from where they come from into the book:
// clean ▸ read ▸ file, and back out as entries: match ▸ follow up.
//
// Documents are read on all cores, and their results come out in the order in
// which the documents went in, so that the same batch gives the same output and
// the same book every time. Memory is bounded by the bytes in flight, not by
// the number of documents.
package pipeline

import (
	"context"
	"errors"
	"io"
	"iter"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/reading"
	"pledgebook/lexicon"
)

// Document is one document on its way in.
type Document struct {
	// Given is what is known of it from outside: its name, link, published
	// date, language and type. Its bytes are taken from Open.
	Given article.Input
	// Size is how many bytes Open will give, or -1 where nobody can tell.
	Size int64
	// Open starts reading the document. The pipeline closes it.
	Open func() (io.ReadCloser, error)
	// Wanted, if not nil, is asked of what was read; a document that is not wanted
	// is passed over: not filed, and no result. It wants claims or needs: a page
	// without a sign of either is not even read.
	Wanted func(pledgebook.Reading) bool
	// Filed, if not nil, is called once the document and all before it are in the
	// book, or noted as failed.
	Filed func()
}

// Result is what became of one document.
type Result struct {
	// Input is the document's name.
	Input   string
	Reading pledgebook.Reading
	// Outcome is what the book made of it; its State is empty in a dry run.
	Outcome pledgebook.Outcome
	// Ties are the copies and versions of it that the book holds.
	Ties []pledgebook.Tie
	// Err is why it could not be read or filed.
	Err error
}

// Pipeline reads documents into a book.
type Pipeline struct {
	// Book is where readings are filed; nil files nothing.
	Book pledgebook.Book
	// Workers is how many documents are read at a time; 0 means one a core.
	Workers int
	// Clean turns a document into a report; nil means [article.Clean], which
	// reads no web pages.
	Clean func(article.Input) (pledgebook.Report, error)
	// Now tells the time of a failure; nil means [time.Now].
	Now func() time.Time

	engines sync.Map // language → func() (*reading.Engine, error)
}

// errUnwanted ends the way of a document that nobody wants.
var errUnwanted = errors.New("not wanted")

// room is how many bytes of documents may be in flight at a time. A document
// takes what its size is, at least leastRoom, at most all of it.
const (
	room      = 2 * article.DefaultLimit
	leastRoom = 64 << 10
)

// Run reads the documents and yields their results in the same order. A
// document that fails is a result with an error; the others go on. It ends
// early when ctx is done or the caller stops.
func (p *Pipeline) Run(ctx context.Context, documents iter.Seq2[Document, error]) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		queue := p.start(ctx, documents)
		defer func() { // let the readers end before the caller goes on
			stop()
			for j := range queue {
				<-j.done
			}
		}()
		p.collect(ctx, queue, yield)
	}
}

// job is one document being read. Its room is free once it was yielded.
type job struct {
	document Document
	filing   pledgebook.Filing
	err      error
	release  func()
	done     chan struct{}
}

func (j *job) ready() bool {
	select {
	case <-j.done:
		return true
	default:
		return false
	}
}

// start reads documents on all cores and returns them in order. Room is taken
// in that order too, so that the next document to come out always has its own.
func (p *Pipeline) start(ctx context.Context, documents iter.Seq2[Document, error]) <-chan *job {
	workers := p.workers()
	free := semaphore.NewWeighted(room)
	queue, work := make(chan *job, 16*workers), make(chan *job)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for j := range work {
				j.filing, j.err = p.read(j.document)
				close(j.done)
			}
		})
	}
	go func() {
		defer close(queue)
		defer wg.Wait()
		defer close(work)
		feed(ctx, documents, free, queue, work)
	}()
	return queue
}

func feed(ctx context.Context, documents iter.Seq2[Document, error], free *semaphore.Weighted, queue, work chan<- *job) {
	for d, err := range documents {
		j := &job{document: d, err: err, release: func() {}, done: make(chan struct{})}
		if err != nil {
			close(j.done)
		} else {
			need := roomFor(d.Size)
			if free.Acquire(ctx, need) != nil {
				return
			}
			j.release = func() { free.Release(need) }
		}
		select {
		case queue <- j:
		case <-ctx.Done():
			return
		}
		if err == nil {
			work <- j
		}
	}
}

func roomFor(size int64) int64 {
	if size < 0 {
		size = article.DefaultLimit
	}
	return min(max(size, leastRoom), room)
}

func (p *Pipeline) workers() int {
	if p.Workers > 0 {
		return p.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// Read cleans and reads one document and files nothing.
func (p *Pipeline) Read(d Document) (pledgebook.Reading, error) {
	f, err := p.read(d)
	return f.Reading, err
}

// read cleans and reads one document. A report that makes the reading itself
// fail is named like any other bad one.
func (p *Pipeline) read(d Document) (f pledgebook.Filing, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = pledgebook.Errorf(pledgebook.Internal, "%s broke the reading (%v); please report it with the text", d.Given.Name, r)
		}
	}()
	raw, err := d.bytes()
	if err != nil {
		return pledgebook.Filing{}, err
	}
	in := d.Given
	in.Bytes = raw
	if d.Wanted != nil {
		in.Promising = p.promising
	}
	clean := article.Clean
	if p.Clean != nil {
		clean = p.Clean
	}
	report, err := clean(in)
	if errors.Is(err, article.ErrUnpromising) {
		return pledgebook.Filing{}, errUnwanted
	}
	if err != nil {
		return pledgebook.Filing{}, err
	}
	if report.Language == "" {
		return pledgebook.Filing{}, pledgebook.Errorf(pledgebook.Unsupported, "%s is too short to tell its language; say it with --lang", in.Name)
	}
	engine, err := p.engine(report.Language)
	if err != nil {
		return pledgebook.Filing{}, pledgebook.WrapError(pledgebook.KindOf(err), err, "%s cannot be read", in.Name)
	}
	read := engine.Read(report)
	if d.Wanted != nil && !d.Wanted(read) {
		return pledgebook.Filing{}, errUnwanted
	}
	f = pledgebook.Filing{Reading: read, Original: pledgebook.Original{Bytes: raw, MediaType: in.MediaType}}
	if p.Book != nil {
		f.Print = p.printOf(report, engine)
	}
	return f, nil
}

// promising reports whether the engine of any language expects a claim or a need
// in a text.
func (p *Pipeline) promising(text string, parts []pledgebook.Part) bool {
	return slices.ContainsFunc(lexicon.Languages(), func(language string) bool {
		engine, err := p.engine(language)
		return err != nil || engine.Promising(text, parts)
	})
}

// bytes reads the document, and no more of it than the limit allows.
func (d Document) bytes() ([]byte, error) {
	limit := d.Given.Limit
	if limit <= 0 {
		limit = article.DefaultLimit
	}
	if d.Size > int64(limit) {
		return nil, tooLarge(d.Given.Name, limit)
	}
	r, err := d.Open()
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be opened", d.Given.Name)
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be read", d.Given.Name)
	}
	if len(raw) > limit {
		return nil, tooLarge(d.Given.Name, limit)
	}
	return raw, nil
}

func tooLarge(name string, limit int) error {
	return pledgebook.Errorf(pledgebook.TooLarge, "%s is over the limit of %d MB for one report; cut it into its reports", name, limit>>20)
}

// engine returns the engine of a language, made once.
func (p *Pipeline) engine(language string) (*reading.Engine, error) {
	once := sync.OnceValues(func() (*reading.Engine, error) { return reading.New(language) })
	made, _ := p.engines.LoadOrStore(language, once)
	return made.(func() (*reading.Engine, error))()
}
