package reporting_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
)

func said(id, outlet string, day pledgebook.Stamp, form pledgebook.QuoteForm, text string) pledgebook.Held[pledgebook.Quote] {
	return pledgebook.Held[pledgebook.Quote]{
		Thing:    pledgebook.Quote{ID: id, Text: text, Form: form, Speaker: pledgebook.Speaker{Name: "Ana Vega", Party: "CHL"}},
		Citation: pledgebook.Citation{Report: "report " + id, Outlet: outlet, Language: "en", Published: day}}
}

func TestSayings(t *testing.T) {
	quotes := []pledgebook.Held[pledgebook.Quote]{
		said("release", "Government of Chile", "2024-07-02", pledgebook.Direct, "Chile has paid half of the forty million euros, and the second half follows before Christmas."),
		said("whole", "Andean Post", "2024-07-02", pledgebook.Direct, "Chile has paid half of the forty million euros, and the second half follows before Christmas."),
		said("piece", "Harbour News", "2024-07-03", pledgebook.Direct, "the second half follows before Christmas"),
		said("edited", "Quay Daily", "2024-07-03", pledgebook.Direct, "Chile has paid half of the forty million dollars, and the second half follows by Christmas."),
		said("told", "Pier Gazette", "2024-07-03", pledgebook.Indirect, "that Chile had paid half of the forty million euros and the second half would follow before Christmas"),
		said("other", "Pier Gazette", "2024-07-03", pledgebook.Direct, "The harbour of Port-au-Prince is open again."),
		said("later", "Quay Daily", "2024-09-03", pledgebook.Direct, "Chile has paid half of the forty million euros, and the second half follows before Christmas."),
	}
	var first string
	for range 5 {
		rand.Shuffle(len(quotes), func(i, j int) { quotes[i], quotes[j] = quotes[j], quotes[i] })
		got := reporting.Sayings(quotes, func(c pledgebook.Citation, speaker pledgebook.PartyID) matching.Source {
			return matching.Source{ID: c.Report, Outlet: c.Outlet, Language: c.Language, Published: c.Published, Primary: c.Outlet == "Government of Chile"}
		})
		if first == "" {
			first = fmt.Sprint(got)
			compareSayings(t, got)
		}
		if fmt.Sprint(got) != first {
			t.Fatal("another order gives other sayings")
		}
	}
}

func compareSayings(t *testing.T, got []reporting.Saying) {
	var ids []string
	relations := map[string]matching.Relation{}
	for _, s := range got {
		ids = append(ids, s.ID)
		for _, o := range s.Others {
			relations[o.Quote.ID] = o.Relation
		}
	}
	if fmt.Sprint(ids) != "[later other release]" {
		t.Errorf("sayings %v, the latest first", ids)
	}
	want := map[string]matching.Relation{"whole": matching.Verbatim, "piece": matching.Excerpt, "edited": matching.Edited, "told": matching.Reworded}
	if fmt.Sprint(relations) != fmt.Sprint(want) {
		t.Errorf("relations %v, want %v", relations, want)
	}
	if s := got[2]; !s.Transcript || s.Outlets != 5 || s.Changed != 1 {
		t.Errorf("transcript %v, %d outlets, %d changed: %+v", s.Transcript, s.Outlets, s.Changed, s)
	}
}
