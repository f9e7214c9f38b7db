package fitting

import (
	"math"
	"math/rand/v2"
	"slices"

	"pledgebook/internal/reading/weigh"
)

// Field is one field with the values it can take.
type Field struct {
	Name   string
	Values []string
}

// Fields are the fields that are weighed.
var Fields = []Field{
	{"claim", []string{isClaim, noClaim}},
	{"stage", []string{"need", "pledge", "commitment", "allocation", "disbursement", "delivery", "unclear"}},
	{"polarity", []string{"asserted", "planned", "conditional", "denied"}},
	{"kind", []string{"military", "humanitarian", "financial", "development", "unspecified"}},
	{"revision", []string{"new", "repeat", "top-up", "restatement", "reduction", "withdrawal"}},
	{"extent", []string{"part", "total"}},
}

// Options say how to fit.
type Options struct {
	Epochs int
	Rate   float64
	Sparse float64 // how much a trait must tell before it has any weight
	Shrink float64 // how strongly weights are drawn to nothing
}

// Model is the weights of one field: by trait, then by value.
type Model struct {
	Field   Field
	Weights [][]float64
	pulls   [][]float64 // sums of gradients, corrected for the weights they were taken at
	squares [][]float64 // sums of their squares
	o       Options
}

// Fit fits the weights of a field by following the regularised leader (McMahan et al., "Ad
// Click Prediction", 2013): traits that tell little get no weight at all.
func Fit(f Field, samples []Sample, traits int, o Options) *Model {
	m := &Model{f, rows(traits, len(f.Values)), rows(traits, len(f.Values)), rows(traits, len(f.Values)), o}
	var order []int
	for i := range samples {
		if slices.Contains(f.Values, samples[i].Marked[f.Name]) {
			order = append(order, i)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	p := make([]float64, len(f.Values))
	for range o.Epochs {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			m.step(&samples[i], p)
		}
	}
	return m
}

func rows(n, width int) [][]float64 {
	all := make([][]float64, n)
	room := make([]float64, n*width)
	for i := range all {
		all[i] = room[i*width : (i+1)*width]
	}
	return all
}

func (m *Model) step(x *Sample, p []float64) {
	m.Likelihoods(x, p)
	p[slices.Index(m.Field.Values, x.Marked[m.Field.Name])]--
	for _, t := range x.Traits {
		if x.Trust && !t.Rule {
			continue
		}
		v := float64(t.Strength) / weigh.Full
		w, z, n := m.Weights[t.ID], m.pulls[t.ID], m.squares[t.ID]
		for k := range w {
			g := p[k] * v
			s := (math.Sqrt(n[k]+g*g) - math.Sqrt(n[k])) / m.o.Rate
			z[k] += g - s*w[k]
			n[k] += g * g
			w[k] = m.weight(z[k], n[k])
		}
	}
}

func (m *Model) weight(z, n float64) float64 {
	if math.Abs(z) <= m.o.Sparse {
		return 0
	}
	return -(z - math.Copysign(m.o.Sparse, z)) / ((1+math.Sqrt(n))/m.o.Rate + m.o.Shrink)
}

// Scores returns the sums of the weights of a sample.
func (m *Model) Scores(x *Sample, into []float64) {
	for k := range into {
		into[k] = 0
	}
	for _, t := range x.Traits {
		v := float64(t.Strength) / weigh.Full
		for k, w := range m.Weights[t.ID] {
			into[k] += v * w
		}
	}
}

// Likelihoods returns how likely each value is for a sample.
func (m *Model) Likelihoods(x *Sample, into []float64) {
	m.Scores(x, into)
	most := slices.Max(into)
	sum := 0.0
	for k := range into {
		into[k] = math.Exp(into[k] - most)
		sum += into[k]
	}
	for k := range into {
		into[k] /= sum
	}
}
