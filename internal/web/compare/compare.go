// Package compare sets donors side by side at every stage, by several
// definitions: with and without what groups gave together, all entries or
// reviewed ones alone. Every comparison has an address of its own.
package compare

import (
	"context"
	_ "embed"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

//go:embed compare.css
var style string

// Page is the comparison.
var Page = web.Page{Steady: true, Ahead: ahead, Routes: map[string]web.Handler{"GET /compare": show, "GET /compare/chart/{file}": chart}, Style: style}

const (
	// mostDonors is how many donors are compared where none are named.
	mostDonors = 8
	// mostNamed is how many may be named.
	mostNamed = 24
	// fileWaits is how long a file waits for its figures.
	fileWaits = 10 * time.Second
)

// stages are the definitions that are compared, in order.
var stages = []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageCommitment, pledgebook.StageAllocation, pledgebook.StageDisbursement, pledgebook.StageDelivery}

// comparison is what a request asks for.
type comparison struct {
	question web.Question
	// Own leaves out what groups gave together.
	own      bool
	currency string
	donors   []pledgebook.PartyID
	figures  []web.Figure
}

// currencies are those that a comparison may be made in.
var currencies = []string{"EUR", "USD", "GBP", "CHF", "JPY", "NOK", "SEK", "UAH"}

func ask(r *http.Request) (c comparison, err error) {
	if c.question, err = web.QuestionOf(r); err != nil {
		return c, err
	}
	c.question.Asked.Del("stage")
	c.question.Asked.Del("status")
	c.question.Filter.Stages, c.question.Filter.Statuses = nil, nil
	c.own = r.URL.Query().Get("shares") == "own"
	if cur := strings.ToUpper(r.URL.Query().Get("currency")); cur != "" {
		if len(cur) != 3 || !pledgebook.PartyID(cur).IsState() {
			return c, pledgebook.Errorf(pledgebook.Invalid, "%.10q is no currency code; write it as in ISO 4217 (EUR).", cur)
		}
		c.currency = cur
	}
	if len(c.question.Filter.Providers) > mostNamed {
		return c, pledgebook.Errorf(pledgebook.Invalid, "At most %d donors can be compared at once.", mostNamed)
	}
	return c, nil
}

// address is where the comparison lives.
func (c comparison) address(path string) string {
	q := url.Values{}
	for k, v := range c.question.Asked {
		q[k] = v
	}
	if c.own {
		q.Set("shares", "own")
	}
	if c.currency != "" {
		q.Set("currency", c.currency)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// fill works out the figures, or those that are there within a time.
func (c *comparison) fill(ctx context.Context, d *web.Desk, v *web.View, until time.Time) {
	question := c.question
	among := question.Filter
	among.Providers = nil
	of := *c // whoever else is compared among the same entries
	of.question.Asked = maps.Clone(c.question.Asked)
	of.question.Asked.Del("provider")
	key := of.address("")
	l := v.Filtered("compare "+key, among)
	c.donors = question.Filter.Providers
	if len(c.donors) == 0 {
		c.donors = web.Kept(v, "leading "+key, func() []pledgebook.PartyID { return l.Leading(reporting.Donor, v.Group, mostDonors) })
	}
	if c.currency == "" {
		c.currency = web.Kept(v, "currency "+key, l.Currency)
	}
	scope := question.Scope()
	scope.Providers, scope.Currency = nil, c.currency
	asker := v.Sums
	if c.own {
		asker = v.SumsSingle
	}
	// The last stages are told least and proven soonest: they come first.
	for _, stage := range slices.Backward(stages) {
		at := scope
		at.Stage = stage
		f := web.Figure{Title: web.Done(ctx, stage, ""), Of: web.Say(ctx, "Donor"), Path: "/compare/chart/" + string(stage), Query: strings.TrimPrefix(c.address(""), "?"),
			Link: func(t reporting.Total) string { return web.PartyPath(reporting.Donor, t.Party) }}
		f.Chart, f.Ready = d.ChartSoon(ctx, v, "compare "+string(stage)+" "+c.address(""), until, func() reporting.Chart { return reporting.ByParty(asker, at, reporting.Donor, c.donors) })
		c.figures = append(c.figures, f)
	}
	slices.Reverse(c.figures)
}

func ahead(d *web.Desk, v *web.View) []func(context.Context) {
	return []func(context.Context){func(ctx context.Context) { new(comparison).fill(ctx, d, v, time.Now()) }}
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	c, err := ask(r)
	if err != nil {
		return err
	}
	asked := c.address("/compare")
	c.fill(r.Context(), d, v, time.Now().Add(d.Patience()))
	head := web.Head{Title: web.Say(r.Context(), "Compare donors"), Here: "compare", Address: asked, Script: c.waits(),
		Description: web.Say(r.Context(), "Donors side by side: pledged, committed, allocated, paid out and delivered, each at least and at most.")}
	return d.Render(w, r, head, page(c, v.Today, v.Head()))
}

func (c comparison) waits() bool {
	for _, f := range c.figures {
		if f.Ready == web.NotYet {
			return true
		}
	}
	return false
}

func chart(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	c, err := ask(r)
	if err != nil {
		return err
	}
	c.fill(r.Context(), d, v, time.Now().Add(fileWaits))
	name, extension, _ := strings.Cut(r.PathValue("file"), ".")
	for i, stage := range stages {
		if string(stage) != name {
			continue
		}
		if c.figures[i].Ready == web.NotYet {
			return web.ErrFigure
		}
		return c.figures[i].ServeFile(r.Context(), w, extension)
	}
	return pledgebook.Errorf(pledgebook.NotFound, "There is no chart %.60q here.", name)
}

// row is one donor with its total at every stage.
type row struct {
	party  pledgebook.PartyID
	totals []*reporting.Total // nil where it is not there yet
}

// rows are the donors, in the order of the first stage that has figures.
func (c comparison) rows() (rows []row) {
	for _, p := range c.order() {
		r := row{party: p}
		for _, f := range c.figures {
			var found *reporting.Total
			for i := range f.Chart.Rows {
				if f.Chart.Rows[i].Party == p {
					found = &f.Chart.Rows[i]
				}
			}
			r.totals = append(r.totals, found)
		}
		rows = append(rows, r)
	}
	return rows
}

// order is that of the stage with the most certain sums.
func (c comparison) order() []pledgebook.PartyID {
	best, order := 0, c.donors
	for _, f := range c.figures {
		certain := 0
		var parties []pledgebook.PartyID
		for _, t := range f.Chart.Rows {
			parties = append(parties, t.Party)
			if t.Bounds.Least != nil && t.Bounds.Least.Lo.Sign() > 0 {
				certain++
			}
		}
		if certain > best {
			best, order = certain, parties
		}
	}
	return order
}
