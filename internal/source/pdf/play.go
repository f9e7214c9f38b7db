package pdf

import (
	"math"
	"strings"

	"github.com/ledongthuc/pdf"
)

// run is a string drawn on a page: its place is that of its baseline, from the
// page's top left corner, in points.
type run struct {
	text   string
	x0, x1 float64
	y      float64
	size   float64
	bold   bool
}

// player plays the drawing operators of a page.
type player struct {
	runs      []run
	budget    *budget
	fonts     fontShelf
	resources pdf.Value
	state     drawing
	saved     []drawing
	line      matrix // where the line of text begins
	pen       matrix
	depth     int // of forms within forms
}

// drawing is the part of a player's state that q and Q keep and bring back.
type drawing struct {
	ctm                           matrix
	font                          *font
	size, leading, rise           float64
	charSpace, wordSpace, stretch float64
}

const (
	maxForms = 6
	maxSaved = 512
)

// play draws one page.
func play(p pdf.Page, number int, fonts fontShelf, b *budget) sheet {
	m, width, height := upright(p)
	pl := &player{budget: b, fonts: fonts, resources: inherited(p.V, "Resources"), state: drawing{ctm: m, stretch: 1}}
	pl.stream(p.V.Key("Contents"))
	return sheet{number: number, width: width, height: height, runs: pl.runs}
}

func (p *player) stream(v pdf.Value) {
	if v.IsNull() {
		return
	}
	p.budget.small(v)
	pdf.Interpret(v, func(stk *pdf.Stack, op string) {
		p.budget.operator()
		args := make([]pdf.Value, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop()
		}
		if do := operators[op]; do != nil {
			do(p, args)
		}
	})
}

// operators are those that place and show text.
var operators map[string]func(*player, []pdf.Value)

func init() {
	operators = map[string]func(*player, []pdf.Value){
		"q": func(p *player, _ []pdf.Value) {
			if len(p.saved) < maxSaved {
				p.saved = append(p.saved, p.state)
			}
		},
		"Q": func(p *player, _ []pdf.Value) {
			if n := len(p.saved); n > 0 {
				p.state, p.saved = p.saved[n-1], p.saved[:n-1]
			}
		},
		"cm": func(p *player, a []pdf.Value) { p.state.ctm = matrixOf(a).then(p.state.ctm) },
		"BT": func(p *player, _ []pdf.Value) { p.line, p.pen = identity, identity },
		"Tc": func(p *player, a []pdf.Value) { p.state.charSpace = number(a, 0) },
		"Tw": func(p *player, a []pdf.Value) { p.state.wordSpace = number(a, 0) },
		"Tz": func(p *player, a []pdf.Value) { p.state.stretch = number(a, 0) / 100 },
		"TL": func(p *player, a []pdf.Value) { p.state.leading = number(a, 0) },
		"Ts": func(p *player, a []pdf.Value) { p.state.rise = number(a, 0) },
		"Tf": (*player).setFont,
		"Tm": func(p *player, a []pdf.Value) { p.line = matrixOf(a); p.pen = p.line },
		"Td": func(p *player, a []pdf.Value) { p.move(number(a, 0), number(a, 1)) },
		"TD": func(p *player, a []pdf.Value) {
			p.state.leading = -number(a, 1)
			p.move(number(a, 0), number(a, 1))
		},
		"T*": func(p *player, _ []pdf.Value) { p.move(0, -p.state.leading) },
		"Tj": func(p *player, a []pdf.Value) { p.show(a) },
		"TJ": func(p *player, a []pdf.Value) {
			if len(a) > 0 {
				p.show(elements(a[0]))
			}
		},
		"'": func(p *player, a []pdf.Value) {
			p.move(0, -p.state.leading)
			p.show(a)
		},
		"\"": func(p *player, a []pdf.Value) {
			if len(a) == 3 {
				p.state.wordSpace, p.state.charSpace = number(a, 0), number(a, 1)
				p.move(0, -p.state.leading)
				p.show(a[2:])
			}
		},
		"Do": (*player).form,
	}
}

func number(args []pdf.Value, i int) float64 {
	if i >= len(args) {
		return 0
	}
	return args[i].Float64()
}

func elements(v pdf.Value) []pdf.Value {
	all := make([]pdf.Value, min(v.Len(), 1<<16))
	for i := range all {
		all[i] = v.Index(i)
	}
	return all
}

func (p *player) setFont(args []pdf.Value) {
	if len(args) == 2 {
		p.state.font, p.state.size = p.fonts.take(p.resources, args[0].Name()), args[1].Float64()
	}
}

func (p *player) move(x, y float64) {
	p.line = moved(x, y).then(p.line)
	p.pen = p.line
}

// form draws a form: a page's content may stand in one.
func (p *player) form(args []pdf.Value) {
	if len(args) != 1 || p.depth == maxForms {
		return
	}
	f := p.resources.Key("XObject").Key(args[0].Name())
	if f.Key("Subtype").Name() != "Form" {
		return
	}
	inner := &player{budget: p.budget, fonts: p.fonts, resources: f.Key("Resources"), state: p.state, depth: p.depth + 1}
	if inner.resources.IsNull() {
		inner.resources = p.resources
	}
	inner.state.ctm = matrixOf(elements(f.Key("Matrix"))).then(p.state.ctm)
	inner.stream(f)
	p.runs = append(p.runs, inner.runs...)
}

// Gaps between the strings of one TJ, in thousandths of the size: from the first
// on they part words, from the second on columns.
const (
	wordGap   = 180
	columnGap = 1500
)

// show draws strings and the gaps between them as one run, or several where a gap
// is wide.
func (p *player) show(parts []pdf.Value) {
	if p.state.font == nil {
		return
	}
	var text strings.Builder
	begin := p.pen
	end := func() {
		p.emit(begin, text.String())
		text.Reset()
	}
	for _, v := range parts {
		if v.Kind() == pdf.String {
			if text.Len() == 0 {
				begin = p.pen
			}
			p.advance(v.RawString(), &text)
			continue
		}
		gap := -v.Float64()
		switch {
		case gap > columnGap:
			end()
		case gap > wordGap && !strings.HasSuffix(text.String(), " "):
			text.WriteByte(' ')
		}
		p.pen = moved(gap/1000*p.state.size*p.state.stretch, 0).then(p.pen)
	}
	end()
}

// advance writes a string and moves the pen behind it.
func (p *player) advance(raw string, to *strings.Builder) {
	f, dx := p.state.font, 0.0
	step := 1
	if f.wide {
		step = 2
	}
	for i := 0; i+step <= len(raw); i += step {
		code := int(raw[i])
		if f.wide {
			code = code<<8 | int(raw[i+1])
		}
		dx += f.width(code)/1000*p.state.size + p.state.charSpace
		if !f.wide && code == ' ' {
			dx += p.state.wordSpace
		}
	}
	to.WriteString(f.text(raw))
	p.pen = moved(dx*p.state.stretch, 0).then(p.pen)
}

// emit keeps a run of text from begin to the pen, if it stands upright.
func (p *player) emit(begin matrix, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	if p.budget.runs--; p.budget.runs < 0 {
		panic(errSpent)
	}
	place := matrix{p.state.size, 0, 0, p.state.size, 0, p.state.rise}
	from, to := place.then(begin).then(p.state.ctm), place.then(p.pen).then(p.state.ctm)
	size := math.Hypot(from[2], from[3])
	if math.Abs(from[1]) > math.Abs(from[0])/10 || from[0] <= 0 || size < 1 || !finite(from[4], from[5], to[4], size) {
		return // turned: a watermark, a label of a chart
	}
	p.runs = append(p.runs, run{text: text, x0: from[4], x1: max(to[4], from[4]), y: from[5], size: size, bold: p.state.font.bold})
}

func finite(numbers ...float64) bool {
	for _, n := range numbers {
		if math.IsNaN(n) || math.Abs(n) > 1e6 {
			return false
		}
	}
	return true
}
