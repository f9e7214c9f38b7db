package pdf

import "github.com/ledongthuc/pdf"

// matrix is an affine map a b c d e f, as PDF writes it: x' = ax + cy + e,
// y' = bx + dy + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then returns the map that does m first and n after.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func moved(x, y float64) matrix { return matrix{1, 0, 0, 1, x, y} }

// matrixOf reads six numbers; anything else changes nothing.
func matrixOf(args []pdf.Value) matrix {
	if len(args) != 6 {
		return identity
	}
	var m matrix
	for i, a := range args {
		m[i] = a.Float64()
	}
	return m
}

// upright is the map from a page's own corner and turn to one whose top left
// corner is the origin, with y growing downward, and the page's size there.
func upright(p pdf.Page) (m matrix, width, height float64) {
	box := [4]float64{0, 0, 612, 792} // US letter, where the page does not say
	for _, b := range []pdf.Value{inherited(p.V, "MediaBox"), inherited(p.V, "CropBox")} {
		if b.Len() == 4 {
			for i := range box {
				box[i] = b.Index(i).Float64()
			}
		}
	}
	left, right := min(box[0], box[2]), max(box[0], box[2])
	bottom, top := min(box[1], box[3]), max(box[1], box[3])
	width, height = right-left, top-bottom
	switch ((inherited(p.V, "Rotate").Int64()%360 + 360) % 360) / 90 {
	case 1:
		return matrix{0, 1, 1, 0, -bottom, -left}, height, width
	case 2:
		return matrix{-1, 0, 0, 1, right, -bottom}, width, height
	case 3:
		return matrix{0, -1, -1, 0, top, right}, height, width
	}
	return matrix{1, 0, 0, -1, -left, top}, width, height
}

// inherited finds an entry of a page in the page or the nodes above it.
func inherited(v pdf.Value, key string) pdf.Value {
	for range 32 {
		if found := v.Key(key); !found.IsNull() {
			return found
		}
		if v = v.Key("Parent"); v.IsNull() {
			break
		}
	}
	return pdf.Value{}
}
