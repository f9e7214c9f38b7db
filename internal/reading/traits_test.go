package reading

import (
	"strings"
	"testing"

	"pledgebook/lexicon"
)

// Every group of traits that has weights can be told to people.
func TestTraitsAreTold(t *testing.T) {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	c, err := newScales(lex)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range lex.Table("weights").Rows {
		group, _, _ := strings.Cut(row.Phrase(), "|")
		if _, ok := c.places[group]; !ok && !strings.HasSuffix(group, ruleSuffix) {
			t.Errorf("nothing says where %q stands", row.Phrase())
		}
	}
	if got, want := c.tell("vb1|give|fact"), `"give fact" as the verb before`; got != want {
		t.Errorf("told as %s, want %s", got, want)
	}
	if got, want := c.tell("stage-rule|verb-go|commitment"), "the rule of the stage verb-go commitment"; got != want {
		t.Errorf("told as %s, want %s", got, want)
	}
}
