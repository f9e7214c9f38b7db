package membership_test

import (
	"slices"
	"testing"

	"pledgebook"
	"pledgebook/internal/membership"
	"pledgebook/lexicon"
)

func table(t *testing.T) (*membership.Table, *lexicon.Lexicon) {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	m, err := membership.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	return m, lex
}

func day(t *testing.T, s string) pledgebook.Day {
	t.Helper()
	d, err := pledgebook.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestNumberOfMembers(t *testing.T) {
	m, _ := table(t)
	for _, c := range []struct {
		group, on string
		want      int
	}{
		{"nato", "1987-03-01", 16}, {"nato", "2024-03-06", 31}, {"nato", "2024-03-07", 32},
		{"eu", "1957-12-31", 0}, {"eu", "1987-03-01", 12}, {"eu", "1995-01-01", 15}, {"eu", "2004-05-01", 25},
		{"eu", "2020-01-31", 28}, {"eu", "2020-02-01", 27}, {"g7", "2024-01-01", 7}, {"g8", "2010-01-01", 8},
		{"g8", "2024-01-01", 0}, {"g20", "2020-01-01", 20}, {"g20", "2024-01-01", 21}, {"eea", "2024-01-01", 30},
		{"efta", "2024-01-01", 4}, {"oecd", "2024-01-01", 38}, {"dac", "2024-01-01", 32}, {"nordic-countries", "2024-01-01", 5},
		{"baltic-states", "2024-01-01", 3}, {"visegrad-group", "1992-06-01", 3}, {"visegrad-group", "2024-01-01", 4},
		{"asean", "2020-01-01", 10}, {"african-union", "2020-01-01", 55}, {"arab-league", "2020-01-01", 22},
		{"opec", "2024-06-01", 12}, {"coe", "2024-01-01", 46}, {"eurozone", "2024-01-01", 20}, {"ecowas", "2020-01-01", 15},
		{"sadc", "2020-01-01", 16}, {"caricom", "2020-01-01", 15}, {"pacific-islands-forum", "2020-01-01", 18},
	} {
		if got := m.Members(pledgebook.PartyID(c.group), day(t, c.on)); len(got) != c.want {
			t.Errorf("%s on %s has %d members, want %d: %v", c.group, c.on, len(got), c.want, got)
		}
	}
}

func TestMembershipHoldsToItsLastDay(t *testing.T) {
	m, _ := table(t)
	for on, want := range map[string]bool{"1972-12-31": false, "1973-01-01": true, "2020-01-31": true, "2020-02-01": false} {
		if got := m.IsMember("eu", "GBR", day(t, on)); got != want {
			t.Errorf("United Kingdom in the European Union on %s: %v", on, got)
		}
	}
	if m.IsMember("eu", "DEU", 0) {
		t.Error("a membership on an unknown day")
	}
}

func TestMembersAreKnownPartiesAndSortedOnce(t *testing.T) {
	m, lex := table(t)
	known := map[pledgebook.PartyID]bool{}
	for _, name := range []string{"states", "bodies"} {
		for _, row := range lex.Table(name).Rows {
			known[pledgebook.PartyID(row.Phrase())] = true
		}
	}
	for _, x := range m.All() {
		if !known[x.Group] || !known[x.Member] {
			t.Errorf("%s in %s: one of them is in no table of parties", x.Member, x.Group)
		}
	}
	today := day(t, "2026-01-01")
	for _, g := range m.Groups() {
		ids := m.Members(g, today)
		if len(slices.Compact(slices.Clone(ids))) != len(ids) || !slices.IsSorted(ids) {
			t.Errorf("members of %s: %v", g, ids)
		}
	}
}
