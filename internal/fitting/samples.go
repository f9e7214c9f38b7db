package fitting

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/evaluating"
	"pledgebook/internal/reading"
	"pledgebook/internal/reading/weigh"
)

// Sample is one figure: what is so of it, what the rules came to and what a person marked,
// by field.
type Sample struct {
	Traits       []Trait
	Read, Marked map[string]string
}

// Trait is one trait and how strongly it counts, in parts of weigh.Full.
type Trait struct {
	ID       int32
	Strength int16
}

// Sampler reads texts by the rules alone and pairs what was read with what was marked. It
// numbers traits in the order in which they come.
type Sampler struct {
	Engine *reading.Engine
	Names  []string
	ids    map[string]int32
}

// NewSampler makes a sampler of an engine.
func NewSampler(e *reading.Engine) *Sampler { return &Sampler{Engine: e, ids: map[string]int32{}} }

// Values of the field "claim".
const (
	isClaim = "claim"
	noClaim = "none"
)

// figure is a figure read.
type figure struct {
	sums   []string
	sample Sample
}

// watch returns the sums as drafted and the claims as settled.
func (s *Sampler) watch(in article.Input) (drafted, settled []figure, err error) {
	report, err := article.Clean(in)
	if err != nil {
		return nil, nil, err
	}
	s.Engine.Watch(report, &reading.Watcher{
		Drafted: func(c *pledgebook.Claim, why string, t *weigh.Traits) {
			read := isClaim
			if why != "" {
				read = noClaim
			}
			drafted = append(drafted, s.see(c, t, map[string]string{"claim": read}))
		},
		Settled: func(c *pledgebook.Claim, t *weigh.Traits) {
			settled = append(settled, s.see(c, t, map[string]string{
				"stage": string(c.Stage), "polarity": string(c.Polarity), "kind": string(c.Kind), "extent": string(c.Extent),
			}))
		},
	})
	return drafted, settled, nil
}

func (s *Sampler) see(c *pledgebook.Claim, t *weigh.Traits, read map[string]string) figure {
	f := figure{sums: sumsOf(c), sample: Sample{Read: read}}
	for i, name := range t.Names {
		id, ok := s.ids[name]
		if !ok {
			id = int32(len(s.Names))
			s.ids[name], s.Names = id, append(s.Names, name)
		}
		f.sample.Traits = append(f.sample.Traits, Trait{id, t.Strengths[i]})
	}
	return f
}

func sumsOf(c *pledgebook.Claim) (sums []string) {
	if c.Money == nil {
		return nil
	}
	sums = append(sums, pledgebook.Plain(c.Money.Lo)+c.Money.Currency)
	for _, a := range c.Money.Also {
		sums = append(sums, pledgebook.Plain(a.Lo)+a.Currency)
	}
	return sums
}

// Marked returns the samples of a marked text; none of one that cannot be read.
func (s *Sampler) Marked(m Marked) []Sample {
	drafted, settled, err := s.watch(article.Input{Name: "text.txt", Bytes: []byte(m.Text), Published: m.Published, Language: "en"})
	if err != nil {
		return nil
	}
	marks := slices.Clone(m.Marks)
	if len(marks) > 0 && marks[0].Sums == nil { // marked by the order of the sums
		if len(settled) != len(marks) {
			return nil
		}
		for i := range marks {
			marks[i].Sums = settled[i].sums
		}
	}
	all := pair(marks, drafted, settled)
	if m.Known {
		for i := range all {
			all[i].Traits = slices.DeleteFunc(all[i].Traits, func(t Trait) bool { return ofRules(s.Names[t.ID]) })
		}
	}
	return all
}

// Own returns the samples of all our own texts of a language: those of a folder of marked
// texts, the examples of rules and the whole reports.
func (s *Sampler) Own(language, folder string) (all []Sample, err error) {
	marked, err := Load(folder)
	if err != nil {
		return nil, err
	}
	more, err := Corpus(language)
	if err != nil {
		return nil, err
	}
	for _, m := range slices.Concat(marked, more) {
		all = append(all, s.Marked(m)...)
	}
	return all, nil
}

// ruleGroups are the groups of traits that tell what the rules came to.
var ruleGroups = []string{"rules|", "stage-rule|", "polarity-rule|", "kind-rule|", "extent-rule|", "both|", "dropped|", "score|"}

func ofRules(name string) bool {
	return slices.ContainsFunc(ruleGroups, func(g string) bool { return strings.HasPrefix(name, g) })
}

// pair gives every sum that was drafted the mark "claim" or "none", and every claim the
// fields of the first mark of its sum that no other claim has.
func pair(marks []Mark, drafted, settled []figure) (all []Sample) {
	for _, d := range drafted {
		x := d.sample
		x.Marked = map[string]string{"claim": noClaim}
		if slices.ContainsFunc(marks, func(m Mark) bool { return meet(m.Sums, d.sums) }) {
			x.Marked["claim"] = isClaim
		}
		all = append(all, x)
	}
	used := make([]bool, len(settled))
	for _, m := range marks {
		for i := range settled {
			if !used[i] && meet(settled[i].sums, m.Sums) {
				used[i] = true
				x := settled[i].sample
				x.Marked = m.Fields
				all = append(all, x)
				break
			}
		}
	}
	return all
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// Gold returns the samples of a folder of gold claims, to tell how good weights are: no weight
// is fitted from them.
func (s *Sampler) Gold(dir string) ([]Sample, error) {
	gold, err := evaluating.LoadGold(dir)
	if err != nil {
		return nil, err
	}
	var all []Sample
	for _, g := range gold {
		b, err := os.ReadFile(filepath.Join(dir, "texts", g.Name))
		if err != nil {
			return nil, err
		}
		drafted, settled, err := s.watch(article.Input{Name: g.Name, Bytes: b})
		if err != nil {
			continue // no claim can be read of it
		}
		var marks []Mark
		for _, c := range g.Claims {
			marks = append(marks, goldMark(&c))
		}
		all = append(all, pair(marks, drafted, settled)...)
	}
	return all, nil
}

func goldMark(c *evaluating.GoldClaim) Mark {
	m := Mark{Fields: map[string]string{"stage": c.Stage, "polarity": c.Polarity, "kind": c.Kind, "extent": c.Extent}}
	for f, value := range m.Fields {
		if value == "" {
			m.Fields[f] = usual[f]
		}
	}
	if c.Money != nil {
		m.Sums = append(m.Sums, plainAmount(c.Money.Lo.String())+c.Money.Currency)
		for _, a := range c.Money.Also {
			m.Sums = append(m.Sums, plainAmount(a.Amount.String())+a.Currency)
		}
	}
	return m
}

func plainAmount(n string) string {
	d, err := decimal.Parse(n)
	if err != nil {
		return n
	}
	return pledgebook.Plain(d)
}
