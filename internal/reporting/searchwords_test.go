package reporting

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestNumbersHaveOneWord(t *testing.T) {
	for _, same := range [][]string{
		{"20900000000.", "20.9 billion", "€20.9bn", "20,9 млрд євро", "EUR 20.9 billion", "20,900,000,000", "20 900 000 000", "20.9-billion", "20.9b", "20900000000"},
		{"61000000.", "$61 million", "61m", "61 мільйон", "61 million dollars", "61.0 mn"},
		{"300000.", "300k", "300 thousand", "300 тис. євро", "300,000", "300 000"},
		{"1200.", "1,200", "1 200"},
		{"1234000000.", "1,234 млрд", "1.234 billion"},
	} {
		for _, text := range same[1:] {
			if words := askedWords(text); !slices.Contains(words, same[0]) {
				t.Errorf("%q is asked for as %q, want %s among them", text, words, same[0])
			}
		}
	}
	for text, want := range map[string]string{
		"2024": "2024", "30 June 2025": "30 june 2025", "155mm shells": "155mm shells", "T-72": "t 72", "3.5": "3.5", "2024-03-13": "2024 03 13",
		"F-16s by 5 May 2024": "f 16s by 5 may 2024", "1,2": "1 2", "v1.2.3": "v1.2.3", "5 m": "5 m", "5 miles": "5 miles", "": "", "1e999": "1e999",
		"9999999999999999999999999999 trillion": "9999999999999999999999999999 trillion",
	} {
		got := strings.Join(askedWords(text), " ")
		if got != want {
			t.Errorf("%q is asked for as %q, want %q", text, got, want)
		}
	}
	if got := fmt.Sprint(wordsOf("EUR 20.9 billion, 2024")); got != "[eur 20900000000. 20.9 billion 2024]" {
		t.Errorf("the words of a sum are %s", got)
	}
}

// No other number begins with the word of a number.
func TestNumbersAreNotPrefixes(t *testing.T) {
	for _, pair := range [][2]string{{"2 billion", "20 billion"}, {"1 million", "1.5 million"}, {"2.5m", "2.55m"}} {
		asked, told := askedWords(pair[0])[0], wordsOf(pair[1])[0]
		if strings.HasPrefix(told, asked) {
			t.Errorf("%q finds %q", pair[0], pair[1])
		}
	}
}

func TestStems(t *testing.T) {
	for asked, name := range map[string]string{
		"норвегією": "норвегія", "норвегії": "норвегія", "польщею": "польща", "німеччині": "німеччина", "україною": "україна", "франції": "франція",
		"молдові": "молдова", "китаю": "китай", "палестині": "палестина", "швецією": "швеція", "гуманітарної": "гуманітарна",
	} {
		if stem := stemOf(asked); stem == "" || !strings.HasPrefix(name, stem) {
			t.Errorf("%q has the stem %q, which does not begin %q", asked, stem, name)
		}
	}
	for _, w := range []string{"", "haiti", "чад", "ірак", "мито", "élysée"} {
		if stem := stemOf(w); stem != "" {
			t.Errorf("%q has the stem %q", w, stem)
		}
	}
}

// Whatever is typed is split in time, into words that hold nothing but letters,
// digits and points.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"€20,9 млрд", "1,234,567.89", "1  000", "9,999,999,9", "٣٤", "1,000,", "0.", "1..2", strings.Repeat("9,999", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, words := range [][]string{wordsOf(s), askedWords(s)} {
			for _, w := range words {
				if w == "" || strings.ContainsFunc(w, func(r rune) bool { return !inWord(r) }) {
					t.Errorf("%q has the word %q", s, w)
				}
			}
		}
	})
}
