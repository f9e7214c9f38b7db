package reporting

import (
	"slices"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/matching"
)

// Case is an unreviewed entry that waits for a reviewer.
type Case struct {
	Line
	// Seen names the last decision on the entry, "" for none: a reviewer who
	// decides says which state they saw.
	Seen string
	// Question is what one reviewer asks another about it; nil where nobody does,
	// or another has decided since.
	Question *pledgebook.Decision
	// Alike are entries that may be the same and wait for a reviewer to say so.
	Alike []Line
	// Plain is true where nothing speaks against accepting it with others at
	// once: its reports agree, no figure is suspect, nobody asks about it.
	Plain bool
	// Overdue and Soon tell of its deadline: past, or within the next weeks.
	Overdue, Soon bool
}

// soon is how many days before its deadline a promise presses.
const soon = 60

// Inbox is a page of what waits for review.
type Inbox struct {
	Cases        []Case
	Number, Of   int
	Waiting      int
	Done         int
	RejectedDone int
}

// Inbox lists the unreviewed entries, most valuable first: by order of
// magnitude of the sum, one more for reports that disagree and for a deadline
// that is near or past. Sums in different currencies are compared at the rates
// of their days; one without a known rate as it stands.
func (l *Ledger) Inbox(number, size int) Inbox {
	of := max(1, (len(l.list(waiting))+size-1)/size)
	number = min(max(number, 1), of)
	in := l.InboxFrom((number-1)*size, size)
	in.Number, in.Of = number, of
	return in
}

// InboxFrom is a part of the inbox: at most so many cases from a place on.
func (l *Ledger) InboxFrom(from, most int) Inbox {
	cases := l.list(waiting)
	in := Inbox{Waiting: len(cases), Done: len(l.list(reviewed)), RejectedDone: len(l.Rejected)}
	from = min(from, len(cases))
	for _, i := range cases[from:min(from+most, len(cases))] {
		c := l.weigh(*l.placed.at(i).Entry)
		c.Alike = l.alike(c.Entry.ID)
		in.Cases = append(in.Cases, c)
	}
	return in
}

func (l *Ledger) weigh(e pledgebook.Entry) Case {
	c := Case{Line: l.line(e), Seen: LastDecision(e)}
	c.Overdue, c.Soon, c.Question = e.Status == pledgebook.Overdue, l.soon(&e), question(e)
	c.Plain = len(c.Differ) == 0 && c.Question == nil && e.Polarity == pledgebook.Asserted && !l.suspect(e)
	return c
}

// soon reports whether a promise falls due within the next weeks.
func (l *Ledger) soon(e *pledgebook.Entry) bool {
	return e.Fulfilment != nil && e.Deadline >= l.Today && e.Deadline <= l.Today+soon
}

// inboxCurrency is the one in which the sums of the inbox are compared.
const inboxCurrency = "EUR"

// sumOf is an entry's sum as the inbox compares it: at the rate of its day, as it
// stands where none is known.
func (l *Ledger) sumOf(e *pledgebook.Entry) decimal.Decimal {
	switch {
	case e.Money == nil:
		return decimal.Zero
	case l.Worth == nil || e.Money.Currency == "" || e.Money.Currency == inboxCurrency:
		return e.Money.Hi
	}
	if m, _, ok := l.Worth(*e, inboxCurrency); ok {
		return m.Hi
	}
	return e.Money.Hi
}

// worthOf is how much an entry presses: the digits of its sum before the point,
// and one for each thing that asks for a reviewer.
func worthOf(sum decimal.Decimal, differs bool, c Case) (worth int) {
	if sum.Sign() != 0 {
		worth = sum.Prec() - sum.Scale()
	}
	for _, presses := range []bool{differs, c.Overdue || c.Soon, c.Question != nil} {
		if presses {
			worth++
		}
	}
	return worth
}

// question is what a reviewer asks another about an entry, unless another has
// decided on it since.
func question(e pledgebook.Entry) *pledgebook.Decision {
	var open *pledgebook.Decision
	for _, d := range pledgebook.Standing(e.History) {
		switch {
		case d.Verb == pledgebook.Consult:
			open = &d
		case open != nil && d.Who != open.Who:
			open = nil
		}
	}
	return open
}

// suspect reports whether a claim of an entry is told to be likely wrong.
func (l *Ledger) suspect(e pledgebook.Entry) bool {
	if slices.ContainsFunc(e.Claims, func(id string) bool { c := l.Claims.Of(id); return c != nil && len(c.Suspect) > 0 }) {
		return true
	}
	for _, variants := range e.Variants {
		if slices.ContainsFunc(variants, func(v pledgebook.Variant) bool { return v.LikelySlip != "" }) {
			return true
		}
	}
	return false
}

// alike are the other entries of proposals that name an entry.
func (l *Ledger) alike(id string) (lines []Line) {
	for _, p := range l.Proposals {
		if p.Entries[0] != id && p.Entries[1] != id {
			continue
		}
		one, ok := l.Entry(p.Entries[0])
		other, also := l.Entry(p.Entries[1])
		if !ok || !also || one.ID == other.ID {
			continue
		}
		switch id {
		case one.ID:
			lines = append(lines, l.line(other))
		case other.ID:
			lines = append(lines, l.line(one))
		}
	}
	return lines
}

// LastDecision is the id of the last decision on an entry, "" for none.
func LastDecision(e pledgebook.Entry) string {
	if len(e.History) == 0 {
		return ""
	}
	return e.History[len(e.History)-1].ID
}

// Pair is two entries that may be one and wait for a reviewer to say so.
type Pair struct {
	One, Other Line
	// Claims are the two that look alike, one of each entry; Why says what agrees.
	Claims [2]string
	Why    string
	// Seen names the last decision on One.
	Seen string
}

// Pairs are proposed merges, at most so many, and how many there are.
func (l *Ledger) Pairs(most int) (pairs []Pair, all int) {
	standing := l.pairing.get(l.standingPairs)
	for _, p := range standing[:min(most, len(standing))] {
		one, _ := l.Entry(p.Entries[0])
		other, _ := l.Entry(p.Entries[1])
		pairs = append(pairs, Pair{One: l.line(one), Other: l.line(other), Claims: p.Claims, Why: p.Why, Seen: LastDecision(one)})
	}
	return pairs, len(standing)
}

// standingPairs are the proposals about two entries that both count.
func (l *Ledger) standingPairs() (pairs []matching.Proposal) {
	for _, p := range l.Proposals {
		one, other := l.find(p.Entries[0]), l.find(p.Entries[1])
		if one != nil && other != nil && one != other && !one.Rejected && !other.Rejected {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// Act is a decision with the entries it is about, for a list of what was done.
type Act struct {
	Decision pledgebook.Decision
	Entries  []pledgebook.Entry
	// Standing is false for what was taken back; an undo never stands.
	Standing bool
}

// Acts are the last decisions, the latest first.
func (l *Ledger) Acts(most int) []Act {
	stands := map[string]bool{}
	for _, d := range pledgebook.Standing(l.Decisions) {
		stands[d.ID] = true
	}
	var out []Act
	for _, d := range slices.Backward(l.Decisions) {
		if len(out) == most {
			break
		}
		a := Act{Decision: d, Standing: stands[d.ID]}
		for _, id := range d.On {
			if e, ok := l.any(id); ok {
				a.Entries = append(a.Entries, e)
			}
		}
		out = append(out, a)
	}
	return out
}

// any finds an entry also among the rejected.
func (l *Ledger) any(id string) (pledgebook.Entry, bool) {
	if p := l.find(id); p != nil {
		return *p.Entry, true
	}
	return pledgebook.Entry{}, false
}

// Case returns one entry as a case, reviewed or not.
func (l *Ledger) Case(id string) (Case, bool) {
	e, ok := l.Entry(id)
	if !ok {
		return Case{}, false
	}
	c := l.weigh(e)
	c.Alike = l.alike(e.ID)
	return c, true
}
