package number_test

import (
	"encoding/json"
	"os"
	"testing"
	"unicode/utf8"

	"github.com/govalues/decimal"

	"pledgebook"
)

// TestRecognizersNumber scores the number cases of the recognizers corpus, which
// also ask for powers, negative fractions and arithmetic that no report writes.
func TestRecognizersNumber(t *testing.T) {
	b, err := os.ReadFile("../../../../shared/corpora/recognizers/number-en.json")
	if os.IsNotExist(err) {
		t.Skip("the development corpora are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Input   string
		Results []struct {
			Text       string
			Start, End int
			Resolution struct{ Value string }
		}
	}
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	r, v := reader(t)
	right, all, extra := 0, 0, 0
	for _, c := range cases {
		d := analyse(v, c.Input)
		found := r.Find(d, nil)
		if len(c.Results) == 0 {
			for _, m := range found {
				extra++
				t.Logf("extra %s in %q", notation(d, m), c.Input)
			}
		}
		for _, want := range c.Results {
			all++
			span := pledgebook.Span{Start: runeOffset(c.Input, want.Start), End: runeOffset(c.Input, want.End+1)}
			ok := false
			for _, m := range found {
				ok = ok || d.Span(m.Range) == span && near(m.Lo, want.Resolution.Value)
			}
			if ok {
				right++
				continue
			}
			t.Logf("missed %q = %s in %q", want.Text, want.Resolution.Value, c.Input)
			for _, m := range found {
				t.Logf("    read %s", notation(d, m))
			}
		}
	}
	t.Logf("recognizers number-en: %d of %d numbers right in span and value (%.3f), %d read where none is", right, all, float64(right)/float64(all), extra)
	if right*100 < all*67 {
		t.Errorf("fewer than 67 %% right")
	}
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
