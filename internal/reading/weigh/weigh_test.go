package weigh

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pledgebook/lexicon"
)

func table(t *testing.T, rows ...string) (*Table, error) {
	t.Helper()
	outcomes, err := lexicon.Parse("outcomes", "code\toutcome\na\tstage pledge\nb\tstage commitment")
	if err != nil {
		t.Fatal(err)
	}
	weights, err := lexicon.Parse("weights", "trait\tweights\n"+strings.Join(rows, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return New(weights, outcomes)
}

func TestTraitsAddUp(t *testing.T) {
	w, err := table(t, "b1|signed\ta-20 b70", "h|loan\tb30", "v|pledge|fact\ta50")
	if err != nil {
		t.Fatal(err)
	}
	traits := Traits{Named: true}
	traits.Add(Full, WordOf("b1"), WordOf("Signed"))
	traits.Add(Full/2, WordOf("h"), WordOf("loan"))
	traits.AddPair(Full, WordOf("v"), WordOf("pledge"), WordOf("fact"))
	traits.Add(Full, WordOf("b1"), WordOf("never seen"))
	var total, twice Total
	w.Weigh(&traits, &total)
	if got, want := total.By[:3], []int32{30 * Full, 85 * Full, 0}; !slices.Equal(got, want) {
		t.Errorf("sums %v, want %v", got, want)
	}
	twice.Take(&total)
	twice.Take(&total)
	if got, want := twice.By[:3], []int32{60 * Full, 170 * Full, 0}; !slices.Equal(got, want) {
		t.Errorf("the double of it %v, want %v", got, want)
	}
	if got, want := traits.Names, []string{"b1|signed", "h|loan", "v|pledge|fact", "b1|never seen"}; !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
	if got, want := w.Heaviest(&twice, 1, 0), []string{"b1|signed", "h|loan"}; !slices.Equal(got, want) {
		t.Errorf("heaviest %q, want %q", got, want)
	}
	if got, want := w.Heaviest(&total, 0, -1), []string{"v|pledge|fact"}; !slices.Equal(got, want) {
		t.Errorf("heaviest for a pledge %q, want %q", got, want)
	}
	traits.Reset()
	total.Reset()
	traits.Add(Full, WordOf("b1"), WordOf("signed"))
	if w.Weigh(&traits, &total); len(w.Heaviest(&total, 0, 1)) != 0 {
		t.Error("a trait that speaks against is told to speak for")
	}
}

// Only the heaviest are told, in order, and each once.
func TestHeaviestAreFew(t *testing.T) {
	w, err := table(t, "a|a\ta1", "a|b\ta9", "a|c\ta5", "a|d\ta3", "a|e\ta7")
	if err != nil {
		t.Fatal(err)
	}
	var traits Traits
	for _, word := range []string{"a", "b", "c", "d", "e", "b", "e"} {
		traits.Add(Full, WordOf("a"), WordOf(word))
	}
	var total Total
	w.Weigh(&traits, &total)
	if got, want := w.Heaviest(&total, 0, 1), []string{"a|b", "a|e", "a|c"}; !slices.Equal(got, want) {
		t.Errorf("heaviest %q, want %q", got, want)
	}
}

func TestTableNamesItsMistakes(t *testing.T) {
	for _, bad := range []struct{ row, says string }{
		{"b1|signed\tamuch", "weights.tsv:2: \"amuch\" is no weight"},
		{"b1|signed\tb99999", "weights.tsv:2: \"b99999\" is no weight"},
		{"b1|signed\tz3", "weights.tsv:2: \"z3\" is no weight"},
	} {
		if _, err := table(t, bad.row); err == nil || err.Error() != bad.says {
			t.Errorf("%q: %v, want %s", bad.row, err, bad.says)
		}
	}
	if _, err := table(t, "b1|signed\ta1", "b1|signed\ta2"); err == nil || !strings.Contains(err.Error(), "stands twice") {
		t.Errorf("a trait that stands twice: %v", err)
	}
	if w, err := table(t); w != nil || err != nil {
		t.Errorf("an empty table is %v, %v", w, err)
	}
}

func FuzzStem(f *testing.F) {
	for _, s := range []string{"", "signed", "signing", "Übereinkommen", "ведомства", "a\xff\xfe bc defgh"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		stem := Stem(s)
		if !strings.HasPrefix(s, stem) || utf8.RuneCountInString(stem) > stemLetters || Stem(stem) != stem {
			t.Errorf("the stem of %q is %q", s, stem)
		}
		if StemOf(s) != WordOf(stem) {
			t.Errorf("the word of the stem of %q is %v, want %v", s, StemOf(s), WordOf(stem))
		}
		if WordOf(strings.ToUpper(s)).key != WordOf(s).key && strings.ToLower(strings.ToUpper(s)) == s && isASCII(s) {
			t.Errorf("capitals of %q count", s)
		}
	})
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}
