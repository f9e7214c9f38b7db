package main

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"sync"
	"time"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/fetching"
	"pledgebook/internal/jobs"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/settings"
	"pledgebook/internal/source/feed"
	"pledgebook/internal/storage"
)

// hands do the jobs of the queue, and say what they did.
type hands struct {
	a        *app
	book     pledgebook.Book
	client   *fetching.Client
	pipeline pipeline.Pipeline
	limit    int
	contact  string
	deepest  int
	sources  map[string]settings.Source

	mu  sync.Mutex // of what follows, and of the screen
	sum tally
}

func newHands(a *app, book pledgebook.Book, q *jobs.Queue, set settings.Settings) *hands {
	h := &hands{deepest: cmp.Or(set.Fetch.Lists, deepestList), a: a, book: book, client: newClient(set, 1, &answers{folder: storage.Folder(a.book, storage.Options{})}, q.Turns()), limit: set.LargestReportMB << 20, contact: set.Contact, sources: map[string]settings.Source{}}
	h.pipeline = pipeline.Pipeline{Book: book, Clean: clean, Workers: 1}
	for _, s := range set.Sources {
		h.sources[s.URL] = s
	}
	return h
}

func (h *hands) jobs() jobs.Hands {
	return jobs.Hands{Page: h.page, List: h.list, Reread: h.reread, Polled: h.polled, SetAside: h.setAside,
		Every: func(source string) time.Duration { return h.sources[source].Period() }}
}

// page fetches one page and reads it into the book.
func (h *hands) page(ctx context.Context, p jobs.Page) error {
	given := article.Input{Language: h.sources[p.Source].Language, Limit: h.limit}
	document := named(p.URL, given)
	f, err := h.client.Get(ctx, fetching.Request{URL: p.URL})
	if err == nil {
		document = fetched(p.URL, f, given)
	}
	for r := range h.pipeline.Run(ctx, one(document, err)) {
		if r.Err == nil {
			h.read(r)
		}
		return passing(r)
	}
	return ctx.Err()
}

func one(d pipeline.Document, err error) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) { yield(d, err) }
}

// passing marks the errors of a page that may pass: of its host, and of a book
// that cannot be written just now.
func passing(r pipeline.Result) error {
	if after, may := fetching.ComeBack(r.Err); may {
		return jobs.Later(after, r.Err)
	}
	if r.Err != nil && r.Reading.Report.ID != "" && r.Outcome.State != pledgebook.FiledRefused {
		return jobs.Later(0, r.Err)
	}
	return r.Err
}

// list fetches a list of links. What fails is noted in the book, what does not
// is forgotten there.
func (h *hands) list(ctx context.Context, l jobs.List) (jobs.Found, error) {
	found, err := h.look(ctx, l)
	switch {
	case ctx.Err() != nil:
		return found, ctx.Err()
	case err == nil:
		err = h.book.Settle(ctx, l.URL)
	default:
		h.note(ctx, l.URL, err)
	}
	if after, may := fetching.ComeBack(err); may {
		return found, jobs.Later(after, err)
	}
	return found, err
}

func (h *hands) look(ctx context.Context, l jobs.List) (jobs.Found, error) {
	if l.Depth > h.deepest {
		return jobs.Found{}, tooDeep(l.URL, h.deepest)
	}
	f, err := h.client.Get(ctx, fetching.Request{URL: l.URL, ETag: l.ETag, LastModified: l.LastModified})
	if err != nil || f.Unchanged {
		return jobs.Found{Unchanged: f.Unchanged}, err
	}
	list, err := feed.Read(f.Body, f.MediaType, f.URL)
	if err != nil && len(list.Links)+len(list.Lists) == 0 {
		return jobs.Found{}, listError(l.URL, err)
	}
	found := h.choose(l.Source, list)
	if err != nil { // read as far as it goes, and whole the next time
		h.note(ctx, l.URL, listError(l.URL, err))
		return found, nil
	}
	if list.Kind != feed.Index { // the lists of an index change while it stays
		found.ETag, found.LastModified = f.ETag, f.LastModified
	}
	return found, nil
}

// choose takes the links of a list that are to be followed, each once.
func (h *hands) choose(source string, list feed.List) (found jobs.Found) {
	seen := map[string]bool{}
	take := func(l feed.Link, to *[]jobs.Link) {
		if url := fetching.Normal(l.URL); url != "" && !seen[url] {
			seen[url] = true
			*to = append(*to, jobs.Link{URL: url, Changed: l.Changed})
		}
	}
	for _, l := range list.Links {
		if h.sources[source].Takes(l.URL) {
			take(l, &found.Pages)
		}
	}
	for _, l := range list.Lists {
		take(l, &found.Lists)
	}
	return found
}

// note writes a failure down in the book. A book that cannot take the note has
// already failed for the reading.
func (h *hands) note(ctx context.Context, link string, err error) {
	now := time.Now()
	_ = h.book.Fail(ctx, pledgebook.Failure{Input: link, Kind: pledgebook.KindOf(err), Cause: err.Error(), First: now, Last: now})
}

func (h *hands) read(r pipeline.Result) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sum.add(r)
	known := ""
	switch {
	case r.Outcome.State == pledgebook.FiledKnown:
		known = ", already in the book"
	case len(r.Ties) > 0 && r.Ties[0].Kind == pledgebook.TieVersion:
		known = ", another state of a page in the book"
	case len(r.Ties) > 0:
		known = ", a copy of a report in the book"
	}
	h.a.screen.Printf("%s: %d claims%s\n", r.Input, len(r.Reading.Claims), known)
}

func (h *hands) polled(link string, news jobs.News) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if news.Unchanged {
		h.a.screen.Printf("%s: unchanged\n", link)
		return
	}
	h.a.screen.Printf("%s: %d links, %d new\n", link, news.Links, news.Fresh)
}

// setAside names what is not tried again. Where its worker died or broke, nobody
// has noted that yet.
func (h *hands) setAside(ctx context.Context, link string, cause error) {
	if pledgebook.KindOf(cause) == pledgebook.Internal {
		h.note(ctx, link, cause)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sum.documents++
	h.sum.failed++
	h.a.fail(cause)
}

// waiting says what is left for later.
func (h *hands) waiting(q *jobs.Queue) error {
	ctx := context.WithoutCancel(h.a.ctx)
	standing, err := q.Standing(ctx)
	if err != nil {
		return err
	}
	n := 0
	for _, k := range standing.Kinds {
		n += k.Waiting
	}
	if n > 0 {
		fmt.Fprintf(h.a.err, "pledgebook: jobs left to be tried again later: %d; \"pledgebook failures\" says why\n", n)
	}
	return nil
}
