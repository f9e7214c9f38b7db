// Package webtest is what the tests of pages share: a desk over the sample
// book, and what must hold for every page whatever it shows.
package webtest

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"pledgebook"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/storage"
	"pledgebook/internal/web"
)

// Book is a book in a folder of its own with the given readings.
func Book(t testing.TB, readings ...pledgebook.Reading) pledgebook.Book {
	t.Helper()
	book, err := storage.Open(t.Context(), t.TempDir(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	var batch []pledgebook.Filing
	for _, r := range readings {
		batch = append(batch, pledgebook.Filing{Reading: r})
	}
	if len(batch) == 0 {
		return book
	}
	outcomes, err := book.Append(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		if o.Err != nil {
			t.Fatalf("%s: %v", readings[i].Report.Headline, o.Err)
		}
	}
	return book
}

// Site is a desk that runs, with a browser's cookies.
type Site struct {
	t      testing.TB
	client *http.Client
	URL    string
}

// Serve runs the given pages over a book, on the sample's day.
func Serve(t testing.TB, book pledgebook.Book, readers bool, pages ...web.Page) *Site {
	t.Helper()
	return ServeWith(t, book, web.Options{Readers: readers}, pages...)
}

// ServeWith is Serve with options of the test's own.
func ServeWith(t testing.TB, book pledgebook.Book, o web.Options, pages ...web.Page) *Site {
	t.Helper()
	now := &clock{now: sample.Today.Time().Add(9 * time.Hour)}
	if o.Patience == 0 {
		o.Patience = time.Minute
	}
	o.Now, o.Log = now.tick, slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	_, h := web.New(book, o, pages...)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Site{t, &http.Client{Jar: jar}, server.URL}
}

// For is the site as a part of a test asks it.
func (s *Site) For(t testing.TB) *Site { return &Site{t, s.client, s.URL} }

// Answer is what came back.
type Answer struct {
	Status int
	Body   string
	Header http.Header
	// Path is the address after redirects.
	Path string
}

// Get asks for a page.
func (s *Site) Get(path string) Answer {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.URL+path, http.NoBody)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.Do(r)
}

// Post sends a form from the site's own pages.
func (s *Site) Post(path string, form ...string) Answer {
	s.t.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		values.Add(form[i], form[i+1])
	}
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.URL+path, strings.NewReader(values.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return s.Do(r)
}

// StopAtRedirects makes a site's browser follow no redirect.
func (s *Site) StopAtRedirects() {
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
}

// Do sends a request.
func (s *Site) Do(r *http.Request) Answer {
	s.t.Helper()
	resp, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return Answer{resp.StatusCode, string(body), resp.Header, resp.Request.URL.RequestURI()}
}

// Page asks for a page that must be there and sound.
func (s *Site) Page(path string) string {
	s.t.Helper()
	a := s.Get(path)
	if a.Status != http.StatusOK {
		s.t.Fatalf("%s answers %d:\n%s", path, a.Status, a.Body)
	}
	Sound(s.t, a.Body)
	return a.Body
}

// Sound holds a page to what holds for all: one main heading, a title and a
// description, ids used once and found by the links to them, a name for every
// field and picture, and nothing that runs or styles itself inside the page.
func Sound(t testing.TB, body string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	p := page{t: t, ids: map[string]int{}, labels: map[string]bool{}}
	p.walk(root)
	for id, n := range p.ids {
		if n > 1 {
			t.Errorf("id %q stands %d times", id, n)
		}
	}
	for _, to := range p.anchors {
		if p.ids[to] == 0 {
			t.Errorf("a link leads to #%s, which is not there", to)
		}
	}
	for _, id := range p.fields {
		if !p.labels[id] {
			t.Errorf("field %q has no label", id)
		}
	}
	if p.headings != 1 || !p.title || !p.description {
		t.Errorf("%d main headings, title %v, description %v", p.headings, p.title, p.description)
	}
}

type page struct {
	t                  testing.TB
	ids                map[string]int
	labels             map[string]bool
	anchors, fields    []string
	headings           int
	title, description bool
}

func (p *page) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		p.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
}

func (p *page) element(n *html.Node) {
	p.attributes(n)
	switch n.Data {
	case "h1":
		p.headings++
	case "title":
		p.title = p.title || n.FirstChild != nil
	case "meta":
		p.description = p.description || attr(n, "name") == "description" && attr(n, "content") != ""
	case "label":
		p.labels[attr(n, "for")] = true
	case "script":
		if !strings.HasPrefix(attr(n, "src"), "/assets/") || n.FirstChild != nil {
			p.t.Errorf("a script that is no file of ours: %+v", n.Attr)
		}
	case "style", "iframe", "object", "embed", "base", "img":
		p.t.Errorf("the page has a <%s>", n.Data)
	case "svg":
		if attr(n, "aria-hidden") == "true" {
			return
		}
		if attr(n, "role") != "img" || !slices.ContainsFunc(slices.Collect(n.ChildNodes()), func(c *html.Node) bool { return c.Data == "title" && c.FirstChild != nil }) {
			p.t.Error("a picture without role and title")
		}
	case "input", "select", "textarea":
		if attr(n, "type") != "hidden" {
			p.fields = append(p.fields, attr(n, "id"))
		}
	}
}

// bookmarklet is the one link with a script in it, for the bookmarks bar: it leads
// to the desk's own form.
var bookmarklet = regexp.MustCompile(`^javascript:location\.href='https?://[A-Za-z0-9.:\[\]-]+/add\?link='\+encodeURIComponent\(location\.href\)$`)

func (p *page) attributes(n *html.Node) {
	for _, a := range n.Attr {
		value := strings.ToLower(strings.TrimSpace(a.Val))
		switch {
		case a.Key == "id":
			p.ids[a.Val]++
		case a.Key == "style", strings.HasPrefix(a.Key, "on"):
			p.t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
		case a.Key == "href" && strings.HasPrefix(value, "#"):
			p.anchors = append(p.anchors, a.Val[1:])
		case a.Key == "href" && bookmarklet.MatchString(a.Val):
		case (a.Key == "href" || a.Key == "src" || a.Key == "action") && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:")):
			p.t.Errorf("<%s> leads to %q", n.Data, a.Val)
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// Wants reports the words that a page lacks.
func Wants(t testing.TB, body string, words ...string) {
	t.Helper()
	text := Text(body)
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("the page lacks %q:\n%s", w, text)
		}
	}
}

// Lacks reports the words that a page must not have.
func Lacks(t testing.TB, body string, words ...string) {
	t.Helper()
	text := Text(body)
	for _, w := range words {
		if strings.Contains(text, w) {
			t.Errorf("the page has %q", w)
		}
	}
}

// Text is what a page says, its white space evened out.
func Text(body string) string {
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return ""
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
