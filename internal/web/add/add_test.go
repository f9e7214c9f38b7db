package add_test

import (
	"context"
	"iter"
	"net/http"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/add"
	"pledgebook/internal/web/webtest"
)

// reader is an intake that knows the hostile report alone.
type reader struct{ handed chan web.Handed }

func (r reader) Try(web.Handed) (pledgebook.Reading, error) { return sample.HostileReading(), nil }

func (r reader) Read(_ context.Context, h web.Handed) iter.Seq[pipeline.Result] {
	r.handed <- h
	return func(yield func(pipeline.Result) bool) {
		yield(pipeline.Result{Input: h.Link, Err: pledgebook.Errorf(pledgebook.Unreadable, "%s cannot be fetched: %s", h.Link, sample.Hostile)})
	}
}

func TestHandingIn(t *testing.T) {
	in := reader{make(chan web.Handed, 1)}
	site := webtest.ServeWith(t, webtest.Book(t), web.Options{Intake: in}, add.Page)
	webtest.Wants(t, site.Page("/add"), "Add a report", "Link to an article")
	a := site.Post("/add", "link", "https://news.example.org/a", "published", "2024-03-04")
	if h := <-in.handed; h.Link != "https://news.example.org/a" || h.Published != "2024-03-04" {
		t.Errorf("handed in %+v", h)
	}
	webtest.Sound(t, a.Body)
	webtest.Wants(t, a.Body, "1 document", "https://news.example.org/a cannot be fetched", sample.Hostile)
	webtest.Wants(t, site.Post("/add/try", "text", "x").Body, sample.Hostile, "Nothing is kept yet.")
}

func TestBadHandings(t *testing.T) {
	site := webtest.ServeWith(t, webtest.Book(t), web.Options{Intake: reader{}}, add.Page)
	for name, c := range map[string]struct {
		form []string
		want int
	}{
		"nothing":    {nil, http.StatusUnprocessableEntity},
		"a path":     {[]string{"link", "/etc/passwd"}, http.StatusUnprocessableEntity},
		"a scheme":   {[]string{"link", "file:///etc/passwd"}, http.StatusUnprocessableEntity},
		"a password": {[]string{"link", "https://ana:hidden-word@example.org/"}, http.StatusUnprocessableEntity},
		"no date":    {[]string{"text", "x", "published", "yesterday"}, http.StatusUnprocessableEntity},
		"much to it": {[]string{"text", strings.Repeat("a", 25<<20)}, http.StatusRequestEntityTooLarge},
	} {
		if a := site.Post("/add", c.form...); a.Status != c.want {
			t.Errorf("%s answers %d, want %d", name, a.Status, c.want)
		} else if strings.Contains(a.Body, "hidden-word") {
			t.Errorf("%s is shown again", name)
		}
	}
}

func TestReadersHandNothingIn(t *testing.T) {
	site := webtest.ServeWith(t, webtest.Book(t), web.Options{Readers: true, Intake: reader{}}, add.Page)
	for _, path := range []string{"/add", "/add/try"} {
		if a := site.Post(path, "text", "x"); a.Status != http.StatusNotFound {
			t.Errorf("%s answers readers %d", path, a.Status)
		}
	}
	if a := site.Get("/add"); a.Status != http.StatusNotFound {
		t.Errorf("the form answers readers %d", a.Status)
	}
}
