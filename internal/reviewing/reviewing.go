// Package reviewing applies reviewers' decisions to derived entries. Decisions
// are append only: an entry is what matching makes of the claims, with the
// decisions that stand applied in the order in which they were made, and with
// all of them, also those taken back, as its history.
//
// Merges and splits, and claims and reports that no longer count, change what
// belongs together: matching applies those. The rest is applied here.
package reviewing

import (
	"cmp"
	"slices"
	"strings"

	"pledgebook"
)

// Reviewed is the book after review.
type Reviewed struct {
	Entries []pledgebook.Entry
	// Rejected are the entries that a reviewer rejected, or whose report was
	// taken back or taken down; they count for nothing and stay in sight.
	Rejected []pledgebook.Entry
}

// Apply applies decisions to entries. A decision names an entry by its id, by
// an id that one of its claims founds (idOf), or by a claim. The entries given
// are not changed.
func Apply(entries []pledgebook.Entry, decisions []pledgebook.Decision, idOf func(claim string) string) Reviewed {
	out := slices.Clone(entries)
	at := map[string]int{}
	for i, e := range out {
		for _, c := range e.Claims {
			at[c], at[idOf(c)] = i, i
		}
		at[e.ID] = i
	}
	rejected := map[int]bool{}
	for _, d := range pledgebook.Standing(decisions) {
		for _, i := range subjects(d, at) {
			applyTo(&out[i], d)
			switch d.Verb {
			case pledgebook.Reject, pledgebook.Retract, pledgebook.Redact:
				rejected[i] = rejected[i] || namesEntry(d, out[i], idOf)
			case pledgebook.Accept:
				delete(rejected, i)
			}
		}
	}
	addHistory(out, decisions, at)
	var r Reviewed
	for i, e := range out {
		if rejected[i] {
			r.Rejected = append(r.Rejected, e)
		} else {
			r.Entries = append(r.Entries, e)
		}
	}
	return r
}

// subjects are the entries a decision is about, each once.
func subjects(d pledgebook.Decision, at map[string]int) (out []int) {
	for _, id := range d.On {
		if i, ok := at[id]; ok && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// namesEntry reports whether a decision is about the entry as a whole, not
// about one of its claims.
func namesEntry(d pledgebook.Decision, e pledgebook.Entry, idOf func(string) string) bool {
	return slices.ContainsFunc(d.On, func(id string) bool {
		return id == e.ID || slices.ContainsFunc(e.Claims, func(c string) bool { return idOf(c) == id })
	})
}

// applyTo changes one entry. An edit that Check would refuse changes nothing.
func applyTo(e *pledgebook.Entry, d pledgebook.Decision) {
	switch d.Verb {
	case pledgebook.Accept:
		e.Reviewed = true
	case pledgebook.Edit, pledgebook.ConfirmStage:
		changed := *e
		for _, name := range slices.Sorted(keys(d.Set)) {
			if edits[name] == nil || edits[name](&changed, d.Set[name]) != nil {
				return
			}
		}
		*e = changed
	}
}

func keys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// addHistory gives every entry all decisions about it, in order of time; an
// undo belongs to the entries of the decision it takes back.
func addHistory(entries []pledgebook.Entry, decisions []pledgebook.Decision, at map[string]int) {
	ds := slices.Clone(decisions)
	slices.SortFunc(ds, func(a, b pledgebook.Decision) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	about := map[string][]int{}
	for _, d := range ds {
		on := subjects(d, at)
		if d.Verb == pledgebook.Undo {
			on = append(on, about[d.Undoes]...)
			slices.Sort(on)
			on = slices.Compact(on)
		}
		about[d.ID] = on
		for _, i := range on {
			entries[i].History = append(slices.Clip(entries[i].History), d)
		}
	}
}

// Check says what is wrong with a decision before it is stored.
func Check(d pledgebook.Decision) error {
	switch {
	case strings.TrimSpace(d.Why) == "":
		return pledgebook.Errorf(pledgebook.Invalid, "a decision needs a reason: say why")
	case strings.TrimSpace(d.Who) == "":
		return pledgebook.Errorf(pledgebook.Invalid, "a decision needs a name: say who decides")
	case d.At.IsZero():
		return pledgebook.Errorf(pledgebook.Invalid, "a decision needs its time")
	case d.Verb == pledgebook.Undo && d.Undoes == "":
		return pledgebook.Errorf(pledgebook.Invalid, "an undo names the decision it takes back")
	case d.Verb != pledgebook.Undo && len(d.On) == 0:
		return pledgebook.Errorf(pledgebook.Invalid, "%s needs the id of an entry or a claim", d.Verb)
	case d.Verb == pledgebook.Merge && len(d.On) < 2:
		return pledgebook.Errorf(pledgebook.Invalid, "merge needs two ids or more")
	case d.Verb == pledgebook.Edit && len(d.Set) == 0:
		return pledgebook.Errorf(pledgebook.Invalid, "edit needs a field and its value, such as stage=pledge")
	}
	if !slices.Contains(verbs, d.Verb) {
		return pledgebook.Errorf(pledgebook.Invalid, "%q is no decision", d.Verb)
	}
	return checkEdit(d)
}

var verbs = []pledgebook.DecisionVerb{pledgebook.Accept, pledgebook.Reject, pledgebook.Edit, pledgebook.Merge, pledgebook.Split,
	pledgebook.ConfirmStage, pledgebook.Consult, pledgebook.Undo, pledgebook.Retract, pledgebook.Redact, pledgebook.SetAccess}
