package main

import (
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/bounding"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/rates"
	"pledgebook/internal/reporting"
	"pledgebook/internal/settings"
	"pledgebook/lexicon"
)

// scopeFlags choose the aid that a question is about.
type scopeFlags struct {
	partyFilters
	Kind      []pledgebook.AidKind `help:"${enum}." enum:"military,humanitarian,financial,development,unspecified" placeholder:"KIND"`
	Currency  string               `help:"The currency to answer in; the one most reports use if not given." placeholder:"CODE"`
	MembersOn pledgebook.Day       `help:"The day on which membership of groups counts; each act's own day if not given." placeholder:"DATE"`
	Reviewed  bool                 `help:"Count only what a reviewer has accepted."`
	Tracker   string               `help:"Only what a tracker in config.toml is about." placeholder:"ID"`
}

// scope is the question without its stage.
func (f scopeFlags) scope(set settings.Settings) (pledgebook.Scope, error) {
	chosen, err := filters{partyFilters: f.partyFilters, Kind: f.Kind, Tracker: f.Tracker}.filter(set)
	if err != nil {
		return pledgebook.Scope{}, err
	}
	currency := strings.ToUpper(f.Currency)
	if currency != "" && !isCode(currency) {
		return pledgebook.Scope{}, usef("--currency %s is no currency code; write it as in ISO 4217 (EUR)", f.Currency)
	}
	return pledgebook.Scope{Providers: chosen.Providers, Receivers: chosen.Receivers, Kinds: chosen.Kinds, Period: chosen.Period,
		Currency: currency, MembersOn: f.MembersOn, ReviewedOnly: f.Reviewed}, nil
}

func isCode(s string) bool { return len(s) == 3 && pledgebook.PartyID(s).IsState() }

type boundsCommand struct {
	scopeFlags
	Stage []pledgebook.Stage `help:"${enum}; may be repeated. All at a glance if not given; JSON then tells of pledge." enum:"pledge,commitment,allocation,disbursement,delivery,unclear" placeholder:"STAGE"`
	All   bool               `help:"Show every claim that sets a bound, not the first few."`
	JSON  bool               `help:"Print one JSON object per stage, one per line."`
}

// Help is what "bounds --help" adds.
func (boundsCommand) Help() string {
	return "Says what a total must be at least, what reports add up to at most, and where a report limits it. " +
		"Nothing that may overlap is added: not a group and its members, a total and its packages, a promise and what fulfils it. " +
		"Each bound names the claims that set it; --json adds the proof."
}

// Run answers for each stage asked about.
func (c *boundsCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		scope, err := c.scope(set)
		if err != nil {
			return err
		}
		q, err := a.questions(book, 0)
		if err != nil {
			return err
		}
		for _, stage := range c.stages(a, q, scope) {
			scope.Stage = stage
			if err := c.answer(a, q, scope); err != nil {
				return err
			}
		}
		return nil
	})
}

// stages are those asked about; without any, JSON answers for what was
// pledged, and people see all stages at a glance and the first certain one whole.
func (c *boundsCommand) stages(a *app, q *questions, scope pledgebook.Scope) []pledgebook.Stage {
	if len(c.Stage) > 0 {
		return c.Stage
	}
	if !c.JSON {
		every := q.everyStage(scope)
		printing.Overview(a.screen, every)
		for _, b := range every {
			if b.Least != nil && b.Least.Lo.Sign() > 0 {
				return []pledgebook.Stage{b.Scope.Stage}
			}
		}
	}
	return []pledgebook.Stage{pledgebook.StagePledge}
}

func (c *boundsCommand) answer(a *app, q *questions, scope pledgebook.Scope) error {
	b := q.totals.Bounds(scope)
	if c.JSON {
		return printJSON(a, struct {
			pledgebook.Bounds
			Conversions []pipeline.Conversion `json:"conversions,omitempty"`
		}{b, q.totals.Conversions(b, q.rates)})
	}
	q.largestFirst(&b)
	most := printing.FewClaims
	if c.All {
		most = q.claims.Len()
	}
	behind, err := q.behind(a, b, most)
	if err != nil {
		return err
	}
	printing.Bounds(a.screen, b, behind, c.All)
	return nil
}

// questions is a book made ready to be asked for totals.
type questions struct {
	book   pledgebook.Book
	totals *pipeline.Totals
	rates  *rates.Table
	claims reporting.Claims
}

// questions brings the book together as of a day, with the rates it has.
func (a *app) questions(book pledgebook.Book, day pledgebook.Day) (*questions, error) {
	world, table, err := a.world()
	if err != nil {
		return nil, err
	}
	ledger, err := a.takeUp(book, table, asOf(day))
	if err != nil {
		return nil, err
	}
	return &questions{book, pipeline.NewTotals(ledger, world), table, ledger.Claims}, nil
}

// world is what holds beside the claims: who belongs to which group, and what
// currencies were worth.
func (a *app) world() (bounding.World, *rates.Table, error) {
	lex, err := lexicon.Load("en")
	if err != nil {
		return bounding.World{}, nil, err
	}
	world, err := bounding.WorldOf(lex)
	if err != nil {
		return bounding.World{}, nil, err
	}
	table, err := a.rates()
	if err != nil {
		return bounding.World{}, nil, err
	}
	world.Rate = table.Between
	return world, table, nil
}

// everyStage answers for all stages of aid in one currency.
func (q *questions) everyStage(scope pledgebook.Scope) (all []pledgebook.Bounds) {
	for _, stage := range pledgebook.Stages {
		if stage == pledgebook.StageNeed {
			continue
		}
		scope.Stage = stage
		b := q.totals.Bounds(scope)
		scope.Currency = b.Scope.Currency
		all = append(all, b)
	}
	return all
}

// convert shows how the sum of a claim's entry is converted; not ok where its
// report tells it in that currency.
func (q *questions) convert(claim, to string) (pipeline.Conversion, bool) {
	return q.totals.Convert(claim, to, q.rates)
}

// largestFirst puts the claims that set a bound in order of size.
func (q *questions) largestFirst(b *pledgebook.Bounds) {
	size := func(claim string) decimal.Decimal {
		if c, ok := q.convert(claim, b.Scope.Currency); ok {
			return c.Result
		}
		if f, ok := q.totals.Fact(claim); ok && f.Entry.Money != nil {
			return f.In(b.Scope.Currency).Lo
		}
		return decimal.Zero
	}
	for _, ids := range [][]string{b.SetBy.Least, b.SetBy.Most, b.SetBy.Cap} {
		slices.SortStableFunc(ids, func(x, y string) int { return size(y).Cmp(size(x)) })
	}
}

// behind fetches the claims that an answer names, with their sentences.
func (q *questions) behind(a *app, b pledgebook.Bounds, most int) (map[string]printing.Behind, error) {
	out := map[string]printing.Behind{}
	for _, x := range b.Excluded { // shown without their sentences
		if f, ok := q.totals.Fact(x.Claim); ok {
			out[x.Claim] = printing.Behind{Entry: *f.Entry}
		}
	}
	ids := pipeline.NamedIn(b, most)
	backed, err := pipeline.Backing(a.ctx, q.book, pledgebook.Entry{Claims: ids})
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		f, _ := q.totals.Fact(id)
		c, _ := q.convert(id, b.Scope.Currency)
		out[id] = printing.Behind{Backed: backed[i], Entry: *f.Entry, Conversion: c.Words}
	}
	return out, nil
}
