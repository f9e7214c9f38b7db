package reporting_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
)

// spokenReport is a report with its quotes, as it is drawn.
type spokenReport struct {
	quotes  []pledgebook.Held[pledgebook.Quote]
	text    string // of which it is a copy
	primary bool
}

func drawSpoken(t *rapid.T, n, version int) spokenReport {
	name := func(what string, i int) string { return fmt.Sprint(what, n, ".", version, ".", i) }
	r := spokenReport{text: rapid.SampledFrom([]string{"", "one", "two"}).Draw(t, name("text", 0)), primary: rapid.IntRange(0, 4).Draw(t, name("primary", 0)) == 0}
	day := rapid.IntRange(1, 9).Draw(t, name("day", 0))
	c := pledgebook.Citation{Report: fmt.Sprint("report", n), Outlet: rapid.SampledFrom([]string{"One", "Two"}).Draw(t, name("outlet", 0)), Language: rapid.SampledFrom([]string{"en", "en", "de"}).Draw(t, name("language", 0)),
		Published: pledgebook.Stamp(fmt.Sprintf("2024-03-%02d", 3*day))}
	words := []string{"we", "will", "send", "shelter", "water", "grain", "300", "47", "million", "crowns", "before", "winter", "begins"}
	for i := range rapid.IntRange(0, 3).Draw(t, name("quotes", 0)) {
		said := rapid.SliceOfN(rapid.SampledFrom(words), 2, 9).Draw(t, name("words", i))
		q := pledgebook.Quote{ID: fmt.Sprint("quote", n, ".", i), Text: strings.Join(said, " "), Form: rapid.SampledFrom([]pledgebook.QuoteForm{pledgebook.Direct, pledgebook.Indirect}).Draw(t, name("form", i)),
			Speaker: pledgebook.Speaker{Name: rapid.SampledFrom([]string{"Anna Berg", "Berg", "Ole Cole", ""}).Draw(t, name("speaker", i))}}
		if rapid.IntRange(0, 5).Draw(t, name("asked", i)) == 0 {
			q.Turn = pledgebook.QuestionTurn
		}
		r.quotes = append(r.quotes, pledgebook.Held[pledgebook.Quote]{Thing: q, Citation: c})
	}
	return r
}

// Whatever reports come, go and are read anew, what was said is the same made of what
// was said before as made of all quotes.
func TestSayingsAfterAreThoseOfAllQuotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reports := map[int]spokenReport{}
		var before *reporting.Said
		for step := range rapid.IntRange(2, 6).Draw(t, "steps") {
			anew := map[string]bool{}
			for k := range rapid.IntRange(1, 8).Draw(t, fmt.Sprint("changes", step)) {
				n := rapid.IntRange(0, 11).Draw(t, fmt.Sprint("report", step, ".", k))
				anew[fmt.Sprint("report", n)] = true
				if rapid.IntRange(0, 3).Draw(t, fmt.Sprint("gone", step, ".", k)) == 0 {
					delete(reports, n)
				} else {
					reports[n] = drawSpoken(t, n, 100*step+k)
				}
			}
			var quotes []pledgebook.Held[pledgebook.Quote]
			for _, r := range reports {
				quotes = append(quotes, r.quotes...)
			}
			source := func(c pledgebook.Citation, _ pledgebook.PartyID) matching.Source {
				var n int
				_, _ = fmt.Sscanf(c.Report, "report%d", &n)
				return matching.Source{ID: c.Report, Outlet: c.Outlet, Language: c.Language, Published: c.Published, TextOrigin: reports[n].text, Primary: reports[n].primary}
			}
			want := reporting.Sayings(quotes, source)
			got := reporting.SayingsAfter(before, quotes, source, func(report string) bool { return anew[report] })
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("of all quotes (-), of those before (+):\n%s", diff)
			}
			before = reporting.SaidOf(got)
			if all := slices.Collect(before.Quotes()); len(all) > len(quotes) {
				t.Fatalf("%d wordings of %d quotes", len(all), len(quotes))
			}
		}
	})
}
