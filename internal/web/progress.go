package web

import (
	"context"

	"pledgebook"
	"pledgebook/internal/drawing"
	"pledgebook/internal/reporting"
)

// ProgressChart is the address of the files of how much of an entry has come true.
func ProgressChart(id string) string { return EntryPath(id) + "/chart/progress" }

// ProgressPicture is how much of a promise has come true. The entry must be one that
// can be drawn.
func ProgressPicture(ctx context.Context, e pledgebook.Entry, b *reporting.Bar) Picture {
	t := Picture{Name: "progress", Table: progressTable(e)}
	d, y := Framed(Title(ctx, e), BarWords(ctx, e))
	const wide = drawnWidth - 2*FrameMargin
	y += 8
	d.Add(drawing.Box{X: FrameMargin, Y: y, W: wide * along(b.Promised), H: 44, Round: 4, Ink: drawing.Track},
		drawing.Box{X: FrameMargin, Y: y, W: wide * along(b.Most), H: 44, Round: 4, Ink: drawing.Most},
		drawing.Box{X: FrameMargin, Y: y, W: wide * along(b.Reported), H: 44, Round: 4, Ink: drawing.Reported},
		drawing.Box{X: FrameMargin, Y: y, W: wide * along(b.Certain), H: 44, Round: 4, Ink: drawing.Certain})
	if b.HasElapsed {
		at := FrameMargin + wide*along(b.Elapsed)
		d.Add(drawing.Line{X1: at, Y1: y - 8, X2: at, Y2: y + 52, Width: 3, Dashed: true, Ink: drawing.Black})
	}
	y += 76
	for _, l := range progressLines(ctx, e, b) {
		d.Add(drawing.Box{X: FrameMargin, Y: y - 12, W: 14, H: 14, Round: 2, Ink: l.ink},
			drawing.Text{X: FrameMargin + 24, Y: y, Size: 15, Anchor: drawing.Start, Ink: drawing.Black, Words: l.words})
		y += 26
	}
	Signed(&d, y-14, Join(" · ", Term(ctx, e.Status), When(ctx, e))+".")
	t.Drawing = d
	return t
}

type progressLine struct {
	ink   drawing.Ink
	words string
}

func progressLines(ctx context.Context, e pledgebook.Entry, b *reporting.Bar) (lines []progressLine) {
	f := e.Fulfilment
	add := func(ink drawing.Ink, name Text, sum string) {
		if sum != "" {
			lines = append(lines, progressLine{ink, Say(ctx, name) + ": " + sum})
		}
	}
	add(drawing.Track, "Promised", Money(ctx, f.Of))
	if f.Reported != nil {
		add(drawing.Reported, "Reported", Join(" · ", Money(ctx, &f.Reported.Money), In(ctx).Percent(f.Reported.Share)))
	}
	add(drawing.Certain, "Delivered for certain", Money(ctx, f.Least))
	add(drawing.Most, "By all reports", Money(ctx, f.MostReported))
	if b.HasElapsed {
		add(drawing.Black, "Time passed by then", In(ctx).Percent(f.Elapsed))
	}
	return lines
}

// asOf is the day that the reported progress is of, else that of the promise.
func asOf(e pledgebook.Entry) pledgebook.Day {
	if f := e.Fulfilment; f.Reported != nil && f.Reported.AsOf.Known() {
		return f.Reported.AsOf
	}
	return e.Date
}

// progressTable is the same in a table, in English.
func progressTable(e pledgebook.Entry) [][]string {
	f := e.Fulfilment
	currency := ""
	if f.Of != nil {
		currency = f.Of.Currency
	}
	rows := [][]string{{"of", "currency", "sum", "share", "as_of"},
		{"promised", currency, plainSum(f.Of, false), "", ""}}
	if r := f.Reported; r != nil {
		rows = append(rows, []string{"reported", r.Money.Currency, plainSum(&r.Money, false), shareOf(r.Share), r.AsOf.String()})
	}
	rows = append(rows, []string{"delivered for certain", currency, plainSum(f.Least, false), "", ""}, []string{"by all reports, at most", currency, plainSum(f.MostReported, true), "", ""})
	if f.Elapsed.Known {
		rows = append(rows, []string{"time passed by then", "", "", shareOf(f.Elapsed), asOf(e).String()})
	}
	return append(rows, []string{"deadline", "", "", "", e.Deadline.String()})
}

func shareOf(s pledgebook.Share) string {
	if !s.Known {
		return ""
	}
	return pledgebook.Plain(s.Decimal)
}
