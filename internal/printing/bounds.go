package printing

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/naming"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/wording"
)

// Behind is a claim that sets a bound, contradicts another or binds nothing,
// with its entry and, where its sum is in another currency, how it was
// converted.
type Behind struct {
	pipeline.Backed
	Entry      pledgebook.Entry
	Conversion string
}

// Overview writes the bounds of one scope at every stage of which reports tell.
func Overview(s *Screen, stages []pledgebook.Bounds) {
	if len(stages) == 0 {
		return
	}
	s.Printf("%s\n\n", s.Strong(scopeWords(stages[0].Scope)))
	t := Table{Columns: []Column{{Title: "stage"}, {Title: "at least", Right: true}, {Title: "most reported", Right: true}, {Title: "cap", Right: true}}}
	for _, b := range stages {
		if told(b) {
			t.Row([]string{stageWords(b.Scope.Stage), sumOf(b.Least), sumOf(b.MostReported), capOf(b)})
		}
	}
	if len(t.rows) == 0 {
		s.Printf("No report tells of a sum in this scope.\n")
		return
	}
	t.Print(s)
	s.Printf("\n")
	s.Paragraph(0, s.Faint("Nothing that may overlap is added. “Most reported” adds it up as if nothing did; the cap is where a report limits the total."))
}

// Bounds writes the bounds of a scope at one stage with the claims that set
// them: all, or the largest of each bound.
func Bounds(s *Screen, b pledgebook.Bounds, behind map[string]Behind, all bool) {
	stage := stageWords(b.Scope.Stage)
	w := claimWriter{s, behind, all}
	s.Title("%s: at least %s", stage, sumOf(b.Least))
	w.claims(b.SetBy.Least, "no claim says more")
	if b.MostReported != nil && b.MostReported.Hi.Sign() > 0 {
		s.Title("%s: most reported %s", stage, sumOf(b.MostReported))
		if slices.Equal(b.SetBy.Most, b.SetBy.Least) {
			s.Printf("  by the same claims\n")
		} else {
			w.claims(b.SetBy.Most, "")
		}
	}
	s.Title("%s: cap %s", stage, capOf(b))
	w.claims(b.SetBy.Cap, "no report limits it")
	for _, c := range b.Contradicted {
		s.Title("contradiction: these cannot all be true")
		w.claims(c.Claims, "")
		s.Paragraph(2, "smallest correction: "+w.relaxed(c)+". The bounds hold after it.")
	}
	w.excluded(b.Excluded)
}

// FewClaims is how many claims of a bound are shown unless all are asked for.
const FewClaims = 5

type claimWriter struct {
	*Screen
	behind map[string]Behind
	all    bool
}

// claims writes claims with sentence, source and conversion; none where there
// are none.
func (w claimWriter) claims(ids []string, none string) {
	if len(ids) == 0 && none != "" {
		w.Printf("  %s\n", none)
	}
	for i, id := range ids {
		if i == FewClaims && !w.all {
			w.Printf("  … and %d more; --all shows them\n", len(ids)-i)
			return
		}
		w.claim(id)
	}
}

func (w claimWriter) claim(id string) {
	b, ok := w.behind[id]
	if !ok {
		w.Printf("  %s\n", id)
		return
	}
	e := b.Entry
	w.Paragraph(2, join([]string{wording.EntryAmount(e), wording.Stage(e.Stage, e.Polarity), wording.Flow(e.Providers, e.Receivers, e.Channels),
		entryTime(e), extentNote(e), origins(e)}, " · "))
	if b.Sentence != "" {
		w.Paragraph(4, w.Mark(b.Sentence, b.Figure.Start, b.Figure.End))
	}
	w.Paragraph(4, b.Conversion)
	w.Paragraph(4, w.Faint(join([]string{Citation(b.Citation), "entry " + short(e.ID)}, " · ")))
}

func origins(e pledgebook.Entry) string {
	if e.Origins < 2 {
		return ""
	}
	return count(e.Origins, "independent source")
}

func extentNote(e pledgebook.Entry) string {
	if e.Extent == pledgebook.TotalExtent {
		return "a total"
	}
	return ""
}

// excluded counts the claims that bind nothing by the reason, most first, and
// lists them where all are wanted.
func (w claimWriter) excluded(all []pledgebook.Excluded) {
	if len(all) == 0 {
		return
	}
	w.Title("left out: %s", count(len(all), "claim"))
	by := map[string][]string{}
	for _, x := range all {
		why := x.Why
		if strings.HasPrefix(why, "no rate from") {
			why = "no rate is known; \"pledgebook rates update\" fetches what the banks publish"
		}
		by[why] = append(by[why], x.Claim)
	}
	for _, why := range slices.SortedFunc(maps.Keys(by), func(a, b string) int { return cmp.Or(len(by[b])-len(by[a]), cmp.Compare(a, b)) }) {
		w.Paragraph(2, count(len(by[why]), "claim")+": "+why)
		for _, id := range by[why] {
			if b := w.behind[id]; w.all {
				w.Paragraph(4, w.Faint(join([]string{"entry " + short(b.Entry.ID), wording.EntryAmount(b.Entry), wording.Stage(b.Entry.Stage, b.Entry.Polarity),
					wording.Flow(b.Entry.Providers, b.Entry.Receivers, nil)}, " · ")))
			}
		}
	}
}

// relaxed puts entries in place of the ids of claims in a correction.
func (w claimWriter) relaxed(c pledgebook.Contradiction) string {
	return inWords(withEntries(c.Relax, c.Claims, func(id string) (pledgebook.Entry, bool) {
		b, ok := w.behind[id]
		return b.Entry, ok
	}))
}

// told reports whether reports tell of anything in the scope at its stage.
func told(b pledgebook.Bounds) bool {
	return b.Cap != nil || b.Least != nil && b.Least.Lo.Sign() > 0 || b.MostReported != nil && b.MostReported.Hi.Sign() > 0
}

// sumOf writes a bound for people: from a million on with three decimals, the
// least rounded down and what is at most rounded up.
func sumOf(m *pledgebook.Money) string {
	if m == nil {
		return "not proven"
	}
	d := m.Lo
	digits := d.Prec() - d.Scale()
	if scale := (digits-1)/3*3 - 3; digits > 6 {
		d = rounded(d, scale, m.Qualifier == pledgebook.AtMost)
	}
	return strings.TrimSpace(m.Currency + " " + wording.Figure(d))
}

// rounded drops the last digits before the point, downwards or upwards.
func rounded(d decimal.Decimal, digits int, up bool) decimal.Decimal {
	unit, err := decimal.New(int64(math.Pow10(digits)), 0)
	if err != nil {
		return d
	}
	q, err := d.Quo(unit)
	if err != nil {
		return d
	}
	whole := q.Floor(0)
	if up {
		whole = q.Ceil(0)
	}
	if d, err := whole.Mul(unit); err == nil {
		return d
	}
	return d
}

func capOf(b pledgebook.Bounds) string {
	if b.Cap == nil {
		return "none"
	}
	return sumOf(b.Cap)
}

// stageWords names a stage as what has come of aid.
func stageWords(s pledgebook.Stage) string {
	if s == pledgebook.StageUnclear {
		return "given, stage unclear"
	}
	return wording.Words(s)
}

// scopeWords says what a question is about.
func scopeWords(s pledgebook.Scope) string {
	anyone := func(ids []pledgebook.PartyID) string {
		if len(ids) == 0 {
			return "anyone"
		}
		names := make([]string, len(ids))
		for i, id := range ids {
			names[i] = naming.Party(id)
		}
		return strings.Join(names, " or ")
	}
	kinds := make([]string, len(s.Kinds))
	for i, k := range s.Kinds {
		kinds[i] = wording.Words(k)
	}
	of, reviewed := "", ""
	if s.MembersOn.Known() {
		of = "members as of " + wording.Date(s.MembersOn)
	}
	if s.ReviewedOnly {
		reviewed = "reviewed entries only"
	}
	in := ""
	if s.Currency != "" {
		in = "in " + s.Currency
	}
	return citing.OneLine(join([]string{anyone(s.Providers) + " → " + anyone(s.Receivers), strings.Join(kinds, " or "), wording.Period(s.Period), in, of, reviewed}, " · "))
}

// short is the beginning of an id, enough to name it by.
func short(id string) string { return id[:min(len(id), 8)] }
