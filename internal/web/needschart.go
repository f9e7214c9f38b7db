package web

import (
	"context"
	"strings"

	"pledgebook/internal/drawing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/wording"
)

// NeedsChart is the address of the files of needs and what answers them.
const NeedsChart = "/board/chart/needs"

// mostDrawn is how many needs the picture shows; the table has all.
const mostDrawn = 30

// NeedsPicture is a board's needs with how far each is met.
func NeedsPicture(ctx context.Context, b reporting.Board) Picture {
	t := Picture{Name: "needs", Table: [][]string{{"need", "receivers", "kind", "state", "currency", "asked", "met_at_least", "met_at_most", "open_at_least", "answers", "perhaps"}}}
	d, y := Framed(Say(ctx, "What is needed, and what answers it"), Say(ctx, "Needs are not added up: one appeal may hold another."))
	drawn, more := 0, 0
	for _, r := range b.Receivers {
		for _, n := range r.Needs {
			t.Table = append(t.Table, needRow(n))
			bar := reporting.NeedBar(n.Coverage)
			if bar == nil {
				continue
			}
			if drawn == mostDrawn {
				more++
				continue
			}
			drawn++
			y = drawNeed(ctx, &d, y, n, bar)
		}
	}
	if more > 0 {
		d.Add(drawing.Text{X: FrameMargin, Y: y + 14, Size: 13, Anchor: drawing.Start, Ink: drawing.Soft, Words: Say(ctx, "and %s more", Counted(ctx, more))})
		y += 22
	}
	Signed(&d, y, Say(ctx, "Dark: arrived for certain. Light: offered, if every offer that may answer it does. Needs are not added up."))
	t.Drawing = d
	return t
}

func drawNeed(ctx context.Context, d *drawing.Drawing, y float64, n reporting.BoardNeed, b *reporting.Bar) float64 {
	const left, line = 330, 44
	const wide = drawnWidth - left - FrameMargin - 10
	d.Add(drawing.Text{X: left - 12, Y: y + 15, Size: 15, Anchor: drawing.End, Ink: drawing.Black, Words: drawing.Wrap(In(ctx).Parties(n.Entry.Receivers), 15, false, left-FrameMargin-12, 1)[0]},
		drawing.Text{X: left - 12, Y: y + 32, Size: 13, Anchor: drawing.End, Ink: drawing.Soft, Words: evenSpaces(sumOf(ctx, n.Asked, false))},
		drawing.Box{X: left, Y: y + 3, W: wide, H: 14, Ink: drawing.Track},
		drawing.Box{X: left, Y: y + 3, W: wide * min(1, along(b.Most)), H: 14, Ink: drawing.Most},
		drawing.Box{X: left, Y: y + 3, W: wide * min(1, along(b.Certain)), H: 14, Ink: drawing.Certain})
	for i, l := range drawing.Wrap(evenSpaces(needWords(ctx, n)), 12, false, wide, 2) {
		if i > 0 {
			y += 16
		}
		d.Add(drawing.Text{X: left, Y: y + 32, Size: 12, Anchor: drawing.Start, Ink: drawing.Soft, Words: l})
	}
	return y + line
}

// needRow is a need in a table, in English.
func needRow(n reporting.BoardNeed) []string {
	currency := ""
	if n.Asked != nil {
		currency = n.Asked.Currency
	}
	return []string{n.Need, wording.Parties(n.Entry.Receivers), string(n.Entry.Kind), string(n.State), currency, plainSum(n.Asked, false),
		plainSum(n.Least, false), plainSum(n.Most, true), plainSum(n.Open, false), strings.Join(n.Answers, " "), strings.Join(n.Perhaps, " ")}
}
