package report

import (
	"cmp"
	"context"

	"pledgebook"
	"pledgebook/internal/comparing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

const (
	// fewCopies is how many copies are named before the rest is folded away.
	fewCopies = 5
	// wordsAround is how many words are shown on either side of a change.
	wordsAround = 8
)

// since is when a state of a page began, as far as it says.
func since(r reporting.Relative) pledgebook.Stamp { return max(r.Published, r.Modified) }

// relativeName is what a copy is called: its outlet, else its headline or link.
func relativeName(r reporting.Relative) string { return cmp.Or(r.Outlet, r.Headline, r.URL, r.ID) }

// headlineOf is a copy's headline where its name does not say it.
func headlineOf(r reporting.Relative) string {
	if r.Outlet == "" {
		return ""
	}
	return web.Short(r.Headline, 80)
}

// changed says what became of one claim.
func changed(ctx context.Context, c comparing.Change) string {
	what := web.Join(" · ", web.In(ctx).ClaimAmount(*c.Claim), web.In(ctx).Flow(c.Claim.Providers, c.Claim.Receivers, c.Claim.Channels))
	switch c.Kind {
	case comparing.Added:
		return web.Say(ctx, "New claim: %s", what)
	case comparing.Dropped:
		return web.Say(ctx, "Claim gone: %s", what)
	}
	for _, f := range c.Fields {
		what += "; " + web.Field(ctx, f.Field) + ": " + cmp.Or(f.Before, "–") + " → " + cmp.Or(f.After, "–")
	}
	return web.Say(ctx, "Claim changed: %s", what)
}
