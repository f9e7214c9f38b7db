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

// Fields are the fields that are weighed: whether a sum is a claim, and four of a claim.
var Fields = []Field{
	{"claim", []string{isClaim, noClaim}},
	{"stage", []string{"need", "pledge", "commitment", "allocation", "disbursement", "delivery", "unclear"}},
	{"polarity", []string{"asserted", "planned", "conditional", "denied"}},
	{"kind", []string{"military", "humanitarian", "financial", "development", "unspecified"}},
	{"extent", []string{"part", "total"}},
}

// How weights are fitted. Chosen on marked reports that no rule was made on; halving or
// doubling one of them moved the stage there by up to three in a hundred, either way.
const (
	epochs = 8
	rate   = .05
	sparse = 6 // how much a trait must tell before it has any weight
	rarest = 2 // in how many samples a trait must be
)

// Model is the weights of one field: by trait, then by value.
type Model struct {
	Field   Field
	Weights [][]float64
	pulls   [][]float64 // sums of gradients, corrected for the weights they were taken at
	squares [][]float64 // sums of their squares
}

// Fit fits the weights of a field by following the regularised leader (McMahan et al., "Ad
// Click Prediction", 2013): traits that tell little get no weight at all.
func Fit(f Field, samples []Sample, traits int) *Model {
	m := &Model{f, rows(traits, len(f.Values)), rows(traits, len(f.Values)), rows(traits, len(f.Values))}
	var order []int
	for i := range samples {
		if slices.Contains(f.Values, samples[i].Marked[f.Name]) {
			order = append(order, i)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	p := make([]float64, len(f.Values))
	for range epochs {
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
		v := float64(t.Strength) / weigh.Full
		w, z, n := m.Weights[t.ID], m.pulls[t.ID], m.squares[t.ID]
		for k := range w {
			g := p[k] * v
			s := (math.Sqrt(n[k]+g*g) - math.Sqrt(n[k])) / rate
			z[k] += g - s*w[k]
			n[k] += g * g
			w[k] = weightOf(z[k], n[k])
		}
	}
}

func weightOf(pull, squares float64) float64 {
	if math.Abs(pull) <= sparse {
		return 0
	}
	return -(pull - math.Copysign(sparse, pull)) * rate / (1 + math.Sqrt(squares))
}

// Scores returns the sums of the weights of a sample.
func (m *Model) Scores(x *Sample, into []float64) {
	for k := range into {
		into[k] = 0
	}
	for _, t := range x.Traits {
		if int(t.ID) >= len(m.Weights) {
			continue // came after the weights were fitted
		}
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

// Right counts the samples of which the field was marked and read, and those where it is
// right if a value takes the place of the rules' where it leads by more than lead; by the
// rules alone where lead is less than 0.
func (m *Model) Right(samples []Sample, lead float64) (n, right int) {
	scores := make([]float64, len(m.Field.Values))
	for i := range samples {
		x := &samples[i]
		want, read := x.Marked[m.Field.Name], x.Read[m.Field.Name]
		if want == "" || read == "" {
			continue
		}
		n++
		m.Scores(x, scores)
		best, now := slices.Index(scores, slices.Max(scores)), slices.Index(m.Field.Values, read)
		if lead >= 0 && (now < 0 || scores[best]-scores[now] > lead) {
			read = m.Field.Values[best]
		}
		if read == want {
			right++
		}
	}
	return n, right
}
