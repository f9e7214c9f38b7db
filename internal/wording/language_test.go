package wording

import (
	"testing"
	"time"

	"github.com/govalues/decimal"

	"pledgebook"
)

func ukrainian(t *testing.T) *Language {
	t.Helper()
	l, ok := In("uk")
	if !ok {
		t.Fatal("there is no Ukrainian")
	}
	return l
}

func TestUkrainianNumbersAgree(t *testing.T) {
	l := ukrainian(t)
	for n, want := range map[int]string{0: "0 публікацій", 1: "1 публікація", 2: "2 публікації", 4: "4 публікації", 5: "5 публікацій", 11: "11 публікацій", 12: "12 публікацій",
		21: "21 публікація", 22: "22 публікації", 111: "111 публікацій", 1001: "1\u00a0001 публікація"} {
		if got := l.Number(n, "report"); got != unbreak(want) {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if got := l.Say("Also the %d {report|reports} that tell it", 3); got != "Також 3 публікації, які про це повідомляють" {
		t.Error(got)
	}
	if got := English.Say("Also the %d {report|reports} that tell it", 3); got != "Also the 3 reports that tell it" {
		t.Error(got)
	}
}

// unbreak puts no-break spaces before the last word.
func unbreak(words string) string {
	for i := len(words) - 1; i >= 0; i-- {
		if words[i] == ' ' {
			return words[:i] + noBreak + words[i+1:]
		}
	}
	return words
}

func TestUkrainianSums(t *testing.T) {
	l := ukrainian(t)
	for _, tt := range []struct {
		money pledgebook.Money
		want  string
	}{
		{sum("20900000000", "20900000000", "EUR", pledgebook.Exact), "20,9 млрд євро"},
		{sum("1000000000", "1500000000", "USD", pledgebook.AtLeast), "щонайменше 1–1,5 млрд доларів США"},
		{sum("1234567", "1234567", "SEK", pledgebook.About), "близько\u00a01\u00a0234\u00a0567 шведських крон"},
		{sum("1234561", "1234561", "SEK", ""), "1\u00a0234\u00a0561 шведська крона"},
		{sum("71502", "71502", "UAH", ""), "71\u00a0502 гривні"},
		{sum("2.50", "2.50", "USD", ""), "2,5 долара США"},
		{sum("5000000", "5000000", "UGX", ""), "5 млн UGX"},
		{sum("5000000", "5000000", "", pledgebook.MoreThan), "понад\u00a05 млн (валюту не названо)"},
	} {
		if got := l.Money(tt.money); got != tt.want {
			t.Errorf("Money(%v) = %q, want %q", tt.money, got, tt.want)
		}
	}
	if got := l.Tight(decimal.MustParse("4050000000"), "USD"); got != "4,05 млрд $" {
		t.Errorf("where there is little room: %q", got)
	}
	share := pledgebook.Share{Known: true, Decimal: decimal.MustParse("0.5225")}
	if got := l.Percent(share); got != "52,25 %" {
		t.Errorf("a share is %q", got)
	}
}

func TestUkrainianDays(t *testing.T) {
	l := ukrainian(t)
	day := pledgebook.DateOf
	for _, tt := range []struct {
		iv   pledgebook.Interval
		want string
	}{
		{pledgebook.Interval{Start: day(2024, time.January, 1), End: day(2025, time.January, 1)}, "2024~р."},
		{pledgebook.Interval{Start: day(2024, time.March, 1), End: day(2024, time.April, 1)}, "березень 2024~р."},
		{pledgebook.Interval{Start: day(2024, time.January, 1), End: day(2024, time.July, 1)}, "січень–червень 2024~р."},
		{pledgebook.Interval{Start: day(2024, time.January, 5), End: day(2024, time.January, 8)}, "5~січня 2024~р. – 7~січня 2024~р."},
		{pledgebook.Interval{End: day(2024, time.May, 10)}, "до 9~травня 2024~р."},
	} {
		if got := l.Period(tt.iv); got != nonBreaking(tt.want) {
			t.Errorf("%v is %q, want %q", tt.iv, got, tt.want)
		}
	}
	if got := l.Say("Due by %s.", l.Date(day(2024, time.December, 31))); got != nonBreaking("Строк: до 31~грудня 2024~р.") {
		t.Errorf("a sentence that ends in an abbreviation is %q", got)
	}
}

func nonBreaking(words string) string { return rows("x\t" + words)["x"] }

func TestTold(t *testing.T) {
	l := ukrainian(t)
	for english, want := range map[string]string{
		"There is no page at this address.": "За цією адресою сторінки немає.",
		`The book holds no entry "a1".`:     "У книзі немає запису «a1».",
		`The book holds no entry "".`:       "У книзі немає запису «».",
		"A password has at least 12 characters; several words in a row are easy to remember.": "Пароль має щонайменше 12 символів; кілька слів поспіль легко запам’ятати.",
		"told by 2 of 3 independent origins":                                                  "повідомляють 2 із 3 незалежних джерел",
		"merged by a reviewer: they are one: see both":                                        "об’єднав перевіряльник: they are one: see both",
		"The file cannot be read: unexpected EOF":                                             "Файл не вдається прочитати: unexpected EOF",
		"Nobody ever said this.":                                                              "Nobody ever said this.",
		"":                                                                                    "",
	} {
		if got := l.Told(english); got != want {
			t.Errorf("%q is told as %q, want %q", english, got, want)
		}
		if got := English.Told(english); got != english {
			t.Errorf("in English %q is told as %q", english, got)
		}
	}
}

// Parties are found by their names in every language.
func TestLookupInUkrainian(t *testing.T) {
	for words, want := range map[string]pledgebook.PartyID{"Норвегія": "NOR", " норвегія ": "NOR", "НАТО": "nato", "Norway": "NOR", "Світовий банк": "world-bank"} {
		if got, ok := Lookup(words); !ok || got != want {
			t.Errorf("Lookup(%q) = %q, %v; want %q", words, got, ok, want)
		}
	}
	if got, ok := Lookup("Атлантида"); ok {
		t.Errorf("Атлантида is %q", got)
	}
}
