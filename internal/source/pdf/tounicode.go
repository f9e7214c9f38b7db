package pdf

import (
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// toUnicode maps the codes of a font to text, as the font's own table says. The
// library's reading of such tables fails on ranges that cross 256 codes, which
// PHP's PDF makers write.
type toUnicode struct {
	step   int // bytes of a code
	single map[int]string
	ranges []codeRange
}

// codeRange maps the codes first to last to UTF-16 that counts up from to.
type codeRange struct {
	first, last int
	to          []uint16
}

// Limits of a table.
const (
	maxMapped = 100_000 // entries
	maxTable  = 8 << 20 // bytes
)

// tableOf reads a font's table, or nil where it has none of use.
func tableOf(stream pdf.Value, wide bool) *toUnicode {
	if stream.Kind() != pdf.Stream {
		return nil
	}
	raw, _ := io.ReadAll(io.LimitReader(stream.Reader(), maxTable))
	t := &toUnicode{step: 1, single: map[int]string{}}
	if wide {
		t.step = 2
	}
	text := string(raw)
	for {
		_, after, chars := strings.Cut(text, "beginbf")
		if !chars || len(t.single)+len(t.ranges) > maxMapped {
			break
		}
		section, rest, _ := strings.Cut(after, "endbf")
		if entries, ok := strings.CutPrefix(section, "char"); ok {
			t.chars(codesOf(entries))
		} else if entries, ok := strings.CutPrefix(section, "range"); ok {
			t.spans(codesOf(entries))
		}
		text = rest
	}
	if len(t.single)+len(t.ranges) == 0 {
		return nil
	}
	return t
}

// codesOf reads "<0041>" as bytes; a list in brackets lies between "[" and "]".
func codesOf(entries string) (all []string) {
	for entries != "" && len(all) < 2*maxMapped {
		c := entries[0]
		entries = entries[1:]
		switch c {
		case '[', ']':
			all = append(all, string(c))
		case '<':
			digits, rest, _ := strings.Cut(entries, ">")
			raw, err := hex.DecodeString(strings.Join(strings.Fields(digits), ""))
			if err != nil {
				return all
			}
			all, entries = append(all, "<"+string(raw)), rest
		}
	}
	return all
}

// chars reads pairs of a code and its text.
func (t *toUnicode) chars(codes []string) {
	for ; len(codes) > 1; codes = codes[2:] {
		t.single[codeOf(codes[0])] = text16(units(codes[1]))
	}
}

// spans reads triples: the first and the last code, and the text of the first or
// a list of all texts.
func (t *toUnicode) spans(codes []string) {
	for len(codes) > 2 {
		first, last := codeOf(codes[0]), codeOf(codes[1])
		if codes[2] != "[" {
			if u := units(codes[2]); len(u) > 0 && first <= last {
				t.ranges = append(t.ranges, codeRange{first, last, u})
			}
			codes = codes[3:]
			continue
		}
		codes = codes[3:]
		for code := first; len(codes) > 0 && codes[0] != "]"; code, codes = code+1, codes[1:] {
			t.single[code] = text16(units(codes[0]))
		}
		codes = codes[min(1, len(codes)):]
	}
}

// Decode implements [pdf.TextEncoding].
func (t *toUnicode) Decode(raw string) string {
	var out strings.Builder
	for i := 0; i+t.step <= len(raw); i += t.step {
		out.WriteString(t.of(codeOf("<" + raw[i:i+t.step])))
	}
	return out.String()
}

func (t *toUnicode) of(code int) string {
	if s, ok := t.single[code]; ok {
		return s
	}
	for _, r := range t.ranges {
		if code < r.first || code > r.last {
			continue
		}
		u := slices.Clone(r.to)
		u[len(u)-1] += uint16(code - r.first)
		return text16(u)
	}
	return ""
}

// codeOf returns the code in the bytes behind a "<".
func codeOf(token string) int {
	code := 0
	for i := 1; i < min(len(token), 5); i++ {
		code = code<<8 | int(token[i])
	}
	return code
}

// units returns the bytes behind a "<" as UTF-16; a single byte is a unit of its
// own.
func units(token string) []uint16 {
	if len(token) == 2 {
		return []uint16{uint16(token[1])}
	}
	var u []uint16
	for i := 1; i+1 < len(token) && i < 64; i += 2 {
		u = append(u, uint16(token[i])<<8|uint16(token[i+1]))
	}
	return u
}

func text16(u []uint16) string { return string(utf16.Decode(u)) }
