package party

import (
	"slices"
	"sort"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// finder works on one sentence; found grows over the whole report.
type finder struct {
	*Reader
	d        *text.Document
	sentence text.Range
	style    style
	part     pledgebook.PartKind
	found    []Mention
	names    text.Range // the names of this sentence in found, in order
}

// style is how a sentence is written.
type style uint8

const (
	prose     style = iota
	titleCase       // "Japan Gives Jordan a Grant": capitals mean little
	allCaps         // "JAPAN GIVES JORDAN A GRANT": they mean nothing
)

// styleOf counts the longer words with and without capitals. Most sentences soon have
// more small words than either of the other styles allows.
func styleOf(d *text.Document, s text.Range) style {
	words, upper, small := 0, 0, 0
	stopped := d.Tokens[s.End-1].Char == '.'
	for i := s.First; i < s.End; i++ {
		t := &d.Tokens[i]
		if t.Kind != text.Word || t.End-t.Start < 4 {
			continue
		}
		words++
		switch {
		case t.Is(text.AllCaps):
			upper++
		case !t.Is(text.Capital):
			if small++; small*4 > s.Len() || stopped && small*10 > s.Len() {
				return prose
			}
		}
	}
	switch {
	case words >= 2 && upper*10 >= words*9:
		return allCaps
	case words >= 4 && small*4 <= words && !stopped:
		return titleCase
	}
	return prose
}

// findNames takes the lexicon's names, longest first, left to right.
func (f *finder) findNames() {
	f.names.First = len(f.found)
	end := f.sentence.First
	tags := f.d.TagsIn(f.sentence)
	for k, t := range tags {
		if t.Category != f.categories.name || t.First < end {
			continue
		}
		n := &f.Reader.names[t.Ref]
		if n.trap || f.spoiled(t.Range, n) {
			end = t.End
			continue
		}
		m := f.nameMention(t, n)
		if f.ownedByOther(&m) {
			continue
		}
		if f.ambiguous(tags[k+1:], t) || n.care == otherPlace {
			m.ID, m.Type, m.State, m.Rule = "", n.typ, "", "ambiguous-name"
		}
		f.found = append(f.found, m)
		end = t.End
	}
	f.names.End = len(f.found)
}

func (f *finder) nameMention(t text.Tag, n *name) Mention {
	m := Mention{Range: t.Range, ID: n.id, Type: n.typ, State: n.gives, For: n.serves, Form: n.form,
		Basis: pledgebook.Stated, Rule: string(n.form), Plural: n.people, name: t.Ref, noun: n.sorts}
	m.Possessive = f.possessed(t.End)
	m.adjunct = f.style == prose && f.capital(t.End)
	m.Location = n.form == Capital && f.isPlace(t.Range)
	if n.form == Name && !m.Location {
		m.Location = f.followsCity(m)
	}
	if m.Location {
		m.Rule = "city-as-place"
	}
	return m
}

// ambiguous reports another name of the same length at the same token, with
// another party ("Congolese").
func (f *finder) ambiguous(tags []text.Tag, t text.Tag) bool {
	for _, o := range tags {
		if o.First != t.First {
			return false
		}
		if o.Category == t.Category && o.End == t.End && f.Reader.names[o.Ref].id != f.Reader.names[t.Ref].id {
			return true
		}
	}
	return false
}

// possessed reports "'s", or the bare apostrophe of a plural, at token i.
func (f *finder) possessed(i int) bool {
	if i <= f.sentence.First || i >= f.sentence.End || f.d.Tokens[i].Is(text.SpaceBefore) {
		return false
	}
	t := f.d.Tokens[i]
	if t.Kind == text.Word {
		return t.End-t.Start <= 4 && (f.d.Text[t.Start] == '\'' || f.d.Text[t.Start] == 0xE2)
	}
	last := f.d.Text[f.d.Tokens[i-1].End-1]
	return (t.Char == '’' || t.Char == '\'') && (last == 's' || last == 'S') &&
		i+1 < f.sentence.End && f.d.Tokens[i+1].Kind == text.Word && f.d.Tokens[i+1].Is(text.SpaceBefore)
}

// word returns the class of a token inside the sentence, 0 outside it.
func (f *finder) word(i int) wordClass {
	if i < f.sentence.First || i >= f.sentence.End {
		return 0
	}
	return f.class(f.d.Tokens[i])
}

func (f *finder) char(i int) rune {
	if i < f.sentence.First || i >= f.sentence.End {
		return 0
	}
	return f.d.Tokens[i].Char
}

// capital reports a capitalised word inside the sentence.
func (f *finder) capital(i int) bool {
	return i >= f.sentence.First && i < f.sentence.End && f.d.Tokens[i].Kind == text.Word && f.d.Tokens[i].Is(text.Capital)
}

// tagged returns the tag of a category that begins at a token of the sentence.
func (f *finder) tagged(i int, c text.Category) (text.Tag, bool) {
	if i < f.sentence.First || i >= f.sentence.End {
		return text.Tag{}, false
	}
	return f.d.Tagged(i, c)
}

// nameCovering returns the name of this sentence that holds token i, or nil.
func (f *finder) nameCovering(i int) *Mention {
	names := f.found[f.names.First:f.names.End]
	k := sort.Search(len(names), func(k int) bool { return names[k].First > i })
	if k > 0 && names[k-1].End > i {
		return &names[k-1]
	}
	return nil
}

// settle sorts the mentions from first on and lets the longest of those that
// overlap stand.
func settle(found []Mention, first int) []Mention {
	fresh := found[first:]
	for i := 1; i < len(fresh); i++ { // nearly always they are in order, and always few
		if inOrder(&fresh[i-1], &fresh[i]) <= 0 {
			continue
		}
		m, k := fresh[i], i
		for ; k > 0 && inOrder(&fresh[k-1], &m) > 0; k-- {
			fresh[k] = fresh[k-1]
		}
		fresh[k] = m
	}
	return longest(found, first)
}

// inOrder puts mentions in the order of the text, the longer first.
func inOrder(a, b *Mention) int {
	if a.First != b.First {
		return a.First - b.First
	}
	return b.End - a.End
}

// merge puts the mentions added behind old, themselves in order, among those
// before it, and lets the longest stand.
func merge(mentions []Mention, old int) []Mention {
	added := slices.Clone(mentions[old:])
	i, k := old-1, len(mentions)-1
	for a := len(added) - 1; a >= 0; k-- {
		if i >= 0 && inOrder(&mentions[i], &added[a]) > 0 {
			mentions[k] = mentions[i]
			i--
			continue
		}
		mentions[k] = added[a]
		a--
	}
	return longest(mentions, max(k, 0)) // what stands before them is as it was
}

// longest drops, of mentions in order that overlap, all but the longest.
func longest(found []Mention, first int) []Mention {
	if len(found)-first < 2 {
		return found
	}
	kept := found[:first+1]
	for i := first + 1; i < len(found); i++ {
		m, last := &found[i], &kept[len(kept)-1]
		switch {
		case !last.Overlaps(m.Range) && len(kept) == i: // nothing was dropped yet
			kept = kept[:i+1]
		case !last.Overlaps(m.Range):
			kept = append(kept, *m)
		case m.Len() > last.Len():
			*last = *m
		}
	}
	return kept
}
