package money_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/money"
	"pledgebook/lexicon"
)

// TestComposed builds sums of a known value from every way to write a currency, a
// number, a scale and a hedge, and holds each reading to it: the right value in the
// right currency, or nothing. A wrong size is never right.
func TestComposed(t *testing.T) {
	b := newBench(t)
	var c composed
	for _, cur := range currencyForms(t) {
		for _, n := range numberForms {
			for _, s := range scaleForms {
				for _, h := range hedgeForms {
					c.check(t, b, cur, n, s, h)
				}
			}
		}
	}
	share := 100 * c.right / c.all
	t.Logf("%d sums, %d read (%d %%)", c.all, c.right, share)
	if share < 97 {
		t.Errorf("only %d of %d composed sums are read", c.right, c.all)
	}
}

// composed counts what was read of the sums that were made.
type composed struct{ all, right, wrong int }

type form struct {
	text, value string
}

// currencyForm is one way to write a currency: before the figure or behind it.
type currencyForm struct {
	text, code string
	before     bool
	tight      bool // no blank between sign and figure
	year       int
}

var (
	numberForms = []form{
		{"27", "27"}, {"8.57", "8.57"}, {"1,234", "1234"}, {"1,234,567", "1234567"}, {"0.5", "0.5"}, {"16,4", "16.4"}, {"120.0", "120"},
		{"three", "3"}, {"twenty-seven", "27"}, {"half a", "0.5"}, {"one and a half", "1.5"}, {"two hundred and fifty", "250"},
	}
	scaleForms = []form{
		{"", "1"}, {" thousand", "1000"}, {" million", "1000000"}, {" mln", "1000000"}, {"m", "1000000"}, {" billion", "1000000000"},
		{"bn", "1000000000"}, {" bln", "1000000000"}, {" trillion", "1000000000000"}, {" crore", "10000000"}, {"k", "1000"}, {" M", "1000000"},
	}
	hedgeForms = []string{"", "about ", "more than ", "up to a maximum of ", "nearly ", "an additional "}
)

// currencyForms lists every ISO code in use, and the names and signs that mean one
// currency alone.
func currencyForms(t *testing.T) (all []currencyForm) {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	careful := map[string]bool{}
	for _, row := range lex.Table("notcurrencies").Rows {
		careful[row.Phrase()] = true
	}
	for _, row := range lex.Table("currencies").Rows {
		if row.Get("until") == "" && !careful[row.Phrase()] && row.Phrase() != "BTC" {
			all = append(all, currencyForm{row.Phrase(), row.Phrase(), true, false, 2024}, currencyForm{row.Phrase(), row.Phrase(), false, false, 2024})
		}
	}
	for _, s := range []struct{ text, code string }{
		{"$", "USD"}, {"US$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"C$", "CAD"}, {"CA$", "CAD"}, {"A$", "AUD"}, {"NZ$", "NZD"}, {"HK$", "HKD"}, {"S$", "SGD"}, {"R$", "BRL"}, {"¥", "JPY"}, {"₹", "INR"},
	} {
		all = append(all, currencyForm{s.text, s.code, true, true, 2024}, currencyForm{s.text, s.code, true, false, 2024})
	}
	for _, s := range []struct{ text, code string }{
		{"dollars", "USD"}, {"US dollars", "USD"}, {"euros", "EUR"}, {"euro", "EUR"}, {"pounds sterling", "GBP"}, {"Norwegian kroner", "NOK"}, {"Swedish kronor", "SEK"}, {"Danish crowns", "DKK"}, {"Swiss francs", "CHF"},
		{"Canadian dollars", "CAD"}, {"Indian rupees", "INR"}, {"yen", "JPY"}, {"yuan", "CNY"}, {"UAE dirhams", "AED"}, {"Saudi riyals", "SAR"}, {"Kuwaiti dinars", "KWD"}, {"Turkish liras", "TRY"}, {"Polish zloty", "PLN"},
	} {
		all = append(all, currencyForm{s.text, s.code, false, false, 2024})
	}
	return all
}

func (c *composed) check(t *testing.T, b *bench, cur currencyForm, n, s form, hedge string) {
	figure := n.text + s.text
	spelled := n.text[0] >= 'a'
	switch {
	case spelled && (len(s.text) == 1 || s.text == "bn" || cur.before), n.text == "half a" && s.text == "", s.text == "m" && !cur.before && cur.text != "euros", s.text == "k" && !cur.before, s.text == " M" && (!cur.before || spelled):
		return // nobody writes "threem dollars" or "$three million"
	case n.text == "16,4" && s.text == "", n.text == "1,234" && s.text != "", n.text == "1,234,567" && s.text != "", n.text == "half a" && s.text == " crore", n.text == "half a" && s.text == " mln":
		return
	}
	sum := figure + " " + cur.text
	if cur.before {
		sum = cur.text + " " + figure
		if cur.tight {
			sum = cur.text + figure
		}
	}
	text := "The ministry set aside " + hedge + sum + " for schools in Malawi, where 3 villages lost 40 wells."
	c.all++
	_, found := b.read(text, pledgebook.DateOf(cur.year, 5, 14))
	want, err := decimal.MustParse(n.value).Mul(decimal.MustParse(s.value))
	if err != nil {
		t.Fatal(err)
	}
	if why := judge(found, cur.code, want); why != "" {
		if c.wrong++; c.wrong <= 20 {
			t.Errorf("%q: %s", text, why)
		}
	} else if len(found) == 1 {
		c.right++
	}
}

// judge says what is wrong with the one sum that was read; nothing where none was.
func judge(found []money.Mention, code string, want decimal.Decimal) string {
	switch {
	case len(found) == 0:
		return ""
	case len(found) > 1:
		return fmt.Sprintf("%d sums were read: %s", len(found), verbatims(found))
	}
	m := &found[0].Money
	if len(found[0].Suspect) > 0 {
		return ""
	}
	if m.Lo.Cmp(want) != 0 || m.Hi.Cmp(want) != 0 {
		return fmt.Sprintf("read as %s to %s, it is %s", m.Lo, m.Hi, want)
	}
	if m.Currency != code && m.Currency != "" {
		return fmt.Sprintf("read as %s, it is %s", m.Currency, code)
	}
	return ""
}

func verbatims(found []money.Mention) string {
	var all []string
	for _, m := range found {
		all = append(all, m.Money.Verbatim)
	}
	return strings.Join(all, "; ")
}
