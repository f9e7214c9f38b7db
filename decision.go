package pledgebook

import (
	"cmp"
	"slices"
	"time"
)

// Decision is one reviewer's act. Decisions are append only: an undo is a
// decision too.
type Decision struct {
	ID   string       `json:"id"`
	Verb DecisionVerb `json:"verb"`
	// On are the ids of the entries or claims it is about.
	On []string `json:"on"`
	// Set is what an edit sets: field name to value, as the CLI spells it.
	Set map[string]string `json:"set,omitempty"`
	Who string            `json:"who"`
	At  time.Time         `json:"at"`
	Why string            `json:"why"`
	// Undoes is the decision that an undo takes back.
	Undoes string `json:"undoes,omitempty"`
}

// DecisionVerb is what a reviewer did.
type DecisionVerb string

// The decisions.
const (
	Accept       DecisionVerb = "accept"
	Reject       DecisionVerb = "reject"
	Edit         DecisionVerb = "edit"
	Merge        DecisionVerb = "merge"
	Split        DecisionVerb = "split"
	ConfirmStage DecisionVerb = "confirm-stage"
	Undo         DecisionVerb = "undo"
	Consult      DecisionVerb = "consult"    // asks a second reviewer, and decides nothing
	Retract      DecisionVerb = "retract"    // the publisher took the report back
	Redact       DecisionVerb = "redact"     // the law demands the content goes
	SetAccess    DecisionVerb = "set-access" // an editor says who may see it
)

// Standing returns the decisions that no undo took back, in the order in which
// they were made. An undo that was itself undone undoes nothing; undos are not
// among what stands.
func Standing(decisions []Decision) []Decision {
	ds := slices.Clone(decisions)
	slices.SortFunc(ds, func(a, b Decision) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	undone := map[string]bool{}
	for _, d := range slices.Backward(ds) {
		if d.Verb == Undo && !undone[d.ID] {
			undone[d.Undoes] = true
		}
	}
	return slices.DeleteFunc(ds, func(d Decision) bool { return d.Verb == Undo || undone[d.ID] })
}

// Tracker is a saved scope with its public page.
type Tracker struct {
	ID        string    `json:"id" toml:"id"`
	Title     string    `json:"title" toml:"title"`
	Receivers []PartyID `json:"receivers,omitempty" toml:"receivers"`
	Providers []PartyID `json:"providers,omitempty" toml:"providers"`
	Kinds     []AidKind `json:"kinds,omitempty" toml:"kinds"`
	From      Day       `json:"from,omitzero" toml:"from"`
	To        Day       `json:"to,omitzero" toml:"to"`
	Languages []string  `json:"languages,omitempty" toml:"languages"`
	Sources   []string  `json:"sources,omitempty" toml:"sources"`
}
