package pipeline

import (
	"slices"
	"unique"

	"pledgebook"
	"pledgebook/internal/naming"
	"pledgebook/internal/reporting"
)

// leaner makes what a ledger keeps of claims small: words that many claims share
// are kept once, a report is cited once for all its claims, and evidence stays in
// the book.
type leaner struct {
	cited *pledgebook.Citation // of the claim before
}

func (l *leaner) put(claims *reporting.EditedClaims, held pledgebook.Held[pledgebook.Claim]) {
	if l.cited == nil || *l.cited != held.Citation {
		c := held.Citation
		c.Engine, c.Outlet, c.Language = once(c.Engine), once(c.Outlet), once(c.Language)
		l.cited = &c
	}
	c := leanClaim(held.Thing)
	claims.Put(&c, l.cited)
}

// leanClaim is a claim without the evidence that a ledger has no use for: it needs
// the words for a time that nobody could tell the days of, and the names of parties
// that no table has.
func leanClaim(c pledgebook.Claim) pledgebook.Claim {
	c.Evidence = slices.Clip(slices.DeleteFunc(slices.Clone(c.Evidence), func(e pledgebook.Evidence) bool {
		return (e.Field != "period" && e.Rule != "" || e.Field != "period" && e.Field != "items") && !namesUnknown(&c, &e)
	}))
	if len(c.Evidence) == 0 {
		c.Evidence = nil
	}
	c.Stage, c.Polarity, c.Revision, c.Extent, c.Kind, c.Modality = once(c.Stage), once(c.Polarity), once(c.Revision), once(c.Extent), once(c.Kind), once(c.Modality)
	c.ReportedVerb, c.Per, c.Credit = once(c.ReportedVerb), once(c.Per), once(c.Credit)
	c.Providers, c.Receivers, c.Channels = onceEach(c.Providers), onceEach(c.Receivers), onceEach(c.Channels)
	if c.Money != nil {
		c.Money.Currency, c.Money.Qualifier = once(c.Money.Currency), once(c.Money.Qualifier)
	}
	return c
}

// namesUnknown reports whether evidence has the name of a party that no table has.
func namesUnknown(c *pledgebook.Claim, e *pledgebook.Evidence) bool {
	var parties []pledgebook.PartyID
	switch e.Field {
	case "providers":
		parties = c.Providers
	case "receivers":
		parties = c.Receivers
	case "channels":
		parties = c.Channels
	}
	return slices.ContainsFunc(parties, func(id pledgebook.PartyID) bool { return !naming.Known(id) && naming.Spells(id, e.Text) })
}

// once is a word of which one copy is kept.
func once[S ~string](s S) S { return unique.Make(s).Value() }

func onceEach(ids []pledgebook.PartyID) []pledgebook.PartyID {
	if ids == nil {
		return nil
	}
	out := make([]pledgebook.PartyID, len(ids))
	for i, id := range ids {
		out[i] = once(id)
	}
	return out
}
