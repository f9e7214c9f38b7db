package fitting

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pledgebook/internal/reading"
	"pledgebook/internal/reading/weigh"
)

func TestMarkedTexts(t *testing.T) {
	all, err := Parse("t.txt", `# Every other text, from the first, was known to who made the rules.
P NOR>KEN sum=60000000NOK kind=humanitarian rev=new ext=part via=wfp & N >KEN sum=5USD pol=denied | Headline || Body.

- | Nothing here.`)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d texts, %v", len(all), err)
	}
	if m := all[0]; !m.Known || m.Text != "Headline\n\nBody." || m.Where != "t.txt:2" || len(m.Marks) != 2 {
		t.Errorf("first text %+v", m)
	}
	want := map[string]string{"stage": "pledge", "polarity": "asserted", "kind": "humanitarian", "extent": "part"}
	if m := all[0].Marks[0]; !maps.Equal(m.Fields, want) || !slices.Equal(m.Sums, []string{"60000000NOK"}) {
		t.Errorf("first mark %+v", m)
	}
	if m := all[1]; m.Known || len(m.Marks) != 0 {
		t.Errorf("second text %+v", m)
	}
	if all, err := Parse("t.txt", "# Every text was known.\n- | One.\n- | Two."); err != nil || !all[0].Known || !all[1].Known {
		t.Errorf("texts of a known file: %+v, %v", all, err)
	}
}

func TestBadMarksAreNamed(t *testing.T) {
	for line, says := range map[string]string{
		"P NOR>KEN no bar":      "t.txt:1: no | between marks and text",
		"X NOR>KEN | text":      `t.txt:1: "X NOR>KEN" is no mark`,
		"P NOR>KEN kind | text": `t.txt:1: "kind" has no =`,
	} {
		if _, err := Parse("t.txt", line); err == nil || err.Error() != says {
			t.Errorf("%q: %v, want %s", line, err, says)
		}
	}
}

func TestMarksOfTheCorpus(t *testing.T) {
	m, ok := markOf(strings.Split("NOK 60000000 | pledge planned | NOR > KEN via wfp | humanitarian grant | top-up total", " | "))
	want := map[string]string{"stage": "pledge", "polarity": "planned", "kind": "humanitarian", "extent": "total"}
	if !ok || !maps.Equal(m.Fields, want) || m.Sums[0] != "60000000NOK" {
		t.Errorf("of an example: %+v, %v", m, ok)
	}
	if _, ok := markOf([]string{"30 tanks", "pledge", "NOR > UKR"}); ok {
		t.Error("goods are a sum")
	}
	m, ok = markOfClaim(strings.Split("commitment asserted repeat part | CAN > KEN | CAD 17.5-20bn about also USD 22m | military in-kind | verb \"gave\"", " | "))
	want = map[string]string{"stage": "commitment", "polarity": "asserted", "extent": "part", "kind": "military"}
	if !ok || !maps.Equal(m.Fields, want) || !slices.Equal(m.Sums, []string{"17500000000CAD", "22000000USD"}) {
		t.Errorf("of a report: %+v, %v", m, ok)
	}
}

// The weights find what tells one value from another, and leave out what tells nothing.
func TestFitFindsWhatTells(t *testing.T) {
	var samples []Sample
	for i := range 400 {
		x := Sample{Traits: []Trait{{0, weigh.Full}, {int32(1 + i%2), weigh.Full}}, Marked: map[string]string{"stage": "pledge"}, Read: map[string]string{"stage": "unclear"}}
		if i%2 == 1 {
			x.Marked = map[string]string{"stage": "commitment"}
		}
		samples = append(samples, x)
	}
	m := Fit(Fields[1], samples, 3)
	if n, right := m.Right(samples, 0); n != 400 || right != 400 {
		t.Errorf("%d of %d right", right, n)
	}
	if _, right := m.Right(samples, -1); right != 0 {
		t.Errorf("%d right by the rules alone, which read none", right)
	}
	pledge, commitment := 1, 2
	if w := m.Weights[1]; w[pledge] <= 0 || w[commitment] >= 0 {
		t.Errorf("what tells a pledge has the weights %v", w)
	}
	if table := Table([]*Model{m}, []string{"all", "one", "two"}); !strings.Contains(table, "\none\t") || !strings.HasPrefix(table, "# ") {
		t.Errorf("table\n%s", table)
	}
	if codes := Outcomes([]*Model{m}); !strings.Contains(codes, "\nb\tstage pledge\n") {
		t.Errorf("codes\n%s", codes)
	}
}

// What the weights of the lexicon were fitted from is all there and read.
func TestTextsAreRead(t *testing.T) {
	engine, err := reading.NewByRules("en")
	if err != nil {
		t.Fatal(err)
	}
	marked, err := Load("../../corpus/en/weighed")
	if err != nil {
		t.Fatal(err)
	}
	s := NewSampler(engine)
	claims, found := 0, 0
	for _, m := range marked {
		claims += len(m.Marks)
		for _, x := range s.Marked(m) {
			if x.Marked["stage"] != "" {
				found++
			}
		}
	}
	if claims < 7000 || found*10 < claims*7 {
		t.Errorf("%d of %d marked claims were found", found, claims)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("P NOR>KEN sum=60000000NOK kind=humanitarian & U > | a || b\n- | c")
	f.Add("#\n|\n - |")
	f.Fuzz(func(t *testing.T, content string) {
		all, err := Parse("f.txt", content)
		if err != nil {
			return
		}
		for _, m := range all {
			for _, mark := range m.Marks {
				if mark.Fields["stage"] == "" {
					t.Errorf("a mark without a stage in %q", content)
				}
			}
		}
	})
}
