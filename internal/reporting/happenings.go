package reporting

import (
	"cmp"
	"slices"
	"strings"

	"pledgebook"
)

// Gathering is one meeting, in the words of all reports that tell of it.
type Gathering struct {
	// ID is that of the meeting as the earliest report tells it.
	ID    string
	Name  string
	Body  pledgebook.PartyID
	Date  pledgebook.Day
	Place string
	// Participants and Subjects are those of all reports, each once.
	Participants, Subjects []string
	// Told are the reports' own words for it, the earliest first.
	Told []pledgebook.Held[pledgebook.Meeting]
}

// Gatherings brings meetings together that reports call the same on the same
// day, the latest first; those without a day stand last.
func Gatherings(held []pledgebook.Held[pledgebook.Meeting]) []Gathering {
	byKey := map[string][]pledgebook.Held[pledgebook.Meeting]{}
	for _, h := range held {
		key := strings.ToLower(h.Thing.Name) + " " + h.Thing.Date.String()
		byKey[key] = append(byKey[key], h)
	}
	var out []Gathering
	for _, told := range byKey {
		out = append(out, gathering(told))
	}
	slices.SortFunc(out, func(a, b Gathering) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func gathering(told []pledgebook.Held[pledgebook.Meeting]) Gathering {
	byPublication(told)
	first := told[0].Thing
	g := Gathering{ID: first.ID, Name: first.Name, Date: first.Date, Told: told}
	for _, h := range told {
		g.Body, g.Place = cmp.Or(g.Body, h.Thing.Body), cmp.Or(g.Place, h.Thing.Place)
		g.Participants, g.Subjects = union(g.Participants, h.Thing.Participants), union(g.Subjects, h.Thing.Subjects)
	}
	return g
}

// byPublication puts the earliest report first.
func byPublication[T any](told []pledgebook.Held[T]) {
	slices.SortStableFunc(told, func(a, b pledgebook.Held[T]) int {
		return cmp.Or(cmp.Compare(a.Citation.Published, b.Citation.Published), cmp.Compare(a.Citation.Report, b.Citation.Report))
	})
}

// union adds the words that are not there yet, letter case aside.
func union(list, more []string) []string {
	for _, w := range more {
		if w != "" && !slices.ContainsFunc(list, func(has string) bool { return strings.EqualFold(has, w) }) {
			list = append(list, w)
		}
	}
	return list
}

// Arrangement is one mechanism: a coordinating body or a way of funding, in the
// words of all reports that tell of it.
type Arrangement struct {
	// ID is that of the mechanism as the earliest report tells it.
	ID, Name, Place, Purpose string
	// Status is what the latest report says of it.
	Status pledgebook.MechanismStatus
	// Told are the reports' own words for it, the earliest first.
	Told []pledgebook.Held[pledgebook.Mechanism]
}

// Arrangements brings mechanisms of the same name together, the latest told
// first. A body that is only called "command" or "fund" is told apart by place.
func Arrangements(held []pledgebook.Held[pledgebook.Mechanism]) []Arrangement {
	byName := map[string][]pledgebook.Held[pledgebook.Mechanism]{}
	for _, h := range held {
		key := strings.ToLower(h.Thing.Name)
		if !strings.Contains(key, " ") {
			key += " " + strings.ToLower(h.Thing.Place)
		}
		byName[key] = append(byName[key], h)
	}
	var out []Arrangement
	for _, told := range byName {
		out = append(out, arrangement(told))
	}
	latest := func(a Arrangement) pledgebook.Stamp { return a.Told[len(a.Told)-1].Citation.Published }
	slices.SortFunc(out, func(a, b Arrangement) int {
		return cmp.Or(cmp.Compare(latest(b), latest(a)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func arrangement(told []pledgebook.Held[pledgebook.Mechanism]) Arrangement {
	byPublication(told)
	a := Arrangement{ID: told[0].Thing.ID, Name: told[0].Thing.Name, Told: told}
	for _, h := range told {
		a.Place, a.Purpose = cmp.Or(a.Place, h.Thing.Place), cmp.Or(a.Purpose, h.Thing.Purpose)
		a.Status = cmp.Or(h.Thing.Status, a.Status)
	}
	return a
}

// Agenda is what has a day: meetings, and the deadlines of promises.
type Agenda struct {
	Days []AgendaDay
}

// AgendaDay is one day with what falls on it.
type AgendaDay struct {
	Day       pledgebook.Day
	Meetings  []Gathering
	Deadlines []Line
	// More counts the deadlines that are left out.
	More int
}

// Agenda lists the days from one day until, but without, another, in order, with
// at most so many deadlines each.
func (l *Ledger) Agenda(meetings []Gathering, from, until pledgebook.Day, most int) Agenda {
	byDay := map[pledgebook.Day]*AgendaDay{}
	on := func(d pledgebook.Day) *AgendaDay {
		if byDay[d] == nil {
			byDay[d] = &AgendaDay{Day: d}
		}
		return byDay[d]
	}
	within := func(d pledgebook.Day) bool { return d.Known() && d >= from && d < until }
	for _, g := range meetings {
		if within(g.Date) {
			day := on(g.Date)
			day.Meetings = append(day.Meetings, g)
		}
	}
	for due := l.dueFrom(from); len(due) > 0; {
		deadline := l.placed.at(due[0]).Entry.Deadline
		if deadline >= until {
			break
		}
		next := l.firstDue(due, deadline+1)
		day := on(deadline)
		day.Deadlines, day.More = l.linesAt(due[:next], most)
		due = due[next:]
	}
	var a Agenda
	for _, d := range sortedKeys(byDay) {
		a.Days = append(a.Days, *byDay[d])
	}
	return a
}

// dueFrom are the promises that fall due on a day or after it, the nearest first.
func (l *Ledger) dueFrom(day pledgebook.Day) []place {
	promises := l.list(falling)
	return promises[l.firstDue(promises, day):]
}

// DueOn is a page of the promises that fall due on a day.
func (l *Ledger) DueOn(day pledgebook.Day, number, size int) Page {
	due := l.dueFrom(day)
	return l.pageOf(due[:l.firstDue(due, day+1)], number, size)
}
