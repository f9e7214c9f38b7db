package claims

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/export"
	"pledgebook/internal/source"
	"pledgebook/internal/source/sourcetest"
)

const sheet = "stage,polarity,providers,receivers,amount_lo,amount_hi,currency,qualifier,verbatim,also,items,period_start,period_end,sentence,outlet,published,source\n" +
	"pledge,planned,Kenya; nato,MDA,2000000,3000000,KES,about,2 to 3 million shillings,USD 15500-23000,40 tents;blankets,2023-01-01,2023-06-30,\"Kenya, they say, plans 2 to 3 million shillings.\",Example Gazette,2023-02-01,https://example.org/a\n" +
	"delivery,,JPN,KEN,,,,,,,12 pumps,,,,,,\n"

const jsonLines = `{"id": "a", "report": {"url": "https://example.org/1", "outlet": "Example Gazette", "published": "2023-03-03"}, "stage": "pledge", "providers": ["JPN"], "receivers": ["KEN"], "money": {"lo": "100", "hi": "120", "currency": "JPY", "also": [{"lo": "1", "hi": "1", "currency": "USD"}]}, "items": [{"count": "3", "what": "boats"}], "part_of": "b", "speaker": {"name": "A. Person", "role": "minister", "party": "JPN"}}
{"id": "b", "report": {"url": "https://example.org/1"}, "stage": "pledge", "providers": ["JPN"], "receivers": ["KEN"], "money": {"lo": "400", "currency": "JPY"}, "deadline": "2024-12-31", "per": "year", "ordinal": 7}
`

func TestSourceCSV(t *testing.T)   { sourcetest.Run(t, Format{}, "claims.csv", sheet) }
func TestSourceJSON(t *testing.T)  { sourcetest.Run(t, Format{}, "claims.jsonl", jsonLines) }
func FuzzRows(f *testing.F)        { sourcetest.Fuzz(f, Format{}, sheet, jsonLines) }
func dec(s string) decimal.Decimal { return decimal.MustParse(s) }

func day(s string) pledgebook.Day {
	d, err := pledgebook.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestColumnsOfASheet(t *testing.T) {
	r := sourcetest.Read(t, Format{}, "claims.csv", strings.NewReader(sheet))[0]
	c := r.Claims[0]
	var figure pledgebook.Evidence
	for _, e := range c.Evidence {
		if e.Field == "money" {
			figure = e
		}
	}
	if figure.Rule != "column sentence" || figure.Text != "2 to 3 million shillings" {
		t.Errorf("the figure is cited as %+v, not inside its sentence", figure)
	}
	c.Evidence, c.ID = nil, ""
	want := pledgebook.Claim{
		Stage: pledgebook.StagePledge, Polarity: pledgebook.Planned, Revision: pledgebook.New, Extent: pledgebook.PartExtent,
		Providers: []pledgebook.PartyID{"KEN", "nato"}, Receivers: []pledgebook.PartyID{"MDA"}, Channels: []pledgebook.PartyID{},
		Kind: pledgebook.KindUnspecified, Modality: pledgebook.ModalityUnspecified,
		Money: &pledgebook.Money{Lo: dec("2000000"), Hi: dec("3000000"), Currency: "KES", Qualifier: pledgebook.About, Verbatim: "2 to 3 million shillings",
			Also: []pledgebook.Amount{{Lo: dec("15500"), Hi: dec("23000"), Currency: "USD"}}},
		Items:  []pledgebook.Item{{Count: "40", What: "tents"}, {What: "blankets"}},
		Period: pledgebook.Interval{Start: day("2023-01-01"), End: day("2023-07-01")},
	}
	if diff := cmp.Diff(want, c, cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Cmp(b) == 0 })); diff != "" {
		t.Error(diff)
	}
	if r.Report.URL != "https://example.org/a" || r.Report.Outlet != "Example Gazette" || r.Report.Published != "2023-02-01" {
		t.Errorf("the report is %+v", r.Report)
	}
}

func TestReferencesLeadToClaims(t *testing.T) {
	rows := sourcetest.Read(t, Format{}, "claims.jsonl", strings.NewReader(jsonLines))
	byAmount := map[string]pledgebook.Claim{}
	for _, r := range rows {
		byAmount[pledgebook.Plain(r.Claims[0].Money.Lo)] = r.Claims[0]
	}
	part, whole := byAmount["100"], byAmount["400"]
	if part.PartOf != whole.ID {
		t.Errorf("part_of is %q, want the claim %q", part.PartOf, whole.ID)
	}
	if whole.Ordinal != 7 || whole.Per != "year" || whole.Deadline != day("2024-12-31") || part.Speaker.Party != "JPN" || part.Items[0].What != "boats" {
		t.Errorf("fields are lost: %+v and %+v", part, whole)
	}
}

// What "read --json" prints is loaded too: the claims, with their report.
func TestAReadingAsWePrintIt(t *testing.T) {
	text := `{"report": {"id": "r", "url": "https://example.org/9", "outlet": "Example Gazette", "published": "2023-03-03", "text": "…"}, "claims": [` +
		`{"id": "1", "stage": "pledge", "providers": ["JPN"], "receivers": ["KEN"], "money": {"lo": "100", "hi": "100", "currency": "JPY", "verbatim": "100 yen"}, "fulfilled_by": ["2"], "evidence": [{"field": "money", "text": "100 yen", "span": {"start": 1, "end": 8}}]},` +
		`{"id": "2", "stage": "delivery", "providers": ["JPN"], "receivers": ["KEN"], "items": [{"what": "boats"}]}]}` + "\n"
	rows := sourcetest.Read(t, Format{}, "readings.jsonl", strings.NewReader(text))
	if len(rows) != 2 {
		t.Fatalf("%d rows, want 2", len(rows))
	}
	delivery, pledge := rows[0], rows[1] // what speaks of others waits for them
	if pledge.Report.Outlet != "Example Gazette" || pledge.Report.URL != "https://example.org/9" || !slices.Equal(pledge.Claims[0].FulfilledBy, []string{delivery.Claims[0].ID}) {
		t.Errorf("%+v", pledge)
	}
}

// What one cell may not say. Each row must fail with a cause that names the column.
func TestBadCells(t *testing.T) {
	for _, tt := range []struct{ object, cause string }{
		{`{"amount": "-5"}`, "column amount: -5 is negative"},
		{`{"amount": "1,5"}`, `column amount: "1,5" is no amount`},
		{`{"amount": "99999999999999999999999"}`, "is no amount that can be kept exactly"},
		{`{"amount": 1e999999999}`, "is no amount that can be kept exactly"},
		{`{"amount": 5, "amount_hi": 4}`, "column amount_hi: the upper end 4 is below the lower end 5"},
		{`{"amount": 5, "stage": "gifted"}`, `column stage: "gifted" is none of need, pledge`},
		{`{"amount": 5, "date": "2023-02-30"}`, "column date"},
		{`{"amount": 5, "published": "yesterday"}`, "column published"},
		{`{"amount": 5, "ordinal": 0}`, "column ordinal"},
		{`{"amount": 5, "also": "USD x"}`, "column also"},
		{`{"stage": "pledge"}`, "neither an amount nor items"},
		{`{"amount": 5} {"amount": 6}`, "something follows its JSON object"},
		{strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 100), "nested deeper"},
	} {
		f := source.File{Name: "x", Reader: strings.NewReader(tt.object)}
		n := 0
		for _, err := range (Format{}).Rows(f) {
			n++
			if err == nil || !strings.Contains(err.Error(), tt.cause) || !strings.HasPrefix(err.Error(), "x, row 1: ") {
				t.Errorf("%s: %v, want %q", tt.object, err, tt.cause)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d rows, want 1", tt.object, n)
		}
	}
}

// Every column of our own export is read or set aside by name.
func TestKnowsEveryColumnOfTheExport(t *testing.T) {
	for _, c := range export.Columns {
		if key := canonical(c.Name); !read[key] && !ignored(key) {
			t.Errorf("the export's column %s is unknown to load", c.Name)
		}
	}
}

// Rows that are parts of themselves are named and left out, the rest is in; a
// row that speaks of none of the file is kept, and said.
func TestCirclesAndStrangers(t *testing.T) {
	file := "id,stage,providers,receivers,amount,currency,part_of\n" +
		"a,pledge,NOR,KEN,5,USD,b\nb,pledge,NOR,KEN,6,USD,c\nc,pledge,NOR,KEN,7,USD,a\nd,pledge,NOR,KEN,8,USD,d\n" +
		"e,pledge,NOR,KEN,1,USD,a\nf,pledge,NOR,KEN,2,USD,elsewhere\n"
	var notes, causes []string
	f := source.File{Name: "x", Reader: strings.NewReader(file), Note: func(s string) { notes = append(notes, s) }}
	var kept []string
	for r, err := range (Format{}).Rows(f) {
		if err != nil {
			causes = append(causes, err.Error())
			continue
		}
		kept = append(kept, pledgebook.Plain(r.Claims[0].Money.Lo))
	}
	if len(causes) != 4 || !strings.HasPrefix(causes[0], "x, row 2: ") || !strings.Contains(causes[3], `"d" comes to be a part of itself`) {
		t.Errorf("causes %q", causes)
	}
	if strings.Join(kept, " ") != "1 2" {
		t.Errorf("kept %v, want the two rows outside the circles", kept)
	}
	if len(notes) != 1 || !strings.Contains(notes[0], `row 7 speaks of "elsewhere"`) {
		t.Errorf("notes %q", notes)
	}
}
