package page

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pledgebook"
)

// facts are what a page says of its report.
type facts struct {
	headline, outlet, author string
	place, credit            string
	language, url            string
	published, modified      pledgebook.Stamp
}

// Lengths of facts, in bytes; a longer one is something else.
const (
	maxHeadline = 400
	maxName     = 120
)

// sheet is all that a page says about itself, before it is weighed.
type sheet struct {
	data      []thing             // JSON-LD
	meta      map[string]string   // meta tags by name or property, the first of each
	items     map[string][]string // microdata by property
	canonical string
	title     string
	language  string
	h1        []string
}

// facts weighs what the page says; link is where it was fetched from, if known.
func (d *document) facts(link string) facts {
	s := d.sheet()
	f := facts{url: s.link(link), headline: s.headline(), language: s.languageTag()}
	f.outlet = s.outlet(f.url)
	f.author = s.author()
	f.place = short(s.fromData("dateline"))
	f.credit = short(s.fromData("creditText"))
	f.published, f.modified = s.stamps()
	if f.published == "" {
		f.published = d.guessDate(f.url)
	}
	f.published = d.byItsClock(f.published)
	return f
}

// fill writes the facts that nobody gave.
func (f facts) fill(r *pledgebook.Report) {
	if f.url != "" {
		r.URL = f.url
	}
	r.Headline, r.Outlet, r.Author, r.Place, r.Credit = f.headline, f.outlet, f.author, f.place, f.credit
	if r.Published == "" {
		r.Published = f.published
	}
	r.Modified = f.modified
}

func (d *document) sheet() *sheet {
	s := &sheet{data: d.articleData(), meta: map[string]string{}, items: map[string][]string{}}
	for n := range elements(d.root) {
		s.note(n)
	}
	return s
}

func (s *sheet) note(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		s.language = get(n, "lang")
	case atom.Meta:
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			if k, v := strings.ToLower(get(n, key)), squeeze(attr(n.Attr, "content")); k != "" && v != "" && s.meta[k] == "" {
				s.meta[k] = v
			}
		}
	case atom.Link:
		if s.canonical == "" && slices.Contains(strings.Fields(strings.ToLower(get(n, "rel"))), "canonical") {
			s.canonical = get(n, "href")
		}
	case atom.Title:
		if s.title == "" && (n.Parent == nil || n.Parent.Namespace == "") {
			s.title = textOf(n)
		}
	case atom.H1:
		if t := textOf(n); t != "" && len(s.h1) < 10 {
			s.h1 = append(s.h1, t)
		}
	}
	if prop := get(n, "itemprop"); prop != "" && n.DataAtom != atom.Meta {
		s.noteItem(n, prop)
	}
}

// noteItem keeps a property of microdata: the machine's value where there is one.
func (s *sheet) noteItem(n *html.Node, prop string) {
	v := get(n, "datetime")
	if v == "" {
		v = get(n, "content")
	}
	if v == "" {
		v = itemText(n)
	}
	if len(v) > 0 && len(v) <= maxHeadline && len(s.items[prop]) < 5 {
		s.items[prop] = append(s.items[prop], v)
	}
}

// itemText returns the words of a property, of its name where it has one.
func itemText(n *html.Node) string {
	for e := range elements(n) {
		if get(e, "itemprop") == "name" {
			return textOf(e)
		}
	}
	return textOf(n)
}

// fromMeta returns the first of the named meta tags that is there.
func (s *sheet) fromMeta(names ...string) string {
	for _, n := range names {
		if v := s.meta[n]; v != "" {
			return html.UnescapeString(v)
		}
	}
	return ""
}

// fromData returns a field of the first JSON-LD object that has it.
func (s *sheet) fromData(field string) string {
	for _, t := range s.data {
		if v := t.text(field); v != "" {
			return v
		}
	}
	return ""
}

func (s *sheet) fromItems(prop string) string {
	if all := s.items[prop]; len(all) > 0 {
		return all[0]
	}
	return ""
}

// link is the canonical link where it belongs to the same site as the link the
// page came from: a page may not pass itself off as another site's.
func (s *sheet) link(from string) string {
	for _, c := range []string{s.canonical, s.fromMeta("og:url"), s.fromData("url")} {
		c = resolve(from, c)
		if u, err := url.Parse(c); c == "" || err != nil || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
			continue // the canonical link of a front page is no report's
		}
		if from == "" || sameSite(host(c), host(from)) {
			return c
		}
	}
	return from
}

func sameSite(a, b string) bool {
	a, b = strings.TrimPrefix(a, "www."), strings.TrimPrefix(b, "www.")
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}

// languageTag is what the page says its language is.
func (s *sheet) languageTag() string {
	for _, v := range []string{s.fromData("inLanguage"), s.language, s.fromMeta("og:locale", "content-language", "dc.language", "language")} {
		v, _, _ = strings.Cut(strings.ReplaceAll(v, "_", "-"), ",")
		if base, _, _ := strings.Cut(strings.ToLower(v), "-"); len(base) == 2 {
			return base
		}
	}
	return ""
}

// stamps returns when the page says it was published and last changed.
func (s *sheet) stamps() (published, modified pledgebook.Stamp) {
	pick := func(field string, item string, metas ...string) pledgebook.Stamp {
		var best pledgebook.Stamp
		for _, v := range append([]string{s.fromData(field), s.fromMeta(metas...), s.fromItems(item)}, s.each(metas)...) {
			best = finer(best, parseStamp(v))
		}
		return best
	}
	published = pick("datePublished", "datePublished", "article:published_time", "article:published", "og:article:published_time", "og:published_time", "published_time", "datepublished",
		"parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "dc.date.created", "publish-date", "publishdate", "publication_date",
		"pub_date", "pubdate", "publishtime", "article.published", "cxenseparse:recs:publishtime", "bt:pubdate", "citation_publication_date", "date", "article_date_original", "pdate", "sn-post-date")
	if published == "" {
		published = parseStamp(s.fromData("dateCreated"))
	}
	modified = pick("dateModified", "dateModified", "article:modified_time", "article:modified", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "article_date_updated")
	return published, modified
}

func (s *sheet) each(names []string) []string {
	all := make([]string, 0, len(names))
	for _, n := range names {
		all = append(all, s.meta[n])
	}
	return all
}

// finer returns the first of two moments, or the second where it is of the same
// day and says more (the time, or the zone), or is the same moment as the clocks
// of the outlet showed it, where the first is in universal time.
func finer(a, b pledgebook.Stamp) pledgebook.Stamp {
	switch {
	case a == "":
		return b
	case len(b) > len(a) && strings.HasPrefix(string(b), string(a[:min(len(a), 16)])):
		return b
	case strings.HasSuffix(string(a), "Z"):
		x, errA := time.Parse(time.RFC3339, string(a))
		y, errB := time.Parse(time.RFC3339, string(b))
		if errA == nil && errB == nil && x.Equal(y) && !strings.HasSuffix(string(b), "Z") {
			return b
		}
	}
	return a
}

// guessDate looks for the day in the link and the page's text where no field
// says it. A day that only a copyright line gives (1 January) is none.
func (d *document) guessDate(link string) pledgebook.Stamp {
	found, err := htmldate.FromDocument(d.root, htmldate.Options{
		ExtractTime: true, UseOriginalDate: true, DeferUrlExtractor: true, SkipExtensiveSearch: true, URL: link,
		MinDate: time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC), MaxDate: time.Date(lastYear, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil || found.IsZero() || found.DateTime.YearDay() == 1 && !found.HasTime {
		return ""
	}
	switch {
	case found.HasTime && found.HasTimezone:
		return stampOf(found.DateTime, time.RFC3339)
	case found.HasTime:
		return stampOf(found.DateTime, "2006-01-02T15:04:05")
	}
	return stampOf(found.DateTime, "2006-01-02")
}

// short returns a name without needless blanks, or "" where it is too long to be one.
func short(s string) string {
	if s = squeeze(s); len(s) > maxName || strings.Contains(s, "://") {
		return ""
	}
	return s
}
