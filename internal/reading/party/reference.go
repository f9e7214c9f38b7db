package party

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// The classes of words that a pronoun and a noun that refers may begin with.
const (
	pronouns    = firstPerson | neuter | personalPronoun | pluralPronoun
	determining = article | pluralNoun
)

// referringIn returns the hints of the words that a reference may begin with in a
// sentence: articles only where it has a noun that refers.
func (r *Reader) referringIn(s *text.Sentence) text.Hints {
	if s.Has.Has(r.categories.definite) {
		return r.hints.pronoun | r.hints.definite
	}
	return r.hints.pronoun
}

// findReferences marks the pronouns and the nouns behind "the" that the report
// may tie to a party, which begin with words of the hints. They have no ID yet.
func (f *finder) findReferences(referring text.Hints) {
	for i, end := f.sentence.First, f.sentence.End; i < end; i++ {
		if i = f.d.Next(i, end, referring); i == end {
			break
		}
		t := &f.d.Tokens[i]
		w := f.class(*t)
		switch {
		case w&pronouns != 0:
			if f.style != allCaps && !t.Is(text.AllCaps) && (t.End-t.Start > 1 || t.Is(text.Capital)) {
				f.pronoun(i, w)
			}
		case w&article != 0 || w&pluralNoun != 0 && t.Is(text.Capital):
			f.definite(i, w)
		}
	}
}

func (f *finder) pronoun(i int, w wordClass) {
	end := i + 1
	if w&possessive != 0 {
		if t, ok := f.tagged(end, f.categories.definite); ok && f.definites[t.Ref].refers != "body" && f.definites[t.Ref].refers != "region" {
			end = t.End
		}
	}
	f.found = append(f.found, Mention{Range: text.Range{First: i, End: end}, Form: Pronoun, Basis: pledgebook.Context,
		Possessive: w&possessive != 0, Plural: w&pluralPronoun != 0, name: -1})
}

// definite reads "the country", "this ministry", "the military alliance" and the
// capitalised "Alliance" that a report uses for one party.
func (f *finder) definite(i int, w wordClass) {
	at := i
	if w&article != 0 {
		at++
	}
	t, ok := f.tagged(at, f.categories.definite)
	if !ok || at == i && !f.takesUp(t) {
		return
	}
	if m := f.nameCovering(at); m != nil && m.End >= t.End {
		return
	}
	if f.word(t.End)&linkOf != 0 && (f.nameCovering(t.End+1) != nil || f.nameCovering(t.End+2) != nil) {
		return // "the government of Japan" names its party
	}
	n := &f.definites[t.Ref]
	if n.refers == "state" && f.word(t.End)&compoundHead != 0 {
		return // "the country grants", "the country director"
	}
	f.found = append(f.found, Mention{Range: text.Range{First: i, End: t.End}, Form: Definite, Basis: pledgebook.Context,
		Plural: n.plural, Possessive: f.possessed(t.End), name: -1 - t.Ref - 1, noun: n.sorts})
}

// takesUp reports a capitalised noun without an article inside a sentence in
// prose: "Allies agreed" but not "the World Bank".
func (f *finder) takesUp(t text.Tag) bool {
	return f.style == prose && f.definites[t.Ref].plural && f.nameCovering(t.First) == nil
}
