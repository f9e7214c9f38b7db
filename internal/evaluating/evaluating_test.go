package evaluating

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
)

const sample = "Peru promised Haiti 30 million euros ($33 million) by the end of 2023. " +
	"Chile sent 40 tents to Haiti. Peru has so far given 5 million euros."

func goldOf(t *testing.T, claims string) Gold {
	t.Helper()
	g, err := ParseGold([]byte(`{"id": "x", "source": "own", "claims": [` + claims + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

const goldPledge = `{"evidence": "Peru promised Haiti 30 million euros", "stage": "pledge", "donors": ["PER"], "recipients": ["HTI"], "kind": "unspecified",
	"money": {"lo": 30000000, "hi": 30000000, "currency": "EUR", "verbatim": "30 million euros", "also": [{"amount": 33000000, "currency": "USD"}]}, "period": {"end": "2023-12-31"}}`

const goldTents = `{"evidence": "Chile sent 40 tents to Haiti", "stage": "delivery", "donors": ["CHL"], "recipients": ["HTI"], "items": [{"count": 40, "what": "tents"}]}`

func amount(s string) decimal.Decimal { return decimal.MustParse(s) }

// claim makes a read claim whose figure stands at words.
func claim(words, value, currency string, edit func(*pledgebook.Claim)) pledgebook.Claim {
	at := strings.Index(sample, words)
	c := pledgebook.Claim{
		Stage: pledgebook.StagePledge, Providers: []pledgebook.PartyID{"PER"}, Receivers: []pledgebook.PartyID{"HTI"},
		Evidence: []pledgebook.Evidence{{Field: "money", Text: words, Span: pledgebook.Span{Start: at, End: at + len(words)}}},
	}
	if value != "" {
		c.Money = &pledgebook.Money{Lo: amount(value), Hi: amount(value), Currency: currency}
	}
	if edit != nil {
		edit(&c)
	}
	return c
}

func score(t *testing.T, gold Gold, claims ...pledgebook.Claim) Result {
	t.Helper()
	var r Result
	if err := r.Add(gold, pledgebook.Reading{Report: pledgebook.Report{Text: sample}, Claims: claims}); err != nil {
		t.Fatal(err)
	}
	return r
}

func right(r Result) [6]int {
	var n [6]int
	for i := range r.Score {
		n[i] = r.Score[i].Right
	}
	return n
}

func TestLevels(t *testing.T) {
	deadline := pledgebook.DateOf(2023, 12, 31)
	tents := claim("40 tents", "", "", func(c *pledgebook.Claim) {
		c.Stage, c.Providers = pledgebook.StageDelivery, []pledgebook.PartyID{"CHL"}
		c.Items = []pledgebook.Item{{Count: "40", What: "winter tents"}}
	})
	for _, tt := range []struct {
		name  string
		gold  string
		claim pledgebook.Claim
		want  [6]int
	}{
		{"all right, deadline for an end", goldPledge, claim("30 million euros", "30000000", "EUR", func(c *pledgebook.Claim) { c.Deadline = deadline }), [6]int{1, 1, 1, 1, 1, 1}},
		{"within half a per cent", goldPledge, claim("30 million euros", "30150000", "EUR", nil), [6]int{1, 1, 1, 1, 0, 0}},
		{"beyond half a per cent", goldPledge, claim("30 million euros", "30150001", "EUR", nil), [6]int{}},
		{"through the bracket", goldPledge, claim("30 million euros", "33000000", "USD", nil), [6]int{1, 1, 1, 1, 0, 0}},
		{"wrong currency", goldPledge, claim("30 million euros", "30000000", "USD", nil), [6]int{}},
		{"evidence elsewhere", goldPledge, claim("5 million euros", "30000000", "EUR", nil), [6]int{}},
		{"wrong stage keeps the time", goldPledge, claim("30 million euros", "30000000", "EUR", func(c *pledgebook.Claim) { c.Stage, c.Deadline = "allocation", deadline }), [6]int{1, 0, 0, 0, 1, 0}},
		{"planned is no assertion", goldPledge, claim("30 million euros", "30000000", "EUR", func(c *pledgebook.Claim) { c.Polarity = pledgebook.Planned }), [6]int{1, 0, 0, 0, 0, 0}},
		{"one receiver too many", goldPledge, claim("30 million euros", "30000000", "EUR", func(c *pledgebook.Claim) { c.Receivers = append(c.Receivers, "CUB") }), [6]int{1, 1, 0, 0, 0, 0}},
		{"wrong kind", goldPledge, claim("30 million euros", "30000000", "EUR", func(c *pledgebook.Claim) { c.Kind = pledgebook.Military }), [6]int{1, 1, 1, 0, 0, 0}},
		{"wrong extent", goldPledge, claim("30 million euros", "30000000", "EUR", func(c *pledgebook.Claim) { c.Extent, c.Deadline = pledgebook.TotalExtent, deadline }), [6]int{1, 1, 1, 1, 1, 0}},
		{"counted items", goldTents, tents, [6]int{1, 1, 1, 1, 1, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := right(score(t, goldOf(t, tt.gold), tt.claim)); got != tt.want {
				t.Errorf("right at %v = %v, want %v", Levels, got, tt.want)
			}
		})
	}
}

func TestClaimsWithoutFigureAreLeftOut(t *testing.T) {
	gold := goldOf(t, `{"evidence": "Chile sent", "stage": "delivery", "items": [{"count": null, "what": "tents"}]}`)
	r := score(t, gold, claim("Chile sent", "", "", func(c *pledgebook.Claim) { c.Items = []pledgebook.Item{{What: "tents"}} }))
	if r.Score[0].Read != 0 || r.Score[0].Gold != 0 {
		t.Errorf("claims without a figure were scored: %+v", r.Score[0])
	}
}

// One wide claim fits both gold claims, the narrow one only the first: taking
// the first fit for the wide one would leave a gold claim unpaired.
func TestPairsAsManyAsPossible(t *testing.T) {
	gold := goldOf(t, goldPledge+`, {"evidence": "Peru has so far given 5 million euros", "stage": "unclear",
		"money": {"lo": 5000000, "hi": 5000000, "currency": "EUR", "verbatim": "5 million euros"}}`)
	wide := claim("30 million euros", "30000000", "EUR", func(c *pledgebook.Claim) {
		c.Money.Also = []pledgebook.Amount{{Lo: amount("5000000"), Hi: amount("5000000"), Currency: "EUR"}}
		c.Evidence = append(c.Evidence, claim("5 million euros", "", "", nil).Evidence...)
	})
	narrow := claim("30 million euros", "30000000", "EUR", nil)
	for _, order := range [][]pledgebook.Claim{{wide, narrow}, {narrow, wide}} {
		if got := score(t, gold, order...).Score[0].Right; got != 2 {
			t.Errorf("paired %d of 2", got)
		}
	}
}

func TestAssignTakesTheGreatestGain(t *testing.T) {
	gain := [][]int{{7, 5, 1}, {6, 1, 0}, {5, 0, 3}}
	columns := assign(gain)
	sum := 0
	for i, j := range columns {
		sum += gain[i][j]
	}
	if sum != 14 { // 5 + 6 + 3, by trying all six
		t.Errorf("assign = %v with gain %d, want 14", columns, sum)
	}
}

func TestCauses(t *testing.T) {
	pledge := goldOf(t, goldPledge)
	for _, tt := range []struct {
		name, miss, alarm string
		gold              Gold
		claims            []pledgebook.Claim
		wrongSizes        int
	}{
		{"nothing", causeNothing, "", pledge, nil, 0},
		{"tenfold", causeSize, causeOtherInAid, pledge, []pledgebook.Claim{claim("30 million euros", "300000000", "EUR", nil)}, 1},
		{"a doubted figure is not silent", causeSize, causeOtherInAid, pledge, []pledgebook.Claim{claim("30 million euros", "30000", "EUR", func(c *pledgebook.Claim) { c.Suspect = []pledgebook.Suspicion{{Reason: "scale"}} })}, 0},
		{"currency", causeCurrency, causeOtherInAid, pledge, []pledgebook.Claim{claim("30 million euros", "30000000", "CHF", nil)}, 0},
		{"elsewhere", causeElsewhere, causeTwice, pledge, []pledgebook.Claim{claim("5 million euros", "30000000", "EUR", nil)}, 0},
		{"no aid", "", causeNoAid, goldOf(t, ""), []pledgebook.Claim{claim("5 million euros", "5000000", "EUR", nil)}, 0},
		{"lost text", causeLostText, "", goldOf(t, strings.Replace(goldPledge, "Peru promised", "Bolivia promised", 1)), nil, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := score(t, tt.gold, tt.claims...)
			if got := firstCause(r.Misses); got != tt.miss {
				t.Errorf("miss = %q, want %q", got, tt.miss)
			}
			if got := firstCause(r.FalseAlarms); got != tt.alarm {
				t.Errorf("false alarm = %q, want %q", got, tt.alarm)
			}
			if len(r.WrongSizes) != tt.wrongSizes {
				t.Errorf("%d silent wrong sizes, want %d", len(r.WrongSizes), tt.wrongSizes)
			}
		})
	}
}

func firstCause(rs []Remark) string {
	if len(rs) == 0 {
		return ""
	}
	return rs[0].Cause
}

func TestEvidenceIsFoundThroughMarkup(t *testing.T) {
	l := newLocator("Aid of\nUS$ 7 million for the EU — more aid of US$ 7 million.")
	if spans := l.find("US$ 8 million"); spans != nil {
		t.Errorf("words that are not there found at %v", spans)
	}
	spans := l.find("**Aid** of US$ 7 million for the [EU]")
	if len(spans) != 1 || spans[0].In(l.text) != "Aid of\nUS$ 7 million for the EU" {
		t.Errorf("marked-up evidence found at %v", spans)
	}
	if n := len(l.find("US$ 7 million")); n != 2 {
		t.Errorf("evidence said twice found %d times", n)
	}
}

func TestFolderNamesWhatItCannotRead(t *testing.T) {
	dir := t.TempDir()
	if _, errs := Folder(t.Context(), dir, nil); len(errs) != 1 || pledgebook.KindOf(errs[0]) != pledgebook.Unreadable {
		t.Errorf("empty folder: %v", errs)
	}
	if err := os.Mkdir(filepath.Join(dir, "claims"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.json", "b.json"} {
		content := `{"source": "own", "claims": [` + goldPledge + `]}`
		if err := os.WriteFile(filepath.Join(dir, "claims", name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, errs := Folder(t.Context(), dir, func(_ context.Context, path string) (pledgebook.Reading, error) {
		if filepath.Base(path) == "a.json" {
			return pledgebook.Reading{}, errors.New("a.json is gone")
		}
		return pledgebook.Reading{Report: pledgebook.Report{Text: sample}, Claims: []pledgebook.Claim{claim("30 million euros", "30000000", "EUR", nil)}}, nil
	})
	if len(errs) != 1 || r.Score[0] != (Count{Right: 1, Read: 1, Gold: 2}) {
		t.Errorf("score %+v, errors %v", r.Score[0], errs)
	}
}
