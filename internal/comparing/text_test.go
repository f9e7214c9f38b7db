package comparing

import (
	"slices"
	"strings"
	"testing"

	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"pledgebook"
)

// What is kept and gone is the earlier text, what is kept and new the later one,
// whatever the texts are.
func TestPassagesMakeBothTexts(t *testing.T) {
	word := rapid.SampledFrom([]string{"aid", "of", "the", "wells", "40", "million", "paid.", "ünï", "€5", "\n\n"})
	rapid.Check(t, func(t *rapid.T) {
		texts := [2]pledgebook.Report{}
		for i := range texts {
			texts[i] = body("x" + strings.Join(rapid.SliceOfN(word, 0, 40).Draw(t, "words"), " "))
		}
		var before, after strings.Builder
		for _, p := range Texts(texts[0], texts[1]) {
			if p.Kind != Came {
				before.WriteString(p.Text)
			}
			if p.Kind != Gone {
				after.WriteString(p.Text)
			}
		}
		for i, got := range []string{before.String(), after.String()} {
			if !slices.Equal(strings.Fields(got), strings.Fields(strings.Join(wordsOf(texts[i]), ""))) {
				t.Fatalf("text %d comes back as %q, was %q", i, got, texts[i].Text)
			}
		}
	})
}

func TestShorten(t *testing.T) {
	got := Shorten([]Passage{{Kept, "a b c d e f g h "}, {Gone, "old "}, {Came, "new "}, {Kept, "i j k l m n o p "}, {Came, "end "}}, 2)
	want := []Passage{{Kept, "… g h "}, {Gone, "old "}, {Came, "new "}, {Kept, "i j … o p "}, {Came, "end "}}
	for i := range want {
		if strings.TrimSpace(got[i].Text) != strings.TrimSpace(want[i].Text) {
			t.Errorf("passage %d is %q, want %q", i, got[i].Text, want[i].Text)
		}
	}
}

func claim(id string, start int, sum int64, stage pledgebook.Stage, providers, receivers string) pledgebook.Claim {
	d := decimal.MustNew(sum, 0)
	return pledgebook.Claim{ID: id, Stage: stage, Polarity: pledgebook.Asserted, Kind: pledgebook.KindUnspecified, Extent: pledgebook.PartExtent,
		Providers: []pledgebook.PartyID{pledgebook.PartyID(providers)}, Receivers: []pledgebook.PartyID{pledgebook.PartyID(receivers)},
		Money:    &pledgebook.Money{Lo: d, Hi: d, Currency: "EUR", Qualifier: pledgebook.Exact},
		Evidence: []pledgebook.Evidence{{Field: "money", Span: pledgebook.Span{Start: start, End: start + 5}}}}
}

// Claims are paired one to one, the surest first: by the place of the figure in
// one text, by the sum, and by all else where only the figure was corrected.
func TestClaimsArePaired(t *testing.T) {
	reading := func(text string, claims ...pledgebook.Claim) pledgebook.Reading {
		return pledgebook.Reading{Report: pledgebook.Report{TextSHA256: text}, Claims: claims}
	}
	pledge, paid := pledgebook.StagePledge, pledgebook.StageDisbursement
	for name, tt := range map[string]struct {
		before, after pledgebook.Reading
		want          string // before-after, "-" where one is missing, "!" behind a pair without an heir
	}{
		"the same place": {reading("t", claim("a", 10, 5, pledge, "NOR", "KEN"), claim("b", 90, 7, pledge, "NOR", "KEN")),
			reading("t", claim("c", 90, 7, paid, "NOR", "UGA"), claim("d", 10, 50, pledge, "NOR", "KEN")), "a-d! b-c"},
		"one figure in two places": {reading("t", claim("a", 10, 5, pledge, "NOR", "KEN"), claim("b", 90, 5, pledge, "NOR", "KEN")),
			reading("t", claim("c", 90, 5, pledge, "NOR", "KEN"), claim("d", 10, 5, pledge, "NOR", "KEN")), "a-d b-c"},
		"a corrected sum": {reading("t", claim("a", 10, 500, pledge, "NOR", "KEN")), reading("u", claim("b", 12, 50, pledge, "NOR", "KEN")), "a-b!"},
		"another flow":    {reading("t", claim("a", 10, 500, pledge, "NOR", "KEN")), reading("u", claim("b", 12, 50, paid, "PER", "HTI")), "a- -b"},
		"gone and new":    {reading("t", claim("a", 10, 5, pledge, "NOR", "KEN")), reading("t", claim("b", 80, 5, pledge, "NOR", "KEN"), claim("c", 60, 9, paid, "PER", "HTI")), "-c a-b"},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 {
				var got []string
				for _, p := range Claims(tt.before, tt.after) {
					s := "-"
					if p.Before != nil {
						s = p.Before.ID + s
					}
					if p.After != nil {
						s += p.After.ID
					}
					if p.Before != nil && p.After != nil && !p.Heir() {
						s += "!"
					}
					got = append(got, s)
				}
				slices.Sort(got)
				want := strings.Fields(tt.want)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("paired as %v, want %v", got, want)
				}
				slices.Reverse(tt.before.Claims) // the order of the claims changes nothing
			}
		})
	}
}

// FuzzPageOf: a page's own spelling is its page, whatever the link was.
func FuzzPageOf(f *testing.F) {
	for _, s := range []string{"https://www.example.org/a/?utm_source=x", "http://m.example.org:8080/a/print?b=2&a=1", "//x", "https://[::1]/", "x", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, link string) {
		page := PageOf(link)
		if again := PageOf("https://" + page); page != "" && again != page {
			t.Errorf("%q is the page %q, which is %q", link, page, again)
		}
	})
}
