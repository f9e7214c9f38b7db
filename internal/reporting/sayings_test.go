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

func TestSayingsAreFound(t *testing.T) {
	berg, cole := pledgebook.Speaker{Name: "Anna Berg"}, pledgebook.Speaker{Name: "Ben Cole"}
	one := func(id string, s pledgebook.Speaker, others ...string) reporting.Saying {
		out := reporting.Saying{ID: id, Speaker: s}
		for _, o := range others {
			out.Others = append(out.Others, reporting.SaidIn{Quote: pledgebook.Quote{ID: o}})
		}
		return out
	}
	said := reporting.SaidOf([]reporting.Saying{one("a", berg, "a2"), one("b", cole), one("c", berg), one("d", berg)})
	for quote, want := range map[string]string{"a": "a", "a2": "a", "d": "d", "x": ""} {
		if s, ok := said.Of(quote); s.ID != want || ok != (want != "") {
			t.Errorf("the quote %s is in %q, want %q", quote, s.ID, want)
		}
	}
	ids := func(is func(pledgebook.Speaker) bool, from, most int) string {
		some, all := said.By(is, from, most)
		var out []string
		for _, s := range some {
			out = append(out, s.ID)
		}
		return fmt.Sprint(out, all)
	}
	anna := func(s pledgebook.Speaker) bool { return s == berg }
	for _, tt := range []struct {
		is         func(pledgebook.Speaker) bool
		from, most int
		want       string
	}{
		{anna, 0, 2, "[a c] 3"}, {anna, 2, 2, "[d] 3"}, {anna, 3, 2, "[] 3"}, {anna, 0, 0, "[] 3"},
		{func(pledgebook.Speaker) bool { return true }, 1, 2, "[b c] 4"}, {func(pledgebook.Speaker) bool { return false }, 0, 9, "[] 0"},
	} {
		if got := ids(tt.is, tt.from, tt.most); got != tt.want {
			t.Errorf("from %d, at most %d: %s, want %s", tt.from, tt.most, got, tt.want)
		}
	}
}
