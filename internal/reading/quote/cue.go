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
		if !ok {
			ok = f.nominal(&g)
		}
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
	if n := f.quoting(g); n > 0 {
		return n
	}
	source, found := f.source(g)
	trails := g.cue.frames&frameTrail != 0 && !g.participial && !g.noun
	if trails && !found && f.breaks(g.First-1) {
		if n := f.trailing(g, source, false); n > 0 {
			return n
		}
	}
	right := f.rightContent(g)
	if right.Len() == 0 {
		if !trails {
			return 0
		}
		return f.trailing(g, source, found)
	}
	if f.compound(g, right) {
		return 0
	}
	if !found {
		if !g.participial && !f.coordinate(g) {
			return 0
		}
		source = f.lastSource()
	}
	quoted := f.startsQuoted(right.Range)
	left := f.leftQuote(g, source)
	if left.Len() > 0 && (f.word(left.First)&prep != 0 || f.opensAside(left.First)) {
		left = text.Range{} // On “The Morning Show,” she said
	}
	if left.Len() > 0 && !quoted && f.closedBefore(left) {
		left = text.Range{} // … of “reckless games.” The president said the talks had failed
	}
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
	w := f.word(f.rightContentStart(*g))
	if w&that == 0 && (w&to == 0 || g.cue.class == Say || g.cue.class == Tell) {
		return false
	}
	g.noun = f.word(left)&owner != 0 || f.plain(left) && f.is(left, cue.Possessive)
	return g.noun
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
		return f.sized(text.Range{First: f.phraseStart(g.First - 1), End: g.First - 1})
	}
	return f.subjectOf(g)
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
		return f.out[f.said.mention].Source
	}
	return f.mainSubject()
}
