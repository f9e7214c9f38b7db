package evaluating

import (
	"slices"

	"pledgebook"
)

// Count is what one level of scoring found: Right of Read claims agree with one
// of the Gold claims.
type Count struct {
	Right int `json:"right"`
	Read  int `json:"read"`
	Gold  int `json:"gold"`
}

// Precision is the share of read claims that are right, 0 where none was read.
func (c Count) Precision() float64 { return share(c.Right, c.Read) }

// Recall is the share of gold claims that were read right, 0 where there is none.
func (c Count) Recall() float64 { return share(c.Right, c.Gold) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 { return share(2*c.Right, c.Read+c.Gold) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Levels are the levels of scoring, loosest first.
var Levels = [6]string{"figure", "stage", "parties", "tuple", "time", "whole"}

// Score counts every level, in the order of [Levels].
type Score [6]Count

func (s *Score) add(levels [6]bool) {
	for i, right := range levels {
		if right {
			s[i].Right++
		}
	}
}

func (s *Score) addSize(read, gold int) {
	for i := range s {
		s[i].Read += read
		s[i].Gold += gold
	}
}

// field is one field that is compared: how it reads, and on which flows it agrees.
type field struct {
	name string
	text func(*flow) string
}

func (f field) same(a, b *flow) bool { return f.text(a) == f.text(b) }

var fields = []field{
	{"stage", func(f *flow) string { return f.stage }},
	{"polarity", func(f *flow) string { return f.polarity }},
	{"providers", func(f *flow) string { return list(f.providers) }},
	{"receivers", func(f *flow) string { return list(f.receivers) }},
	{"kind", func(f *flow) string { return f.kind }},
	{"period", func(f *flow) string { return interval(f.start, f.end) }},
	{"deadline", func(f *flow) string { return f.deadline }},
	{"extent", func(f *flow) string { return f.extent }},
	{"revision", func(f *flow) string { return f.revision }},
}

// levelsOf says at which levels a pair agrees.
func levelsOf(read, gold *flow) [6]bool {
	same := map[string]bool{}
	for _, f := range fields {
		same[f.name] = f.same(read, gold)
	}
	stage := same["stage"] && same["polarity"]
	parties := stage && same["providers"] && same["receivers"]
	tuple := parties && same["kind"]
	time := same["period"] && same["deadline"]
	whole := tuple && time && same["extent"] && same["revision"]
	return [6]bool{true, stage, parties, tuple, time, whole}
}

// Result is the score of a whole folder.
type Result struct {
	Documents int              `json:"documents"`
	Score     Score            `json:"levels"`
	BySource  map[string]Score `json:"sources"`
	// WithoutAid counts documents in which a person marked no figure, and
	// FalseClaims the claims read from them.
	WithoutAid  int `json:"documents_without_aid"`
	FalseClaims int `json:"false_claims_on_documents_without_aid"`
	// WrongSizes are figures read ten times too large or too small, or worse,
	// that the reading itself does not doubt.
	WrongSizes  []Remark `json:"silent_wrong_sizes"`
	Misses      []Remark `json:"misses"`
	FalseAlarms []Remark `json:"false_alarms"`
	WrongFields []Remark `json:"wrong_fields"`
}

// Remark is one fault: in which document, of which cause, what was read, what
// gold has, and the words it is about.
type Remark struct {
	Document string `json:"document"`
	Cause    string `json:"cause"`
	Read     string `json:"read,omitempty"`
	Gold     string `json:"gold,omitempty"`
	Text     string `json:"text"`
}

// Add scores one document's reading against its gold.
func (r *Result) Add(gold Gold, reading pledgebook.Reading) error {
	d, err := newDocument(gold, reading)
	if err != nil {
		return err
	}
	d.pairs = pairUp(d.read, d.gold)
	r.Documents++
	var s Score
	s.addSize(len(d.read), len(d.gold))
	for _, p := range d.pairs {
		s.add(levelsOf(d.read[p.read], d.gold[p.gold]))
	}
	r.addScore(gold.Source, s)
	if len(d.gold) == 0 {
		r.WithoutAid++
		r.FalseClaims += len(d.read)
	}
	r.remark(d)
	return nil
}

func (r *Result) addScore(source string, s Score) {
	if r.BySource == nil {
		r.BySource = map[string]Score{}
	}
	of := r.BySource[source]
	for i := range s {
		for _, sum := range []*Count{&r.Score[i], &of[i]} {
			sum.Right += s[i].Right
			sum.Read += s[i].Read
			sum.Gold += s[i].Gold
		}
	}
	r.BySource[source] = of
}

// document is one text with both its lists of flows.
type document struct {
	name       string
	text       string
	parts      []pledgebook.Part
	claims     []pledgebook.Claim // those scored, parallel to read
	goldClaims []GoldClaim        // those scored, parallel to gold
	read, gold []*flow
	pairs      []pair
}

func newDocument(gold Gold, reading pledgebook.Reading) (*document, error) {
	d := &document{name: gold.Name, text: reading.Report.Text, parts: reading.Report.Parts}
	for i := range reading.Claims {
		if f := flowOfClaim(&reading.Claims[i]); f.scored() {
			d.read = append(d.read, f)
			d.claims = append(d.claims, reading.Claims[i])
		}
	}
	where := newLocator(d.text)
	for i := range gold.Claims {
		c := &gold.Claims[i]
		f, err := flowOfGold(c)
		if err != nil {
			return nil, err
		}
		if !f.scored() {
			continue
		}
		f.spans = where.find(c.Evidence)
		if c.Money != nil {
			f.figures = figuresIn(d.text, f.spans, c.Money.Verbatim)
		}
		d.gold = append(d.gold, f)
		d.goldClaims = append(d.goldClaims, *c)
	}
	return d, nil
}

// figuresIn returns the places of the figure's own words inside the evidence.
func figuresIn(text string, evidence []pledgebook.Span, verbatim string) []pledgebook.Span {
	var all []pledgebook.Span
	for _, e := range evidence {
		for _, s := range occurrences(e.In(text), verbatim) {
			all = append(all, pledgebook.Span{Start: e.Start + s.Start, End: e.Start + s.End})
		}
	}
	return slices.Clip(all)
}
