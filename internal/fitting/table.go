package fitting

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"pledgebook/internal/reading/weigh"
)

// furtherTimes is how often a further sample counts: gold claims are few, and marked by who
// made the rulings.
const furtherTimes = 2

// All fits the weights of every field from the samples of our own texts, and tunes those of
// the traits that these know by further samples.
func (s *Sampler) All(own, further []Sample) []*Model {
	count := make([]int, len(s.Names))
	for i := range own {
		for _, t := range own[i].Traits {
			count[t.ID]++
		}
	}
	all := slices.Concat(own, slices.Repeat(further, furtherTimes))
	for i := range all {
		all[i].Traits = slices.DeleteFunc(slices.Clone(all[i].Traits), func(t Trait) bool { return count[t.ID] < rarest })
	}
	var models []*Model
	for _, f := range Fields {
		models = append(models, Fit(f, all, len(s.Names)))
	}
	return models
}

const header = `# What each trait of a figure speaks for, in hundredths of a natural unit of log-likelihood:
# group|word, or group|word|word, and a column for each value of each field.
# Fitted by internal/fitting from corpus/en; run "make weights" after a change to rules or texts.
`

// least is the smallest weight that is written down.
const least = 3

// Table writes the weights down as a table of the lexicon.
func Table(models []*Model, names []string) string {
	var b strings.Builder
	b.WriteString(header + "trait")
	for _, m := range models {
		for _, v := range m.columns() {
			b.WriteString("\t" + m.Field.Name + " " + v)
		}
	}
	b.WriteString("\n")
	var lines []string
	for i, name := range names {
		if cells := cellsOf(models, i); cells != "" {
			lines = append(lines, name+cells+"\n")
		}
	}
	slices.Sort(lines)
	b.WriteString(strings.Join(lines, ""))
	return b.String()
}

// columns are the values that have a column of their own. Of whether a sum is a claim one is
// enough: it holds how much more likely a claim is.
func (m *Model) columns() []string {
	if m.Field.Name == isClaim {
		return m.Field.Values[:1]
	}
	return m.Field.Values
}

// cellsOf returns the cells of a trait with a tab before each, "" where all are empty.
func cellsOf(models []*Model, trait int) string {
	var b strings.Builder
	for _, m := range models {
		w := m.Weights[trait]
		for k := range m.columns() {
			x := w[k]
			if len(m.columns()) < len(w) {
				x -= w[1]
			}
			b.WriteByte('\t')
			if n := int(math.Round(x * weigh.PerNat)); n >= least || n <= -least {
				fmt.Fprint(&b, n)
			}
		}
	}
	return strings.TrimRight(b.String(), "\t")
}
