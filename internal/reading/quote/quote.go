// Package quote finds words attributed to a speaker: direct quotes by their
// marks, reported speech by its cue ("said that", "according to"), and the two
// mixed; with the cue, the words that name the speaker, and who that is.
//
// It looks at a report unit by unit. A unit is a sentence, or the sentences that
// one pair of quotation marks holds together. In a unit it finds the cues, to the
// left of a cue its subject, to the right or left its content; quoted passages
// are seen as one piece. Which words are cues, and what may follow them, is said
// by lexicon/<language>/speechcues.tsv.
package quote

import (
	"fmt"
	"sync"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/turn"
	"pledgebook/lexicon"
)

// Class is what a cue says its subject does.
type Class string

// The classes of cues.
const (
	Say     Class = "say"
	Tell    Class = "tell"
	Ask     Class = "ask"
	Demand  Class = "demand"
	Promise Class = "promise"
	Deny    Class = "deny"
	Judge   Class = "judge" // praises or blames
	Think   Class = "think"
	Expect  Class = "expect"
	Want    Class = "want"
	Show    Class = "show" // a document or study
)

// Mention is one stretch of attributed words.
type Mention struct {
	// Range is what was said: the words inside the marks of a direct or mixed
	// quote, the clause without its "that" of reported speech.
	text.Range
	// Clause is all that the cue attributes: the marks, the "that", and the
	// reported words around a mixed quote.
	Clause text.Range
	Form   pledgebook.QuoteForm
	Class  Class
	// Turn is set for the words of who has the floor in a transcript.
	Turn pledgebook.TurnKind
	// Cue is the verb group or "according to"; empty for "Rutte: …".
	Cue text.Range
	// Source is how the text names the speaker: "he", "the minister, 61".
	Source  text.Range
	Speaker pledgebook.Speaker
	// Basis is context where the speaker was taken from another sentence.
	Basis pledgebook.Basis
	// Continues is the index of the mention this one goes on from, or -1.
	Continues int
	// DiffersFrom is the index of the mention of the same words whose wording
	// this one departs from, or -1.
	DiffersFrom int
	// Rule is the name of the rule that read it.
	Rule string

	order int32 // place of the unit, to order what was found
}

// Spoken reports whether the words were put into words by the speaker: a quote,
// or what a verb of saying, telling, asking, promising, demanding or denying
// reports. Thoughts, wishes and judgements that only a verb tells are not.
func (m *Mention) Spoken() bool {
	if m.Form != pledgebook.Indirect {
		return true
	}
	switch m.Class {
	case Say, Tell, Ask:
		return m.Rule != "object"
	case Promise, Demand, Deny:
		return m.Rule != "object" && m.Rule != "infinitive"
	}
	return false
}

// Reader finds quotes. It is read-only after New and may be shared.
type Reader struct {
	category  text.Category
	cues      []speechCue
	parts     []parts    // by WordID
	starts    text.Hints // words that a cue may begin with
	colon     text.Hints
	openMarks text.Hints // marks that may open a passage
	pool      sync.Pool
}

// New makes a reader of a language's cues and adds them to the vocabulary.
func New(v *text.Vocabulary, lex *lexicon.Lexicon) (*Reader, error) {
	r := &Reader{category: v.Category("speech-cue"), starts: v.NewHint()}
	r.pool.New = func() any { return &finder{} }
	if err := r.loadCues(v, lex); err != nil {
		return nil, fmt.Errorf("lexicon %s/%w", lex.Language, err)
	}
	if err := r.loadParts(v, lex); err != nil {
		return nil, fmt.Errorf("lexicon %s/%w", lex.Language, err)
	}
	r.openMarks, r.colon = v.NewHint(), v.NewHint()
	v.HintWord(":", r.colon)
	for _, mark := range openers {
		v.HintWord(mark, r.openMarks)
	}
	for id, p := range r.parts {
		if p&according != 0 {
			v.Hint(text.WordID(id), r.starts)
		}
	}
	return r, nil
}

// Find appends the quotes of a document in the order of the text; paragraphs that only
// their last one attributes follow it. The parties
// are those of [party.Reader.Resolve], and the turns those it named the speakers
// of; without them speakers stay unnamed.
func (r *Reader) Find(d *text.Document, parties []party.Mention, turns []turn.Turn, into []Mention) []Mention {
	f := r.pool.Get().(*finder)
	defer r.pool.Put(f)
	f.reset(r, d, parties, into)
	f.turns = turns
	f.markPassages()
	for s := 0; s < len(d.Sentences); {
		s = f.unitFrom(s)
	}
	f.fillNames()
	f.compareHeadline()
	into = f.out
	f.out, f.d, f.parties, f.turns = nil, nil, nil, nil
	return into
}

// finder is the working memory of one document.
type finder struct {
	*Reader
	d       *text.Document
	parties []party.Mention
	out     []Mention
	base    int // index of the first mention of this document

	passages []passage
	in       []int32 // by token: index of the passage it stands in, plus one
	outside  []parts // by token of the unit: what it can be, where it stands in no passage
	noted    int     // the token that outside begins with
	party    int     // index of the first party not before the unit

	turns  []turn.Turn
	turn   int   // the first turn that does not end before the unit
	turned []int // the mention of each turn that began
	unit   text.Range
	hints  text.Hints // of the unit's tokens
	before text.Range // the unit before
	part   int        // of the unit
	number int32
	floor  int // left of which nothing belongs to the next cue
	soft   int // left of which only a subject with commas reaches
	start  int // where the clause begins that a trailing cue attributes
	said   lastSaid
	direct lastSaid                      // the last direct quote
	ranges map[text.Range]int            // mention by its words
	spoken map[string]pledgebook.Speaker // last full name by surname
	person pledgebook.Speaker            // last person who spoke
}

// lastSaid is the mention that a quote without a cue of its own may go on from.
type lastSaid struct {
	mention int // index, or -1
	part    int
	number  int32
}

func (f *finder) reset(r *Reader, d *text.Document, parties []party.Mention, into []Mention) {
	f.Reader, f.d, f.parties, f.out, f.base = r, d, parties, into, len(into)
	f.passages, f.outside = f.passages[:0], f.outside[:0]
	f.in = append(f.in[:0], make([]int32, len(d.Tokens))...)
	f.party, f.number = 0, 0
	f.turn, f.turned = 0, f.turned[:0]
	f.said, f.direct = lastSaid{mention: -1}, lastSaid{mention: -1}
	f.person, f.before = pledgebook.Speaker{}, text.Range{}
	if f.spoken == nil {
		f.spoken, f.ranges = map[string]pledgebook.Speaker{}, map[text.Range]int{}
	}
	clear(f.ranges)
	clear(f.spoken)
}

// unitFrom reads the unit that begins with sentence s and returns the sentence
// behind it.
func (f *finder) unitFrom(s int) int {
	d := f.d
	u, part := d.Sentences[s].Range, d.Sentences[s].Part
	next, hints := s+1, d.Sentences[s].Hints
	for next < len(d.Sentences) && d.Sentences[next].Part == part && f.in[u.End-1] != 0 && u.End < len(f.in) && f.in[u.End] == f.in[u.End-1] {
		u.End = d.Sentences[next].End
		hints |= d.Sentences[next].Hints
		next++
	}
	if !d.Parts[part].Kind.GivesClaims() || u.Len() == 0 {
		return next
	}
	f.hints = hints
	f.unit, f.part, f.floor, f.soft, f.start = u, part, u.First, u.First, u.First
	f.number++
	f.noted, f.outside = u.First, f.outside[:0]
	f.startTurns()
	if f.unit.Len() <= 0 {
		return next
	}
	if f.labelled() {
		return next
	}
	quotes := next > s+1 || f.in[u.First] != 0 || d.Sentences[s].Hints&f.openMarks != 0
	first := f.nextCue(f.unit.First, quotes)
	if quotes || first < f.unit.End {
		f.noteParts()
	}
	for i := first; i < f.unit.End; {
		i = f.nextCue(f.cueAt(i), quotes)
	}
	if quotes {
		f.goOn()
	}
	f.before = f.unit
	return next
}

// nextCue returns the next token of the unit, from i on, where a cue may begin or a
// passage stands; a unit without quotation marks holds none of those.
func (f *finder) nextCue(i int, quotes bool) int {
	if i >= f.unit.End || !quotes {
		return f.d.Next(min(i, f.unit.End), f.unit.End, f.starts)
	}
	for i < f.unit.End && f.in[i] == 0 && f.d.Hints(i)&f.starts == 0 {
		i++
	}
	return i
}
