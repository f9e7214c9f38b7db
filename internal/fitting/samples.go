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

// Sample is one figure with what is so of it, what the rules came to and what a person
// marked, by field.
type Sample struct {
	Traits       []Trait
	Read, Marked map[string]string
	Where        string
	Trust        bool // tells only how far to trust rules, nothing of words
	Evidence     string
}

// Trait is one trait and how strongly it counts, in parts of weigh.Full.
type Trait struct {
	ID       int32
	Strength int16
	Rule     bool
}

// Names numbers traits by name.
type Names struct {
	IDs  map[string]int32
	List []string
}

// Of returns the number of a trait.
func (n *Names) Of(name string) int32 {
	id, ok := n.IDs[name]
	if !ok {
		id = int32(len(n.List))
		n.IDs[name], n.List = id, append(n.List, name)
	}
	return id
}

var ruleGroups = []string{"rules ", "stage-rule", "polarity-rule", "kind-rule", "revision-rule", "extent-rule", "both ", "dropped ", "score "}

func RuleTrait(n string) bool {
	for _, g := range ruleGroups {
		if strings.HasPrefix(n, g) {
			return true
		}
	}
	return false
}

// Sampler reads texts and pairs what was read with what was marked.
type Sampler struct {
	Engine *reading.Engine
	Names  *Names
}

// seen is a figure read, with its traits.
type seen struct {
	sums   []string
	sample Sample
}

// watch returns the sums as drafted and the claims as settled.
func (s *Sampler) watch(in article.Input) (drafted, settled []seen, err error) {
	report, err := article.Clean(in)
	if err != nil {
		return nil, nil, err
	}
	s.Engine.Watch(report, &reading.Watcher{
		Drafted: func(c *pledgebook.Claim, why string, t *weigh.Traits) {
			if why == "" {
				why = isClaim
			}
			drafted = append(drafted, s.see(c, t, map[string]string{"claim": why}))
		},
		Settled: func(c *pledgebook.Claim, t *weigh.Traits) {
			settled = append(settled, s.see(c, t, fieldsOf(c)))
		},
	})
	return drafted, settled, nil
}

// Values of the field "claim".
const (
	isClaim = "claim"
	noClaim = "none"
)

func (s *Sampler) see(c *pledgebook.Claim, t *weigh.Traits, read map[string]string) seen {
	n := seen{sums: sumsOf(c), sample: Sample{Read: read}}
	for _, e := range c.Evidence {
		if e.Field == "money" || e.Field == "fraction" {
			n.sample.Evidence = e.Text
			break
		}
	}
	for i, name := range t.Names {
		n.sample.Traits = append(n.sample.Traits, Trait{s.Names.Of(name), t.Strengths[i], RuleTrait(name)})
	}
	return n
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

func fieldsOf(c *pledgebook.Claim) map[string]string {
	return map[string]string{"stage": string(c.Stage), "polarity": string(c.Polarity), "kind": string(c.Kind), "revision": string(c.Revision), "extent": string(c.Extent)}
}

// published is the day all marked texts count as published.
const published = pledgebook.Stamp("2024-05-06")

// Marked returns the samples of a marked text.
func (s *Sampler) Marked(name string, m Marked) []Sample {
	drafted, settled, err := s.watch(article.Input{Name: "text.txt", Bytes: []byte(m.Text), Published: published, Language: "en"})
	if err != nil {
		return nil // no claim can be read of it
	}
	var wants []want
	for _, mark := range m.Marks {
		wants = append(wants, want{[]string{mark.Sum}, mark.Fields})
	}
	if len(wants) > 0 && m.Marks[0].Sum == "" { // marked by the order of the sums
		if len(settled) != len(wants) {
			return nil
		}
		for i := range wants {
			wants[i].sums = settled[i].sums
		}
	}
	return pair(name, wants, drafted, settled)
}

// want is what a person marked of one sum.
type want struct {
	sums   []string
	fields map[string]string
}

func pair(name string, wants []want, drafted, settled []seen) (all []Sample) {
	for _, d := range drafted {
		x := d.sample
		x.Where, x.Marked = name, map[string]string{"claim": noClaim}
		if slices.ContainsFunc(wants, func(w want) bool { return meet(w.sums, d.sums) }) {
			x.Marked["claim"] = isClaim
		}
		all = append(all, x)
	}
	used := make([]bool, len(settled))
	for _, w := range wants {
		for i := range settled {
			if !used[i] && meet(settled[i].sums, w.sums) {
				used[i] = true
				x := settled[i].sample
				x.Where, x.Marked = name, w.fields
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

// Gold returns the samples of a folder of gold claims.
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
			continue
		}
		var wants []want
		for _, c := range g.Claims {
			wants = append(wants, want{goldSums(&c), map[string]string{
				"stage": c.Stage, "polarity": or(c.Polarity, "asserted"), "kind": or(c.Kind, "unspecified"),
				"revision": or(c.Revision, "new"), "extent": or(c.Extent, "part"),
			}})
		}
		all = append(all, pair(dir, wants, drafted, settled)...)
	}
	return all, nil
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func goldSums(c *evaluating.GoldClaim) (sums []string) {
	if c.Money == nil {
		return nil
	}
	plain := func(n string) string {
		d, err := decimal.Parse(n)
		if err != nil {
			return n
		}
		return pledgebook.Plain(d)
	}
	sums = append(sums, plain(c.Money.Lo.String())+c.Money.Currency)
	for _, a := range c.Money.Also {
		sums = append(sums, plain(a.Amount.String())+a.Currency)
	}
	return sums
}
