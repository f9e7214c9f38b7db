package reading

import (
	"fmt"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/weigh"
	"pledgebook/lexicon"
)

// This file lets all that stands around a figure decide where the rules say nothing, or
// where the words together speak clearly for something else.

// weighedField is a field whose values are weighed.
type weighedField struct {
	name string
	word weigh.Word // its name among traits
	rule weigh.Word // the group of traits that name the rule that settled it
	of   func(*pledgebook.Claim) *string
	lead int32 // by how much a value must be more likely than the rules', in parts of weigh.PerNat, to take its place
}

// weighedFields are the fields that are weighed. The leads were chosen on marked reports
// that no rule was made on; "go run ./internal/fitting/fit -test DIR" tells what others give.
var weighedFields = []weighedField{
	newWeighedField("stage", 125, func(c *pledgebook.Claim) *string { return (*string)(&c.Stage) }),
	newWeighedField("polarity", 150, func(c *pledgebook.Claim) *string { return (*string)(&c.Polarity) }),
	newWeighedField("kind", 150, func(c *pledgebook.Claim) *string { return (*string)(&c.Kind) }),
	newWeighedField("extent", 100, func(c *pledgebook.Claim) *string { return (*string)(&c.Extent) }),
}

// ruleSuffix ends the name of the group of traits that name the rule of a field.
const ruleSuffix = "-rule"

func newWeighedField(name string, lead int32, of func(*pledgebook.Claim) *string) weighedField {
	return weighedField{name, weigh.WordOf(name), weigh.WordOf(name + ruleSuffix), of, lead}
}

// By how much a sum must be more likely a claim than none to be taken back among the
// claims, and more likely none to be taken out, in parts of weigh.PerNat.
const (
	claimLead = 50
	noneLead  = 300
)

// sureScore is the score of aid from which on words do not take a claim out.
const sureScore = aidThreshold + 4

// In a report without a claim, the words that take one in must not speak against it, and
// the rules must have found some sign of aid.
const (
	firstLead  = 0
	firstScore = 0
)

// claimOutcome is the outcome that says how much more likely a sum is a claim than none.
const claimOutcome = "claim claim"

// scales is a table of weights and where in it the values of every field are.
type scales struct {
	table  *weigh.Table
	claim  int               // of claimOutcome
	values [][]value         // by weighed field
	places map[string]string // what people call the groups of traits
}

type value struct {
	name   string
	column int
}

// newScales reads the weights of a lexicon; nil where it has none.
func newScales(lex *lexicon.Lexicon) (*scales, error) {
	table, err := weigh.New(lex.Table("weights"), lex.Table("outcomes"))
	if err != nil || table == nil {
		return nil, err
	}
	c := &scales{table, -1, make([][]value, len(weighedFields)), map[string]string{}}
	for _, row := range lex.Table("traitgroups").Rows {
		c.places[row.Phrase()] = row.Get("phrase")
	}
	for i, o := range table.Outcomes() {
		field, name, _ := strings.Cut(o, " ")
		if o == claimOutcome {
			c.claim = i
		} else if k := slices.IndexFunc(weighedFields, func(f weighedField) bool { return f.name == field }); k >= 0 {
			c.values[k] = append(c.values[k], value{name, i})
		} else {
			return nil, fmt.Errorf("outcomes.tsv: %q is of no field", o)
		}
	}
	if c.claim < 0 {
		return nil, fmt.Errorf("outcomes.tsv lacks %q", claimOutcome)
	}
	return c, nil
}

// weighClaims lets the words around each sum decide whether it is aid at all. Where the
// rules take no sum of a report for aid, only one that they nearly took can open it to
// the others.
func (s *scene) weighClaims() {
	s.countClaims()
	if s.see == nil && s.engine.scales == nil {
		return
	}
	if s.claimed == 0 {
		s.eachSum(s.weighFirst)
		if s.countClaims(); s.see == nil && s.claimed == 0 {
			return
		}
	}
	s.eachSum(s.weighClaim)
}

func (s *scene) eachSum(weigh func(i int)) {
	for i := range s.drafts {
		if s.drafts[i].sum != nil {
			weigh(i)
		}
	}
}

// weighFirst takes in a sum of a report that has no claim yet.
func (s *scene) weighFirst(i int) {
	d := &s.drafts[i]
	if s.see != nil || d.dropped != noWordOfAid || d.score < firstScore || s.tradeWords(d) < 0 || s.pricesGoods(d) {
		return
	}
	s.weighDraft(d)
	if lead := s.weighed.By[s.engine.scales.claim] / weigh.Full; lead > firstLead {
		s.takeIn(d)
	}
}

// countClaims counts the sums that are claims so far.
func (s *scene) countClaims() {
	s.claimed = 0
	for i := range s.drafts {
		if d := &s.drafts[i]; d.dropped == "" && d.sum != nil {
			s.claimed++
		}
	}
}

func (s *scene) weighClaim(i int) {
	d := &s.drafts[i]
	if !d.filled && !s.openToWords(d) || s.see == nil && d.dropped == "" && d.score >= sureScore {
		return
	}
	if s.see != nil {
		s.traitsOf(d, &s.traits)
		s.see.Drafted(&d.claim, d.dropped, &s.traits)
		return
	}
	s.weighDraft(d)
	lead := s.weighed.By[s.engine.scales.claim] / weigh.Full
	switch {
	case d.dropped != "" && lead > claimLead && !s.claimedInBody(d) && !s.pricesGoods(d):
		s.takeIn(d)
		s.fillTaken(i)
	case d.dropped == "" && -lead > noneLead:
		d.drop("the words around it say no aid")
	}
}

// openToWords reports a sum that was dropped for its verb alone, before its fields were
// looked for, and is nothing that is no aid by name.
func (s *scene) openToWords(d *draft) bool {
	return d.dropped == tradeVerb && (d.noun == nil || d.noun.Strength >= -1)
}

// claimedInBody reports a sum of the headline that the body tells as a claim: one flow.
func (s *scene) claimedInBody(d *draft) bool {
	return s.sentences[d.sentence].kind == pledgebook.PartHeadline && slices.ContainsFunc(s.drafts, func(o draft) bool {
		return o.dropped == "" && o.sum != nil && sameSum(o.claim.Money, d.claim.Money)
	})
}

// takeIn makes a sum that the rules dropped a claim, for the words that were just weighed.
func (s *scene) takeIn(d *draft) {
	if e := d.evidence("money"); e != nil {
		e.Lost = []string{"no claim, " + d.dropped + s.outweighed(s.engine.scales.claim, -1)}
	}
	d.dropped = ""
}

// fillTaken fills a sum that was dropped for its verb before its fields were looked for;
// that no other word of aid is near it has been weighed already.
func (s *scene) fillTaken(i int) {
	if s.fill(i); s.drafts[i].dropped == noWordOfAid {
		s.drafts[i].dropped = ""
	}
}

// weighFields lets the words around each figure decide its fields.
func (s *scene) weighFields() {
	if s.see == nil && s.engine.scales == nil {
		return
	}
	s.countClaims()
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || !complete(&d.claim) {
			continue
		}
		if s.see != nil {
			s.traitsOf(d, &s.traits)
			s.see.Settled(&d.claim, &s.traits)
			continue
		}
		s.weighDraft(d)
		for k := range weighedFields {
			s.weighField(d, k)
		}
	}
}

// weighField puts the likeliest value in the place of the rules'.
func (s *scene) weighField(d *draft, field int) {
	f := &weighedFields[field]
	now := f.of(&d.claim)
	if d.hangs && *now == string(pledgebook.Conditional) {
		return // "subject to" says it outright
	}
	best, ruled := value{column: -1}, value{column: -1}
	for _, v := range s.engine.scales.values[field] {
		if best.column < 0 || s.weighed.By[v.column] > s.weighed.By[best.column] {
			best = v
		}
		if v.name == *now {
			ruled = v
		}
	}
	if ruled.column < 0 || best == ruled || (s.weighed.By[best.column]-s.weighed.By[ruled.column])/weigh.Full <= f.lead {
		return
	}
	*now = best.name
	s.noteWeighed(d, f.name, best, ruled)
}

// noteWeighed puts the words that decided a field in the place of its evidence, and tells
// what they were preferred to.
func (s *scene) noteWeighed(d *draft, field string, best, ruled value) {
	where, rule := d.figure, "no rule"
	if e := d.evidence(field); e != nil {
		where, rule = s.place(e.Span), e.Rule
	}
	d.forget(field)
	d.note(s, field, where, "weighed", d.basis(where))
	if e := d.evidence(field); e != nil {
		e.Lost = []string{ruled.name + " by " + rule + s.outweighed(best.column, ruled.column)}
	}
}

// outweighed tells the words that speak most for one outcome rather than another.
func (s *scene) outweighed(pro, contra int) string {
	var told []string
	for _, name := range s.engine.scales.table.Heaviest(&s.weighed, pro, contra) {
		told = append(told, s.engine.scales.tell(name))
	}
	return ", outweighed by " + strings.Join(told, "; ")
}

// tell writes the name of a trait for people: "signed" next before.
func (c *scales) tell(name string) string {
	group, words, _ := strings.Cut(name, "|")
	words = strings.ReplaceAll(strings.TrimPrefix(words, "~"), "|", " ")
	if rule, ok := strings.CutSuffix(group, ruleSuffix); ok {
		return "the rule of the " + rule + " " + words
	}
	return `"` + words + `" ` + c.places[group]
}
