package lp

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// some draws a small program of sums, as claims make them: coefficients of one
// or minus one, many rows alike.
func some(t *rapid.T) (Problem, []Term) {
	p := Problem{Vars: rapid.IntRange(1, 6).Draw(t, "vars")}
	terms := func(label string, coefs []int64) []Term {
		var out []Term
		for j := range p.Vars {
			if c := rapid.SampledFrom(coefs).Draw(t, fmt.Sprint(label, j)); c != 0 {
				out = append(out, Term{j, c})
			}
		}
		return out
	}
	for i := range rapid.IntRange(0, 8).Draw(t, "rows") {
		p.Rows = append(p.Rows, Row{
			Terms: terms(fmt.Sprint("row", i, "."), []int64{0, 0, 1, 1, -1, 2}),
			Op:    Op(rapid.IntRange(0, 2).Draw(t, "op")),
			RHS:   big.NewRat(rapid.Int64Range(-20, 100).Draw(t, "rhs"), rapid.SampledFrom([]int64{1, 2, 10, 3}).Draw(t, "denominator")),
		})
	}
	return p, terms("objective", []int64{0, 1, 1, -1})
}

func TestEveryAnswerIsProven(t *testing.T) {
	seen := map[Status]int{}
	rapid.Check(t, func(t *rapid.T) {
		p, objective := some(t)
		s := Minimise(p, objective)
		if err := Verify(p, objective, s); err != nil {
			t.Fatalf("%v: %v\n%+v", s.Status, err, p)
		}
		seen[s.Status]++
		if most := NewSolver(p).Maximise(objective); VerifyMost(p, objective, most) != nil {
			t.Fatalf("greatest: %v", VerifyMost(p, objective, most))
		}
	})
	t.Log("outcomes: ", seen)
}

// The same solver, asked several objectives in a row, answers as a fresh one.
func TestOneSolverManyObjectives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, first := some(t)
		s := NewSolver(p)
		s.Minimise(first)
		second := []Term{{rapid.IntRange(0, p.Vars-1).Draw(t, "second"), -1}}
		got, want := s.Minimise(second), Minimise(p, second)
		if got.Status != want.Status || got.Value != nil && got.Value.Cmp(want.Value) != 0 {
			t.Fatalf("%v %v, want %v %v", got.Status, got.Value, want.Status, want.Value)
		}
	})
}

func TestVerifyRefusesFalseProofs(t *testing.T) {
	p := Problem{Vars: 2, Rows: []Row{
		{[]Term{{0, 1}, {1, 1}}, AtLeast, big.NewRat(5, 1)},
		{[]Term{{0, 1}}, AtMost, big.NewRat(3, 1)},
	}}
	objective := []Term{{1, 1}}
	good := Minimise(p, objective)
	if err := Verify(p, objective, good); err != nil || good.Value.Cmp(big.NewRat(2, 1)) != 0 {
		t.Fatal(good.Value, err)
	}
	for name, spoil := range map[string]func(*Solution){
		"value":      func(s *Solution) { s.Value = big.NewRat(1, 1) },
		"point":      func(s *Solution) { s.X = []*big.Rat{big.NewRat(4, 1), big.NewRat(1, 1)} },
		"multiplier": func(s *Solution) { s.Dual[1] = big.NewRat(1, 1) },
		"infeasible": func(s *Solution) { s.Status = Infeasible },
		"unbounded":  func(s *Solution) { s.Status, s.Ray = Unbounded, []*big.Rat{big.NewRat(1, 1), new(big.Rat)} },
	} {
		bad := Minimise(p, objective)
		spoil(&bad)
		if Verify(p, objective, bad) == nil {
			t.Errorf("a false %s passes", name)
		}
	}
}

// Sums of very different sizes, on which floating point says "infeasible".
func TestMixedScales(t *testing.T) {
	rat := func(s string) *big.Rat { r, _ := new(big.Rat).SetString(s); return r }
	p := Problem{Vars: 4, Rows: []Row{
		{[]Term{{0, 1}, {1, 1}}, Equal, rat("20900000000")},
		{[]Term{{1, 1}, {2, 1}}, Equal, rat("10000000100")},
		{[]Term{{2, 1}, {3, 1}}, Equal, rat("0.5")},
		{[]Term{{2, 1}, {3, 1}}, Equal, rat("0.5")},
	}}
	s := Minimise(p, []Term{{1, 1}})
	if err := Verify(p, []Term{{1, 1}}, s); err != nil || s.Value.Cmp(rat("10000000099.5")) != 0 {
		t.Fatal(s.Status, s.Value, err)
	}
}

func TestOverflowGoesOnInBigNumbers(t *testing.T) {
	huge, _ := new(big.Rat).SetString("123456789012345678901234567890/7")
	p := Problem{Vars: 2, Rows: []Row{{[]Term{{0, 3}, {1, 7}}, Equal, huge}, {[]Term{{0, 5}, {1, -11}}, Equal, big.NewRat(1, 3)}}}
	s := Minimise(p, []Term{{0, 1}})
	if err := Verify(p, []Term{{0, 1}}, s); err != nil {
		t.Fatal(err)
	}
}

// GLPK's exact simplex is another hand's solver.
func TestAgainstGLPK(t *testing.T) {
	glpsol, err := exec.LookPath("glpsol")
	if err != nil {
		t.Skip("glpsol is not installed (Debian: apt install glpk-utils), so no other solver was asked")
	}
	draw := rand.New(rand.NewPCG(7, 11))
	for range 60 {
		p, objective := large(draw, 5+draw.IntN(20), 5+draw.IntN(20))
		s := Minimise(p, objective)
		if err := Verify(p, objective, s); err != nil {
			t.Fatal(err)
		}
		status, value := askGLPK(t, glpsol, p, objective)
		got := "-"
		if s.Value != nil {
			f, _ := s.Value.Float64()
			got = fmt.Sprintf("%.6g", f)
		}
		if status != s.Status || s.Status == Optimal && got != value {
			t.Fatalf("we say %v %s, GLPK %v %s for %+v", s.Status, got, status, value, p)
		}
	}
}

// large draws sums over random sets of variables.
func large(draw *rand.Rand, vars, rows int) (Problem, []Term) {
	p := Problem{Vars: vars}
	var objective []Term
	for j := range vars {
		objective = append(objective, Term{j, 1})
	}
	for range rows {
		var terms []Term
		for j := range vars {
			if draw.IntN(4) == 0 {
				terms = append(terms, Term{j, 1})
			}
		}
		op := AtLeast
		if draw.IntN(4) == 0 {
			op = AtMost
		}
		p.Rows = append(p.Rows, Row{terms, op, big.NewRat(int64(draw.IntN(2000)), 1)})
	}
	return p, objective[:1+draw.IntN(vars)]
}

func askGLPK(t *testing.T, glpsol string, p Problem, objective []Term) (Status, string) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "p.lp"), filepath.Join(dir, "p.sol")
	var b strings.Builder
	fmt.Fprintf(&b, "Minimize\n obj:%s\nSubject To\n", cplex(objective))
	for i, r := range p.Rows {
		if len(r.Terms) == 0 {
			r.Terms = []Term{{0, 0}}
		}
		v, _ := r.RHS.Float64()
		fmt.Fprintf(&b, " r%d:%s %s %g\n", i, cplex(r.Terms), [...]string{">=", "<=", "="}[r.Op], v)
	}
	b.WriteString("End\n")
	if err := os.WriteFile(in, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command(glpsol, "--lp", in, "--exact", "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return readGLPK(string(text))
}

func readGLPK(text string) (Status, string) {
	status := Infeasible
	var value string
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		switch {
		case len(f) > 1 && f[0] == "Status:" && f[1] == "OPTIMAL":
			status = Optimal
		case len(f) > 1 && f[0] == "Status:" && f[1] == "UNBOUNDED":
			status = Unbounded
		case len(f) > 3 && f[0] == "Objective:":
			var v float64
			fmt.Sscan(f[3], &v)
			value = fmt.Sprintf("%.6g", v)
		}
	}
	return status, value
}

func cplex(terms []Term) string {
	var b strings.Builder
	for _, t := range terms {
		fmt.Fprintf(&b, " %+d x%d", t.Coef, t.Var)
	}
	return b.String()
}

// claims draws a program as a book makes it: cells of aid at two stages, the
// later held by the earlier, lower bounds on most, and totals over some.
func claims(draw *rand.Rand, cells, totals int) (Problem, []Term) {
	p := Problem{Vars: 2 * cells}
	var objective []Term
	for j := range cells {
		p.Rows = append(p.Rows,
			Row{[]Term{{j, 1}, {cells + j, -1}}, AtLeast, new(big.Rat)},
			Row{[]Term{{j, 1}}, AtLeast, big.NewRat(int64(draw.IntN(2000)), 10)},
			Row{[]Term{{cells + j, 1}}, AtLeast, big.NewRat(int64(draw.IntN(1000)), 10)})
		objective = append(objective, Term{j, 1})
	}
	for range totals {
		var terms []Term
		first := draw.IntN(2) * cells
		for j := range cells {
			if draw.IntN(2) == 0 {
				terms = append(terms, Term{first + j, 1})
			}
		}
		p.Rows = append(p.Rows, Row{terms, AtLeast, big.NewRat(int64(draw.IntN(cells*900)), 10)},
			Row{terms, AtMost, big.NewRat(int64(cells*1000+draw.IntN(cells*2000)), 10)})
	}
	return p, objective
}

func BenchmarkMinimise(b *testing.B) {
	for _, n := range []int{25, 150, 500} {
		b.Run(fmt.Sprint(2*n, " variables"), func(b *testing.B) {
			p, objective := claims(rand.New(rand.NewPCG(3, 5)), n, 20)
			for b.Loop() {
				Minimise(p, objective)
			}
		})
	}
}

// someSums draws a small program of claims: no equalities, some rows that do not give.
func someSums(t *rapid.T) (Problem, func(int) bool) {
	p, _ := some(t)
	fixed := map[int]bool{}
	for i := range p.Rows {
		if p.Rows[i].Op == Equal {
			p.Rows[i].Op = AtMost
		}
		if fixed[i] = rapid.IntRange(0, 3).Draw(t, fmt.Sprint("fixed ", i)) == 0; fixed[i] {
			p.Rows[i].RHS = new(big.Rat) // nought satisfies it
		}
	}
	return p, func(i int) bool { return !fixed[i] }
}

// The least correction is what the primal simplex finds with a variable for every
// row's change, and each is proven.
func TestCorrect(t *testing.T) {
	seen := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		p, gives := someSums(t)
		p = crowded(t, p)
		c, err := Correct(p, gives)
		if err != nil {
			t.Fatal(err)
		}
		if err := VerifyCorrection(p, gives, c); err != nil {
			t.Fatalf("%v\n%+v", err, p)
		}
		elastic, changes := Problem{Vars: p.Vars}, []Term(nil)
		for i, r := range p.Rows {
			if gives(i) {
				change := Term{elastic.Vars, counted(r)}
				elastic.Vars++
				r.Terms = append(append([]Term(nil), r.Terms...), change)
				changes = append(changes, Term{change.Var, 1})
			}
			elastic.Rows = append(elastic.Rows, r)
		}
		if want := NewSolver(elastic).Minimise(changes); want.Value.Cmp(c.Sum) != 0 {
			t.Fatalf("a change of %s, the primal simplex finds %s\n%+v", c.Sum, want.Value, p)
		}
		seen[c.Sum.Sign() > 0]++
	})
	t.Log("contradictory or not: ", seen)
}

func TestCorrectKeepsWhatDoesNotGive(t *testing.T) {
	p := Problem{Vars: 1, Rows: []Row{{[]Term{{0, 1}}, AtLeast, big.NewRat(5, 1)}, {[]Term{{0, 1}}, AtMost, big.NewRat(3, 1)}}}
	if _, err := Correct(p, func(int) bool { return false }); err == nil {
		t.Error("two rows that contradict one another and do not give are corrected")
	}
	c, err := Correct(p, func(i int) bool { return i == 1 })
	if err != nil || c.By[0].Sign() != 0 || c.By[1].Cmp(big.NewRat(2, 1)) != 0 {
		t.Error(c, err)
	}
	gives := func(int) bool { return true }
	for name, spoil := range map[string]func(*Correction){
		"sum":        func(c *Correction) { c.Sum = big.NewRat(1, 1) },
		"change":     func(c *Correction) { c.By[0], c.By[1] = new(big.Rat), new(big.Rat) },
		"multiplier": func(c *Correction) { c.Dual[0] = big.NewRat(2, 1) },
		"point":      func(c *Correction) { c.X[0] = big.NewRat(-1, 1) },
	} {
		c, err := Correct(p, gives)
		if err != nil || VerifyCorrection(p, gives, c) != nil {
			t.Fatal(c, err)
		}
		if spoil(&c); VerifyCorrection(p, gives, c) == nil {
			t.Errorf("a false %s passes", name)
		}
	}
}

// crowded gives every variable others that stand in the same rows, or in some of them.
func crowded(t *rapid.T, p Problem) Problem {
	vars := p.Vars
	for j := range vars {
		for n := range rapid.IntRange(0, 3).Draw(t, fmt.Sprint("alike ", j)) {
			for i := range p.Rows {
				at := slices.IndexFunc(p.Rows[i].Terms, func(x Term) bool { return x.Var == j })
				if at >= 0 && rapid.IntRange(0, 4).Draw(t, fmt.Sprint("there too ", j, n, i)) > 0 {
					p.Rows[i].Terms = append(p.Rows[i].Terms, Term{p.Vars, p.Rows[i].Terms[at].Coef})
				}
			}
			p.Vars++
		}
	}
	return p
}

// What the reduction leaves out changes no optimum: the primal simplex over the whole
// program finds the same, whatever columns are merged or dominated and rows dropped,
// and what proves it holds for the whole.
func TestReducedIsTheWhole(t *testing.T) {
	vars, rows := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		p, objective := some(t)
		p = crowded(t, p)
		for i := range objective {
			objective[i].Coef = rapid.Int64Range(0, 2).Draw(t, fmt.Sprint("cost", i))
		}
		r := reduce(p, objective)
		vars, rows = vars+p.Vars-r.part.Vars, rows+len(p.Rows)-len(r.part.Rows)
		got, want := Minimise(p, objective), NewSolver(p).Minimise(objective)
		if err := Verify(p, objective, got); err != nil {
			t.Fatalf("%v\n%+v", err, p)
		}
		if got.Status != want.Status || got.Value != nil && got.Value.Cmp(want.Value) != 0 {
			t.Fatalf("%v %v, want %v %v\n%+v", got.Status, got.Value, want.Status, want.Value, p)
		}
	})
	t.Logf("%d variables and %d rows left out", vars, rows)
}

// The greatest is what the primal simplex finds, and proven.
func TestMaximise(t *testing.T) {
	seen := map[Status]int{}
	rapid.Check(t, func(t *rapid.T) {
		p, objective := some(t)
		p = crowded(t, p)
		for i := range objective {
			objective[i].Coef = rapid.Int64Range(0, 2).Draw(t, fmt.Sprint("gain", i))
		}
		s := NewSolver(p)
		if !s.Feasible() {
			return
		}
		got, want := Maximise(p, objective), s.Maximise(objective)
		if got.Status != want.Status || got.Value != nil && got.Value.Cmp(want.Value) != 0 {
			t.Fatalf("%v %v, want %v %v\n%+v", got.Status, got.Value, want.Status, want.Value, p)
		}
		if seen[got.Status]++; got.Status == Optimal {
			if err := VerifyMost(p, objective, got); err != nil {
				t.Fatalf("%v\n%+v", err, p)
			}
		}
	})
	t.Log("outcomes: ", seen)
}
