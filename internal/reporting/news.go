package reporting

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"pledgebook"
)

// News is something that happened to an entry and that others may want to hear of.
type News struct {
	// ID stays the same for ever, so that nobody is told twice.
	ID    string
	Kind  NewsKind
	Entry pledgebook.Entry
	// At is when it happened, or when a reviewer let it be seen, whichever is later.
	At time.Time
	// What says it in words, for what the entry itself does not show.
	What string
	// Field is the one on which reports disagree, Values are what they tell.
	Field  string
	Values []string
}

// NewsKind is what happened.
type NewsKind string

// The kinds of news.
const (
	NewsEntry        NewsKind = "new"          // an entry is in the book
	NewsDisagreement NewsKind = "disagreement" // reports tell a field differently
	NewsOverdue      NewsKind = "overdue"      // a promise is past its deadline
)

// NewsKinds lists the kinds of news.
var NewsKinds = []NewsKind{NewsEntry, NewsDisagreement, NewsOverdue}

// News is all that happened, the latest first. Needs are news as well; what
// never came true is told once, on the day after its deadline.
func (l *Ledger) News() []News {
	var all []News
	for _, entry := range l.Entries {
		e := *entry
		seen := shownSince(e)
		all = append(all, News{ID: newsID(NewsEntry, e.ID), Kind: NewsEntry, Entry: e, At: later(seen, l.first(e).Time())})
		for _, d := range Disputes(e) {
			if d.Earnest {
				all = append(all, News{ID: newsID(NewsDisagreement, e.ID, d.Field), Kind: NewsDisagreement, Entry: e, At: later(seen, parted(d).Time()), What: d.Field + ": " + strings.Join(valuesOf(d), " · "), Field: d.Field, Values: valuesOf(d)})
			}
		}
		if e.Status == pledgebook.Overdue {
			all = append(all, News{ID: newsID(NewsOverdue, e.ID, e.Deadline.String()), Kind: NewsOverdue, Entry: e, At: later(seen, (e.Deadline + 1).Time()), What: "was due by " + e.Deadline.String()})
		}
	}
	slices.SortFunc(all, func(a, b News) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	return all
}

// NewsAmong is the news of some kinds, of all where none is named, about entries
// that a test lets through.
func NewsAmong(all []News, lets func(*pledgebook.Entry) bool, kinds []NewsKind) (found []News) {
	for _, n := range all {
		if (len(kinds) == 0 || slices.Contains(kinds, n.Kind)) && lets(&n.Entry) {
			found = append(found, n)
		}
	}
	return found
}

func newsID(kind NewsKind, parts ...string) string {
	id := "urn:pledgebook:" + string(kind)
	for _, p := range parts {
		id += ":" + p
	}
	return id
}

// first is the first day on which a report told the entry; unknown where none
// says its day.
func (l *Ledger) first(e pledgebook.Entry) (day pledgebook.Day) {
	for _, id := range e.Claims {
		if told := l.Claims.Told(id).Published.Day(); told.Known() && (!day.Known() || told < day) {
			day = told
		}
	}
	return day
}

// shownSince is when a reviewer accepted an entry last; zero where none did.
func shownSince(e pledgebook.Entry) (at time.Time) {
	for _, d := range pledgebook.Standing(e.History) {
		if d.Verb == pledgebook.Accept {
			at = later(at, d.At)
		}
	}
	return at
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// parted is the day on which a second value was first told.
func parted(d Difference) (day pledgebook.Day) {
	var first []pledgebook.Day
	for _, v := range d.Variants {
		if v.LikelySlip == "" && v.Value != "" && v.First.Day().Known() {
			first = append(first, v.First.Day())
		}
	}
	slices.Sort(first)
	if len(first) > 1 {
		return first[1]
	}
	return day
}

// valuesOf are the values that reports tell.
func valuesOf(d Difference) (values []string) {
	for _, v := range d.Variants {
		if v.LikelySlip == "" && v.Value != "" {
			values = append(values, v.Value)
		}
	}
	return values
}
