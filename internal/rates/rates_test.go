package rates

import (
	"archive/zip"
	"bytes"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/lexicon"
)

// The banks' formats, with rates and days of our own.
const (
	ecbHistory = "Date,USD,GBP,CYP,\n2031-05-06,1.25,0.8,N/A,\n2031-05-05,1.2,0.75,0.58,\n"
	ecbDaily   = "Date, USD, GBP, \n7 May 2031, 1.5, 0.50, \n"
	nbuRange   = `[{"exchangedate":"05.05.2031","r030":840,"cc":"USD","enname":"US Dollar","rate":40.5,"units":1,"rate_per_unit":40.5},
{"exchangedate":"05.05.2031","cc":"JPY","rate":2700,"units":100},{"exchangedate":"05.05.2031","cc":"EUR","rate":48.6}]`
	imfTable = "SDRs per Currency unit and Currency units per SDR (1)\nlast five days\nSDRs per Currency unit (2)\n\nCurrency\tMay 6, 2031\tMay 5, 2031\n" +
		"U.S. dollar\t0.75\t0.8\n\nCurrency units per SDR(3)\n\nCurrency\tMay 6, 2031\tMay 5, 2031\nU.S. dollar\t1.300000\t1.250000\t\nKorean won\tNA\t1,700.5\nMoon crown\t1\t2\n"
)

func day(s string) pledgebook.Day {
	d, err := pledgebook.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func table(t testing.TB) *Table {
	t.Helper()
	table := &Table{}
	for name, file := range map[string]string{"ecb-all": ecbHistory, "ecb-day": ecbDaily, "nbu-usd": nbuRange, "imf": imfTable} {
		quotes, err := Read(name, []byte(file))
		if err != nil {
			t.Fatal(err)
		}
		table.Add(quotes...)
	}
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	averages, err := YearlyAverages(lex)
	if err != nil {
		t.Fatal(err)
	}
	table.Add(averages...)
	return table
}

func TestConvert(t *testing.T) {
	rates := table(t)
	for _, tt := range []struct{ amount, from, to, on, want string }{
		{"100", "EUR", "USD", "2031-05-05", "EUR 100 = USD 120 at 1 EUR = 1.2 USD on 2031-05-05 (European Central Bank)"},
		{"120", "USD", "EUR", "2031-05-05", "USD 120 = EUR 100 at 1 EUR = 1.2 USD on 2031-05-05 (European Central Bank)"},
		{"80", "GBP", "USD", "2031-05-06", "GBP 80 = USD 125 at 1 EUR = 0.8 GBP on 2031-05-06 (European Central Bank), and 1 EUR = 1.25 USD on 2031-05-06 (European Central Bank)"},
		{"100", "EUR", "USD", "2031-05-11", "EUR 100 = USD 150 at 1 EUR = 1.5 USD on 2031-05-07 (European Central Bank)"},
		{"405", "UAH", "USD", "2031-05-05", "UAH 405 = USD 10 at 1 USD = 40.5 UAH on 2031-05-05 (National Bank of Ukraine)"},
		{"100", "JPY", "UAH", "2031-05-05", "JPY 100 = UAH 2700 at 1 JPY = 27 UAH on 2031-05-05 (National Bank of Ukraine)"},
		{"75", "GBP", "UAH", "2031-05-05", "GBP 75 = UAH 4860 at 1 EUR = 0.75 GBP on 2031-05-05 (European Central Bank), and 1 EUR = 48.6 UAH on 2031-05-05 (National Bank of Ukraine)"},
		{"10", "XDR", "USD", "2031-05-06", "XDR 10 = USD 13 at 1 XDR = 1.3 USD on 2031-05-06 (International Monetary Fund)"},
		{"2", "XDR", "KRW", "2031-05-05", "XDR 2 = KRW 3401 at 1 XDR = 1700.5 KRW on 2031-05-05 (International Monetary Fund)"},
		{"7", "EUR", "EUR", "2031-05-05", "EUR 7 = EUR 7"},
		{"100", "USD", "EUR", "2024-08-01", "USD 100 = EUR 92.41 at 1 USD = 0.92413 EUR as the average of 2024 (European Central Bank)"},
	} {
		c, err := rates.Convert(decimal.MustParse(tt.amount), tt.from, tt.to, day(tt.on), true)
		if err != nil || c.String() != tt.want {
			t.Errorf("%s %s to %s: %v, %v\nwant %s", tt.amount, tt.from, tt.to, c, err, tt.want)
		}
	}
}

// A missing rate is said, not guessed.
func TestMissingRates(t *testing.T) {
	rates := table(t)
	for _, tt := range []struct {
		from, to string
		on       pledgebook.Day
		average  bool
		want     pledgebook.ErrorKind
	}{
		{"EUR", "USD", day("2031-05-15"), true, pledgebook.NotFound}, // eight days after the last
		{"EUR", "USD", day("2031-05-04"), true, pledgebook.NotFound}, // before the first
		{"EUR", "USD", day("2024-08-01"), false, pledgebook.NotFound},
		{"EUR", "CYP", day("2031-05-20"), true, pledgebook.NotFound},
		{"EUR", "QQQ", day("2031-05-05"), true, pledgebook.NotFound},
		{"EUR", "USD", 0, true, pledgebook.Invalid},
	} {
		c, err := rates.Convert(decimal.Ten, tt.from, tt.to, tt.on, tt.average)
		if pledgebook.KindOf(err) != tt.want {
			t.Errorf("%s to %s on %s: %v, %v, want an error of kind %s", tt.from, tt.to, tt.on, c, err, tt.want)
		}
	}
	if _, err := rates.Convert(decimal.MustParse("9999999999999999999"), "EUR", "UAH", day("2031-05-05"), false); pledgebook.KindOf(err) != pledgebook.TooLarge {
		t.Errorf("a sum that is too large: %v", err)
	}
}

func TestBetween(t *testing.T) {
	rates := table(t)
	lo, hi, ok := rates.Between("EUR", "USD", day("2031-05-05"))
	if !ok || lo.String() != "1.2" || hi.String() != "1.2" {
		t.Errorf("a day's rate is %s to %s, %v", lo, hi, ok)
	}
	lo, hi, ok = rates.Between("USD", "EUR", day("2024-08-01"))
	if !ok || lo.String() != "0.893176" || hi.String() != "0.962557" {
		t.Errorf("an average is %s to %s, %v", lo, hi, ok)
	}
	if _, _, ok := rates.Between("EUR", "QQQ", day("2031-05-05")); ok {
		t.Error("a rate was guessed")
	}
}

// There and back again is the same sum, but for the last digits; and what is
// more in one currency is not less in another.
func TestConversionsAgree(t *testing.T) {
	rates := table(t)
	currencies := []string{"EUR", "USD", "GBP", "UAH", "XDR", "JPY"}
	rapid.Check(t, func(t *rapid.T) {
		from, to := rapid.SampledFrom(currencies).Draw(t, "from"), rapid.SampledFrom(currencies).Draw(t, "to")
		a, b := rapid.Int64Range(1, 1_000_000_000).Draw(t, "a"), rapid.Int64Range(1, 1_000_000_000).Draw(t, "b")
		x, err1 := rates.Convert(decimal.MustNew(a, 0), from, to, day("2031-05-05"), false)
		y, err2 := rates.Convert(decimal.MustNew(b, 0), from, to, day("2031-05-05"), false)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if a <= b && x.Result.Cmp(y.Result) > 0 {
			t.Fatalf("%v is more than %v", x, y)
		}
		back, err := along(x.Factor, to, backwards(x.Quotes))
		if err != nil {
			t.Fatal(err)
		}
		off, err := back.SubAbs(decimal.One)
		if err != nil || off.Cmp(decimal.MustNew(1, 12)) > 0 {
			t.Fatalf("%s to %s and back is %s", from, to, back)
		}
	})
}

func backwards(quotes []Quote) (out []Quote) {
	for i := len(quotes) - 1; i >= 0; i-- {
		out = append(out, quotes[i])
	}
	return out
}

func TestZippedFile(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("eurofxref-hist.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(ecbHistory)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	quotes, err := ReadECB(b.Bytes())
	if err != nil || len(quotes) != 5 {
		t.Errorf("%d quotes, %v; want 5", len(quotes), err)
	}
}

func TestBadFiles(t *testing.T) {
	for _, tt := range []struct{ name, file, cause string }{
		{"ecb", "", "does not begin with a line of currencies"},
		{"ecb", "<html>", "does not begin with a line of currencies"},
		{"ecb", "Date,USD\n2031-13-01,1\n", `line 2 of the ECB's file: "2031-13-01" is no date of a rate`},
		{"ecb", "Date,USD\n2031-12-01,-1\n", `"-1" is no rate`},
		{"ecb", "PK\x03\x04rubbish", "the archive of rates is broken"},
		{"nbu", "{}", "this is no answer of the National Bank of Ukraine"},
		{"nbu", `[{"cc":"USD","rate":0,"exchangedate":"01.01.2031"}]`, "rate 1 of the National Bank of Ukraine is no rate"},
		{"nbu", `[{"cc":"USD","rate":1,"exchangedate":"2031-01-01"}]`, "is no date of a rate"},
		{"imf", "Currency\tMay 6, 2031\n", "this is no table of the IMF"},
		{"imf", "Currency units per SDR(3)\nCurrency\tsoon\n", `line 2 of the IMF's table: "soon" is no date`},
		{"other", "", "other is no file of rates"},
	} {
		quotes, err := Read(tt.name, []byte(tt.file))
		if err == nil || !strings.Contains(err.Error(), tt.cause) {
			t.Errorf("%s %q: %d quotes, %v; want %q", tt.name, tt.file, len(quotes), err, tt.cause)
		}
	}
}

func TestDue(t *testing.T) {
	names := func(feeds []Feed) string {
		var all []string
		for _, f := range feeds {
			all = append(all, f.Name+" "+f.URL)
		}
		return strings.Join(all, "\n")
	}
	at := Addresses{ECB: "http://a/", NBU: "http://b", IMF: "http://c"}
	want := "ecb-all http://a/eurofxref-hist.zip\n" +
		"nbu-usd-2014-01-01 http://b?start=20140101&end=20310508&valcode=usd&sort=exchangedate&order=asc&json\n" +
		"nbu-eur-2014-01-01 http://b?start=20140101&end=20310508&valcode=eur&sort=exchangedate&order=asc&json\nimf-2031-05-08 http://c"
	if got := names(Due(&Table{}, day("2031-05-08"), at)); got != want {
		t.Errorf("of an empty table:\n%s", got)
	}
	want = "ecb-day-2031-05-08 http://a/eurofxref.zip\n" +
		"nbu-usd-2031-05-06 http://b?start=20310506&end=20310508&valcode=usd&sort=exchangedate&order=asc&json\n" +
		"nbu-eur-2031-05-06 http://b?start=20310506&end=20310508&valcode=eur&sort=exchangedate&order=asc&json\nimf-2031-05-08 http://c"
	if got := names(Due(table(t), day("2031-05-08"), at)); got != want {
		t.Errorf("of a table up to yesterday:\n%s", got)
	}
}

// The bank's own files: the format as it is, and a rate that anybody can look up.
func TestECBsOwnFiles(t *testing.T) {
	rates := &Table{}
	for _, name := range []string{"eurofxref-hist.csv", "eurofxref.csv"} {
		b, err := os.ReadFile("../../../shared/data/ecb/" + name)
		if err != nil {
			t.Skip("the bank's files are not beside this repository (../shared/data/ecb)")
		}
		quotes, err := ReadECB(b)
		if err != nil {
			t.Fatal(err)
		}
		rates.Add(quotes...)
	}
	c, err := rates.Convert(decimal.MustParse("20900000000"), "EUR", "USD", day("2024-06-30"), false)
	if err != nil {
		t.Fatal(err)
	}
	if want := "EUR 20900000000 = USD 22373450000 at 1 EUR = 1.0705 USD on 2024-06-28 (European Central Bank)"; c.String() != want {
		t.Errorf("got  %s\nwant %s", c, want)
	}
	if n := rates.Len(ECB); n < 200_000 {
		t.Errorf("only %d rates", n)
	}
}

func fuzz(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		quotes, err := Read(name, b)
		for _, q := range quotes {
			if err == nil && (q.Rate.Sign() <= 0 || !q.On.Known()) {
				t.Fatalf("%+v is no quote", q)
			}
		}
	})
}

func FuzzECB(f *testing.F) { fuzz(f, "ecb", ecbHistory, ecbDaily) }
func FuzzNBU(f *testing.F) { fuzz(f, "nbu", nbuRange) }
func FuzzIMF(f *testing.F) { fuzz(f, "imf", imfTable) }

// The averages in the binary that are said to be the ECB's are those of its own
// daily file.
func TestAveragesAreThoseOfTheDailyFile(t *testing.T) {
	file, err := os.ReadFile("../../../shared/data/ecb/eurofxref-hist.csv")
	if err != nil {
		t.Skip("the bank's daily file is not beside this repository (../shared/data/ecb): ", err)
	}
	quotes, err := ReadECB(file)
	if err != nil {
		t.Fatal(err)
	}
	days := map[pledgebook.Day]map[string]decimal.Decimal{}
	for _, q := range quotes {
		if days[q.On] == nil {
			days[q.On] = map[string]decimal.Decimal{"EUR": decimal.One}
		}
		days[q.On][q.Counter] = q.Rate
	}
	shipped, err := YearlyAverages(must(lexicon.Load("en")))
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, q := range shipped {
		if q.Of != ECB {
			continue
		}
		checked++
		compareAverage(t, q, days)
	}
	if checked < 500 {
		t.Errorf("%d averages checked", checked)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func compareAverage(t *testing.T, q Quote, days map[pledgebook.Day]map[string]decimal.Decimal) {
	sum, n := 0.0, 0
	low, high := math.Inf(1), 0.0
	for day, of := range days {
		rate, ok := of[q.Counter]
		dollar, ok2 := of["USD"]
		if !ok || !ok2 || day.Year() != q.On.Year() {
			continue
		}
		a, _ := rate.Float64()
		b, _ := dollar.Float64()
		sum, n, low, high = sum+a/b, n+1, min(low, a/b), max(high, a/b)
	}
	for _, c := range []struct {
		what string
		got  decimal.Decimal
		want float64
	}{{"average", q.Rate, sum / float64(n)}, {"lowest", q.Low, low}, {"highest", q.High, high}} {
		if got, _ := c.got.Float64(); math.Abs(got-c.want) > c.want/10000 {
			t.Errorf("%s %d: %s %v, by the daily file %v", q.Counter, q.On.Year(), c.what, got, c.want)
		}
	}
}
