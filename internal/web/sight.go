package web

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/rates"
	"pledgebook/internal/tracking"
)

// What the book holds beside entries is read through the view alone, so that
// one place decides what whoever asks may see: a report where the view holds
// it, and of what was read from it the claims that the view holds.

// Version names the state of what the view shows: it changes whenever an
// answer made from it may.
func (v *View) Version() string {
	return fmt.Sprintf("%s %s %q %d", v.head, v.Today, v.class, v.until.Unix())
}

// Head is the hash of the last link of the book's chain: whoever cites a figure
// names it, to say which state of the book was seen.
func (v *View) Head() string { return v.head }

// Totals answers questions about totals over what the view shows. It is made
// when first asked for.
func (v *View) Totals() *pipeline.Totals { return v.totals() }

// Findings are what needs a person among what the view shows.
func (v *View) Findings() []tracking.Finding { return v.findings() }

// Rates are the exchange rates that sums are converted at.
func (v *View) Rates() *rates.Table { return v.rates }

// Reading is a report with what the view shows of it. [pledgebook.NotFound]: no
// such report, or none to be seen.
func (v *View) Reading(ctx context.Context, report string) (pledgebook.Reading, error) {
	missing := pledgebook.Errorf(pledgebook.NotFound, "The book holds no report %.40q, or it was taken down.", report)
	if v.Cut && !v.Holds(report) {
		return pledgebook.Reading{}, missing
	}
	r, err := v.book.Reading(ctx, report, "")
	if pledgebook.KindOf(err) == pledgebook.NotFound {
		return r, missing
	}
	if err != nil || !v.Cut {
		return r, err
	}
	r.Claims = slices.DeleteFunc(r.Claims, func(c pledgebook.Claim) bool { return !v.shows(c.ID) })
	for i, c := range r.Claims {
		r.Claims[i] = v.cut(c)
	}
	hidePath(&r.Report.Input)
	r.Needs = slices.DeleteFunc(r.Needs, func(n pledgebook.Need) bool { return !v.shows(cmp.Or(n.Claim, n.ID)) })
	return r, nil
}

// cut takes out of a claim what leads to claims that the view does not show.
func (v *View) cut(c pledgebook.Claim) pledgebook.Claim {
	if c.PartOf != "" && !v.shows(c.PartOf) {
		c.PartOf = ""
	}
	if c.Fraction != nil && !v.shows(c.Fraction.Of) {
		c.Fraction = nil // what it comes to would tell the figure that is hidden
	}
	c.FulfilledBy = slices.DeleteFunc(slices.Clone(c.FulfilledBy), func(id string) bool { return !v.shows(id) })
	return c
}

// hidePath leaves of the path of a file its name: where files lie on the
// computer that read them is nobody's business.
func hidePath(input *string) {
	if at := strings.LastIndexAny(*input, `/\`); at >= 0 && !strings.Contains(*input, "://") {
		*input = (*input)[at+1:]
	}
}

// Acted are the decisions that the view shows: on the desk all of them, to
// readers those on the entries they see.
func (v *View) Acted() []pledgebook.Decision {
	if !v.reader {
		return v.Decisions
	}
	seen := map[string]bool{}
	var all []pledgebook.Decision
	for _, e := range v.Entries {
		for _, d := range e.History {
			if !seen[d.ID] {
				seen[d.ID] = true
				all = append(all, d)
			}
		}
	}
	slices.SortFunc(all, func(a, b pledgebook.Decision) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all
}

// shows reports whether the view holds a claim.
func (v *View) shows(claim string) bool {
	return v.Claims.Has(claim)
}

// Claim is one claim that the view shows.
func (v *View) Claim(id string) (pledgebook.Held[pledgebook.Claim], bool) {
	c, ok := v.Claims.Get(id)
	if v.Cut {
		c.Thing = v.cut(c.Thing)
		hidePath(&c.Citation.Input)
	}
	return c, ok
}

// Backing fetches the claims behind an entry, with their sentences. The entry
// must be one that the view shows.
func (v *View) Backing(ctx context.Context, e pledgebook.Entry) ([]pipeline.Backed, error) {
	all, err := v.BackingEach(ctx, []*pledgebook.Entry{&e})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// BackingEach is Backing of several entries, in one question to the book.
func (v *View) BackingEach(ctx context.Context, entries []*pledgebook.Entry) ([][]pipeline.Backed, error) {
	all, err := pipeline.BackingEach(ctx, v.book, entries)
	if err != nil || !v.Cut {
		return all, err
	}
	for _, backed := range all {
		for i := range backed {
			backed[i].Claim = v.cut(backed[i].Claim)
			hidePath(&backed[i].Citation.Input)
			hidePath(&backed[i].Report.Input)
		}
	}
	return all, nil
}

// Quotes yields the quotes of the reports that the view holds.
func (v *View) Quotes(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Quote], error] {
	return seen(v, v.book.Quotes(ctx, q))
}

// Needs yields what was asked for, where the entry that holds it is shown: a need
// with a figure is a claim, and one without stands in the book as one.
func (v *View) Needs(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Need], error] {
	return func(yield func(pledgebook.Held[pledgebook.Need], error) bool) {
		for n, err := range seen(v, v.book.Needs(ctx, q)) {
			if err == nil && v.Cut && !v.shows(cmp.Or(n.Thing.Claim, n.Thing.ID)) {
				continue
			}
			if !yield(n, err) {
				return
			}
		}
	}
}

// Meetings yields the meetings that reports in sight tell of.
func (v *View) Meetings(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Meeting], error] {
	return seen(v, v.book.Meetings(ctx, q))
}

// Mechanisms yields the mechanisms that reports in sight tell of.
func (v *View) Mechanisms(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Mechanism], error] {
	return seen(v, v.book.Mechanisms(ctx, q))
}

// Positions yields the positions that reports in sight tell of.
func (v *View) Positions(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Position], error] {
	return seen(v, v.book.Positions(ctx, q))
}

// seen leaves out what was read from reports that the view does not hold.
func seen[T any](v *View, all iter.Seq2[pledgebook.Held[T], error]) iter.Seq2[pledgebook.Held[T], error] {
	if !v.Cut {
		return all
	}
	return func(yield func(pledgebook.Held[T], error) bool) {
		for held, err := range all {
			if err == nil && !v.Holds(held.Citation.Report) {
				continue
			}
			hidePath(&held.Citation.Input)
			if r, ok := any(&held.Thing).(*pledgebook.Report); ok {
				hidePath(&r.Input)
			}
			if !yield(held, err) {
				return
			}
		}
	}
}

// ClaimsIn yields the claims that the view shows.
func (v *View) ClaimsIn(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Claim], error] {
	return func(yield func(pledgebook.Held[pledgebook.Claim], error) bool) {
		for c, err := range seen(v, v.book.Claims(ctx, q)) {
			if err == nil && v.Cut {
				if !v.shows(c.Thing.ID) {
					continue
				}
				c.Thing = v.cut(c.Thing)
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

// ReportsIn yields the reports that the view holds, without their texts.
func (v *View) ReportsIn(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Report], error] {
	return seen(v, v.book.Reports(ctx, q))
}
