// Package reporting turns what the book holds into what pages, feeds and the
// API show: lists, shares, marked text. It is the only package that works out
// figures for readers; whoever shows them computes nothing. It is pure: the
// day and all data are handed in.
package reporting

import (
	"cmp"
	"iter"
	"slices"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/tracking"
)

// Ledger is the book as it stands after matching, review and follow-up. It is
// shared by all who look at it and never changed; a newer one is made from it
// and shares with it what stayed.
type Ledger struct {
	// Entries are those that count, by first telling.
	Entries []*pledgebook.Entry
	// Rejected are those that a reviewer rejected or that were taken back.
	Rejected []*pledgebook.Entry
	// Proposals are entries that may be one and wait for a reviewer.
	Proposals []matching.Proposal
	// Claims are the current claims, with the evidence of nothing but their time.
	Claims Claims
	// Reports are the reports, in the order they were filed.
	Reports Reports
	// Decisions are all that reviewers decided, in order, each about the claims
	// that count now: a newer reading's, or a later state of the page's.
	Decisions []pledgebook.Decision
	// Orphans are decisions that stand although nothing they name is left.
	Orphans []pledgebook.Decision
	// Heirs and Next lead from claims that count no more, and the ids they found,
	// to those in their place: Heirs where the same sum is told, Next also where
	// another is.
	Heirs, Next map[string]string
	// Ties are the copies and versions among the reports.
	Ties []pledgebook.Tie
	// Origins names the text that a report is a copy of, by report.
	Origins Shared[string]
	// Rates are those that the claims were matched at; nil for none.
	Rates matching.Rates
	// Worth is how sums in other currencies were counted towards promises; nil for not.
	Worth tracking.Worth
	// Today is the day the promises were followed up to.
	Today pledgebook.Day
	// Cut is true where the ledger is a part of the book: what one viewer may see.
	Cut bool

	index
}

// Entry finds an entry by its id, by a claim, or by an id that one of its
// claims founds: an address stays good when claims join and the id changes.
func (l *Ledger) Entry(id string) (pledgebook.Entry, bool) {
	if p := l.find(id); p != nil && !p.Rejected {
		return *p.Entry, true
	}
	return pledgebook.Entry{}, false
}

// BasisOf is what the sum of an entry rests on, by the entry's id.
func (l *Ledger) BasisOf(id string) matching.Basis {
	if p := l.find(id); p != nil {
		return p.Basis
	}
	return matching.Basis{}
}

// EntriesFrom yields the entries by first telling, the last first where newest is
// true, from the one after a given entry on; "" begins at the beginning. It is
// false where that entry is not there.
func (l *Ledger) EntriesFrom(after string, newest bool) (iter.Seq[*pledgebook.Entry], bool) {
	return l.entriesFrom(l.order, after, newest)
}

// EntriesNaming is EntriesFrom for those alone that name any of some givers, and
// any of some receivers; nobody stands for anybody.
func (l *Ledger) EntriesNaming(givers, receivers []pledgebook.PartyID, after string, newest bool) (iter.Seq[*pledgebook.Entry], bool) {
	if len(givers)+len(receivers) == 0 {
		return l.EntriesFrom(after, newest)
	}
	all, ok := l.entriesFrom(l.fewest(givers, receivers), after, newest)
	return func(yield func(*pledgebook.Entry) bool) {
		for e := range all {
			if namesAny(givers, e.Providers) && namesAny(receivers, e.Receivers) && !yield(e) {
				return
			}
		}
	}, ok
}

// EntriesOf is EntriesFrom for those alone that are in a ledger made by Among.
func (l *Ledger) EntriesOf(some *Ledger, after string, newest bool) (iter.Seq[*pledgebook.Entry], bool) {
	return l.entriesFrom(some.order, after, newest)
}

func namesAny(asked, named []pledgebook.PartyID) bool {
	return len(asked) == 0 || slices.ContainsFunc(named, func(p pledgebook.PartyID) bool { return slices.Contains(asked, p) })
}

// entriesFrom yields the entries of a list by first telling.
func (l *Ledger) entriesFrom(list []place, after string, newest bool) (iter.Seq[*pledgebook.Entry], bool) {
	first, step := 0, 1
	if newest {
		first, step = len(list)-1, -1
	}
	if after != "" {
		p := l.find(after)
		if p == nil || p.Rejected {
			return func(func(*pledgebook.Entry) bool) {}, false
		}
		at, found := slices.BinarySearchFunc(list, p, func(i place, p *Placed) int { return byFirstTelling(l.placed.at(i), p) })
		switch {
		case newest:
			first = at - 1
		case found:
			first = at + 1
		default:
			first = at
		}
	}
	return func(yield func(*pledgebook.Entry) bool) {
		for k := first; k >= 0 && k < len(list); k += step {
			if !yield(l.placed.at(list[k]).Entry) {
				return
			}
		}
	}, true
}

// Holds reports whether a report is among the ledger's.
func (l *Ledger) Holds(report string) bool { return l.Reports.Has(report) }

// ReportOf finds one of the ledger's reports.
func (l *Ledger) ReportOf(id string) (Relative, bool) { return l.Reports.Get(id) }

// Knows reports whether an id is of anything in the ledger: an entry that
// counts or was rejected, a claim, a report.
func (l *Ledger) Knows(id string) bool {
	return l.Claims.Has(id) || l.find(id) != nil || l.Holds(id)
}

// latest is the last day on which a report told the entry.
func (l *Ledger) latest(e pledgebook.Entry) pledgebook.Day {
	var day pledgebook.Day
	for _, id := range e.Claims {
		day = max(day, l.Claims.Told(id).Published.Day())
	}
	return day
}

// Differences are the fields on which an entry's reports disagree in earnest:
// likely slips and values left unsaid do not count.
func Differences(e pledgebook.Entry) (fields []string) {
	for _, f := range tracking.Check([]*pledgebook.Entry{&e}, nil) {
		if f.Kind == tracking.Disagreement {
			fields = append(fields, f.Field)
		}
	}
	return fields
}

// Line is an entry in a list.
type Line struct {
	Entry pledgebook.Entry
	// Latest is the last day on which a report told it.
	Latest pledgebook.Day
	// Bar shows how much of a promise has come true; nil where nothing can be drawn.
	Bar *Bar
	// Differ are the fields on which its reports disagree.
	Differ []string
}

func (l *Ledger) line(e pledgebook.Entry) Line {
	return Line{Entry: e, Latest: l.latest(e), Bar: BarOf(e), Differ: Differences(e)}
}

// lineAt is the line of what is placed.
func lineAt(p *Placed) Line {
	line := Line{Entry: *p.Entry, Latest: p.latest, Bar: BarOf(*p.Entry)}
	if p.differs {
		line.Differ = Differences(*p.Entry)
	}
	return line
}

// Home is what the first page shows.
type Home struct {
	// Entries, Reports and Reviewed count what the ledger holds.
	Entries, Reports, Reviewed int
	// New are the entries told last, the latest first.
	New []Line
	// Overdue are promises past their deadline, those that fell due last first.
	Overdue []Line
	// Due are promises whose deadline is still to come, the nearest first.
	Due []Line
	// Disagreements are entries on which reports disagree, most told first.
	Disagreements []Line
	// More counts what each list leaves out.
	MoreNew, MoreOverdue, MoreDue, MoreDisagreements int
}

// Home makes the first page with at most so many lines a list.
func (l *Ledger) Home(most int) Home {
	h := Home{Entries: len(l.Entries), Reports: l.Reports.Len(), Reviewed: len(l.list(reviewed))}
	due := l.list(falling)
	due = due[l.firstDue(due, l.Today):]
	h.New, h.MoreNew = l.linesAt(l.list(newest), most)
	h.Overdue, h.MoreOverdue = l.linesAt(l.list(overdue), most)
	h.Due, h.MoreDue = l.linesAt(due, most)
	h.Disagreements, h.MoreDisagreements = l.linesAt(l.list(differing), most)
	return h
}

// firstDue is where in a list of promises by deadline those begin that fall due
// on a day or later.
func (l *Ledger) firstDue(promises []place, day pledgebook.Day) int {
	at, _ := slices.BinarySearchFunc(promises, day, func(i place, day pledgebook.Day) int { return cmp.Compare(l.placed.at(i).Entry.Deadline, day) })
	return at
}

// linesAt are the first lines of a list.
func (l *Ledger) linesAt(list []place, most int) (lines []Line, more int) {
	for _, i := range list[:min(most, len(list))] {
		lines = append(lines, lineAt(l.placed.at(i)))
	}
	return lines, len(list) - len(lines)
}

// Page is one page of all entries.
type Page struct {
	Lines []Line
	// Number counts from 1 to Of.
	Number, Of int
	Total      int
}

// Page returns a page of so many entries, the latest told first. A number
// beyond the last is the last.
func (l *Ledger) Page(number, size int) Page { return l.pageOf(l.list(newest), number, size) }

// pageOf is a page of a list.
func (l *Ledger) pageOf(list []place, number, size int) Page {
	p := Page{Total: len(list), Of: max(1, (len(list)+size-1)/size)}
	p.Number = min(max(number, 1), p.Of)
	p.Lines, _ = l.linesAt(list[(p.Number-1)*size:], size)
	return p
}

// ToldBy are the entries that any of some reports tells, the latest told first.
func (l *Ledger) ToldBy(reports []string) (lines []Line) {
	var told []*Placed
	for _, r := range reports {
		for _, claim := range l.Claims.In(r) {
			if p := l.find(claim); p != nil && !p.Rejected {
				told = append(told, p)
			}
		}
	}
	slices.SortFunc(told, byFirstTelling)
	for _, p := range slices.Compact(told) {
		lines = append(lines, lineAt(p))
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(b.Latest, a.Latest) })
	return lines
}
