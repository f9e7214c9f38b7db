// Package add is where reports are handed to the desk: a link, a text or a
// file. A pasted text is read while somebody looks, before anything is kept;
// what takes long shows how far it has come.
package add

import (
	_ "embed"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

//go:embed add.css
var style string

//go:embed add.js
var script string

// Page is the form, what it does, and the progress of what was handed in.
var Page = web.Page{
	Routes: map[string]web.Handler{
		"GET /add":      form,
		"POST /add":     take,
		"POST /add/try": try,
		"GET /add/{id}": progress,
	},
	Style: style, Script: script,
	Largest: map[string]int64{"/add": largest, "/add/try": longestTried},
}

const (
	// largest is the most bytes that may be handed in at once.
	largest = 24 << 20
	// longestTried is the most bytes of a form whose text is read while it is typed.
	longestTried = 400 << 10
	// atHand is how long the answer to a form waits for something short to be read.
	atHand = 1500 * time.Millisecond
	// mostMemory is how much of an upload is held in memory; the rest lies in a file.
	mostMemory = 8 << 20
)

func open(d *web.Desk, r *http.Request) error {
	if !d.Reviews(r.Context()) || !d.TakesIn() {
		return pledgebook.Errorf(pledgebook.NotFound, "Reports are handed in on the reviewers' own desk.")
	}
	return nil
}

func form(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if err := open(d, r); err != nil {
		return err
	}
	q := r.URL.Query()
	head := web.Head{Title: web.Say(r.Context(), "Add a report"), Here: "add", Script: true, Description: web.Say(r.Context(), "Paste a link or a text, or choose a file, and see what it says about aid.")}
	return d.Render(w, r, head, page(web.Short(q.Get("link"), 2000), d.Address(r), d.Today()))
}

// handed reads what a form hands in.
func handed(r *http.Request) (what string, h web.Handed, err error) {
	err = r.ParseForm()
	if err == nil {
		err = r.ParseMultipartForm(mostMemory)
	}
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		return "", h, pledgebook.Errorf(pledgebook.TooLarge, "That is larger than the %d MB that can be handed in here. Read it at the command line: pledgebook read FILE.", largest>>20)
	case err != nil && !errors.Is(err, http.ErrNotMultipart):
		return "", h, pledgebook.WrapError(pledgebook.Invalid, err, "The form cannot be read")
	}
	h.Link, h.Text = strings.TrimSpace(r.PostForm.Get("link")), strings.TrimSpace(r.PostForm.Get("text"))
	if p := r.PostForm.Get("published"); p != "" {
		if h.Published, err = pledgebook.ParseStamp(p); err != nil {
			return "", h, err
		}
	}
	if err := upload(r, &h); err != nil {
		return "", h, err
	}
	switch {
	case len(h.File) > 0:
		return h.Name, h, nil
	case h.Text != "":
		return "", h, nil
	case h.Link == "":
		return "", h, pledgebook.Errorf(pledgebook.Invalid, "Nothing was handed in: paste a link or a text, or choose a file.")
	}
	u, err := url.Parse(h.Link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", h, pledgebook.Errorf(pledgebook.Invalid, "%.80q is no link; it begins with https:// or http://.", h.Link)
	}
	if u.User != nil { // and is shown nowhere
		return "", h, pledgebook.Errorf(pledgebook.Invalid, "The link has a name or a password in it, and is not fetched. Paste it without.")
	}
	return h.Link, h, nil
}

func upload(r *http.Request, h *web.Handed) error {
	if r.MultipartForm == nil {
		return nil
	}
	f, header, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) {
		return nil
	}
	if err != nil {
		return pledgebook.WrapError(pledgebook.Invalid, err, "The file cannot be read")
	}
	defer f.Close()
	h.Name, h.MediaType = header.Filename, header.Header.Get("Content-Type")
	h.File, err = io.ReadAll(f)
	return err
}

func take(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if err := open(d, r); err != nil {
		return err
	}
	what, h, err := handed(r)
	if err != nil {
		return err
	}
	job, err := d.HandIn(r.Context(), what, h)
	if err != nil {
		return err
	}
	select {
	case <-job.Done():
	case <-time.After(atHand):
	}
	if took, _, done := job.SoFar(); done && len(took) == 1 && took[0].Err == "" && took[0].Report != "" {
		http.Redirect(w, r, web.ReportPath(took[0].Report), http.StatusSeeOther)
		return nil
	}
	http.Redirect(w, r, "/add/"+job.ID, http.StatusSeeOther)
	return nil
}

func progress(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if err := open(d, r); err != nil {
		return err
	}
	job, ok := d.Handing(r.PathValue("id"))
	if !ok {
		return pledgebook.Errorf(pledgebook.NotFound, "Nothing was handed in under that address lately. What was read is in the book all the same.")
	}
	took, more, done := job.SoFar()
	title := web.Say(r.Context(), "Being read")
	if done {
		title = web.Say(r.Context(), "Read")
	}
	head := web.Head{Title: title, Here: "add", Script: !done, Description: web.Say(r.Context(), "What has become of what was handed in.")}
	return d.Render(w, r, head, progressPage(job.What, took, more, done))
}

// try reads a text without keeping it, and answers with what it found.
func try(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if err := open(d, r); err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return pledgebook.WrapError(pledgebook.TooLarge, err, "The text is too long to be read while it is typed")
	}
	h := web.Handed{Text: r.PostForm.Get("text")}
	if p, err := pledgebook.ParseStamp(r.PostForm.Get("published")); err == nil {
		h.Published = p
	}
	reading, err := d.Try(h)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		return unread(web.Excuse(r.Context(), err)).Render(r.Context(), w)
	}
	return found(seen(reading)).Render(r.Context(), w)
}

// claim is what was found, with its sentence.
type claim struct {
	claim    pledgebook.Claim
	sentence []reporting.Piece
}

func seen(r pledgebook.Reading) (pledgebook.Reading, []claim) {
	var all []claim
	for _, c := range r.Claims {
		all = append(all, claim{c, reporting.Sentence(r.Report, c)})
	}
	return r, all
}
