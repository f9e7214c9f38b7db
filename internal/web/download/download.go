// Package download hands out what is on the screen as files: the entries that a
// filter lets through, in every format that the program exports.
package download

import (
	"context"
	_ "embed"
	"errors"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/export"
	"pledgebook/internal/web"
	"pledgebook/internal/wording"
)

//go:embed download.css
var style string

// Page answers at /entries.FORMAT for every format, and says beside it what its
// columns are.
func Page(publisher, ref string, formats ...export.Format) web.Page {
	s := shelf{publisher, ref}
	p := web.Page{Routes: map[string]web.Handler{"GET /entry/{file}": one}, Style: style}
	for _, f := range formats {
		p.Routes["GET "+web.FilePath(f.Name())] = func(d *web.Desk, w http.ResponseWriter, r *http.Request) error { return s.send(d, w, r, f) }
		if described, ok := f.(export.Describer); ok {
			name, _, err := described.Describe("entries."+f.Name(), export.About{})
			if err == nil {
				p.Routes["GET /"+name] = func(d *web.Desk, w http.ResponseWriter, r *http.Request) error { return s.describe(d, w, r, described) }
			}
		}
	}
	return p
}

// shelf is who publishes what is handed out.
type shelf struct{ publisher, ref string }

func (s shelf) about(d *web.Desk, v *web.View, r *http.Request, f export.Format) export.About {
	ctx := web.Speaking(r.Context(), wording.English)
	if _, ok := f.(export.Spoken); ok {
		ctx = r.Context()
	}
	return export.About{Title: web.Say(ctx, title), Language: web.Language(ctx), Address: d.Address(r), Publisher: s.publisher, Ref: s.ref, Made: d.Now(), Head: v.Head()}
}

const title web.Text = "Entries of a Pledgebook"

// sending holds a place for each file under way: making one reads the whole
// book, and pages go first.
var sending = make(chan struct{}, 2)

func (s shelf) send(d *web.Desk, w http.ResponseWriter, r *http.Request, f export.Format) error {
	v, q, err := asked(d, r)
	if err != nil {
		return err
	}
	d.AllowOthers(w, r)
	if done, err := d.Unchanged(w, r); done || err != nil {
		return err
	}
	w.Header().Set("Content-Type", f.MediaType())
	w.Header().Set("Content-Disposition", `attachment; filename="entries.`+f.Name()+`"`)
	if described, ok := f.(export.Describer); ok {
		if name, _, err := described.Describe("entries."+f.Name(), export.About{}); err == nil {
			w.Header().Set("Link", "</"+name+`>; rel="describedby"`)
		}
	}
	if r.Method == http.MethodHead {
		return nil
	}
	select {
	case sending <- struct{}{}:
		defer func() { <-sending }()
	case <-r.Context().Done():
		return nil // whoever asked has gone
	}
	out := &patient{w: w, c: http.NewResponseController(w)}
	err = f.Write(out, s.about(d, v, r, f), rows(r.Context(), v, q))
	switch {
	case err == nil:
		return nil
	case out.begun:
		if r.Context().Err() == nil {
			d.Log().Error("a file was cut off", "path", r.URL.Path, "cause", err)
		}
		panic(http.ErrAbortHandler) // so that nobody takes the part for the whole
	}
	for _, name := range []string{"ETag", "Content-Disposition", "Link"} {
		w.Header().Del(name)
	}
	return err
}

// asked is what a request asks for, in the view of whoever asks.
func asked(d *web.Desk, r *http.Request) (*web.View, web.Question, error) {
	v, err := d.View(r.Context())
	if err != nil {
		return nil, web.Question{}, err
	}
	q, err := d.QuestionOf(r)
	return v, q, err
}

// mostOpened is how many entries are opened in one question to the book.
const mostOpened = 50

func rows(ctx context.Context, v *web.View, q web.Question) iter.Seq2[export.Row, error] {
	return func(yield func(export.Row, error) bool) {
		f := q.Filter
		all, _ := v.EntriesNaming(f.Providers, f.Receivers, "", false)
		var some []*pledgebook.Entry
		for e := range all {
			if !f.Lets(e) {
				continue
			}
			if some = append(some, e); len(some) == mostOpened {
				if !opened(ctx, v, some, yield) {
					return
				}
				some = some[:0]
			}
		}
		opened(ctx, v, some, yield)
	}
}

// opened yields the rows of some entries; false where no more are wanted.
func opened(ctx context.Context, v *web.View, some []*pledgebook.Entry, yield func(export.Row, error) bool) bool {
	all, err := v.BackingEach(ctx, some)
	if err != nil {
		return yield(export.Row{}, err)
	}
	for i, e := range some {
		row := export.Row{Entry: *e}
		for _, b := range all[i] {
			row.Backing = append(row.Backing, export.Backing{Claim: b.Claim, Sentence: b.Sentence, Source: b.Citation, Report: b.Report})
		}
		if !yield(row, nil) {
			return false
		}
	}
	return true
}

// mostSilence is how long a client may take nothing of a file before it is given up.
const mostSilence = 30 * time.Second

// patient lets a long file take its time, as long as the client takes some of it
// now and then.
type patient struct {
	w     io.Writer
	c     *http.ResponseController
	begun bool
}

// Write writes some of the file.
func (p *patient) Write(b []byte) (int, error) {
	p.begun = true
	if err := p.c.SetWriteDeadline(time.Now().Add(mostSilence)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	return p.w.Write(b)
}

func (s shelf) describe(d *web.Desk, w http.ResponseWriter, r *http.Request, f export.Describer) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	_, content, err := f.Describe("entries."+f.Name(), s.about(d, v, r, f))
	if err != nil {
		return err
	}
	d.AllowOthers(w, r)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(content)
	return nil
}

// one leads from an entry's file to where the API has it.
func one(_ *web.Desk, w http.ResponseWriter, r *http.Request) error {
	id, ok := strings.CutSuffix(r.PathValue("file"), ".json")
	if !ok || id == "" || strings.ContainsAny(id, "/\\?#") {
		return pledgebook.Errorf(pledgebook.NotFound, "An entry's file is /entry/ID.json.")
	}
	http.Redirect(w, r, "/api/entries/"+url.PathEscape(id), http.StatusFound)
	return nil
}
