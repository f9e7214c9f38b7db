package period_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/reading/period"
)

// TestWrittenDaysReadBack writes any day in every usual form and reads it back,
// whatever stands around it and whenever it was published.
func TestWrittenDaysReadBack(t *testing.T) {
	r, v := reader(t)
	layouts := []string{
		"January 2, 2006", "Jan. 2, 2006", "2 January 2006", "2 Jan 2006", "2006-01-02", "02-Jan-2006", "January 2 2006",
		"Monday, January 2, 2006", "Monday 2 January 2006", "2006/01/02", "02.01.2006",
	}
	frames := []string{"On %s, Chad paid.", "It was signed on %s in Lima.", "%s: the board met.", "The loan of 3 million euros (%s) is late.", "Aid will end on %s."}
	rapid.Check(t, func(t *rapid.T) {
		d := pledgebook.DateOf(rapid.IntRange(1950, 2090).Draw(t, "year"), 1, 1) + pledgebook.Day(rapid.IntRange(0, 364).Draw(t, "day"))
		on := pledgebook.DateOf(2024, 10, rapid.IntRange(-400, 400).Draw(t, "published"))
		s := fmt.Sprintf(rapid.SampledFrom(frames).Draw(t, "frame"), d.Time().Format(rapid.SampledFrom(layouts).Draw(t, "layout")))
		s = strings.Replace(s, "May.", "May", 1) // not shortened, so no full stop
		found := r.Find(analyse(v, s), on, nil)
		if len(found) != 1 || found[0].Interval.Start != d || found[0].Interval.End != d+1 {
			t.Fatalf("%q read as %v", s, found)
		}
	})
}

// TestStretchesReadBack writes stretches of months, quarters, halves and years.
func TestStretchesReadBack(t *testing.T) {
	r, v := reader(t)
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.IntRange(1950, 2080).Draw(t, "year")
		n := rapid.IntRange(1, 9).Draw(t, "length")
		m := rapid.IntRange(1, 12).Draw(t, "month")
		q := rapid.IntRange(1, 4).Draw(t, "quarter")
		ordinal := []string{"", "first", "second", "third", "fourth"}
		cases := map[string]pledgebook.Interval{
			fmt.Sprintf("in %d", y):                                      period.YearOf(y),
			fmt.Sprintf("for %d-%d", y, y+n):                             {Start: period.YearOf(y).Start, End: period.YearOf(y + n).End},
			fmt.Sprintf("from %d to %d", y, y+n):                         {Start: period.YearOf(y).Start, End: period.YearOf(y + n).End},
			fmt.Sprintf("in %s %d", time.Month(m), y):                    period.MonthOf(y, m),
			fmt.Sprintf("in the %s quarter of %d", ordinal[q], y):        period.QuarterOf(y, q),
			fmt.Sprintf("in Q%d %d", q, y):                               period.QuarterOf(y, q),
			fmt.Sprintf("in the %s half of %d", ordinal[(q+1)/2], y):     period.HalfOf(y, (q+1)/2),
			fmt.Sprintf("by the end of %d", y):                           {End: period.YearOf(y).End},
			fmt.Sprintf("since %s %d", time.Month(m), y):                 {Start: period.MonthOf(y, m).Start},
			fmt.Sprintf("from %s %d to March %d", time.Month(m), y, y+n): {Start: period.MonthOf(y, m).Start, End: period.MonthOf(y+n, 3).End},
		}
		for s, want := range cases {
			text := "Chad gave the fund 20.5 million euros " + s + "."
			found := r.Find(analyse(v, text), pledgebook.DateOf(2024, 10, 17), nil)
			if len(found) != 1 || found[0].Interval.Start != want.Start || found[0].Interval.End != want.End {
				t.Fatalf("%q read as %v, want %v", text, found, want)
			}
		}
	})
}

// TestWithoutAPublicationDayNothingIsGuessed reads relative times without a day
// to reckon from: they are mentioned, and stay empty.
func TestWithoutAPublicationDayNothingIsGuessed(t *testing.T) {
	r, v := reader(t)
	for _, s := range []string{"last week", "on Wednesday", "in March", "by the end of the year", "two weeks ago", "over the next decade", "this summer", "to date", "in Q3", "on 5 May", "within a year", "last October"} {
		found := r.Find(analyse(v, "Chad paid the fund "+s+"."), 0, nil)
		if len(found) != 1 {
			t.Errorf("%q: %d mentions, want 1", s, len(found))
		}
		for _, m := range found {
			if !m.Interval.IsZero() || m.At.Known() {
				t.Errorf("%q read as %v without a publication day", s, m.Interval)
			}
		}
	}
}

// TestFiscalYearsOfStates reads the same words for several parties.
func TestFiscalYearsOfStates(t *testing.T) {
	r, v := reader(t)
	for party, want := range map[pledgebook.PartyID]string{
		"USA": "2022-10-01..2023-09-30", "GBR": "2023-04-01..2024-03-31", "JPN": "2023-04-01..2024-03-31",
		"AUS": "2022-07-01..2023-06-30", "DEU": "2023-01-01..2023-12-31", "world-bank": "2022-07-01..2023-06-30", "": "",
	} {
		found := r.FindFor(analyse(v, "It fell in FY2023."), day("2024-10-17"), func(int) pledgebook.PartyID { return party }, nil)
		if len(found) != 1 || found[0].Interval.String() != want || found[0].Fiscal != 2023 {
			t.Errorf("FY2023 of %q read as %v, want %s", party, found, want)
		}
	}
	us := func(int) pledgebook.PartyID { return "USA" }
	for s, want := range map[string]string{"in fiscal years 2024 and 2025": "2023-10-01..2025-09-30", "in FY2024-FY2026": "2023-10-01..2026-09-30", "this fiscal year": "2024-10-01..2025-09-30", "in the first quarter of fiscal 2024": "2023-10-01..2023-12-31"} {
		found := r.FindFor(analyse(v, "It fell "+s+"."), day("2024-10-17"), us, nil)
		if len(found) != 1 || found[0].Interval.String() != want {
			t.Errorf("%s read as %v, want %s", s, found, want)
		}
	}
	uk := func(int) pledgebook.PartyID { return "GBR" }
	for s, want := range map[string]string{"in 2023-24": "2023-04-01..2024-03-31", "in the 2023/24 financial year": "2023-04-01..2024-03-31", "this financial year": "2024-04-01..2025-03-31"} {
		found := r.FindFor(analyse(v, "It fell "+s+"."), day("2024-10-17"), uk, nil)
		if len(found) != 1 || found[0].Interval.String() != want {
			t.Errorf("%s read as %v, want %s", s, found, want)
		}
	}
}
