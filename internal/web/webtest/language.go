package webtest

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"pledgebook"
)

// latin is a word in Latin letters.
var latin = regexp.MustCompile(`[A-Za-z][A-Za-z’'-]*[A-Za-z]`)

// hash is an id, or what begins one.
var hash = regexp.MustCompile(`\b[0-9a-f]{12,}\b`)

// currency is a currency's code.
var currency = regexp.MustCompile(`^[A-Z]{3}$`)

// everywhere are the names that are the same in every language.
var everywhere = strings.Fields("Pledgebook API JSON CSV XLSX SVG PNG PDF SHA UTC HTTP RSS Atom OpenAPI iCalendar JavaScript English Word localhost Excel Lines SQLite IATI JSON-LD about config toml desk example org ana root Name of Firefox Chrome Linux")

// shown are the attributes that a reader sees or hears.
var shown = []string{"aria-label", "title", "placeholder", "alt", "data-title", "content", "data-unused", "data-unable"}

// Foreign lists the words in Latin letters that a page in another language shows,
// but names, what programs read, what is marked as being in its own language, and
// the words of reports.
func Foreign(t testing.TB, body string, readings ...pledgebook.Reading) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	known := strings.ToLower(wordsOf(readings))
	var found []string
	for _, text := range said(root, "") {
		for _, word := range latin.FindAllString(hash.ReplaceAllString(text, ""), -1) {
			if !slices.Contains(everywhere, word) && !currency.MatchString(word) && !strings.Contains(known, strings.ToLower(word)) && !slices.Contains(found, word) {
				found = append(found, word)
			}
		}
	}
	return found
}

// said are the texts of a page that are in the page's own language.
func said(n *html.Node, language string) (texts []string) {
	if n.Type == html.TextNode {
		return []string{n.Data}
	}
	if own, ok := lookup(n, "lang"); ok {
		if language != "" && own != language {
			return nil
		}
		language = own
	}
	if slices.Contains([]string{"code", "kbd", "pre", "script", "style", "textarea"}, n.Data) || slices.Contains([]string{"citation", "note id", "id"}, attr(n, "class")) {
		return nil
	}
	for _, a := range n.Attr {
		if slices.Contains(shown, a.Key) && !addresses(n) {
			texts = append(texts, a.Val)
		}
	}
	for c := range n.ChildNodes() {
		texts = append(texts, said(c, language)...)
	}
	return texts
}

// addresses reports whether what an element holds is for browsers alone.
func addresses(n *html.Node) bool {
	return n.Data == "link" || n.Data == "meta" && attr(n, "name") != "description" && attr(n, "property") != "og:title" && attr(n, "property") != "og:description"
}

func lookup(n *html.Node, key string) (string, bool) {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	if i < 0 {
		return "", false
	}
	return n.Attr[i].Val, true
}

// wordsOf are all words that reports brought.
func wordsOf(readings []pledgebook.Reading) string {
	var b strings.Builder
	say := func(words ...string) { b.WriteString(strings.Join(words, " ") + " ") }
	for _, r := range readings {
		say(r.Report.Text, r.Report.Outlet, r.Report.Headline, r.Report.URL, r.Report.Author, r.Report.Credit, r.Report.Place, r.Report.ID, r.Engine, r.Report.TextSHA256)
		for _, q := range r.Quotes {
			say(q.Text, q.Speaker.Name, q.Speaker.Role)
		}
		for _, m := range r.Meetings {
			say(m.Name, m.Place)
			say(m.Participants...)
			say(m.Subjects...)
		}
		for _, m := range r.Mechanisms {
			say(m.Name, m.Place, m.Purpose)
		}
		for _, c := range r.Claims {
			say(c.ID, c.ReportedVerb)
		}
	}
	return b.String()
}

// InUkrainian is a page of the site in Ukrainian, with what must hold for every
// page, and nothing in it that another language left behind.
func (s *Site) InUkrainian(path string, readings ...pledgebook.Reading) string {
	s.t.Helper()
	s.Get("/?" + "lang=uk")
	body := s.Page(path)
	if words := Foreign(s.t, body, readings...); len(words) > 0 {
		s.t.Errorf("%s says in Latin letters: %s\n%s", path, strings.Join(words, ", "), Text(body))
	}
	if !strings.Contains(body, `<html lang="uk">`) {
		s.t.Errorf("%s is in another language", path)
	}
	return body
}
