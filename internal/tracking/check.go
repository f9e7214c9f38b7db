package tracking

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
)

// Finding is something in the book that needs a person.
type Finding struct {
	Kind   FindingKind `json:"kind"`
	Entry  string      `json:"entry,omitempty"`
	Field  string      `json:"field,omitempty"`
	Claims []string    `json:"claims,omitempty"`
	// With is the other entry that a proposal is about.
	With string `json:"with,omitempty"`
	What string `json:"what"`
}

// FindingKind is what sort of thing needs a person.
type FindingKind string

// The kinds of findings, most urgent first.
const (
	Contradicts  FindingKind = "contradiction" // claims that cannot all be true
	Overdue      FindingKind = "overdue"       // a promise past its deadline
	Suspect      FindingKind = "suspect"       // a figure that was likely told wrong
	Disagreement FindingKind = "disagreement"  // reports tell different values
	Moved        FindingKind = "deadline-moved"
	Proposed     FindingKind = "proposal"      // two entries that may be one
	Orphaned     FindingKind = "orphaned"      // a decision whose claims are read or told otherwise now
	Stageless    FindingKind = "stage"         // the words do not tell the stage, the rest of the book does
	SingleSource FindingKind = "single-source" // only one independent origin
)

// Urgency lists the kinds of findings, most urgent first.
var Urgency = []FindingKind{Contradicts, Overdue, Orphaned, Suspect, Disagreement, Moved, Proposed, Stageless, SingleSource}

// Check lists what needs a person among entries already followed up, the
// contradictions that bounding found and what others found, most urgent first.
func Check(entries []*pledgebook.Entry, contradictions []pledgebook.Contradiction, others ...Finding) []Finding {
	out := slices.Clone(others)
	for _, c := range contradictions {
		out = append(out, Finding{Kind: Contradicts, Claims: c.Claims, What: "these cannot all be true; " + c.Relax})
	}
	for _, e := range entries {
		out = append(out, look(*e)...)
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Compare(slices.Index(Urgency, a.Kind), slices.Index(Urgency, b.Kind))
	})
	return out
}

func look(e pledgebook.Entry) (out []Finding) {
	if e.Status == pledgebook.Overdue {
		out = append(out, Finding{Kind: Overdue, Entry: e.ID, What: "was due by " + e.Deadline.String()})
	}
	for _, field := range slices.Sorted(keysOf(e.Variants)) {
		out = append(out, differences(e, field)...)
	}
	if e.FirstDeadline.Known() && e.FirstDeadline < e.Deadline {
		out = append(out, Finding{Kind: Moved, Entry: e.ID, Field: "deadline",
			What: fmt.Sprintf("first promised by %s, now by %s", e.FirstDeadline, e.Deadline)})
	}
	if e.Origins == 1 && e.Money != nil {
		out = append(out, Finding{Kind: SingleSource, Entry: e.ID, Claims: e.Claims, What: "told by one independent source"})
	}
	return out
}

func keysOf[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// telling are the fields on which a disagreement matters.
var telling = []string{"stage", "sum", "currency", "providers", "receivers", "kind", "time"}

// differences are the slips and the disagreement of one field. A value left
// unsaid disagrees with none, and hedges of one sum do not disagree.
func differences(e pledgebook.Entry, field string) (out []Finding) {
	seen := map[string]bool{}
	var values, claims []string
	for _, v := range e.Variants[field] {
		if v.LikelySlip != "" {
			out = append(out, Finding{Kind: Suspect, Entry: e.ID, Field: field, Claims: v.Claims, What: v.LikelySlip})
			continue
		}
		value := v.Value
		if field == "sum" {
			_, value, _ = strings.Cut(value, " ")
		}
		if claims = append(claims, v.Claims...); value != "" && !seen[value] {
			seen[value] = true
			values = append(values, fmt.Sprintf("%s (%d)", v.Value, v.Origins))
		}
	}
	if len(values) > 1 && (slices.Contains(telling, field) || field == "revision" && seen[string(pledgebook.Withdrawal)]) {
		out = append(out, Finding{Kind: Disagreement, Entry: e.ID, Field: field, Claims: claims, What: strings.Join(values, " · ")})
	}
	return out
}

// Support is the stage that the rest of the book lends to a figure whose own
// words do not tell it.
type Support struct {
	Stage pledgebook.Stage
	// Apart is how far the two sums lie apart, as a share of the figure.
	Apart pledgebook.Share
}

// closeEnough is how far apart two sums may be for one to support the other.
var closeEnough = decimal.MustNew(5, 2)

// SupportedStage says which stage the rest of the book supports for an entry
// of unclear stage: the one whose least over the entry's own scope lies
// nearest its figure, within a twentieth. Bounds answers for a stage over the
// entry's providers, receivers, kind and period.
func SupportedStage(e pledgebook.Entry, bounds func(pledgebook.Stage) pledgebook.Bounds) (Support, bool) {
	var best Support
	if e.Stage != pledgebook.StageUnclear || e.Money == nil {
		return best, false
	}
	for _, s := range []pledgebook.Stage{pledgebook.StageCommitment, pledgebook.StageAllocation, pledgebook.StageDisbursement, pledgebook.StageDelivery} {
		least := bounds(s).Least
		if least == nil || least.Currency != e.Money.Currency || least.Lo.Sign() <= 0 {
			continue
		}
		diff, err := least.Lo.SubAbs(e.Money.Lo)
		if err != nil {
			continue
		}
		// of two stages equally near, the later says more
		if apart := shareOf(diff, e.Money.Lo); apart.Known && apart.Cmp(closeEnough) <= 0 && (!best.Apart.Known || apart.Cmp(best.Apart.Decimal) <= 0) {
			best = Support{s, apart}
		}
	}
	return best, best.Apart.Known
}
