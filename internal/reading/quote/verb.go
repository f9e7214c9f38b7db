package quote

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// group is a verb group: "has also said", with what it holds.
type group struct {
	text.Range
	verb        text.Range
	cue         speechCue
	form        form
	have, be    bool
	aux         bool
	participial bool // ", adding"
	noun        bool // "his claim"
	onward      bool // "continued to call for"
	leading     bool // "Noting that it had failed, she left"
}

// groupAt reads the verb group whose verb is the cue of tag t, and tells whether
// it may be a verb here at all.
func (f *finder) groupAt(t text.Tag) (group, bool) {
	g := group{Range: t.Range, verb: t.Range, cue: f.cues[int(t.Ref)/int(formCount)], form: form(int(t.Ref) % int(formCount))}
	if g.cue.frames&nounOnly != 0 {
		return g, false
	}
	first := g.First
	for k := g.First - 1; k >= f.floor; k-- {
		w := f.word(k)
		switch {
		case w&subject != 0 && w&(be|have|aux) != 0: // "they've"
			g.be, g.have, g.aux = g.be || w&be != 0, g.have || w&have != 0, g.aux || w&aux != 0
			k = -1
			continue
		case k == g.First-1 && f.is(k, cue.Possessive) && f.word(k-1)&subject != 0: // "he's saying", "he's said"
			g.be, g.have = g.form == ingForm, g.form != ingForm
		case w&be != 0:
			g.be = true
		case w&have != 0:
			g.have = true
		case w&aux != 0:
			g.aux = true
		case f.adverbial(k):
			continue
		default:
			k = -1
			continue
		}
		first = k
	}
	if g.form == ingForm && !g.be || g.form == participleForm && g.have {
		if at := f.quotedAt(first - 1); at >= 0 {
			g.First = at
			return g, true
		}
	}
	if on := f.onwardAt(first - 1); on >= 0 && g.form == baseForm {
		g.onward = true
		for first = on; first-1 >= f.floor && f.word(first-1)&(be|have|aux) != 0 && f.word(first-1)&subject == 0; {
			first--
		}
	}
	g.First = f.adverbsBefore(f.datedBefore(f.adverbsBefore(first)))
	return g, f.finite(&g)
}

// adverbsBefore moves left over adverbs that name no day.
func (f *finder) adverbsBefore(first int) int {
	for first-1 >= f.floor && f.adverbial(first-1) && f.word(first-1)&calendar == 0 {
		first--
	}
	return first
}

// onwardAt returns the verb of "continued to", "went on to" before an infinitive whose
// "to" stands at token i; -1 where there is none.
func (f *finder) onwardAt(i int) int {
	if f.word(i)&to == 0 {
		return -1
	}
	k := i - 1
	if f.is(k, cue.On) {
		k--
	}
	if k > f.floor && f.word(k)&onward != 0 && f.word(k-1)&(to|det|prep) == 0 {
		return k
	}
	return -1
}

// quotedAt returns where "was quoted" begins, of "was quoted as saying" or "was quoted
// to have said", whose "as" or "to" stands at token i; -1 where it does not stand.
func (f *finder) quotedAt(i int) int {
	bare := f.word(i)&to == 0 && !f.is(i, cue.As) // "is quoted in the paper saying"
	for k := i; k > f.floor && i-k <= 8 && f.in[k] == 0 && !f.stops(k); k-- {
		if f.word(k-1)&be == 0 || !f.cueForm(k) || bare && f.word(k+1)&prep == 0 {
			continue
		}
		for k-2 > f.floor && f.word(k-2)&(be|have|aux) != 0 {
			k--
		}
		return k - 1
	}
	return -1
}

// datedBefore moves left over a day between subject and verb: "who in 2010
// said", "the court on Friday ruled".
func (f *finder) datedBefore(first int) int {
	for k := first - 1; k >= f.floor+1 && first-k <= 4; k-- {
		w := f.word(k)
		switch {
		case w&calendar != 0, f.in[k] == 0 && f.d.Tokens[k].Kind == text.Number, w&det != 0 && f.word(k+1)&calendar != 0:
		case w&prep != 0 && k < first-1:
			if f.pastVerb(k - 1) {
				return first // "a report released in 2010 said"
			}
			return k
		case k < first-1 && w&prep == 0 && f.word(first-1)&calendar != 0 && w&det == 0:
			if f.pastVerb(k) {
				return first // "a report released last year said"
			}
			return k + 1
		default:
			return first
		}
	}
	return first
}

// finite reports whether the form fits the words before it: no noun ("the
// claim"), no adjective ("the proposed plan"), no passive.
func (f *finder) finite(g *group) bool {
	left := g.First - 1
	w := f.word(left)
	if f.d.Tokens[g.verb.First].Is(text.Capital) && g.verb.First > f.unit.First && (!f.titled() || f.covered(g.verb.First)) {
		return false // part of a name: "the Huffington Post", "United States"
	}
	if v := g.verb.First; f.char(v-1) == '-' && !f.d.Tokens[v].Is(text.SpaceBefore) {
		return false // "so-called"
	}
	if g.cue.frames&stateOnly != 0 {
		return g.be
	}
	possessive := f.plain(left) && f.d.Tokens[left].End-f.d.Tokens[left].Start <= 4 && !f.d.Tokens[left].Is(text.SpaceBefore) && f.is(left, cue.Possessive)
	switch g.form {
	case baseForm:
		if g.onward {
			return true
		}
		if g.aux && !g.have && !g.be {
			return true
		}
		return g.cue.frames&nounBase == 0 && !g.have && !g.be && w&(det&^(relative)|prep|to|and|sub|singular) == 0 && !possessive && left >= f.floor && f.endsPlural(left)
	case presentForm:
		return !g.have && !g.be && !g.aux && w&(prep|to) == 0 && (w&det == 0 || w&relative != 0) && !possessive && f.hasLeft(left) && (g.dated(f) || !f.modifier(left))
	case pastForm:
		return !g.be && (!g.aux || g.have) && w&(prep|to) == 0 && (w&det == 0 || w&relative != 0) && !possessive
	case participleForm:
		return g.have && !g.be
	}
	return f.gerund(g)
}

// gerund reports a form in -ing that is a verb here: behind "is", set off by a comma,
// or leading the sentence.
func (f *finder) gerund(g *group) bool {
	left := g.First - 1
	w := f.word(left)
	if g.be {
		return true
	}
	if g.leading = g.verb.First == f.unit.First && g.cue.class != Want; g.verb.First == f.unit.First {
		return g.leading // "Stating that it had failed, the minister left"
	}
	g.participial = f.breaks(left) || w&(and|means) != 0
	if !g.participial && f.word(g.verb.First)&venue != 0 {
		return false // "press briefing"
	}
	return !g.have && !g.aux && (g.participial || f.plain(left) && w&(det|prep) == 0 && g.cue.class != Want)
}

// dated reports a day between what stands before the group and its verb.
func (g *group) dated(f *finder) bool {
	return g.verb.First > g.First && f.word(g.verb.First-1)&calendar != 0
}

// hasLeft reports words that can be a subject, or a passage, to the left.
func (f *finder) hasLeft(left int) bool {
	return left >= f.unit.First && (f.plain(left) || f.in[left] != 0 || f.char(left) == ',' || f.char(left) == ')')
}

// modifier reports a word in -ing or -ed before what then is a noun: "insulting
// remarks".
func (f *finder) modifier(left int) bool {
	if !f.plain(left) || f.d.Tokens[left].Is(text.Capital) {
		return false
	}
	return f.ends(left, cue.Gerund) || f.ends(left, cue.Past)
}

// endsPlural reports a token that a plural subject may end with: "they", "critics",
// a bracket or comma behind one.
func (f *finder) endsPlural(left int) bool {
	if c := f.char(left); c == ',' || c == ')' {
		return true
	}
	if !f.plain(left) {
		return false
	}
	if f.word(left)&(subject|relative|hearer|plural) != 0 || f.titled() {
		return true
	}
	return f.ends(left, cue.S) || f.word(left-1)&and != 0 || f.headPlural(left)
}

// headPlural reports a plural before the preposition of a phrase that ends at
// left: "officials in Chisinau".
func (f *finder) headPlural(left int) bool {
	for k := left; k > f.floor && left-k <= 5 && f.plain(k); k-- {
		if f.word(k)&prep != 0 && f.plain(k-1) && f.word(k-1)&and == 0 {
			return f.ends(k-1, cue.S) || f.word(k-1)&plural != 0
		}
	}
	return false
}

// titled reports a headline, where most words have capitals.
func (f *finder) titled() bool {
	k := f.d.Parts[f.part].Kind
	return k == pledgebook.PartHeadline || k == pledgebook.PartSubhead
}
