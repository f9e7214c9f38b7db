package quote

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// The most tokens of a speaker's naming.
const maxSource = 45

// breaks reports a comma, dash or end of a passage at i.
func (f *finder) breaks(i int) bool {
	if i < f.unit.First {
		return true
	}
	switch f.char(i) {
	case ',', '—', '–', '―', ';', ':', '-':
		return true
	}
	return f.in[i] != 0
}

// subjectOf returns the words that name who does the verb of g, to its left.
func (f *finder) subjectOf(g group) (text.Range, bool) {
	end := g.First
	w := f.word(end - 1)
	switch {
	case end <= f.floor:
		return text.Range{}, false
	case w&(subject|relative) != 0 && (w&det == 0 || w&relative != 0):
		return text.Range{First: end - 1, End: end}, true
	case f.in[end-1] != 0:
		return text.Range{}, false
	case f.char(end-1) == ',':
		return f.apposed(end)
	case w&(and|sub|prep|wh) != 0:
		return text.Range{}, false
	}
	if end <= f.soft {
		return text.Range{}, false
	}
	first := f.listStart(f.nameBefore(f.phraseStart(end)), end)
	return f.sized(text.Range{First: first, End: f.beforeOccasion(first, end)})
}

// beforeOccasion ends a naming before where its bearer spoke: "the chairman | in an
// interview". What was said "in the report" is told by what the report is.
func (f *finder) beforeOccasion(first, end int) int {
	for k := first + 1; k < end; k++ {
		if f.is(k, cue.In|cue.At|cue.On) && f.word(end-1)&venue != 0 && f.adverbialEnd(k) == end {
			return k
		}
	}
	return end
}

// nameBefore moves left to the name that a phrase describes: "Jo Vos, the bank's
// director told". The name follows a quote or a comma, or opens the clause.
func (f *finder) nameBefore(first int) int {
	if f.char(first-1) != ',' || first-2 < max(f.floor, f.soft) || f.word(first)&det == 0 || f.word(first)&subject != 0 {
		return first
	}
	name := first - 1
	for name-1 >= max(f.floor, f.soft) && first-name <= 6 && (f.capital(name-1) || f.char(name-1) == '.') {
		name--
	}
	if first-1-name < 2 || name > f.unit.First && f.in[name-1] == 0 && f.char(name-1) != ',' {
		return first
	}
	return name
}

// listStart moves left over a list that a subject ends: "The family, teachers | and
// local leaders". The list opens the clause, and no verb stands in it.
func (f *finder) listStart(first, end int) int {
	open := max(f.floor, f.soft)
	if f.char(first-1) != ',' || first-1 <= open || !f.joined(first, end) {
		return first
	}
	k := first - 1
	for ; k >= open && first-k <= maxList && (f.plain(k) || f.char(k) == ','); k-- {
		if f.word(k)&(be|have|aux|sub|to|wh|that|relative|calendar) != 0 || f.pastVerb(k) || f.verbLike(k) && !f.endsPlural(k) {
			return first
		}
	}
	for k++; k < first && f.word(k)&and != 0; k++ {
	}
	if k > open && k-1 >= open && f.in[k-1] == 0 || f.lead(k) || f.adverbial(k) || k >= first-1 || f.word(k)&prep != 0 {
		return first
	}
	return k
}

// The most tokens of a list of subjects before its last two.
const maxList = 24

// joined reports an "and" between two nouns of a range.
func (f *finder) joined(first, end int) bool {
	for k := first + 1; k+1 < end; k++ {
		if f.is(k, cue.And) {
			return true
		}
	}
	return false
}

func (f *finder) sized(r text.Range) (text.Range, bool) {
	if r.Len() < 1 || r.Len() > maxSource || f.wordless(r) {
		return text.Range{}, false
	}
	return r, true
}

// phraseStart returns where the noun phrase that ends before end begins. Going
// left it stops at a comma, a quoted passage, a word that opens a side clause,
// and at another verb, unless a relative pronoun shows that the verb is inside.
func (f *finder) phraseStart(end int) int {
	first := end - 1
	for k := end - 1; k >= max(f.floor, f.soft) && end-k <= maxSource; k-- {
		w := f.word(k)
		if f.in[k] != 0 || f.stops(k) || f.joinsClauses(k, end) || w&sub != 0 && k < end-1 || w&relative != 0 && w&(that|wh) != 0 && k+1 < end && f.opens(k+1) {
			break
		}
		if w&(be|have|aux) != 0 {
			r := f.relativeBefore(k)
			if r < 0 {
				break
			}
			k = r
			first = k
			continue
		}
		first = k
	}
	return f.trimLead(first, end)
}

// joinsClauses reports an "and" between a clause and a name that speaks: "is at war and
// Jo Vos said".
func (f *finder) joinsClauses(k, end int) bool {
	if f.word(k)&and == 0 || f.capital(k-1) || !f.plain(k-1) || f.word(k-1) != 0 || f.endsPlural(k-1) {
		return false
	}
	for i := k + 1; i < end; i++ {
		if !f.capital(i) {
			return false
		}
	}
	return k+1 < end
}

// stops reports punctuation that ends a noun phrase.
func (f *finder) stops(k int) bool {
	switch f.char(k) {
	case ',', ';', ':', '—', '–', '―', '?', '!', '…', '•':
		return true
	case '-':
		return f.d.Tokens[k].Is(text.SpaceBefore) || f.char(k-1) == '-' // "GENEVA -- The bank"
	}
	return false
}

// relativeBefore returns the relative pronoun to the left of a verb at k, within
// the same stretch and a few words away, or -1.
func (f *finder) relativeBefore(k int) int {
	for i := k - 1; i >= f.floor+1 && k-i <= 6; i-- {
		if f.in[i] != 0 || f.stops(i) {
			return -1
		}
		if f.word(i)&relative != 0 {
			return i
		}
	}
	return -1
}

// trimLead moves past what may stand before a subject: "But", "Later", "On
// Monday", "In a statement".
func (f *finder) trimLead(first, end int) int {
	for first < end-1 {
		w := f.word(first)
		switch {
		case w&(and|sub|wh) != 0 && w&prep == 0, w&that != 0 && w&det != 0 && f.opens(first+1), f.adverbial(first) && w&det == 0 && !f.limits(first):
			first++
		case w&calendar != 0:
			first++
		case w&prep != 0:
			n := f.phraseAfterPrep(first, end)
			if n <= first {
				return end
			}
			first = n
		default:
			return first
		}
	}
	return first
}

// limits reports an adverb that belongs to the subject behind it: "Nearly 80 donors",
// "Not everyone".
func (f *finder) limits(i int) bool {
	next := f.word(i + 1)
	return f.word(i)&count != 0 || f.word(i)&not != 0 && next&subject != 0 || f.plain(i) && i+1 < f.unit.End && f.d.Tokens[i+1].Kind == text.Number
}

// phraseAfterPrep returns where the last noun phrase behind a prepositional
// phrase begins: "In a statement | the ministry", "On Tuesday | Norway".
func (f *finder) phraseAfterPrep(first, end int) int {
	for k := end - 1; k > first+1; k-- {
		before := f.word(k - 1)
		if before&(prep|det|title) != 0 || f.d.Tokens[k-1].Char == '.' {
			continue
		}
		if f.word(k)&(det|subject) != 0 || f.capital(k) && !(f.capital(k-1) && before&calendar == 0) {
			return k
		}
	}
	return 0
}

// apposed returns the subject of a verb with a comma before it: "Jo Vos, a
// retired general, said". It is what stands before the comma, up to the start of
// the clause, less the adverbials at its head.
func (f *finder) apposed(end int) (text.Range, bool) {
	first := end - 1
	for k := end - 2; k >= f.floor && end-k <= maxSource; k-- {
		c := f.char(k)
		if f.in[k] != 0 || c == ';' || c == ':' || c == '—' || c == '–' || c == '-' && f.stops(k) {
			break
		}
		first = k
	}
	for first < end-1 && f.char(first) == ',' {
		first++
	}
	first = f.afterClauses(first, end-1)
	if first >= end-1 {
		return text.Range{}, false
	}
	for first < end-1 && (f.lead(first) || f.word(first) == 0 && f.opensAside(first)) {
		next := first
		for next < end-1 && f.char(next) != ',' {
			next++
		}
		if next >= end-1 {
			return f.sized(text.Range{First: f.trimLead(first, end-1), End: end - 1})
		}
		first = next + 1
	}
	for first < end-1 && (f.word(first)&and != 0 || f.adverbial(first) && f.word(first)&det == 0) {
		first++
	}
	if end-3 > first && f.char(end-3) == ',' && f.adverbial(end-2) {
		end -= 2 // "Some donors, however,"
	}
	return f.sized(f.beforeDoing(text.Range{First: first, End: end - 1}))
}

// beforeDoing ends a naming before what the speaker does meanwhile: "the president |,
// opening the hospital,".
func (f *finder) beforeDoing(r text.Range) text.Range {
	for k := r.First + 1; k+1 < r.End; k++ {
		if f.char(k) == ',' && f.word(k+1) == 0 && f.opensAside(k+1) && !f.capital(k+1) {
			return text.Range{First: r.First, End: k}
		}
	}
	return r
}

// afterClauses moves past the stretches between commas that are clauses of their
// own: what stands before ", said" is then a name with something behind it, or
// nothing, where the subject follows the verb.
func (f *finder) afterClauses(first, end int) int {
	for k := first; k < end; k++ {
		if f.word(k)&(be|have|aux) != 0 && f.relativeBefore(k) < 0 {
			for k < end && f.char(k) != ',' {
				k++
			}
			first = k + 1
		}
	}
	if first > end || f.char(first) == ',' {
		return end
	}
	for k := first; k < end; k++ {
		if f.char(k) == ',' {
			return first
		}
	}
	if first > f.floor && f.char(first-1) == ',' && f.opens(first) {
		return first
	}
	return end
}

// lead reports a word that opens an adverbial before the subject.
func (f *finder) lead(i int) bool {
	w := f.word(i)
	return w&prep != 0 || w&sub != 0 || w&calendar != 0 || w&wh != 0 && w&subject == 0 || (f.adverbial(i) && w&det == 0 || w&and != 0) && f.char(i+1) == ','
}

// phraseEnd returns the end of the noun phrase that begins at i, to the right of
// an inverted cue ("said Michel Cote, minister for trade").
func (f *finder) phraseEnd(i int) int {
	end := i
	for end < f.unit.End && end-i < maxSource && f.in[end] == 0 && !f.full(end) {
		if c := f.char(end); c == ',' || c == ';' || c == ':' {
			if c != ',' || !f.appositive(end+1) && !f.is(end+1, cue.Of) {
				return end
			}
		} else if c == '(' && !f.shortBracket(end) {
			return end
		}
		if end > i && (f.word(end)&(sub|wh) != 0 && f.word(end)&(prep|subject) == 0 || f.word(end)&sub != 0 && f.word(end+1)&subject != 0 || f.word(end)&prep != 0 && (f.adverbialEnd(end) > end || f.ends(end+1, cue.Gerund) && f.opensAside(end+1))) {
			return end
		}
		end++
	}
	return end
}

// shortBracket reports a bracket that belongs to the name before it: "(D-Mo.)".
func (f *finder) shortBracket(i int) bool {
	for k := i + 1; k < f.unit.End && k-i <= 7; k++ {
		if f.char(k) == ')' {
			return f.d.Tokens[i+1].Is(text.Capital) || f.d.Tokens[i+1].Kind == text.Number
		}
	}
	return false
}

// full reports a full stop, question or exclamation mark that ends the sentence.
func (f *finder) full(i int) bool {
	switch f.char(i) {
	case '?', '!':
		return true
	case '.':
		if i == f.unit.First {
			return true
		}
		return i+1 >= f.unit.End || f.d.Tokens[i+1].Is(text.SpaceBefore) && f.word(i-1)&title == 0 && f.d.Tokens[i-1].End-f.d.Tokens[i-1].Start > 1
	}
	return false
}

// appositive reports that what begins at i describes the name before it.
func (f *finder) appositive(i int) bool {
	return f.word(i)&(relative|that) == relative || f.word(i)&det != 0 && f.word(i)&relative == 0 || f.plain(i) && f.word(i) == 0 && !f.ing(i)
}

// cueForm reports a cue in the past or present at i.
func (f *finder) cueForm(i int) bool {
	if !f.plain(i) {
		return false
	}
	for _, t := range f.d.TagsAt(i) {
		if fm := form(int(t.Ref) % int(formCount)); t.Category == f.category && (fm == pastForm || fm == presentForm) {
			return true
		}
	}
	return false
}

// ing reports a cue in -ing at i.
func (f *finder) ing(i int) bool {
	if !f.plain(i) {
		return false
	}
	for _, t := range f.d.TagsAt(i) {
		if t.Category == f.category && form(int(t.Ref)%int(formCount)) == ingForm {
			return true
		}
	}
	return false
}

// adverbialEnd returns the end of the adverbials that begin at i: "on Monday",
// "in a statement", "last week", "later"; i where there are none.
func (f *finder) adverbialEnd(i int) int {
	for {
		next := f.oneAdverbial(i)
		if next == i {
			return i
		}
		i = next
	}
}

func (f *finder) oneAdverbial(i int) int {
	w := f.word(i)
	switch {
	case w&calendar != 0, f.adverbial(i) && w&(sub|det) == 0:
		if i+1 < f.unit.End && f.is(i+1, cue.Possessive) {
			return i // "Friday's test"
		}
		return i + 1
	case w&det != 0 && f.word(i+1)&calendar != 0 && f.word(i+2)&(calendar) == 0:
		return i + 2
	case w&prep == 0 || w&to != 0:
		return i
	}
	named := false
	for k := i + 1; k < f.unit.End && k-i <= 8; k++ {
		v := f.word(k)
		switch {
		case v&venue != 0 && f.capital(k) && f.capital(k-1), v&calendar != 0 && named:
			return i // "for the Cook Report", "by Jo Vos last week"
		case v&(venue|calendar) != 0 && f.word(k+1)&venue == 0:
			for f.word(k+1)&calendar != 0 || f.d.Tokens[min(k+1, f.unit.End-1)].Kind == text.Number && f.word(k)&calendar != 0 && k+1 < f.unit.End {
				k++
			}
			return k + 1
		case !f.plain(k) && f.char(k) != '\'' && f.char(k) != '’' && f.char(k) != '.' && f.d.Tokens[k].Kind != text.Number:
			return i
		case v&(subject|be|have|aux|that|sub) != 0, v&prep != 0 && !f.is(k, cue.Of):
			return i
		}
		named = named || v == 0 && f.capital(k)
	}
	return i
}

// The most tokens of a dateline.
const maxDateline = 12

// pastDateline returns where the sentence begins behind "GENEVA, 3 May –", before a token.
func (f *finder) pastDateline(end int) int {
	for k := f.unit.First + 1; k+1 < end && k-f.unit.First <= maxDateline && f.in[k] == 0; k++ {
		switch f.char(k) {
		case '—', '–', '-':
			if f.capital(k-1) && f.stops(k) && !f.stops(k+1) {
				return k + 1
			}
		}
	}
	return f.unit.First
}

// mainSubject returns the subject that a unit begins with: the noun phrase at
// its head, up to the first verb; nothing where no verb is near.
func (f *finder) mainSubject() text.Range {
	if f.word(f.unit.First)&subject != 0 {
		return text.Range{First: f.unit.First, End: f.unit.First + 1}
	}
	end := f.unit.First
	for ; end < f.unit.End && end-f.unit.First <= maxSource; end++ {
		w := f.word(end)
		if f.in[end] != 0 || f.full(end) {
			return f.leading()
		}
		if end > f.unit.First && (w&(be|have|aux) != 0 || f.pastVerb(end) || f.word(end)&did != 0 || (f.char(end+1) == ':' || f.word(end+1)&det != 0) && f.cueForm(end)) {
			break
		}
	}
	first := f.pastDateline(end)
	for first < end && f.word(first)&and != 0 {
		first++
	}
	for first < end && f.lead(first) {
		for first < end && f.char(first) != ',' {
			first++
		}
		first++
	}
	for end-1 > first && (f.adverbial(end-1) || f.char(end-1) == ',') {
		end--
	}
	if r, ok := f.sized(text.Range{First: min(first, end), End: end}); ok {
		return r
	}
	return f.leading()
}
