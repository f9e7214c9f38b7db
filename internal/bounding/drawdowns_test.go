package bounding

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"pledgebook"
)

// Fifty-six packages and after each the running total that the release names:
// the parts add up to the table's sum, the totals hold, and a total beyond the
// parts raises the least from its day on.
func TestRunningTotalsOverPackages(t *testing.T) {
	b, err := os.ReadFile("../../../shared/cases/us-drawdowns.tsv")
	if err != nil {
		t.Skip("the list of drawdowns is not beside this repository (../shared/cases): ", err)
	}
	var facts []Fact
	var all int64
	var last pledgebook.Day
	for line := range strings.Lines(string(b)) {
		var n int
		var date string
		var amount int64
		if read, _ := fmt.Sscan(line, &n, &date, &amount); read != 3 {
			continue
		}
		all += amount
		last = day(date)
		facts = append(facts, drawn(fmt.Sprint("package ", n), amount, exactRow, on(date)),
			drawn(fmt.Sprint("total after ", n), all, exactRow, total, func(f *Fact) {
				f.Entry.Money.Qualifier, f.Entry.Period = pledgebook.AtLeast, during("2021-12-01", date)
			}))
	}
	scope := ukraine(pledgebook.StageAllocation, "USA")
	got := Bound(facts, scope, alliance)
	if want := fmt.Sprint(all, "000000"); pledgebook.Plain(got.Least.Lo) != want || len(got.Contradicted) != 0 {
		t.Errorf("at least %s, want %s; contradictions %v", got.Least.Lo, want, got.Contradicted)
	}
	if most := pledgebook.Plain(got.MostReported.Lo); most != pledgebook.Plain(got.Least.Lo) {
		t.Errorf("most reported %s, want what the packages add up to, %s", most, got.Least.Lo)
	}
	facts = append(facts, drawn("a later total", all+60, exactRow, total, func(f *Fact) {
		f.Entry.Money.Qualifier, f.Entry.Period = pledgebook.AtLeast, during("2021-08-01", last.String())
	}))
	got = Bound(facts, scope, alliance)
	if want := fmt.Sprint(all+60, "000000"); pledgebook.Plain(got.Least.Lo) != want {
		t.Errorf("with a total beyond the parts at least %s, want %s", got.Least.Lo, want)
	}
}

func drawn(id string, millions int64, change ...func(*Fact)) Fact {
	f := fact(id, pledgebook.StageAllocation, "USA", fmt.Sprint(millions, "000000"), change...)
	return f
}
