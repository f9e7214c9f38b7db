package web

import (
	"cmp"
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/drawing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/wording"
)

// along is a place on a scale as a share of its length.
func along(percent decimal.Decimal) float64 {
	f, _ := percent.Float64()
	return f / 100
}

// rowName says what a bar is the total of.
func rowName(ctx context.Context, t reporting.Total) string {
	switch {
	case t.Party != "":
		return In(ctx).Parties([]pledgebook.PartyID{t.Party})
	case t.Year != 0:
		return strconv.Itoa(t.Year)
	}
	return Done(ctx, t.Stage, "")
}

// shortStage is a stage where there is little room.
func shortStage(ctx context.Context, s pledgebook.Stage) string {
	switch s {
	case pledgebook.StageUnclear:
		return Say(ctx, "unclear")
	case pledgebook.StageCommitment:
		return Say(ctx, "committed@short")
	}
	return Done(ctx, s, "")
}

// Figure is a chart that can be taken away: drawn on the page as a table with
// bars, and as files.
type Figure struct {
	Title string
	// Path is the address of its files, without their extension.
	Path string
	// Query is the question that its files are asked with; "" for none.
	Query string
	Chart reporting.Chart
	// Of is the heading of the first column.
	Of string
	// Ready says whether it is as the book stands.
	Ready Readiness
	// Link leads from a row to a page; nil for none.
	Link func(reporting.Total) string
}

// address is where the figure's file of a type is.
func (f Figure) address(extension string) string {
	if f.Query == "" {
		return f.Path + "." + extension
	}
	return f.Path + "." + extension + "?" + f.Query
}

// Least and Most write the two ends of a total, rounded; a dash where no report
// sets one.
func Least(ctx context.Context, b pledgebook.Bounds) string {
	return orDash(sumOf(ctx, known(b.Least), false))
}

// Most writes the most that reports add up to.
func Most(ctx context.Context, b pledgebook.Bounds) string {
	return orDash(sumOf(ctx, known(b.MostReported), true))
}

// ServeFile answers with the figure as a file of the type that an extension names.
func (f Figure) ServeFile(ctx context.Context, w http.ResponseWriter, extension string) error {
	return Picture{Name: f.Path[strings.LastIndexByte(f.Path, '/')+1:], Table: f.table(ctx), Drawing: f.drawing(ctx)}.Serve(w, extension)
}

// table is what the chart is drawn from. Files for programs are in English,
// whoever asks.
func (f Figure) table(ctx context.Context) [][]string {
	english := Speaking(ctx, wording.English)
	rows := [][]string{{"of", "currency", "at_least", "most_reported", "cap", "claims_at_least", "claims_most"}}
	for _, t := range f.Chart.Rows {
		b := t.Bounds
		rows = append(rows, []string{rowName(english, t), f.Chart.Currency, plainSum(b.Least, false), plainSum(b.MostReported, true), plainSum(b.Cap, true),
			strconv.Itoa(t.LeastClaims), strconv.Itoa(t.MostClaims)})
	}
	return rows
}

func plainSum(m *pledgebook.Money, hi bool) string {
	switch {
	case m == nil:
		return ""
	case hi:
		return pledgebook.Plain(m.Hi)
	}
	return pledgebook.Plain(m.Lo)
}

// drawing draws the figure for a file that stands alone.
func (f Figure) drawing(ctx context.Context) drawing.Drawing {
	const left, line = 210, 44
	d, y := Framed(f.Title, chartWords(ctx, f.Chart))
	const wide = drawnWidth - left - FrameMargin - 10
	for _, t := range f.Chart.Rows {
		d.Add(drawing.Text{X: left - 12, Y: y + 19, Size: 15, Anchor: drawing.End, Ink: drawing.Black, Words: drawing.Wrap(rowName(ctx, t), 15, false, left-FrameMargin-12, 1)[0]},
			drawing.Box{X: left, Y: y + 3, W: wide, H: 14, Ink: drawing.Track},
			drawing.Box{X: left, Y: y + 3, W: wide * along(t.MostAt), H: 14, Ink: drawing.Most},
			drawing.Box{X: left, Y: y + 3, W: wide * along(t.LeastAt), H: 14, Ink: drawing.Certain},
			drawing.Text{X: left, Y: y + 32, Size: 12, Anchor: drawing.Start, Ink: drawing.Soft, Words: boundsWords(ctx, t.Bounds)})
		if t.HasCap {
			at := left + wide*along(t.CapAt)
			d.Add(drawing.Line{X1: at, Y1: y, X2: at, Y2: y + 20, Width: 2, Ink: drawing.Black})
		}
		y += line
	}
	Signed(&d, y, Say(ctx, "Dark: at least. Light: all that reports add up to. Nothing that may overlap is added."))
	return d
}

// boundsWords says a total in words: "at least EUR 2 billion, up to EUR 3 billion by all reports".
func boundsWords(ctx context.Context, b pledgebook.Bounds) string {
	words := Join(", ", floor(ctx, b.Least), ceiling(ctx, b.MostReported))
	if b.Cap != nil {
		words += ", " + Say(ctx, "capped at %s", sumOf(ctx, b.Cap, true))
	}
	return cmp.Or(words, Say(ctx, "no report"))
}

func floor(ctx context.Context, m *pledgebook.Money) string {
	if m == nil || m.Lo.Sign() <= 0 {
		return ""
	}
	return Say(ctx, "at least %s", sumOf(ctx, m, false))
}

func ceiling(ctx context.Context, m *pledgebook.Money) string {
	if m == nil || m.Hi.Sign() <= 0 {
		return ""
	}
	return Say(ctx, "up to %s by all reports", sumOf(ctx, m, true))
}

// sumOf writes one end of a sum, rounded to what a reader takes in: four digits.
func sumOf(ctx context.Context, m *pledgebook.Money, hi bool) string {
	if m == nil {
		return ""
	}
	d := m.Lo
	if hi {
		d = m.Hi
	}
	d = wording.Rounded(d, hi)
	return unbroken(ctx, In(ctx).Money(pledgebook.Money{Lo: d, Hi: d, Currency: m.Currency}))
}

// tightSum writes the lower end of a sum where there is little room.
func tightSum(ctx context.Context, m *pledgebook.Money) string {
	if m == nil {
		return ""
	}
	return unbroken(ctx, In(ctx).Tight(wording.Rounded(m.Lo, false), m.Currency))
}

// chartWords says a chart in words, for those who do not see it.
func chartWords(ctx context.Context, c reporting.Chart) string {
	var all []string
	for _, t := range c.Rows {
		if !t.Empty() {
			all = append(all, rowName(ctx, t)+": "+boundsWords(ctx, t.Bounds))
		}
	}
	return strings.Join(all, "; ")
}

// known is a sum that says something: nothing for none and for nought.
func known(m *pledgebook.Money) *pledgebook.Money {
	if m == nil || m.Hi.Sign() <= 0 {
		return nil
	}
	return m
}

func orDash(s string) string { return cmp.Or(s, "–") }
