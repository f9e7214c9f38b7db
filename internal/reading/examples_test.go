package reading_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/article"
	"pledgebook/internal/reading"
)

// thing is one meeting, mechanism, position, need or kept promise in the
// notation of its examples, and the rules that read it.
type thing struct {
	told  string
	rules []string
}

// recognisers are the folders of the corpus that [TestExamples] holds the
// reading to, and how each shows what was read.
var recognisers = map[string]func(pledgebook.Reading) []thing{
	"meeting": meetings, "mechanism": mechanisms, "position": positions, "need": needs, "promise": promises, "speaker": speakers,
	"stage": claimsRead, "claim": claimsRead, "time": timesRead, "noaid": figuresJudged,
}

// Every example is read by the rules as it says, and of a positive one its rule has fired.
// What the words around make of it is no matter of rules: see [TestWeightsLeaveExamples].
func TestExamples(t *testing.T) {
	engine, err := reading.NewByRules("en")
	if err != nil {
		t.Fatal(err)
	}
	for folder, show := range recognisers {
		examples, err := corpus.Examples("en", folder)
		if err != nil || len(examples) == 0 {
			t.Fatalf("no examples in corpus/en/%s: %v", folder, err)
		}
		for _, e := range examples {
			t.Run(folder+"/"+e.Rule, func(t *testing.T) { checkExample(t, engine, e, show) })
		}
	}
}

func checkExample(t *testing.T, engine *reading.Engine, e corpus.Example, show func(pledgebook.Reading) []thing) {
	report, err := article.Clean(article.Input{Name: e.File, Bytes: []byte(e.Text), Published: pledgebook.Stamp(e.Published.String()), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	asBody(&report)
	var got []string
	fired := false
	for _, thing := range show(engine.Read(report)) {
		got = append(got, thing.told)
		fired = fired || slices.Contains(thing.rules, e.Rule)
	}
	if !slices.Equal(got, e.Want) {
		t.Errorf("%s:\n%s\nread:\n\t%s\nwant:\n\t%s", e, e.Text, strings.Join(got, "\n\t"), strings.Join(e.Want, "\n\t"))
	}
	if fired != (e.Class == corpus.Positive) && e.Class != corpus.Ambiguous {
		t.Errorf("%s:\n%s\nrule %s fired: %v", e, e.Text, e.Rule, fired)
	}
}

// asBody makes the one line of an example a paragraph, whatever cleaning takes
// it for; what stands before a " ¶ " is its headline, before a " ⇥ " its dateline, and
// behind a " ⏎ " a row of a table ("| …") or a line of a list.
func asBody(r *pledgebook.Report) {
	r.Headline, r.Parts = "", nil
	headline, body, ok := strings.Cut(r.Text, " ¶ ")
	if !ok {
		body = r.Text
	} else {
		r.Headline = headline
		r.Parts = append(r.Parts, pledgebook.Part{Kind: pledgebook.PartHeadline, Span: pledgebook.Span{End: len(headline)}})
	}
	at := len(r.Text) - len(body)
	if place, rest, ok := strings.Cut(body, " ⇥ "); ok {
		r.Parts = append(r.Parts, pledgebook.Part{Kind: pledgebook.PartDateline, Span: pledgebook.Span{Start: at, End: at + len(place)}})
		at, body = len(r.Text)-len(rest), rest
	}
	for i, line := range strings.Split(body, " ⏎ ") {
		kind := pledgebook.PartParagraph
		switch {
		case i > 0 && strings.HasPrefix(line, "|"):
			kind = pledgebook.PartTableRow
		case i > 0:
			kind = pledgebook.PartListItem
		}
		r.Parts = append(r.Parts, pledgebook.Part{Kind: kind, Span: pledgebook.Span{Start: at, End: at + len(line)}})
		at += len(line) + len(" ⏎ ")
	}
}

// columns writes a row: empty columns as "| |", none at the end.
func columns(all ...string) string {
	return strings.TrimRight(strings.Join(strings.Fields(strings.Join(all, " | ")), " "), " |")
}

func rulesOf(all []pledgebook.Evidence) (rules []string) {
	for _, e := range all {
		rules = append(rules, e.Rule)
	}
	return rules
}

func meetings(r pledgebook.Reading) (all []thing) {
	for _, m := range r.Meetings {
		all = append(all, thing{columns(m.Name, m.Date.String(), m.Place, strings.Join(m.Participants, "; "), strings.Join(m.Subjects, "; ")), rulesOf(m.Evidence)})
	}
	return all
}

func mechanisms(r pledgebook.Reading) (all []thing) {
	for _, m := range r.Mechanisms {
		all = append(all, thing{columns(m.Name, m.Place, m.Purpose, string(m.Status)), rulesOf(m.Evidence)})
	}
	return all
}

func positions(r pledgebook.Reading) (all []thing) {
	for _, p := range r.Positions {
		all = append(all, thing{columns(p.Holder, p.Stance, p.Subject), []string{p.Rule}})
	}
	return all
}

func needs(r pledgebook.Reading) (all []thing) {
	for _, n := range r.Needs {
		all = append(all, thing{columns(fmt.Sprint(n.Receivers), n.What), []string{n.Rule}})
	}
	return all
}

// promises shows each promise's deadline, and which figures count towards it.
func promises(r pledgebook.Reading) (all []thing) {
	figure := map[string]string{}
	for _, c := range r.Claims {
		if c.Money != nil {
			figure[c.ID] = c.Money.Verbatim
		}
	}
	for _, c := range r.Claims {
		if c.Deadline.Known() {
			all = append(all, thing{fmt.Sprintf("%s | by %s", figure[c.ID], c.Deadline), rulesOf(c.Evidence)})
		}
		for _, id := range c.FulfilledBy {
			all = append(all, thing{fmt.Sprintf("%s | kept by %s", figure[c.ID], figure[id]), rulesOf(c.Evidence)})
		}
	}
	return all
}

var ruleOfReason = strings.NewReplacer(",", "", " ", "-")

// figuresJudged shows which figures are aid, and of the others why they are none; that
// reason, in one word, is the rule.
func figuresJudged(r pledgebook.Reading) (all []thing) {
	for _, c := range r.Claims {
		all = append(all, thing{columns(figureOf(c), "aid"), nil})
	}
	for _, p := range r.PassedOver {
		all = append(all, thing{columns(p.Span.In(r.Report.Text), p.Why), []string{ruleOfReason.Replace(p.Why)}})
	}
	return all
}

// speakers shows in whose words each figure stands.
func speakers(r pledgebook.Reading) (all []thing) {
	for _, c := range r.Claims {
		if c.Money != nil && c.Speaker != nil {
			all = append(all, thing{columns(c.Money.Verbatim, c.Speaker.Name), rulesOf(c.Evidence)})
		}
	}
	return all
}

// leastLeft is the share of the examples of claims that the weights leave as the rules read
// them: each is clear, and where the words around win they are mostly wrong.
const leastLeft = .95

func TestWeightsLeaveExamples(t *testing.T) {
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	all, left := 0, 0
	for _, folder := range []string{"claim", "noaid", "stage"} {
		examples, err := corpus.Examples("en", folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range examples {
			report, err := article.Clean(article.Input{Name: e.File, Bytes: []byte(e.Text), Published: pledgebook.Stamp(e.Published.String()), Language: "en"})
			if err != nil {
				t.Fatal(err)
			}
			asBody(&report)
			var got []string
			for _, thing := range recognisers[folder](engine.Read(report)) {
				got = append(got, thing.told)
			}
			if all++; slices.Equal(got, e.Want) {
				left++
			}
		}
	}
	t.Logf("%d of %d examples are left as they are", left, all)
	if float64(left) < leastLeft*float64(all) {
		t.Errorf("%d of %d examples are left as they are, fewer than %.0f %%", left, all, 100*leastLeft)
	}
}
