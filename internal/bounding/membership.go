package bounding

import (
	"fmt"

	"pledgebook"
	"pledgebook/lexicon"
)

// WorldOf is what the lexicon's table of groups tells: who belonged to a group on a
// day, and who on any. A group's members may be groups themselves: then their
// members belong too.
func WorldOf(lex *lexicon.Lexicon) (World, error) {
	of := map[pledgebook.PartyID][]pledgebook.Membership{}
	for _, r := range lex.Table("members").Rows {
		m := pledgebook.Membership{Group: pledgebook.PartyID(r.Get("group")), Member: pledgebook.PartyID(r.Get("member"))}
		if err := m.During.Start.UnmarshalText([]byte(r.Get("from"))); err != nil {
			return World{}, fmt.Errorf("members.tsv:%d: %w", r.Line, err)
		}
		if err := m.During.End.UnmarshalText([]byte(r.Get("until"))); err != nil {
			return World{}, fmt.Errorf("members.tsv:%d: %w", r.Line, err)
		}
		if m.During.End.Known() {
			m.During.End++ // the table names the last day of membership
		}
		of[m.Group] = append(of[m.Group], m)
	}
	return World{
		Members: func(group pledgebook.PartyID, on pledgebook.Day) []pledgebook.PartyID {
			return members(of, group, on, map[pledgebook.PartyID]bool{group: true})
		},
		Ever: func(group pledgebook.PartyID) []pledgebook.PartyID {
			return members(of, group, anyDay, map[pledgebook.PartyID]bool{group: true})
		},
	}, nil
}

// anyDay stands for all days.
const anyDay pledgebook.Day = -1

func members(of map[pledgebook.PartyID][]pledgebook.Membership, group pledgebook.PartyID, on pledgebook.Day, seen map[pledgebook.PartyID]bool) (out []pledgebook.PartyID) {
	for _, m := range of[group] {
		in := on == anyDay || (!m.During.Start.Known() || m.During.Start <= on) && (!m.During.End.Known() || on < m.During.End)
		if !in || seen[m.Member] {
			continue
		}
		seen[m.Member] = true
		out = append(out, m.Member)
		out = append(out, members(of, m.Member, on, seen)...)
	}
	return out
}
