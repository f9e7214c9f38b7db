package fitting

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"pledgebook/internal/reading/weigh"
)

// All fits the weights of every field.
func (s *Sampler) All(own []Sample) []*Model {
	count := make([]int, len(s.Names))
	for i := range own {
		for _, t := range own[i].Traits {
			count[t.ID]++
		}
	}
	all := slices.Clone(own)
	for i := range all {
		all[i].Traits = slices.DeleteFunc(slices.Clone(all[i].Traits), func(t Trait) bool { return count[t.ID] < rarest })
	}
	var models []*Model
	for _, f := range Fields {
		models = append(models, Fit(f, all, len(s.Names)))
	}
	return models
}

const header = `# What each trait of a figure speaks for: group|word, or group|word|word, and for outcomes by
# their codes (outcomes.tsv) how much, in hundredths of a natural unit of log-likelihood.
# Fitted by internal/fitting from corpus/en; run "make weights" after a change to rules or texts.
trait	weights
`

// least is the smallest weight that is written down.
const least = 3

// Table writes the weights down as a table of the lexicon.
func Table(models []*Model, names []string) string {
	var lines []string
	for i, name := range names {
		if cell := cellOf(models, i); cell != "" {
			lines = append(lines, name+"\t"+cell+"\n")
		}
	}
	slices.Sort(lines)
	return header + strings.Join(lines, "")
}

// Outcomes writes down the codes of the outcomes.
func Outcomes(models []*Model) string {
	var b strings.Builder
	b.WriteString("# The codes of outcomes in weights.tsv: a field and a value of it. Written by internal/fitting.\ncode\toutcome\n")
	code := firstCode
	for _, m := range models {
		for _, v := range m.columns() {
			fmt.Fprintf(&b, "%c\t%s %s\n", code, m.Field.Name, v)
			code++
		}
	}
	return b.String()
}

// firstCode is the code of the first outcome; the others follow.
const firstCode = 'a'

// columns are the values that have a code of their own. Of whether a sum is a claim one is
// enough: it holds how much more likely a claim is.
func (m *Model) columns() []string {
	if m.Field.Name == isClaim {
		return m.Field.Values[:1]
	}
	return m.Field.Values
}

// cellOf writes the weights of a trait, "" where it has none.
func cellOf(models []*Model, trait int) string {
	var all []string
	code := firstCode
	for _, m := range models {
		w := m.Weights[trait]
		for k := range m.columns() {
			x := w[k]
			if len(m.columns()) < len(w) {
				x -= w[1]
			}
			if n := int(math.Round(x * weigh.PerNat)); n >= least || n <= -least {
				all = append(all, fmt.Sprintf("%c%d", code, n))
			}
			code++
		}
	}
	return strings.Join(all, " ")
}
