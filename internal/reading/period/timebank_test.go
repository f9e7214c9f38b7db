package period_test

import (
	"fmt"
	"hash/fnv"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/text"
)

// timex is one TIMEX3 of a TimeML document.
type timex struct {
	span        pledgebook.Span
	kind, value string
}

type timeML struct {
	name, text string
	created    pledgebook.Day
	times      []timex
}

var (
	tagPattern       = regexp.MustCompile(`<[^>]*>`)
	attributePattern = regexp.MustCompile(`(\w+)="([^"]*)"`)
)

// readTimeML takes the text out of a TimeML document, with its TIMEX3s.
func readTimeML(name, content string) timeML {
	doc := timeML{name: name}
	if i := strings.Index(content, "<DCT>"); i >= 0 {
		for _, a := range attributePattern.FindAllStringSubmatch(content[i:strings.Index(content, "</DCT>")], -1) {
			if a[1] == "value" {
				doc.created = pledgebook.Stamp(a[2]).Day()
			}
		}
	}
	_, body, _ := strings.Cut(content, "<TEXT>")
	body, _, _ = strings.Cut(body, "</TEXT>")
	var b strings.Builder
	var open []timex
	last := 0
	for _, at := range tagPattern.FindAllStringIndex(body, -1) {
		b.WriteString(html.UnescapeString(body[last:at[0]]))
		last = at[1]
		switch tag := body[at[0]:at[1]]; {
		case strings.HasPrefix(tag, "<TIMEX3"):
			x := timex{span: pledgebook.Span{Start: b.Len()}}
			for _, a := range attributePattern.FindAllStringSubmatch(tag, -1) {
				switch a[1] {
				case "type":
					x.kind = a[2]
				case "value":
					x.value = a[2]
				}
			}
			open = append(open, x)
		case tag == "</TIMEX3>" && len(open) > 0:
			x := open[len(open)-1]
			open = open[:len(open)-1]
			x.span.End = b.Len()
			doc.times = append(doc.times, x)
		}
	}
	b.WriteString(html.UnescapeString(body[last:]))
	doc.text = b.String()
	return doc
}

// timexValue writes a mention as TimeML does; "" where it has no counterpart.
func timexValue(m period.Mention, first, last string) string {
	iv := m.Interval
	at := iv.Start
	if !at.Known() {
		at = iv.End - 1
	}
	switch first {
	case "after", "After": // its day or period has ended
		if m.Role == period.RoleSince {
			at--
		}
	case "before", "Before":
		if m.Role == period.RoleDeadline {
			at++
		}
	}
	switch {
	case m.Rule == "present-ref": // also where another time is tied to it: "between now and Feb. 10"
		return "PRESENT_REF"
	case m.Role == period.RoleLoose:
		return strings.ToUpper(strings.ReplaceAll(m.Rule, "-", "_"))
	case m.Role == period.RoleAsOf && m.Rule == "to-date" && last == "now": // of "until now" it marks "now"
		return "PRESENT_REF"
	case m.Role == period.RoleAsOf && m.Rule == "to-date":
		return ""
	case m.Role == period.RoleDuration, m.Rule == "length-to-date" && !calendarUnit(iv): // the year to 31 March is P1Y, and no calendar year's
		return durationValue(m.Length)
	case m.Fiscal > 0:
		return fmt.Sprintf("%04d", m.Fiscal)
	case iv.IsZero():
		return durationValue(m.Length)
	case m.Rule == "year-end":
		return iv.Last().String()
	case m.Season:
		return fmt.Sprintf("%04d-%s", at.Year(), map[int]string{3: "SP", 6: "SU", 9: "FA", 12: "WI"}[int(at.Time().Month())])
	}
	return calendarValue(m, at)
}

// calendarUnit reports an interval that begins where a quarter does and, of a year or
// more, where a calendar year does.
func calendarUnit(iv pledgebook.Interval) bool {
	_, month, day := iv.Start.Date()
	return day == 1 && (month == 1 || iv.End-iv.Start < 300 && month%3 == 1)
}

func calendarValue(m period.Mention, at pledgebook.Day) string {
	y, mo, _ := at.Date()
	switch m.Interval.Granularity {
	case pledgebook.ByWeek:
		wy, w := at.Time().ISOWeek()
		return fmt.Sprintf("%04d-W%02d", wy, w)
	case pledgebook.ByMonth:
		if n := int(m.Interval.End-at) / 30; n > 1 && m.Rule != "stretch" { // TimeML writes "the first nine months" as a length
			return fmt.Sprintf("P%dM", n)
		}
		return fmt.Sprintf("%04d-%02d", y, mo)
	case pledgebook.ByQuarter:
		return fmt.Sprintf("%04d-Q%d", y, (mo+2)/3)
	case pledgebook.ByHalf:
		return fmt.Sprintf("%04d-H%d", y, (mo+5)/6)
	case pledgebook.ByYear, pledgebook.ByFiscal:
		return fmt.Sprintf("%04d", y)
	case pledgebook.ByDecade:
		if m.Interval.End-at > 20000 {
			return fmt.Sprintf("%02d", y/100)
		}
		return fmt.Sprintf("%03d", y/10)
	}
	if m.Interval.End-m.Interval.Start == 2 {
		wy, w := at.Time().ISOWeek()
		return fmt.Sprintf("%04d-W%02d-WE", wy, w)
	}
	return at.String()
}

func durationValue(d period.Duration) string {
	if d.IsZero() {
		return ""
	}
	n := "X"
	if d.Unit == period.Decade {
		d.N, d.Unit = 10*d.N, period.Year
	}
	if d.N > 0 {
		n = fmt.Sprint(d.N)
	}
	letters := map[period.Unit]string{period.Second: "S", period.Minute: "M", period.Hour: "H", period.Day: "D",
		period.Week: "W", period.Weekend: "WE", period.Month: "M", period.Quarter: "Q", period.Half: "H", period.Year: "Y", period.Decade: "DE", period.Century: "C"}
	if d.Unit <= period.Hour {
		return "PT" + n + letters[d.Unit]
	}
	return "P" + n + letters[d.Unit]
}

// sameValue compares two values, taking the spellings that the corpus mixes.
func sameValue(got, want string) bool {
	plain := func(s string) string {
		s = strings.NewReplacer("-XX", "", "XE", "XDE", "-W0", "-W").Replace(s)
		if len(s) == 4 && s[3] == 'X' { // 199X and 199
			s = s[:3]
		}
		if i := strings.IndexByte(s, 'T'); i == 10 {
			s = s[:i] // a part of a day
		}
		return s
	}
	return plain(inSmallUnits(got)) == plain(inSmallUnits(want))
}

type tally struct{ right, found, wanted int }

// add counts what came in since before.
func (t *tally) add(now, before tally) {
	t.right += now.right - before.right
	t.found += now.found - before.found
	t.wanted += now.wanted - before.wanted
}

// halfOf deals the documents out by a hash of their names.
func halfOf(name string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return h.Sum32() % 2
}

func (t tally) f1() float64 { return 2 * float64(t.right) / float64(t.found+t.wanted) }

func TestTimeBank(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/corpora/tempeval3-train/*.tml")
	if len(files) == 0 {
		t.Skip("the TempEval-3 development data is not here")
	}
	r, v := reader(t)
	var value, span tally
	var halves [2]tally // rules are made on the even half and judged on the odd
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc := readTimeML(filepath.Base(f), string(b))
		d := analyse(v, doc.text)
		half, before := halfOf(doc.name), value
		scoreTimeML(t, doc, d, r.Find(d, doc.created, nil), &value, &span)
		halves[half].add(value, before)
	}
	t.Logf("value F1 %.3f (right %d, found %d, wanted %d); span F1 %.3f", value.f1(), value.right, value.found, value.wanted, span.f1())
	t.Logf("value F1 of the even half %.3f, of the odd %.3f", halves[0].f1(), halves[1].f1())
	if floor := 0.838; value.f1() < floor {
		t.Errorf("value F1 %.3f is below %.3f", value.f1(), floor)
	}
}

// scoreTimeML pairs the mentions of one document with its DATE and DURATION
// times; mentions on a TIME or SET count neither way.
func scoreTimeML(t *testing.T, doc timeML, d *text.Document, found []period.Mention, value, span *tally) {
	used := map[int]bool{}
	for _, x := range doc.times {
		if x.kind == "DATE" || x.kind == "DURATION" {
			value.wanted++
			span.wanted++
		}
	}
	for _, m := range found {
		got := timexValue(m, d.Of(m.First), d.Of(m.End-1))
		if m.Role == period.RoleRecurring || got == "" {
			continue
		}
		at, exact := -1, false
		for i, x := range doc.times {
			if x.span.Overlaps(d.Span(m.Range)) && !used[i] && (at < 0 || !exact && sameValue(got, x.value)) {
				at, exact = i, sameValue(got, x.value)
			}
		}
		if at >= 0 && doc.times[at].kind != "DATE" && doc.times[at].kind != "DURATION" {
			continue
		}
		if end := endOf(m, d); end != "" && at >= 0 {
			scoreEnd(doc, d.Span(m.Range), at, end, used, value, span)
		}
		value.found++
		span.found++
		if at < 0 {
			t.Logf("%s %s FALSE %q %s %s in %q", doc.name, doc.created, d.Slice(m.Range), got, m.Rule, around(doc.text, d.Span(m.Range)))
			continue
		}
		used[at] = true
		span.right++
		if exact {
			value.right++
			continue
		}
		t.Logf("%s %s VALUE %q %s %s want %q %s in %q", doc.name, doc.created, d.Slice(m.Range), got, m.Rule, doc.times[at].span.In(doc.text), doc.times[at].value, around(doc.text, d.Span(m.Range)))
	}
	for i, x := range doc.times {
		if !used[i] && (x.kind == "DATE" || x.kind == "DURATION") {
			t.Logf("%s %s MISS %q %s in %q", doc.name, doc.created, x.span.In(doc.text), x.value, around(doc.text, x.span))
		}
	}
}

// endOf writes where a stretch ends, which TimeML marks as a time of its own:
// "this year through August", "the quarter ended Sept. 30"; "" for other times.
func endOf(m period.Mention, d *text.Document) string {
	if m.Rule != "stretch" && m.Rule != "years" && m.Rule != "length-to-date" || !m.Interval.End.Known() {
		return ""
	}
	last := m.Interval.Last().String()
	switch t := d.Tokens[m.End-1]; {
	case t.Kind != text.Number:
		return last[:len("2006-01")]
	case t.End-t.Start == 4 && m.Interval.Granularity == pledgebook.ByYear:
		return last[:len("2006")]
	}
	return last
}

// scoreEnd pairs the end of a stretch with the last time that the stretch covers,
// where that is another than the one it is paired with itself.
func scoreEnd(doc timeML, at pledgebook.Span, first int, got string, used map[int]bool, value, span *tally) {
	for i := len(doc.times) - 1; i > first; i-- {
		if x := doc.times[i]; x.span.Overlaps(at) && !used[i] && (x.kind == "DATE" || x.kind == "DURATION") {
			used[i] = true
			value.found++
			span.found++
			span.right++
			if sameValue(got, x.value) {
				value.right++
			}
			return
		}
	}
}

// inSmallUnits writes a length in months or minutes, so that P30M and P2Y6M, PT90M
// and PT1H30M are one; other values as they are.
func inSmallUnits(value string) string {
	var years, months, hours, minutes int
	if n, _ := fmt.Sscanf(value, "P%dY%dM", &years, &months); n == 2 {
		return fmt.Sprintf("P%dM", 12*years+months)
	}
	if n, _ := fmt.Sscanf(value, "PT%dH%dM", &hours, &minutes); n == 2 {
		return fmt.Sprintf("PT%dM", 60*hours+minutes)
	}
	if n, _ := fmt.Sscanf(value, "PT%dM%dS", &hours, &minutes); n == 2 {
		return fmt.Sprintf("PT%dS", 60*hours+minutes)
	}
	return value
}

// around gives a time with the words beside it, for the log.
func around(s string, at pledgebook.Span) string {
	return strings.ToValidUTF8(s[max(0, at.Start-110):min(len(s), at.End+60)], "")
}
