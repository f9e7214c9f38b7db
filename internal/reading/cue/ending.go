package cue

import (
	"fmt"
	"strings"

	"pledgebook/lexicon"
)

// Ending is a form that the last letters of a word show.
type Ending uint8

// The forms.
const (
	Gerund      Ending = iota // "reporting"
	Past                      // "reported"
	RegularPast               // "reported", not "indeed"
	S                         // a plural or the third person: "reports"
	ThirdPerson               // "reports", not "across"
	Plural                    // "reports", not "across", "bonus" or "basis"
	AdverbLy                  // "reportedly"
	Superlative               // "largest"
	endingCount
)

// endingNames are the forms as the table names them.
var endingNames = map[string]Ending{
	"gerund": Gerund, "past": Past, "regular-past": RegularPast, "s": S, "third-person": ThirdPerson, "plural": Plural,
	"adverb": AdverbLy, "superlative": Superlative,
}

// Endings are the letters of each form, in lower case.
type Endings [endingCount][]letters

// letters end a word of a form, unless one of but does.
type letters struct {
	ending string
	but    []string
}

// NewEndings reads the table endings of a language; every form must have one.
func NewEndings(t *lexicon.Table) (all Endings, err error) {
	for _, row := range t.Rows {
		form, ok := endingNames[row.Get("form")]
		if !ok {
			return all, fmt.Errorf("endings.tsv:%d: no form %q", row.Line, row.Get("form"))
		}
		all[form] = append(all[form], letters{row.Phrase(), row.List("but")})
	}
	for name, form := range endingNames {
		if len(all[form]) == 0 {
			return all, fmt.Errorf("endings.tsv: no ending for the form %q", name)
		}
	}
	return all, nil
}

// Has reports whether a word as it is written has the ending of a form.
func (e *Endings) Has(word string, form Ending) bool {
	for i := range e[form] {
		if l := &e[form][i]; strings.HasSuffix(word, l.ending) && !l.butFor(word) {
			return true
		}
	}
	return false
}

func (l *letters) butFor(word string) bool {
	for _, b := range l.but {
		if strings.HasSuffix(word, b) {
			return true
		}
	}
	return false
}
