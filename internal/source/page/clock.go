package page

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html/atom"

	"pledgebook"
)

// mostTimes is how many printed times of a page are looked at.
const mostTimes = 20

// byItsClock writes a moment that the page's data give in universal time as the
// outlet's own clock showed it, where the page prints a time beside its moment:
// what came out at 9 pm is of that day, though it was the next one in London.
func (d *document) byItsClock(published pledgebook.Stamp) pledgebook.Stamp {
	utc, zoned, ok := universal(published)
	if !ok {
		return published
	}
	seen := 0
	for n := range elements(d.root) {
		if n.DataAtom != atom.Time {
			continue
		}
		if seen++; seen > mostTimes {
			break
		}
		moment, momentZoned, ok := universal(parseStamp(get(n, "datetime")))
		printed, isTime := printedTime(textOf(n), utc.Year())
		switch {
		case !isTime || !ok:
			continue
		case momentZoned && !zoned && !moment.Equal(utc):
			continue // nobody says that the page's own moment is universal
		case !momentZoned && (!zoned || moment.Minute() != utc.Minute() || moment.Second() != utc.Second()):
			continue // the clock's time of another moment
		case !momentZoned:
			moment = utc
		}
		offset := printed.Sub(moment.Truncate(time.Minute))
		if offset != 0 && offset.Abs() <= 14*time.Hour && offset%(15*time.Minute) == 0 {
			return stampOf(utc.In(time.FixedZone("", int(offset/time.Second))), time.RFC3339)
		}
	}
	return published
}

// universal reads a moment with its time in universal time, or without a zone.
func universal(s pledgebook.Stamp) (t time.Time, zoned, ok bool) {
	if t, err := time.Parse(time.RFC3339, string(s)); err == nil {
		_, offset := t.Zone()
		return t, true, offset == 0
	}
	t, err := time.Parse("2006-01-02T15:04:05", string(s))
	return t, false, err == nil
}

// printedTime finds the day and the time of the day in the words of a by-line:
// "Posted Nov 18, 8:19 PM". The year may be left out.
func printedTime(words string, year int) (time.Time, bool) {
	fields := strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' || r == '\u00a0' })
	month, day, clock := time.Month(0), 0, time.Duration(-1)
	for i, f := range fields {
		n, err := strconv.Atoi(f)
		switch {
		case err == nil && n >= firstYear && n <= lastYear:
			year = n
		case err == nil && n >= 1 && n <= 31 && day == 0:
			day = n
		case month == 0 && monthOf(f) != 0:
			month = monthOf(f)
		case clock < 0:
			clock = clockOf(f, fields[i+1:])
		}
	}
	if month == 0 || day == 0 || clock < 0 {
		return time.Time{}, false
	}
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Add(clock), true
}

func monthOf(word string) time.Month {
	for _, layout := range []string{"Jan", "Jan.", "January"} {
		if t, err := time.Parse(layout, word); err == nil {
			return t.Month()
		}
	}
	return 0
}

// clockOf reads "9:24" with "pm" in the word or behind it, else -1.
func clockOf(word string, behind []string) time.Duration {
	word = strings.ToLower(word)
	if len(behind) > 0 {
		if half := strings.ReplaceAll(strings.ToLower(behind[0]), ".", ""); half == "am" || half == "pm" {
			word += half
		}
	}
	for _, layout := range []string{"3:04pm", "15:04"} {
		if t, err := time.Parse(layout, word); err == nil {
			return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
		}
	}
	return -1
}
