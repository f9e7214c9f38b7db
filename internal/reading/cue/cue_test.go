package cue_test

import (
	"strings"
	"testing"

	"pledgebook/internal/reading/cue"
	"pledgebook/lexicon"
)

// numbering numbers words in the order in which it is asked for them, from 1.
type numbering map[string]int

func (n numbering) intern(word string) int {
	if n[word] == 0 {
		n[word] = len(n) + 1
	}
	return n[word]
}

func TestEveryPartHasItsWords(t *testing.T) {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	n := numbering{}
	words, err := cue.NewTable(lex.Table("cues"), n.intern)
	if err != nil {
		t.Fatal(err)
	}
	of := func(word string) cue.Parts { return words.Of(uint32(n[word])) }
	if of("deal").Sense != cue.Deal || of("deals") != of("deal") {
		t.Error("deal and deals are not the same cue")
	}
	if of("after") != (cue.Parts{Small: cue.After, Sense: cue.Occasion}) {
		t.Errorf("after plays %+v, not both its parts", of("after"))
	}
	if of("dealer") != (cue.Parts{}) || words.Of(1<<30) != (cue.Parts{}) {
		t.Error("a word that the table lacks plays a part")
	}
}

func TestNoPartWithoutAWord(t *testing.T) {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cue.NewTable(lex.Table("no such table"), numbering{}.intern); err == nil || !strings.Contains(err.Error(), "no word for the cue") {
		t.Errorf("a language without cues: %v", err)
	}
}

func TestEndings(t *testing.T) {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	e, err := cue.NewEndings(lex.Table("endings"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		word string
		form cue.Ending
		want bool
	}{
		{"reporting", cue.Gerund, true}, {"reporter", cue.Gerund, false},
		{"reported", cue.RegularPast, true}, {"indeed", cue.RegularPast, false}, {"indeed", cue.Past, true},
		{"soldiers", cue.Plural, true}, {"basis", cue.Plural, false}, {"across", cue.ThirdPerson, false}, {"across", cue.S, true},
		{"largest", cue.Superlative, true}, {"reportedly", cue.AdverbLy, true},
	} {
		if got := e.Has(c.word, c.form); got != c.want {
			t.Errorf("%q in form %d: %v", c.word, c.form, got)
		}
	}
	if _, err := cue.NewEndings(lex.Table("no such table")); err == nil {
		t.Error("a language without endings passes")
	}
}
