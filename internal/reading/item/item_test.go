package item_test

import (
	"fmt"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/reading/item"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

type readers struct {
	vocab   *text.Vocabulary
	numbers *number.Reader
	items   *item.Reader
}

func newReaders(t testing.TB) readers {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		t.Fatal(err)
	}
	n, err := number.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	r, err := item.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	return readers{v, n, r}
}

func (r readers) find(s string) []item.Mention {
	var d text.Document
	d.Analyse(r.vocab, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 0, End: len(s)}}})
	return r.items.Find(&d, r.numbers.Find(&d, nil), nil)
}

func TestItems(t *testing.T) {
	r := newReaders(t)
	for in, want := range map[string]string{
		"Latvia sent 12,000 artillery shells and two Patriot batteries.":             "12000 artillery shells; 2 Patriot batteries",
		"Spain will deliver 105 155mm howitzers.":                                    "105 155mm howitzers",
		"hundreds of armoured vehicles left the port":                                " armoured vehicles",
		"Peru received 5.4 million vaccine doses.":                                   "5400000 vaccine doses",
		"Norway gave six F-16 fighter jets":                                          "6 F-16 fighter jets",
		"The M142 launchers and F-16 jets are old.":                                  "",
		"155 mm shells are scarce.":                                                  "",
		"Chad got 30,000 tonnes of grain from Ghana.":                                "30000 tonnes of grain",
		"The school opened 20 years ago with tents.":                                 "",
		"They trained 1,500 Malian soldiers in Porto.":                               "1500 Malian soldiers",
		"They sent 14 Leopard 1 A5 tanks.":                                           "14 Leopard 1 A5 tanks",
		"Rome sent 12 Bandvagn 206 all-terrain vehicles and 16 trucks.":              "12 Bandvagn 206 all-terrain vehicles; 16 trucks",
		"It sent 5,000 rounds of 122 mm ammunition to Kyiv.":                         "5000 rounds of 122 mm ammunition",
		"They gave 150 man-portable anti-aircraft missiles.":                         "150 man-portable anti-aircraft missiles",
		"Qatar flew in 118 tons of food and medicine.":                               "118 tons of food",
		"It cost $20 million in trucks.":                                             "",
		"a loan of 300 million for trucks":                                           "",
		"Kenya sent thirty newly refurbished infantry fighting vehicles to the port": "30 newly refurbished infantry fighting vehicles",
	} {
		var got []string
		for _, m := range r.find(in) {
			got = append(got, fmt.Sprintf("%s %s", m.Item.Count, m.Item.What))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%q:\n got %q\nwant %q", in, s, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	r := newReaders(f)
	f.Add("Latvia sent 12,000 artillery shells, hundreds of 155-mm howitzers")
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range r.find(strings.ToValidUTF8(s, "")) {
			if m.First >= m.What.First && m.Item.What == "" {
				t.Fatalf("an item without a name: %+v", m)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	r := newReaders(b)
	s := strings.Repeat("The ministry said on Monday that Latvia had sent 12,000 artillery shells, two batteries and hundreds of tents to schools in the north, which were damaged. ", 500)
	var d text.Document
	d.Analyse(r.vocab, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 0, End: len(s)}}})
	numbers := r.numbers.Find(&d, nil)
	var into []item.Mention
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		into = r.items.Find(&d, numbers, into[:0])
	}
}
