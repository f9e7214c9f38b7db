package number_test

import (
	"fmt"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

func reader(t testing.TB) (*number.Reader, *text.Vocabulary) {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		t.Fatal(err)
	}
	r, err := number.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	return r, v
}

func analyse(v *text.Vocabulary, s string) *text.Document {
	var d text.Document
	d.Analyse(v, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 0, End: len(s)}}})
	return &d
}

// notation writes a mention as the corpus does: value or range, flags, words.
func notation(d *text.Document, m number.Mention) string {
	var s strings.Builder
	if m.Ordinal > 0 {
		fmt.Fprintf(&s, "ordinal %d", m.Ordinal)
	} else {
		s.WriteString(pledgebook.Plain(m.Lo))
	}
	if m.Lo.Cmp(m.Hi) != 0 {
		s.WriteString(".." + pledgebook.Plain(m.Hi))
	}
	for _, f := range []struct {
		set  bool
		name string
	}{{m.Percent, "percent"}, {m.Fraction, "fraction"}, {m.Vague, "vague"}, {m.Open, "open"}, {m.Letter, "letter"}, {m.Glued, "glued"}} {
		if f.set {
			s.WriteString(" " + f.name)
		}
	}
	fmt.Fprintf(&s, " %q", d.Slice(m.Range))
	return s.String()
}

func TestExamples(t *testing.T) {
	r, v := reader(t)
	examples, err := corpus.Examples("en", "number")
	if err != nil {
		t.Fatal(err)
	}
	if len(examples) == 0 {
		t.Fatal("no examples of numbers")
	}
	for _, e := range examples {
		d := analyse(v, e.Text)
		var got []string
		for _, m := range r.Find(d, nil) {
			got = append(got, notation(d, m))
		}
		if g, w := strings.Join(got, "\n\t"), strings.Join(e.Want, "\n\t"); g != w {
			t.Errorf("%s: %s\ngot\n\t%s\nwant\n\t%s", e, e.Text, g, w)
		}
	}
}

// sample is half a megabyte of news-like prose from our own examples.
func sample(t testing.TB) string {
	t.Helper()
	var sb strings.Builder
	for _, folder := range []string{"number", "money"} {
		examples, err := corpus.Examples("en", folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range examples {
			sb.WriteString(e.Text)
			sb.WriteString(" The minister said after the meeting that the government would stand by its partners and that talks on the details of the plan were to go on through the summer. ")
		}
	}
	return strings.Repeat(sb.String(), 1+500_000/sb.Len())
}
