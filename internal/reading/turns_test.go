package reading_test

import (
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/article"
	"pledgebook/internal/reading"
)

// TestTurns reads whole transcripts (¶ ends a paragraph): a line for every turn,
// with who has the floor, and one for every claim, with who gives, gets and says it.
func TestTurns(t *testing.T) {
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	examples, err := corpus.Examples("en", "turn")
	if err != nil || len(examples) == 0 {
		t.Fatal("no examples in corpus/en/turn:", err)
	}
	for _, e := range examples {
		got := turns(read(t, engine, e.Text, "", e.Published))
		if !slices.Equal(got, e.Want) {
			t.Errorf("%s:\n%s\nread:\n\t%s\nwant:\n\t%s", e, e.Text, strings.Join(got, "\n\t"), strings.Join(e.Want, "\n\t"))
		}
	}
}

func read(t *testing.T, engine *reading.Engine, text, url string, published pledgebook.Day) pledgebook.Reading {
	t.Helper()
	in := article.Input{Name: "transcript.txt", URL: url, Bytes: []byte(strings.ReplaceAll(text, "¶", "\n\n")), Language: "en"}
	if published.Known() {
		in.Published = pledgebook.Stamp(published.String())
	}
	report, err := article.Clean(in)
	if err != nil {
		t.Fatal(err)
	}
	return engine.Read(report)
}

func turns(r pledgebook.Reading) (all []string) {
	for _, q := range r.Quotes {
		if q.Turn != "" {
			all = append(all, columns(string(q.Turn), whoSays(&q.Speaker), firstWords(q.Text)))
		}
	}
	for _, c := range r.Claims {
		all = append(all, columns("claim", figureOf(c), partiesOf(c), whoSays(c.Speaker)))
	}
	return all
}

func whoSays(s *pledgebook.Speaker) string {
	if s == nil {
		return ""
	}
	said := slices.DeleteFunc([]string{s.Name, s.Role, string(s.Party)}, func(s string) bool { return s == "" })
	return strings.Join(said, ", ")
}

func firstWords(s string) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(len(words), 4)], " ")
}

// Speakers without a party speak for who publishes, unless another side's person
// speaks there too.
func TestSpokenForTheHouse(t *testing.T) {
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	const url = "https://www.whitehouse.gov/briefing"
	alone := "Press Briefing by Press Secretary Ada Lowell¶MS. LOWELL: We will give 40 million dollars to Malawi.¶Q    When?¶MS. LOWELL: In May."
	for text, want := range map[string]pledgebook.PartyID{
		alone: "USA",
		alone + "¶PRESIDENT BANDA OF MALAWI: Thank you.": "",
	} {
		r := read(t, engine, text, url, pledgebook.Day(0))
		if len(r.Quotes) == 0 || r.Quotes[0].Speaker.Name != "Ada Lowell" || r.Quotes[0].Speaker.Party != want {
			t.Errorf("%s\n%+v", text, r.Quotes)
		}
	}
}

// A transcript of many turns gives every turn once, in order, and links what goes
// on over paragraphs.
func TestTurnsGoOn(t *testing.T) {
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	r := read(t, engine, "Press briefing¶MR. LUND: One.¶Two goes on.¶(Laughter.)¶Three too.¶QUESTION: Why?¶MR. LUND: Four.¶END 2:35 P.M.¶Contact the office by letter.", "", pledgebook.Day(0))
	var texts []string
	for i, q := range r.Quotes {
		texts = append(texts, q.Text)
		if on := i == 1 || i == 2; on != (q.Continues != "") || on && q.Continues != r.Quotes[i-1].ID {
			t.Errorf("%q goes on from %q", q.Text, q.Continues)
		}
	}
	if want := []string{"One", "Two goes on", "Three too", "Why?", "Four"}; !slices.Equal(texts, want) {
		t.Errorf("%q", texts)
	}
}
