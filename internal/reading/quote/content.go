package quote

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// rightContent returns what stands behind a verb group as its content.
func (f *finder) rightContent(g group) content {
	i := g.End
	if g.cue.class == Tell {
		i = f.hearerEnd(i)
	}
	i = f.ownAdverb(g.End, f.placeEnd(i))
	if c := f.char(i); c == ',' && (f.in[min(i+1, f.unit.End-1)] != 0 && i+1 < f.unit.End || f.word(i+1)&that != 0) || c == ':' {
		i++
	}
	if i >= f.unit.End {
		return content{}
	}
	if f.char(i) == ',' && g.cue.frames&frameThat != 0 {
		i = f.pastAside(i)
	}
	if f.leadIn(g, i) {
		return content{f.clauseTo(i, false), "bare-clause"}
	}
	if f.word(i)&prep != 0 && f.word(i)&to == 0 && g.cue.frames&frameThat != 0 && g.cue.frames&prepFrame(f.of(i)) == 0 {
		i = f.asideEnd(i)
	}
	return f.framed(g, i)
}

// leadIn reports reported speech that begins with what leads its clause: "said | about
// 300 wells were dry", "said | under the plan, donors would pay".
func (f *finder) leadIn(g group, i int) bool {
	w := f.word(i)
	if g.cue.frames&frameBare == 0 || w&(prep|sub) == 0 || w&(to|wh) != 0 || f.is(i, cue.As|cue.Of) || g.cue.frames&prepFrame(f.of(i)) != 0 {
		return false
	}
	if f.figureAt(i) {
		return f.clauseLike(i, g.cue)
	}
	for k := i + 1; k < f.unit.End && k-i <= maxLeadIn && f.in[k] == 0; k++ {
		switch v := f.word(k); {
		case f.char(k) == ',':
			return k > i+1 && (f.opens(k+1) || f.plain(k+1) && f.word(k+1) == 0) && f.ledSubject(k+1) > 0
		case f.full(k), f.stops(k), w&sub == 0 && v&(be|have|aux|sub|subject|that) != 0:
			return false
		}
	}
	return false
}

// The most tokens before the comma of what leads a clause.
const maxLeadIn = 14

// figureAt reports a figure with the word before it: "about 300", "at least 300".
func (f *finder) figureAt(i int) bool {
	if f.word(i)&count == 0 && f.word(i)&prep != 0 {
		i++
	}
	return f.word(i)&count != 0 && i+1 < f.unit.End && f.d.Tokens[i+1].Kind == text.Number
}

// ownAdverb moves back over an adverb that belongs to what was said: "vowed | not to
// return", "told | just how it fell", "discussed | recently paid sums".
func (f *finder) ownAdverb(from, i int) int {
	if i-1 < from || !f.adverbial(i-1) || f.word(i-1)&calendar != 0 {
		return i
	}
	switch w := f.word(i); {
	case f.figureAt(i - 1):
		return i - 1
	case w&to != 0 && f.word(i-1)&not != 0, w&wh != 0 && w&(sub|relative) == 0, f.pastVerb(i) && f.word(i-1) == 0:
		return i - 1
	}
	return i
}

// The most tokens of an aside between a cue and its clause.
const maxAside = 25

// pastAside moves past an aside between commas: "said, right after the talks, that".
func (f *finder) pastAside(i int) int {
	for k := i + 1; k < f.unit.End && k-i <= maxAside && f.in[k] == 0 && !f.full(k); k++ {
		if f.char(k) == ',' && f.word(k+1)&that != 0 && k > i+2 {
			return k + 1
		}
	}
	return i
}

// placeEnd moves past days, occasions and places between a cue and what was said:
// "in Bogota on Friday".
func (f *finder) placeEnd(i int) int {
	for {
		i = f.adverbialEnd(i)
		if f.word(i)&prep == 0 || !f.capital(i+1) {
			return i
		}
		k := i + 1
		for f.capital(k) {
			k++
		}
		if f.adverbialEnd(k) == k && f.word(k)&(that|subject|det) == 0 {
			return i
		}
		i = k
	}
}

// asideEnd moves past a few words between a cue and what was said: "says of the
// bank, “…”", "said after the talks that"; it stays where neither follows.
func (f *finder) asideEnd(i int) int {
	for k := i + 1; k < f.unit.End && k-i <= 9; k++ {
		w := f.word(k)
		switch {
		case f.in[k] != 0 && (f.char(k-1) == ',' || f.char(k-1) == ':'), w&that != 0 && f.word(k-1)&prep == 0 && f.word(k+1)&(be|have|aux) == 0, w&subject != 0 && w&(wh|relative|that) == 0 && k > i+1:
			return k
		case f.in[k] != 0, f.stops(k) && !(k+1 < f.unit.End && f.in[k+1] != 0), w&(be|have|aux|sub|to) != 0 && w&prep == 0, f.full(k):
			return i
		}
	}
	return i
}

// opening returns what the word is that opens a content at i, or the one behind the
// adverb there: "vowed not to return", "told just how it fell".
func (f *finder) opening(i int) parts {
	w, next := f.word(i), f.word(i+1)
	if w&not != 0 && next&to != 0 || w&adverb != 0 && next&wh != 0 && next&(sub|relative) == 0 {
		return next
	}
	return w
}

// framed returns the content that begins at i where the cue's frames allow it.
func (f *finder) framed(g group, i int) content {
	fr, w := g.cue.frames, f.opening(i)
	switch {
	case f.in[i] != 0:
		if fr&(frameQuote|frameThat|frameObj) != 0 && (fr&frameQuote != 0 || !f.scare(i)) {
			return content{f.clauseTo(i, false), "cue-quote"}
		}
		return content{f.clauseTo(i, true), "object"}
	case w&that != 0 && fr&frameThat != 0 && !f.full(i+1) && !f.ofOccasion(i) && !f.nounBefore(g, i):
		return content{f.clauseTo(i, false), "that-clause"}
	case w&wh != 0 && fr&(frameWh|frameThat) != 0 && w&prep == 0 && (fr&stateOnly == 0 || w&sub == 0):
		return content{f.clauseTo(i, false), "wh-clause"}
	case w&to != 0 && fr&frameTo != 0 && f.plain(i+1) && f.word(i+1)&det == 0:
		return content{f.cutSecondClause(f.clauseTo(i, false)), "infinitive"}
	case w&prep != 0:
		if fr&prepFrame(f.of(i)) != 0 && (f.opens(i+1) || f.plain(i+1) && f.word(i+1) == 0) {
			return content{f.clauseTo(i+1, true), "object"}
		}
		return content{}
	case fr&frameThat != 0 && f.toldThat(i) > i:
		return content{f.clauseTo(f.toldThat(i), false), "that-clause"}
	case fr&frameThat != 0 && w&subject != 0 && w&(relative|wh) == 0 && (w&(be|have|aux) != 0 || f.word(i+1)&(be|have|aux) != 0):
		return content{f.clauseTo(i, false), "bare-clause"} // "noting it should rise"
	case fr&frameBare != 0 && g.cue.class != Ask && f.clauseLike(i, g.cue):
		return content{f.clauseTo(i, false), "bare-clause"}
	case fr&frameCall != 0 && f.opens(i):
		return content{f.clauseTo(i, true), "object"}
	case fr&frameTo != 0 && (f.opens(i) || f.plain(i) && w&^(hearer|plural) == 0 && f.endsPlural(i)):
		if k := f.infinitiveAfter(i); k > 0 {
			return content{f.cutSecondClause(f.clauseTo(i, false)), "infinitive"}
		}
		fallthrough
	case fr&frameObj != 0 && (f.opens(i) || f.plain(i) && w == 0 && (!f.adverbial(i) || f.pastVerb(i))):
		if fr&frameObj != 0 {
			return content{f.clauseTo(i, true), "object"}
		}
	}
	return content{}
}

// cutSecondClause ends an infinitive before a clause with a subject of its own: "agreed
// to lend 5 million | , and the union added money".
func (f *finder) cutSecondClause(r text.Range) text.Range {
	for k := r.First + 1; k < r.End; k++ {
		if f.char(k) == ',' && f.word(k+1)&and != 0 && f.opens(k+2) && f.ledSubject(k+2) > 0 {
			return text.Range{First: r.First, End: k}
		}
	}
	return r
}

// takenUp reports a "this" behind a cue that takes up what was told before, and no noun behind it.
func (f *finder) takenUp(g group) bool {
	if g.cue.frames&frameThat == 0 {
		return false
	}
	i := f.adverbialEnd(g.End)
	return f.is(i, cue.This) && (f.word(i+1)&(prep|sub|calendar) != 0 || f.full(i+1) || i+1 >= f.unit.End)
}

// ofOccasion reports a "that" that goes on about where something was said: "told
// reporters after the meeting that was held".
func (f *finder) ofOccasion(i int) bool {
	return f.word(i-1)&venue != 0 && f.word(i+1)&(be|have|aux) != 0
}

// nounBefore reports that a cue in -s before "that" is a noun: "the demands that have
// come in".
func (f *finder) nounBefore(g group, i int) bool {
	return g.form == presentForm && g.cue.frames&nounBase != 0 && i == g.End && f.word(i+1)&(be|have|aux) != 0
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
		if f.word(k)&to != 0 && (f.plain(k+1) && f.word(k+1)&^(be|have) == 0 && !f.d.Tokens[k+1].Is(text.Capital) || k+1 < f.unit.End && f.in[k+1] != 0) {
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
func (f *finder) clauseLike(i int, by speechCue) bool {
	c := by.class
	if !f.opens(i) && !(f.plain(i) && f.word(i)&(and|be|have|aux) == 0) {
		return false
	}
	if f.word(i) == 0 && !f.d.Tokens[i].Is(text.Capital) && len(f.of(i)) > 5 && f.ends(i, cue.Gerund) && !f.verbAhead(i+1) {
		return false // "states reducing aid"
	}
	strict := c == Promise || c == Demand || c == Expect || !f.plain(i) && by.frames&(frameObj|frameThings) != 0
	for k := i; k < f.unit.End && k-i <= 40; k++ {
		if c == Promise && k > i && f.word(k)&(relative|wh|that) != 0 {
			break // "pledged 20 million in aid that is to come": a thing, not a clause
		}
		if f.full(k) || f.word(k)&and != 0 && f.word(k+1)&(be|have|aux) != 0 || f.char(k) == ',' && f.ing(k+1) {
			break
		}
		if k > i && (f.word(k)&(be|have|aux|not) != 0 || !strict && f.verbLike(k)) || f.in[k] != 0 {
			return true
		}
	}
	return false
}

// verbAhead reports a sure verb in the clause that goes on at a token.
func (f *finder) verbAhead(k int) bool {
	for end := k + 12; k < f.unit.End && k < end && !f.full(k) && !f.stops(k); k++ {
		if f.word(k)&(be|have|aux) != 0 {
			return true
		}
	}
	return false
}

// verbLike reports a word that looks like a finite verb: a cue, or one that ends
// in -ed or, behind a pronoun or noun, in -s.
func (f *finder) verbLike(k int) bool {
	if f.word(k)&did != 0 {
		return true
	}
	if !f.plain(k) || f.d.Tokens[k].Is(text.Capital) || f.word(k) != 0 {
		return false
	}
	if len(f.of(k)) > 3 && (f.ends(k, cue.Past) || f.ends(k, cue.ThirdPerson)) {
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

// maxClause is the most tokens that one cue attributes outside quoted passages:
// a longer clause is no sentence of a report.
const maxClause = 400

// clauseTo returns the content from i to the end of its clause. An object ends
// at a comma or a side clause, reported speech only where another attribution
// begins.
func (f *finder) clauseTo(i int, object bool) text.Range {
	k := i
	for k < f.unit.End && k-i < maxClause {
		if p := f.passageAt(k); p != nil {
			k = max(p.outer.End, k+1)
			if k < f.unit.End && (f.afterQuote(k) || f.endsInComma(p) && f.attributionAt(k)) {
				break
			}
			continue
		}
		if f.char(k) == 0 && f.word(k)&(and|sub|prep) == 0 {
			k++ // as mostly: nothing ends here
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

// afterQuote reports that an attribution or the report's own words follow a quoted
// passage at k: "…" adding that, "…" but she said, "…" though the aid was late.
func (f *finder) afterQuote(k int) bool {
	return f.ing(k) || f.word(k)&and != 0 && (f.cueVerb(k+1) || f.newSpeech(k+1) || f.closedSpeech(k-1) && f.pastWord(k+1)) || f.word(k)&concession != 0
}

// closedSpeech reports a passage that ends at token i in a stop of its own: "No more!"
func (f *finder) closedSpeech(i int) bool {
	p := f.passageAt(i)
	return p != nil && p.inner.Len() > 0 && f.d.Tokens[p.inner.End-1].Kind == text.Punct
}

// pastWord reports the past of a verb behind "and".
func (f *finder) pastWord(k int) bool { return f.pastVerb(k) || f.word(k)&did != 0 }

// endsInComma reports a passage whose last mark is a comma: who says it follows.
func (f *finder) endsInComma(p *passage) bool {
	return p.inner.Len() > 0 && f.d.Tokens[p.inner.End-1].Char == ','
}

// endsClause reports a comma behind which another attribution begins, or what the
// report concedes.
func (f *finder) endsClause(k int) bool {
	if f.char(k) == ',' {
		n := k + 1
		for f.adverbial(n) {
			n++
		}
		return f.ing(n) || f.word(k+1)&concession != 0 || f.word(k+1)&contrast != 0 && f.opens(k+2) || f.accordsAt(n) || f.attributionAt(n) || f.invertedAt(n) || f.word(n)&and != 0 && (f.cueVerb(n+1) || f.newSpeech(n+1))
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
		if (fm == pastForm || fm == presentForm) && c.class != Want && c.class != Judge && f.framedNext(t.End, c.frames) {
			return true
		}
	}
	return false
}

// framedNext reports what surely opens reported speech.
func (f *finder) framedNext(i int, fr frames) bool {
	return f.word(i)&that != 0 || f.word(i)&to != 0 && fr&(frameTo|frameThat) != 0 || i < f.unit.End && f.in[i] != 0 || f.word(i)&(subject|det) != 0
}

// endsObject reports what ends a noun phrase that is the content.
func (f *finder) endsObject(k int) bool {
	c := f.char(k)
	w := f.word(k)
	switch {
	case c == ',' && !f.listed(k) && !f.placed(k), c == '—', c == '–', c == '―', c == ':', w&sub != 0 && !f.is(k, cue.As), w&sub != 0 && f.word(k+1)&subject != 0:
		return true
	case w&and != 0:
		return f.word(k+1)&(be|have|aux) != 0 || f.pastVerb(k+1)
	case w&prep != 0:
		return f.adverbialEnd(k) > k
	}
	return false
}

// placed reports the comma inside a place's name: "Blantyre, Malawi,".
func (f *finder) placed(k int) bool {
	n := k + 1
	for n-k <= 3 && f.capital(n) {
		n++
	}
	return f.capital(k-1) && n > k+1 && (f.char(n) == ',' || n >= f.unit.End || f.full(n))
}

// pastVerb reports a word in -ed behind "and": a second verb of the subject.
func (f *finder) pastVerb(k int) bool {
	for f.adverbial(k) {
		k++
	}
	return f.plain(k) && f.word(k) == 0 && !f.d.Tokens[k].Is(text.Capital) && f.ends(k, cue.Past)
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
			if t.Category == f.category && f.cues[int(t.Ref)/int(formCount)].frames&frameTrail != 0 && form(int(t.Ref)%int(formCount)) != ingForm && (f.closesUnit(t.End) || f.char(f.adverbialEnd(t.End)) == ',' && k-i <= 6) {
				return true
			}
		}
	}
	return false
}

// The most tokens of a speaker behind a cue that ends the sentence.
const maxInverted = 8

// invertedAt reports that the words from i to the end of the unit only say who said it,
// the cue first: "said the ministry".
func (f *finder) invertedAt(i int) bool {
	if !f.plain(i) || f.word(i) != 0 || !f.opens(i+1) {
		return false
	}
	for _, t := range f.d.TagsAt(i) {
		if fm := form(int(t.Ref) % int(formCount)); t.Category == f.category && f.cues[int(t.Ref)/int(formCount)].frames&frameTrail != 0 && (fm == pastForm || fm == presentForm) {
			k := t.End
			for k < f.unit.End && k-t.End <= maxInverted && f.plain(k) && f.word(k)&(be|have|aux|that|sub) == 0 {
				k++
			}
			return k > t.End && f.closesUnit(k)
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
	return f.word(i)&prep != 0 && f.word(i+1)&credit != 0 || f.char(i) == ',' && f.ing(i+1)
}
