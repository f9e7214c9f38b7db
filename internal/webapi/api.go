// Package webapi answers programs over HTTP: everything that the pages show, as
// JSON under /api/, described by an OpenAPI 3.1 document. It reads the book
// through the view of whoever asks and works out nothing itself, so an answer
// holds what a page would and no more.
package webapi

import (
	"context"
	_ "embed"
	"encoding/json"
	"io"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"pledgebook/internal/web"
)

//go:embed manual.css
var style string

// Page plugs the API into a desk.
var Page = web.Page{Steady: true, Routes: map[string]web.Handler{root + "/": serve, "GET " + root + "/docs": showManual, "GET " + root + "/{$}": toManual}, Style: style}

// root is where everything of the API lies; version is that of its names, which
// may be added to within one number.
const (
	root    = "/api"
	version = "1.0.0"
)

// api is the API of every desk: which desk is asked stands in the request's context.
type api struct {
	mux      *http.ServeMux
	document *huma.OpenAPI
	json     []byte // the document, written
}

// operations add what the API answers, sort by sort.
var operations = []func(huma.API){
	addBook, addEntries, addHistory, addClaims, addReports, addThings, addLookups, addTogether, addOverview, addCalendar, addBoard,
	addCharts, addTotals, addCompare, addParties, addMap, addSearch, addTrackers, addDecisions, addInbox, addRates,
}

var shared = sync.OnceValue(func() *api {
	a := &api{mux: http.NewServeMux()}
	h := humago.New(a.mux, config())
	for _, add := range operations {
		add(h)
	}
	a.document = h.OpenAPI()
	tell(a.document.Components.Schemas.Map())
	for _, name := range []string{"Total", "Bounds"} {
		allowNull(a.document.Components.Schemas.Map()[name], "least", "most_reported", "cap")
	}
	a.addDocuments()
	return a
})

func config() huma.Config {
	c := huma.Config{
		OpenAPI: &huma.OpenAPI{OpenAPI: "3.1.0", Info: &huma.Info{Title: "Pledgebook", Version: version,
			Description: about, License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}},
			Servers:    []*huma.Server{{URL: "/", Description: "this book"}},
			Components: &huma.Components{Schemas: registry(), SecuritySchemes: map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "An API token, where the desk has accounts."}}},
			Security:   []map[string][]string{{}, {"token": {}}}, Tags: tags},
		Formats:                      map[string]huma.Format{"application/json": plainJSON, "json": plainJSON},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
	}
	c.AllowAdditionalPropertiesByDefault = true // answers may be added to
	return c
}

const about = "Everything that the pages of a book show. Names and spellings are those of the command line's JSON. " +
	"Lists are cut into pages: `next` of one is `after` of the following one. Every answer bears an ETag; ask again with If-None-Match and what did not change is not sent. " +
	"Errors are application/problem+json. Sums that overlap are never added: a total is an answer of /api/bounds."

var tags = []*huma.Tag{
	{Name: "book", Description: "What the book holds, and where."},
	{Name: "entries", Description: "One pledge, commitment, allocation, … with everything that tells of it."},
	{Name: "reports", Description: "What was read, and what each report says."},
	{Name: "things", Description: "Quotes, needs, meetings, mechanisms and positions."},
	{Name: "totals", Description: "What a total is at least and at most, needs beside offers, what needs a person."},
	{Name: "review", Description: "What reviewers decided, and deciding."},
}

// plainJSON writes JSON as it is, without the escapes that only HTML needs.
var plainJSON = huma.Format{
	Marshal: func(w io.Writer, v any) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return e.Encode(v)
	},
	Unmarshal: json.Unmarshal,
}

type deskKey struct{}

// deskOf is the desk that is asked.
func deskOf(ctx context.Context) *web.Desk { return ctx.Value(deskKey{}).(*web.Desk) }

// viewOf is what whoever asks may see. Every answer is made from it.
func viewOf(ctx context.Context) (*web.View, error) {
	v, err := deskOf(ctx).View(ctx)
	return v, fault(ctx, err)
}

// serve answers a request under /api/.
func serve(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	a := shared()
	r = r.WithContext(context.WithValue(context.WithValue(r.Context(), deskKey{}, d), addressKey{}, d.Address(r)))
	d.AllowOthers(w, r)
	if r.Method == http.MethodOptions && d.Shared(r.Context()) {
		w.Header().Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
		w.Header().Set("Access-Control-Allow-Headers", "Accept, Authorization, If-None-Match")
		w.Header().Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	if _, pattern := a.mux.Handler(r); pattern == "" {
		a.refuse(w, r)
		return nil
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		done, err := d.Unchanged(w, r)
		if err != nil {
			writeProblem(w, fault(r.Context(), err))
			return nil
		}
		if done {
			return nil
		}
	}
	a.mux.ServeHTTP(&dated{ResponseWriter: w}, r)
	return nil
}

// dated takes the ETag off answers that are errors, or not there yet.
type dated struct{ http.ResponseWriter }

// WriteHeader writes the status.
func (w *dated) WriteHeader(status int) {
	if status != http.StatusOK {
		w.Header().Del("ETag")
		w.Header().Set("Cache-Control", "no-store")
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap is for [http.ResponseController].
func (w *dated) Unwrap() http.ResponseWriter { return w.ResponseWriter }
