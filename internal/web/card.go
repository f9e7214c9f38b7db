package web

import (
	"context"
	"net/http"
	"strings"

	"pledgebook/internal/drawing"
	"pledgebook/internal/reporting"
)

// Card is the picture that stands beside a shared link: what a page is about in
// three lines, with the bar of a promise or the totals of a scope below.
type Card struct {
	Kicker, Title, Line, Note string
	Bar                       *reporting.Bar
	Chart                     *reporting.Chart
}

const (
	cardWidth, cardHeight = 1200, 630
	margin                = 72
)

// ServeCard answers with a card as PNG.
func (d *Desk) ServeCard(ctx context.Context, w http.ResponseWriter, c Card) error {
	picture, err := c.draw(ctx).PNG(1)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "public, max-age=600")
	w.Header().Add("Vary", "Cookie, Accept-Language")
	// Whoever shows a shared link fetches its picture from elsewhere.
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	_, _ = w.Write(picture)
	return nil
}

func (c Card) draw(ctx context.Context) drawing.Drawing {
	d := drawing.Drawing{Width: cardWidth, Height: cardHeight, Title: c.Title}
	const wide = cardWidth - 2*margin
	d.Add(drawing.Box{X: 0, Y: 0, W: cardWidth, H: 12, Ink: drawing.Certain},
		drawing.Text{X: margin, Y: 92, Size: 28, Bold: true, Anchor: drawing.Start, Ink: drawing.Soft, Words: evenSpaces(c.Kicker)})
	y, size := 186.0, 84.0
	lines := drawing.Wrap(evenSpaces(c.Title), size, true, wide, 1)
	if strings.HasSuffix(lines[0], "…") {
		size = 56
		lines = drawing.Wrap(evenSpaces(c.Title), size, true, wide, 3)
	}
	for _, line := range lines {
		d.Add(drawing.Text{X: margin, Y: y, Size: size, Bold: true, Anchor: drawing.Start, Ink: drawing.Black, Words: line})
		y += size * 1.15
	}
	for _, line := range drawing.Wrap(evenSpaces(c.Line), 42, false, wide, 2) {
		d.Add(drawing.Text{X: margin, Y: y, Size: 42, Anchor: drawing.Start, Ink: drawing.Black, Words: line})
		y += 54
	}
	c.figure(ctx, &d, max(y, 360))
	d.Add(drawing.Text{X: margin, Y: cardHeight - 56, Size: 28, Anchor: drawing.Start, Ink: drawing.Soft, Words: drawing.Wrap(evenSpaces(c.Note), 28, false, wide-220, 1)[0]},
		drawing.Text{X: cardWidth - margin, Y: cardHeight - 56, Size: 28, Bold: true, Anchor: drawing.End, Ink: drawing.Certain, Words: "Pledgebook"})
	return d
}

func (c Card) figure(ctx context.Context, d *drawing.Drawing, y float64) {
	const wide = cardWidth - 2*margin
	if b := c.Bar; b != nil {
		for _, part := range []struct {
			at  float64
			ink drawing.Ink
		}{{along(b.Promised), drawing.Track}, {along(b.Most), drawing.Most}, {along(b.Reported), drawing.Reported}, {along(b.Certain), drawing.Certain}} {
			d.Add(drawing.Box{X: margin, Y: y, W: wide * part.at, H: 64, Round: 8, Ink: part.ink})
		}
		if b.HasElapsed {
			at := margin + wide*along(b.Elapsed)
			d.Add(drawing.Line{X1: at, Y1: y - 10, X2: at, Y2: y + 74, Width: 4, Dashed: true, Ink: drawing.Black})
		}
	}
	if c.Chart == nil {
		return
	}
	for _, t := range c.Chart.Rows {
		if t.Empty() || y > cardHeight-130 {
			continue
		}
		d.Add(drawing.Text{X: margin, Y: y + 24, Size: 26, Anchor: drawing.Start, Ink: drawing.Black, Words: drawing.Wrap(rowName(ctx, t), 26, false, 240, 1)[0]},
			drawing.Box{X: margin + 250, Y: y, W: (wide - 250) * along(t.MostAt), H: 30, Round: 4, Ink: drawing.Most},
			drawing.Box{X: margin + 250, Y: y, W: (wide - 250) * along(t.LeastAt), H: 30, Round: 4, Ink: drawing.Certain})
		y += 42
	}
}

func evenSpaces(s string) string { return strings.Join(strings.Fields(s), " ") }
