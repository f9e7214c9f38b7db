package quote

import (
	"strings"

	"pledgebook"
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
	if !found {
		if !g.participial && !f.coordinate(g) {
			return 0
		}
		source = f.lastSource()
	}
	quoted := f.startsQuoted(right.Range)
	left := f.leftQuote(g, source)
	if left.Len() > 0 && f.word(left.First)&prep != 0 {
		left = text.Range{} // On “The Morning Show,” she said
	}
	switch {
	case left.Len() > 0 && !quoted && trails && right.rule != "that-clause":
		f.emit(content{left, "trailing-cue"}, g, source, -1)
		return f.second(g, source, g.End)
	case left.Len() > 0 && quoted && trails:
		f.emit(right, g, source, f.emit(content{left, "split-quote"}, g, source, -1))
	case quoted && trails && right.rule == "cue-quote" && f.char(right.First-1) == ',' && f.clauseLeft(g, source).Len() > 0:
		f.emit(right, g, source, f.emit(content{f.clauseLeft(g, source), "trailing-cue"}, g, source, -1))
	default:
		f.emit(right, g, source, -1)
	}
	return f.goOnAfter(right, source)
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
	g.noun = f.word(left)&owner != 0 || f.plain(left) && isS(f.d.Of(left))
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

// rightContent returns what stands behind a verb group as its content.
func (f *finder) rightContent(g group) content {
	i := g.End
	if g.cue.class == Tell {
		i = f.hearerEnd(i)
	}
	i = f.adverbialEnd(i)
	if c := f.char(i); c == ',' && (f.in[min(i+1, f.unit.End-1)] != 0 && i+1 < f.unit.End || f.word(i+1)&that != 0) || c == ':' {
		i++
	}
	if i >= f.unit.End {
		return content{}
	}
	if f.word(i)&prep != 0 && f.word(i)&to == 0 && g.cue.frames&frameThat != 0 && g.cue.frames&prepFrame(f.d.Of(i)) == 0 {
		i = f.asideEnd(i)
	}
	return f.framed(g, i)
}

// asideEnd moves past a few words between a cue and what was said: "says of the
// bank, “…”", "said after the talks that"; it stays where neither follows.
func (f *finder) asideEnd(i int) int {
	for k := i + 1; k < f.unit.End && k-i <= 9; k++ {
		w := f.word(k)
		switch {
		case f.in[k] != 0 && (f.char(k-1) == ',' || f.char(k-1) == ':'), w&that != 0 && f.word(k-1)&prep == 0, w&subject != 0 && w&(wh|relative|that) == 0 && k > i+1:
			return k
		case f.in[k] != 0, f.stops(k) && !(k+1 < f.unit.End && f.in[k+1] != 0), w&(be|have|aux|sub|to) != 0 && w&prep == 0, f.full(k):
			return i
		}
	}
	return i
}

// framed returns the content that begins at i where the cue's frames allow it.
func (f *finder) framed(g group, i int) content {
	fr := g.cue.frames
	w := f.word(i)
	switch {
	case f.in[i] != 0:
		if fr&(frameQuote|frameThat|frameObj) != 0 && (fr&frameQuote != 0 || !f.scare(i)) {
			return content{f.clauseTo(i, false), "cue-quote"}
		}
		return content{f.clauseTo(i, true), "object"}
	case w&that != 0 && fr&frameThat != 0 && !f.full(i+1):
		return content{f.clauseTo(i, false), "that-clause"}
	case (w&wh != 0) && fr&(frameWh|frameThat) != 0 && w&(prep) == 0:
		return content{f.clauseTo(i, false), "wh-clause"}
	case w&to != 0 && fr&frameTo != 0 && f.plain(i+1) && f.word(i+1)&det == 0:
		return content{f.clauseTo(i, false), "infinitive"}
	case w&prep != 0:
		if fr&prepFrame(f.d.Of(i)) != 0 && f.opens(i+1) {
			return content{f.clauseTo(i+1, true), "object"}
		}
		return content{}
	case fr&frameBare != 0 && g.cue.class != Ask && f.clauseLike(i, g.cue.class):
		return content{f.clauseTo(i, false), "bare-clause"}
	case fr&frameCall != 0 && f.opens(i):
		return content{f.clauseTo(i, true), "object"}
	case fr&frameTo != 0 && f.opens(i):
		if k := f.infinitiveAfter(i); k > 0 {
			return content{f.clauseTo(i, false), "infinitive"}
		}
		fallthrough
	case fr&frameObj != 0 && (f.opens(i) || f.plain(i) && !f.adverbial(i) && w == 0):
		if fr&frameObj != 0 {
			return content{f.clauseTo(i, true), "object"}
		}
	}
	return content{}
}

// scare reports a passage of few words: quoted for its wording, not as speech.
func (f *finder) scare(i int) bool {
	return f.words(f.passageAt(i).inner) <= 3
}

func prepFrame(word string) frames {
	return frameNames[word] & prepFrames
}

// infinitiveAfter returns the "to" behind the object that begins at i ("urged
// donors to act"), or 0.
func (f *finder) infinitiveAfter(i int) int {
	for k := i + 1; k < f.unit.End && k-i <= 12; k++ {
		if f.word(k)&to != 0 && f.plain(k+1) && f.word(k+1) == 0 && !f.d.Tokens[k+1].Is(text.Capital) {
			return k
		}
		if f.stops(k) || f.full(k) || f.word(k)&(sub|be|have|aux) != 0 {
			return 0
		}
	}
	return 0
}

// clauseLike reports that a clause without "that" may begin at i: a noun phrase,
// and a verb behind it. Behind a promise, and behind a figure, where a noun is
// the likelier reading, the verb must be a sure one.
func (f *finder) clauseLike(i int, c Class) bool {
	if !f.opens(i) && !(f.plain(i) && f.word(i)&(and|be|have|aux) == 0) {
		return false
	}
	strict := c == Promise || c == Demand || c == Expect || !f.plain(i)
	for k := i; k < f.unit.End && k-i <= 40; k++ {
		if f.full(k) || f.word(k)&and != 0 && f.word(k+1)&(be|have|aux) != 0 {
			break
		}
		if k > i && (f.word(k)&(be|have|aux|not) != 0 || !strict && f.verbLike(k)) || f.in[k] != 0 {
			return true
		}
	}
	return false
}

// verbLike reports a word that looks like a finite verb: a cue, or one that ends
// in -ed or, behind a pronoun or noun, in -s.
func (f *finder) verbLike(k int) bool {
	if !f.plain(k) || f.d.Tokens[k].Is(text.Capital) || f.word(k) != 0 {
		return false
	}
	w := f.d.Of(k)
	if len(w) > 3 && (w[len(w)-2:] == "ed" || w[len(w)-1] == 's' && w[len(w)-2] != 's') {
		return true
	}
	if f.word(k-1)&subject != 0 {
		return true
	}
	for _, t := range f.d.TagsAt(k) {
		if t.Category == f.category {
			return true
		}
	}
	return false
}

// hearerEnd returns the end of the words that name whom something is told.
func (f *finder) hearerEnd(i int) int {
	w := f.word(i)
	if w&hearer != 0 {
		return i + 1
	}
	if w&subject != 0 && f.word(i+1)&(that|wh|be|have|aux) == 0 && !f.plain(i+1) {
		return i + 1
	}
	if !f.opens(i) || w&subject != 0 {
		return i
	}
	name := f.capital(i)
	for k := i + 1; k < f.unit.End && k-i <= 14; k++ {
		v := f.word(k)
		switch {
		case f.in[k] != 0, v&(that|wh|to) != 0 && v&det == 0 || v&that != 0, f.stops(k), f.full(k), v&subject != 0:
			return k
		case v&prep != 0 && f.adverbialEnd(k) > k:
			return k
		case v&det != 0, f.capital(k) && !name && !isS(f.d.Of(k-1)), name && f.plain(k) && !f.capital(k) && v&prep == 0 && !isS(f.d.Of(k)) && !isS(f.d.Of(k-1)):
			return k
		case v&(be|have|aux) != 0:
			return i
		}
	}
	return i
}

// clauseTo returns the content from i to the end of its clause. An object ends
// at a comma or a side clause, reported speech only where another attribution
// begins.
func (f *finder) clauseTo(i int, object bool) text.Range {
	k := i
	for k < f.unit.End {
		if p := f.passageAt(k); p != nil {
			k = max(p.outer.End, k+1)
			if k < f.unit.End && f.afterQuote(k) {
				break
			}
			continue
		}
		if f.char(k) == ';' || f.endsClause(k) || object && k > i && f.endsObject(k) {
			break
		}
		k++
	}
	for k > i && f.in[k-1] == 0 && f.d.Tokens[k-1].Kind == text.Punct && f.d.Tokens[k-1].Char != ')' && f.d.Tokens[k-1].Char != '%' {
		k--
	}
	return text.Range{First: i, End: k}
}

// afterQuote reports that an attribution follows a quoted passage at k: "…"
// adding that.
func (f *finder) afterQuote(k int) bool {
	return f.ing(k) || f.word(k)&and != 0 && f.cueVerb(k+1)
}

// endsClause reports a comma behind which another attribution begins.
func (f *finder) endsClause(k int) bool {
	if f.char(k) == ',' {
		n := k + 1
		for f.adverbial(n) {
			n++
		}
		return f.ing(n) || f.accordsAt(n) || f.attributionAt(n) || f.word(n)&and != 0 && (f.cueVerb(n+1) || f.newSpeech(n+1))
	}
	return f.word(k)&and != 0 && f.cueVerb(k+1) && !f.adverbial(k-1)
}

// newSpeech reports that a clause begins at i whose verb is a cue: ", but he said".
func (f *finder) newSpeech(i int) bool {
	if !f.opens(i) {
		return false
	}
	for k := i + 1; k < f.unit.End && k-i <= 6; k++ {
		if f.stops(k) || f.in[k] != 0 {
			return false
		}
		if f.cueVerb(k) {
			return true
		}
	}
	return false
}

// cueVerb reports a cue in the past or present right at k, or behind an adverb:
// the second verb of "said … and added that".
func (f *finder) cueVerb(k int) bool {
	for f.adverbial(k) {
		k++
	}
	if !f.plain(k) {
		return false
	}
	for _, t := range f.d.TagsAt(k) {
		if t.Category != f.category {
			continue
		}
		c := f.cues[int(t.Ref)/int(formCount)]
		fm := form(int(t.Ref) % int(formCount))
		if (fm == pastForm || fm == presentForm) && c.class != Want && c.class != Judge && f.framedNext(t.End) {
			return true
		}
	}
	return false
}

// framedNext reports what surely opens reported speech.
func (f *finder) framedNext(i int) bool {
	return f.word(i)&that != 0 || f.word(i)&to != 0 || i < f.unit.End && f.in[i] != 0 || f.word(i)&(subject|det) != 0
}

// endsObject reports what ends a noun phrase that is the content.
func (f *finder) endsObject(k int) bool {
	c := f.char(k)
	w := f.word(k)
	switch {
	case c == ',' && !f.listed(k), c == '—', c == '–', c == '―', c == ':', w&sub != 0 && f.d.Of(k) != "as", w&sub != 0 && f.word(k+1)&subject != 0:
		return true
	case w&and != 0:
		return f.word(k+1)&(be|have|aux) != 0 || f.pastVerb(k+1)
	case w&prep != 0:
		return f.adverbialEnd(k) > k || f.d.Of(k) == "during"
	}
	return false
}

// pastVerb reports a word in -ed behind "and": a second verb of the subject.
func (f *finder) pastVerb(k int) bool {
	for f.adverbial(k) {
		k++
	}
	return f.plain(k) && f.word(k) == 0 && !f.d.Tokens[k].Is(text.Capital) && strings.HasSuffix(f.d.Of(k), "ed")
}

// listed reports a comma inside a list or a number of names: "A, B and C".
func (f *finder) listed(k int) bool {
	for n := k + 1; n < f.unit.End && n-k <= 8; n++ {
		if f.word(n)&and != 0 {
			return !f.cueVerb(n+1) && n > k+1
		}
		if f.in[n] != 0 || f.full(n) || f.word(n)&(be|have|aux|sub|relative|subject) != 0 || f.ing(n) {
			return false
		}
	}
	return false
}

// attributionAt reports that the words from i to the end of the unit only say
// who said it: "the ministry said on Monday".
func (f *finder) attributionAt(i int) bool {
	if !f.opens(i) {
		return false
	}
	for k := i + 1; k < f.unit.End && k-i <= 30; k++ {
		if f.in[k] != 0 || f.full(k) {
			return false
		}
		for _, t := range f.d.TagsAt(k) {
			if t.Category == f.category && f.cues[int(t.Ref)/int(formCount)].frames&frameTrail != 0 && form(int(t.Ref)%int(formCount)) != ingForm && f.closesUnit(t.End) {
				return true
			}
		}
	}
	return false
}

// closesUnit reports that behind i come only adverbials, then the end.
func (f *finder) closesUnit(i int) bool {
	i = f.adverbialEnd(i)
	return i >= f.unit.End || f.full(i) || f.withReference(i)
}

// withReference reports a credit phrase: "with reference to", "citing".
func (f *finder) withReference(i int) bool {
	return i+2 < f.unit.End && f.d.Of(i) == "with" && f.d.Of(i+1) == "reference" || f.char(i) == ',' && f.ing(i+1)
}

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
	if f.word(end+1)&credit != 0 {
		f.floor, f.soft = end, end
		return end // the outlet names its own source
	}
	f.emit(content{left, "trailing-cue"}, g, source, -1)
	if f.in[left.First] == 0 && f.hasVerb(left) {
		f.floor, f.soft, f.start = end, end, end
		return f.quotedNext(g, source, end)
	}
	return f.second(g, source, end)
}

// nameLike reports words that can name who speaks: a pronoun, a name, a noun
// with its article, or people in the plural.
func (f *finder) nameLike(r text.Range) bool {
	if f.opens(r.First) || f.titled() || f.word(r.First)&(subject|relative) != 0 {
		return true
	}
	w := f.d.Of(r.End - 1)
	return w[len(w)-1] == 's' || f.word(r.End-1)&plural != 0 || f.capital(r.End-1)
}

// quotedNext reads a quote right behind a cue in the middle.
func (f *finder) quotedNext(g group, source text.Range, end int) int {
	i := f.adverbialEnd(end)
	if p := f.passageAt(i + 1); p != nil && p.mention < 0 && (f.char(i) == ',' || f.char(i) == ':') {
		return f.second(g, source, end)
	}
	return i
}

// second reads what goes on behind a cue in the middle: "…," he said, "…".
func (f *finder) second(g group, source text.Range, end int) int {
	f.floor, f.soft, f.start = end, end, end
	i := f.adverbialEnd(end)
	if f.char(i) == ',' || f.char(i) == ':' || f.char(i) == '—' || f.char(i) == '–' {
		i++
	}
	if i >= f.unit.End {
		return i
	}
	if p := f.passageAt(i); p != nil && p.mention < 0 {
		f.emit(content{f.clauseTo(i, false), "split-quote"}, g, source, len(f.out)-1)
		f.floor, f.soft = i, i
		return i
	}
	if f.char(i-1) == ',' && !f.ing(i) && f.out[len(f.out)-1].Form == pledgebook.Indirect && f.word(i)&and == 0 {
		if rest := f.clauseTo(i, false); f.words(rest) >= 3 {
			f.emit(content{rest, "split-clause"}, g, source, len(f.out)-1)
		}
	}
	return i
}

// inverted returns the subject to the right of a cue that follows a quote or a
// comma.
func (f *finder) inverted(g group) text.Range {
	if !f.breaks(g.First-1) && g.First > f.floor || !f.opens(g.End) && !(f.plain(g.End) && f.word(g.End) == 0) {
		return text.Range{}
	}
	r, ok := f.sized(text.Range{First: g.End, End: f.phraseEnd(g.End)})
	if !ok {
		return text.Range{}
	}
	return r
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
	if f.char(end-1) != ',' && f.char(end-1) != '—' && f.char(end-1) != '–' || end-1 <= f.start {
		return text.Range{}
	}
	first := f.start
	for k := first; k < end-1; k++ {
		if c := f.char(k); c == '―' || c == ';' {
			first = k + 1
		}
	}
	for first < end && f.d.Tokens[first].Kind == text.Punct && f.in[first] == 0 {
		first++
	}
	r := text.Range{First: first, End: end - 1}
	if f.words(r) == 0 || f.words(r) < 3 && f.char(f.adverbialEnd(g.End)) != ',' || f.word(first)&prep != 0 && r.Len() <= 6 && !f.hasVerb(r) {
		return text.Range{}
	}
	return r
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
	if p == nil || p.part != f.part || p.mention >= 0 {
		return text.Range{}
	}
	if p.outer.First < f.unit.First {
		return p.outer // “…?” he asked.
	}
	first := p.outer.First
	for first > f.start && !(f.in[first-1] == 0 && f.stops(first-1)) && f.in[first-1] == 0 {
		first--
	}
	if first > f.start || f.words(text.Range{First: first, End: p.outer.First}) == 0 {
		return p.outer
	}
	return text.Range{First: first, End: p.outer.End}
}

func (f *finder) startsQuoted(r text.Range) bool {
	return f.in[r.First] != 0 || f.word(r.First)&that != 0 && r.Len() > 1 && f.in[r.First+1] != 0
}
