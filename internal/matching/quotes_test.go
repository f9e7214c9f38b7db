package matching

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pledgebook"
)

func quoted(id, outlet, text string, change ...func(*ReportedQuote)) ReportedQuote {
	q := ReportedQuote{
		Quote:  pledgebook.Quote{ID: id, Text: text, Form: pledgebook.Direct, Speaker: pledgebook.Speaker{Name: "Ana Kovač"}},
		Report: Source{ID: "report " + id, Outlet: outlet, Language: "en", Published: "2024-03-04"},
	}
	for _, c := range change {
		c(&q)
	}
	return q
}

func transcript(q *ReportedQuote) { q.Report.Primary = true }

func spellEdits(edits []WordEdit) string {
	var b strings.Builder
	for _, e := range edits {
		if e.Kept() {
			b.WriteString(e.Now + " ")
		} else {
			fmt.Fprintf(&b, "[%s→%s] ", e.Was, e.Now)
		}
	}
	return strings.TrimSpace(b.String())
}

func TestWordingsOfOneUtterance(t *testing.T) {
	quotes := []ReportedQuote{
		quoted("a", "ministry", "We have set aside 300 million crowns for shelters this year.", transcript),
		quoted("b", "wire", "We set aside 300 million crowns for the shelters this year"),
		quoted("c", "daily", "we have provided 300 million crowns for shelters"),
		quoted("d", "weekly", "The bridge will be opened in the autumn of next year."),
		quoted("e", "retro", "We have set aside 300 million crowns for shelters this year.", func(q *ReportedQuote) { q.Report.Published = "2023-03-04" }),
		quoted("f", "other", "We have set aside 300 million crowns for shelters this year.", func(q *ReportedQuote) { q.Quote.Speaker.Name = "Ivo Horvat" }),
	}
	var first string
	for range 10 {
		rand.Shuffle(len(quotes), func(i, j int) { quotes[i], quotes[j] = quotes[j], quotes[i] })
		us := Utterances(quotes)
		got := fmt.Sprintf("%+v", us)
		if first == "" {
			first = got
			checkWordings(t, us)
		}
		if got != first {
			t.Fatal("another order gives other utterances")
		}
	}
}

func checkWordings(t *testing.T, us []Utterance) {
	if len(us) != 1 || len(us[0].Wordings) != 3 {
		t.Fatalf("%d utterances: %+v", len(us), us)
	}
	want := map[string]string{
		"a": "",
		"b": "We [have→] set aside 300 million crowns for [→the] shelters this year",
		"c": "we have [set aside→provided] 300 million crowns for shelters [this year.→]",
	}
	for _, w := range us[0].Wordings {
		if got := spellEdits(w.Edits); got != want[w.Quote] || w.Primary != (w.Quote == "a") || w.Transcript != (w.Quote == "a") {
			t.Errorf("%s: %q primary %v, want %q", w.Quote, got, w.Primary, want[w.Quote])
		}
	}
}

// A translation is marked, not aligned, and only where both texts are known to
// be one.
func TestTranslations(t *testing.T) {
	german := func(origin string) func(*ReportedQuote) {
		return func(q *ReportedQuote) { q.Report.Language, q.Report.TextOrigin = "de", origin }
	}
	en := quoted("a", "ministry", "We have set aside 300 million crowns.", transcript, func(q *ReportedQuote) { q.Report.TextOrigin = "speech" })
	us := Utterances([]ReportedQuote{en, quoted("b", "dienst", "Wir haben 300 Millionen Kronen bereitgestellt.", german("speech"))})
	if len(us) != 1 || us[0].Wordings[1].Language != "de" || us[0].Wordings[1].Edits != nil {
		t.Errorf("%+v, want the German wording marked as a translation", us)
	}
	if us := Utterances([]ReportedQuote{en, quoted("b", "dienst", "Wir haben 300 Millionen Kronen bereitgestellt.", german(""))}); len(us) != 0 {
		t.Errorf("%+v, want nothing brought together", us)
	}
}

// A turn of a transcript is the primary wording, whoever published it; a piece of a
// long turn needs more than words that stand in it by chance; figures that are no
// chance tell a translation; what is asked is no wording.
func TestTurnsAreThePrimaryWording(t *testing.T) {
	turn := func(kind pledgebook.TurnKind) func(*ReportedQuote) {
		return func(q *ReportedQuote) { q.Quote.Turn = kind }
	}
	german := func(q *ReportedQuote) { q.Report.Language = "de" }
	const said = "Good morning to you all in this cold hall. The harbour was closed on Monday and the road on Tuesday, and no lorry came through for three days. " +
		"Allies have provided 20.9 billion euros in the first half of this year, and much of it came by sea. I thank the dockers of Gdynia."
	us := Utterances([]ReportedQuote{
		quoted("own", "ministry", "Allies have provided 20.9 billion euros in the first half of the year.", transcript),
		quoted("spoken", "rev", said, turn(pledgebook.StatementTurn)),
		quoted("asked", "rev", "Allies have provided 20.9 billion euros in the first half of this year?", turn(pledgebook.QuestionTurn)),
		quoted("german", "dienst", "Die Verbündeten haben im ersten Halbjahr 20,9 Milliarden Euro bereitgestellt.", german),
		quoted("chance", "daily", "No harbour in this country came through the cold of this year."),
	})
	if len(us) != 1 || len(us[0].Wordings) != 3 {
		t.Fatalf("%+v", us)
	}
	want := map[string]Relation{"own": Edited, "spoken": PrimaryWording, "german": Translation}
	for _, w := range us[0].Wordings {
		if w.Relation != want[w.Quote] || w.Primary != (w.Quote == "spoken") || w.Primary && !w.Transcript {
			t.Errorf("%s is %s: %+v", w.Quote, w.Relation, w)
		}
	}
}
