package evaluating

import (
	"cmp"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
)

// The causes of a miss, likeliest to explain it first.
const (
	causeLostText   = "the words are not in the kept text"
	causeNoBody     = "the words stand in a part that gives no claims"
	causeSize       = "the figure was read ten times off or worse"
	causeCurrency   = "the figure was read in another currency"
	causeValue      = "the figure was read with another value"
	causeTaken      = "told as one claim with another"
	causeElsewhere  = "the same sum was read, from another place"
	causeNeighbour  = "another figure of the clause was read"
	causeNothing    = "nothing was read here"
	causeNoAid      = "the document tells of no aid"
	causeTwice      = "the flow was counted twice"
	causeOtherInAid = "another figure of a marked clause"
	causeNotMarked  = "no claim is marked here"
)

func (r *Result) remark(d *document) {
	readBy, goldBy := map[int]bool{}, map[int]bool{}
	for _, p := range d.pairs {
		readBy[p.read], goldBy[p.gold] = true, true
		r.WrongFields = append(r.WrongFields, d.wrongFields(p)...)
	}
	for i := range d.gold {
		if !goldBy[i] {
			r.Misses = append(r.Misses, Remark{d.name, d.missCause(i), "", summary(d.gold[i]), oneLine(d.goldClaims[i].Evidence)})
		}
	}
	for i := range d.read {
		if readBy[i] {
			continue
		}
		alarm := Remark{d.name, d.alarmCause(i), summary(d.read[i]), "", d.clause(i)}
		r.FalseAlarms = append(r.FalseAlarms, alarm)
		if gold := d.wrongSize(i); gold != nil && len(d.claims[i].Suspect) == 0 {
			r.WrongSizes = append(r.WrongSizes, Remark{d.name, causeSize, summary(d.read[i]), summary(gold), d.clause(i)})
		}
	}
}

func (d *document) wrongFields(p pair) []Remark {
	read, gold := d.read[p.read], d.gold[p.gold]
	var all []Remark
	for _, f := range fields {
		if !f.same(read, gold) {
			all = append(all, Remark{d.name, f.name, cmp.Or(f.text(read), "nothing"), cmp.Or(f.text(gold), "nothing"), oneLine(d.goldClaims[p.gold].Evidence)})
		}
	}
	return all
}

func (d *document) missCause(i int) string {
	g := d.gold[i]
	if len(g.spans) == 0 {
		return causeLostText
	}
	if !d.inBody(g.spans) {
		return causeNoBody
	}
	for j, f := range d.read {
		if overlap(f.figures, g.figures) && !sameFigure(f, g) {
			return d.valueCause(j, g)
		}
	}
	some := func(test func(*flow) bool) bool { return slices.ContainsFunc(d.read, test) }
	switch {
	case some(func(f *flow) bool { return sameFigure(f, g) && sameEvidence(f, g) }):
		return causeTaken
	case some(func(f *flow) bool { return sameFigure(f, g) }):
		return causeElsewhere
	case some(func(f *flow) bool { return sameEvidence(f, g) }):
		return causeNeighbour
	}
	return causeNothing
}

func (d *document) inBody(spans []pledgebook.Span) bool {
	if len(d.parts) == 0 {
		return true
	}
	return slices.ContainsFunc(d.parts, func(p pledgebook.Part) bool {
		return p.Kind.GivesClaims() && overlap([]pledgebook.Span{p.Span}, spans)
	})
}

func (d *document) valueCause(j int, g *flow) string {
	f := d.read[j]
	if tenfold(f, g) {
		return causeSize
	}
	sameValue := func(a, b pledgebook.Amount) bool { return near(a.Lo, b.Lo) && near(a.Hi, b.Hi) }
	if anyPair(f.amounts, g.amounts, sameValue) {
		return causeCurrency
	}
	return causeValue
}

func (d *document) alarmCause(i int) string {
	f := d.read[i]
	switch {
	case len(d.gold) == 0:
		return causeNoAid
	case slices.ContainsFunc(d.gold, func(g *flow) bool { return sameFigure(f, g) }):
		return causeTwice
	case slices.ContainsFunc(d.gold, func(g *flow) bool { return sameEvidence(f, g) }):
		return causeOtherInAid
	}
	return causeNotMarked
}

// wrongSize returns the gold flow whose figure claim i misread by a factor of
// ten or more, or nil.
func (d *document) wrongSize(i int) *flow {
	for _, g := range d.gold {
		if overlap(d.read[i].figures, g.figures) && tenfold(d.read[i], g) {
			return g
		}
	}
	return nil
}

var ten = decimal.MustNew(10, 0)

// tenfold reports whether f's sum is at least ten times, or at most a tenth of,
// g's: in each currency that both name, or as stated first where they share none.
func tenfold(f, g *flow) bool {
	if len(f.amounts) == 0 || len(g.amounts) == 0 {
		return false
	}
	far, shared := true, false
	for _, a := range f.amounts {
		for _, b := range g.amounts {
			if a.Currency == b.Currency {
				far, shared = far && farApart(a, b), true
			}
		}
	}
	if shared {
		return far
	}
	return farApart(f.amounts[0], g.amounts[0])
}

func farApart(a, b pledgebook.Amount) bool { return tenTimes(a.Lo, b.Lo) || tenTimes(b.Lo, a.Lo) }

func tenTimes(a, b decimal.Decimal) bool {
	t, err := b.Mul(ten)
	return err == nil && a.Cmp(t) >= 0
}

func overlap(a, b []pledgebook.Span) bool { return anyPair(a, b, pledgebook.Span.Overlaps) }

// clause returns the words around claim i's figure, the figure marked.
func (d *document) clause(i int) string {
	spans := d.read[i].figures
	if len(spans) == 0 {
		spans = d.read[i].spans
	}
	if len(spans) == 0 {
		return ""
	}
	const around = 90
	s := spans[0]
	from, to := max(0, s.Start-around), min(len(d.text), s.End+around)
	if sp := strings.IndexByte(d.text[from:s.Start], ' '); from > 0 && sp >= 0 {
		from += sp + 1
	}
	if sp := strings.LastIndexByte(d.text[s.End:to], ' '); to < len(d.text) && sp >= 0 {
		to = s.End + sp
	}
	return oneLine(d.text[from:s.Start] + "»" + s.In(d.text) + "«" + d.text[s.End:to])
}

func oneLine(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ") }

// summary writes a flow in one line: figure, stage, who to whom.
func summary(f *flow) string {
	var figures []string
	for _, a := range f.amounts {
		s := pledgebook.Plain(a.Lo)
		if a.Hi.Cmp(a.Lo) != 0 {
			s += "–" + pledgebook.Plain(a.Hi)
		}
		figures = append(figures, strings.TrimSpace(a.Currency+" "+s))
	}
	for _, it := range f.items {
		figures = append(figures, it.Count+" "+it.What)
	}
	return strings.Join(figures, " = ") + ", " + f.stage + ", " +
		cmp.Or(list(f.providers), "?") + " → " + cmp.Or(list(f.receivers), "?")
}

func list(parties []string) string { return strings.Join(parties, " ") }

func interval(start, end string) string {
	if start == "" && end == "" {
		return ""
	}
	return start + ".." + end
}
