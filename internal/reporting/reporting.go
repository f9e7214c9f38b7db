// Package reporting turns what the book holds into what pages, feeds and the
// API show: lists, shares, marked text. It is the only package that works out
// figures for readers; whoever shows them computes nothing. It is pure: the
// day and all data are handed in.
package reporting

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"sync"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/tracking"
)

// Ledger is the book as it stands after matching, review and follow-up.
type Ledger struct {
	// Entries are those that count, by first telling.
	Entries []pledgebook.Entry
	// Rejected are those that a reviewer rejected or that were taken back.
	Rejected []pledgebook.Entry
	// Proposals are entries that may be one and wait for a reviewer.
	Proposals []matching.Proposal
	// Basis holds, by entry id, what each sum rests on.
	Basis map[string]matching.Basis
	// Claims are the current claims by id.
	Claims map[string]pledgebook.Held[pledgebook.Claim]
	// Reports are the reports without their texts, in the order they were filed.
	Reports []pledgebook.Held[pledgebook.Report]
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
	Origins map[string]string
	// Matched is what the claims come to before review.
	Matched matching.Result
	// Worth is how sums in other currencies were counted towards promises; nil for not.
	Worth tracking.Worth
	// Today is the day the promises were followed up to.
	Today pledgebook.Day
	// Cut is true where the ledger is a part of the book: what one viewer may see.
	Cut bool

	entryOf map[string]int  // index into Entries, by entry id, claim and founded id
	held    map[string]bool // ids of Reports
	// newest and waiting are lists that several pages cut pieces from, sorted
	// when first asked for.
	newest  func() []int32 // indexes into Entries, those told latest first
	waiting func() []Case
	words   func() *wordIndex
	telling func() map[string][]int32 // by report: the entries it tells
	falling func() []int32            // promises with a deadline, the nearest first
	naming  func() map[partyIn][]int32
	pairing func() []matching.Proposal // those whose entries are two
}

// Index makes the ledger's entries findable. Call it once the fields are set.
func (l *Ledger) Index() {
	l.entryOf = make(map[string]int, 3*len(l.Entries))
	for i, e := range l.Entries {
		for _, c := range e.Claims {
			l.entryOf[c], l.entryOf[matching.EntryID(c)] = i, i
		}
		l.entryOf[e.ID] = i
	}
	l.held = make(map[string]bool, len(l.Reports))
	for _, r := range l.Reports {
		l.held[r.Thing.ID] = true
	}
	l.newest, l.waiting, l.words = sync.OnceValue(l.byLatest), sync.OnceValue(l.byWorth), sync.OnceValue(l.indexWords)
	l.telling, l.falling, l.naming, l.pairing = sync.OnceValue(l.byReport), sync.OnceValue(l.byDeadline), sync.OnceValue(l.byParty), sync.OnceValue(l.standingPairs)
}

// Entry finds an entry by its id, by a claim, or by an id that one of its
// claims founds: an address stays good when claims join and the id changes.
func (l *Ledger) Entry(id string) (pledgebook.Entry, bool) {
	i, ok := l.entryOf[id]
	if !ok {
		return pledgebook.Entry{}, false
	}
	return l.Entries[i], true
}

// EntriesFrom yields the entries by first telling, the last first where newest is
// true, from the one after a given entry on; "" begins at the beginning. It is
// false where that entry is not there.
func (l *Ledger) EntriesFrom(after string, newest bool) (iter.Seq[*pledgebook.Entry], bool) {
	return l.entriesFrom(len(l.Entries), func(k int) int { return k }, after, newest)
}

// EntriesNaming is EntriesFrom for those alone that name any of some givers, and
// any of some receivers; nobody stands for anybody.
func (l *Ledger) EntriesNaming(givers, receivers []pledgebook.PartyID, after string, newest bool) (iter.Seq[*pledgebook.Entry], bool) {
	var lists [][]int32
	if len(givers) > 0 {
		lists = append(lists, l.Naming(Donor, givers...))
	}
	if len(receivers) > 0 {
		lists = append(lists, l.Naming(Receiver, receivers...))
	}
	if len(lists) == 0 {
		return l.EntriesFrom(after, newest)
	}
	some := slices.MinFunc(lists, func(a, b []int32) int { return cmp.Compare(len(a), len(b)) })
	all, ok := l.entriesFrom(len(some), func(k int) int { return int(some[k]) }, after, newest)
	return func(yield func(*pledgebook.Entry) bool) {
		for e := range all {
			if namesAny(givers, e.Providers) && namesAny(receivers, e.Receivers) && !yield(e) {
				return
			}
		}
	}, ok
}

func namesAny(asked, named []pledgebook.PartyID) bool {
	return len(asked) == 0 || slices.ContainsFunc(named, func(p pledgebook.PartyID) bool { return slices.Contains(asked, p) })
}

// entriesFrom yields n entries, at gives the index of each, in order.
func (l *Ledger) entriesFrom(n int, at func(int) int, after string, newest bool) (iter.Seq[*pledgebook.Entry], bool) {
	first, step := 0, 1
	if newest {
		first, step = n-1, -1
	}
	if after != "" {
		i, ok := l.entryOf[after]
		if !ok {
			return func(func(*pledgebook.Entry) bool) {}, false
		}
		behind := sort.Search(n, func(k int) bool { return at(k) > i })
		if first = behind; newest {
			first = sort.Search(n, func(k int) bool { return at(k) >= i }) - 1
		}
	}
	return func(yield func(*pledgebook.Entry) bool) {
		for k := first; k >= 0 && k < n; k += step {
			if !yield(&l.Entries[at(k)]) {
				return
			}
		}
	}, true
}

// Holds reports whether a report is among the ledger's.
func (l *Ledger) Holds(report string) bool { return l.held[report] }

// Knows reports whether an id is of anything in the ledger: an entry that
// counts or was rejected, a claim, a report.
func (l *Ledger) Knows(id string) bool {
	_, claim := l.Claims[id]
	_, entry := l.any(id)
	return claim || entry || l.Holds(id)
}

// latest is the last day on which a report told the entry.
func (l *Ledger) latest(e pledgebook.Entry) pledgebook.Day {
	var day pledgebook.Day
	for _, id := range e.Claims {
		day = max(day, l.Claims[id].Citation.Published.Day())
	}
	return day
}

// Differences are the fields on which an entry's reports disagree in earnest:
// likely slips and values left unsaid do not count.
func Differences(e pledgebook.Entry) (fields []string) {
	for _, f := range tracking.Check([]pledgebook.Entry{e}, nil) {
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
	h := Home{Entries: len(l.Entries), Reports: len(l.Reports)}
	var overdue, due, differ []pledgebook.Entry
	for _, e := range l.Entries {
		if e.Reviewed {
			h.Reviewed++
		}
		switch {
		case e.Status == pledgebook.Overdue:
			overdue = append(overdue, e)
		case e.Fulfilment != nil && e.Deadline.Known() && e.Deadline >= l.Today && e.Status != pledgebook.Withdrawn:
			due = append(due, e)
		}
		if len(e.Variants) > 0 && len(Differences(e)) > 0 {
			differ = append(differ, e)
		}
	}
	byDeadline := func(a, b pledgebook.Entry) int {
		return cmp.Or(cmp.Compare(a.Deadline, b.Deadline), cmp.Compare(a.ID, b.ID))
	}
	slices.SortFunc(overdue, func(a, b pledgebook.Entry) int {
		return cmp.Or(cmp.Compare(b.Deadline, a.Deadline), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(due, byDeadline)
	slices.SortStableFunc(differ, func(a, b pledgebook.Entry) int { return cmp.Compare(b.Origins, a.Origins) })
	h.New, h.MoreNew = l.linesAt(l.newest(), most)
	h.Overdue, h.MoreOverdue = l.lines(overdue, most)
	h.Due, h.MoreDue = l.lines(due, most)
	h.Disagreements, h.MoreDisagreements = l.lines(differ, most)
	return h
}

func (l *Ledger) lines(entries []pledgebook.Entry, most int) (lines []Line, more int) {
	for _, e := range entries[:min(most, len(entries))] {
		lines = append(lines, l.line(e))
	}
	return lines, len(entries) - len(lines)
}

// linesAt is lines for entries by their indexes.
func (l *Ledger) linesAt(entries []int32, most int) (lines []Line, more int) {
	for _, i := range entries[:min(most, len(entries))] {
		lines = append(lines, l.line(l.Entries[i]))
	}
	return lines, len(entries) - len(lines)
}

// byLatest are the entries by the day they were last told, the latest first.
func (l *Ledger) byLatest() []int32 {
	order, day := make([]int32, len(l.Entries)), make([]pledgebook.Day, len(l.Entries))
	for i := range l.Entries {
		order[i], day[i] = int32(i), l.latest(l.Entries[i])
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(day[b], day[a]) })
	return order
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
func (l *Ledger) Page(number, size int) Page {
	p := Page{Total: len(l.Entries), Of: max(1, (len(l.Entries)+size-1)/size)}
	p.Number = min(max(number, 1), p.Of)
	p.Lines, _ = l.linesAt(l.newest()[(p.Number-1)*size:], size)
	return p
}

// ToldBy are the entries that any of some reports tells, the latest told first.
func (l *Ledger) ToldBy(reports []string) (lines []Line) {
	var told []int32
	for _, r := range reports {
		told = append(told, l.telling()[r]...)
	}
	slices.Sort(told)
	for _, i := range slices.Compact(told) {
		lines = append(lines, l.line(l.Entries[i]))
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(b.Latest, a.Latest) })
	return lines
}

// byReport are the entries that each report tells, in order.
func (l *Ledger) byReport() map[string][]int32 {
	told := map[string][]int32{}
	for i := range l.Entries {
		for _, id := range l.Entries[i].Claims {
			r := l.Claims[id].Citation.Report
			if list := told[r]; len(list) == 0 || list[len(list)-1] != int32(i) {
				told[r] = append(list, int32(i))
			}
		}
	}
	return told
}
