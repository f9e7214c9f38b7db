package money_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/reading/money"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// bench is the two readers over one vocabulary.
type bench struct {
	vocab   *text.Vocabulary
	numbers *number.Reader
	sums    *money.Reader
}

func newBench(t testing.TB) *bench {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{}
	if b.vocab, err = text.NewVocabulary(lex); err != nil {
		t.Fatal(err)
	}
	if b.numbers, err = number.New(b.vocab, lex); err != nil {
		t.Fatal(err)
	}
	if b.sums, err = money.New(b.vocab, lex); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) read(s string, published pledgebook.Day) (*text.Document, []money.Mention) {
	var d text.Document
	d.Analyse(b.vocab, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 0, End: len(s)}}})
	return &d, b.sums.Find(&d, b.numbers.Find(&d, nil), published, nil)
}

// notation writes a mention as the corpus does: currency, value or range, flags,
// the same sum in other currencies, words.
func notation(d *text.Document, m money.Mention) string {
	var s strings.Builder
	s.WriteString(amount(pledgebook.Amount{Lo: m.Money.Lo, Hi: m.Money.Hi, Currency: m.Money.Currency}))
	if m.Money.Qualifier != pledgebook.Exact {
		s.WriteString(" " + string(m.Money.Qualifier))
	}
	if m.Per != "" {
		s.WriteString(" per-" + m.Per)
	}
	for _, f := range []struct {
		set  bool
		name string
	}{{m.Each, "each"}, {m.UnitPrice, "unit-price"}, {len(m.Suspect) > 0, "suspect"}} {
		if f.set {
			s.WriteString(" " + f.name)
		}
	}
	for _, a := range m.Money.Also {
		s.WriteString(" also " + amount(a))
	}
	if m.FractionOf.Len() > 0 {
		fmt.Fprintf(&s, " %s of %q", pledgebook.Plain(m.Share.Decimal), d.Slice(m.FractionOf))
	}
	fmt.Fprintf(&s, " %q", d.Slice(m.Anchor))
	return s.String()
}

func amount(a pledgebook.Amount) string {
	s := a.Currency
	if s == "" {
		s = "?"
	}
	s += " " + pledgebook.Plain(a.Lo)
	if a.Lo.Cmp(a.Hi) != 0 {
		s += ".." + pledgebook.Plain(a.Hi)
	}
	return s
}

func TestExamples(t *testing.T) {
	b := newBench(t)
	examples, err := corpus.Examples("en", "money")
	if err != nil {
		t.Fatal(err)
	}
	if len(examples) == 0 {
		t.Fatal("no examples of money")
	}
	for _, e := range examples {
		d, sums := b.read(e.Text, e.Published)
		var got []string
		for _, m := range sums {
			got = append(got, notation(d, m))
		}
		if g, w := strings.Join(got, "\n\t"), strings.Join(e.Want, "\n\t"); g != w {
			t.Errorf("%s: %s\ngot\n\t%s\nwant\n\t%s", e, e.Text, g, w)
		}
	}
}

// Whose "$" it is, by where the report is written.
func TestGround(t *testing.T) {
	b := newBench(t)
	australia, canberra := money.Ground{Home: "AUS"}, money.Ground{Place: "AUS"}
	givers := money.Ground{Gives: func(id pledgebook.PartyID) bool {
		return slices.Contains([]pledgebook.PartyID{"AUS", "NZL", "USA", "IND"}, id)
	}}
	for _, c := range []struct {
		ground money.Ground
		text   string
		want   string
	}{
		{australia, "Australia will give Fiji $20 million for its schools.", "AUD"},
		{australia, "Australia will give Fiji $20 million, the United States US$5 million.", "USD USD"}, // a state of the usual dollar stands near
		{australia, "Australia gives Fiji $20 million. The United States gives $5 million.", "AUD USD"},
		{australia, "Australia gives Fiji A$20 million. Germany gives $5 million.", "AUD AUD"}, // the sign before settles it, not the site
		{australia, "The World Bank lends Fiji $20 million.", "USD"},                           // nothing speaks of Australia
		{canberra, "Australia will give Fiji $20 million.", "USD"},                             // an agency writes there, too
		{canberra, "Australia will give Fiji $20 million, or US$13 million.", "AUD"},
		{money.Ground{Home: "who"}, "Australia will give Fiji $20 million.", "USD"},
		{money.Ground{}, "Australia will give Fiji $20 million.", "USD"},
		{givers, "Australia will give Fiji $20 million.", "USD"}, // told by whoever, in the world's dollars
		{givers, "The Australian government will give Fiji $20 million.", "AUD"},
		{givers, "The Australian government will give Fiji $2 million, which brings Australia's aid to $3 million.", "AUD AUD"},
		{givers, "The agency asked for $40 million for Tonga, which the Australian government welcomed.", "USD"},
		{givers, "The Australian government and the United States gave Tonga $5 million.", "USD"},
		{givers, "The Fijian government gave Tonga $5 million.", "USD"},
		{givers, "The New Zealand government gave Fiji $4 million, on top of A$1 million from Canberra.", "NZD AUD"},
		{givers, "India helps Nepal. The Indian government gave Nepal and the Maldives 500 million rupees.", "INR"},
		{givers, "Nepal and Mauritius share 500 million rupees.", ""},
	} {
		var d text.Document
		d.Analyse(b.vocab, c.text, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(c.text)}}})
		var got []string
		for _, m := range b.sums.FindFor(&d, b.numbers.Find(&d, nil), pledgebook.DateOf(2025, 3, 12), func() money.Ground { return c.ground }, nil) {
			got = append(got, m.Money.Currency)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %s: %s: %s, want %s", c.ground.Home, c.ground.Place, c.text, s, c.want)
		}
	}
}
