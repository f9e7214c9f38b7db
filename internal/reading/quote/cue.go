package quote

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// cueAt reads the cue that begins at token i, if one does, and returns where to
// go on.
func (f *finder) cueAt(i int) int {
	if p := f.passageAt(i); p != nil {
		return max(p.outer.End, i+1)
	}
	if n := f.accordingAt(i); n > i {
		return n
	}
	for _, t := range f.d.TagsAt(i) {
		if t.Category != f.category {
			continue
		}
		g, ok := f.groupAt(t)
		ok = ok || f.nominal(&g)
		if ok {
			if n := f.attribute(g); n > i {
				return n
			}
		}
	}
	return i + 1
}

// content is what a cue's subject said, where it stands.
type content struct {
	text.Range
	rule string
}

// attribute ties a verb group to its subject and content, and returns where to
// go on; 0 where it attributes nothing.
func (f *finder) attribute(g group) int {
	if g.leading {
		return f.leadingAside(g)
	}
	if n := f.quoting(g); n > 0 {
		return n
	}
	if f.takenUp(g) {
		return 0 // "stated this in a letter": what, was told before
	}
	source, found := f.source(g)
	trails := g.cue.frames&frameTrail != 0 && !g.participial && !g.noun
	if trails && !found && f.breaks(g.First-1) {
		if n := f.trailing(g, source, false); n > 0 {
			return n
		}
	}
	orphan := !found && !g.participial && !f.coordinate(g)
	if orphan && !trails {
		return 0
	}
	right := f.rightContent(g)
	if right.Len() == 0 {
		if !trails {
			return 0
		}
		return f.trailing(g, source, found)
	}
	if orphan || f.compound(g, right) {
		return 0
	}
	if !found {
		source = f.lastSource()
	}
	right.Range = f.narrowed(g, source, right.Range)
	return f.emitSides(g, source, right, trails)
}

// narrowed cuts from the content what the clause of its source, or a second verb, ends.
func (f *finder) narrowed(g group, source, right text.Range) text.Range {
	if source.Len() == 1 && f.word(source.First)&relative != 0 && f.word(source.First-1)&prep == 0 {
		right = f.cutAside(right)
	}
	if g.noun {
		right = f.cutSecondVerb(right)
	}
	if f.inSideClause(source) {
		right = f.cutAtMainClause(right)
	}
	return right
}

// emitSides puts out what stands behind a cue and, where that belongs to it, the quotation
// or clause before it; it returns where to go on.
func (f *finder) emitSides(g group, source text.Range, right content, trails bool) int {
	quoted := f.startsQuoted(right.Range)
	left := f.ownQuoteBefore(g, source, quoted)
	switch {
	case left.Len() > 0 && !quoted && trails && right.rule != "that-clause":
		return f.second(g, source, g.End, f.emit(content{left, "trailing-cue"}, g, source, -1))
	case left.Len() > 0 && quoted && trails:
		f.emit(right, g, source, f.emit(content{left, "split-quote"}, g, source, -1))
	case quoted && trails && right.rule == "cue-quote" && f.char(right.First-1) == ',' && f.clauseLeft(g, source).Len() > 0:
		f.emit(right, g, source, f.emit(content{f.clauseLeft(g, source), "trailing-cue"}, g, source, -1))
	default:
		f.emit(right, g, source, -1)
	}
	return f.goOnAfter(right, source)
}

// ownQuoteBefore returns the quotation before a cue, where it is said by the cue's source.
func (f *finder) ownQuoteBefore(g group, source text.Range, quoted bool) text.Range {
	left := f.leftQuote(g, source)
	switch {
	case left.Len() == 0:
	case f.word(left.First)&prep != 0 || f.opensAside(left.First):
		return text.Range{} // On “The Morning Show,” she said
	case !quoted && f.closedBefore(left):
		return text.Range{} // … of “reckless games.” The president said the talks had failed
	}
	return left
}

// cutAside ends what "who" or "which" says at the comma behind which the verb of the
// main clause comes: "who knew that it would fail, told".
func (f *finder) cutAside(r text.Range) text.Range {
	for k := r.First + 1; k < r.End; k++ {
		if f.char(k) == ',' && (f.word(k+1)&(be|have|aux) != 0 && f.word(k+1)&subject == 0 || f.pastVerb(k+1) || f.cueForm(k+1)) {
			return text.Range{First: r.First, End: k}
		}
	}
	return r
}

// inSideClause reports a subject right behind the word that opens a side clause at the
// head of the sentence: "While the minister said …, the bank".
func (f *finder) inSideClause(source text.Range) bool {
	i := source.First - 1
	for i > f.unit.First && f.adverbial(i) && f.word(i)&sub == 0 {
		i--
	}
	return f.word(i)&sub != 0 && (i == f.unit.First || f.word(i-1)&and != 0)
}

// cutAtMainClause ends what a side clause tells at the comma behind which the main
// clause begins.
func (f *finder) cutAtMainClause(r text.Range) text.Range {
	for k := r.First + 1; k < r.End; k++ {
		if f.char(k) == ',' && f.opens(k+1) && f.ledSubject(k+1) > 0 {
			return text.Range{First: r.First, End: k}
		}
	}
	return r
}

// The most tokens of a subject behind an aside that leads the sentence.
const maxLedSubject = 12

// leadingAside reads "Noting that prices had doubled, the minister left": the subject
// follows the comma. It returns where the main clause begins, 0 where there is none.
func (f *finder) leadingAside(g group) int {
	right := f.rightContent(g)
	if right.Len() == 0 {
		return 0
	}
	for k := right.First + 1; k < f.unit.End && k-right.First <= maxClause; k++ {
		if f.char(k) != ',' || !f.opens(k+1) || f.word(k+1)&relative != 0 {
			continue
		}
		end := f.ledSubject(k + 1)
		if end == 0 {
			continue
		}
		right.Range = text.Range{First: right.First, End: k}
		f.emit(right, g, text.Range{First: k + 1, End: end}, -1)
		f.floor, f.soft, f.start = k+1, k+1, k+1
		return k + 1
	}
	return 0
}

// ledSubject returns the end of the noun phrase that begins at i and has a verb right
// behind it; 0 where none does.
func (f *finder) ledSubject(i int) int {
	for k := i; k < f.unit.End && k-i <= maxLedSubject && f.in[k] == 0; k++ {
		w := f.word(k)
		switch {
		case w&(be|have|aux) != 0 && w&subject != 0:
			return k + 1
		case k > i && (w&(be|have|aux) != 0 || f.pastVerb(k) || f.cueForm(k) || f.adverbial(k)):
			return k
		case k > i+1 && w == 0 && f.plain(k) && !f.capital(k) && f.word(k+1)&det != 0:
			return k // "the minister left the hall"
		case f.stops(k), w&(and|sub|to) != 0:
			return 0
		case w&subject != 0 && f.plain(k+1):
			return k + 1
		}
	}
	return 0
}

// cutSecondVerb ends what a noun tells before the verb that the noun is subject of:
// "her belief that it would last | was wrong".
func (f *finder) cutSecondVerb(r text.Range) text.Range {
	open := false // a verb has come, and nothing that a second could belong to
	for k := r.First; k < r.End; k++ {
		w := f.word(k)
		switch {
		case w&(and|sub|wh|relative|that) != 0 || f.char(k) == ',' || f.in[k] != 0:
			open = false
		case w&(be|have|aux) == 0:
			open = open || f.pastVerb(k)
		case open && f.word(k-1)&(be|have|aux|not) == 0 && w&subject == 0:
			return text.Range{First: r.First, End: k}
		default:
			open = true
		}
	}
	return r
}

// closedBefore reports a quoted passage that ends its own sentence.
func (f *finder) closedBefore(left text.Range) bool {
	p := f.passageAt(left.End - 1)
	return p != nil && p.inner.Len() > 0 && f.d.Tokens[p.inner.End-1].Char == '.'
}

// compound reports a cue in -ing between two nouns: "work reporting requirements".
func (f *finder) compound(g group, right content) bool {
	if g.form != ingForm || g.be || g.participial || g.End != right.First || right.rule != "bare-clause" && right.rule != "object" {
		return false
	}
	left := g.First - 1
	bare := func(k int) bool {
		return f.plain(k) && f.word(k) == 0 && !f.d.Tokens[k].Is(text.Capital)
	}
	return g.First == g.verb.First && bare(left) && !f.ends(left, cue.S) && f.word(left-1)&det == 0 && bare(right.First)
}

// nominal takes a verb's base or -s form as a noun behind its owner: "Vos's
// claim that", "his promise to".
func (f *finder) nominal(g *group) bool {
	left := g.First - 1
	if g.form > presentForm || g.aux || g.have || g.be || left < f.soft {
		return false
	}
	if f.word(left)&owner == 0 && (!f.plain(left) || !f.is(left, cue.Possessive)) {
		return false
	}
	i := f.rightContentStart(*g)
	w := f.word(i)
	g.noun = w&that != 0 || w&to != 0 && g.cue.class != Say && g.cue.class != Tell || g.cue.frames&nounOnly != 0 && f.framedBy(g.cue, i)
	return g.noun
}

// framedBy reports a preposition or "to" at i that a cue's content may stand behind.
func (f *finder) framedBy(c speechCue, i int) bool {
	w := f.word(i)
	return w&to != 0 && c.frames&frameTo != 0 || w&prep != 0 && c.frames&prepFrame(f.of(i)) != 0
}

// rightContentStart returns the token behind a group and its adverbials.
func (f *finder) rightContentStart(g group) int { return f.adverbialEnd(g.End) }

// goOnAfter is where to look for the next cue: inside reported speech there may
// be another ("said that the minister promised"), in an object there is none.
func (f *finder) goOnAfter(c content, source text.Range) int {
	f.soft = c.First
	aside := source.Len() == 1 && f.word(source.First)&relative != 0 // "Mr Vos, who knew that …, said"
	if c.rule != "object" && c.rule != "infinitive" && !aside {
		f.floor = c.First
	}
	return c.First
}

// source returns the subject of a verb group, on its left or, behind a quote or
// a comma, on its right.
func (f *finder) source(g group) (text.Range, bool) {
	switch {
	case g.participial:
		return text.Range{}, false
	case g.noun && f.word(g.First-1)&owner != 0:
		return text.Range{First: g.First - 1, End: g.First}, true
	case g.noun:
		return f.sized(text.Range{First: f.ownerStart(g.First - 1), End: g.First})
	}
	source, found := f.subjectOf(g)
	if found && f.char(g.First-1) == ',' && !f.opens(source.First) && f.invertedAt(g.verb.First) {
		return text.Range{}, false // "…, children without schools, said Vos"
	}
	if found && g.form == ingForm && !g.be {
		source = f.beforeVerb(f.behindWith(source))
	}
	return source, found
}

// behindWith begins a subject behind "with": "the outlook is bleak with | the fund
// warning".
func (f *finder) behindWith(r text.Range) text.Range {
	for k := r.End - 2; k > r.First; k-- {
		if f.is(k, cue.With) && f.opens(k+1) {
			return text.Range{First: k + 1, End: r.End}
		}
	}
	return r
}

// beforeVerb ends a subject at the verb of its own behind it: "the council | issued a
// statement calling".
func (f *finder) beforeVerb(r text.Range) text.Range {
	for k := r.First + 1; k < r.End; k++ {
		if f.word(k)&(be|have|aux) != 0 || f.pastVerb(k) && !f.adverbial(k) {
			for k-1 > r.First && f.adverbial(k-1) {
				k--
			}
			return text.Range{First: r.First, End: k}
		}
	}
	return r
}

// ownerStart returns where the name of an owner begins that ends before its genitive:
// "seized on | the minister's claim that".
func (f *finder) ownerStart(end int) int {
	first := end - 1
	if f.capital(first) {
		for first-1 >= f.floor && f.capital(first-1) {
			first--
		}
		if f.word(first-1)&(det|title) != 0 {
			first--
		}
		return first
	}
	for k := first; k >= f.floor && end-k <= 6 && f.plain(k); k-- {
		if f.word(k)&(prep|and|sub|be|have|aux) != 0 {
			break
		}
		if first = k; f.word(k)&det != 0 {
			break
		}
	}
	return first
}

// coordinate reports a verb that shares the subject of the verb before it: "and
// added", "but said".
func (f *finder) coordinate(g group) bool {
	return f.word(g.First-1)&and != 0 && (f.said.mention >= 0 && f.said.number == f.number || g.form == pastForm && (g.cue.class == Say || g.cue.class == Tell))
}

// lastSource returns the source of the last attribution of the unit, else the
// first party of the unit, else nothing.
func (f *finder) lastSource() text.Range {
	if f.said.mention >= 0 && f.said.number == f.number {
		return f.out[f.outermost(f.said.mention)].Source
	}
	return f.mainSubject()
}

// outermost returns the mention of the unit in whose words the last one is told: in "Vos
// said she hoped for rain, adding" Vos adds.
func (f *finder) outermost(last int) int {
	for i := last - 1; i >= f.base && f.out[i].order == f.number; i-- {
		if f.out[i].Turn == "" && f.out[i].Clause.Contains(f.out[last].Source) {
			last = i
		}
	}
	return last
}
