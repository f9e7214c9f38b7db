package kiel

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/bounding"
	"pledgebook/internal/matching"
	"pledgebook/internal/membership"
	"pledgebook/internal/source"
	"pledgebook/internal/source/sourcetest"
	"pledgebook/lexicon"
)

const web = `giver,dato,kategori,maal,verdi_eur,verdi_eur_redistr,verdi_eur_activity,maaned_nr
Norway,2023-02-03,Military,Allocation,100.25,120,500,14
Norway,2023-02-03,Military,Allocation,100.25,120,500,14
Norway,,Humanitarian,Allocation,-7,-7,0.0,14
EU Institutions,2023-03-01,Financial,Commitment,0.0,0.0,900,15
Norway,until May 2023,Military,Allocation,0,0,0,0
`

const mainSample = `activity_id;donor;announcement_date;aid_type_general;measure;tot_sub_activity_value_EUR;tot_sub_activity_value_EUR_redistr;tot_activity_value_EUR;tot_value_deliv_EUR;item;explanation
A1;Sweden;2023-05-04 00:00:00;Military ;Allocation;No price;40;90;15;Trucks;Trucks and parts
A1;Sweden;until summer;Military;Allocation;30;50;.;Not given;.;Parts
`

const months = `giver,aar,maaned,verdi_eur_mrd
Norway,2023,4,0.25
Norway,2023,12,0.000001
`

const sums = `land,aar,maaned,kategori,maal,sum_eur,sum_nok
Norway,2023,4,Military,Allocation,2645059.4697537445,1
Norway,2023,5,Military,Commitment,7,1
`

func TestSource(t *testing.T) {
	for _, example := range []string{web, mainSample, months, sums} {
		sourcetest.Run(t, Format{}, "kiel.csv", example)
	}
}

func FuzzRows(f *testing.F) { sourcetest.Fuzz(f, Format{}, web, mainSample, months, sums) }

// told writes a claim in short: stage, kind, sum, day.
func told(c pledgebook.Claim) string {
	return strings.TrimSpace(strings.Join([]string{string(c.Providers[0]), string(c.Stage), string(c.Kind), pledgebook.Plain(c.Money.Lo), c.Date.String(), c.Period.String()}, " "))
}

func TestRows(t *testing.T) {
	for _, tt := range []struct {
		name   string
		format Format
		text   string
		want   []string
	}{
		{"equal rows are two acts, corrections stay negative, noughts are no claims", Format{}, web, []string{
			"NOR commitment military 500 2023-02-03", "NOR allocation military 120 2023-02-03",
			"NOR commitment military 500 2023-02-03", "NOR allocation military 120 2023-02-03",
			"NOR allocation humanitarian -7", "eu commitment financial 900 2023-03-01"}},
		{"the plain column", Format{Plain: true}, web, []string{
			"NOR commitment military 500 2023-02-03", "NOR allocation military 100.25 2023-02-03",
			"NOR commitment military 500 2023-02-03", "NOR allocation military 100.25 2023-02-03",
			"NOR allocation humanitarian -7", "eu commitment financial 900 2023-03-01"}},
		{"placeholders are no values", Format{}, mainSample, []string{
			"SWE commitment military 90 2023-05-04", "SWE allocation military 40 2023-05-04", "SWE delivery military 15 2023-05-04",
			"SWE allocation military 50"}},
		{"billions", Format{}, months, []string{"NOR disbursement financial 250000000  2023-04-01..2023-04-30", "NOR disbursement financial 1000  2023-12-01..2023-12-31"}},
		{"months", Format{}, sums, []string{"NOR allocation military 2645059.4697537445  2023-04-01..2023-04-30", "NOR commitment military 7  2023-05-01..2023-05-31"}},
	} {
		var got []string
		for _, r := range sourcetest.Read(t, tt.format, "kiel.csv", strings.NewReader(tt.text)) {
			for _, c := range r.Claims {
				got = append(got, told(c))
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

// A sheet made of others is refused as a whole, and says which to load.
func TestSheetsOfSums(t *testing.T) {
	for _, head := range []string{"land,er_eu_medlem,total_allocation\nNorway,False,1\n", "donor,category,number_of_weapons,monetary_value_eur\nNorway,Tanks,3,4\n"} {
		if !(Format{}).Takes("x.csv", []byte(head)) {
			t.Errorf("%q is not taken, so nobody says what to load", head)
		}
		n := 0
		for _, err := range (Format{}).Rows(source.File{Name: "x.csv", Reader: strings.NewReader(head)}) {
			if n++; err == nil || !strings.Contains(err.Error(), "load the main sheet") {
				t.Errorf("%q: %v", head, err)
			}
		}
		if n != 1 {
			t.Errorf("%d results, want 1", n)
		}
	}
}

// Sums of a month are warned of where they and the activities would be loaded by
// different values, and only there.
func TestSumsBesideRedistributedValues(t *testing.T) {
	for _, tt := range []struct {
		format Format
		rows   string
		want   int
	}{{Format{}, sums, 1}, {Format{Plain: true}, sums, 0}, {Format{}, web, 0}, {Format{}, months, 0}} {
		var notes []string
		file := source.File{Name: "x.csv", Reader: strings.NewReader(tt.rows), Note: func(s string) { notes = append(notes, s) }}
		for _, err := range tt.format.Rows(file) {
			if err != nil {
				t.Error(err)
			}
		}
		if len(notes) != tt.want || tt.want == 1 && !strings.Contains(notes[0], "--plain") {
			t.Errorf("plain %v, %.20q…: notes %q, want %d", tt.format.Plain, tt.rows, notes, tt.want)
		}
	}
}

const activities = "../../../../shared/data/kiel/bilateral_activities.csv"

// The tracker's military allocations of the first half of 2024, against the
// 20.9 billion that NATO told: by both columns, and by both ways to count
// membership (Sweden joined on 7 March 2024).
func TestNATOInTheFirstHalfOf2024(t *testing.T) {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	members, err := membership.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	end := pledgebook.DateOf(2024, 6, 30)
	for _, tt := range []struct {
		plain, onTheDay bool
		want            string // in millions
	}{
		{false, false, "20899"}, {true, false, "20724"}, {false, true, "20263"}, {true, true, "20088"},
	} {
		sum := decimal.Zero
		for _, c := range allocations(t, Format{Plain: tt.plain}) {
			on := end
			if tt.onTheDay {
				on = c.Date
			}
			if c.Kind == pledgebook.Military && c.Date >= pledgebook.DateOf(2024, 1, 1) && c.Date <= end && members.IsMember("nato", c.Providers[0], on) {
				if sum, err = sum.Add(c.Money.Lo.Round(2)); err != nil {
					t.Fatal(err)
				}
			}
		}
		millions, err := sum.Quo(decimal.MustNew(1_000_000, 0))
		if err != nil {
			t.Fatal(err)
		}
		if got := millions.Round(0).String(); got != tt.want {
			t.Errorf("plain %v, membership on the day %v: %s million, want %s", tt.plain, tt.onTheDay, got, tt.want)
		}
	}
}

// The same through matching and bounding: every row its own entry, and the
// least of NATO's total is the sum, for it overlaps with nothing.
func TestBoundsOfTheFirstHalfOf2024(t *testing.T) {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	members, err := membership.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	end := pledgebook.DateOf(2024, 6, 30)
	for _, tt := range []struct {
		plain bool
		on    pledgebook.Day // 0: each row's own day
		want  string
	}{
		{false, end, "20898560291.26"}, {true, end, "20723989036.94"}, {false, 0, "20263016814.23"}, {true, 0, "20088445559.91"},
	} {
		var claims []matching.ReportedClaim
		for _, c := range allocations(t, Format{Plain: tt.plain}) {
			claims = append(claims, matching.ReportedClaim{Claim: c, Report: matching.Source{ID: "report of " + c.ID, Outlet: outlet, Row: true}})
		}
		entries := matching.Match(claims, nil, nil).Entries
		if len(entries) != len(claims) {
			t.Errorf("%d rows became %d entries", len(claims), len(entries))
		}
		facts := make([]bounding.Fact, len(entries))
		for i, e := range entries {
			facts[i] = bounding.Fact{Entry: &e, Row: true}
		}
		bounds := bounding.Bound(facts, pledgebook.Scope{Providers: []pledgebook.PartyID{"nato"}, Receivers: []pledgebook.PartyID{receiver},
			Kinds: []pledgebook.AidKind{pledgebook.Military}, Stage: pledgebook.StageAllocation, Currency: "EUR",
			Period: pledgebook.Interval{Start: pledgebook.DateOf(2024, 1, 1), End: end + 1}, MembersOn: tt.on}, bounding.World{Members: members.Members})
		if got := pledgebook.Plain(bounds.Least.Lo); got != tt.want {
			t.Errorf("plain %v, membership on %q: at least %s, want %s", tt.plain, tt.on, got, tt.want)
		}
	}
}

func allocations(t *testing.T, format Format) []pledgebook.Claim {
	t.Helper()
	f, err := os.Open(activities)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the tracker's rows are not beside this repository (../shared/data/kiel)")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []pledgebook.Claim
	for _, r := range sourcetest.Read(t, format, "bilateral_activities.csv", f) {
		for _, c := range r.Claims {
			if c.Stage == pledgebook.StageAllocation {
				all = append(all, c)
			}
		}
	}
	return all
}
