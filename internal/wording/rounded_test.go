package wording_test

import (
	"testing"

	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"pledgebook/internal/wording"
)

func TestRounded(t *testing.T) {
	for _, tt := range []struct{ sum, down, up string }{
		{"0", "0", "0"}, {"1131050820", "1131000000", "1132000000"}, {"20900000000", "20900000000", "20900000000"},
		{"9999999", "9999000", "10000000"}, {"1234.567", "1234.56", "1234.57"}, {"12345.6", "12340", "12350"},
	} {
		d := decimal.MustParse(tt.sum)
		if down, up := wording.Rounded(d, false), wording.Rounded(d, true); down.Cmp(decimal.MustParse(tt.down)) != 0 || up.Cmp(decimal.MustParse(tt.up)) != 0 {
			t.Errorf("%s is rounded to %s and %s, want %s and %s", tt.sum, down, up, tt.down, tt.up)
		}
	}
}

func TestRoundedNeverPassesTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.MustNew(rapid.Int64Range(0, 1<<62).Draw(t, "coefficient"), rapid.IntRange(0, 6).Draw(t, "scale"))
		if wording.Rounded(d, false).Cmp(d) > 0 || wording.Rounded(d, true).Cmp(d) < 0 {
			t.Fatalf("%s is rounded to %s and %s", d, wording.Rounded(d, false), wording.Rounded(d, true))
		}
	})
}
