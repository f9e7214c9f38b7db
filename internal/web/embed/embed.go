// Package embed is the card of an entry for articles on other sites: small, of
// one piece, framed by anybody, and with no way out but a link to the entry's
// page. An oEmbed endpoint describes it to programs that fetch cards by link.
package embed

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

//go:embed embed.css
var style string

// Page answers with cards and describes them.
var Page = web.Page{Routes: map[string]web.Handler{"GET " + web.EmbedPath("{id}"): show, "GET /oembed": describe}}

// policy lets a card be framed by anybody and use its own style, by its hash, and
// nothing else.
var policy = func() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors *"
}()

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Del("Cross-Origin-Opener-Policy")
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	e, ok := v.Entry(r.PathValue("id"))
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return card(nothing(r.Context())).Render(r.Context(), w)
	}
	if done, err := d.Unchanged(w, r); done || err != nil {
		return err
	}
	return card(entry(r.Context(), v, e, d.Address(r))).Render(r.Context(), w)
}

// content is what a card shows.
type content struct {
	Entry         pledgebook.Entry
	Bar           *reporting.Bar
	Link          string
	Words, Source string
	Day           string
}

func nothing(ctx context.Context) content {
	return content{Words: web.Say(ctx, "This entry is not in the book, or not to be seen.")}
}

func entry(ctx context.Context, v *web.View, e pledgebook.Entry, base string) content {
	c := content{Entry: e, Link: web.SameLanguage(ctx, base+web.EntryPath(e.ID)), Words: web.BarWords(ctx, e), Day: web.In(ctx).Date(v.Today), Source: web.Number(ctx, e.Origins, "independent source")}
	if bar := reporting.BarOf(e); bar != nil && bar.Most.Sign() > 0 {
		c.Bar = bar
	}
	return c
}

func styled() templ.Component { return templ.Raw("<style>" + style + "</style>") }

// oembed is the description of a card, as oEmbed 1.0 has it.
type oembed struct {
	XMLName  xml.Name `json:"-" xml:"oembed"`
	Type     string   `json:"type" xml:"type"`
	Version  string   `json:"version" xml:"version"`
	Title    string   `json:"title" xml:"title"`
	Provider string   `json:"provider_name" xml:"provider_name"`
	Home     string   `json:"provider_url" xml:"provider_url"`
	HTML     string   `json:"html" xml:"html"`
	Width    int      `json:"width" xml:"width"`
	Height   int      `json:"height" xml:"height"`
	Age      int      `json:"cache_age" xml:"cache_age"`
}

// The size of a card, where the site that shows it does not ask for a smaller one.
const (
	widest = 560
	keepOn = 3600 // seconds
)

func describe(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	q, base := r.URL.Query(), d.Address(r)
	id, ok := entryOf(q.Get("url"), base)
	ctx := web.SpokenIn(r, q.Get("url"))
	if !ok {
		return pledgebook.Errorf(pledgebook.NotFound, "url must be the address of an entry's page here: %s", base+web.EntryPath("ID"))
	}
	e, ok := v.Entry(id)
	if !ok {
		return pledgebook.Errorf(pledgebook.NotFound, "The book holds no entry %.40q.", id)
	}
	format := q.Get("format")
	if format != "" && format != "json" && format != "xml" {
		http.Error(w, "format is json or xml", http.StatusNotImplemented) // as the specification asks
		return nil
	}
	d.AllowOthers(w, r)
	if done, err := d.Unchanged(w, r); done || err != nil {
		return err
	}
	width := atMost(q.Get("maxwidth"), widest)
	height, _ := strconv.Atoi(web.EmbedHeight)
	o := oembed{Type: "rich", Version: "1.0", Title: web.Title(ctx, e), Provider: "Pledgebook", Home: base, HTML: web.EmbedCode(ctx, base, e), Width: width, Height: atMost(q.Get("maxheight"), height), Age: keepOn}
	if format == "xml" {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		return xml.NewEncoder(w).Encode(o)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	return json.NewEncoder(w).Encode(o)
}

// entryOf is the entry whose page lies at an address of this desk.
func entryOf(address, base string) (string, bool) {
	address, _, _ = strings.Cut(address, "?") // which may ask for a language
	path, ok := strings.CutPrefix(address, base)
	if !ok {
		return "", false
	}
	escaped, ok := strings.CutPrefix(path, web.EntryPath(""))
	if !ok || strings.ContainsAny(escaped, "/?#") {
		return "", false
	}
	id, err := url.PathUnescape(escaped)
	return id, err == nil && id != ""
}

// atMost is the smaller of what is asked for and what there is.
func atMost(asked string, most int) int {
	n, err := strconv.Atoi(asked)
	if err != nil || n < 1 || n > most {
		return most
	}
	return n
}
