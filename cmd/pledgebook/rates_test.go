package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bank speaks the formats of the three banks, with rates of our own.
func bank(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	answer := func(pattern, text string) {
		mux.HandleFunc("GET "+pattern, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(text)) })
	}
	answer("/ecb/eurofxref-hist.zip", "Date,USD,NOK,\n2031-05-06,1.25,11.5,\n2031-05-05,1.2,11,\n")
	answer("/ecb/eurofxref.zip", "Date, USD, NOK, \n7 May 2031, 1.5, 12, \n")
	answer("/imf", "Currency units per SDR(3)\nCurrency\tMay 6, 2031\nU.S. dollar\t1.3\n")
	mux.HandleFunc("GET /nbu", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if q.Get("start") != "20140101" {
			http.Error(w, "down for repairs", http.StatusServiceUnavailable)
			return
		}
		code := strings.ToUpper(q.Get("valcode"))
		rate := map[string]string{"USD": "40.5", "EUR": "48.6"}[code]
		_, _ = w.Write([]byte(`[{"exchangedate":"06.05.2031","cc":"` + code + `","rate":` + rate + `,"units":1,"rate_per_unit":` + rate + `}]`))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// program runs commands on one book that may fetch from a local server.
type program struct {
	t    *testing.T
	book string
}

func (p program) run(want int, args ...string) (out, errs string) {
	p.t.Helper()
	var o, e bytes.Buffer
	if code := run(p.t.Context(), append([]string{"--book", p.book}, args...), streams{bytes.NewReader(nil), &o, &e}); code != want {
		p.t.Errorf("%v ended with %d, want %d: %s", args, code, want, e.String())
	}
	return o.String(), e.String()
}

func TestRatesFromALocalServer(t *testing.T) {
	t.Parallel()
	server := bank(t)
	p := program{t, t.TempDir()}
	config := "[fetch]\npause = \"1ms\"\nallow_hosts = [\"" + strings.TrimPrefix(server.URL, "http://") + "\"]\n"
	if err := os.WriteFile(filepath.Join(p.book, "config.toml"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	update := func(day string) []string {
		return []string{"rates", "update", "--ecb", server.URL + "/ecb", "--nbu", server.URL + "/nbu", "--imf", server.URL + "/imf", "--as-of", day}
	}
	out, _ := p.run(allDone, update("2031-05-06")...)
	for _, want := range []string{
		"European Central Bank: 4 rates fetched; the last one known is of 2031-05-06",
		"National Bank of Ukraine: 1 rates fetched; the last one known is of 2031-05-06",
		"International Monetary Fund: 1 rates fetched; the last one known is of 2031-05-06",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
	convert := func(code int, args ...string) (string, string) {
		return p.run(code, append([]string{"rates", "convert"}, args...)...)
	}
	if out, _ := convert(allDone, "100", "NOK", "UAH", "--on", "2031-05-06"); out != "NOK 100 = UAH 422.61 at 1 EUR = 11.5 NOK on 2031-05-06 (European Central Bank), and 1 EUR = 48.6 UAH on 2031-05-06 (National Bank of Ukraine)\n" {
		t.Error(out)
	}
	if _, errs := convert(someFailed, "100", "EUR", "USD", "--on", "2031-04-06", "--averages"); !strings.Contains(errs, "no rate from EUR to USD on 2031-04-06 is known") {
		t.Error(errs)
	}

	// The next day only the daily file is fetched; a bank that is down does not stop the others.
	out, errs := p.run(someFailed, update("2031-05-07")...)
	if !strings.Contains(out, "European Central Bank: 2 rates fetched; the last one known is of 2031-05-07") || !strings.Contains(errs, "National Bank of Ukraine: ") {
		t.Errorf("%s\n%s", out, errs)
	}
	if out, _ := convert(allDone, "100", "EUR", "USD", "--on", "2031-05-07"); !strings.HasPrefix(out, "EUR 100 = USD 150 at 1 EUR = 1.5 USD on 2031-05-07") {
		t.Error(out)
	}
}

// Without a network the yearly averages are there, and say what they are.
func TestRatesWithoutANetwork(t *testing.T) {
	t.Parallel()
	p := program{t, t.TempDir()}
	if _, errs := p.run(someFailed, "rates", "convert", "100", "USD", "EUR", "--on", "2024-08-01"); !strings.Contains(errs, "no rate from USD to EUR on 2024-08-01 is known") {
		t.Error(errs)
	}
	if out, _ := p.run(allDone, "rates", "convert", "100", "USD", "EUR", "--on", "2024-08-01", "--averages"); !strings.Contains(out, "as the average of 2024 (European Central Bank)") {
		t.Error(out)
	}
	p.run(wrongUse, "rates", "convert", "lots", "USD", "EUR", "--on", "2024-08-01")
}
