package reading_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/reading"
)

// The first report the project was given, and what the design says that it
// must yield; it lies beside the repository and is not part of it.
const seedFile = "../../../shared/seed/report.txt"

// TestSeed asserts every numbered point of the design's section 2. Point 4's
// progress and status are tracking's, and asserted where entries are made.
func TestSeed(t *testing.T) {
	b, err := os.ReadFile(filepath.FromSlash(seedFile))
	if err != nil {
		t.Skip("the first report is not beside this repository (../shared/seed): ", err)
	}
	report, err := article.Clean(article.Input{Name: "report.txt", Bytes: b, Published: "2024-10-17"})
	if err != nil {
		t.Fatal(err)
	}
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	s := seed{engine.Read(report)}
	t.Run("1 headline, place, outlet, credit, teasers", s.head)
	t.Run("2 what was provided", s.provided)
	t.Run("3 what was promised", s.promised)
	t.Run("4 what counts towards the promise", s.fulfilled)
	t.Run("5 quotes", s.quotes)
	t.Run("6 meetings", s.meetings)
	t.Run("7 mechanism", s.mechanism)
	t.Run("8 position and need", s.positionAndNeed)
	t.Run("9 no other claim", s.nothingElse)
	t.Run("evidence stands in the text", s.evidence)
}

type seed struct{ pledgebook.Reading }

// same fails the test where got differs from want.
func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %+v, want %+v", what, got, want)
	}
}

func (s seed) head(t *testing.T) {
	r := s.Report
	same(t, "headline", r.Headline, "Rutte: “The message is clear - NATO is helping Ukraine and we will continue to do so”")
	same(t, "place", r.Place, "Kyiv")
	same(t, "outlet", r.Outlet, "UNN")
	same(t, "credit", r.Credit, "the Alliance's press service")
	var teasers []pledgebook.Teaser
	for _, x := range r.Teasers {
		if !strings.HasPrefix(x.Span.In(r.Text), x.Title) {
			t.Errorf("the span of teaser %q covers %q", x.Title, x.Span.In(r.Text))
		}
		x.Span = pledgebook.Span{}
		teasers = append(teasers, x)
	}
	same(t, "teasers", teasers, []pledgebook.Teaser{
		{Title: "Zelenskyy goes to Brussels to present Victory Plan to EU leaders", Published: "2024-10-17T09:22", Views: 32659},
		{Title: "NATO Secretary General Rutte: it is “up to individual allies” to decide on allowing long-range weapons for Ukraine", Published: "2024-10-10T15:56", Views: 13736},
	})
}

// claim returns the only claim of a sum.
func (s seed) claim(t *testing.T, amount string) pledgebook.Claim {
	t.Helper()
	var found []pledgebook.Claim
	for _, c := range s.Claims {
		if c.Money != nil && pledgebook.Plain(c.Money.Lo) == amount {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d claims of %s, want one", len(found), amount)
	}
	return found[0]
}

func day(s string) pledgebook.Day {
	d, err := pledgebook.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func (s seed) provided(t *testing.T) {
	c := s.claim(t, "20900000000")
	s.flow(t, c)
	same(t, "stage", c.Stage, pledgebook.StageUnclear)
	if c.ReportedVerb != "has provided" && c.ReportedVerb != "have provided" {
		t.Errorf("reported verb %q", c.ReportedVerb)
	}
	same(t, "revision", c.Revision, pledgebook.New)
	same(t, "extent", c.Extent, pledgebook.TotalExtent)
	same(t, "period starts", c.Period.Start, day("2024-01-01"))
	same(t, "period ends", c.Period.Last(), day("2024-06-30"))
	same(t, "deadline", c.Deadline, 0)
	s.toldAt(t, c, "money", pledgebook.Stated, "€20.9 billion")
	s.toldAt(t, c, "kind", "", "military", "military assistance")
	if told := figures(c); len(told) != 2 {
		t.Errorf("the sum is said in the lead and in the quote; evidence has it %d times", len(told))
	}
}

func (s seed) promised(t *testing.T) {
	c := s.claim(t, "40000000000")
	s.flow(t, c)
	same(t, "stage", c.Stage, pledgebook.StagePledge)
	same(t, "reported verb", c.ReportedVerb, "promised")
	same(t, "revision", c.Revision, pledgebook.Repeat)
	same(t, "extent", c.Extent, pledgebook.PartExtent)
	same(t, "period", c.Period, pledgebook.Interval{})
	same(t, "deadline", c.Deadline, day("2024-12-31"))
	same(t, "speaker", *c.Speaker, rutte)
	s.toldAt(t, c, "money", pledgebook.Stated, "40 billion euros")
	s.toldAt(t, c, "stage", pledgebook.Stated, "promised")
	s.toldAt(t, c, "kind", "", "military", "military aid")
	s.toldAt(t, c, "deadline", pledgebook.Context, "by the end of the year")
}

// flow asserts what both claims share.
func (s seed) flow(t *testing.T, c pledgebook.Claim) {
	t.Helper()
	same(t, "currency", c.Money.Currency, "EUR")
	same(t, "high", c.Money.Hi, c.Money.Lo)
	same(t, "qualifier", c.Money.Qualifier, pledgebook.Exact)
	same(t, "providers", c.Providers, []pledgebook.PartyID{"nato"})
	same(t, "receivers", c.Receivers, []pledgebook.PartyID{"UKR"})
	same(t, "channels", c.Channels, []pledgebook.PartyID{})
	same(t, "kind", c.Kind, pledgebook.Military)
	same(t, "modality", c.Modality, pledgebook.ModalityUnspecified)
	same(t, "polarity", c.Polarity, pledgebook.Asserted)
	same(t, "credit", c.Credit, "the Alliance's press service")
	same(t, "part of", c.PartOf, "")
	same(t, "doubts", len(c.Suspect), 0)
}

// toldAt asserts that a field has evidence with one of the texts; an empty
// basis is not compared.
func (s seed) toldAt(t *testing.T, c pledgebook.Claim, field string, basis pledgebook.Basis, texts ...string) {
	t.Helper()
	for _, e := range c.Evidence {
		if e.Field == field && slices.Contains(texts, e.Text) && (basis == "" || e.Basis == basis) {
			return
		}
	}
	t.Errorf("%s of %s: no evidence %q with basis %q in %+v", field, c.Money.Verbatim, texts, basis, c.Evidence)
}

// figures returns where a claim's sum is told.
func figures(c pledgebook.Claim) (spans []pledgebook.Span) {
	for _, e := range c.Evidence {
		if e.Field == "money" {
			spans = append(spans, e.Span)
		}
	}
	return spans
}

func (s seed) fulfilled(t *testing.T) {
	same(t, "fulfilled by", s.claim(t, "40000000000").FulfilledBy, []string{s.claim(t, "20900000000").ID})
	same(t, "the other way", len(s.claim(t, "20900000000").FulfilledBy), 0)
}

var rutte = pledgebook.Speaker{Name: "Mark Rutte", Role: "NATO Secretary General", Party: "nato"}

func (s seed) quotes(t *testing.T) {
	for _, w := range []struct {
		form        pledgebook.QuoteForm
		first, last string
		cue         string
	}{
		{pledgebook.Direct, "The message is clear - NATO is helping Ukraine", "continue to do so", ":"},
		{pledgebook.Direct, "NATO Allies have provided", "by the end of the year", "announced"},
		{pledgebook.Direct, "the message is clear - NATO is standing by Ukraine", "continue to do so", "emphasizing"},
		{pledgebook.Direct, "In this interconnected world", "security challenges together", "concluded"},
		{pledgebook.Direct, "move further and faster", "threats we face", "added"},
		{pledgebook.Direct, "this requires more troops", "our defense plans", "emphasizing"},
		{pledgebook.Indirect, "the Alliance stands", "and in the future", "has reaffirmed"},
		{pledgebook.Indirect, "NATO defense ministers will meet", "most urgent needs", "According to"},
		{pledgebook.Indirect, "active work is underway", "aid to Ukraine", "said"},
	} {
		q := s.quote(t, w.form, w.first)
		same(t, "speaker of "+w.first, q.Speaker, rutte)
		if !strings.HasSuffix(strings.Trim(q.Text, `".,”`), w.last) || !strings.Contains(q.Cue, w.cue) {
			t.Errorf("quote %q with cue %q, want … %q with %q", q.Text, q.Cue, w.last, w.cue)
		}
	}
	same(t, "the headline's quote differs from", s.quote(t, pledgebook.Direct, "The message is clear").DiffersFrom, s.quote(t, pledgebook.Direct, "the message is clear").ID)
}

func (s seed) quote(t *testing.T, form pledgebook.QuoteForm, first string) pledgebook.Quote {
	t.Helper()
	for _, q := range s.Quotes {
		if q.Form == form && strings.HasPrefix(q.Text, first) {
			return q
		}
	}
	t.Errorf("no %s quote that begins %q", form, first)
	return pledgebook.Quote{}
}

func (s seed) meetings(t *testing.T) {
	if len(s.Meetings) != 2 {
		t.Fatalf("%d meetings, want 2", len(s.Meetings))
	}
	council, ministers := s.Meetings[0], s.Meetings[1]
	same(t, "council", council.Name, "NATO-Ukraine Council")
	same(t, "date", council.Date, day("2024-10-17"))
	same(t, "participants", council.Participants, []string{"NATO defense ministers", "Rustem Umerov"})
	same(t, "subjects", council.Subjects, []string{"situation on the battlefield", "Ukraine's most urgent needs"})

	same(t, "ministers' meeting", ministers.Name, "Defense Ministers' Meeting")
	for _, who := range []string{"Australia", "Japan", "New Zealand", "Republic of Korea", "European Union"} {
		if !slices.Contains(ministers.Participants, who) {
			t.Errorf("%s takes part, but only %q were read", who, ministers.Participants)
		}
	}
	first := false
	for _, e := range ministers.Evidence {
		first = first || e.Field == "participants" && e.Rule == "joins-first-time" && e.Text == "Republic of Korea"
	}
	same(t, "joins for the first time", first, true)
}

func (s seed) mechanism(t *testing.T) {
	if len(s.Mechanisms) != 1 {
		t.Fatalf("%d mechanisms, want 1", len(s.Mechanisms))
	}
	m := s.Mechanisms[0]
	same(t, "name", m.Name, "NATO command")
	same(t, "place", m.Place, "Wiesbaden")
	same(t, "status", m.Status, pledgebook.MechanismBeingSetUp)
	same(t, "purpose", m.Purpose, "coordinate security assistance and training for Ukraine")
}

func (s seed) positionAndNeed(t *testing.T) {
	if len(s.Positions) != 1 || len(s.Needs) != 1 {
		t.Fatalf("%d positions and %d needs, want one of each", len(s.Positions), len(s.Needs))
	}
	p, n := s.Positions[0], s.Needs[0]
	same(t, "holder", p.Holder, "individual allies")
	same(t, "stance", p.Stance, "decide")
	same(t, "subject", p.Subject, "allowing long-range weapons for Ukraine")
	same(t, "in the teaser", s.Report.Teasers[1].Span.Contains(p.Span), true)
	same(t, "who needs", n.Receivers, []pledgebook.PartyID{"UKR"})
	same(t, "what", n.What, "Ukraine's most urgent needs")
	same(t, "figure", n.Claim, "")
}

func (s seed) nothingElse(t *testing.T) {
	if len(s.Claims) != 2 {
		t.Errorf("%d claims, want 2", len(s.Claims))
	}
	for _, c := range s.Claims {
		for _, e := range c.Evidence {
			for _, teaser := range s.Report.Teasers {
				if e.Span.Overlaps(teaser.Span) {
					t.Errorf("%s rests on a teaser: %q", e.Field, e.Text)
				}
			}
		}
	}
}

func (s seed) evidence(t *testing.T) {
	for _, c := range s.Claims {
		for _, e := range c.Evidence {
			same(t, "text of "+e.Field, e.Text, e.Span.In(s.Report.Text))
		}
	}
	for _, q := range s.Quotes {
		same(t, "quote", q.Text, q.Span.In(s.Report.Text))
		same(t, "cue", q.Cue, q.CueSpan.In(s.Report.Text))
	}
	for _, m := range s.Meetings {
		for _, e := range m.Evidence {
			same(t, "text of "+e.Field, e.Text, e.Span.In(s.Report.Text))
		}
	}
}
