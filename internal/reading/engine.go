// Package reading turns a cleaned report into what it says about aid. It is a
// pure function of the text, the lexicon and the engine version: no clock, no
// network, no state between reports.
//
// The recognisers below it find mentions (numbers, money, periods, parties,
// items, stage words, quotes); this package joins them into claims.
package reading

import (
	"sync"

	"pledgebook"
	"pledgebook/internal/membership"
	"pledgebook/internal/reading/item"
	"pledgebook/internal/reading/money"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/quote"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/turn"
	"pledgebook/internal/reading/weigh"
	"pledgebook/lexicon"
)

// Engine reads reports of one language. It may be used by many goroutines.
type Engine struct {
	vocab         *text.Vocabulary
	numbers       *number.Reader
	sums          *money.Reader
	parties       *party.Reader
	periods       *period.Reader
	items         *item.Reader
	stages        *stage.Reader
	members       *membership.Table
	givers        membership.Circle // the states that give aid by habit or to their region
	turns         *turn.Reader
	quotes        *quote.Reader
	gatherings    gatheringWords
	home          homeWords                                 // what says that money stays in a country
	budgets       budgetWords                               // what a state sets its spending out in
	outstanding   outstandingWords                          // what tells that a sum has still to be decided on
	outsiders     text.Category                             // who gives no aid: companies, banks, investors
	fundWords     text.Category                             // nouns that speak again of money told of before
	counterparts  text.Category                             // who gives to a party: its creditors, its donors
	partWords     text.Category                             // what makes a figure a part of the one before: the largest, the rest
	wholeWords    text.Category                             // between a sum and the larger one that it comes from
	onTop         text.Category                             // before a sum told before, beside one that comes on top of it
	proposals     text.Category                             // what has no force yet: a bill, a plan
	pending       text.Category                             // what tells that a sum is only talked of
	lawmakers     text.Category                             // whom a government asks for money: parliament, Congress
	collectives   text.Category                             // givers that go by no name: donors, the international community
	numbered      text.Category                             // packages that are counted: the fourth drawdown
	happenings    text.Category                             // what happens to people: an earthquake, an attack
	harms         text.Category                             // what makes a party no receiver: invasion, war
	leadWords     text.Category                             // behind a name and a hyphen: who leads or backs what another does
	compass       text.Category                             // parts of a country, before its name
	fled          text.Category                             // people who are not in their own country
	disasters     disasterWords                             // disasters, and what they do to a place
	carriers      text.Category                             // what brings goods: a plane, a convoy
	underway      text.Category                             // what says of goods that they have not come yet: "on their way"
	journeys      text.Category                             // what one goes on to a place
	everywhere    text.Category                             // what says that aid is for no one country
	organs        text.Category                             // bodies by which a state decides
	locals        localWords                                // who pays a share of its own where aid goes
	standIns      text.Category                             // nouns that act for the parties of a report
	spending      text.Category                             // verbs that say only that money is used
	creditors     text.Category                             // creditors that are governments
	beneficiaries text.Category                             // nouns before "of" and those who benefit
	papers        text.Category                             // what giver and receiver sign
	costs         text.Category                             // what a project costs: a share of it is none of a sum
	shares        text.Category                             // what one of several bears of a project
	timeUnits     text.Category                             // units of time
	mandates      map[pledgebook.PartyID]pledgebook.AidKind // what the money of a body is for
	ownMeans      map[pledgebook.PartyID]bool               // bodies that lend or hand out means of their own
	heldMeans     map[pledgebook.PartyID]bool               // funds that go by another name: alliances, partnerships
	issuers       map[string]pledgebook.PartyID             // the one state that issues a currency
	allIssuers    map[string][]pledgebook.PartyID           // all that issue or issued it
	fundsOf       map[pledgebook.PartyID]pledgebook.PartyID // who gives out of a fund alone, by the fund
	agencies      map[pledgebook.PartyID]bool               // bodies that carry out what others pay for
	scales        *scales                                   // what the words around a figure speak for; nil without
	formers       []former                                  // states that are no more, and whose capital theirs was
	scenes        sync.Pool                                 // *scene: the working memory of one reading
}

// New makes the engine of a language; it fails where there is no lexicon of it.
func New(language string) (*Engine, error) {
	e, lex, err := newByRules(language)
	if err != nil {
		return nil, err
	}
	e.scales, err = newScales(lex)
	return e, err
}

// NewByRules makes an engine that reads by its rules alone, without the weights of the
// words around a figure.
func NewByRules(language string) (*Engine, error) {
	e, _, err := newByRules(language)
	return e, err
}

func newByRules(language string) (*Engine, *lexicon.Lexicon, error) {
	lex, err := lexicon.Load(language)
	if err != nil {
		return nil, nil, pledgebook.WrapError(pledgebook.Unsupported, err, "language %q is not read yet", language)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		return nil, nil, err
	}
	e := &Engine{vocab: v}
	e.scenes.New = func() any { return &scene{} }
	if err := e.addRecognisers(lex); err != nil {
		return nil, nil, err
	}
	e.givers = e.members.Circle(givingGroups...)
	e.home = newHomeWords(v, lex)
	e.budgets = newBudgetWords(v, lex)
	e.locals = newLocalWords(v, lex)
	e.outstanding = newOutstandingWords(v, lex.Table("outstanding"))
	e.noteMoney(lex)
	if err := e.noteFormers(lex); err != nil {
		return nil, nil, err
	}
	e.addBareWords(lex)
	e.disasters = newDisasterWords(v, lex.Table("disasters"))
	e.gatherings = newGatheringWords(v, lex)
	return e, lex, nil
}

// addRecognisers makes the recognisers below this package.
func (e *Engine) addRecognisers(lex *lexicon.Lexicon) error {
	v := e.vocab
	for _, load := range []func() error{
		func() (err error) { e.numbers, err = number.New(v, lex); return },
		func() (err error) { e.sums, err = money.New(v, lex); return },
		func() (err error) { e.parties, err = party.New(v, lex); return },
		func() (err error) { e.periods, err = period.New(v, lex); return },
		func() (err error) { e.items, err = item.New(v, lex); return },
		func() (err error) { e.stages, err = stage.New(v, lex); return },
		func() (err error) { e.turns, err = turn.New(v, lex); return },
		func() (err error) { e.quotes, err = quote.New(v, lex); return },
		func() (err error) { e.members, err = membership.New(lex); return },
	} {
		if err := load(); err != nil {
			return err
		}
	}
	return nil
}

// noteMoney notes who issues a currency, and what a fund's or body's money is for.
func (e *Engine) noteMoney(lex *lexicon.Lexicon) {
	e.issuers, e.allIssuers = map[string]pledgebook.PartyID{}, allIssuers(lex)
	for _, row := range lex.Table("currencies").Rows {
		if id := pledgebook.PartyID(row.Get("states")); id.IsState() && row.Get("until") == "" {
			e.issuers[row.Get("code")] = id
		}
	}
	e.mandates, e.fundsOf = map[pledgebook.PartyID]pledgebook.AidKind{}, map[pledgebook.PartyID]pledgebook.PartyID{}
	e.ownMeans, e.heldMeans = map[pledgebook.PartyID]bool{}, map[pledgebook.PartyID]bool{}
	for _, row := range lex.Table("mandates").Rows {
		id := pledgebook.PartyID(row.Get("party"))
		e.mandates[id] = pledgebook.AidKind(row.Get("kind"))
		e.ownMeans[id], e.heldMeans[id] = row.Get("means") == "own", row.Get("means") == "held"
		if of := row.Get("of"); of != "" {
			e.fundsOf[id] = pledgebook.PartyID(of)
		}
	}
	e.agencies = map[pledgebook.PartyID]bool{}
	for _, row := range lex.Table("agencies").Rows {
		e.agencies[pledgebook.PartyID(row.Get("party"))] = true
	}
}

// addBareWords adds the tables that hold nothing but phrases.
func (e *Engine) addBareWords(lex *lexicon.Lexicon) {
	for _, t := range []struct {
		table    string
		category *text.Category
	}{
		{"outsiders", &e.outsiders}, {"fundwords", &e.fundWords}, {"counterparts", &e.counterparts}, {"partwords", &e.partWords}, {"wholewords", &e.wholeWords}, {"ontop", &e.onTop},
		{"proposals", &e.proposals}, {"lawmakers", &e.lawmakers}, {"pending", &e.pending}, {"numbered", &e.numbered}, {"happenings", &e.happenings}, {"collectives", &e.collectives},
		{"harms", &e.harms}, {"leadwords", &e.leadWords}, {"compass", &e.compass}, {"fled", &e.fled}, {"journeys", &e.journeys},
		{"underway", &e.underway}, {"carriers", &e.carriers}, {"everywhere", &e.everywhere}, {"beneficiaries", &e.beneficiaries}, {"organs", &e.organs}, {"creditors", &e.creditors}, {"standins", &e.standIns}, {"spendingverbs", &e.spending}, {"papers", &e.papers}, {"shares", &e.shares}, {"costwords", &e.costs}, {"timeunits", &e.timeUnits},
	} {
		*t.category = addWords(e.vocab, lex.Table(t.table))
	}
}

// Read reads one report.
func (e *Engine) Read(report pledgebook.Report) pledgebook.Reading { return e.read(report, nil) }

// Watcher is shown figures with their traits by name: first every sum as the rules filled it, with
// why it is no claim ("" for a claim), then every claim as the rules leave it. Claim and
// traits are reused.
type Watcher struct {
	Drafted func(claim *pledgebook.Claim, why string, traits *weigh.Traits)
	Settled func(claim *pledgebook.Claim, traits *weigh.Traits)
}

// Watch reads one report by its rules alone and shows every figure: what weights are
// fitted from.
func (e *Engine) Watch(report pledgebook.Report, see *Watcher) { e.read(report, see) }

func (e *Engine) read(report pledgebook.Report, see *Watcher) pledgebook.Reading {
	s := e.scenes.Get().(*scene)
	defer e.scenes.Put(s)
	s.see = see
	s.reset(e, &report)
	r := pledgebook.Reading{Report: report, Engine: pledgebook.Engine}
	s.said = e.quotes.Find(&s.doc, s.parties, s.turns, s.said[:0])
	r.Quotes = s.readQuotes()
	r.Claims = s.readClaims()
	r.PassedOver = s.passed
	s.attachVows(r.Claims)
	s.speakersFromQuotes(r.Claims)
	s.credit(r.Claims)
	r.Meetings = s.readMeetings()
	r.Mechanisms = s.readMechanisms()
	r.Positions = s.readPositions()
	r.Needs = s.readNeeds(r.Claims)
	return r
}

// addWords adds a table of bare phrases under the table's name.
func addWords(v *text.Vocabulary, t *lexicon.Table) text.Category {
	c := v.Category(t.Name)
	for _, row := range t.Rows {
		v.Add(c, row.Phrase(), 0)
	}
	return c
}
