package stage_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

func reader(t testing.TB) (*text.Vocabulary, *stage.Reader) {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		t.Fatal(err)
	}
	r, err := stage.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	return v, r
}

func analyse(v *text.Vocabulary, s string) *text.Document {
	var d text.Document
	d.Analyse(v, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 0, End: len(s)}}})
	return &d
}

var forms = map[stage.Form]string{stage.Finite: "finite", stage.Infinitive: "infinitive", stage.Participle: "participle", stage.Gerund: "gerund", stage.Attributive: "attributive"}

// predicates writes each verb group of a text with its class, form and marks.
func predicates(v *text.Vocabulary, r *stage.Reader, s string) string {
	d := analyse(v, s)
	var out []string
	for _, sent := range d.Sentences {
		for _, p := range r.Predicates(d, sent.Range, false, nil) {
			mark := ""
			for _, m := range []struct {
				on   bool
				name string
			}{{p.Passive, "passive"}, {p.Perfect, "perfect"}, {p.Negated, "negated"}, {p.Mood == stage.Future, "future"}, {p.Mood == stage.Expected, "expected"}, {p.Mood == stage.PlannedMood, "planned"}, {p.Mood == stage.Intended, "intended"}} {
				if m.on {
					mark += " " + m.name
				}
			}
			out = append(out, fmt.Sprintf("%s: %s %s%s", d.Slice(p.Range), p.Class, forms[p.Form], mark))
		}
	}
	return strings.Join(out, "; ")
}

func TestVerbGroups(t *testing.T) {
	v, r := reader(t)
	for in, want := range map[string]string{
		"Chile has already allocated 5 million pesos.":          "has already allocated: allocate finite perfect",
		"The sum will be disbursed in May.":                     "will be disbursed: disburse finite passive future",
		"Oslo plans to provide tents.":                          "plans to provide: give finite intended",
		"Rome is expected to approve a loan.":                   "is expected to approve: commit finite expected",
		"Peru will not give the money.":                         "will not give: give finite negated future",
		"Madrid refused to send tanks.":                         "refused: refuse finite; to send: give infinitive future",
		"The loan approved by the bank was large.":              "approved: commit participle",
		"It spoke of the promised 40 million.":                  "promised: promise attributive",
		"Japan pledges $5 million for its pledges of aid.":      "pledges: promise finite",
		"Its support for grants and its pledges of aid matter.": "",
	} {
		if got := predicates(v, r, in); got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestNounsTakeTheLongest(t *testing.T) {
	v, r := reader(t)
	d := analyse(v, "The military aid package and the debt relief are no arms sales.")
	var got []string
	for _, n := range r.Nouns(d, d.Sentences[0].Range, nil) {
		got = append(got, fmt.Sprintf("%s %s %d", d.Slice(n.Range), n.Class, n.Strength))
	}
	if s := strings.Join(got, "; "); s != "military aid package sum 2; debt relief aid 2; arms sales not-aid -3" {
		t.Errorf("nouns: %s", s)
	}
}

func FuzzPredicates(f *testing.F) {
	v, r := reader(f)
	f.Add("Oslo will not have been expected to plan to give, to be given and giving the promised aid")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		d := analyse(v, s)
		for _, sent := range d.Sentences {
			for _, p := range r.Predicates(d, sent.Range, false, nil) {
				if !sent.Contains(p.Range) || p.Head < p.First || p.Head >= p.End {
					t.Fatalf("predicate %v with its head at %d in sentence %v", p.Range, p.Head, sent.Range)
				}
			}
		}
	})
}

func BenchmarkPredicates(b *testing.B) {
	v, r := reader(b)
	s := strings.Repeat("The ministry said on Monday that it had allocated the promised money and that schools, which were damaged, will be rebuilt by spring. ", 500)
	d := analyse(v, s)
	var into []stage.Predicate
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		for _, sent := range d.Sentences {
			into = r.Predicates(d, sent.Range, false, into[:0])
		}
	}
}
