package drawing

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// PNG paints the drawing, scaled by a factor: 2 for screens with fine dots.
func (d Drawing) PNG(scale int) ([]byte, error) {
	c := canvas{image.NewRGBA(image.Rect(0, 0, d.Width*scale, d.Height*scale)), float64(scale)}
	draw.Draw(c.img, c.img.Bounds(), ink(Paper), image.Point{}, draw.Src)
	for _, s := range d.Shapes {
		if err := c.paint(s); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, c.img)
	return out.Bytes(), err
}

type canvas struct {
	img   *image.RGBA
	scale float64
}

func (c canvas) paint(s Shape) error {
	switch s := s.(type) {
	case Box:
		c.box(s.X, s.Y, s.W, s.H, s.Round, s.Ink)
	case Line:
		c.line(s)
	case Dot:
		c.box(s.X-s.R, s.Y-s.R, 2*s.R, 2*s.R, s.R, s.Ink)
	case Area:
		c.area(s)
	case Text:
		return c.text(s)
	}
	return nil
}

// line paints lines that lie flat or stand upright, the only ones our figures
// have.
func (c canvas) line(l Line) {
	x, y, w, h := min(l.X1, l.X2), min(l.Y1, l.Y2), math.Abs(l.X2-l.X1), math.Abs(l.Y2-l.Y1)
	const dash = 4
	if !l.Dashed {
		c.box(x-l.Width/2, y-l.Width/2, w+l.Width, h+l.Width, 0, l.Ink)
		return
	}
	for at := 0.0; at < max(w, h); at += 2 * dash {
		c.box(x+min(at, w)-l.Width/2, y+min(at, h)-l.Width/2, min(w, dash)+l.Width, min(h, dash)+l.Width, 0, l.Ink)
	}
}

// bend is how far the control points of a quarter circle lie out.
const bend = 0.5523

func (c canvas) box(x, y, w, h, round float64, i Ink) {
	if w <= 0 || h <= 0 {
		return
	}
	round = min(round, w/2, h/2)
	z, over := c.raster(x, y, x+w, y+h)
	at := func(px, py float64) (float32, float32) {
		return float32(px*c.scale - float64(over.Min.X)), float32(py*c.scale - float64(over.Min.Y))
	}
	curve := func(x1, y1, x2, y2, x3, y3 float64) {
		a, b := at(x1, y1)
		d, e := at(x2, y2)
		f, g := at(x3, y3)
		z.CubeTo(a, b, d, e, f, g)
	}
	to := func(px, py float64) { a, b := at(px, py); z.LineTo(a, b) }
	k := round * (1 - bend)
	a, b := at(x+round, y)
	z.MoveTo(a, b)
	to(x+w-round, y)
	curve(x+w-k, y, x+w, y+k, x+w, y+round)
	to(x+w, y+h-round)
	curve(x+w, y+h-k, x+w-k, y+h, x+w-round, y+h)
	to(x+round, y+h)
	curve(x+k, y+h, x, y+h-k, x, y+h-round)
	to(x, y+round)
	curve(x, y+k, x+k, y, x+round, y)
	z.ClosePath()
	z.Draw(c.img, over, ink(i), image.Point{})
}

// raster is where a shape between two corners is painted, and no more than that: of a
// whole picture each shape would take as long as the picture.
func (c canvas) raster(left, top, right, bottom float64) (*vector.Rasterizer, image.Rectangle) {
	over := image.Rect(int(math.Floor(left*c.scale)), int(math.Floor(top*c.scale)), int(math.Ceil(right*c.scale)), int(math.Ceil(bottom*c.scale)))
	over = over.Intersect(c.img.Bounds())
	return vector.NewRasterizer(over.Dx(), over.Dy()), over
}

func (c canvas) area(a Area) {
	if len(a.Corners) == 0 {
		return
	}
	left, top, right, bottom := a.Corners[0].X, a.Corners[0].Y, a.Corners[0].X, a.Corners[0].Y
	for _, corner := range a.Corners {
		left, top, right, bottom = min(left, corner.X), min(top, corner.Y), max(right, corner.X), max(bottom, corner.Y)
	}
	z, over := c.raster(left, top, right, bottom)
	for i, corner := range a.Corners {
		x, y := float32(corner.X*c.scale-float64(over.Min.X)), float32(corner.Y*c.scale-float64(over.Min.Y))
		if i == 0 {
			z.MoveTo(x, y)
		} else {
			z.LineTo(x, y)
		}
	}
	z.ClosePath()
	z.Draw(c.img, over, ink(a.Ink), image.Point{})
}

func (c canvas) text(t Text) error {
	face, err := faceOf(t.Bold, t.Size*c.scale)
	if err != nil {
		return err
	}
	defer face.Close()
	d := font.Drawer{Dst: c.img, Src: ink(t.Ink), Face: face}
	x := t.X * c.scale
	if wide := float64(d.MeasureString(t.Words)) / 64; t.Anchor == Middle {
		x -= wide / 2
	} else if t.Anchor == End {
		x -= wide
	}
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(t.Y * c.scale * 64)}
	d.DrawString(t.Words)
	return nil
}

var fonts = sync.OnceValues(func() (both [2]*opentype.Font, err error) {
	for i, file := range [][]byte{goregular.TTF, gobold.TTF} {
		if both[i], err = opentype.Parse(file); err != nil {
			return both, err
		}
	}
	return both, nil
})

func faceOf(bold bool, size float64) (font.Face, error) {
	both, err := fonts()
	if err != nil {
		return nil, err
	}
	f := both[0]
	if bold {
		f = both[1]
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

// Wide is how many pixels words take at a size.
func Wide(words string, size float64, bold bool) float64 {
	face, err := faceOf(bold, size)
	if err != nil {
		return 0
	}
	defer face.Close()
	return float64(font.MeasureString(face, words)) / 64
}

// Wrap breaks words into lines that are at most so many pixels wide at a size,
// at most so many lines; what does not fit ends in "…".
func Wrap(words string, size float64, bold bool, wide float64, most int) []string {
	face, err := faceOf(bold, size)
	if err != nil {
		return []string{words}
	}
	defer face.Close()
	fits := func(s string) bool { return float64(font.MeasureString(face, s))/64 <= wide }
	var lines []string
	line := ""
	for _, w := range strings.Fields(words) {
		longer := strings.TrimSpace(line + " " + w)
		if line == "" || fits(longer) {
			line = longer
			continue
		}
		if len(lines) == most-1 {
			return append(lines, cut(line+" …", fits))
		}
		lines, line = append(lines, cut(line, fits)), w
	}
	return append(lines, cut(line, fits))
}

// cut shortens a line that is a word too long for its place.
func cut(line string, fits func(string) bool) string {
	for r := []rune(line); len(r) > 1; r = r[:len(r)-1] {
		if s := string(r); fits(s) {
			if len(s) < len(line) {
				return string(r[:len(r)-1]) + "…"
			}
			return s
		}
	}
	return line
}

// ink is a colour as painters take it.
func ink(i Ink) *image.Uniform {
	digit := func(n int) uint8 { return uint8(strings.IndexByte("0123456789abcdef", i[n])) }
	return image.NewUniform(color.RGBA{digit(1)<<4 | digit(2), digit(3)<<4 | digit(4), digit(5)<<4 | digit(6), 0xff})
}
