package quote

import (
	"fmt"

	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// parts are what a small word can be in a clause, as a set of bits.
type parts uint64

const (
	det parts = 1 << iota
	subject
	relative
	prep
	to
	and
	sub
	wh
	be
	have
	aux
	adverb
	not
	calendar
	venue
	hearer
	singular
	weak
	title
	that // the word "that"
	according
	plural
	owner
	means
	credit
	label
	me
	concession
	reason   // "since", "until": behind "he said" it goes on with what was said
	calling  // "the diplomat": takes up the person who spoke last
	did      // the past of a verb whose letters do not show it: "stood"
	contrast // "but"
	onward   // "continued", before an infinitive that is the act
	personal // "he", "him": takes up one person
	voice    // "minister", "report": who a headline names behind a colon
	count    // before a figure: "about", "over", "least"
	noadverb // a noun or adjective that ends as adverbs do: "family", "deadly"
)

var partNames = map[string]parts{
	"det": det, "subject": subject, "relative": relative, "prep": prep, "to": to, "and": and, "sub": sub, "wh": wh, "be": be,
	"have": have, "aux": aux, "adverb": adverb, "not": not, "calendar": calendar, "venue": venue, "hearer": hearer,
	"singular": singular, "weak": weak, "title": title, "that": that, "according": according, "plural": plural, "owner": owner, "means": means, "credit": credit, "label": label, "me": me, "concession": concession, "reason": reason, "did": did, "calling": calling, "contrast": contrast, "onward": onward, "noadverb": noadverb, "count": count, "voice": voice, "personal": personal,
}

// frames are the ways a cue's content may stand to it, as a set of bits.
type frames uint32

const (
	frameThat frames = 1 << iota
	frameBare
	frameWh
	frameTo
	frameQuote
	frameTrail
	frameObj
	frameCall
	frameAbout
	frameOn
	frameOf
	frameFor
	frameAs
	frameWith
	frameIn
	frameAt
	frameAgainst
	frameThings // what a figure opens is a thing, not a clause: "adding 400 jobs"
	frameOver
	frameBy
	nounOnly  // no verb: "his belief that"
	stateOnly // no verb: "is confident that"
	nounBase  // the bare form is a noun unless an auxiliary stands before it
)

var frameNames = map[string]frames{
	"that": frameThat, "bare": frameBare, "wh": frameWh, "to": frameTo, "quote": frameQuote, "trail": frameTrail, "obj": frameObj, "call": frameCall,
	"about": frameAbout, "on": frameOn, "of": frameOf, "for": frameFor, "as": frameAs, "with": frameWith, "in": frameIn, "at": frameAt, "against": frameAgainst, "things": frameThings, "over": frameOver, "by": frameBy, "nounbase": nounBase, "noun": nounOnly, "state": stateOnly,
}

// prepFrames are the frames named after a preposition.
const prepFrames = frameAbout | frameOn | frameOf | frameFor | frameAs | frameWith | frameIn | frameAt | frameAgainst | frameOver | frameBy

// speechCue is one verb.
type speechCue struct {
	class  Class
	frames frames
}

// form is one of a verb's five.
type form int32

const (
	baseForm form = iota
	presentForm
	pastForm
	participleForm
	ingForm
	formCount
)

var formColumns = [formCount]string{"base", "s", "past", "participle", "ing"}

func (r *Reader) loadCues(v *text.Vocabulary, lex *lexicon.Lexicon) error {
	for _, row := range lex.Table("speechcues").Rows {
		c := speechCue{class: Class(row.Get("class"))}
		switch c.class {
		case Say, Tell, Ask, Demand, Promise, Deny, Judge, Think, Expect, Want, Show:
		default:
			return fmt.Errorf("speechcues.tsv:%d: no class %q", row.Line, c.class)
		}
		for _, name := range row.List("frames") {
			bit := frameNames[name]
			if bit == 0 {
				return fmt.Errorf("speechcues.tsv:%d: no frame %q", row.Line, name)
			}
			c.frames |= bit
		}
		for f, column := range formColumns {
			v.AddHinted(r.category, row.Get(column), len(r.cues)*int(formCount)+f, r.starts)
		}
		r.cues = append(r.cues, c)
	}
	return nil
}

func (r *Reader) loadParts(v *text.Vocabulary, lex *lexicon.Lexicon) error {
	for _, row := range lex.Table("clausewords").Rows {
		id := v.Intern(row.Phrase())
		for int(id) >= len(r.parts) {
			r.parts = append(r.parts, make([]parts, int(id)+64-len(r.parts))...)
		}
		for _, name := range row.List("parts") {
			bit := partNames[name]
			if bit == 0 {
				return fmt.Errorf("clausewords.tsv:%d: no part %q", row.Line, name)
			}
			r.parts[id] |= bit
		}
	}
	return nil
}

// word returns what token i can be; 0 outside the unit and inside a passage.
func (f *finder) word(i int) parts {
	if i < f.unit.First || i >= f.unit.End {
		return 0
	}
	if k := i - f.noted; k >= 0 && k < len(f.outside) {
		return f.outside[k]
	}
	return f.canBe(i) // of another sentence, looked at from this unit
}

// canBe returns what a token can be, outside the passages.
func (f *finder) canBe(i int) parts {
	if id := int(f.d.Tokens[i].Word); id < len(f.Reader.parts) && f.in[i] == 0 {
		return f.Reader.parts[id] &^ voice // a noun like others, in a clause
	}
	return 0
}

// noteParts notes what each token of the unit can be.
func (f *finder) noteParts() {
	f.noted, f.outside = f.unit.First, f.outside[:0]
	tokens, in, known, outside := f.d.Tokens[f.unit.First:f.unit.End], f.in[f.unit.First:f.unit.End], f.Reader.parts, f.outside
	for i := range tokens {
		var p parts
		if id := int(tokens[i].Word); id < len(known) && in[i] == 0 {
			p = known[id] &^ voice
		}
		outside = append(outside, p)
	}
	f.outside = outside
}

// char returns the character of a punctuation mark in the unit, outside quoted
// passages; 0 for words.
func (f *finder) char(i int) rune {
	if i < f.unit.First || i >= f.unit.End || f.in[i] != 0 {
		return 0
	}
	return f.d.Tokens[i].Char
}

// plain reports a word in the unit outside quoted passages.
func (f *finder) plain(i int) bool {
	return i >= f.unit.First && i < f.unit.End && f.in[i] == 0 && f.d.Tokens[i].Kind == text.Word
}

// capital reports a word with a capital that is no small word of the clause.
func (f *finder) capital(i int) bool {
	return f.plain(i) && f.d.Tokens[i].Is(text.Capital) && f.word(i)&^(calendar|title|noadverb) == 0
}

// adverbial reports an adverb: listed, or ending in -ly.
func (f *finder) adverbial(i int) bool {
	if w := f.word(i); w != 0 {
		return w&(adverb|not) != 0
	}
	return f.plain(i) && !f.d.Tokens[i].Is(text.Capital) && f.ends(i, cue.AdverbLy)
}

// opens reports a token that a noun phrase may begin with.
func (f *finder) opens(i int) bool {
	if f.word(i)&(det|subject|weak) != 0 || f.capital(i) {
		return true
	}
	return i >= f.unit.First && i < f.unit.End && f.in[i] == 0 && (f.d.Tokens[i].Kind == text.Number || f.d.Tokens[i].Char == '$' || f.d.Tokens[i].Char == '€')
}

// is reports whether token i of the unit is one of the small words.
func (f *finder) is(i int, words cue.Small) bool {
	return i >= f.unit.First && i < f.unit.End && f.d.Is(i, words)
}

// ends reports whether token i of the unit ends in the letters of a form.
func (f *finder) ends(i int, form cue.Ending) bool {
	return i >= f.unit.First && i < f.unit.End && f.d.Ends(i, form)
}

// of returns the text of token i; "" outside the unit.
func (f *finder) of(i int) string {
	if i < f.unit.First || i >= f.unit.End {
		return ""
	}
	return f.d.Of(i)
}
