package main

import (
	"bytes"
	"cmp"
	"io"
	"iter"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/fetching"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/settings"
	"pledgebook/internal/source/feed"
	"pledgebook/internal/storage"
)

// triesAtOnce is how often a link is asked for while somebody waits for it.
const triesAtOnce = 3

// deepestList is how many lists are followed down from the one named, unless the
// settings say otherwise.
const deepestList = 3

// links fetches what a link leads to: a document, or a list of links and all
// that it names.
func links(a *app, what string, given article.Input) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) {
		client, err := a.web()
		if err != nil {
			yield(named(what, given), err)
			return
		}
		w := walk{a: a, client: client, given: given, seen: map[string]bool{}, yield: yield}
		w.deepest = a.deepest
		w.follow(what, 0)
	}
}

// web returns the one client of this run, so that all links keep the same pauses.
func (a *app) web() (*fetching.Client, error) {
	if a.client == nil {
		set, err := settings.Load(storage.Folder(a.book, storage.Options{}))
		if err != nil {
			return nil, err
		}
		keep := &answers{}
		if a.filing {
			keep.folder = storage.Folder(a.book, storage.Options{})
		}
		a.client, a.deepest = newClient(set, triesAtOnce, keep, nil), cmp.Or(set.Fetch.Lists, deepestList)
	}
	return a.client, nil
}

// newClient makes a client as the settings say. Without turns that it shares with
// others it keeps its own.
func newClient(set settings.Settings, tries int, keep *answers, turns fetching.Turns) *fetching.Client {
	return fetching.New(fetching.Options{
		Keep:    keep.keep,
		Turns:   turns,
		Contact: set.Contact, Version: build(), AllowHosts: set.Fetch.AllowHosts, Pause: set.Fetch.Pause.Duration, Tries: tries,
		Limits: fetching.Limits{Bytes: int64(set.LargestReportMB) << 20, Time: set.Fetch.Time.Duration, Redirects: set.Fetch.Redirects},
	})
}

// walk follows links down through lists to documents, each once.
type walk struct {
	a       *app
	client  *fetching.Client
	given   article.Input
	seen    map[string]bool
	deepest int
	yield   func(pipeline.Document, error) bool
}

// follow fetches one link and reports whether to go on.
func (w *walk) follow(link string, depth int) bool {
	if key := fetching.Normal(link); key != "" {
		if w.seen[key] {
			return true
		}
		w.seen[key] = true
	}
	f, err := w.client.Get(w.a.ctx, fetching.Request{URL: link})
	if w.a.ctx.Err() != nil {
		return false
	}
	if err != nil {
		return w.yield(named(link, w.given), err)
	}
	if feed.KindOf(f.Body, f.MediaType) == feed.None {
		return w.yield(fetched(link, f, w.given), nil)
	}
	list, err := feed.Read(f.Body, f.MediaType, f.URL)
	if err != nil && !w.yield(named(link, w.given), listError(link, err)) {
		return false
	}
	return w.followAll(link, list, depth+1)
}

func (w *walk) followAll(link string, list feed.List, depth int) bool {
	if depth > w.deepest {
		return w.yield(named(link, w.given), tooDeep(link, w.deepest))
	}
	for _, l := range append(list.Links, list.Lists...) {
		if !w.follow(l.URL, depth) {
			return false
		}
	}
	return true
}

func tooDeep(link string, deepest int) error {
	return pledgebook.Errorf(pledgebook.TooLarge, "%s lies more than %d lists deep; name it itself to have it read, or raise lists under [fetch]", link, deepest)
}

func listError(link string, err error) error {
	return pledgebook.WrapError(pledgebook.KindOf(err), err, "the list %s cannot be read whole", link)
}

// named is a document of which only the link is there.
func named(link string, given article.Input) pipeline.Document {
	given.Name = link
	return pipeline.Document{Given: given}
}

// fetched makes a document of what a link led to. What the user said of it wins.
func fetched(link string, f fetching.Fetched, given article.Input) pipeline.Document {
	given.Name = link
	given.MediaType = f.MediaType
	if given.URL == "" {
		given.URL = f.URL
	}
	return pipeline.Document{Given: given, Size: int64(len(f.Body)), Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.Body)), nil }}
}
