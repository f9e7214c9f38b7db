package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/settings"
	"pledgebook/internal/storage"
	"pledgebook/internal/web"
)

// shippedDesk is a desk that runs over the reports shipped inside.
type shippedDesk struct {
	book   pledgebook.Book
	now    func() time.Time
	server *httptest.Server
	folder string
}

// openDesk reads the reports into a book in a folder of its own, and serves it.
func openDesk() (*shippedDesk, error) {
	folder, err := os.MkdirTemp("", "desk")
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	book, err := storage.Open(ctx, filepath.Join(folder, "book"), storage.Options{})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	d := &shippedDesk{book: book, folder: folder}
	if err := d.serve(ctx); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

func (d *shippedDesk) serve(ctx context.Context) error {
	shipped, last, err := shippedReports()
	if err != nil {
		return err
	}
	p := pipeline.Pipeline{Book: d.book}
	for r := range p.Run(ctx, each(shipped)) {
		if r.Err != nil {
			return r.Err
		}
	}
	world, table, err := (&app{ctx: ctx, book: filepath.Join(d.folder, "world")}).world()
	if err != nil {
		return err
	}
	d.now = func() time.Time { return last.Time().Add(time.Hour) }
	trackers := []pledgebook.Tracker{{ID: "ukraine", Title: "Aid to Ukraine", Receivers: []pledgebook.PartyID{"UKR"}}}
	_, pages := web.New(d.book, web.Options{Now: d.now, Log: slog.New(slog.DiscardHandler), World: world, Rates: table, Trackers: trackers,
		Patience: time.Minute, Intake: intake{a: &app{ctx: ctx}, book: d.book}}, plugged(settings.Settings{})...)
	d.server = httptest.NewServer(pages)
	return nil
}

func (d *shippedDesk) close() {
	if d.server != nil {
		d.server.Close()
	}
	d.book.Close()
	os.RemoveAll(d.folder)
}

// lookedAt is the desk that all tests share that change nothing: what it once read
// and worked out need not be worked out again.
var lookedAt struct {
	once sync.Once
	desk *shippedDesk
	err  error
}

// look opens a browser on the desk that nobody changes.
func look(t *testing.T) *browser {
	t.Helper()
	program := chromium(t)
	lookedAt.once.Do(func() { lookedAt.desk, lookedAt.err = openDesk() })
	if lookedAt.err != nil {
		t.Fatal(lookedAt.err)
	}
	return tab(t, program, lookedAt.desk)
}

// browse opens a browser on a desk of the test's own.
func browse(t *testing.T) *browser {
	t.Helper()
	program := chromium(t)
	desk, err := openDesk()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(desk.close)
	return tab(t, program, desk)
}

// tests are the tests of this package; after them the shared desk is closed.
type tests struct{ *testing.M }

func (all tests) Run() int {
	code := all.M.Run()
	if lookedAt.desk != nil {
		lookedAt.desk.close()
	}
	return code
}
