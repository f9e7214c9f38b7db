package pledgebook

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Day is a civil date in the proleptic Gregorian calendar, counted in days.
// The zero value is an unknown day: a day nobody stated.
type Day int32

// dayOne is the day before Day 1, 0001-01-01.
var dayOne = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()/86400 - 1

// DateOf returns the day of a year, month and day of the month; values out of
// range carry over as in [time.Date].
func DateOf(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400 - dayOne)
}

// ParseDay reads YYYY-MM-DD and refuses a date that does not exist.
func ParseDay(s string) (Day, error) {
	if len(s) == len("2006-01-02") && s[4] == '-' && s[7] == '-' {
		y, yok := digits(s[:4])
		m, mok := digits(s[5:7])
		d, dok := digits(s[8:])
		day := DateOf(y, time.Month(m), d)
		if year, month, of := day.Date(); yok && mok && dok && year == y && int(month) == m && of == d {
			return day, nil
		}
	}
	return 0, Errorf(Invalid, "%q is no date; write it as YYYY-MM-DD", s)
}

// digits returns the number that s writes with ASCII digits alone.
func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, true
}

// Known reports whether the day was stated.
func (d Day) Known() bool { return d > 0 }

// Time returns midnight UTC at the start of the day.
func (d Day) Time() time.Time { return time.Unix((int64(d)+dayOne)*86400, 0).UTC() }

// Date returns year, month and day of the month.
func (d Day) Date() (year int, month time.Month, day int) { return d.Time().Date() }

// Year returns the year of the day.
func (d Day) Year() int { return d.Time().Year() }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// AddMonths returns the same day of the month n months on, or the month's last
// day where it is shorter.
func (d Day) AddMonths(n int) Day {
	y, m, day := d.Date()
	first := DateOf(y, m+time.Month(n), 1)
	if last := first.addMonth() - first; Day(day) > last {
		day = int(last)
	}
	return first + Day(day) - 1
}

func (d Day) addMonth() Day {
	y, m, _ := d.Date()
	return DateOf(y, m+1, 1)
}

// String writes the day as YYYY-MM-DD, and the unknown day as nothing.
func (d Day) String() string {
	if !d.Known() {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// MarshalText writes the day as YYYY-MM-DD.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD; an empty text is the unknown day.
func (d *Day) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	*d, err = ParseDay(string(b))
	return err
}

// Stamp is a moment as precisely as the report states it, in ISO 8601:
// "2024-10-17", "2024-10-17T09:22" or "2024-10-17T09:22:05+02:00".
type Stamp string

// ParseStamp checks that s is an ISO 8601 date, or a date with a time.
func ParseStamp(s string) (Stamp, error) {
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339} {
		if _, err := time.Parse(layout, s); err == nil {
			return Stamp(s), nil
		}
	}
	return "", Errorf(Invalid, "%q is no date; write it as YYYY-MM-DD or YYYY-MM-DDThh:mm", s)
}

// Day returns the civil date of the moment where it was published, or the
// unknown day.
func (s Stamp) Day() Day {
	if s == "" {
		return 0
	}
	date, _, _ := strings.Cut(string(s), "T")
	d, err := ParseDay(date)
	if err != nil {
		return 0
	}
	return d
}

// Granularity says how exactly a stretch of time was stated.
type Granularity string

// The granularities, finest first.
const (
	ByDay     Granularity = "day"
	ByWeek    Granularity = "week"
	ByMonth   Granularity = "month"
	ByQuarter Granularity = "quarter"
	ByHalf    Granularity = "half"
	ByYear    Granularity = "year"
	ByFiscal  Granularity = "fiscal-year"
	ByDecade  Granularity = "decade"
)

// Interval is a half-open stretch of civil time [Start, End). Either end may be
// unknown: "since 2022" has no End, "by 2027" no Start. In JSON and on screens
// the end is the last day inclusive.
type Interval struct {
	Start, End  Day
	Granularity Granularity
}

// IsZero reports whether neither end is known.
func (iv Interval) IsZero() bool { return !iv.Start.Known() && !iv.End.Known() }

// Last returns the last day inside the interval, or the unknown day.
func (iv Interval) Last() Day {
	if !iv.End.Known() {
		return 0
	}
	return iv.End - 1
}

// String writes "2024-01-01..2024-06-30" with the last day inclusive; an open
// end is left empty.
func (iv Interval) String() string {
	if iv.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s..%s", iv.Start, iv.Last())
}

type intervalJSON struct {
	Start       Day         `json:"start,omitzero"`
	End         Day         `json:"end,omitzero"`
	Granularity Granularity `json:"granularity,omitempty"`
}

// MarshalJSON writes {"start", "end"} with the last day inclusive.
func (iv Interval) MarshalJSON() ([]byte, error) {
	return json.Marshal(intervalJSON{iv.Start, iv.Last(), iv.Granularity})
}

// UnmarshalJSON reads {"start", "end"} with the last day inclusive.
func (iv *Interval) UnmarshalJSON(b []byte) error {
	var j intervalJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*iv = Interval{Start: j.Start, Granularity: j.Granularity}
	if j.End.Known() {
		iv.End = j.End + 1
	}
	return nil
}
