package period_test

import (
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/reading/period"
)

// news is a stretch of plain reporting, as full of times as the press is.
const news = `The ministry in Oslo said on Wednesday that it had given the fund 20.5 million kroner for repairs to schools and hospitals in 2023. ` +
	`Norway's parliament is expected to vote on a further package by the end of the year, the minister told reporters after the meeting. ` +
	`The money will be paid in three parts over the next two years, and half of it goes to towns near the front that lost their power stations last winter. ` +
	`"We stand with our neighbours for as long as it takes," he said, adding that donors had promised more than 1,200 generators since March 2022. ` +
	`Officials of the bank who visited the region described roads, bridges and water works that nobody had been able to mend under fire. `

func BenchmarkFind(b *testing.B) {
	r, v := reader(b)
	s := strings.Repeat(news, 100)
	d := analyse(v, s)
	on := day("2024-10-17")
	var found []period.Mention
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		found = r.Find(d, on, found[:0])
	}
}

func FuzzFind(f *testing.F) {
	r, v := reader(f)
	for _, s := range []string{
		"by the end of 2024 since the war in Ukraine", "from 4 to 22 Jan. '24 1986/87 (July-June)", "9999 centuries ago, Q3 H2 FY99",
		"two and a half years ago 2/29-3/1/2019 the last half of the '80s", "29 February 20240229 2016-11 31.12.99", "from 1 to", news,
	} {
		f.Add(s, int32(739176))
	}
	f.Fuzz(func(t *testing.T, s string, on int32) {
		d := analyse(v, s)
		last := 0
		for _, m := range r.Find(d, pledgebook.Day(on), nil) {
			if m.First < last || m.End <= m.First || m.End > len(d.Tokens) {
				t.Fatalf("tokens %v after %d of %d in %q", m.Range, last, len(d.Tokens), s)
			}
			last = m.End
			if iv := m.Interval; iv.Start.Known() && iv.End.Known() && iv.End <= iv.Start {
				t.Fatalf("%q is %v by %s", d.Slice(m.Range), iv, m.Rule)
			}
			_ = d.Slice(m.Range)
		}
	})
}

// TestHostileTextStaysLinear reads chains of words that could each begin a time
// told by the next: none may cost more than its length.
func TestHostileTextStaysLinear(t *testing.T) {
	r, v := reader(t)
	for _, s := range []string{"end of the ", "first week of ", "2 days before ", "1, 2, 3, 4 and ", "rest of early ", "last ", "since the ", "two ", "10/10-", "May "} {
		d := analyse(v, strings.Repeat(s, 40_000))
		r.Find(d, day("2024-10-17"), nil)
	}
}
