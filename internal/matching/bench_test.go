package matching

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
)

// tellAgain draws a claim about one of many flows: donor, receiver, sum and
// day follow from the flow's number, the telling varies.
func tellAgain(draw *rand.Rand, flow, n int) ReportedClaim {
	of := rand.New(rand.NewPCG(11, uint64(flow)))
	amount := decimal.MustNew(int64(1+of.IntN(990))*1_000_000, 0)
	published := pledgebook.DateOf(2015, 1, 1) + pledgebook.Day(of.IntN(4000))
	c := pledgebook.Claim{ID: fmt.Sprintf("%032x", n), Stage: pledgebook.StagePledge, Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: pledgebook.PartExtent,
		Providers: []pledgebook.PartyID{pledgebook.PartyID(fmt.Sprintf("D%02d", of.IntN(60)))},
		Receivers: []pledgebook.PartyID{pledgebook.PartyID(fmt.Sprintf("R%02d", of.IntN(100)))},
		Kind:      []pledgebook.AidKind{pledgebook.Military, pledgebook.Humanitarian, pledgebook.Financial}[of.IntN(3)],
		Money:     &pledgebook.Money{Lo: amount, Hi: amount, Currency: "USD", Qualifier: pledgebook.Exact}}
	if draw.IntN(4) == 0 {
		c.Stage = pledgebook.StageUnclear
	}
	published += pledgebook.Day(draw.IntN(3))
	return ReportedClaim{Claim: c, Report: Source{ID: fmt.Sprintf("r%d", n), Published: pledgebook.Stamp(published.String())}}
}

// BenchmarkMillionClaims takes ten thousand new claims into a book of a
// million claims about three hundred thousand flows.
func BenchmarkMillionClaims(b *testing.B) {
	const claims, flows, fresh = 1_000_000, 300_000, 10_000
	draw := rand.New(rand.NewPCG(2, 3))
	x := NewIndex(nil)
	batch := func(n int) []ReportedClaim {
		out := make([]ReportedClaim, n)
		for i := range out {
			out[i] = tellAgain(draw, draw.IntN(flows), x.Len()+i)
		}
		return out
	}
	for x.Len() < claims {
		x.Add(batch(fresh)...)
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	total := 0
	for b.Loop() {
		b.StopTimer()
		next := batch(fresh)
		b.StartTimer()
		x.Add(next...)
		total += fresh
	}
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MB-held")
	b.ReportMetric(float64(total)/b.Elapsed().Seconds(), "claims/s")
}

func BenchmarkTellings(b *testing.B) {
	claims, _ := readTellings(b)
	for b.Loop() {
		Match(claims, nil, UsualRates())
	}
}

// BenchmarkOneStoryFiveThousandWays groups one flow told by five thousand
// reports, each in other words of time and stage: the worst a component can be.
func BenchmarkOneStoryFiveThousandWays(b *testing.B) {
	stages := []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageUnclear, pledgebook.StageAllocation, pledgebook.StageCommitment}
	var claims []ReportedClaim
	for i := range 5000 {
		c := tellAgain(rand.New(rand.NewPCG(1, 1)), 7, i)
		c.Claim.Stage = stages[i%len(stages)]
		c.Claim.Deadline = pledgebook.DateOf(2030, 1, 1) + pledgebook.Day(i/len(stages))
		claims = append(claims, c)
	}
	for b.Loop() {
		if n := len(Match(claims, nil, UsualRates()).Entries); n != 1 {
			b.Fatal(n, " entries")
		}
	}
}

// BenchmarkRunning takes a hundred new claims into a book of two hundred
// thousand claims, entries, links and proposals included.
func BenchmarkRunning(b *testing.B) {
	const claims, flows, fresh = 200_000, 60_000, 100
	draw := rand.New(rand.NewPCG(2, 3))
	told := map[string]ReportedClaim{}
	r := NewRunning(nil, nil, func(id string) ReportedClaim { return told[id] })
	batch := func(n int) []string {
		ids := make([]string, n)
		for i := range ids {
			c := tellAgain(draw, draw.IntN(flows), r.Len()+i)
			told[c.Claim.ID], ids[i] = c, c.Claim.ID
		}
		return ids
	}
	for r.Len() < claims {
		r.Add(batch(10_000)...)
	}
	total, changed := 0, 0
	for b.Loop() {
		b.StopTimer()
		next := batch(fresh)
		b.StartTimer()
		changed += len(r.Add(next...).Made)
		total += fresh
	}
	b.ReportMetric(float64(total)/b.Elapsed().Seconds(), "claims/s")
	b.ReportMetric(float64(changed)/float64(total), "entries/claim")
}
