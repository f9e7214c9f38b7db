// Package turn cuts a transcript into turns: who has the floor, from where to
// where, and whether it is a statement or a question.
//
// A turn opens with a label ("MR. LUND:", "Foreign Minister:", "Q") and goes on
// over the paragraphs behind it, up to the next label. A speech or statement that
// its headline or a note says was delivered by one person is a turn without a
// label. The package looks at the form of the labels and at how they recur; whom
// a label names is said by the party package.
package turn

import (
	"fmt"
	"sync"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// Turn is what one person says in one paragraph of a transcript.
type Turn struct {
	// Range is the words spoken.
	text.Range
	// Label is the words that name who speaks; empty for a delivered text, whose
	// speaker its head names.
	Label text.Range
	// Question is true for the words of those who ask.
	Question bool
	// Asker is true for a label that only says that somebody asks: "QUESTION:".
	Asker bool
	// Chair is true for a label that says who leads the talk: "MODERATOR:".
	Chair bool
	// Answer is true for a label that only says that the person asked speaks: "A:".
	Answer bool
	// Continues is the index of the turn that this one goes on from, or -1.
	Continues int
	// Source is where the text names the speaker: the label, or the head's naming.
	Source text.Range
	// Speaker is who it is; empty until the parties are resolved, and after that
	// where the report does not tell.
	Speaker pledgebook.Speaker
}

// Reader finds turns. It is read-only after New and may be shared.
type Reader struct {
	vocab *text.Vocabulary
	words []parts // by WordID
	role  text.Category
	colon text.Hints
	pool  sync.Pool
}

// parts are what a word can be in a transcript, as a set of bits.
type parts uint16

const (
	asker parts = 1 << iota
	chair
	answer
	title
	link
	spoken
	delivered
	ordinary
	me
	end
)

var partNames = map[string]parts{"asker": asker, "chair": chair, "answer": answer, "title": title, "link": link, "spoken": spoken,
	"delivered": delivered, "ordinary": ordinary, "me": me, "end": end}

// New makes a reader of a language's transcripts.
func New(v *text.Vocabulary, lex *lexicon.Lexicon) (*Reader, error) {
	r := &Reader{vocab: v, role: v.Category("party-role"), colon: v.NewHint()}
	v.HintWord(":", r.colon)
	r.pool.New = func() any { return &finder{} }
	for _, row := range lex.Table("turnwords").Rows {
		id := v.Intern(row.Phrase())
		for int(id) >= len(r.words) {
			r.words = append(r.words, make([]parts, int(id)+64-len(r.words))...)
		}
		for _, name := range row.List("parts") {
			bit := partNames[name]
			if bit == 0 {
				return nil, fmt.Errorf("lexicon %s/turnwords.tsv:%d: no part %q", lex.Language, row.Line, name)
			}
			r.words[id] |= bit
		}
	}
	return r, nil
}

// Find appends the turns of a document in the order of the text; none where it
// is no transcript. The headline is given for those that do not have it in their
// text.
func (r *Reader) Find(d *text.Document, headline string, into []Turn) []Turn {
	f := r.pool.Get().(*finder)
	defer r.pool.Put(f)
	f.reset(r, d, into)
	f.noteTitle(headline)
	f.readLabels()
	f.judge()
	if len(f.labels) > 0 || f.declared() {
		f.layOut()
	}
	into = f.out
	f.d, f.out = nil, nil
	return into
}

// finder is the working memory of one document.
type finder struct {
	*Reader
	d      *text.Document
	labels []label
	heads  parts // of the headline's words
	out    []Turn
	by     []int // the label of each turn
	base   int
}

func (f *finder) reset(r *Reader, d *text.Document, into []Turn) {
	clear(f.labels)
	f.Reader, f.d, f.out, f.base, f.heads = r, d, into, len(into), 0
	f.labels, f.by = f.labels[:0], f.by[:0]
}

func (f *finder) word(i int) parts {
	if i < 0 || i >= len(f.d.Tokens) {
		return 0
	}
	if id := f.d.Tokens[i].Word; int(id) < len(f.words) {
		return f.words[id]
	}
	return 0
}

// declared reports a headline or a note at the head that says that the text was
// spoken.
func (f *finder) declared() bool { return f.heads&(spoken|delivered) != 0 }
