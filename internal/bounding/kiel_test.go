package bounding

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/lexicon"
)

const sharedData = "../../../shared/data/"

// kielRows reads the tracker's rows as facts, by one of its columns of value.
// A row without a date stays without one.
func kielRows(t testing.TB, column string) (facts []Fact) {
	t.Helper()
	f, err := os.Open(sharedData + "kiel/bilateral_activities.csv")
	if err != nil {
		t.Skip("the tracker's rows are not beside this repository (../shared/data/kiel): ", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	iso := countryCodes(t)
	for n, r := range rows[1:] {
		value, err := decimal.Parse(r[at[column]])
		if err != nil {
			t.Fatalf("row %d: %v", n+2, err)
		}
		id := fmt.Sprintf("row %04d", n+2)
		fact := Fact{Row: true, Entry: &pledgebook.Entry{
			ID: id, Claims: []string{id}, Stage: pledgebook.Stage(strings.ToLower(r[at["maal"]])), Polarity: pledgebook.Asserted,
			Revision: pledgebook.New, Extent: pledgebook.PartExtent, Providers: []pledgebook.PartyID{iso(r[at["giver"]])},
			Receivers: []pledgebook.PartyID{"UKR"}, Kind: pledgebook.AidKind(strings.ToLower(strings.TrimSpace(r[at["kategori"]]))),
			Money: &pledgebook.Money{Lo: value, Hi: value, Currency: "EUR", Qualifier: pledgebook.Exact}}}
		if err := fact.Entry.Date.UnmarshalText([]byte(r[at["dato"]])); err != nil {
			t.Fatalf("row %d: %v", n+2, err)
		}
		facts = append(facts, fact)
	}
	return facts
}

// countryCodes gives the code of a country by its common name; an institution
// keeps its name as its own id, so that it is no group here.
func countryCodes(t testing.TB) func(name string) pledgebook.PartyID {
	b, err := os.ReadFile(sharedData + "countries/countries.json")
	if err != nil {
		t.Skip("the list of countries is not beside this repository: ", err)
	}
	var list []struct {
		Name struct{ Common string }
		Cca3 string
	}
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	codes := map[string]pledgebook.PartyID{"Turkiye": "TUR"}
	for _, c := range list {
		codes[c.Name.Common] = pledgebook.PartyID(c.Cca3)
	}
	return func(name string) pledgebook.PartyID {
		if id := codes[name]; id != "" {
			return id
		}
		return pledgebook.PartyID(strings.ToLower(strings.ReplaceAll(name, " ", "-")))
	}
}

// The members' military allocations of the first half of 2024, beside the
// alliance's own figure of 20.9 billion.
func TestTrackerRowsAgainstTheAlliancesFigure(t *testing.T) {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	world, err := WorldOf(lex)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		column    string
		membersOn string
		billion   string
	}{
		{"verdi_eur_redistr", "2024-06-30", "20.899"},
		{"verdi_eur", "2024-06-30", "20.724"},
		{"verdi_eur_redistr", "", "20.263"},
		{"verdi_eur", "", "20.088"},
	} {
		scope := pledgebook.Scope{Stage: pledgebook.StageAllocation, Providers: []pledgebook.PartyID{"nato"}, Receivers: []pledgebook.PartyID{"UKR"},
			Kinds: []pledgebook.AidKind{pledgebook.Military}, Period: during("2024-01-01", "2024-06-30"), Currency: "EUR"}
		if c.membersOn != "" {
			scope.MembersOn = day(c.membersOn)
		}
		facts := append(kielRows(t, c.column), fact("figure", pledgebook.StageUnclear, "nato", "20900000000", total, firstHalf))
		b := Bound(facts, scope, world)
		billions, err := b.Least.Lo.Quo(decimal.MustNew(1_000_000_000, 0))
		if err != nil {
			t.Fatal(err)
		}
		if got := billions.Round(3).String(); got != c.billion {
			t.Errorf("%s, members on %q: at least %s billion, want %s", c.column, c.membersOn, got, c.billion)
		}
		if len(b.Contradicted) != 0 {
			t.Errorf("%s: the figure is consistent with the rows, but: %+v", c.column, b.Contradicted)
		}
	}
}
