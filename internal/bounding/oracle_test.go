package bounding

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/bounding/lp"
)

// The oracle writes the same meaning down in another way: every party, kind
// and day for itself, nothing folded; each act's aid as a flow of its own over
// its region; distinct acts share a measure instead of summing over unions.
// Its programs are solved by the same solver, which proves each answer.

var (
	oracleParties = []pledgebook.PartyID{"DEU", "SWE", "nato", "*"}
	oracleKinds   = []pledgebook.AidKind{pledgebook.Military, pledgebook.Humanitarian, "*"}
	oracleStages  = []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageAllocation, pledgebook.StageDelivery}
	oracleDay0    = day("2024-03-04") // Sweden joins on the fourth of seven days
)

const oracleDays = 7

type oracle struct {
	p    lp.Problem
	vars map[string]int
}

func (o *oracle) v(parts ...any) int {
	k := fmt.Sprint(parts...)
	if _, ok := o.vars[k]; !ok {
		o.vars[k] = o.p.Vars
		o.p.Vars++
	}
	return o.vars[k]
}

func (o *oracle) row(op lp.Op, rhs *big.Rat, terms ...lp.Term) {
	o.p.Rows = append(o.p.Rows, lp.Row{Terms: terms, Op: op, RHS: rhs})
}

type atom struct {
	party pledgebook.PartyID
	kind  pledgebook.AidKind
	day   int
}

func atomsOf(r region) (out []atom) {
	for d := range oracleDays + 1 { // the first stands for all time before
		on := oracleDay0 + pledgebook.Day(d) - 1
		if r.from.Known() && on < r.from || r.to.Known() && on >= r.to {
			continue
		}
		for _, k := range oracleKinds {
			if len(r.kinds) > 0 && !slices.Contains(r.kinds, k) {
				continue
			}
			for _, p := range oracleParties {
				if len(r.providers) == 0 || slices.ContainsFunc(r.providers, func(s pledgebook.PartyID) bool {
					return s == p || slices.Contains(alliance.Members(s, on), p)
				}) {
					out = append(out, atom{p, k, d})
				}
			}
		}
	}
	return out
}

// oracleBounds answers least and cap; feasible is false where the claims
// contradict one another.
func oracleBounds(facts []Fact, scope pledgebook.Scope) (least, limit *big.Rat, feasible bool) {
	o := &oracle{vars: map[string]int{}}
	families := map[string]map[int][]atom{}
	for i, f := range facts {
		iv := widen(*f.Entry.Money, f.Row)
		atoms := atomsOf(regionOf(f))
		var flow, whole []lp.Term
		for _, a := range atoms {
			flow = append(flow, lp.Term{Var: o.v("flow", i, a), Coef: 1})
			whole = append(whole, lp.Term{Var: o.v(f.Entry.Stage, a), Coef: 1})
		}
		if f.Entry.Extent == pledgebook.TotalExtent {
			o.row(lp.AtLeast, iv.lo, whole...)
			if iv.hi != nil {
				o.row(lp.AtMost, iv.hi, whole...)
			}
			continue
		}
		o.row(lp.AtLeast, iv.lo, flow...)
		family := fmt.Sprint(f.Entry.Stage, f.Entry.Providers)
		if f.Entry.Revision == pledgebook.Repeat {
			family = f.Entry.ID
		}
		if families[family] == nil {
			families[family] = map[int][]atom{}
		}
		families[family][i] = atoms
	}
	o.share(facts, families)
	o.order()
	var objective []lp.Term
	for _, a := range atomsOf(scopeRegion(scope)) {
		objective = append(objective, lp.Term{Var: o.v(scope.Stage, a), Coef: 1})
	}
	low := o.solve(objective, 1)
	if low.Status == lp.Infeasible {
		return nil, nil, false
	}
	if high := o.solve(objective, -1); high.Status == lp.Optimal {
		limit = high.Value.Neg(high.Value)
	}
	return low.Value, limit, true
}

// share makes the flows of each family fit into the measure together.
func (o *oracle) share(facts []Fact, families map[string]map[int][]atom) {
	for _, acts := range families {
		in := map[atom][]lp.Term{}
		var stage pledgebook.Stage
		for i, atoms := range acts {
			stage = facts[i].Entry.Stage
			for _, a := range atoms {
				in[a] = append(in[a], lp.Term{Var: o.v("flow", i, a), Coef: -1})
			}
		}
		for a, flows := range in {
			o.row(lp.AtLeast, new(big.Rat), append(flows, lp.Term{Var: o.v(stage, a), Coef: 1})...)
		}
	}
}

func (o *oracle) order() {
	for s := 1; s < len(oracleStages); s++ {
		for _, p := range oracleParties {
			for _, k := range oracleKinds {
				var terms []lp.Term
				for d := range oracleDays + 1 {
					terms = append(terms, lp.Term{Var: o.v(oracleStages[s-1], atom{p, k, d}), Coef: 1},
						lp.Term{Var: o.v(oracleStages[s], atom{p, k, d}), Coef: -1})
					o.row(lp.AtLeast, new(big.Rat), slices.Clone(terms)...)
				}
			}
		}
	}
}

func (o *oracle) solve(objective []lp.Term, sign int64) lp.Solution {
	objective = slices.Clone(objective)
	for i := range objective {
		objective[i].Coef = sign
	}
	s := lp.Minimise(o.p, objective)
	if err := lp.Verify(o.p, objective, s); err != nil {
		panic(err)
	}
	return s
}

// someFacts draws a small book of military and humanitarian acts in a week.
func someFacts(t *rapid.T) []Fact {
	var facts []Fact
	for i := range rapid.IntRange(1, 6).Draw(t, "facts") {
		name := func(s string) string { return fmt.Sprint(s, i) }
		f := fact(fmt.Sprint("f", i), rapid.SampledFrom(oracleStages).Draw(t, name("stage")),
			rapid.SampledFrom([]pledgebook.PartyID{"DEU", "SWE", "nato"}).Draw(t, name("provider")),
			fmt.Sprint(rapid.IntRange(1, 30).Draw(t, name("sum"))), exactRow)
		f.Entry.Kind = rapid.SampledFrom([]pledgebook.AidKind{pledgebook.Military, pledgebook.Humanitarian, pledgebook.KindUnspecified}).Draw(t, name("kind"))
		from := rapid.IntRange(0, oracleDays-1).Draw(t, name("from"))
		last := rapid.IntRange(from, oracleDays-1).Draw(t, name("last"))
		f.Entry.Period = pledgebook.Interval{Start: oracleDay0 + pledgebook.Day(from), End: oracleDay0 + pledgebook.Day(last) + 1}
		if rapid.IntRange(0, 3).Draw(t, name("total")) == 0 {
			f.Entry.Extent = pledgebook.TotalExtent
		}
		f.Entry.Revision = rapid.SampledFrom([]pledgebook.Revision{pledgebook.New, pledgebook.New, pledgebook.Repeat}).Draw(t, name("revision"))
		f.Entry.Money.Qualifier = rapid.SampledFrom([]pledgebook.Qualifier{pledgebook.Exact, pledgebook.Exact, pledgebook.AtLeast}).Draw(t, name("qualifier"))
		facts = append(facts, f)
	}
	return facts
}

func someScope(t *rapid.T) pledgebook.Scope {
	s := pledgebook.Scope{Stage: rapid.SampledFrom(oracleStages).Draw(t, "scope stage"), Receivers: []pledgebook.PartyID{"UKR"}, Currency: "EUR",
		Period: pledgebook.Interval{Start: oracleDay0, End: oracleDay0 + oracleDays}}
	if rapid.Bool().Draw(t, "of a provider") {
		s.Providers = []pledgebook.PartyID{rapid.SampledFrom([]pledgebook.PartyID{"DEU", "nato"}).Draw(t, "scope provider")}
	}
	if rapid.Bool().Draw(t, "of a kind") {
		s.Kinds = []pledgebook.AidKind{pledgebook.Military}
	}
	return s
}

func TestAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts, scope := someFacts(t), someScope(t)
		least, limit, feasible := oracleBounds(facts, scope)
		b := Bound(facts, scope, alliance)
		if !feasible {
			return // the relaxed answer has a test of its own
		}
		if len(b.Contradicted) > 0 {
			t.Fatalf("the oracle finds no contradiction, but: %+v", b.Contradicted)
		}
		want := [2]string{least.FloatString(2), "none"}
		if limit != nil {
			want[1] = limit.FloatString(2)
		}
		got := [2]string{rat(b.Least.Lo).FloatString(2), "none"}
		if b.Cap != nil {
			got[1] = rat(b.Cap.Lo).FloatString(2)
		}
		if got != want {
			t.Fatalf("least and cap %v, the oracle says %v", got, want)
		}
	})
}

func TestShufflingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts, scope := someFacts(t), someScope(t)
		spell := func() string {
			b, err := json.Marshal(Bound(facts, scope, alliance))
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		want := spell()
		r := rand.New(rand.NewPCG(1, uint64(len(facts))))
		r.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		if got := spell(); got != want {
			t.Fatalf("%s, before the shuffle %s", got, want)
		}
	})
}

// A further claim that contradicts none never lowers the least nor raises the cap.
func TestFurtherClaimsOnlyTighten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts, scope := someFacts(t), someScope(t)
		var before pledgebook.Bounds
		for n := range facts {
			now := Bound(facts[:n+1], scope, alliance)
			if len(now.Contradicted) > 0 {
				return
			}
			if n > 0 && (now.Least.Lo.Cmp(before.Least.Lo) < 0 || before.Cap != nil && (now.Cap == nil || now.Cap.Lo.Cmp(before.Cap.Lo) > 0)) {
				t.Fatalf("claim %d changes %v to %v", n, bounds(before), bounds(now))
			}
			if now.Cap != nil && now.Cap.Lo.Cmp(now.Least.Lo) < 0 {
				t.Fatalf("least above cap: %v", bounds(now))
			}
			before = now
		}
	})
}
