package period_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// reader makes the English reader and its vocabulary.
func reader(t testing.TB) (*period.Reader, *text.Vocabulary) {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		t.Fatal(err)
	}
	r, err := period.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	return r, v
}

func analyse(v *text.Vocabulary, s string) *text.Document {
	var d text.Document
	d.Analyse(v, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 0, End: len(s)}}})
	return &d
}

// shared reads a file of the development data, and skips where it is absent.
func shared(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("../../../../shared/corpora/" + name)
	if os.IsNotExist(err) {
		t.Skipf("development data %s is not here", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// wanted is one expression of a recognizers case: the intervals that are right.
type wanted struct {
	text  string
	start int
	spans []pledgebook.Interval // half-open; several where tense decides
	mod   string
}

type recognizersCase struct {
	input string
	on    pledgebook.Day
	want  []wanted
}

// dates reads the cases of dateperiod-en.json.
func dateperiod(t *testing.T) []recognizersCase {
	var raw []struct {
		Input   string
		Context struct{ ReferenceDateTime string }
		Results []struct {
			Text  string
			Start int
			Value struct{ PastResolution, FutureResolution map[string]string }
		}
	}
	if err := json.Unmarshal(shared(t, "recognizers/dateperiod-en.json"), &raw); err != nil {
		t.Fatal(err)
	}
	var all []recognizersCase
	for _, c := range raw {
		k := recognizersCase{input: c.Input, on: pledgebook.Stamp(c.Context.ReferenceDateTime).Day()}
		for _, r := range c.Results {
			w := wanted{text: r.Text, start: r.Start}
			for _, v := range []map[string]string{r.Value.PastResolution, r.Value.FutureResolution} {
				w.spans = append(w.spans, pledgebook.Interval{Start: day(v["startDate"]), End: day(v["endDate"])})
			}
			k.want = append(k.want, w)
		}
		all = append(all, k)
	}
	return all
}

// datetime reads the date and daterange results of datetime-en.json.
func datetime(t *testing.T) []recognizersCase {
	var raw []struct {
		Input   string
		Context struct{ ReferenceDateTime string }
		Results []struct {
			Text, TypeName string
			Start          int
			Resolution     struct{ Values []map[string]string }
		}
	}
	if err := json.Unmarshal(shared(t, "recognizers/datetime-en.json"), &raw); err != nil {
		t.Fatal(err)
	}
	var all []recognizersCase
	for _, c := range raw {
		k := recognizersCase{input: c.Input, on: pledgebook.Stamp(c.Context.ReferenceDateTime).Day()}
		for _, r := range c.Results {
			if !strings.HasSuffix(r.TypeName, ".date") && !strings.HasSuffix(r.TypeName, ".daterange") {
				continue
			}
			w := wanted{text: r.Text, start: r.Start}
			for _, v := range r.Resolution.Values {
				iv := pledgebook.Interval{Start: day(v["start"]), End: day(v["end"])}
				if v["type"] == "date" {
					iv = pledgebook.Interval{Start: day(v["value"])}
					iv.End = iv.Start + 1
				}
				w.mod = v["Mod"]
				w.spans = append(w.spans, iv)
			}
			k.want = append(k.want, w)
		}
		if len(k.want) > 0 {
			all = append(all, k)
		}
	}
	return all
}

func day(s string) pledgebook.Day {
	d, _ := pledgebook.ParseDay(s)
	return d
}

// supported leaves of a past and a future answer the one that the sentence's
// tense supports, both where it tells nothing.
func (w wanted) supported(input string) []pledgebook.Interval {
	if len(w.spans) != 2 {
		return w.spans
	}
	s := " " + strings.ToLower(input) + " "
	has := func(words ...string) bool {
		for _, x := range words {
			if strings.Contains(s, x) {
				return true
			}
		}
		return false
	}
	switch {
	case has(" will ", "i'll ", "let's "):
		return w.spans[1:]
	case has(" was ", " were ", "happened", " went ", " had "):
		return w.spans[:1]
	}
	return w.spans
}

// right compares a mention with what is wanted. The recognizers leave the last
// day, month or year of a stretch out of it; we count it in.
func (w wanted) right(m period.Mention, input string) bool {
	for _, iv := range w.supported(input) {
		if matches(m, iv, w.mod) {
			return true
		}
	}
	return w.unresolved() && (m.Interval.IsZero() || m.Season)
}

// unresolved reports that the case finds the time but no interval for it.
func (w wanted) unresolved() bool {
	for _, iv := range w.spans {
		if !iv.IsZero() && iv.End != 1 {
			return false
		}
	}
	return true
}

func matches(m period.Mention, iv pledgebook.Interval, mod string) bool {
	got := m.Interval
	if m.At.Known() && iv.End == iv.Start+1 {
		return m.At == iv.Start
	}
	switch {
	case strings.HasPrefix(mod, "before"), mod == "until" && iv.Start == 0:
		return got.Start == 0 && (got.End == iv.End || got.End == iv.End+1)
	case mod == "after", mod == "since", strings.HasPrefix(mod, "after"):
		return got.End == 0 && (got.Start == iv.Start || got.Start == iv.Start+1)
	case m.Role == period.RoleDeadline:
		return got.End == iv.End
	}
	if m.Rule == "rest-of" {
		return got.Start == iv.Start && (got.End == iv.End || got.End-1 == iv.End)
	}
	return got.Start == iv.Start && (got.End == iv.End || m.Rule != "year" && lastUnit(got) == iv.End)
}

// lastUnit returns the first day of the last unit of a stretch.
func lastUnit(iv pledgebook.Interval) pledgebook.Day {
	switch iv.Granularity {
	case pledgebook.ByYear:
		return iv.End.AddMonths(-12)
	case pledgebook.ByQuarter:
		return iv.End.AddMonths(-3)
	case pledgebook.ByMonth:
		return iv.End.AddMonths(-1)
	case pledgebook.ByWeek:
		return iv.End - 7
	}
	return iv.End - 1
}

// disputed says why we read a case otherwise than the recognizers do.
var disputed = map[string]string{
	"I'll be out last sept|last sept":                                  "published in November, last September is the one two months before",
	"past few days|past few days":                                      "few is no number: the length stays unsaid",
	"A big party will be held at the EOY.|eoy":                         "the end of a year is its last third everywhere, as in the case of the end of 2000",
	"A big party will be held at the end of year.|end of year":         "as above",
	"I'll go back end of this year|end of this year":                   "as above",
	"I'll go back Nov/2|nov/2":                                         "published that day: it is meant, as with a weekday",
	"Cortana, I am looking at 18 and 19 June.|19 june":                 "one expression, one answer: both days",
	"It happened three months after Easter.|three months after easter": "what happened is past: the Easter before",
	"The same story played out in Kolkata, the capital city of the eastern state of West Bengal, a fortnight later.|a fortnight later":          "later than what is told, not than publication: a day in the future would be false",
	"I left here 2 years 1 month 21 days later|2 years 1 month 21 days later":                                                                   "as above",
	"Mumbai has seen the highest number of daily infections over the past fortnight|past fortnight":                                             "the fourteen days up to publication",
	"Juneteenth, which is also known as Freedom Day and Jubilee Day, dates back to 1865, and it is observed on 19 June every year.|freedom day": "another day in another country",
}

func scoreRecognizers(t *testing.T, cases []recognizersCase, floor float64) {
	r, v := reader(t)
	right, all, disputes := 0, 0, 0
	for _, c := range cases {
		d := analyse(v, c.input)
		found := r.Find(d, c.on, nil)
		for _, w := range c.want {
			all++
			span := pledgebook.Span{Start: w.start, End: w.start + len(w.text)}
			hits, ok := 0, false
			got := ""
			for _, m := range found {
				if d.Span(m.Range).Overlaps(span) && m.Role != period.RoleRecurring {
					hits++
					ok = ok || w.right(m, c.input)
					got += " [" + d.Slice(m.Range) + " = " + m.Interval.String() + " " + m.Rule + " " + m.Role.String() + "]"
				}
			}
			if ok && hits == 1 || hits == 0 && w.unresolved() {
				right++
				continue
			}
			if why := disputed[c.input+"|"+w.text]; why != "" {
				disputes++
				t.Logf("disputed: %q of %q: %s", w.text, c.input, why)
				continue
			}
			t.Logf("%s | %s | want %q %v %s | got%s", c.on, c.input, w.text, w.spans, w.mod, got)
		}
	}
	score := float64(right) / float64(all)
	t.Logf("right value: %d of %d, %.3f (disputed: %d)", right, all, score, disputes)
	if score < floor {
		t.Errorf("right value %.3f is below %.3f", score, floor)
	}
}

func TestDateperiodCases(t *testing.T) { scoreRecognizers(t, dateperiod(t), 0.95) }

func TestDatetimeCases(t *testing.T) { scoreRecognizers(t, datetime(t), 0.95) }
