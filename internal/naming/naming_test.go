package naming

import (
	"testing"

	"pledgebook"
	"pledgebook/lexicon"
)

func TestLookup(t *testing.T) {
	for words, want := range map[string]pledgebook.PartyID{
		"NOR": "NOR", "nor": "NOR", "Norway": "NOR", " norway ": "NOR", "UK": "GBR", "NATO": "nato", "nato": "nato",
		"World Bank": "world-bank", "world-bank": "world-bank", "the-village-fund": "the-village-fund",
	} {
		if got, ok := Lookup(words); !ok || got != want {
			t.Errorf("Lookup(%q) = %q, %v; want %q", words, got, ok, want)
		}
	}
	for _, words := range []string{"", "Atlantis", "Not-an-id at all"} {
		if got, ok := Lookup(words); ok {
			t.Errorf("Lookup(%q) = %q, want none", words, got)
		}
	}
}

// Every state has a name for the screen, and is found by it.
func TestEveryStateIsShownByName(t *testing.T) {
	lex, err := lexicon.Load(language)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range lex.Table("states").Rows {
		id := pledgebook.PartyID(row.Get("id"))
		name := Party(id)
		if name == string(id) {
			t.Errorf("%s has no row in screennames.tsv", id)
		}
		if back, _ := Lookup(name); back != id {
			t.Errorf("%s is shown as %q, which is looked up as %s", id, name, back)
		}
	}
}

func TestUnknownPartyGoesByItsID(t *testing.T) {
	if got := Party("the-village-fund"); got != "the-village-fund" {
		t.Errorf("Party = %q", got)
	}
}

// What a report writes and the id it became are one name; an id alone gives one back.
func TestNamesThatNoTableHas(t *testing.T) {
	for name, id := range map[string]pledgebook.PartyID{"Quay Fund of the North": "quay-fund-of-the-north", "U.S. People’s Fund": "us-peoples-fund", "Fonds für Häfen": "fonds-für-häfen"} {
		if got := Spelled(name); got != id {
			t.Errorf("Spelled(%q) = %q, want %q", name, got, id)
		}
		if !Spells(id, name) || Spells(id, name+" too") || Known(id) {
			t.Errorf("%q and %q are not held for one name, or for a known one", id, name)
		}
	}
	if !Spells("fonds-fur-hafen", "Fonds für Häfen") {
		t.Error("an accent parts a name from its id")
	}
	for id, want := range map[pledgebook.PartyID]string{"quay-fund-of-the-north": "Quay Fund of the North", "of-all": "Of all"} {
		if got := Unspelled(id); got != want {
			t.Errorf("Unspelled(%q) = %q, want %q", id, got, want)
		}
	}
}
