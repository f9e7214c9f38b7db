package article

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook"
)

// stamp is when a story was printed, and how often it was looked at, as pages
// write beside a title: "17.10.24, 09:22 • 32659 views".
type stamp struct {
	year, month, day int // zero where not said
	clock            string
	views            int
	hasViews         bool
}

// maxStamp is the longest stamp, in bytes.
const maxStamp = 64

// tail cuts a stamp off the end of a line: title is what stands before it, even
// where the stamp is glued to it. ok is false where the line ends in no stamp.
func (w *words) tail(line string) (title string, s stamp, ok bool) {
	last, _ := utf8.DecodeLastRuneInString(line)
	if !unicode.IsDigit(last) && !unicode.IsLetter(last) {
		return "", s, false
	}
	from := max(0, len(line)-maxStamp)
	for i := from; i < len(line); i++ {
		if !utf8.RuneStart(line[i]) || !stampStart(line, i) {
			continue
		}
		if s, ok := w.parseStamp(line[i:]); ok {
			return strings.TrimRight(line[:i], " ,|•·/-–—"), s, true
		}
	}
	return "", s, false
}

// stampStart reports where a stamp may begin: at a digit, or at a capital that
// begins a word.
func stampStart(line string, i int) bool {
	c := line[i]
	if '0' <= c && c <= '9' {
		return true
	}
	return 'A' <= c && c <= 'Z' && (i == 0 || line[i-1] < 'A' || line[i-1] > 'Z')
}

// parseStamp reads a whole text as a stamp. It takes a date with a time, or a
// time with a view count.
func (w *words) parseStamp(t string) (s stamp, ok bool) {
	rest := t
	hasDate := w.date(&rest, &s)
	rest = strings.TrimLeft(rest, ", ")
	hasClock := clock(&rest, &s)
	if hasClock {
		w.viewCount(&rest, &s)
	}
	return s, rest == "" && hasClock && (hasDate || s.hasViews)
}

// date reads 17.10.24, 17/10/2024, 2024-10-17, 12 November (2024), November 12
// (, 2024) from the start of t.
func (w *words) date(t *string, s *stamp) bool {
	rest := *t
	if n, r, ok := number(rest, 4); ok {
		if w.numericDate(n, r, t, s) {
			return true
		}
		if m, r, ok := w.month(strings.TrimLeft(r, " ")); ok && n >= 1 && n <= 31 {
			s.day, s.month = n, m
			*t = optionalYear(r, s)
			return true
		}
		return false
	}
	if m, r, ok := w.month(rest); ok {
		if n, r, ok := number(strings.TrimLeft(r, " "), 2); ok && n >= 1 && n <= 31 {
			s.month, s.day = m, n
			*t = optionalYear(r, s)
			return true
		}
	}
	return false
}

func (w *words) numericDate(first int, rest string, t *string, s *stamp) bool {
	if rest == "" || !strings.ContainsRune("./-", rune(rest[0])) {
		return false
	}
	sep := rest[:1]
	second, rest, ok := number(rest[1:], 2)
	if !ok || !strings.HasPrefix(rest, sep) {
		return false
	}
	third, rest, ok := number(rest[1:], 4)
	if !ok {
		return false
	}
	d := stamp{year: third, month: second, day: first}
	if first > 31 {
		// "about 2025" glued to "18.06.24": 2518 is no year.
		if first < 1900 || first > 2199 {
			return false
		}
		d = stamp{year: first, month: second, day: third}
	}
	if d.year < 100 {
		d.year += 2000
	}
	if d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 {
		return false
	}
	*s, *t = d, rest
	return true
}

// optionalYear reads " 2024" or ", 2024" and returns what is left.
func optionalYear(t string, s *stamp) string {
	r := strings.TrimLeft(t, ", ")
	if y, rest, ok := number(r, 4); ok && y >= 1900 && len(r)-len(rest) == 4 {
		s.year = y
		return rest
	}
	return t
}

// month reads a month's name, with or without a full stop.
func (w *words) month(t string) (n int, rest string, ok bool) {
	end := strings.IndexFunc(t, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(t)
	}
	n, ok = w.months[strings.ToLower(t[:end])]
	return n, strings.TrimPrefix(t[end:], "."), ok
}

// clock reads hh:mm, with or without seconds.
func clock(t *string, s *stamp) bool {
	h, r, ok := number(*t, 2)
	if !ok || h > 23 || !strings.HasPrefix(r, ":") {
		return false
	}
	m, rest, ok := number(r[1:], 2)
	if !ok || m > 59 || len(r)-len(rest) != 3 {
		return false
	}
	s.clock = fmt.Sprintf("%02d:%02d", h, m)
	*t = rest
	return true
}

// viewCount reads "• 32659 views" or "/ 12 873" behind the time.
func (w *words) viewCount(t *string, s *stamp) {
	r := strings.TrimLeft(*t, " ")
	sep, n := utf8.DecodeRuneInString(r)
	if !strings.ContainsRune("•|/·", sep) {
		return
	}
	r = strings.TrimLeft(r[n:], " ")
	count, digits := 0, 0
	for len(r) > 0 && digits < 10 {
		c, n := utf8.DecodeRuneInString(r)
		if c >= '0' && c <= '9' {
			count, digits = count*10+int(c-'0'), digits+1
		} else if digits == 0 || !grouping(c, r[n:]) {
			break
		}
		r = r[n:]
	}
	r = strings.TrimLeft(r, " ")
	if digits == 0 || r != "" && !w.views[strings.ToLower(r)] {
		return
	}
	s.views, s.hasViews = count, true
	*t = ""
}

// grouping reports a mark between groups of three digits.
func grouping(c rune, rest string) bool {
	return (unicode.IsSpace(c) || c == ',' || c == '.' || c == '\'') && len(rest) >= 3 && strings.Trim(rest[:3], "0123456789") == ""
}

// number reads a run of at most n digits; a longer run is no number.
func number(t string, n int) (v int, rest string, ok bool) {
	i := 0
	for i < len(t) && t[i] >= '0' && t[i] <= '9' {
		if i == n {
			return 0, t, false
		}
		v = v*10 + int(t[i]-'0')
		i++
	}
	return v, t[i:], i > 0
}

// moment writes the stamp in ISO 8601. A date without a year is the last such
// day up to the report's own; where that is unknown, or the date does not
// exist, the moment stays empty.
func (s stamp) moment(published pledgebook.Day) pledgebook.Stamp {
	if s.month == 0 {
		return ""
	}
	year := s.year
	if year == 0 {
		if !published.Known() {
			return ""
		}
		year = published.Year()
		if pledgebook.DateOf(year, 1, 1).AddMonths(s.month-1)+pledgebook.Day(s.day-1) > published {
			year--
		}
	}
	t := fmt.Sprintf("%04d-%02d-%02d", year, s.month, s.day)
	if s.clock != "" {
		t += "T" + s.clock
	}
	m, err := pledgebook.ParseStamp(t)
	if err != nil {
		return ""
	}
	return m
}
