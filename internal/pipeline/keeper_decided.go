package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
)

// decided is what reviewers decided, found by what it is about.
type decided struct {
	made    []pledgebook.Decision // as they were made
	carried []pledgebook.Decision // about the claims that count now, in the same order
	at      map[string]int        // id → index
	about   map[string][]int      // id of an entry, a claim, a report → decisions that name it now
	named   map[string]bool       // by any decision as it was made
	undos   map[string][]int      // decision → undos of it
	undone  map[string]bool
}

// names reports whether a decision names, or named, a claim or the entry that it
// founds.
func (d *decided) names(claim string) bool {
	if len(d.made) == 0 {
		return false
	}
	for _, id := range []string{claim, matching.EntryID(claim)} {
		if d.named[id] || len(d.about[id]) > 0 {
			return true
		}
	}
	return false
}

// take notes further decisions. It returns the ids of those that stand otherwise
// than before, themselves among them.
func (d *decided) take(more []pledgebook.Decision, carried []pledgebook.Decision) (moved map[string]bool) {
	if d.at == nil {
		d.at, d.about, d.undos, d.undone = map[string]int{}, map[string][]int{}, map[string][]int{}, map[string]bool{}
		d.named = map[string]bool{}
	}
	moved = map[string]bool{}
	for i, one := range more {
		at := len(d.made)
		d.made, d.carried, d.at[one.ID] = append(d.made, one), append(d.carried, carried[i]), at
		moved[one.ID] = true
		for _, id := range one.On {
			d.named[id] = true
		}
		d.tell(at)
		if one.Verb == pledgebook.Undo {
			d.undos[one.Undoes] = append(d.undos[one.Undoes], at)
		}
	}
	for _, one := range more {
		if one.Verb == pledgebook.Undo {
			maps.Copy(moved, d.undo(one))
		} else if len(d.undos[one.ID]) > 0 {
			maps.Copy(moved, d.undo(d.made[d.undos[one.ID][0]]))
		}
	}
	return moved
}

// tell notes what a decision is about.
func (d *decided) tell(at int) {
	for i, id := range d.carried[at].On {
		if !slices.Contains(d.carried[at].On[:i], id) {
			d.about[id] = append(d.about[id], at)
		}
	}
}

// undo finds what stands of all that an undo is linked with, by undos of undos.
func (d *decided) undo(one pledgebook.Decision) map[string]bool {
	linked := map[string]bool{}
	var chain []pledgebook.Decision
	var follow func(id string)
	follow = func(id string) {
		if linked[id] {
			return
		}
		linked[id] = true
		for _, at := range d.undos[id] {
			follow(d.made[at].ID)
		}
		if at, ok := d.at[id]; ok {
			chain = append(chain, d.made[at])
			if d.made[at].Undoes != "" {
				follow(d.made[at].Undoes)
			}
		}
	}
	follow(one.ID)
	stands := map[string]bool{}
	for _, left := range pledgebook.Standing(chain) {
		stands[left.ID] = true
	}
	for _, c := range chain {
		if c.Verb != pledgebook.Undo {
			d.undone[c.ID] = !stands[c.ID]
		}
	}
	return linked
}

// stands reports whether a decision is no undo, and no undo took it back.
func (d *decided) stands(one pledgebook.Decision) bool {
	return one.Verb != pledgebook.Undo && !d.undone[one.ID]
}

// on are the ids that standing decisions of some kinds are about.
func (d *decided) on(decisions []pledgebook.Decision, verbs ...pledgebook.DecisionVerb) map[string]bool {
	ids := map[string]bool{}
	for _, one := range decisions {
		if slices.Contains(verbs, one.Verb) && d.stands(one) {
			for _, id := range one.On {
				ids[id] = true
			}
		}
	}
	return ids
}

// concerning are the decisions about an entry, with what took them back.
func (d *decided) concerning(e *pledgebook.Entry) (out []pledgebook.Decision) {
	if len(d.made) == 0 {
		return nil
	}
	seen := map[int]bool{}
	var note func(at int)
	note = func(at int) {
		if seen[at] {
			return
		}
		seen[at] = true
		for _, undo := range d.undos[d.made[at].ID] {
			note(undo)
		}
	}
	for _, c := range e.Claims {
		for _, id := range []string{c, matching.EntryID(c)} {
			for _, at := range d.about[id] {
				note(at)
			}
		}
	}
	for _, at := range slices.Sorted(maps.Keys(seen)) {
		out = append(out, d.carried[at])
	}
	return out
}

// carry lets decisions be about the claims in place of those they named. It
// returns the ids that they named before or name now, where that changed.
func (d *decided) carry(heirs, next map[string]string) (ids []string) {
	carried := slices.Clone(carry(d.made, heirs, next))
	for i := range carried {
		if !slices.Equal(carried[i].On, d.carried[i].On) || !maps.Equal(carried[i].Set, d.carried[i].Set) {
			ids = append(append(ids, d.carried[i].On...), carried[i].On...)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	d.carried, d.about = carried, map[string][]int{}
	for at := range carried {
		d.tell(at)
	}
	return ids
}

// bearing are the decisions that stand and bear on what belongs together.
func (d *decided) bearing() (acts []pledgebook.Decision) {
	for _, one := range d.carried {
		if bears(one.Verb) && d.stands(one) {
			acts = append(acts, one)
		}
	}
	return acts
}

func bears(verb pledgebook.DecisionVerb) bool {
	switch verb {
	case pledgebook.Merge, pledgebook.Split, pledgebook.Reject, pledgebook.Retract, pledgebook.Redact:
		return true
	}
	return false
}

// settle brings the matching up to date with which claims count, and the decisions
// with which claims they are about.
func (k *Keeper) settle(ctx context.Context, s *step, l *reporting.Ledger) error {
	bearing := k.decide(s, l)
	if bearing {
		k.takeBack(s)
	}
	k.widen(s)
	k.rank(s)
	moved, err := k.succeed(ctx, s, l)
	if err != nil {
		return err
	}
	if moved {
		ids := k.decided.carry(l.Heirs, l.Next)
		s.ids, bearing = append(s.ids, ids...), bearing || len(ids) > 0
	}
	l.Decisions = k.decided.carried
	if bearing {
		k.reject(s)
		k.widen(s)
	}
	k.match(s, bearing)
	k.setAside(s)
	return nil
}

// decide takes the step's decisions in and reports whether they bear on what
// belongs together.
func (k *Keeper) decide(s *step, l *reporting.Ledger) (bearing bool) {
	for _, d := range s.decisions {
		s.named = append(s.named, namedBy(d)...)
	}
	for id := range k.decided.take(s.decisions, carry(s.decisions, l.Heirs, l.Next)) {
		at, ok := k.decided.at[id]
		if !ok {
			continue
		}
		s.ids = append(s.ids, k.decided.carried[at].On...)
		bearing = bearing || bears(k.decided.made[at].Verb)
	}
	return bearing
}

// takeBack finds the reports that were taken back or down, and looks at those that
// were or are.
func (k *Keeper) takeBack(s *step) {
	retracted, gone := k.decided.on(k.decided.made, pledgebook.Retract), k.decided.on(k.decided.made, pledgebook.Retract, pledgebook.Redact)
	for id := range differ(gone, k.places.gone) {
		s.reports[id] = true
	}
	for id := range differ(retracted, k.places.retracted) {
		s.reports[id] = true
	}
	k.places.retracted, k.places.gone = retracted, gone
}

// reject finds the claims and reports that reviewers rejected.
func (k *Keeper) reject(s *step) {
	rejected := k.decided.on(k.decided.carried, pledgebook.Reject, pledgebook.Retract, pledgebook.Redact)
	for id := range differ(rejected, k.places.rejected) {
		if cited := k.claims.Told(id); cited != nil {
			s.reports[cited.Report] = true
		} else if k.cited(id) != nil {
			s.reports[id] = true
		}
	}
	k.places.rejected = rejected
}

// differ are the ids that one of two sets has.
func differ(a, b map[string]bool) map[string]bool {
	out := map[string]bool{}
	for id := range a {
		if !b[id] {
			out[id] = true
		}
	}
	for id := range b {
		if !a[id] {
			out[id] = true
		}
	}
	return out
}

// match lets the matching have the claims that count of the reports looked at.
func (k *Keeper) match(s *step, bearing bool) {
	var out, in []string
	for report := range s.reports {
		for _, id := range k.claims.In(report) {
			if k.heard(id) {
				in = append(in, id)
			} else {
				out = append(out, id)
			}
		}
	}
	slices.Sort(in)
	slices.Sort(out)
	s.change.add(k.run.Remove(out...))
	if bearing {
		s.change.add(k.run.Decide(k.decided.bearing(), k.founder))
	}
	s.change.add(k.run.Add(in...))
	for _, report := range s.refresh {
		s.change.add(k.run.Refresh(k.claims.In(report)...))
	}
}

// founder finds the claim that founds the id of an entry.
func (k *Keeper) founder(entry string) (string, bool) {
	if k.ledger == nil {
		return "", false
	}
	if p := k.ledger.PlacedAs(entry); p != nil {
		for _, c := range p.Entry.Claims {
			if k.run.Has(c) && matching.EntryID(c) == entry {
				return c, true
			}
		}
	}
	return "", false
}

// orphans are the decisions that stand and find nothing they name: all are looked
// at where something came to count no more, else those of before and the new ones.
func (k *Keeper) orphans(s *step, l *reporting.Ledger) (out []pledgebook.Decision) {
	looked := k.decided.carried
	if !k.shrinks(s) && k.ledger != nil {
		looked = slices.Concat(k.ledger.Orphans, k.decided.carried[len(k.decided.carried)-len(s.decisions):])
	}
	for _, d := range looked {
		if k.decided.stands(d) && orphaned(d, k.known(l)) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b pledgebook.Decision) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return out
}

// shrinks reports whether a step may take away what decisions name.
func (k *Keeper) shrinks(s *step) bool {
	if len(s.decisions) == 0 && len(s.ids) > 0 || slices.ContainsFunc(s.decisions, func(d pledgebook.Decision) bool { return d.Verb == pledgebook.Undo }) {
		return true
	}
	for report := range s.reports {
		if !s.anew[report] {
			return true
		}
	}
	return false
}

// known tells which ids decisions can be about: of claims that count or were taken
// back, and of entries that those found.
func (k *Keeper) known(l *reporting.Ledger) func(id string) bool {
	return func(id string) bool {
		if cited := k.claims.Told(id); cited != nil {
			return k.places.retracted[cited.Report] || k.stands(cited.Report)
		}
		return l.PlacedAs(id) != nil || k.places.aside[id] != ""
	}
}

// unknown reports whether a new decision is about something that
// only the whole book may know.
func (k *Keeper) unknown(s *step, l *reporting.Ledger) bool {
	known := k.known(l)
	return slices.ContainsFunc(s.named, func(id string) bool {
		return !known(id) && k.claims.Told(id) == nil && l.Next[id] == "" && !l.Holds(id)
	})
}
