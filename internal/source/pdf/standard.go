package pdf

import "strings"

// The standard fonts come without widths in a file. These are the widths of the
// letters from space to tilde, in thousandths of the size, as Adobe's metrics of
// the 14 core fonts give them; the bold and slanted faces differ by a few
// hundredths.
var (
	helvetica = [95]float64{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
		1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
		333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
		556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
	}
	times = [95]float64{
		250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
		500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
		921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
		556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
		333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
		500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
	}
)

const (
	courierWidth = 600
	otherWidth   = 540 // of letters beyond ASCII
)

// standardWidth is the width of a letter in a font that has no widths of its own.
func standardWidth(fontName string, code int) float64 {
	widths := &helvetica
	switch {
	case strings.Contains(fontName, "courier"):
		return courierWidth
	case strings.Contains(fontName, "times"):
		widths = &times
	}
	if i := code - ' '; i >= 0 && i < len(widths) {
		return widths[i]
	}
	return otherWidth
}
