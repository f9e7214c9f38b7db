package drawing

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// family is what an SVG file asks for; whoever shows it has one of these.
const family = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"

// SVG writes the drawing as a file that needs nothing else.
func (d Drawing) SVG() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" font-family="%s">`+"\n",
		d.Width, d.Height, d.Width, d.Height, escape(family))
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>%s</desc>\n", escape(d.Title), escape(d.Description))
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="%s"/>`+"\n", d.Width, d.Height, Paper)
	for _, s := range d.Shapes {
		b.WriteString(element(s) + "\n")
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

func element(s Shape) string {
	switch s := s.(type) {
	case Box:
		return fmt.Sprintf(`<rect x="%s" y="%s" width="%s" height="%s" rx="%s" fill="%s"/>`, px(s.X), px(s.Y), px(s.W), px(s.H), px(s.Round), s.Ink)
	case Line:
		dashes := ""
		if s.Dashed {
			dashes = ` stroke-dasharray="4 4"`
		}
		return fmt.Sprintf(`<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"%s/>`, px(s.X1), px(s.Y1), px(s.X2), px(s.Y2), s.Ink, px(s.Width), dashes)
	case Dot:
		return fmt.Sprintf(`<circle cx="%s" cy="%s" r="%s" fill="%s"/>`, px(s.X), px(s.Y), px(s.R), s.Ink)
	case Area:
		corners := make([]string, len(s.Corners))
		for i, c := range s.Corners {
			corners[i] = px(c.X) + "," + px(c.Y)
		}
		return fmt.Sprintf(`<polygon points="%s" fill="%s"/>`, strings.Join(corners, " "), s.Ink)
	case Text:
		weight := "400"
		if s.Bold {
			weight = "700"
		}
		return fmt.Sprintf(`<text x="%s" y="%s" font-size="%s" font-weight="%s" text-anchor="%s" fill="%s">%s</text>`,
			px(s.X), px(s.Y), px(s.Size), weight, s.Anchor, s.Ink, escape(s.Words))
	}
	return ""
}

func px(v float64) string { return strconv.FormatFloat(v, 'f', -1, 32) }

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}
