package web

import (
	"context"
	"slices"
	"time"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// TrackerPath is the address of a tracker's page.
func TrackerPath(t pledgebook.Tracker) string { return "/tracker/" + pathEscape(t.ID) }

// TrackerSubject is what the page of a tracker is about.
func TrackerSubject(v *View, t pledgebook.Tracker, stage pledgebook.Stage) Subject {
	f := TrackerFilter(t)
	key := "tracker " + t.ID
	l := Kept(v, key, func() *reporting.Ledger {
		return v.Among(func(e *pledgebook.Entry) bool { return f.Lets(e) && toldWithin(v.Ledger, t, e) }, f.Providers, f.Receivers)
	})
	q := QuestionFor(f)
	role := reporting.Donor
	if len(t.Providers) == 1 && len(t.Receivers) != 1 {
		role = reporting.Receiver
	}
	return Subject{Path: TrackerPath(t), Key: key, List: q.Address("/entries"), Ledger: l, Scope: q.Scope(), Role: role, Stage: stage}
}

// toldWithin reports whether a report in one of the tracker's languages, from
// one of its sources, tells an entry.
func toldWithin(l *reporting.Ledger, t pledgebook.Tracker, e *pledgebook.Entry) bool {
	if len(t.Languages)+len(t.Sources) == 0 {
		return true
	}
	return slices.ContainsFunc(e.Claims, func(id string) bool {
		c := l.Claims.Told(id)
		return (len(t.Languages) == 0 || slices.Contains(t.Languages, c.Language)) && (len(t.Sources) == 0 || slices.Contains(t.Sources, c.Outlet))
	})
}

// Tracked is a tracker in a list.
type Tracked struct {
	Tracker pledgebook.Tracker
	// Entries and Overdue count what it holds.
	Entries, Overdue int
	Stages           reporting.Chart
	Ready            Readiness
}

// Tracked are all trackers as lists show them.
func (d *Desk) Tracked(ctx context.Context, v *View) (out []Tracked) {
	until := time.Now().Add(d.options.Patience)
	for _, t := range d.Trackers() {
		s := TrackerSubject(v, t, "")
		home := Kept(v, "home "+s.Key, func() reporting.Home { return s.Ledger.Home(frontLines) })
		stages := d.stages(ctx, v, s, until)
		out = append(out, Tracked{t, len(s.Ledger.Entries), len(home.Overdue) + home.MoreOverdue, stages.Chart, stages.Ready})
	}
	return out
}

// ScopeWords says what a tracker is about.
func ScopeWords(ctx context.Context, t pledgebook.Tracker) string {
	from, to := Say(ctx, "anyone"), Say(ctx, "anyone")
	if len(t.Providers) > 0 {
		from = In(ctx).Parties(t.Providers)
	}
	if len(t.Receivers) > 0 {
		to = In(ctx).Parties(t.Receivers)
	}
	var kinds string
	for _, k := range t.Kinds {
		kinds = Join(", ", kinds, Term(ctx, k))
	}
	return Join(" · ", Say(ctx, "From %[1]s to %[2]s", from, to), kinds, In(ctx).Period(TrackerFilter(t).Period))
}

// Counted are the parties in a role, those of the most entries first.
func (v *View) Counted(role reporting.Role) []reporting.PartyCount {
	return Kept(v, "parties "+string(role), func() []reporting.PartyCount { return v.Parties(role) })
}
