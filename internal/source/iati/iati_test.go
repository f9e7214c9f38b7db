package iati

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"pledgebook"
	"pledgebook/internal/source"
	"pledgebook/internal/source/sourcetest"
)

// file wraps activities of one file.
func file(activities ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><iati-activities version="2.03">` + strings.Join(activities, "") + `</iati-activities>`
}

// activity makes an activity of a reporter with the given children.
func activityOf(children string) string {
	return `<iati-activity default-currency="EUR" last-updated-datetime="2023-05-01T00:00:00Z"><iati-identifier>XX-1-7</iati-identifier>
<reporting-org ref="XX-1" type="22"><narrative>Example Relief</narrative></reporting-org><title><narrative>Water for all</narrative></title>` + children + `</iati-activity>`
}

func transaction(code, value string, more ...string) string {
	return fmt.Sprintf(`<transaction><transaction-type code="%s"/><transaction-date iso-date="2023-04-03"/><value value-date="2023-04-01">%s</value>%s</transaction>`, code, value, strings.Join(more, ""))
}

const (
	moldova  = `<recipient-country code="MD"/>`
	provider = `<provider-org ref="NO-4" type="10"><narrative>Utenriksdepartementet</narrative></provider-org>`
	receiver = `<receiver-org><narrative>Government of Moldova</narrative></receiver-org>`
	relief   = `<participating-org role="1" type="10"><narrative>Kenya</narrative></participating-org>`
)

var example = file(activityOf(moldova+transaction("11", "1000.50", provider)+transaction("3", "700", receiver)),
	activityOf(relief+moldova+transaction("12", "90", `<disbursement-channel code="4"/>`)+transaction("12", "90", `<disbursement-channel code="4"/>`)))

func TestSource(t *testing.T) { sourcetest.Run(t, Format{}, "a.xml", example) }

func FuzzRows(f *testing.F) {
	sourcetest.Fuzz(f, Format{}, example, billionLaughs, file(activityOf(moldova+transaction("1", "x"))))
}

// told writes a claim in short.
func told(c pledgebook.Claim) string {
	join := func(ids []pledgebook.PartyID) string {
		words := make([]string, len(ids))
		for i, id := range ids {
			words[i] = string(id)
		}
		return strings.Join(words, "+")
	}
	out := []string{string(c.Stage), pledgebook.Plain(c.Money.Lo), c.Money.Currency, join(c.Providers), ">", join(c.Channels), ">", join(c.Receivers)}
	for _, more := range []string{string(c.Kind), string(c.Modality), string(c.Revision), c.Deadline.String()} {
		if more != "" && more != "unspecified" && more != "new" {
			out = append(out, more)
		}
	}
	return strings.Join(out, " ")
}

func TestTransactions(t *testing.T) {
	for _, tt := range []struct{ name, activity, want string }{
		{"in and out again", moldova + transaction("1", "1000.50", provider) + transaction("3", "700", receiver),
			"disbursement 1000.5 EUR NOR > example-relief > MDA · disbursement 700 EUR  > example-relief > MDA"},
		{"a provider of its own", moldova + transaction("2", "5", provider), "commitment 5 EUR NOR >  > MDA"},
		{"the funder", relief + moldova + transaction("2", "5", receiver), "commitment 5 EUR KEN >  > MDA"},
		{"the reporter", moldova + transaction("4", "5"), "disbursement 5 EUR example-relief >  > MDA"},
		{"in kind", relief + moldova + transaction("3", "5", `<disbursement-channel code="3"/>`), "delivery 5 EUR KEN >  > MDA in-kind"},
		{"a loan for the budget", relief + moldova + `<default-finance-type code="421"/><default-aid-type code="A01"/>` + transaction("2", "5"), "commitment 5 EUR KEN >  > MDA financial loan"},
		{"relief", relief + moldova + transaction("13", "5", provider, `<sector code="72040"/>`), "pledge 5 EUR NOR > example-relief > MDA humanitarian"},
		{"a correction", relief + moldova + transaction("3", "-5"), "disbursement -5 EUR KEN >  > MDA"},
		{"cancelled", `<activity-status code="5"/>` + relief + moldova + transaction("2", "5"), "commitment 5 EUR KEN >  > MDA withdrawal"},
		{"a deadline", relief + moldova + `<planned-disbursement><period-start iso-date="2023-01-01"/><period-end iso-date="2024-06-30"/><value currency="EUR">5</value></planned-disbursement>` + transaction("12", "5"),
			"pledge 5 EUR KEN >  > MDA 2024-06-30"},
		{"no aid, and nothing", relief + moldova + transaction("5", "5") + transaction("2", "0"), ""},
		{"two countries", relief + moldova + `<recipient-country code="UA"/>` + transaction("2", "5"), "commitment 5 EUR KEN >  > MDA+UKR"},
	} {
		var got []string
		for _, r := range sourcetest.Read(t, Format{}, "a.xml", strings.NewReader(file(activityOf(tt.activity)))) {
			for _, c := range r.Claims {
				got = append(got, told(c))
			}
		}
		if s := strings.Join(got, " · "); s != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, s, tt.want)
		}
	}
}

// Equal transactions of one activity are two acts.
func TestEqualTransactions(t *testing.T) {
	rows := sourcetest.Read(t, Format{}, "a.xml", strings.NewReader(example))
	if len(rows) != 4 || rows[2].Report.Text != rows[3].Report.Text || rows[2].Report.ID == rows[3].Report.ID {
		t.Errorf("%d rows, the last two %q and %q", len(rows), rows[2].Report.ID, rows[3].Report.ID)
	}
}

const billionLaughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<iati-activities version="2.03"><iati-activity><title><narrative>&lol2;</narrative></title></iati-activity></iati-activities>`

func TestHostileAndOtherFiles(t *testing.T) {
	for name, tt := range map[string]struct{ text, cause string }{
		"billion laughs":  {billionLaughs, "x: it has a document type definition"},
		"own entity":      {file(activityOf(`<title>&mine;</title>`)), "x: it is broken XML from here on"},
		"version 1":       {`<iati-activities version="1.03"></iati-activities>`, "x: it is of IATI version 1 or names none"},
		"no version":      {`<iati-activity default-currency="GBP"></iati-activity>`, "x: it is of IATI version 1 or names none"},
		"a later one":     {`<iati-activities version="3.01"></iati-activities>`, `version "3.01"`},
		"organisations":   {`<iati-organisations version="2.03"></iati-organisations>`, "a file of <iati-organisations>"},
		"another charset": {`<?xml version="1.0" encoding="klingon"?><iati-activities version="2.03"/>`, `it is in "klingon", which is not read; save it as UTF-8`},
		"deep":            {file(activityOf(`<sector>` + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100) + `</sector>`)), "nested deeper than 24"},
		"bad code":        {file(activityOf(transaction("C", "5"))), `x, row 1: activity XX-1-7: transaction-type: "C" is no code of version 2`},
		"bad value":       {file(activityOf(transaction("2", "5,000"))), `x, row 1: activity XX-1-7: value: "5,000" is no amount`},
		"bad country":     {file(activityOf(`<recipient-country code="QQ"/>` + transaction("2", "5"))), `no country has the code "QQ"`},
		"empty":           {"", "x: it ends without activities"},
	} {
		var faults []string
		for _, err := range (Format{}).Rows(source.File{Name: "x", Reader: strings.NewReader(tt.text)}) {
			if err != nil {
				faults = append(faults, err.Error())
			}
		}
		if len(faults) != 1 || !strings.Contains(faults[0], tt.cause) {
			t.Errorf("%s: %q, want one with %q", name, faults, tt.cause)
		}
	}
}

// A file says which encoding it is in, or begins with a byte order mark.
func TestEncodings(t *testing.T) {
	latin := strings.Replace(file(activityOf(moldova+transaction("2", "5", "<provider-org><narrative>Fond d'Entraide Gen\xe8ve</narrative></provider-org>"))), "UTF-8", "ISO-8859-1", 1)
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(strings.Replace(file(activityOf(moldova+transaction("2", "5", "<provider-org><narrative>Fond d'Entraide Genève</narrative></provider-org>"))), "UTF-8", "UTF-16", 1))) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	for name, text := range map[string]string{"latin": latin, "utf-16": string(wide)} {
		rows := sourcetest.Read(t, Format{}, "a.xml", strings.NewReader(text))
		if got := told(rows[0].Claims[0]); got != "commitment 5 EUR fond-dentraide-geneve >  > MDA" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// endless gives one activity that never ends.
type endless struct{ begun bool }

func (e *endless) Read(b []byte) (int, error) {
	if !e.begun {
		e.begun = true
		return copy(b, `<iati-activities version="2.03"><iati-activity><title>`), nil
	}
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}

func TestAnActivityWithoutEnd(t *testing.T) {
	n := 0
	for _, err := range (Format{}).Rows(source.File{Name: "x", Reader: &endless{}}) {
		if n++; err == nil || pledgebook.KindOf(err) != pledgebook.TooLarge {
			t.Errorf("%v", err)
		}
	}
	if n != 1 {
		t.Errorf("%d results, want 1", n)
	}
}

// The example beside this repository is valid by the schema.
func TestPledgeExample(t *testing.T) {
	f, err := os.Open("../../../../shared/data/iati/pledge-example.xml")
	if err != nil {
		t.Skip("the example is not beside this repository (../shared/data/iati)")
	}
	defer f.Close()
	rows := sourcetest.Read(t, Format{}, "pledge-example.xml", f)
	var got []string
	for _, r := range rows {
		for _, c := range r.Claims {
			got = append(got, told(c)+" "+c.Date.String())
		}
	}
	if want := []string{"pledge 40000000000 EUR nato >  > UKR 2025-07-10 2024-07-10"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
