package search_test

import (
	"net/url"
	"strings"
	"testing"

	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web/search"
	"pledgebook/internal/web/webtest"
)

func TestSearch(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, append(sample.Readings(), sample.HostileReading())...), false, search.Page)
	webtest.Wants(t, site.Page("/search"), "Every word must be found")
	webtest.Wants(t, site.Page("/search?q=madagscar+kroner"), "1 entry", "NOK 90 million Norway", "receiver: Madagascar")
	webtest.Wants(t, site.Page("/search?q=zzz"), "Nothing in the book has all these words.")
	for _, q := range []string{sample.Hostile, strings.Repeat("Ж ", 5000), "\x00\xff%", "script"} {
		webtest.Wants(t, site.Page("/search?q="+url.QueryEscape(q)), "Search")
	}
}

func TestReadersFindNothingUnreviewed(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), true, search.Page)
	webtest.Wants(t, site.Page("/search?q=haiti"), "Nothing in the book has all these words.")
}
