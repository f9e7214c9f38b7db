package rates

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/lexicon"
)

// Bounds of one published file.
const (
	largestFile = 64 << 20
	mostQuotes  = 5_000_000
)

func refuse(format string, args ...any) error {
	return pledgebook.Errorf(pledgebook.Invalid, format, args...)
}

// ReadECB reads the European Central Bank's daily or historical file: CSV, or
// the zip archive of it that the bank gives out. Rates are units of the
// currency for one euro; "N/A" is none.
func ReadECB(file []byte) ([]Quote, error) {
	if bytes.HasPrefix(file, []byte("PK\x03\x04")) {
		var err error
		if file, err = unzipped(file); err != nil {
			return nil, err
		}
	}
	in := csv.NewReader(bytes.NewReader(file))
	in.FieldsPerRecord, in.TrimLeadingSpace = -1, true
	head, err := in.Read()
	if err != nil || len(head) < 2 || strings.TrimSpace(head[0]) != "Date" {
		return nil, refuse("this is no file of ECB reference rates: it does not begin with a line of currencies")
	}
	var all []Quote
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, pledgebook.WrapError(pledgebook.Invalid, err, "the ECB's file is broken")
		}
		quotes, err := ecbRow(head, row)
		if err != nil {
			line, _ := in.FieldPos(0)
			return nil, pledgebook.WrapError(pledgebook.Invalid, err, "line %d of the ECB's file", line)
		}
		if all = append(all, quotes...); len(all) > mostQuotes {
			return nil, pledgebook.Errorf(pledgebook.TooLarge, "the ECB's file holds more than %d rates", mostQuotes)
		}
	}
}

func ecbRow(head, row []string) (all []Quote, err error) {
	on, err := anyDay(row[0], "2006-01-02", "2 January 2006")
	if err != nil {
		return nil, err
	}
	for i := 1; i < len(row) && i < len(head); i++ {
		told, code := strings.TrimSpace(row[i]), strings.TrimSpace(head[i])
		if told == "" || told == "N/A" || code == "" {
			continue
		}
		rate, err := positive(told)
		if err != nil {
			return nil, err
		}
		all = append(all, Quote{Base: "EUR", Counter: code, Rate: rate, On: on, Source: ECB})
	}
	return all, nil
}

func unzipped(file []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Invalid, err, "the archive of rates is broken")
	}
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".csv") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, pledgebook.WrapError(pledgebook.Invalid, err, "the archive of rates is broken")
		}
		defer r.Close()
		b, err := io.ReadAll(io.LimitReader(r, largestFile+1))
		if err != nil {
			return nil, pledgebook.WrapError(pledgebook.Invalid, err, "the archive of rates is broken")
		}
		if len(b) > largestFile {
			return nil, pledgebook.Errorf(pledgebook.TooLarge, "the archive of rates unpacks to more than %d MB", largestFile>>20)
		}
		return b, nil
	}
	return nil, refuse("the archive holds no CSV file of rates")
}

func positive(told string) (decimal.Decimal, error) {
	if len(told) > 40 {
		return decimal.Zero, refuse("%.40q… is no rate", told)
	}
	d, err := decimal.Parse(told)
	if err != nil || d.Sign() <= 0 {
		return d, refuse("%q is no rate", told)
	}
	return d, nil
}

func anyDay(told string, layouts ...string) (pledgebook.Day, error) {
	told = strings.TrimSpace(told)
	for _, layout := range layouts {
		if t, err := time.Parse(layout, told); err == nil && t.Year() > 0 {
			return pledgebook.DateOf(t.Date()), nil
		}
	}
	return 0, refuse("%.40q is no date of a rate", told)
}

// ReadNBU reads the National Bank of Ukraine's JSON, of a day or a stretch of
// days: hryvnias for one unit of the currency, or for Units of it.
func ReadNBU(file []byte) ([]Quote, error) {
	var rows []struct {
		Code    string      `json:"cc"`
		Rate    json.Number `json:"rate"`
		PerUnit json.Number `json:"rate_per_unit"`
		Units   json.Number `json:"units"`
		On      string      `json:"exchangedate"`
	}
	if err := json.Unmarshal(file, &rows); err != nil {
		return nil, pledgebook.WrapError(pledgebook.Invalid, err, "this is no answer of the National Bank of Ukraine")
	}
	all := make([]Quote, 0, len(rows))
	for i, row := range rows {
		on, err := anyDay(row.On, "02.01.2006")
		if err != nil {
			return nil, pledgebook.WrapError(pledgebook.Invalid, err, "rate %d of the National Bank of Ukraine", i+1)
		}
		rate, err := nbuRate(row.Rate.String(), row.PerUnit.String(), row.Units.String())
		if err != nil || len(row.Code) != 3 {
			return nil, refuse("rate %d of the National Bank of Ukraine is no rate of a currency: %q %q", i+1, row.Code, row.Rate)
		}
		all = append(all, Quote{Base: row.Code, Counter: "UAH", Rate: rate, On: on, Source: NBU})
	}
	return all, nil
}

func nbuRate(rate, perUnit, units string) (decimal.Decimal, error) {
	if perUnit != "" {
		return positive(perUnit)
	}
	r, err := positive(rate)
	if err != nil || units == "" {
		return r, err
	}
	n, err := positive(units)
	if err != nil {
		return r, err
	}
	return r.Quo(n)
}

// imfNames are the IMF's names of the currencies in its table of the last five
// days.
var imfNames = map[string]string{
	"Chinese yuan": "CNY", "Euro": "EUR", "Japanese yen": "JPY", "U.K. pound": "GBP", "U.S. dollar": "USD",
	"Algerian dinar": "DZD", "Australian dollar": "AUD", "Botswana pula": "BWP", "Brazilian real": "BRL", "Brunei dollar": "BND",
	"Canadian dollar": "CAD", "Chilean peso": "CLP", "Czech koruna": "CZK", "Danish krone": "DKK", "Indian rupee": "INR",
	"Israeli New Shekel": "ILS", "Korean won": "KRW", "Kuwaiti dinar": "KWD", "Malaysian ringgit": "MYR", "Mauritian rupee": "MUR",
	"Mexican peso": "MXN", "New Zealand dollar": "NZD", "Norwegian krone": "NOK", "Omani rial": "OMR", "Peruvian sol": "PEN",
	"Philippine peso": "PHP", "Polish zloty": "PLN", "Qatari riyal": "QAR", "Russian ruble": "RUB", "Saudi Arabian riyal": "SAR",
	"Singapore dollar": "SGD", "South African rand": "ZAR", "Swedish krona": "SEK", "Swiss franc": "CHF", "Thai baht": "THB",
	"Trinidadian dollar": "TTD", "U.A.E. dirham": "AED", "Uruguayan peso": "UYU",
}

// ReadIMF reads the IMF's table of the value of its special drawing right on
// the last five days, as tab-separated text. Of its two parts, "currency units
// per SDR" is taken; currencies that the table names otherwise are passed over.
func ReadIMF(file []byte) ([]Quote, error) {
	var all []Quote
	var days []pledgebook.Day
	perSDR := false
	for n, line := range strings.Split(string(file), "\n") {
		cells := strings.Split(strings.TrimRight(line, "\r\t "), "\t")
		switch {
		case strings.HasPrefix(cells[0], "SDRs per Currency unit"):
			perSDR, days = false, nil
		case strings.HasPrefix(cells[0], "Currency units per SDR"):
			perSDR, days = true, nil
		case !perSDR || len(cells) < 2:
		case cells[0] == "Currency":
			var err error
			if days, err = imfDays(cells[1:]); err != nil {
				return nil, pledgebook.WrapError(pledgebook.Invalid, err, "line %d of the IMF's table", n+1)
			}
		default:
			quotes, err := imfRow(cells, days)
			if err != nil {
				return nil, pledgebook.WrapError(pledgebook.Invalid, err, "line %d of the IMF's table", n+1)
			}
			all = append(all, quotes...)
		}
	}
	if len(all) == 0 {
		return nil, refuse("this is no table of the IMF: it holds no part \"Currency units per SDR\"")
	}
	return all, nil
}

func imfDays(cells []string) (days []pledgebook.Day, err error) {
	for _, c := range cells {
		d, err := anyDay(c, "January 2, 2006", "January 02, 2006")
		if err != nil {
			return nil, err
		}
		days = append(days, d)
	}
	return days, nil
}

func imfRow(cells []string, days []pledgebook.Day) (all []Quote, err error) {
	code := imfNames[strings.TrimSpace(cells[0])]
	for i, c := range cells[1:] {
		c = strings.ReplaceAll(strings.TrimSpace(c), ",", "")
		if code == "" || i >= len(days) || c == "" || strings.EqualFold(c, "NA") || strings.EqualFold(c, "n.a.") {
			continue
		}
		rate, err := positive(c)
		if err != nil {
			return nil, err
		}
		all = append(all, Quote{Base: "XDR", Counter: code, Rate: rate, On: days[i], Source: IMF})
	}
	return all, nil
}

// publishers are whose rates the rows of the lexicon's table are averages of.
var publishers = map[string]Source{"ecb": ECB, "ecb-part": ECB, "fed": Fed, "imf": IMF, "wb": WorldBank, "peg": Peg, "peg-inr": PegINR, "nbu": NBU}

// YearlyAverages are the quotes of the lexicon's table of averages, each dated
// on the first day of its year.
func YearlyAverages(lex *lexicon.Lexicon) ([]Quote, error) {
	var all []Quote
	for _, row := range lex.Table("rates").Rows {
		q, err := average(row)
		if err != nil {
			return nil, pledgebook.WrapError(pledgebook.Internal, err, "rates.tsv:%d", row.Line)
		}
		all = append(all, q)
	}
	return all, nil
}

func average(row lexicon.Row) (q Quote, err error) {
	year, err := strconv.Atoi(row.Get("year"))
	if err != nil {
		return q, err
	}
	q = Quote{Base: "USD", Counter: row.Phrase(), On: pledgebook.DateOf(year, time.January, 1), Source: Averages, Of: publishers[row.Get("source")]}
	if q.Of == "" {
		return q, pledgebook.Errorf(pledgebook.Invalid, "the source %q is none of those the table names", row.Get("source"))
	}
	if q.Rate, err = positive(row.Get("per_usd")); err != nil || row.Get("low") == "" {
		return q, err
	}
	if q.Low, err = positive(row.Get("low")); err == nil {
		q.High, err = positive(row.Get("high"))
	}
	return q, err
}

// Shipped is a table of the yearly averages in the binary alone.
func Shipped() (*Table, error) {
	lex, err := lexicon.Load("en")
	if err != nil {
		return nil, err
	}
	averages, err := YearlyAverages(lex)
	if err != nil {
		return nil, err
	}
	t := &Table{}
	t.Add(averages...)
	return t, nil
}
