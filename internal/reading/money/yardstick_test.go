package money_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/money"
	"pledgebook/internal/reading/text"
)

const corpora = "../../../../shared/corpora"

// load reads a JSON file of the development corpora, or skips the test.
func load(t *testing.T, name string, into any) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(corpora, name))
	if os.IsNotExist(err) {
		t.Skipf("the development corpora are not here: no %s", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatal(err)
	}
}

type recognizerCase struct {
	Input   string
	Results []struct {
		Text       string
		Start, End int
		Resolution struct {
			Value       *string `json:"value"`
			Unit        string  `json:"unit"`
			ISOCurrency string  `json:"isoCurrency"`
		}
	}
}

// unitCodes are the currencies that the recognizers' units without a code mean,
// where our reading settles them.
var unitCodes = map[string]string{"Dollar": "USD", "Pound": "GBP", "Pence": "GBP", "Penny": "GBP", "Netherlands guilder": "NLG",
	"Peseta": "ESP", "British pound": "GBP", "United States dollar": "USD", "Bitcoin": "BTC", "Satoshi": "BTC", "Euro": "EUR"}

// minorUnits are the units whose value the recognizers give in hundredths or less.
var minorUnits = map[string]string{"Cent": "0.01", "Pence": "0.01", "Penny": "0.01", "Satoshi": "0.00000001"}

// disputed says why we read a sum otherwise than the recognizers do, by the text
// that they mark.
var disputed = map[string]string{
	"one dollar and two": "\"one dollar and two and three points\": three things are counted, and nothing says two cents",
	"c $ 100 and fifty":  "\"100 and fifty\" is 150 or 100 and something, but nothing says fifty cents",
	"$10":                "\"$10 dollars\": the sum goes to the end of its unit, as in all their other cases",
}

// TestRecognizersCurrency scores the currency cases of the recognizers corpus:
// all are right but those that we dispute.
func TestRecognizersCurrency(t *testing.T) {
	var cases []recognizerCase
	load(t, "recognizers/currency-en.json", &cases)
	b := newBench(t)
	right, all, disputes := 0, 0, 0
	for _, c := range cases {
		d, sums := b.read(c.Input, 0)
		for _, want := range c.Results {
			if want.Resolution.Value == nil {
				continue // a currency without a figure is no sum
			}
			all++
			span := pledgebook.Span{Start: runeOffset(c.Input, want.Start), End: runeOffset(c.Input, want.End+1)}
			ok := slices.ContainsFunc(sums, func(m money.Mention) bool {
				return d.Span(m.Anchor) == span && agrees(m, *want.Resolution.Value, want.Resolution.Unit, want.Resolution.ISOCurrency)
			})
			if ok {
				right++
				continue
			}
			if why := disputed[want.Text]; why != "" {
				disputes++
				t.Logf("disputed: %q of %q: %s", want.Text, c.Input, why)
				continue
			}
			t.Errorf("missed %q %s %s in %q", want.Text, *want.Resolution.Value, want.Resolution.Unit, c.Input)
		}
	}
	t.Logf("recognizers currency-en: %d of %d sums right in span, value and currency (%.3f), %d disputed", right, all, float64(right)/float64(all), disputes)
	if disputes > 3 {
		t.Errorf("%d cases are called disputed, and only three are", disputes)
	}
}

func runeOffset(s string, n int) int {
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

func agrees(m money.Mention, value, unit, code string) bool {
	v := decimal.MustParse(value)
	if f, ok := minorUnits[unit]; ok {
		v, _ = v.Mul(decimal.MustParse(f))
	}
	if code == "" {
		code = unitCodes[unit]
	}
	return m.Money.Lo.Cmp(v) == 0 && m.Money.Hi.Cmp(v) == 0 && (m.Money.Currency == code || unit == "Cent")
}

type goldText struct {
	ID, Published, Text string
}

type goldMoney struct {
	Lo, Hi              decimal.Decimal
	Currency, Qualifier string
	Verbatim            string
}

type goldClaims struct {
	Claims []struct {
		Evidence string
		Money    *goldMoney
	}
}

// tally counts how the sums of the gold claims were read.
type tally struct {
	all, found, qualifier, wrongSize int
}

// TestGoldSums asks whether the sum of every hand-marked claim is among the sums
// read from its text, and whether any is read in a wrong size unmarked.
func TestGoldSums(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpora, "gold/claims/*.json"))
	if err != nil || len(files) == 0 {
		t.Skip("the gold claims are not here")
	}
	b, n := newBench(t), tally{}
	for _, name := range files {
		b.scoreGold(t, filepath.Base(name), &n)
	}
	t.Logf("gold claims: %d of %d sums found (%.3f), qualifier right in %d, wrong size unmarked %d",
		n.found, n.all, float64(n.found)/float64(n.all), n.qualifier, n.wrongSize)
	if n.found*1000 < n.all*990 {
		t.Errorf("fewer than 99 %% of the gold sums found")
	}
	if n.wrongSize > 0 {
		t.Errorf("%d sums of a wrong size are not marked suspect", n.wrongSize)
	}
}

func (b *bench) scoreGold(t *testing.T, base string, n *tally) {
	var text goldText
	var gold goldClaims
	load(t, "gold/texts/"+base, &text)
	load(t, "gold/claims/"+base, &gold)
	day, err := pledgebook.ParseDay(text.Published)
	if err != nil {
		t.Fatal(err)
	}
	d, sums := b.read(text.Text, day)
	for _, c := range gold.Claims {
		if c.Money == nil {
			continue
		}
		n.all++
		at := strings.Index(text.Text, c.Evidence)
		evidence := pledgebook.Span{Start: at, End: at + len(c.Evidence)}
		m, ok := c.Money.among(d, sums, evidence)
		switch {
		case !ok:
			t.Logf("%s: no sum %s %s..%s %q", base, c.Money.Currency, c.Money.Lo, c.Money.Hi, c.Money.Verbatim)
			n.wrongSize += c.Money.wrongSizes(d, sums, evidence)
			continue
		case string(m.Money.Qualifier) == c.Money.Qualifier:
			n.qualifier++
		default:
			t.Logf("%s: gold says %s of %s", base, c.Money.Qualifier, notation(d, m))
		}
		n.found++
	}
}

// among returns the sum of the same value and currency, preferably one inside
// the claim's evidence.
func (g *goldMoney) among(d *text.Document, sums []money.Mention, evidence pledgebook.Span) (best money.Mention, found bool) {
	for _, m := range sums {
		if m.Money.Currency != g.Currency || m.Money.Lo.Cmp(g.Lo) != 0 || m.Money.Hi.Cmp(g.Hi) != 0 {
			continue
		}
		if !found || d.Span(m.Range).Overlaps(evidence) {
			best, found = m, true
		}
	}
	return best, found
}

// wrongSizes counts the sums inside the evidence that are read from the claim's
// own words, off by a factor of ten or more, and not marked.
func (g *goldMoney) wrongSizes(d *text.Document, sums []money.Mention, evidence pledgebook.Span) (n int) {
	for _, m := range sums {
		if d.Span(m.Range).Overlaps(evidence) && len(m.Suspect) == 0 && strings.Contains(g.Verbatim, d.Slice(m.Anchor)) && tenfold(m.Money.Lo, g.Lo) {
			n++
		}
	}
	return n
}

// tenfold reports that one figure is ten times the other or more.
func tenfold(a, b decimal.Decimal) bool {
	if a.Cmp(b) > 0 {
		a, b = b, a
	}
	ten, err := a.Mul(decimal.Ten)
	return err != nil || ten.Cmp(b) <= 0
}

// TestDonorTrackerBrackets lists every sum of the analysts' updates whose
// bracket does not fit the rate of its day.
func TestDonorTrackerBrackets(t *testing.T) {
	var updates []struct {
		Slug, Title, Content string
		Published            string `json:"publish_date"`
	}
	load(t, "donortracker/updates.json", &updates)
	b := newBench(t)
	pairs, alarms := 0, 0
	for _, u := range updates {
		day, err := pledgebook.ParseDay(u.Published[:10])
		if err != nil {
			t.Fatal(err)
		}
		d, sums := b.read(u.Content, day)
		for _, m := range sums {
			pairs += len(m.Money.Also)
			for _, s := range m.Suspect {
				alarms++
				t.Logf("%s: %q: %s", u.Slug, d.Slice(m.Range), s.Reason)
			}
		}
	}
	t.Logf("donortracker: %d sums in two currencies, %d alarms in %d updates", pairs, alarms, len(updates))
	if alarms > 15 {
		t.Errorf("more than 15 alarms")
	}
	if pairs < 350 {
		t.Errorf("only %d bracketed sums tied to theirs", pairs)
	}
}
