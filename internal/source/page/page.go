// Package page turns a web page, saved or fetched, into a report: the story's
// text, paragraph by paragraph, and what the page says of itself.
//
// What surrounds the story (menus, related stories, captions, tickers, cookie
// banners, comment forms) never reaches the text; links to other stories that
// carry their time or view count are kept as teasers. Facts about the report
// come, surest first, from JSON-LD, meta tags, microdata and the page itself.
//
// It is pure: bytes in, a report out. Nothing in a page is run or fetched.
// Memory and time are bounded by the limits below, whatever the bytes are.
package page

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/markusmobius/go-trafilatura"

	"pledgebook"
	"pledgebook/internal/article"
)

// Clean reads one web page into a report. What in says of it (link, published
// date, language) wins over what the page says.
//
// It fails with kind Invalid for an empty page or one without a story,
// TooLarge over the limits, and Unsupported for a language that is not read.
func Clean(in article.Input) (pledgebook.Report, error) {
	if err := in.Check(); err != nil {
		return pledgebook.Report{}, err
	}
	if len(bytes.TrimSpace(in.Bytes)) == 0 {
		return pledgebook.Report{}, pledgebook.Errorf(pledgebook.Invalid, "%s is empty; save the page again", in.Name)
	}
	text, err := decode(in.Bytes, in.MediaType, host(in.URL))
	if err != nil {
		return pledgebook.Report{}, pledgebook.WrapError(pledgebook.Invalid, err, "%s cannot be decoded; save it as UTF-8", in.Name)
	}
	if in.Promising != nil && !in.Promising(glanceAt(text)) {
		return pledgebook.Report{}, article.ErrUnpromising
	}
	doc, err := parse(text)
	if err != nil {
		return pledgebook.Report{}, pledgebook.WrapError(pledgebook.KindOf(err), err, "%s is no page that can be read", in.Name)
	}
	return report(in, doc)
}

// report puts the parts of a page together.
func report(in article.Input, doc *document) (pledgebook.Report, error) {
	facts := doc.facts(in.URL)
	teasers := doc.teasers(facts)
	story := doc.story(facts)
	if lettersOf(story) < minStory {
		return pledgebook.Report{}, pledgebook.Errorf(pledgebook.Invalid, "%s holds no story, only links and furniture; give the page of one report", in.Name)
	}
	b := article.NewBuilder(in)
	facts.fill(&b.Meta)
	b.Add(pledgebook.PartHeadline, facts.headline)
	for _, block := range story {
		if block.kind == pledgebook.PartTeaser {
			b.AddTeaser(pledgebook.Teaser{Title: block.text, URL: resolve(facts.url, block.href)})
		} else {
			b.Add(block.kind, block.text)
		}
	}
	for _, t := range teasers {
		b.AddStamped(t.Teaser, t.stamp)
	}
	r, err := b.Report(article.HTML)
	if err == nil && r.Language == "" && facts.language != "" {
		// Too short for its words to tell: the page's own word for it.
		b.Meta.Language = facts.language
		return b.Report(article.HTML)
	}
	return r, err
}

// minStory is how many letters make a story; the shortest flash has more.
const minStory = 40

func lettersOf(story []block) int {
	n := 0
	for _, b := range story {
		if b.kind != pledgebook.PartTeaser {
			n += letters(b.text)
		}
	}
	return n
}

// host returns the host of a link in lower case, or "".
func host(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// resolve makes href absolute against base; "" where it is no web link.
func resolve(base, href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || href == "" {
		return ""
	}
	if b, err := url.Parse(base); err == nil && base != "" {
		u = b.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// Body returns the text of a report's body as pages print it, dateline included,
// its parts separated by empty lines.
func Body(r pledgebook.Report) string {
	var body []string
	for _, p := range r.Parts {
		if p.Kind == pledgebook.PartDateline || p.Kind.GivesClaims() && p.Kind != pledgebook.PartHeadline {
			body = append(body, p.Span.In(r.Text))
		}
	}
	return strings.Join(body, "\n\n")
}

// LibraryAlone returns what the extraction library takes for the text of a page,
// without anything of ours: what [Clean] is measured against.
func LibraryAlone(raw []byte) (string, error) {
	text, err := decode(raw, "", "")
	if err != nil {
		return "", err
	}
	result, err := trafilatura.Extract(strings.NewReader(text), trafilatura.Options{Focus: trafilatura.FavorRecall, ExcludeComments: true})
	if err != nil {
		return "", err
	}
	return result.ContentText, nil
}
