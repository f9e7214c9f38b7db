package pipeline

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/bounding"
	"pledgebook/internal/reporting"
)

// Totals answers questions about the totals of a ledger.
type Totals struct {
	ledger *reporting.Ledger
	world  bounding.World
	book   *bounding.Book
}

// NewTotals makes a ledger ready for questions. The ledger's rejected entries
// count for nothing.
func NewTotals(l *reporting.Ledger, world bounding.World) *Totals {
	if world.Members == nil {
		world.Members = func(pledgebook.PartyID, pledgebook.Day) []pledgebook.PartyID { return nil }
	}
	t := &Totals{ledger: l, world: world}
	facts := make([]bounding.Fact, len(l.Entries))
	for i, e := range l.Entries {
		basis := l.BasisOf(e.ID)
		facts[i] = bounding.Fact{Entry: e, Row: basis.Row, Told: basis.Told}
	}
	t.book = bounding.New(facts, world)
	return t
}

// Bounds answers one question. Of the claims that bind nothing it names those
// that could have told of the question's own aid.
func (t *Totals) Bounds(scope pledgebook.Scope) pledgebook.Bounds {
	b := t.book.Bounds(scope)
	b.Excluded = slices.DeleteFunc(b.Excluded, func(x pledgebook.Excluded) bool {
		f, ok := t.Fact(x.Claim)
		return ok && !t.concerns(f, b.Scope)
	})
	return b
}

// Sums is what [Totals.Bounds] says of the sums and of the claims that set them, and
// takes less.
func (t *Totals) Sums(scope pledgebook.Scope) pledgebook.Bounds { return t.book.Sums(scope) }

// Fact is the entry that a claim or an entry's id leads to, as bounding sees it.
func (t *Totals) Fact(id string) (bounding.Fact, bool) {
	e, ok := t.ledger.Entry(id)
	basis := t.ledger.BasisOf(e.ID)
	return bounding.Fact{Entry: &e, Row: basis.Row, Told: basis.Told}, ok
}

// concerns reports whether an entry may tell of aid in a scope: what it leaves
// unsaid may be anything, and a group and its members may be one another.
func (t *Totals) concerns(f bounding.Fact, scope pledgebook.Scope) bool {
	e := f.Entry
	on := scope.MembersOn
	if !on.Known() {
		on = f.Day()
	}
	inTime := scope.Period.IsZero() || timeOf(*e).IsZero() || touches(scope.Period, timeOf(*e))
	kind := e.Kind == "" || e.Kind == pledgebook.KindUnspecified || anyOf(scope.Kinds, e.Kind)
	return inTime && kind && stageBears(e.Stage, scope.Stage) &&
		t.meet(scope.Providers, e.Providers, on) && t.meet(scope.Receivers, e.Receivers, on)
}

// stageBears reports whether aid told at one stage can count at another: at
// its own, or at one it had passed before.
func stageBears(told, asked pledgebook.Stage) bool {
	if told == pledgebook.StageUnclear || told == pledgebook.StageNeed {
		return asked == told || told == pledgebook.StageUnclear && asked == pledgebook.StagePledge
	}
	return slices.Index(pledgebook.Stages, told) >= slices.Index(pledgebook.Stages, asked)
}

func (t *Totals) meet(asked, told []pledgebook.PartyID, on pledgebook.Day) bool {
	if len(asked) == 0 || len(told) == 0 {
		return true
	}
	with := func(ids []pledgebook.PartyID) []pledgebook.PartyID {
		out := slices.Clone(ids)
		for _, id := range ids {
			out = append(out, t.world.Members(id, on)...)
		}
		return out
	}
	asked = with(asked)
	return slices.ContainsFunc(with(told), func(p pledgebook.PartyID) bool { return slices.Contains(asked, p) })
}
