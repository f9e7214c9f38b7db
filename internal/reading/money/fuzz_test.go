package money_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/reading/money"
	"pledgebook/internal/reading/number"
)

func FuzzFind(f *testing.F) {
	x := newBench(f)
	examples, err := corpus.Examples("en", "money")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range examples {
		f.Add(e.Text)
	}
	f.Add("($5 ($6m (€7 million or £8; ¥9) a year of it half of it of which US$")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		d, sums := x.read(s, pledgebook.DateOf(2024, 5, 14))
		end := 0
		for _, m := range sums {
			if m.First < end || m.End <= m.First || m.End > len(d.Tokens) {
				t.Fatalf("sum at tokens %d..%d after %d of %d", m.First, m.End, end, len(d.Tokens))
			}
			if !m.Range.Contains(m.Anchor) || m.Money.Verbatim != d.Slice(m.Anchor) {
				t.Fatalf("the anchor %v of %v does not hold %q", m.Anchor, m.Range, m.Money.Verbatim)
			}
			if m.Money.Lo.Cmp(m.Money.Hi) > 0 {
				t.Fatalf("%s is more than %s", m.Money.Lo, m.Money.Hi)
			}
			for _, b := range m.Brackets {
				if !m.Range.Contains(b) {
					t.Fatalf("the bracket %v lies outside %v", b, m.Range)
				}
			}
			end = m.End
		}
	})
}

// sample is half a megabyte of news-like prose from our own examples.
func sample(t testing.TB) string {
	t.Helper()
	examples, err := corpus.Examples("en", "money")
	if err != nil {
		t.Fatal(err)
	}
	var sb strings.Builder
	for _, e := range examples {
		sb.WriteString(e.Text)
		sb.WriteString(" The minister said after the meeting that the government would stand by its partners and that talks on the details of the plan were to go on through the summer. ")
	}
	return strings.Repeat(sb.String(), 1+500_000/sb.Len())
}

func BenchmarkFind(b *testing.B) {
	x := newBench(b)
	s := sample(b)
	d, _ := x.read(s, 0)
	var numbers []number.Mention
	var sums []money.Mention
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		numbers = x.numbers.Find(d, numbers[:0])
		sums = x.sums.Find(d, numbers, pledgebook.DateOf(2024, 5, 14), sums[:0])
	}
	b.ReportMetric(float64(len(sums)), "sums")
}
