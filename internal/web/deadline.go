package web

import (
	"context"
	"strconv"

	"pledgebook"
	"pledgebook/internal/drawing"
	"pledgebook/internal/reporting"
)

// DeadlineChart is the address of the files of an entry's way to its deadline.
func DeadlineChart(id string) string { return EntryPath(id) + "/chart/deadline" }

// DayWords says what a day on the way to a deadline is, and which.
func DayWords(ctx context.Context, m reporting.DayMark) string {
	day := In(ctx).Date(m.Day)
	switch m.Kind {
	case reporting.Deadline:
		return Say(ctx, "deadline %s", day)
	case reporting.FirstDeadline:
		return Say(ctx, "first deadline %s", day)
	case reporting.Today:
		return Say(ctx, "today, %s", day)
	}
	return Say(ctx, "%[1]s on %[2]s", Number(ctx, m.Told, "report"), day)
}

// DeadlinePicture is the way to an entry's deadline: the days on which it was told,
// the deadlines stated, and today.
func DeadlinePicture(ctx context.Context, e pledgebook.Entry, c reporting.Calendar) Picture {
	words := Say(ctx, "From %[1]s to %[2]s. A dot is a day on which it was told.", In(ctx).Date(c.Start), In(ctx).Date(c.End))
	d, y := Framed(Title(ctx, e), words)
	y += 30
	const wide = drawnWidth - 2*FrameMargin
	d.Add(drawing.Line{X1: FrameMargin, Y1: y, X2: FrameMargin + wide, Y2: y, Width: 2, Ink: drawing.Soft})
	for _, m := range c.Marks {
		drawDay(ctx, &d, m, FrameMargin+wide*along(m.At), y)
	}
	Signed(&d, y+44, words)
	return Picture{Name: "deadline", Table: deadlineTable(c), Drawing: d}
}

// drawDay marks a day on the line at a height.
func drawDay(ctx context.Context, d *drawing.Drawing, m reporting.DayMark, x, y float64) {
	side := drawing.Middle
	switch {
	case x < drawnWidth/5:
		side = drawing.Start
	case x > drawnWidth*4/5:
		side = drawing.End
	}
	text := func(y float64, bold bool, ink drawing.Ink) {
		d.Add(drawing.Text{X: x, Y: y, Size: 14, Bold: bold, Anchor: side, Ink: ink, Words: DayWords(ctx, m)})
	}
	switch m.Kind {
	case reporting.Told:
		d.Add(drawing.Dot{X: x, Y: y, R: 6, Ink: drawing.Certain})
	case reporting.FirstDeadline:
		d.Add(drawing.Line{X1: x, Y1: y - 16, X2: x, Y2: y + 16, Width: 2, Dashed: true, Ink: drawing.Soft})
	case reporting.Deadline:
		d.Add(drawing.Line{X1: x, Y1: y - 20, X2: x, Y2: y + 20, Width: 3, Ink: drawing.Black})
		text(y-28, true, drawing.Black)
	case reporting.Today:
		d.Add(drawing.Line{X1: x, Y1: y - 12, X2: x, Y2: y + 22, Width: 2, Ink: drawing.Soft})
		text(y+40, false, drawing.Soft)
	}
}

// deadlineTable is the same in a table, in English.
func deadlineTable(c reporting.Calendar) [][]string {
	rows := [][]string{{"day", "what", "reports"}}
	for _, m := range c.Marks {
		reports := ""
		if m.Kind == reporting.Told {
			reports = strconv.Itoa(m.Told)
		}
		rows = append(rows, []string{m.Day.String(), string(m.Kind), reports})
	}
	return rows
}
