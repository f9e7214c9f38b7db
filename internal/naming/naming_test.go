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
