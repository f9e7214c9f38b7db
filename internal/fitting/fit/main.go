// Command fit fits the weights.
package main

import (
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pledgebook/internal/fitting"
	"pledgebook/internal/reading"
)

var (
	honest = flag.String("honest", "", "globs of marked files of which rules know nothing")
	known  = flag.String("known", "", "globs of marked files of which half the lines are known to rules")
	golds  = flag.String("gold", "", "gold dirs to test on")
	train  = flag.String("traingold", "", "gold dirs to train on, honest")
	epochs = flag.Int("epochs", 8, "")
	shrink = flag.Float64("shrink", 0, "")
	rate   = flag.Float64("rate", .3, "")
	norule = flag.Bool("norule", false, "words only")
	drop   = flag.String("drop", "", "trait groups to drop")
	field  = flag.String("field", "", "")
	why    = flag.Bool("why", false, "")
	show   = flag.String("show", "", "")
	cut    = flag.Float64("cut", 0, "")
	minc   = flag.Int("min", 2, "")
	sparse = flag.Float64("sparse", 1, "")
	small  = flag.Float64("small", 3, "")
	out    = flag.String("o", "", "")
	trust  = flag.String("trust", "", "gold dirs that tell how far to trust rules")
	folds  = flag.Int("folds", 0, "")
)

func globs(s string) (all []string) {
	for _, g := range strings.Fields(s) {
		m, _ := filepath.Glob(g)
		all = append(all, m...)
	}
	return
}

func main() {
	flag.Parse()
	e, err := reading.New("en")
	if err != nil {
		log.Fatal(err)
	}
	s := &fitting.Sampler{Engine: e, Names: &fitting.Names{IDs: map[string]int32{}}}
	var tr []fitting.Sample
	for _, f := range globs(*honest) {
		m, err := fitting.Load(f)
		if err != nil {
			log.Print(err)
			continue
		}
		for i := range m {
			tr = append(tr, s.Marked(filepath.Base(f), m[i])...)
		}
	}
	for _, f := range globs(*known) {
		m, err := fitting.Load(f)
		if err != nil {
			log.Print(err)
			continue
		}
		for i := range m {
			x := s.Marked(filepath.Base(f), m[i])
			if i%2 == 0 {
				for k := range x {
					x[k].Traits = slices.DeleteFunc(x[k].Traits, func(t fitting.Trait) bool { return fitting.RuleTrait(s.Names.List[t.ID]) })
				}
			}
			tr = append(tr, x...)
		}
	}
	for _, d := range strings.Fields(*train) {
		x, err := s.Gold(d)
		if err != nil {
			log.Fatal(err)
		}
		tr = append(tr, x...)
	}
	for _, d := range strings.Fields(*trust) {
		x, err := s.Gold(d)
		if err != nil {
			log.Fatal(err)
		}
		for i := range x {
			x[i].Trust = true
		}
		tr = append(tr, x...)
	}
	tests := map[string][]fitting.Sample{}
	var names []string
	for _, d := range strings.Fields(*golds) {
		x, err := s.Gold(d)
		if err != nil {
			log.Fatal(err)
		}
		n := filepath.Base(d)
		names = append(names, n)
		tests[n] = x
	}
	for _, g := range strings.Split(*drop, ",") {
		if g == "" {
			continue
		}
		del := func(x []fitting.Sample) {
			for k := range x {
				x[k].Traits = slices.DeleteFunc(x[k].Traits, func(t fitting.Trait) bool { return strings.HasPrefix(s.Names.List[t.ID], g+" ") })
			}
		}
		del(tr)
		for _, n := range names {
			del(tests[n])
		}
	}
	if *norule {
		del := func(x []fitting.Sample) {
			for k := range x {
				x[k].Traits = slices.DeleteFunc(x[k].Traits, func(t fitting.Trait) bool { return fitting.RuleTrait(s.Names.List[t.ID]) })
			}
		}
		del(tr)
		for _, n := range names {
			del(tests[n])
		}
	}
	// rare traits
	count := make([]int, len(s.Names.List))
	for i := range tr {
		for _, t := range tr[i].Traits {
			count[t.ID]++
		}
	}
	rare := func(x []fitting.Sample) {
		for k := range x {
			x[k].Traits = slices.DeleteFunc(x[k].Traits, func(t fitting.Trait) bool { return count[t.ID] < *minc })
		}
	}
	rare(tr)
	fmt.Fprintln(os.Stderr, len(tr), "samples", len(s.Names.List), "traits")
	if *why {
		for _, n := range append([]string{"train"}, names...) {
			x := tests[n]
			if n == "train" {
				x = tr
			}
			c := map[string]int{}
			for i := range x {
				if x[i].Read["claim"] == "" {
					continue
				}
				k := x[i].Marked["claim"] + " <- " + x[i].Read["claim"]
				c[k]++
				if k == *show {
					fmt.Println(x[i].Where, "|", x[i].Evidence)
				}
			}
			fmt.Println(n, c)
		}
		return
	}
	var models []*fitting.Model
	for _, f := range fitting.Fields {
		if *field != "" && f.Name != *field {
			continue
		}
		m := fitting.Fit(f, tr, len(s.Names.List), fitting.Options{Epochs: *epochs, Rate: *rate, Shrink: *shrink, Sparse: *sparse})
		kept := 0
		for i := range m.Weights {
			top := 0.0
			for _, w := range m.Weights[i] {
				top = math.Max(top, math.Abs(w))
			}
			if top <= *cut {
				for k := range m.Weights[i] {
					m.Weights[i][k] = 0
				}
			} else {
				kept++
			}
		}
		fmt.Println("kept", kept)
		models = append(models, m)
		for _, n := range names {
			report(m, n, tests[n])
		}
	}
	if *out != "" {
		write(*out, models, s.Names.List)
	}
}

func write(name string, models []*fitting.Model, names []string) {
	var b strings.Builder
	b.WriteString("# What each trait of a figure speaks for, in hundredths of a natural unit of log-likelihood.\n# Made by internal/fitting from corpus/en/weighed; not written by hand.\ntrait")
	for _, m := range models {
		if m.Field.Name == "claim" {
			b.WriteString("\tclaim claim")
			continue
		}
		for _, v := range m.Field.Values {
			b.WriteString("\t" + m.Field.Name + " " + v)
		}
	}
	b.WriteString("\n")
	var lines []string
	for i, n := range names {
		var cells []string
		any := false
		put := func(w float64) {
			v := int(math.Round(w * 100))
			if math.Abs(float64(v)) < *small {
				v = 0
			}
			if v == 0 {
				cells = append(cells, "")
				return
			}
			any = true
			cells = append(cells, fmt.Sprint(v))
		}
		for _, m := range models {
			w := m.Weights[i]
			if m.Field.Name == "claim" {
				put(w[0] - w[1])
				continue
			}
			for _, x := range w {
				put(x)
			}
		}
		if any {
			lines = append(lines, strings.TrimRight(n+"\t"+strings.Join(cells, "\t"), "\t"))
		}
	}
	slices.Sort(lines)
	b.WriteString(strings.Join(lines, "\n") + "\n")
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(lines), "rows", b.Len(), "bytes")
}

func report(m *fitting.Model, name string, x []fitting.Sample) {
	f := m.Field
	p := make([]float64, len(f.Values))
	eng, n := 0, 0
	ths := []float64{0, .5, 1, 1.5, 2, 3, 4, 6, 8}
	right := make([]int, len(ths))
	for i := range x {
		want, got := x[i].Marked[f.Name], x[i].Read[f.Name]
		if want == "" || got == "" {
			continue
		}
		n++
		if want == got || f.Name == "claim" && want == "none" && got != "claim" {
			eng++
		}
		m.Scores(&x[i], p)
		best := slices.Index(p, slices.Max(p))
		if f.Name == "claim" && got != "claim" {
			got = "none"
		}
		g := slices.Index(f.Values, got)
		for t, th := range ths {
			v := got
			if g < 0 || p[best]-p[g] > th {
				v = f.Values[best]
			}
			if v == want {
				right[t]++
			}
		}
	}
	fmt.Printf("%-9s %-6s n %d rules %.3f |", f.Name, name, n, float64(eng)/float64(n))
	for t, th := range ths {
		fmt.Printf(" %.1f:%.3f", th, float64(right[t])/math.Max(1, float64(n)))
	}
	fmt.Println()
}
