package number

import (
	"strings"
	"unicode"

	"github.com/govalues/decimal"

	"pledgebook/internal/reading/text"
)

// digits reads one figure: a number token, and behind it the groups that
// spaces part ("1 200 000").
func (p phrase) digits(i int) (term, bool) {
	var f digitRun
	end := p.spacedGroups(i)
	if p.glued(i) && p.foreignDigit(i-1) || p.glued(end) && p.foreignDigit(end) {
		return term{}, false
	}
	if end > i+1 {
		for k := i; k < end; k++ {
			s := p.d.Of(k)
			if k == end-1 {
				s, f = f.lastGroup(s)
			}
			for j := range len(s) {
				f.add(s[j])
			}
		}
	} else if p.pointBefore(i) {
		f.after = true
		if s := p.d.Of(i); !plainDigits(s) || !f.read(s) {
			return term{}, false
		}
	} else if !f.read(p.d.Of(i)) {
		return term{}, false
	}
	v, ok := f.value()
	if !ok {
		return term{}, false
	}
	return term{value: v, unit: decimal.MustNew(1, f.places), end: end, digits: true}, true
}

// foreignDigit reports a token that would change the figure it is glued to:
// digits behind an invisible character, or a digit of another script.
func (p phrase) foreignDigit(i int) bool {
	return p.kind(i) == text.Number || p.kind(i) == text.Symbol && unicode.IsDigit(p.char(i))
}

// pointBefore reports a decimal point with no digit before it: ".5 per cent",
// "$.50".
func (p phrase) pointBefore(i int) bool {
	if p.char(i-1) != '.' || !p.glued(i) {
		return false
	}
	return i-1 == p.first || !p.glued(i-1) || p.kind(i-2) == text.Symbol || p.char(i-2) == '('
}

// digitRun collects digits into a coefficient and decimal places.
type digitRun struct {
	coef   int64
	places int
	count  int
	after  bool // past the decimal mark
	bad    bool
}

func (f *digitRun) add(c byte) {
	switch {
	case c < '0' || c > '9':
		return
	case f.coef > (1<<63-10)/10:
		f.bad = true
		return
	}
	f.coef = f.coef*10 + int64(c-'0')
	f.count++
	if f.after {
		f.places++
	}
}

func (f *digitRun) value() (decimal.Decimal, bool) {
	if f.bad || f.count == 0 || f.places > 18 {
		return decimal.Zero, false
	}
	v, err := decimal.New(f.coef, f.places)
	return v, err == nil
}

// lastGroup adds the three digits of a last group and returns its decimals.
func (f digitRun) lastGroup(s string) (string, digitRun) {
	for j := range 3 {
		f.add(s[j])
	}
	f.after = len(s) > 3
	return s[3:], f
}

// read reads a figure with its separators: what parts groups of three is a
// thousands mark, a mark before one, two or more than three digits is a decimal
// mark, and a single full stop is one whatever follows but three zeros. It refuses
// what is no single figure, such as a date with full stops or an address.
func (f *digitRun) read(s string) bool {
	mark := decimalMark(s)
	if mark < -1 {
		return false
	}
	for j := range len(s) {
		if j == mark {
			f.after = true
		}
		f.add(s[j])
	}
	return true
}

// decimalMark returns where the decimal mark of a figure is, -1 where it has
// none, and -2 where the separators make no figure.
func decimalMark(s string) int {
	dots, commas, lastMark := 0, 0, -1
	for j := range len(s) {
		switch s[j] {
		case '.':
			dots++
		case ',':
			commas++
		default:
			continue
		}
		lastMark = j
	}
	switch {
	case dots+commas == 0:
		return -1
	case dots+commas == 1:
		if dots == 0 && grouped(s, ',') || strings.HasSuffix(s, ".000") && grouped(s, '.') {
			return -1
		}
		return lastMark
	case dots == 0 && (grouped(s, ',') || lakhGrouped(s)), commas == 0 && grouped(s, '.'):
		return -1
	case s[lastMark] == '.' && dots == 1 && (grouped(s[:lastMark], ',') || lakhGrouped(s[:lastMark])):
		return lastMark
	case s[lastMark] == ',' && commas == 1 && grouped(s[:lastMark], '.'):
		return lastMark
	}
	return -2
}

// grouped reports a leading group of one to three digits, not zero alone, and
// then groups of exactly three.
func grouped(s string, mark byte) bool {
	run, groups := 0, 0
	for j := range len(s) {
		if s[j] != mark {
			run++
			continue
		}
		if groups == 0 && (run > 3 || s[0] == '0') || groups > 0 && run != 3 {
			return false
		}
		run, groups = 0, groups+1
	}
	return groups > 0 && run == 3
}

// lakhGrouped reports the grouping of South Asia: 12,50,000.
func lakhGrouped(s string) bool {
	run, groups := 0, 0
	for j := range len(s) {
		if s[j] != ',' {
			run++
			continue
		}
		if groups == 0 && (run > 2 || s[0] == '0') || groups > 0 && run != 2 {
			return false
		}
		run, groups = 0, groups+1
	}
	return groups > 1 && run == 3
}

// spacedGroups returns the end of a figure whose groups of three are parted by
// single spaces; i+1 where there is none.
func (p phrase) spacedGroups(i int) int {
	end := i + 1
	first := p.d.Of(i)
	if len(first) > 3 || first[0] == '0' || !plainDigits(first) {
		return end
	}
	for p.kind(end) == text.Number && p.gap(end) {
		s := p.d.Of(end)
		if len(s) < 3 || !plainDigits(s[:3]) || len(s) > 3 && (s[3] != ',' && s[3] != '.' || len(s) > 6 || !plainDigits(s[4:])) {
			break
		}
		end++
		if len(s) > 3 {
			break
		}
	}
	if end == i+1 || p.kind(end) == text.Number && p.gap(end) {
		return i + 1
	}
	if end == i+2 && !p.oneGroup(i, end) {
		return i + 1
	}
	return end
}

// oneGroup reports whether two groups parted by a plain space are one figure
// ("32 659 views") rather than two numbers side by side ("18 155 mm guns").
func (p phrase) oneGroup(i, end int) bool {
	gap := p.d.Text[p.d.Tokens[i].End:p.d.Tokens[i+1].Start]
	if gap != " " || p.d.Of(i + 1)[:3] == "000" {
		return true
	}
	if p.class(i-1) == month || p.kind(i-1) == text.Number {
		return false
	}
	switch {
	case end >= p.limit:
		return true
	case p.glued(end) && (p.kind(end) == text.Word || dash(p.char(end))):
		return false
	}
	return p.class(end) != measure
}

// gap reports a single space, plain or not breaking, before token i.
func (p phrase) gap(i int) bool {
	switch p.d.Text[p.d.Tokens[i-1].End:p.d.Tokens[i].Start] {
	case " ", "\u00a0", "\u202f", "\u2009":
		return true
	}
	return false
}

func plainDigits(s string) bool {
	for j := range len(s) {
		if s[j] < '0' || s[j] > '9' {
			return false
		}
	}
	return len(s) > 0
}
