// Package membership knows who belongs to which group on which day: NATO with
// its accessions, the European Union with and without the United Kingdom, the
// G7, DAC donors and others. The facts are the lexicon's table members.tsv.
package membership

import (
	"slices"

	"pledgebook"
	"pledgebook/lexicon"
)

// Table is the memberships by group. It is read-only after [New].
type Table struct {
	all    []pledgebook.Membership
	groups map[pledgebook.PartyID][]pledgebook.Membership
	of     map[pledgebook.PartyID][]pledgebook.Membership // by member
}

// New reads the memberships of a lexicon. It fails on a date that does not
// exist and on a membership that ends before it begins.
func New(lex *lexicon.Lexicon) (*Table, error) {
	t := &Table{groups: map[pledgebook.PartyID][]pledgebook.Membership{}, of: map[pledgebook.PartyID][]pledgebook.Membership{}}
	for _, row := range lex.Table("members").Rows {
		m := pledgebook.Membership{Group: pledgebook.PartyID(row.Phrase()), Member: pledgebook.PartyID(row.Get("member"))}
		var err error
		if m.During.Start, err = pledgebook.ParseDay(row.Get("from")); err != nil {
			return nil, pledgebook.WrapError(pledgebook.Internal, err, "members.tsv:%d", row.Line)
		}
		if until := row.Get("until"); until != "" {
			last, err := pledgebook.ParseDay(until)
			if err != nil || last < m.During.Start {
				return nil, pledgebook.Errorf(pledgebook.Internal, "members.tsv:%d: %q is no last day of a membership", row.Line, until)
			}
			m.During.End = last + 1
		}
		t.all = append(t.all, m)
		t.groups[m.Group] = append(t.groups[m.Group], m)
		t.of[m.Member] = append(t.of[m.Member], m)
	}
	return t, nil
}

// All lists every membership in the order of the table.
func (t *Table) All() []pledgebook.Membership { return slices.Clone(t.all) }

// Groups lists the groups that have members, sorted.
func (t *Table) Groups() []pledgebook.PartyID {
	var ids []pledgebook.PartyID
	for id := range t.groups {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Members lists who belongs to a group on a day, sorted; none for the unknown
// day and for a party that is no group.
func (t *Table) Members(group pledgebook.PartyID, on pledgebook.Day) []pledgebook.PartyID {
	var ids []pledgebook.PartyID
	for _, m := range t.groups[group] {
		if holds(m.During, on) {
			ids = append(ids, m.Member)
		}
	}
	slices.Sort(ids)
	return ids
}

// IsMember reports whether a party belongs to a group on a day.
func (t *Table) IsMember(group, member pledgebook.PartyID, on pledgebook.Day) bool {
	for _, m := range t.of[member] {
		if m.Group == group && holds(m.During, on) {
			return true
		}
	}
	return false
}

// Circle is who belongs to one of several groups, and when.
type Circle map[pledgebook.PartyID][]pledgebook.Interval

// Circle makes the circle of some groups.
func (t *Table) Circle(groups ...pledgebook.PartyID) Circle {
	c := Circle{}
	for _, m := range t.all {
		if slices.Contains(groups, m.Group) {
			c[m.Member] = append(c[m.Member], m.During)
		}
	}
	return c
}

// Has reports whether a party belongs to the circle on a day.
func (c Circle) Has(member pledgebook.PartyID, on pledgebook.Day) bool {
	return slices.ContainsFunc(c[member], func(during pledgebook.Interval) bool { return holds(during, on) })
}

func holds(iv pledgebook.Interval, on pledgebook.Day) bool {
	return on.Known() && iv.Start <= on && (!iv.End.Known() || on < iv.End)
}
