// Package stage finds the words that say how far aid has come: predicates
// ("has already allocated", "would provide"), nouns that stand for aid or for
// an act of giving it ("drawdown package", "appeal"), and the words that tell
// a new sum from a repeated one. Which verb means which stage is said by the
// lexicon; here are only the shapes of the English verb group.
package stage

import (
	"fmt"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// Class is what a verb does to a sum.
type Class string

// The classes of verbs.
const (
	Announce Class = "announce" // makes known
	Promise  Class = "promise"
	Commit   Class = "commit"
	Allocate Class = "allocate"
	Disburse Class = "disburse"
	Deliver  Class = "deliver"
	Arrive   Class = "arrive" // the goods are the subject
	Give     Class = "give"   // the words do not tell the stage
	Go       Class = "go"     // the sum is the subject: will go to, is channelled
	Support  Class = "support"
	Contain  Class = "contain" // the package is the subject: includes, totals
	Bring    Class = "bring"   // brings the total to
	Raise    Class = "raise"
	Receive  Class = "receive" // the receiver is the subject
	Ask      Class = "ask"
	Lack     Class = "lack" // needs, requires
	Plan     Class = "plan"
	Propose  Class = "propose"
	Cut      Class = "cut"
	Withdraw Class = "withdraw"
	Increase Class = "increase"
	Refuse   Class = "refuse"
	Relieve  Class = "relieve" // forgives, reschedules
	Fulfil   Class = "fulfil"
	Say      Class = "say"
	AddTo    Class = "add-to" // its object is aid told before: builds on, adds to
	Make     Class = "make"   // makes … available
	Invest   Class = "invest" // aid only where a state or body does it
	Trade    Class = "trade"  // no aid
	Estimate Class = "estimate"
)

// Mood is how the predicate stands to the facts.
type Mood uint8

// The moods, in the order they appear in the verb group.
const (
	Fact        Mood = iota // gave, has given, gives
	Future                  // will give, is to give, to give
	Intended                // intends to give, is set to give
	PlannedMood             // plans to give, hopes to give
	Expected                // is expected to give, may give
	Would                   // would give: future in the past, or conditional
	Could                   // can, could
)

// Form is the shape of the verb group.
type Form uint8

// The forms of the verb group.
const (
	Finite      Form = iota // has a subject of its own
	Infinitive              // to give
	Participle              // given to, approved by: modifies what stands before it
	Gerund                  // giving: its subject is the clause's
	Attributive             // the promised sum: stands before what it modifies
)

// Predicate is one verb group whose main verb the lexicon knows.
type Predicate struct {
	text.Range
	Head        int // token of the main verb
	Class       Class
	Stage       pledgebook.Stage    // of the act when done; "" where the verb has none
	Modality    pledgebook.Modality // the form of aid that the verb settles: lend, guarantee
	Mood        Mood
	Form        Form
	Passive     bool
	Perfect     bool
	Before      bool // past perfect: done before what is told, "had promised"
	Progressive bool
	Past        bool
	Now         bool // "is", "are" before it: "is financed"
	Negated     bool
	// Chained is true where the verb before governs this one: "agreed to provide".
	Chained bool
}

// Noun is one noun phrase of the table aidnouns.
type Noun struct {
	text.Range
	Class    NounClass
	Stage    pledgebook.Stage
	Kind     pledgebook.AidKind
	Modality pledgebook.Modality
	Strength int
	Whole    bool // a donor's aid as a whole: "ODA"
	Abroad   bool // says by itself that the money leaves the country
}

// NounClass is what a noun stands for.
type NounClass string

// The classes of nouns.
const (
	Aid    NounClass = "aid"
	Sum    NounClass = "sum"
	Act    NounClass = "act"
	Need   NounClass = "need"
	Budget NounClass = "budget"
	NotAid NounClass = "not-aid"
)

// Reviser is a word that tells how a sum relates to what was said before.
type Reviser struct {
	text.Range
	Revision pledgebook.Revision
	Extent   pledgebook.Extent
	Where    string // before, after or clause
}

// KindWord is a word that tells what kind of aid it is.
type KindWord struct {
	text.Range
	Kind   pledgebook.AidKind
	Weight int
}

// Reader finds stage words. It is built once and then only read.
type Reader struct {
	cats     categories
	verbs    []verb
	nouns    []Noun
	revisers []Reviser
	kinds    []KindWord
	roles    []Role // of phrases
	words    []Role // of single words, by WordID
}

// goodsVerb are the verbs that say something of counted goods alone: "set up", "moved".
type categories struct{ verb, goodsVerb, noun, reviser, kind, theme, grammar text.Category }

type verb struct {
	class    Class
	stage    pledgebook.Stage
	modality pledgebook.Modality
}

// verbForm is the column a verb form was found in.
type verbForm int32

const (
	baseForm verbForm = iota
	sForm
	pastForm
	participleForm
	ingForm
	forms
)

// New adds the stage words of a lexicon to the vocabulary.
func New(v *text.Vocabulary, lex *lexicon.Lexicon) (*Reader, error) {
	r := &Reader{cats: categories{v.Category("verb"), v.Category("goods-verb"), v.Category("aid-noun"), v.Category("reviser"), v.Category("aid-kind"), v.Category("theme"), v.Category("grammar")}}
	r.addVerbs(v, lex.Table("verbs"))
	if err := r.addNouns(v, lex.Table("aidnouns")); err != nil {
		return nil, err
	}
	for _, row := range lex.Table("revisions").Rows {
		v.Add(r.cats.reviser, row.Phrase(), len(r.revisers))
		r.revisers = append(r.revisers, Reviser{Revision: pledgebook.Revision(row.Get("revision")), Extent: pledgebook.Extent(row.Get("extent")), Where: row.Get("where")})
	}
	if err := r.addKinds(v, r.cats.kind, lex.Table("aidkinds")); err != nil {
		return nil, err
	}
	if err := r.addKinds(v, r.cats.theme, lex.Table("themewords")); err != nil {
		return nil, err
	}
	return r, r.addGrammar(v, lex.Table("grammar"))
}

func (r *Reader) addKinds(v *text.Vocabulary, cat text.Category, t *lexicon.Table) error {
	for _, row := range t.Rows {
		weight, err := number(row, "weight")
		if err != nil {
			return err
		}
		v.Add(cat, row.Phrase(), len(r.kinds))
		r.kinds = append(r.kinds, KindWord{Kind: pledgebook.AidKind(row.Get("kind")), Weight: weight})
	}
	return nil
}

// addGrammar notes the roles of closed-class words. Every second word of a text is one:
// the single words go by their number, and only phrases are tagged.
func (r *Reader) addGrammar(v *text.Vocabulary, t *lexicon.Table) error {
	for _, row := range t.Rows {
		role, ok := roleNames[row.Get("role")]
		if !ok {
			return fmt.Errorf("grammar.tsv:%d: unknown role %q", row.Line, row.Get("role"))
		}
		id, single := v.SmallWord(row.Phrase())
		if !single {
			v.Add(r.cats.grammar, row.Phrase(), len(r.roles))
			r.roles = append(r.roles, role)
			continue
		}
		for int(id) >= len(r.words) {
			r.words = append(r.words, 0)
		}
		r.words[id] |= role
	}
	return nil
}

func (r *Reader) addVerbs(v *text.Vocabulary, t *lexicon.Table) {
	for _, row := range t.Rows {
		cat := r.cats.verb
		if row.Get("of") == "goods" {
			cat = r.cats.goodsVerb
		}
		for f, column := range []string{"base", "s", "past", "participle", "ing"} {
			if f == int(participleForm) && row.Get("past") == row.Get("participle") {
				continue // one phrase for both: the context decides
			}
			v.Add(cat, row.Get(column), len(r.verbs)*int(forms)+f)
		}
		r.verbs = append(r.verbs, verb{Class(row.Get("class")), pledgebook.Stage(row.Get("stage")), pledgebook.Modality(row.Get("modality"))})
	}
}

func (r *Reader) addNouns(v *text.Vocabulary, t *lexicon.Table) error {
	for _, row := range t.Rows {
		strength, err := number(row, "strength")
		if err != nil {
			return err
		}
		v.Add(r.cats.noun, row.Phrase(), len(r.nouns))
		r.nouns = append(r.nouns, Noun{
			Class: NounClass(row.Get("class")), Stage: pledgebook.Stage(row.Get("stage")), Strength: strength, Whole: row.Get("whole") != "", Abroad: row.Get("abroad") != "",
			Kind: pledgebook.AidKind(row.Get("kind")), Modality: pledgebook.Modality(row.Get("modality")),
		})
	}
	return nil
}

func number(row lexicon.Row, column string) (n int, err error) {
	if s := row.Get(column); s != "" {
		if _, err = fmt.Sscanf(s, "%d", &n); err != nil {
			err = fmt.Errorf("line %d: %s %q is no number", row.Line, column, s)
		}
	}
	return n, err
}
