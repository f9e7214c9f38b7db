package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/tracking"
)

// Check lists what in the book needs a person, most urgent first. What a
// reviewer has settled is left out: a field that an edit set, and doubts about
// an entry that was accepted. That a dataset's row has one source goes without
// saying. Reached, if not nil, hears how many of how many questions are answered.
func (t *Totals) Check(reached func(done, total int)) []tracking.Finding {
	others := append(t.proposed(), t.orphaned()...)
	for _, e := range t.ledger.Entries {
		others = append(others, t.doubts(*e)...)
		if s, ok := t.supported(*e); ok {
			others = append(others, s)
		}
	}
	all := tracking.Check(t.ledger.Entries, t.Contradictions(reached), others...)
	return slices.DeleteFunc(all, t.settled)
}

// proposed are the likely matches that wait for a reviewer.
func (t *Totals) proposed() (out []tracking.Finding) {
	for _, p := range t.ledger.Proposals {
		a, ok := t.ledger.Entry(p.Entries[0])
		b, ok2 := t.ledger.Entry(p.Entries[1])
		if ok && ok2 && a.ID != b.ID {
			out = append(out, tracking.Finding{Kind: tracking.Proposed, Entry: a.ID, With: b.ID, Claims: p.Claims[:], What: p.Why})
		}
	}
	return out
}

// orphaned are decisions that nothing is left of: a newer engine reads the text
// otherwise, the page was changed, or the report was taken down. Each is shown
// with what is told in its place.
func (t *Totals) orphaned() (out []tracking.Finding) {
	for _, d := range t.ledger.Orphans {
		var now pledgebook.Entry // what is told in place of what was decided on
		for _, id := range d.On {
			if e, ok := t.ledger.Entry(t.ledger.Next[id]); ok && now.ID == "" {
				now = e
			}
		}
		out = append(out, tracking.Finding{Kind: tracking.Orphaned, Entry: now.ID, Claims: d.On,
			What: fmt.Sprintf("%s by %s on %s (%s) has lost its claims: they are read, or told, otherwise now; decide again, then undo %.10s", d.Verb, d.Who, d.At.Format("2006-01-02"), d.Why, d.ID)})
	}
	return out
}

// doubts are what reading itself found suspect in an entry's figures.
func (t *Totals) doubts(e pledgebook.Entry) (out []tracking.Finding) {
	for _, id := range e.Claims {
		c := t.ledger.Claims.Of(id)
		if c == nil {
			continue
		}
		for _, doubt := range c.Suspect {
			out = append(out, tracking.Finding{Kind: tracking.Suspect, Entry: e.ID, Claims: []string{id}, What: doubt.Reason})
		}
	}
	return out
}

var hundred = decimal.MustNew(100, 0)

// supported says which stage the rest of the book lends to a total whose words
// do not tell it.
func (t *Totals) supported(e pledgebook.Entry) (tracking.Finding, bool) {
	if e.Stage != pledgebook.StageUnclear || e.Extent != pledgebook.TotalExtent || e.Money == nil || e.Period.IsZero() {
		return tracking.Finding{}, false
	}
	scope := pledgebook.Scope{Providers: e.Providers, Receivers: e.Receivers, Period: e.Period, Currency: e.Money.Currency}
	if e.Kind != "" && e.Kind != pledgebook.KindUnspecified {
		scope.Kinds = []pledgebook.AidKind{e.Kind}
	}
	s, ok := tracking.SupportedStage(e, func(stage pledgebook.Stage) pledgebook.Bounds {
		scope.Stage = stage
		return t.book.Bounds(scope)
	})
	if !ok {
		return tracking.Finding{}, false
	}
	percent := "less than 0.01"
	if p, err := s.Apart.Mul(hundred); err == nil && p.Round(2).Sign() > 0 {
		percent = pledgebook.Plain(p.Round(2))
	}
	return tracking.Finding{Kind: tracking.Stageless, Entry: e.ID, Field: "stage",
		What: fmt.Sprintf("the rest of the book supports %s: its least is %s %% away", s.Stage, percent)}, true
}

// Contradictions asks of every total and every package with parts whether it
// can hold beside the other claims about its receivers. Reached is told as by
// [Totals.Check].
func (t *Totals) Contradictions(reached func(done, total int)) (out []pledgebook.Contradiction) {
	seen := map[string]bool{}
	scopes := t.limited()
	for i, scope := range scopes {
		found := t.book.Contradictions(scope)
		if reached != nil {
			reached(i+1, len(scopes))
		}
		for _, c := range found {
			if key := strings.Join(c.Claims, " "); !seen[key] {
				seen[key] = true
				out = append(out, c)
			}
		}
	}
	return out
}

// limited are the questions about what some entry limits, those about the same
// receivers side by side: their acts are made ready once.
func (t *Totals) limited() (scopes []pledgebook.Scope) {
	asked := map[string]bool{}
	key := func(s pledgebook.Scope) string { return fmt.Sprint(s.Receivers, s.Stage) }
	for _, e := range t.limits() {
		s := pledgebook.Scope{Receivers: e.Receivers, Stage: e.Stage}
		if !asked[key(s)] {
			asked[key(s)] = true
			scopes = append(scopes, s)
		}
	}
	slices.SortStableFunc(scopes, func(a, b pledgebook.Scope) int { return slices.Compare(a.Receivers, b.Receivers) })
	return scopes
}

// limits are the entries that can be exceeded: totals, and wholes of parts.
func (t *Totals) limits() (out []pledgebook.Entry) {
	wholes := map[string]bool{}
	for _, e := range t.ledger.Entries {
		wholes[e.PartOf] = true
	}
	for _, e := range t.ledger.Entries {
		if e.Money != nil && e.Stage != pledgebook.StageNeed && (e.Extent == pledgebook.TotalExtent || wholes[e.ID]) {
			out = append(out, *e)
		}
	}
	return out
}

// setBy are the fields that an edit names otherwise than a finding does.
var setBy = map[string][]string{"sum": {"money"}, "currency": {"money"}, "time": {"period", "deadline", "date"}, "deadline": {"deadline"}}

// settled reports whether a reviewer has seen to a finding.
func (t *Totals) settled(f tracking.Finding) bool {
	e, ok := t.ledger.Entry(f.Entry)
	if !ok || f.Entry == "" {
		return false
	}
	if f.Kind == tracking.SingleSource || f.Kind == tracking.Suspect && f.Field == "" {
		return e.Reviewed || f.Kind == tracking.SingleSource && t.ledger.BasisOf(e.ID).Row
	}
	if f.Field == "" {
		return false
	}
	fields := append(slices.Clone(setBy[f.Field]), f.Field)
	return slices.ContainsFunc(pledgebook.Standing(e.History), func(d pledgebook.Decision) bool {
		return slices.ContainsFunc(fields, func(field string) bool { _, set := d.Set[field]; return set })
	})
}
