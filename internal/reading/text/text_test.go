package text_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

func vocabulary(t testing.TB) *text.Vocabulary {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func analyse(v *text.Vocabulary, s string) *text.Document {
	var d text.Document
	d.Analyse(v, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 0, End: len(s)}}})
	return &d
}

func words(d *text.Document) string {
	var out []string
	for i := range d.Tokens {
		out = append(out, d.Of(i))
	}
	return strings.Join(out, "|")
}

func TestTokens(t *testing.T) {
	v := vocabulary(t)
	for in, want := range map[string]string{
		"€20.9 billion to Ukraine.":               "€|20.9|billion|to|Ukraine|.",
		"US$22m, AUD20 and 27bn":                  "US|$|22|m|,|AUD|20|and|27|bn",
		"the U.S. gave 1,250,000 F-16s.":          "the|U.S.|gave|1,250,000|F|-|16|s|.",
		"Ukraine's and the Allies’ aid":           "Ukraine|'s|and|the|Allies|’|aid",
		"Côte d'Ivoire, O'Brien":                  "Côte|d'Ivoire|,|O'Brien",
		"the **:abbr[EU]{title=\"Union\"}** gave": "the|EU|gave",
		"see [the page](https://x.y/z) now":       "see|the|page|now",
		"<br>it[self] <HPH>\\":                    "it|[|self|]|<|HPH|>",
		"price of 16,4 million; 1 of 3":           "price|of|16,4|million|;|1|of|3",
		"a\u00adb wo\u200brd":                     "a\u00adb|wo\u200brd",
	} {
		if got := words(analyse(v, in)); got != want {
			t.Errorf("tokens of %q:\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	v := vocabulary(t)
	for in, want := range map[string]int{
		"He paid in 2024. \"Allies agree,\" he said. It works.":             3,
		"Gen. Smith met Mr. Jones on Dec. 5. Then he left.":                 2,
		"He went to the U.S. The visit was short.":                          2,
		"The U.S. Defense Department gave $1.5 billion.":                    1,
		"\"We stand with you.\" The minister said so.":                      2,
		"J. R. Biden said it. Yes!":                                         2,
		"no stop at all":                                                    1,
		"They came (approx. 5 of them) e.g. yesterday… Then they went home": 2,
	} {
		if got := len(analyse(v, in).Sentences); got != want {
			t.Errorf("%d sentences, want %d: %q", got, want, in)
		}
	}
}

func TestTagsTakeTheLongestPhraseAndItsCapitals(t *testing.T) {
	v := vocabulary(t)
	c := v.Category("party")
	for ref, p := range []string{"US", "European Union", "European", "united states"} {
		v.Add(c, p, ref)
	}
	d := analyse(v, "The US and the European Union told us of the United States")
	var got []string
	for _, tag := range d.Tags {
		got = append(got, d.Slice(tag.Range))
	}
	if s := strings.Join(got, "|"); s != "US|European Union|United States" {
		t.Errorf("tags: %s", s)
	}
}

func FuzzAnalyse(f *testing.F) {
	v := vocabulary(f)
	f.Add("€20.9 billion [x](y) :abbr[EU]{t=\"a b\"} U.S. \u202e'’s**")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		d := analyse(v, s)
		end := int32(0)
		for i, tok := range d.Tokens {
			if tok.Start < end || tok.End <= tok.Start || int(tok.End) > len(s) {
				t.Fatalf("token %d at %d..%d after %d", i, tok.Start, tok.End, end)
			}
			if !utf8.ValidString(s[tok.Start:tok.End]) {
				t.Fatalf("token %d is cut inside a character", i)
			}
			end = tok.End
		}
	})
}

func BenchmarkAnalyse(b *testing.B) {
	v := vocabulary(b)
	s := sample(b)
	var d text.Document
	parts := []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 0, End: len(s)}}}
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		d.Analyse(v, s, parts)
	}
}

// sample is the texts of our own corpus.
func sample(b *testing.B) string {
	files, _ := filepath.Glob("../../../corpus/en/*.txtar")
	var sb strings.Builder
	for _, f := range files {
		c, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		sb.Write(c)
	}
	if sb.Len() == 0 {
		return strings.Repeat("The ministry in Oslo gave the fund 20.5 million kroner for \"repairs\" in 2021, it said. ", 5000)
	}
	return sb.String()
}
