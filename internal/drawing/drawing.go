// Package drawing holds pictures of figures as a list of shapes, and writes
// them as files that stand alone: SVG and PNG. The pages draw the same figures
// with their own styles; what is downloaded or shown beside a shared link
// comes from here.
package drawing

// Drawing is a picture of a size in pixels, its shapes from back to front.
type Drawing struct {
	Width, Height int
	// Title says what the picture shows, Description what it says, for those
	// who do not see it.
	Title, Description string
	Shapes             []Shape
}

// Shape is a [Box], [Line], [Dot], [Area] or [Text].
type Shape interface{ shape() }

// Box is a filled rectangle, its corners rounded by a radius.
type Box struct {
	X, Y, W, H, Round float64
	Ink               Ink
}

// Line is a straight line of a width; Dashed where it is an estimate.
type Line struct {
	X1, Y1, X2, Y2, Width float64
	Dashed                bool
	Ink                   Ink
}

// Dot is a filled circle.
type Dot struct {
	X, Y, R float64
	Ink     Ink
}

// Area is a filled outline of straight lines, closed by itself.
type Area struct {
	Corners []Corner
	Ink     Ink
}

// Corner is a point of an outline.
type Corner struct{ X, Y float64 }

// Text is a line of text; X is where it begins, ends or has its middle, Y is
// its base line.
type Text struct {
	X, Y, Size float64
	Bold       bool
	Anchor     Anchor
	Ink        Ink
	Words      string
}

func (Box) shape()  {}
func (Line) shape() {}
func (Dot) shape()  {}
func (Area) shape() {}
func (Text) shape() {}

// Anchor is which end of a text stands at its place.
type Anchor string

// The anchors, by their names in SVG.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Ink is a colour by what it means.
type Ink string

// The inks. Lengths differ in lightness, not in hue alone, so that they stay
// apart for every eye and in print.
const (
	Paper    Ink = "#fbf9f4"
	Black    Ink = "#1d1b17"
	Soft     Ink = "#625c50"
	Rule     Ink = "#ddd6c7"
	Track    Ink = "#e8e2d4"
	Most     Ink = "#a9cbc8"
	Reported Ink = "#5f9a97"
	Certain  Ink = "#14555a"
	Late     Ink = "#a8321e"
	Marker   Ink = "#ffe08a"
)

// Add puts shapes on top.
func (d *Drawing) Add(shapes ...Shape) { d.Shapes = append(d.Shapes, shapes...) }
