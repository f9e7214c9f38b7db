package bounding

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
	"unique"

	"github.com/govalues/decimal"

	"pledgebook"
)

// act is a fact made ready to constrain: so much aid, somewhere in a region,
// has reached a stage.
type act struct {
	name   string // the claim that stands for it
	stage  pledgebook.Stage
	total  bool
	region region
	interval
	// family holds acts that are distinct by their words and so add up; an act
	// that may overlap with any other is a family of its own.
	family string
	entry  string
	number int    // of its entry among those of the question, in order; -1 of a reduction
	within []int  // numbers of the entries it is a part of or counts towards
	parts  []*act // acts that the words make part of this one
	donor  bool   // it has one provider, which is no group
	// in a coarser model: its region was folded, and is larger than what it told
	enlarged bool
	copied   bool  // in a coarser model: it is the model's own
	over     *area // of one that is copied: what it reaches, once looked up
	single   bool  // in a coarser model: placed among its cells, see loosened
}

// region is where an act's aid may lie. A nil set is open; so is a zero day.
type region struct {
	providers, receivers []pledgebook.PartyID
	kinds                []pledgebook.AidKind
	from, to             pledgebook.Day // half-open
	spelled              spelled
}

// spelled are a region's sets as keys for a map, cheap to compare.
type spelled struct{ providers, receivers, kinds unique.Handle[string] }

func newRegion(providers, receivers []pledgebook.PartyID, kinds []pledgebook.AidKind) region {
	r := region{providers: sortedSet(providers), receivers: sortedSet(receivers), kinds: sortedSet(kinds)}
	r.spelled = spelled{unique.Make(joined(r.providers)), unique.Make(joined(r.receivers)), unique.Make(joined(r.kinds))}
	return r
}

// acts makes the facts ready and says which of them bind nothing, and why.
func (b *Book) acts(facts []Fact, scope pledgebook.Scope) (acts []*act, excluded []pledgebook.Excluded) {
	byEntry := map[string]*act{}
	for _, f := range facts {
		a, why := b.act(f, scope)
		if why != "" {
			excluded = append(excluded, pledgebook.Excluded{Claim: spokesman(f.Entry), Why: why})
			continue
		}
		acts = append(acts, a)
		byEntry[f.Entry.ID] = a
	}
	acts = b.reduce(acts, byEntry)
	number(acts)
	for _, f := range facts {
		e := f.Entry
		if of := byEntry[e.PartOf]; of != nil && of.number >= 0 && byEntry[e.ID] != nil {
			byEntry[e.ID].within = append(byEntry[e.ID].within, of.number)
		}
	}
	for _, f := range facts {
		whole := byEntry[f.Entry.ID]
		for _, by := range f.Entry.FulfilledBy {
			if a := byEntry[by]; a != nil && whole != nil && whole.number >= 0 && by != f.Entry.ID {
				a.within = append(a.within, whole.number)
			}
		}
	}
	b.placeParts(acts, byEntry)
	for _, a := range acts {
		a.donor = b.world.oneDonor(a)
	}
	return acts, excluded
}

// number counts the entries of acts in their order.
func number(acts []*act) {
	for i := 1; i < len(acts); i++ {
		if acts[i].number = acts[i-1].number; acts[i].entry != acts[i-1].entry {
			acts[i].number++
		}
	}
}

// absurd is more than any currency's money: a hundred quadrillions.
var absurd = decimal.MustNew(100_000_000_000_000_000, 0)

// act makes one fact ready, or says why it binds nothing.
func (b *Book) act(f Fact, scope pledgebook.Scope) (*act, string) {
	e := f.Entry
	switch {
	case scope.ReviewedOnly && !e.Reviewed:
		return nil, "not reviewed"
	case e.Polarity != pledgebook.Asserted && e.Polarity != "":
		return nil, string(e.Polarity) + ": binds nothing"
	case e.Revision == pledgebook.Withdrawal || e.Status == pledgebook.Withdrawn:
		return nil, "withdrawn"
	case e.Revision == pledgebook.Reduction && e.PartOf == "":
		return nil, "a reduction that does not say of what"
	case e.Money == nil && e.Fraction != nil:
		return nil, "a share of another figure: no report states its sum"
	case e.Money == nil:
		return nil, "no sum"
	case e.Money.Currency == "":
		return nil, "no currency"
	case e.Money.Lo.IsNeg() && !f.Row:
		return nil, "a negative sum"
	case e.Money.Lo.CmpAbs(absurd) >= 0 || e.Money.Hi.CmpAbs(absurd) >= 0:
		return nil, "an absurd sum"
	case e.Money.Hi.Cmp(e.Money.Lo) < 0:
		return nil, "a range that ends before it begins"
	}
	told := f.In(scope.Currency)
	iv, ok := b.inCurrency(widen(told, f.Row), told.Currency, scope.Currency, f.Day())
	if !ok {
		return nil, fmt.Sprintf("no rate from %s to %s on %s", e.Money.Currency, scope.Currency, f.Day())
	}
	a := &act{name: spokesman(e), stage: e.Stage, total: e.Extent == pledgebook.TotalExtent, region: regionOf(f), interval: iv, entry: e.ID}
	a.family = string(e.Stage) + " " + joined(a.region.providers)
	if e.Revision == pledgebook.Repeat || e.Revision == pledgebook.Restatement {
		a.family = "entry " + e.ID // may be any act told before
	}
	return a, ""
}

func joined[T ~string](ids []T) string {
	var b strings.Builder
	for _, id := range ids {
		b.WriteString(string(id) + " ")
	}
	return b.String()
}

// spokesman is the claim that stands for an entry: the first that tells the
// sum chosen and, as far as one does, the other values chosen; without
// variants the first of all.
func spokesman(e *pledgebook.Entry) string {
	if len(e.Claims) == 0 {
		return e.ID
	}
	left := e.Claims
	for _, field := range []string{"sum", "currency", "stage", "time"} {
		for _, v := range e.Variants[field] {
			if v.Chosen == "" {
				continue
			}
			both := slices.DeleteFunc(slices.Clone(left), func(c string) bool { return !slices.Contains(v.Claims, c) })
			if len(both) > 0 {
				left = both
			}
		}
	}
	return left[0]
}

// In is the entry's sum as its report tells it in a currency, where the report
// gives it in that one too; else the sum as it is.
func (f Fact) In(currency string) pledgebook.Money {
	m := *f.Entry.Money
	if m.Currency == currency {
		return m
	}
	for _, a := range m.Also {
		if a.Currency == currency {
			return pledgebook.Money{Lo: a.Lo, Hi: a.Hi, Currency: currency, Qualifier: m.Qualifier}
		}
	}
	return m
}

// inCurrency converts an interval at the rates of the act's day.
func (b *Book) inCurrency(iv interval, from, to string, on pledgebook.Day) (interval, bool) {
	if from == to {
		return iv, true
	}
	if b.world.Rate == nil {
		return iv, false
	}
	lo, hi, ok := b.world.Rate(from, to, on)
	if !ok {
		return iv, false
	}
	out := interval{lo: converted(iv.lo, lo, false), told: converted(iv.told, hi, true)}
	if iv.hi != nil {
		out.hi = converted(iv.hi, hi, true)
	}
	return out, true
}

// million is how finely converted sums are kept.
var million = big.NewRat(1_000_000, 1)

// converted is a sum at a rate, to a millionth and to the safe side: the product of a
// sum and a rate has more places than either tells.
func converted(sum *big.Rat, rate decimal.Decimal, up bool) *big.Rat {
	r := new(big.Rat).Mul(sum, rat(rate))
	n, rest := new(big.Int), new(big.Int)
	n.DivMod(new(big.Int).Mul(r.Num(), million.Num()), r.Denom(), rest)
	if up && rest.Sign() > 0 {
		n.Add(n, big.NewInt(1))
	}
	return r.SetFrac(n, million.Num())
}

// Day is the day whose rate counts: the act's, else the last of its period,
// else that of its telling.
func (f Fact) Day() pledgebook.Day {
	return cmp.Or(f.Entry.Date, f.Entry.Period.Last(), f.Told)
}

// regionOf is where an entry's aid may lie. Time is when it reached the stage:
// the stated period; for a pledge its window to the deadline, which without a
// stated start runs from 1 January of the deadline's year; else the day of the
// act; else any day up to its telling.
func regionOf(f Fact) region {
	e := f.Entry
	var kinds []pledgebook.AidKind
	if e.Kind != pledgebook.KindUnspecified && e.Kind != "" {
		kinds = []pledgebook.AidKind{e.Kind}
	}
	r := newRegion(e.Providers, e.Receivers, kinds)
	switch {
	case !e.Period.IsZero():
		r.from, r.to = e.Period.Start, e.Period.End
	case e.Deadline.Known() && e.Stage == pledgebook.StagePledge:
		r.from, r.to = pledgebook.DateOf(e.Deadline.Year(), time.January, 1), e.Deadline+1
	case e.Date.Known():
		r.from, r.to = e.Date, e.Date+1
	case f.Told.Known():
		r.to = f.Told + 1
	}
	return r
}

func sortedSet[T cmp.Ordered](ids []T) []T {
	if len(ids) == 0 {
		return nil
	}
	set := slices.Clone(ids)
	slices.Sort(set)
	return slices.Compact(set)
}

// reduce subtracts reductions from what they reduce, and drops them.
func (b *Book) reduce(acts []*act, byEntry map[string]*act) []*act {
	return slices.DeleteFunc(acts, func(a *act) bool {
		e := b.facts[b.at[a.entry]].Entry
		if e.Revision != pledgebook.Reduction {
			return false
		}
		a.number = -1
		if of := byEntry[e.PartOf]; of != nil && of != a {
			of.lo = larger(new(big.Rat), new(big.Rat).Sub(of.lo, a.told))
			if of.hi != nil {
				of.hi = larger(new(big.Rat), new(big.Rat).Sub(of.hi, a.lo))
				of.told = larger(new(big.Rat), new(big.Rat).Sub(of.told, a.lo))
			}
		}
		return true
	})
}

// placeParts settles each part of a whole: it lies inside the whole's region;
// a member's stated share of a total over the same time is a total for that
// member; in the whole's family it takes its share of the whole's sum.
func (b *Book) placeParts(acts []*act, byEntry map[string]*act) {
	for _, a := range acts {
		whole := byEntry[b.facts[b.at[a.entry]].Entry.PartOf]
		if whole == nil || whole == a || whole.stage != a.stage {
			continue
		}
		a.region.inherit(whole.region)
		if whole.total {
			sameTime := a.region.from == whole.region.from && a.region.to == whole.region.to
			a.total = a.total || sameTime && len(a.region.providers) == 1 && !slices.Equal(a.region.providers, whole.region.providers)
			continue
		}
		a.family = whole.family
		whole.parts = append(whole.parts, a)
	}
}

// mayOverlap reports whether an act of one day may be the same aid as acts of
// other families: then its day must be told from theirs. One state's distinct
// acts add up whatever their days.
func (a *act) mayOverlap() bool {
	return len(a.region.providers) != 1 || !a.region.providers[0].IsState() || strings.HasPrefix(a.family, "entry ")
}

// rest is what a part-holding act adds to its family beside its parts. It is
// only to be read.
func (a *act) rest() *big.Rat {
	if len(a.parts) == 0 && a.lo.Sign() >= 0 {
		return a.lo
	}
	rest := new(big.Rat).Set(a.lo)
	for _, p := range a.parts {
		rest.Sub(rest, p.lo)
	}
	return larger(new(big.Rat), rest)
}

// inherit fills what a part leaves open from its whole.
func (r *region) inherit(whole region) {
	if r.providers == nil {
		r.providers, r.spelled.providers = whole.providers, whole.spelled.providers
	}
	if r.receivers == nil {
		r.receivers, r.spelled.receivers = whole.receivers, whole.spelled.receivers
	}
	if r.kinds == nil {
		r.kinds, r.spelled.kinds = whole.kinds, whole.spelled.kinds
	}
	if !r.from.Known() && (!r.to.Known() || r.to >= whole.to) {
		r.from, r.to = whole.from, whole.to
	}
}
