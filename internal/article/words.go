package article

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"pledgebook"
	"pledgebook/lexicon"
)

// words are one language's tables about the shape of a page.
type words struct {
	months   map[string]int // lower case
	weekdays map[string]bool
	agencies map[string]bool
	cities   map[string]bool                // lower case
	bodies   map[string]bool                // organisations, whose name before a colon is no place
	lines    map[string]pledgebook.PartKind // whole lines, lower case
	starts   []start
	views    map[string]bool
	credits  []creditPhrase
	outlets  []creditPhrase
	sources  []string // lower case
}

// start is a phrase that a line of furniture begins with.
type start struct {
	phrase string
	kind   pledgebook.PartKind
	rest   bool // the line and all behind it
}

type creditPhrase struct {
	phrase string
	needs  string // "", "source" or "name"
}

// Kinds of furniture rows that are no kind of part.
const (
	headingOfTeasers pledgebook.PartKind = "heading"
	publishedLine    pledgebook.PartKind = "published"
)

var tables sync.Map // language → *words

// untold is whose words are tried on a text too short to tell its language.
const untold = "en"

// wordsOf returns the tables of a language, and those of [untold] for "".
func wordsOf(tag string) (*words, error) {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if base == "" {
		base = untold
	}
	if w, ok := tables.Load(base); ok {
		return w.(*words), nil
	}
	lex, err := lexicon.Load(base)
	if err != nil {
		return nil, err
	}
	w := &words{
		months: map[string]int{}, weekdays: map[string]bool{}, agencies: map[string]bool{}, cities: map[string]bool{}, bodies: map[string]bool{},
		lines: map[string]pledgebook.PartKind{}, views: map[string]bool{},
	}
	for _, add := range []func(*lexicon.Lexicon) error{w.addDatelines, w.addFurniture, w.addCredits} {
		if err := add(lex); err != nil {
			return nil, err
		}
	}
	tables.Store(base, w)
	return w, nil
}

func (w *words) addDatelines(lex *lexicon.Lexicon) error {
	for _, r := range lex.Table("datelines").Rows {
		switch r.Get("kind") {
		case "month":
			n, err := strconv.Atoi(r.Get("value"))
			if err != nil {
				return fmt.Errorf("datelines.tsv:%d: %w", r.Line, err)
			}
			w.months[strings.ToLower(r.Phrase())] = n
		case "weekday":
			w.weekdays[strings.ToLower(r.Phrase())] = true
		case "agency":
			w.agencies[r.Phrase()] = true
		case "city":
			w.cities[strings.ToLower(r.Phrase())] = true
		default:
			return fmt.Errorf("datelines.tsv:%d: kind is month, weekday, agency or city, not %q", r.Line, r.Get("kind"))
		}
	}
	for _, r := range lex.Table("bodynames").Rows {
		w.bodies[r.Phrase()] = true
	}
	for _, r := range lex.Table("capitals").Rows {
		w.cities[strings.ToLower(r.Phrase())] = true
	}
	return nil
}

func (w *words) addFurniture(lex *lexicon.Lexicon) error {
	for _, r := range lex.Table("furniture").Rows {
		phrase, kind := strings.ToLower(r.Phrase()), pledgebook.PartKind(r.Get("kind"))
		switch r.Get("where") {
		case "line":
			w.lines[phrase] = kind
		case "start", "rest":
			w.starts = append(w.starts, start{phrase, kind, r.Get("where") == "rest"})
		case "stamp":
			w.views[phrase] = true
		default:
			return fmt.Errorf("furniture.tsv:%d: where is line, start, rest or stamp, not %q", r.Line, r.Get("where"))
		}
	}
	return nil
}

func (w *words) addCredits(lex *lexicon.Lexicon) error {
	for _, r := range lex.Table("creditphrases").Rows {
		p := creditPhrase{r.Phrase(), r.Get("needs")}
		switch r.Get("kind") {
		case "credit":
			w.credits = append(w.credits, p)
		case "outlet":
			w.outlets = append(w.outlets, p)
		case "source":
			w.sources = append(w.sources, strings.ToLower(p.phrase))
		default:
			return fmt.Errorf("creditphrases.tsv:%d: kind is credit, outlet or source, not %q", r.Line, r.Get("kind"))
		}
	}
	return nil
}
