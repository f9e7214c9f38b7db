package page

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// minWords is how many words make a title of a story.
const minWords = 3

// separators stand between a page's title and the name of its site.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · "}

// headline is the title of the story: the heading of the page that says what
// its title tags say, else the tags' own, without the name of the site.
func (s *sheet) headline() string {
	tags := []string{s.fromData("headline"), s.fromMeta("og:title", "twitter:title", "dc.title", "dcterms.title", "title"), s.title, s.fromItems("headline")}
	for _, h := range s.h1 {
		if len(h) <= maxHeadline && slices.ContainsFunc(tags, func(t string) bool { return overlap(h, t) >= 0.6 }) {
			return h
		}
	}
	for _, h := range s.h1 {
		if len(h) <= maxHeadline && len(s.h1) == 1 && slices.ContainsFunc(tags, func(t string) bool { return overlap(h, t) >= 0.4 }) {
			return h
		}
	}
	site := s.siteNames()
	for _, t := range tags {
		if t = cutSite(t, site); len(strings.Fields(t)) < minWords && len(s.h1) == 1 {
			continue // "News": what the page is, not what it says
		}
		if t != "" && len(t) <= maxHeadline && !slices.ContainsFunc(site, func(n string) bool { return sameWords(n, t) }) {
			return t
		}
	}
	if len(s.h1) == 1 && len(s.h1[0]) <= maxHeadline {
		return s.h1[0]
	}
	return ""
}

// overlap is the share of the words of a title that another has too.
func overlap(a, b string) float64 {
	words, in := strings.Fields(strings.ToLower(a)), 0
	other := map[string]bool{}
	for _, w := range strings.Fields(strings.ToLower(b)) {
		other[plain(w)] = true
	}
	for _, w := range words {
		if p := plain(w); p != "" && other[p] {
			in++
		}
	}
	if len(words) == 0 {
		return 0
	}
	return float64(in) / float64(len(words))
}

// siteNames are the names that the page gives its site.
func (s *sheet) siteNames() []string {
	var names []string
	for _, n := range []string{s.fromData("publisher"), s.fromMeta("og:site_name", "application-name", "dc.publisher", "publisher"), s.fromMeta("apple-mobile-web-app-title")} {
		if n = strings.TrimPrefix(short(n), "www."); n != "" && !strings.Contains(n, "/") {
			names = append(names, n)
		}
	}
	return names
}

// cutSite takes "| The Example Times" off a title: behind the last separator,
// where that is the site's name, or short enough to be one and the rest is long.
func cutSite(title string, site []string) string {
	at, sep := -1, ""
	for _, s := range separators {
		if i := strings.LastIndex(title, s); i > at {
			at, sep = i, s
		}
	}
	if at <= 0 {
		return title
	}
	tail := title[at+len(sep):]
	named := slices.ContainsFunc(site, func(n string) bool { return sameWords(n, tail) || strings.Contains(plain(tail), plain(n)) })
	if named || sep == " | " || len(strings.Fields(tail)) <= 4 && utf8.RuneCountInString(title[:at]) > 30 && sep != " — " {
		return cutSite(strings.TrimSpace(title[:at]), site)
	}
	return title
}

// outlet is the name of who published: as the data say, else the name behind the
// title that fits the host, else as the site calls itself, else its host.
func (s *sheet) outlet(link string) string {
	if n := short(s.fromData("publisher")); n != "" {
		return strings.TrimPrefix(n, "www.")
	}
	for _, title := range []string{s.title, s.fromMeta("og:title")} {
		if n := siteInTitle(title, host(link)); n != "" {
			return n
		}
	}
	if names := s.siteNames(); len(names) > 0 {
		return names[0]
	}
	if n := short(s.fromItems("publisher")); n != "" {
		return n
	}
	if n := s.behindHeading(); n != "" {
		return n
	}
	return strings.TrimPrefix(host(link), "www.")
}

// behindHeading returns what the page's title adds to its heading at the end:
// the name of the site.
func (s *sheet) behindHeading() string {
	for _, sep := range separators {
		i := strings.LastIndex(s.title, sep)
		for _, h := range s.h1 {
			if i > 0 && strings.HasPrefix(plain(s.title[:i]), plain(h)) {
				return short(s.title[i+len(sep):])
			}
		}
	}
	return ""
}

// siteInTitle returns the name behind the last separator of a title, where it is
// what the host is made of.
func siteInTitle(title, host string) string {
	for _, sep := range separators {
		if i := strings.LastIndex(title, sep); i > 0 {
			if tail := short(title[i+len(sep):]); tail != "" && alike(tail, host) {
				return tail
			}
		}
	}
	return ""
}

// alike reports that a name is what a host is made of ("Example Times" and
// www.exampletimes.org), or its initials.
func alike(name, host string) bool {
	initials := ""
	for w := range strings.FieldsSeq(name) {
		if strings.EqualFold(w, "the") {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		initials += strings.ToLower(string(r))
	}
	p, h := plain(name), plain(host)
	return p != "" && (strings.Contains(h, p) || strings.Contains(h, strings.TrimPrefix(p, "the")) || len(initials) >= 3 && strings.Contains(h, initials))
}

// author is the by-line: the names of the people, joined by commas.
func (s *sheet) author() string {
	var names []string
	for _, t := range s.data {
		if names = people(texts(t["author"])); len(names) > 0 {
			break
		}
	}
	for _, v := range []string{s.fromMeta("author", "byl", "parsely-author", "sailthru.author", "dc.creator", "article:author", "article_author"), s.fromItems("author")} {
		if len(names) == 0 && v != "" {
			names = people([]string{v})
		}
	}
	return strings.Join(names, ", ")
}

// people keeps what may be names: short, no links, no digits, no "By".
func people(all []string) []string {
	var names []string
	for _, n := range all {
		n = short(n)
		if by, rest, ok := strings.Cut(n, " "); ok && strings.EqualFold(by, "by") {
			n = rest
		}
		if n != "" && !strings.ContainsAny(n, "0123456789@") && !slices.Contains(names, n) && len(names) < 10 {
			names = append(names, n)
		}
	}
	return names
}
