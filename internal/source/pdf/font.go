package pdf

import (
	"strings"

	"github.com/ledongthuc/pdf"
)

// font is what it takes to place and read the strings of one font.
type font struct {
	decode pdf.TextEncoding
	bold   bool
	// wide is true for composite fonts, whose codes have two bytes.
	wide    bool
	first   int
	widths  []float64 // by code, from first on; of simple fonts
	sparse  map[int]float64
	missing float64 // thousandths of the size, for codes without a width
	guess   bool    // no widths at all: one of the standard fonts
	name    string  // in lower case
}

// maxWidths is how many codes of a font have a width of their own.
const maxWidths = 1 << 16

// fontShelf keeps the fonts of a file by the identity of their dictionary.
type fontShelf map[string]*font

// take returns the font of a name in a page's or form's resources.
func (s fontShelf) take(resources pdf.Value, name string) *font {
	v := resources.Key("Font").Key(name)
	key := name + v.String()
	f := s[key]
	if f == nil {
		f = newFont(v)
		s[key] = f
	}
	return f
}

func newFont(v pdf.Value) *font {
	raw := pdf.Font{V: v}
	name := strings.ToLower(raw.BaseFont())
	f := &font{name: name, wide: v.Key("Subtype").Name() == "Type0", missing: v.Key("FontDescriptor").Key("MissingWidth").Float64()}
	f.bold = strings.Contains(name, "bold") || strings.Contains(name, "black") || strings.Contains(name, "heavy")
	if t := tableOf(v.Key("ToUnicode"), f.wide); t != nil {
		f.decode = t
	} else {
		f.decode = raw.Encoder()
	}
	if f.wide {
		f.composite(v.Key("DescendantFonts").Index(0))
		return f
	}
	f.first = int(v.Key("FirstChar").Int64())
	widths := v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths = append(f.widths, widths.Index(i).Float64())
	}
	f.guess = len(f.widths) == 0
	return f
}

// composite reads the widths of a composite font: "first [w w …]" and "first
// last w".
func (f *font) composite(v pdf.Value) {
	f.missing, f.sparse = 1000, map[int]float64{}
	if dw := v.Key("DW"); !dw.IsNull() {
		f.missing = dw.Float64()
	}
	w := v.Key("W")
	n := min(w.Len(), maxWidths)
	for i := 0; i+1 < n && len(f.sparse) < maxWidths; {
		first, next := int(w.Index(i).Int64()), w.Index(i+1)
		if next.Kind() == pdf.Array {
			for j := range min(next.Len(), maxWidths) {
				f.sparse[first+j] = next.Index(j).Float64()
			}
			i += 2
			continue
		}
		for c := first; c <= int(next.Int64()) && i+2 < n && len(f.sparse) < maxWidths; c++ {
			f.sparse[c] = w.Index(i + 2).Float64()
		}
		i += 3
	}
}

// width is how far a code moves the pen, in thousandths of the size.
func (f *font) width(code int) float64 {
	switch {
	case f.wide:
		if w, ok := f.sparse[code]; ok {
			return w
		}
		return f.missing
	case f.guess:
		return standardWidth(f.name, code)
	case code >= f.first && code-f.first < len(f.widths):
		return f.widths[code-f.first]
	}
	return f.missing
}

// text returns a string as Unicode, with ligatures taken apart.
func (f *font) text(raw string) string {
	t := raw
	if f.decode != nil {
		t = f.decode.Decode(raw)
	}
	return ligatures.Replace(t)
}

var ligatures = strings.NewReplacer("\ufb00", "ff", "\ufb01", "fi", "\ufb02", "fl", "\ufb03", "ffi", "\ufb04", "ffl", "\ufb05", "st", "\ufb06", "st",
	"\u00a0", " ", "\t", " ", "\n", " ", "\r", " ", "\x00", "")
