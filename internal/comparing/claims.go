package comparing

import (
	"cmp"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/citing"
)

// Change is what became of one claim from one reading to the next.
type Change struct {
	Kind ChangeKind `json:"kind"`
	// Before and After are the claim's ids; one is "" where it is new or gone.
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	// Claim is the claim as it is now, or was.
	Claim *pledgebook.Claim `json:"claim,omitempty"`
	// Fields are those that are told otherwise.
	Fields []FieldChange `json:"fields,omitempty"`
}

// ChangeKind says what became of a claim.
type ChangeKind string

// What may become of a claim. A claim that says the same as before is no change.
const (
	Added   ChangeKind = "new"
	Dropped ChangeKind = "gone"
	Altered ChangeKind = "changed"
)

// FieldChange is one field of a claim, as it was and as it is.
type FieldChange struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Pair is a claim of the one reading and the claim of the other that tells the
// same; one of them is nil where nothing does.
type Pair struct{ Before, After *pledgebook.Claim }

// Claims pairs the claims of two readings one to one: of one text, or of two
// states of a page. The surest pairs are made first.
func Claims(before, after pledgebook.Reading) []Pair {
	sameText := before.Report.TextSHA256 == after.Report.TextSHA256
	type likely struct{ i, j, score int }
	var all []likely
	for i := range before.Claims {
		for j := range after.Claims {
			if s := likeness(&before.Claims[i], &after.Claims[j], sameText); s >= leastLikeness {
				all = append(all, likely{i, j, s})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y likely) int { return cmp.Compare(y.score, x.score) })
	usedBefore, usedAfter := make([]bool, len(before.Claims)), make([]bool, len(after.Claims))
	var out []Pair
	for _, l := range all {
		if !usedBefore[l.i] && !usedAfter[l.j] {
			usedBefore[l.i], usedAfter[l.j] = true, true
			out = append(out, Pair{&before.Claims[l.i], &after.Claims[l.j]})
		}
	}
	for i, used := range usedBefore {
		if !used {
			out = append(out, Pair{Before: &before.Claims[i]})
		}
	}
	for j, used := range usedAfter {
		if !used {
			out = append(out, Pair{After: &after.Claims[j]})
		}
	}
	return out
}

// leastLikeness is the least score of two claims that are taken for one: the
// same figure, or another one with all else the same.
const leastLikeness = 5

// likeness scores how surely two claims tell the same flow.
func likeness(a, b *pledgebook.Claim, sameText bool) (score int) {
	add := func(points int, holds bool) {
		if holds {
			score += points
		}
	}
	x, _ := citing.Figure(a.Evidence)
	y, _ := citing.Figure(b.Evidence)
	add(6, sameText && x.Span.Overlaps(y.Span))
	add(5, sameAmount(a, b))
	add(2, slices.Equal(a.Receivers, b.Receivers))
	add(2, slices.Equal(a.Providers, b.Providers))
	add(1, a.Stage == b.Stage && a.Polarity == b.Polarity)
	add(1, a.Kind == b.Kind && a.Extent == b.Extent)
	return score
}

// sameAmount reports whether two claims tell the same sum or, without one, the
// same goods.
func sameAmount(a, b *pledgebook.Claim) bool {
	switch {
	case a.Money != nil && b.Money != nil:
		return a.Money.Lo.Cmp(b.Money.Lo) == 0 && a.Money.Hi.Cmp(b.Money.Hi) == 0 && a.Money.Currency == b.Money.Currency
	case a.Money != nil || b.Money != nil:
		return false
	}
	if a.Fraction != nil || b.Fraction != nil {
		return fraction(a.Fraction) == fraction(b.Fraction)
	}
	return len(a.Items) > 0 && slices.Equal(a.Items, b.Items)
}

// fraction writes a share of another figure, with the sum it comes to.
func fraction(f *pledgebook.Fraction) string {
	if f == nil {
		return ""
	}
	return strings.TrimSpace(string(f.Qualifier) + " " + pledgebook.Plain(f.Share.Decimal) + " " + money(f.Derived))
}

// Heir reports whether the later claim of a pair takes the earlier one's place
// in what reviewers decided: it tells the same sum, or the same goods. A figure
// that is told otherwise wants another look.
func (p Pair) Heir() bool { return p.Before != nil && p.After != nil && sameAmount(p.Before, p.After) }

// Changes lists what differs between two readings, in the order of the pairs.
func Changes(before, after pledgebook.Reading) (out []Change) {
	for _, p := range Claims(before, after) {
		switch {
		case p.Before == nil:
			out = append(out, Change{Kind: Added, After: p.After.ID, Claim: p.After})
		case p.After == nil:
			out = append(out, Change{Kind: Dropped, Before: p.Before.ID, Claim: p.Before})
		default:
			if fields := fieldChanges(p.Before, p.After); len(fields) > 0 {
				out = append(out, Change{Kind: Altered, Before: p.Before.ID, After: p.After.ID, Claim: p.After, Fields: fields})
			}
		}
	}
	return out
}

// fields are what a reader would call a difference; evidence and ids are none.
var fields = []struct {
	name string
	of   func(*pledgebook.Claim) string
}{
	{"money", func(c *pledgebook.Claim) string { return money(c.Money) }},
	{"items", func(c *pledgebook.Claim) string { return items(c.Items) }},
	{"fraction", func(c *pledgebook.Claim) string { return fraction(c.Fraction) }},
	{"stage", func(c *pledgebook.Claim) string { return string(c.Stage) }},
	{"reported_verb", func(c *pledgebook.Claim) string { return c.ReportedVerb }},
	{"polarity", func(c *pledgebook.Claim) string { return string(c.Polarity) }},
	{"revision", func(c *pledgebook.Claim) string { return string(c.Revision) }},
	{"extent", func(c *pledgebook.Claim) string { return string(c.Extent) }},
	{"providers", func(c *pledgebook.Claim) string { return parties(c.Providers) }},
	{"receivers", func(c *pledgebook.Claim) string { return parties(c.Receivers) }},
	{"channels", func(c *pledgebook.Claim) string { return parties(c.Channels) }},
	{"kind", func(c *pledgebook.Claim) string { return string(c.Kind) }},
	{"modality", func(c *pledgebook.Claim) string { return string(c.Modality) }},
	{"period", func(c *pledgebook.Claim) string { return c.Period.String() }},
	{"deadline", func(c *pledgebook.Claim) string { return c.Deadline.String() }},
	{"date", func(c *pledgebook.Claim) string { return c.Date.String() }},
	{"per", func(c *pledgebook.Claim) string { return c.Per }},
	{"speaker", func(c *pledgebook.Claim) string { return speaker(c.Speaker) }},
	{"suspect", func(c *pledgebook.Claim) string { return suspicions(c.Suspect) }},
}

func fieldChanges(a, b *pledgebook.Claim) (out []FieldChange) {
	for _, f := range fields {
		if x, y := f.of(a), f.of(b); x != y {
			out = append(out, FieldChange{f.name, x, y})
		}
	}
	return out
}

func money(m *pledgebook.Money) string {
	if m == nil {
		return ""
	}
	s := m.Currency + " " + pledgebook.Plain(m.Lo)
	if m.Lo.Cmp(m.Hi) != 0 {
		s += "-" + pledgebook.Plain(m.Hi)
	}
	if m.Qualifier != "" && m.Qualifier != pledgebook.Exact {
		s += " " + string(m.Qualifier)
	}
	return strings.TrimSpace(s)
}

func items(list []pledgebook.Item) string {
	words := make([]string, len(list))
	for i, it := range list {
		words[i] = strings.TrimSpace(it.Count + " " + it.What)
	}
	return strings.Join(words, ", ")
}

func parties(ids []pledgebook.PartyID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, " ")
}

func speaker(s *pledgebook.Speaker) string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(s.Role + " " + s.Name)
}

func suspicions(list []pledgebook.Suspicion) string {
	reasons := make([]string, len(list))
	for i, s := range list {
		reasons[i] = s.Reason
	}
	return strings.Join(reasons, "; ")
}
