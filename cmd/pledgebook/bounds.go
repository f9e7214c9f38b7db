package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/bounding"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/rates"
	"pledgebook/internal/settings"
	"pledgebook/internal/wording"
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
			Conversions []conversion `json:"conversions,omitempty"`
		}{b, q.conversions(b)})
	}
	q.largestFirst(&b)
	most := printing.FewClaims
	if c.All {
		most = len(q.claims)
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
	claims map[string]pledgebook.Held[pledgebook.Claim]
}

// questions brings the book together as of a day, with the rates it has.
func (a *app) questions(book pledgebook.Book, day pledgebook.Day) (*questions, error) {
	ledger, err := pipeline.BringTogether(a.ctx, book, asOf(day))
	if err != nil {
		return nil, err
	}
	world, table, err := a.world()
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
	members, err := bounding.Membership(lex)
	if err != nil {
		return bounding.World{}, nil, err
	}
	table, err := a.rates()
	if err != nil {
		return bounding.World{}, nil, err
	}
	return bounding.World{Members: members, Rate: table.Between}, table, nil
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

// conversion is how the sum of one claim became one in the currency of the
// answer: the rates with their days and sources, and the lowest and highest
// that it counts for.
type conversion struct {
	Claim  string          `json:"claim"`
	Amount string          `json:"amount"`
	From   string          `json:"from"`
	To     string          `json:"to"`
	Lowest string          `json:"rate_at_least"`
	Most   string          `json:"rate_at_most"`
	Rates  []conversionLeg `json:"rates"`

	words  string
	result decimal.Decimal
}

type conversionLeg struct {
	Base    string         `json:"base"`
	Counter string         `json:"counter"`
	Rate    string         `json:"rate"`
	On      pledgebook.Day `json:"on"`
	Source  rates.Source   `json:"source"`
}

// conversions are those of all claims that set a bound or stand in a contradiction.
func (q *questions) conversions(b pledgebook.Bounds) (all []conversion) {
	for _, id := range namedIn(b, false, len(q.claims)) {
		if c, ok := q.convert(id, b.Scope.Currency); ok {
			all = append(all, c)
		}
	}
	return all
}

// convert shows how the sum of a claim's entry is converted; not ok where its
// report tells it in that currency.
func (q *questions) convert(claim, to string) (conversion, bool) {
	f, ok := q.totals.Fact(claim)
	if !ok || f.Entry.Money == nil || f.In(to).Currency == to {
		return conversion{}, false
	}
	from := f.Entry.Money.Currency
	made, err := q.rates.Convert(f.Entry.Money.Lo, from, to, f.Day(), true)
	lo, hi, known := q.rates.Between(from, to, f.Day())
	if err != nil || !known {
		return conversion{}, false
	}
	c := conversion{Claim: claim, Amount: pledgebook.Plain(made.Amount), From: from, To: to, Lowest: pledgebook.Plain(lo), Most: pledgebook.Plain(hi), words: inWords(made), result: made.Result}
	if lo.Cmp(hi) != 0 {
		c.words += "; the days of a year lie around its average, so it counts for " + to + " " + between(made.Amount, lo, hi)
	}
	for _, r := range made.Quotes {
		c.Rates = append(c.Rates, conversionLeg{r.Base, r.Counter, pledgebook.Plain(r.Rate), r.On, r.Source})
	}
	return c, true
}

// inWords shows a conversion with every rate, its day and its source, each
// source once.
func inWords(c rates.Conversion) string {
	words := c.From + " " + wording.Figure(c.Amount) + " = " + c.To + " " + wording.Figure(c.Result.Round(0)) + " at "
	for i, q := range c.Quotes {
		when := "on " + wording.Date(q.On)
		if q.Source == rates.Averages {
			when = "as the average of " + strconv.Itoa(q.On.Year())
		}
		words += "1 " + q.Base + " = " + pledgebook.Plain(q.Rate) + " " + q.Counter
		if i+1 < len(c.Quotes) && c.Quotes[i+1].On == q.On && c.Quotes[i+1].Source == q.Source {
			words += " and "
			continue
		}
		words += " " + when + " (" + string(q.Source) + ")"
		if i+1 < len(c.Quotes) {
			words += " and "
		}
	}
	return words
}

// between writes what an amount comes to at the lowest and the highest rate.
func between(amount, lo, hi decimal.Decimal) string {
	low, err1 := amount.Mul(lo)
	high, err2 := amount.Mul(hi)
	if err1 != nil || err2 != nil {
		return "more digits than can be shown"
	}
	return wording.Figure(low.Round(0)) + " to " + wording.Figure(high.Round(0))
}

// largestFirst puts the claims that set a bound in order of size.
func (q *questions) largestFirst(b *pledgebook.Bounds) {
	size := func(claim string) decimal.Decimal {
		if c, ok := q.convert(claim, b.Scope.Currency); ok {
			return c.result
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

// namedIn are the claims that an answer names, each once, at most so many of
// each list.
func namedIn(b pledgebook.Bounds, excluded bool, most int) []string {
	var ids []string
	take := func(list []string) { ids = append(ids, list[:min(most, len(list))]...) }
	take(b.SetBy.Least)
	take(b.SetBy.Most)
	take(b.SetBy.Cap)
	for _, c := range b.Contradicted {
		take(c.Claims)
	}
	if excluded {
		for _, x := range b.Excluded {
			ids = append(ids, x.Claim)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// behind fetches the claims that an answer names, with their sentences.
func (q *questions) behind(a *app, b pledgebook.Bounds, most int) (map[string]printing.Behind, error) {
	out := map[string]printing.Behind{}
	for _, x := range b.Excluded { // shown without their sentences
		if f, ok := q.totals.Fact(x.Claim); ok {
			out[x.Claim] = printing.Behind{Entry: f.Entry}
		}
	}
	ids := namedIn(b, false, most)
	backed, err := pipeline.Backing(a.ctx, q.book, pledgebook.Entry{Claims: ids})
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		f, _ := q.totals.Fact(id)
		c, _ := q.convert(id, b.Scope.Currency)
		out[id] = printing.Behind{Backed: backed[i], Entry: f.Entry, Conversion: c.words}
	}
	return out, nil
}
