package number_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/number"
)

// TestRecognizersNumber scores the number cases of the recognizers corpus, which
// also ask for powers, negative fractions and arithmetic that no report writes.
func TestRecognizersNumber(t *testing.T) {
	r, v := reader(t)
	right, all, extra := 0, 0, 0
	for _, c := range numberCases(t) {
		d := analyse(v, c.Input)
		found := r.Find(d, nil)
		if len(c.Results) == 0 {
			extra += len(found)
		}
		for _, want := range c.Results {
			all++
			span := pledgebook.Span{Start: runeOffset(c.Input, want.Start), End: runeOffset(c.Input, want.End+1)}
			ok := slices.ContainsFunc(found, func(m number.Mention) bool {
				return d.Span(m.Range) == span && near(m.Lo, want.Resolution.Value)
			})
			if ok {
				right++
			} else {
				t.Logf("missed %q = %s in %q", want.Text, want.Resolution.Value, c.Input)
			}
		}
	}
	t.Logf("recognizers number-en: %d of %d numbers right in span and value (%.3f), %d read where none is", right, all, float64(right)/float64(all), extra)
	if right*100 < all*67 {
		t.Errorf("fewer than 67 %% right")
	}
}

type numberCase struct {
	Input   string
	Results []struct {
		Text       string
		Start, End int
		Resolution struct{ Value string }
	}
}

// numberCases reads the corpus, or skips the test where it is not there.
func numberCases(t *testing.T) (cases []numberCase) {
	b, err := os.ReadFile("../../../../shared/corpora/recognizers/number-en.json")
	if os.IsNotExist(err) {
		t.Skip("the development corpora are not here: no recognizers/number-en.json")
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func runeOffset(s string, n int) int {
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

// near compares with a value that the corpus rounds to 15 digits.
func near(got decimal.Decimal, value string) bool {
	want, err := decimal.Parse(value)
	if err != nil {
		return false
	}
	diff, err := got.SubAbs(want)
	if err != nil {
		return false
	}
	return diff.Cmp(decimal.MustParse("0.00000001")) < 0
}
