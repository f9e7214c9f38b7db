package fts

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/source"
	"pledgebook/internal/source/sourcetest"
)

const table = `date,budgetYear,description,amountUSD,srcOrganization,srcLocations,destOrganization,destLocations,destUsageYearStart,destUsageYearEnd,contributionType,flowType,boundary,onBoundary,status,decisionDate,originalAmount,originalCurrency,exchangeRate,id,updatedAt
2022-03-02,,Tents,1000,"Kenya, Government of",,Example Relief,"MDA,ROU",2022,2023,financial,Standard,incoming,single,commitment,2022-03-01,900,EUR,0.9,11,2022-04-01
2022-03-02,,Rice,500,"Korea, Republic of, Government of,Saudi Arabia (Kingdom of), Government of",,World Food Programme,MDA,2022,2022,in kind,Standard,incoming,shared,paid,,5000,SEK,1,12,2022-04-01
2022-03-02,,Passed on,300,World Food Programme,,Example Relief,MDA,2022,2022,financial,Standard,internal,single,paid,,,,,13,2022-04-01
2022-03-02,,Nothing left,0,"Kenya, Government of",,,MDA,2022,2022,financial,Parked,incoming,single,pledge,,,,,14,2022-04-01
`

const page1 = `{"status": "ok", "data": {"incoming": {"flowCount": 2, "fundingTotal": 1000, "pledgeTotal": 50}, "outgoing": {"flowCount": 0}, "internal": {"flowCount": 1}, "flows": [
{"id": "23", "amountUSD": 1000, "parentFlowId": 21, "status": "paid", "flowType": "Standard", "boundary": "internal", "onBoundary": "single", "date": "2022-03-05T00:00:00Z", "sourceObjects": [{"type": "Organization", "name": "Example Fund"}], "destinationObjects": [{"type": "Location", "name": "Moldova"}, {"type": "UsageYear", "name": "2023"}, {"type": "UsageYear", "name": "2022"}]},
{"id": "21", "versionId": 2, "amountUSD": 1000, "childFlowIds": [23], "status": "commitment", "flowType": "Standard", "boundary": "incoming", "onBoundary": "single", "date": "2022-03-02T00:00:00Z", "updatedAt": "2022-03-03T01:02:03Z", "sourceObjects": [{"type": "Organization", "name": "Kenya, Government of"}], "destinationObjects": [{"type": "Organization", "name": "Example Fund"}, {"type": "Location", "name": "Moldova"}]}]},
"meta": {"count": 3}}`

const page2 = `{"status": "ok", "data": {"incoming": {"flowCount": 2, "fundingTotal": 1000, "pledgeTotal": 50}, "outgoing": {"flowCount": 0}, "internal": {"flowCount": 1}, "flows": [
{"id": "24", "amountUSD": 50, "status": "pledge", "flowType": "Standard", "boundary": "incoming", "onBoundary": "single", "sourceObjects": [], "destinationObjects": []}]},
"meta": {"count": 3}}`

const appeals = `countryCode,id,name,code,typeId,typeName,startDate,endDate,year,requirements,funding,percentFunded
MDA,7,Example Response Plan,XMDA22,1,Plan,2022-01-01,2022-12-31,2022,5000,1200,24
MDA,,Not specified,,,,,,2022,,300,
`

func TestSource(t *testing.T) {
	for name, example := range map[string]string{"table.csv": table, "page.json": page1, "appeals.csv": appeals} {
		sourcetest.Run(t, Format{}, name, example)
	}
}

func FuzzRows(f *testing.F) {
	sourcetest.Fuzz(f, Format{Totals: &Totals{}}, table, page1, page2, appeals)
}

// told writes a claim in short.
func told(c pledgebook.Claim) string {
	var ids []string
	for _, list := range [][]pledgebook.PartyID{c.Providers, c.Channels, c.Receivers} {
		words := make([]string, len(list))
		for i, id := range list {
			words[i] = string(id)
		}
		ids = append(ids, strings.Join(words, "+"))
	}
	return strings.Join([]string{string(c.Stage), pledgebook.Plain(c.Money.Lo), strings.Join(ids, " > "), c.Date.String(), c.Period.String()}, " ")
}

func claimsOf(t *testing.T, name, text string) (all []pledgebook.Claim) {
	t.Helper()
	for _, r := range sourcetest.Read(t, Format{}, name, strings.NewReader(text)) {
		all = append(all, r.Claims...)
	}
	return all
}

func TestFlows(t *testing.T) {
	for name, want := range map[string][]string{
		table: {
			"commitment 1000 KEN > example-relief > MDA+ROU 2022-03-01 2022-01-01..2023-12-31",
			"delivery 500 KOR+SAU > wfp > MDA 2022-03-02 2022-01-01..2022-12-31",
			"disbursement 300  > wfp+example-relief > MDA 2022-03-02 2022-01-01..2022-12-31",
		},
		page1: {
			"commitment 1000 KEN > example-fund > MDA 2022-03-02 ",
			"disbursement 1000  > example-fund > MDA 2022-03-05 2022-01-01..2023-12-31",
		},
		appeals: {
			"need 5000  >  > MDA  2022-01-01..2022-12-31",
			"commitment 1200  >  > MDA  2022-01-01..2022-12-31",
		},
	} {
		var got []string
		for _, c := range claimsOf(t, "x", name) {
			got = append(got, told(c))
		}
		if !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestWhatIsPassedOnIsAPart(t *testing.T) {
	all := claimsOf(t, "page.json", page1)
	if parent, child := all[0], all[1]; child.PartOf != parent.ID {
		t.Errorf("the internal flow is part of %q, want %q", child.PartOf, parent.ID)
	}
}

func TestARateThatContradictsItself(t *testing.T) {
	all := claimsOf(t, "table.csv", table)
	if len(all[0].Suspect) != 0 {
		t.Errorf("900 euros for 1000 dollars at 0.9 are suspected: %v", all[0].Suspect)
	}
	want := "its own rate of 1 SEK a dollar makes USD 500 SEK 500, not 5000"
	if len(all[1].Suspect) != 1 || all[1].Suspect[0].Reason != want {
		t.Errorf("suspect is %v, want %q", all[1].Suspect, want)
	}
}

func TestPagesMakeTheAnswersTotals(t *testing.T) {
	f := Format{Totals: &Totals{}}
	var notes []string
	for i, text := range []string{page1, page2} {
		file := source.File{Name: string(rune('1' + i)), Reader: strings.NewReader(text), Note: func(s string) { notes = append(notes, s) }}
		for _, err := range f.Rows(file) {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	want := []string{"1: 2 of the answer's 3 flows so far; load its other pages with it",
		"2: all 3 flows of the answer; incoming USD 1000 and pledges of 50 are the answer's own totals"}
	if !slices.Equal(notes, want) {
		t.Errorf("got  %q\nwant %q", notes, want)
	}
}

// A flow that cannot be right is named by its place; the others follow.
func TestBadFlows(t *testing.T) {
	bad := strings.Replace(page1, `"amountUSD": 1000, "parentFlowId"`, `"amountUSD": "much", "parentFlowId"`, 1)
	var faults []string
	rows := 0
	for _, err := range (Format{}).Rows(source.File{Name: "x", Reader: strings.NewReader(bad)}) {
		if err != nil {
			faults = append(faults, err.Error())
			continue
		}
		rows++
	}
	if rows != 1 || len(faults) != 1 || !strings.HasPrefix(faults[0], `x, row 1: column amountUSD: "much" is no amount`) {
		t.Errorf("%d rows and %q", rows, faults)
	}
}

const shared = "../../../../shared/data/fts/"

// fixture reads one file beside this repository.
func fixture(t *testing.T, f Format, name string) []pledgebook.Reading {
	t.Helper()
	file, err := os.Open(filepath.Join(shared, name))
	if err != nil {
		t.Skip("the service's answers are not beside this repository (../shared/data/fts)")
	}
	defer file.Close()
	return sourcetest.Read(t, f, name, file)
}

// The pages of each country's answer add up to what the service itself says,
// and the tables to the same.
func TestTotalsOfTheFixtures(t *testing.T) {
	for _, tt := range []struct {
		location, table                   string
		incoming, internal, outgoing      int
		funding, pledges, internalFunding string
	}{
		{"1", "afg", 328, 156, 0, "725591299", "0", "71958119"},
		{"114", "jor", 440, 38, 0, "714246261", "81128", "10029750"},
		{"171", "pse", 338, 85, 1, "381508179", "29621", "33606486"},
	} {
		totals := &Totals{}
		all := map[string]Sums{}
		for _, page := range []string{"", "-page-2", "-page-3"} {
			name := "input/custom-search-locationid-" + tt.location + "-year-2020" + page + ".json"
			fixture(t, Format{Totals: totals}, name)
			for _, b := range boundaries {
				all[b] = all[b].plus(totals.Of(name, b))
			}
		}
		in, internal := all["incoming"], all["internal"]
		if in.Flows != tt.incoming || internal.Flows != tt.internal || all["outgoing"].Flows != tt.outgoing ||
			pledgebook.Plain(in.Funding) != tt.funding || pledgebook.Plain(in.Pledges) != tt.pledges || pledgebook.Plain(internal.Funding) != tt.internalFunding {
			t.Errorf("location %s: %+v", tt.location, all)
		}
		name := "fts_incoming_funding_" + tt.table + ".csv"
		fixture(t, Format{Totals: totals}, name)
		if s := totals.Of(name, "incoming"); s != in {
			t.Errorf("%s: %+v, the answer %+v", name, s, in)
		}
	}
}

func TestSixteenFlowsContradictThemselves(t *testing.T) {
	found := map[string]bool{}
	for _, location := range []string{"1", "114", "171"} {
		for _, page := range []string{"", "-page-2", "-page-3"} {
			for _, r := range fixture(t, Format{}, "input/custom-search-locationid-"+location+"-year-2020"+page+".json") {
				for _, c := range r.Claims {
					if len(c.Suspect) > 0 {
						found[r.Report.URL] = true
					}
				}
			}
		}
	}
	if len(found) != 16 {
		t.Errorf("%d flows contradict their own rate, want 16", len(found))
	}
}

// The requirements of a plan, parted by cluster, would be counted twice; and so would
// those that HDX HAPI tells once more.
func TestRequirementsToldOnceMoreAreRefused(t *testing.T) {
	refused(t, "load the table with one row a plan", "countryCode,id,name,code,startDate,endDate,year,clusterCode,cluster,requirements,funding,percentFunded\nMDA,7,Plan,X,2022-01-01,2022-12-31,2022,1,Health,5,4,80\n")
	refused(t, "load their table of requirements and funding", "location_code,appeal_code,appeal_name,requirements_usd,funding_usd\nMDA,X,Plan,5,4\n")
}

func refused(t *testing.T, why, text string) {
	t.Helper()
	if !(Format{}).Takes("x.csv", []byte(text)) {
		t.Errorf("not taken: %s", text)
	}
	n := 0
	for _, err := range (Format{}).Rows(source.File{Name: "x.csv", Reader: strings.NewReader(text)}) {
		if n++; err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%v", err)
		}
	}
	if n != 1 {
		t.Errorf("%d results, want 1", n)
	}
}
