package page

import (
	"testing"

	"pledgebook"
	"pledgebook/internal/article"
)

// A moment in universal time is of the day that the outlet's clock showed, where
// the page prints that; what the page does not print is not made up.
func TestDayByTheOutletsClock(t *testing.T) {
	for _, tt := range []struct{ name, published, by, want string }{
		{"printed beside it", "2026-02-11T02:24:00Z", `<time datetime="2026-02-11T02:24:00Z">Feb 10, 2026 at 9:24 pm ET</time>`, "2026-02-10T21:24:00-05:00"},
		{"without the year", "2026-02-11T01:19:34.819Z", `<time datetime="2026-02-11T01:19:34.819Z">Posted Feb 10, 8:19 PM</time>`, "2026-02-10T20:19:34-05:00"},
		{"in words of its own data", "2026-02-11T02:59:46+00:00", `<time datetime="2026-02-10 20:59:46">February 10, 2026 at 8:59 pm</time>`, "2026-02-10T20:59:46-06:00"},
		{"beside the last change", "2026-02-11T05:57:50Z", `<time datetime="2026-02-11T06:01:19Z">10:01 p.m. PST, Tuesday, February 10, 2026</time>`, "2026-02-10T21:57:50-08:00"},
		{"east of Greenwich", "2026-02-10T23:10:00Z", `<time datetime="2026-02-10T23:10:00Z">11 February 2026, 04:40</time>`, "2026-02-11T04:40:00+05:30"},
		{"the same clock", "2026-02-11T02:24:00Z", `<time datetime="2026-02-11T02:24:00Z">11 February 2026 02:24</time>`, "2026-02-11T02:24:00Z"},
		{"a zone of its own", "2026-02-11T02:24:00+02:00", `<time datetime="2026-02-11T00:24:00Z">Feb 10, 2026, 7:24 pm</time>`, "2026-02-11T02:24:00+02:00"},
		{"another story's time", "2026-02-11T02:24:00Z", `<time datetime="2026-02-09 18:31:07">Feb 9, 2026 at 6:31 pm</time>`, "2026-02-11T02:24:00Z"},
		{"no time printed", "2026-02-11T02:24:00Z", `<time datetime="2026-02-11T02:24:00Z">Feb 10, 2026</time>`, "2026-02-11T02:24:00Z"},
		{"a printed time that cannot be its own", "2026-02-11T02:24:00Z", `<time datetime="2026-02-11T02:24:00Z">Feb 10, 2026 at 9:31 pm</time>`, "2026-02-11T02:24:00Z"},
		{"a day without a time", "2026-02-11", `<time datetime="2026-02-11T02:24:00Z">Feb 10, 2026 at 9:24 pm</time>`, "2026-02-11"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			html := `<html lang="en"><head><meta property="article:published_time" content="` + tt.published + `"></head><body><article>` + story + tt.by + `</article></body></html>`
			r, err := Clean(article.Input{Name: "x.html", Language: "en", Bytes: []byte(html)})
			if err != nil || r.Published != pledgebook.Stamp(tt.want) {
				t.Errorf("published %q, %v; want %q", r.Published, err, tt.want)
			}
		})
	}
}
