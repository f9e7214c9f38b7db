package reading

import (
	"slices"
	"sort"

	"pledgebook"
	"pledgebook/internal/reading/money"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// draft is a claim in the making: one figure, the words that govern it, and the
// fields read so far, each with its evidence.
type draft struct {
	claim    pledgebook.Claim
	sum      *money.Mention
	figure   text.Range // the figure with hedge and brackets, or the counted item
	sentence int
	clause   text.Range
	own      text.Range       // the words of goods that go elsewhere than those beside them; empty for others
	verb     *stage.Predicate // what governs the figure; nil where nothing does
	noun     *stage.Noun      // the aid noun the figure belongs to
	act      *stage.Noun      // the act noun it belongs to: "pledge of", "drawdown"
	position position         // where the figure stands to its verb
	score    int              // how sure it is that this is aid
	relative bool             // its verb stands in a relative clause behind it
	inherits bool             // the stage comes from the total it is a part of
	list     bool             // one line of a list or table
	led      bool             // a sentence leads into its list; of that sentence: a total of the list tells the stage better
	hangs    bool             // "subject to", "pending": words in its clause make it conditional
	mixed    bool             // several kinds of aid side by side: none is taken from elsewhere
	backward bool             // refers back: "the", "of this amount"
	whole    bool             // the larger sum that the one before it is drawn from
	partly   bool             // "of this", "of which": a part of the sum told before
	parent   int              // index of the total's draft, or -1
	refersTo int              // index of the draft it only speaks of again, or -1
	dropped  string           // why it is no claim
	weekOnly bool             // its day is only that of a week

	stranger      bool      // who gives it has a name, but is no party: nobody else is put in the place
	meetsNeed     bool      // what has come of the appeal in the draft before it, from whomever
	nameless      bool      // its label names a giver that nothing resolves: nobody else is put in the place
	target        bool      // "the target is": what is meant to come together
	targetOf      bool      // and the aid it is a target of was told before
	labelBehind   int       // token of the preposition before its label: "through the Bank ($3 million)"; 0 without
	filled        bool      // what it does not say was looked for
	tied          kindTally // the kinds told side by side
	partKinds     kindTally // of what kinds its parts are
	kindFromTotal bool      // its kind is the total's
	agreed        bool      // the report tells beside it that it was signed or approved
	words         int       // what its sentence's words speak for: a place among the totals, plus one
}

// firstDraftOf returns the index of the first draft of a sentence, or of one behind it.
func (s *scene) firstDraftOf(sentence int) int {
	return sort.Search(len(s.drafts), func(i int) bool { return s.drafts[i].sentence >= sentence }) // a draft is large: none is handed on
}

type position uint8

const (
	object  position = iota // after its verb
	subject                 // before its verb
	bare                    // no verb at all
)

// note adds the evidence of a field; a second call for one field keeps both.
func (d *draft) note(s *scene, field string, r text.Range, rule string, basis pledgebook.Basis) {
	if r.First >= r.End {
		return
	}
	span := s.doc.Span(r)
	d.claim.Evidence = append(d.claim.Evidence, pledgebook.Evidence{
		Field: field, Text: span.In(s.doc.Text), Span: span, Basis: basis, Rule: rule,
	})
}

// basis tells a field of the figure's own clause from one found elsewhere.
func (d *draft) basis(r text.Range) pledgebook.Basis {
	if d.clause.Contains(r) {
		return pledgebook.Stated
	}
	return pledgebook.Context
}

// forgetKind takes back a kind that the figure's own words do not say.
func (d *draft) forgetKind() {
	d.claim.Kind = pledgebook.KindUnspecified
	d.forget("kind")
}

// forget takes back the evidence of a field.
func (d *draft) forget(field string) {
	d.claim.Evidence = slices.DeleteFunc(d.claim.Evidence, func(e pledgebook.Evidence) bool { return e.Field == field })
}
