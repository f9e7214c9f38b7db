package quote

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// trailing reads a cue behind what was said: "…, he said", "…, said the bank".
func (f *finder) trailing(g group, source text.Range, found bool) int {
	end := g.End
	if found && !f.nameLike(source) {
		return 0
	}
	if !found {
		source = f.inverted(g)
		if source.Len() == 0 {
			return 0
		}
		end = source.End
	}
	left := f.leftOf(g, source)
	if left.Len() == 0 {
		return 0
	}
	if f.toldAside(left.End) {
		return 0 // "he said, adding that it was late, said Vos"
	}
	if f.word(end+1)&credit != 0 {
		f.floor, f.soft = end, end
		return end // the outlet names its own source
	}
	last := f.emit(content{left, "trailing-cue"}, g, source, -1)
	if f.in[left.First] == 0 && !f.goesOn(left, end) {
		f.floor, f.soft, f.start = end, end, end
		return f.quotedNext(g, source, end, last)
	}
	return f.second(g, source, end, last)
}

// toldAside reports that what a verb in -ing told ends at a token: ", adding that it was
// late |, said Vos".
func (f *finder) toldAside(end int) bool {
	if f.said.mention < 0 || f.said.number != f.number {
		return false
	}
	last := &f.out[f.said.mention]
	return last.Clause.End == end && f.char(last.Cue.First-1) == ',' && f.ing(last.Cue.End-1)
}

// quoting reads "the agency quoted her as saying" behind a quote, whose words are
// hers, and returns where to go on; 0 for every other cue.
func (f *finder) quoting(g group) int {
	if g.cue.class != Say || g.cue.frames&frameObj == 0 {
		return 0
	}
	of := f.quotedAs(g)
	if of.Len() == 0 {
		return 0
	}
	subject, found := f.source(g)
	if !found {
		return 0
	}
	left := f.leftOf(group{Range: subject}, subject)
	if left.Len() == 0 {
		return 0
	}
	end := of.End + 2
	f.emit(content{left, "trailing-cue"}, group{Range: text.Range{First: of.End, End: end}, cue: g.cue}, of, -1)
	f.floor, f.soft, f.start = end, end, end
	return end
}

// The most tokens between "quoted" and "as saying".
const maxQuoted = 8

// quotedAs returns whom a cue says to be quoted: "her" in "the agency quoted her as
// saying"; nothing for other cues.
func (f *finder) quotedAs(g group) text.Range {
	for k := g.End; k < f.unit.End && k-g.End <= maxQuoted && f.in[k] == 0 && !f.stops(k) && !f.full(k); k++ {
		if k > g.End && f.word(k)&sub != 0 && f.word(k)&prep != 0 && f.ing(k+1) {
			return text.Range{First: g.End, End: k}
		}
	}
	return text.Range{}
}

// goesOn reports that a clause goes on behind a cue in its middle: its verb comes
// there, or what stood before was only its first words.
func (f *finder) goesOn(left text.Range, end int) bool {
	i := f.adverbialEnd(end)
	if f.char(i) != ',' || f.ing(i+1) {
		return false
	}
	if f.word(i+1)&reason != 0 || f.word(i+1)&contrast != 0 && f.quoteWithin(i+2) {
		return true // "…, he said, until it failed", "…, he said, but “…”"
	}
	if f.opensSide(left.First) {
		return true // "If the rains fail, he said, prices will rise"
	}
	if f.lead(i + 1) {
		return false
	}
	return f.word(i+1)&(be|have|aux) != 0 || f.verbLike(i+1) || f.words(left) <= 3
}

// quoteWithin reports a passage that begins at i or a few words behind it, with no verb
// of speech of its own.
func (f *finder) quoteWithin(i int) bool {
	for k := i; k < f.unit.End && k-i <= 4; k++ {
		if f.in[k] != 0 {
			return true
		}
		if f.cueForm(k) || f.stops(k) {
			return false
		}
	}
	return false
}

// opensSide reports what opens a side clause or an adverbial before the main
// clause: "If", "But to", "Even when", "During".
func (f *finder) opensSide(i int) bool {
	for f.word(i)&and != 0 || f.adverbial(i) && f.word(i)&(sub|prep) == 0 {
		i++
	}
	return f.word(i)&(sub|to) != 0 && f.word(i)&(det|subject) == 0 || f.word(i)&prep != 0
}

// hasCapital reports a name among words.
func (f *finder) hasCapital(r text.Range) bool {
	for k := r.First; k < r.End; k++ {
		if f.capital(k) {
			return true
		}
	}
	return false
}

// nameLike reports words that can name who speaks: a pronoun, a name, a noun
// with its article, or people in the plural.
func (f *finder) nameLike(r text.Range) bool {
	if f.opens(r.First) || f.titled() || f.word(r.First)&(subject|relative) != 0 {
		return true
	}
	if f.ends(r.End-1, cue.S) || f.word(r.End-1)&plural != 0 || f.capital(r.End-1) {
		return true
	}
	if f.d.Tokens[r.End-1].Kind == text.Number && f.char(r.End-2) == ',' && f.capital(r.End-3) {
		return true // "volunteer Jo Vos, 35"
	}
	return f.word(r.First+1)&prep != 0 && (f.ends(r.First, cue.S) || f.word(r.First)&plural != 0) || f.char(r.End-1) == ')' && f.hasCapital(r)
}

// quotedNext reads a quote right behind a cue in the middle.
func (f *finder) quotedNext(g group, source text.Range, end, last int) int {
	i := f.adverbialEnd(end)
	if p := f.passageAt(i + 1); p != nil && p.mention < 0 && (f.char(i) == ',' || f.char(i) == ':') {
		return f.second(g, source, end, last)
	}
	return i
}

// second reads what goes on behind a cue in the middle: "…," he said, "…".
func (f *finder) second(g group, source text.Range, end, last int) int {
	f.floor, f.soft, f.start = end, end, end
	i := f.adverbialEnd(end)
	if f.char(i) == ',' || f.char(i) == ':' || f.char(i) == '—' || f.char(i) == '–' {
		i++
	}
	if i >= f.unit.End {
		return i
	}
	if p := f.passageAt(i); p != nil && p.mention < 0 {
		f.emit(content{f.clauseTo(i, false), "split-quote"}, g, source, last)
		f.floor, f.soft = i, i
		return i
	}
	if f.char(i-1) == ',' && last >= f.base && f.out[last].Form != pledgebook.Indirect && f.word(i)&contrast != 0 && f.quoteWithin(i+1) {
		f.emit(content{f.clauseTo(i, false), "split-quote"}, g, source, last)
		return i
	}
	if f.char(i-1) == ',' && !f.ing(i) && last >= f.base && f.out[last].Form == pledgebook.Indirect && (f.word(i)&and == 0 || f.word(i)&contrast != 0 && f.quoteWithin(i+1)) {
		if rest := f.clauseTo(i, false); f.words(rest) >= 2 {
			f.emit(content{rest, "split-clause"}, g, source, last)
		}
	}
	return i
}

// inverted returns the subject to the right of a cue that follows a quote or a
// comma.
func (f *finder) inverted(g group) text.Range {
	if f.word(g.End)&that != 0 || !f.breaks(g.First-1) && g.First > f.floor || !f.opens(g.End) && !(f.plain(g.End) && f.word(g.End) == 0) {
		return text.Range{}
	}
	r, ok := f.sized(text.Range{First: g.End, End: f.withoutRelative(f.phraseEnd(g.End))})
	if !ok {
		return text.Range{}
	}
	return r
}

// withoutRelative moves back over a ", who" of which nothing follows.
func (f *finder) withoutRelative(end int) int {
	if f.word(end-1)&relative != 0 && f.char(end-2) == ',' {
		return end - 2
	}
	return end
}

// leftOf returns what stands before a trailing cue and its source: the quoted
// passage that ends there, else the clause.
func (f *finder) leftOf(g group, source text.Range) text.Range {
	if q := f.leftQuote(g, source); q.Len() > 0 {
		return q
	}
	return f.clauseLeft(g, source)
}

// clauseLeft returns the clause before a cue and its source that ends in a comma
// or dash.
func (f *finder) clauseLeft(g group, source text.Range) text.Range {
	end := min(g.First, source.First)
	if f.char(end-1) != ',' && f.char(end-1) != '—' && f.char(end-1) != '–' || end-1 <= f.start || end-f.start > maxClause {
		return text.Range{}
	}
	first := f.start
	for k := first; k < end-1; k++ {
		if c := f.char(k); c == '―' || c == ';' {
			first = k + 1
		}
	}
	for first < end && (f.d.Tokens[first].Kind == text.Punct && f.in[first] == 0 || f.word(first)&and != 0 && f.word(first+1)&adverb == 0 || f.adverbial(first) && f.char(first+1) == ',' && first+2 < end-1) {
		first++
	}
	r := text.Range{First: first, End: end - 1}
	if f.adverbialEnd(first) > first && f.word(first)&prep != 0 && !f.sureVerb(r) {
		return text.Range{} // "In a statement by her aide, the minister said, …"
	}
	if f.quoteBehind(g) && f.opensAside(first) {
		return text.Range{} // "Praising the troops, he said, “…”"
	}
	if f.wordless(r) || f.words(r) < 3 && f.char(f.adverbialEnd(g.End)) != ',' || f.word(first)&prep != 0 && r.Len() <= 6 && !f.hasVerb(r) && !f.leadsOn(g, r) {
		return text.Range{}
	}
	return r
}

// leadsOn reports a place or the like at the head of what was said, behind which a cue
// between commas stands: "In the north, she said, schools would open".
func (f *finder) leadsOn(g group, r text.Range) bool {
	i := f.adverbialEnd(g.End)
	return f.char(i) == ',' && i+1 < f.unit.End && f.in[i+1] == 0 && f.adverbialEnd(r.First) < r.End
}

// quoteBehind reports that a cue has a quote or a clause of its own behind it.
func (f *finder) quoteBehind(g group) bool { return f.rightContent(g).Len() > 0 }

// opensAside reports a word in -ing, or "while", that opens an aside.
func (f *finder) opensAside(i int) bool {
	return f.plain(i) && (f.word(i)&means != 0 && f.word(i)&prep == 0 || len(f.of(i)) > 5 && f.ends(i, cue.Gerund) && f.word(i)&det == 0)
}

// sureVerb reports a form of "be", "have" or an auxiliary.
func (f *finder) sureVerb(r text.Range) bool {
	for k := r.First; k < r.End; k++ {
		if f.word(k)&(be|have|aux) != 0 {
			return true
		}
	}
	return false
}

func (f *finder) hasVerb(r text.Range) bool {
	for k := r.First; k < r.End; k++ {
		if f.word(k)&(be|have|aux) != 0 || f.verbLike(k) {
			return true
		}
	}
	return false
}

// leftQuote returns the clause that ends in a quoted passage right before the
// source and cue: in this unit, or all of the unit before it.
func (f *finder) leftQuote(g group, source text.Range) text.Range {
	at := min(g.First, source.First) - 1
	if source.Len() == 0 {
		at = g.First - 1
	}
	if at >= 0 && at >= f.unit.First && f.char(at) == ',' {
		at--
	}
	p := f.passageAt(at)
	if p == nil || p.part != f.part {
		return text.Range{}
	}
	if p.mention >= 0 {
		return f.aroundQuote(p)
	}
	if p.outer.First < f.unit.First {
		return p.outer // “…?” he asked.
	}
	first := p.outer.First
	for first > f.start && p.outer.First-first < maxClause && !(f.in[first-1] == 0 && f.stops(first-1)) && f.in[first-1] == 0 {
		first--
	}
	if first > f.start || f.wordless(text.Range{First: first, End: p.outer.First}) {
		return p.outer
	}
	return text.Range{First: first, End: p.outer.End}
}

// aroundQuote returns the clause whose own verb has a quote that ends in a comma, which is
// told by who follows: "donors will “pay by May,” Vos said".
func (f *finder) aroundQuote(p *passage) text.Range {
	m := &f.out[p.mention]
	first := f.start
	for first < p.outer.First && f.d.Tokens[first].Kind == text.Punct && f.in[first] == 0 {
		first++
	}
	if m.order != f.number || !f.endsInComma(p) || m.Cue.First <= first || m.Cue.End > p.outer.First || m.Source.First < first || m.Source.End > m.Cue.First {
		return text.Range{}
	}
	return text.Range{First: first, End: p.outer.End}
}

func (f *finder) startsQuoted(r text.Range) bool {
	return f.in[r.First] != 0 || f.word(r.First)&that != 0 && r.Len() > 1 && f.in[r.First+1] != 0
}
