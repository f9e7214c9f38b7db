// Package money reads the sums of money of a report: the figure, its currency,
// how it is hedged, whether it recurs, and the same sum in other currencies that
// the report gives in brackets. A currency that neither the words nor the report
// settle stays empty; a figure that cannot be what was meant is marked suspect.
package money

import (
	"pledgebook"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/text"
)

// Mention is one sum of money. Its Range runs from the hedge to the last
// bracket.
type Mention struct {
	text.Range
	Money pledgebook.Money
	// Anchor is the figure with its scale and currency, without hedge and brackets.
	Anchor text.Range
	// Hedge is the words behind Money.Qualifier; empty for an exact sum.
	Hedge text.Range
	// Brackets are the stretches that give the same sum in another currency.
	Brackets []text.Range
	// Per is "year" or "month" for a sum that recurs, said at PerRange.
	Per      string
	PerRange text.Range
	// UnitPrice is a price of one thing: "17 dollars a share", "$80 per barrel".
	UnitPrice bool
	// Each is a sum that every receiver gets.
	Each bool
	// Elided is a sum whose own words leave out the currency or the scale; they
	// come from the sum beside it.
	Elided bool
	// Headed is where the head of a table or list states the currency of its rows.
	Headed text.Range
	// Vague is a sum that words leave open, Open one without a most: "billions of
	// dollars".
	Vague, Open bool
	// Share is the stated share of FractionOf, the Anchor of another mention, of
	// which this sum is a fraction ("half of this amount"). FractionOf is empty
	// where the text does not say of which sum. ShareHedge is how the share is
	// hedged. Where the whole's own hedge leaves the fraction's sum open, Open is set.
	Share      pledgebook.Share
	ShareHedge pledgebook.Qualifier
	FractionOf text.Range
	// Rule is the rule that found the currency.
	Rule    string
	Suspect []pledgebook.Suspicion
}

// Rules by which a sum is found.
const (
	RuleSign        = "currency-before"   // "$5 million", "NOK 27 billion"
	RuleUnit        = "currency-after"    // "27bn Norwegian kroner"
	RuleRange       = "currency-of-range" // "$75 to 80 billion"
	RuleRespective  = "respective-sums"   // "17 and 10 million euros respectively"
	RuleElided      = "elided-currency"   // "3 billion kronor, 1.2 billion of it"
	RuleCarried     = "carried-currency"  // a later sentence leaves the currency out
	RuleBare        = "sum-without-currency"
	RuleHome        = "currency-of-home" // an Australian site's "$"
	RuleHeaded      = "currency-of-head" // "Donor | Amount (USD million)"
	RuleFraction    = "fraction-of-sum"  // "half of this amount"
	RuleInterrupted = "interrupted-sum"  // "1.6 billion — I think — euros"
)

// Find appends the sums of money of a document, in order and without overlap.
// Numbers are those that the number reader found in it; published dates the
// report, and with it the currencies in use and their rates.
func (r *Reader) Find(d *text.Document, numbers []number.Mention, published pledgebook.Day, into []Mention) []Mention {
	return r.FindFor(d, numbers, published, nil, into)
}

// Ground is what a report tells of whose money a name shared by several currencies
// ("$") is, besides its text: the state for whose readers it is written, and the
// state it was written in; empty where it does not tell.
type Ground struct {
	Home, Place pledgebook.PartyID
	Gives       func(pledgebook.PartyID) bool // the states that give aid; nil where that is not known
}

// FindFor is [Reader.Find] for a report whose ground is known; it is asked for only
// where a sum leaves its currency open.
func (r *Reader) FindFor(d *text.Document, numbers []number.Mention, published pledgebook.Day, ground func() Ground, into []Mention) []Mention {
	if len(numbers) == 0 {
		return into
	}
	f := r.finders.Get().(*finder)
	defer r.finders.Put(f)
	*f = finder{r: r, d: d, numbers: numbers, figs: f.figs[:0], room: f.room, ask: ground}
	if published.Known() {
		f.year = published.Year()
	}
	f.figures()
	f.settleCurrencies()
	f.joinRanges()
	f.settleHeaded()
	f.settleBare()
	first := len(into)
	into = f.mentions(into)
	twins(into[first:])
	f.groupedScale(into[first:])
	into = insert(into, first, f.fractions(into[first:]))
	f.d, f.numbers, f.ask, f.room.ground = nil, nil, nil, Ground{}
	return into
}
