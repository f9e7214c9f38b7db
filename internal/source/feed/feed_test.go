package feed_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pledgebook"
	"pledgebook/internal/source/feed"
)

const base = "https://news.example/lists/all.xml"

func zipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

var (
	rss = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title><language>en</language>
<item><title> Peru gives
 to Haiti</title><link>https://news.example/a#top</link><pubDate>Sat, 04 May 2024 10:00:00 +0200</pubDate></item>
<item><title>No link</title><guid isPermaLink="true">https://news.example/b</guid></item>
<item><title>Relative</title><link>/c</link></item>
<item><title>Again</title><link>https://news.example/a</link></item>
<item><title>Elsewhere</title><link>mailto:x@news.example</link></item></channel></rss>`
	atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title>
<entry><title>One</title><link href="https://news.example/1"/><published>2024-05-04T08:00:00Z</published><updated>2024-05-05T08:00:00Z</updated></entry></feed>`
	jsonFeed = `{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "url": "https://news.example/1", "title": "One", "date_published": "2024-05-04T08:00:00Z"}]}`
	news     = `<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><!-- made by hand -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://news.example/1?a=b&amp;c=d </loc><lastmod>2024-05-04</lastmod><image:image><image:loc>https://news.example/p.jpg</image:loc></image:image>
<news:news><news:publication><news:name>N</news:name><news:language>en</news:language></news:publication><news:publication_date>2024-05-04T10:00:00+02:00</news:publication_date><news:title>One</news:title></news:news></url>
<url><loc>https://news.example/2</loc></url></urlset>`
	index = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/s1.xml.gz</loc><lastmod>2024-05-04T08:00Z</lastmod></sitemap></sitemapindex>`
	list  = "# what we follow\r\nhttps://news.example/1\r\n\r\nhttps://news.example/2\n"
	eight = time.Date(2024, 5, 4, 8, 0, 0, 0, time.UTC)
)

func TestRead(t *testing.T) {
	one := feed.Link{URL: "https://news.example/1"}
	two := feed.Link{URL: "https://news.example/2"}
	sitemap := feed.List{Kind: feed.Sitemap, Links: []feed.Link{{URL: "https://news.example/1?a=b&c=d", Title: "One", Changed: eight, Language: "en"}, two}}
	for name, tt := range map[string]struct {
		text string
		want feed.List
	}{
		"rss": {rss, feed.List{Kind: feed.Feed, Links: []feed.Link{
			{URL: "https://news.example/a", Title: "Peru gives to Haiti", Changed: eight, Language: "en"},
			{URL: "https://news.example/b", Title: "No link", Language: "en"}, {URL: "https://news.example/c", Title: "Relative", Language: "en"}}}},
		"atom":     {atom, feed.List{Kind: feed.Feed, Links: []feed.Link{{URL: one.URL, Title: "One", Changed: eight.AddDate(0, 0, 1), Language: "en"}}}},
		"json":     {jsonFeed, feed.List{Kind: feed.JSON, Links: []feed.Link{{URL: one.URL, Title: "One", Changed: eight}}}},
		"news":     {news, sitemap},
		"packed":   {zipped(news), sitemap},
		"index":    {index, feed.List{Kind: feed.Index, Lists: []feed.Link{{URL: "https://news.example/s1.xml.gz", Changed: eight}}}},
		"plain":    {list, feed.List{Kind: feed.Plain, Links: []feed.Link{one, two}}},
		"one line": {"https://news.example/1", feed.List{Kind: feed.Plain, Links: []feed.Link{one}}},
		"long":     {strings.Repeat("#\n", 5000) + "https://news.example/1\n", feed.List{Kind: feed.Plain, Links: []feed.Link{one}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := feed.Read([]byte(tt.text), "", base)
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
}

func TestWhatIsNoList(t *testing.T) {
	for text, mediaType := range map[string]string{
		"<!doctype html><html><body><rss></rss></body></html>": "", "Peru gives 5 million.\nhttps://news.example/1\n": "",
		"": "", "{\"text\": \"x\"}": "", "https://news.example/1": "text/html", "\x1f\x8bxx": "", "# only this": "", "<": "",
	} {
		if got := feed.KindOf([]byte(text), mediaType); got != feed.None {
			t.Errorf("%q of type %q is a list of kind %s", text, mediaType, got)
		}
	}
}

// What a damaged list holds before the damage is not lost, and no list costs
// more than its limits.
func TestDamagedAndHostileLists(t *testing.T) {
	many := &strings.Builder{}
	for n := range feed.MostLinks + 10 {
		fmt.Fprintf(many, "https://news.example/%d\n", n)
	}
	for name, tt := range map[string]struct {
		text string
		kind pledgebook.ErrorKind
		kept int
	}{
		"cut sitemap":   {news[:strings.LastIndex(news, "<url>")+5], pledgebook.Invalid, 1},
		"cut feed":      {rss[:300], pledgebook.Invalid, 0},
		"cut gzip":      {zipped(news)[:40], pledgebook.Invalid, 0},
		"many links":    {many.String(), pledgebook.TooLarge, feed.MostLinks},
		"deep feed":     {"<rss><channel>" + strings.Repeat("<x>", 1_000_000), pledgebook.TooLarge, 0},
		"deep sitemap":  {"<urlset><url>" + strings.Repeat("<x>", 1_000_000), pledgebook.Invalid, 0},
		"entities":      {`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title><link>https://news.example/1</link></item></channel></rss>`, "", 1},
		"deep json":     {`{"version": "https://jsonfeed.org/version/1", "items": ` + strings.Repeat("[", 100_000), pledgebook.Invalid, 0},
		"unpacks large": {zipped("<urlset>" + strings.Repeat(" ", feed.MostBytes)), pledgebook.TooLarge, 0},
		"large feed":    {"<rss>" + strings.Repeat(" ", 11<<20), pledgebook.TooLarge, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := feed.Read([]byte(tt.text), "", base)
			if pledgebook.KindOf(err) != tt.kind || len(got.Links) != tt.kept {
				t.Errorf("%d links, %v; want %d and an error of kind %q", len(got.Links), err, tt.kept, tt.kind)
			}
		})
	}
}

// Whatever the bytes: links are few enough, each once, and lead to the web.
func FuzzRead(f *testing.F) {
	for _, s := range []string{rss, atom, jsonFeed, news, index, list, zipped(news), zipped(rss)} {
		f.Add([]byte(s), "")
	}
	f.Fuzz(func(t *testing.T, raw []byte, mediaType string) {
		l, _ := feed.Read(raw, mediaType, base)
		seen := map[string]bool{}
		for _, link := range append(l.Links, l.Lists...) {
			u, err := url.Parse(link.URL)
			if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.Fragment != "" || seen[link.URL] {
				t.Errorf("link %q: %v", link.URL, err)
			}
			seen[link.URL] = true
		}
		if l.Kind == feed.None && len(seen) > 0 {
			t.Errorf("what is no list gave %d links", len(seen))
		}
	})
}
