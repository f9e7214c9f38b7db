package number_test

import (
	"testing"
	"unicode/utf8"

	"pledgebook/internal/reading/number"
)

func FuzzFind(f *testing.F) {
	r, v := reader(f)
	for _, s := range []string{
		"from 16,4 million to 1 200 000, half a billion, 2½ or 3/4, twenty-four, 24th, tens of millions, 52 per cent",
		"[715] million; -5.5 %; 12,50,000 crore; 1.1.1; ninety - five hundred-fifths; a quarter of a a of million",
		"9999999999999999999 trillion trillion trillion point point one",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		d := analyse(v, s)
		end := 0
		for _, m := range r.Find(d, nil) {
			if m.First < end || m.End <= m.First || m.End > len(d.Tokens) {
				t.Fatalf("number at tokens %d..%d after %d of %d", m.First, m.End, end, len(d.Tokens))
			}
			if m.Lo.Cmp(m.Hi) > 0 {
				t.Fatalf("%s is more than %s", m.Lo, m.Hi)
			}
			if sp := d.Span(m.Range); !utf8.ValidString(sp.In(s)) {
				t.Fatalf("the span %v cuts a character", sp)
			}
			end = m.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	r, v := reader(b)
	s := sample(b)
	d := analyse(v, s)
	var found []number.Mention
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		found = r.Find(d, found[:0])
	}
	b.ReportMetric(float64(len(found)), "numbers")
}
