package matching

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"pledgebook"
)

// tellings of one fact by 24 outlets, coded by hand outside this repository.
const tellingsFile = "../../../shared/cases/one-fact-24-tellings"

type tellingsWanted struct {
	Entries []struct {
		Entry    string                    `json:"entry"`
		Claims   []string                  `json:"claims"`
		Variants map[string]map[string]int `json:"variants_by_number_of_reports"`
	} `json:"entries"`
	Slips []string `json:"slips"`
}

func readTellings(t testing.TB) (claims []ReportedClaim, want tellingsWanted) {
	t.Helper()
	b, err := os.ReadFile(tellingsFile + ".expected.json")
	if err != nil {
		t.Skip("the 24 tellings are not beside this repository (../shared/cases): ", err)
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(tellingsFile + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		claims = append(claims, readTelling(t, lines.Bytes()))
	}
	return claims, want
}

// readTelling reads one line. A period nobody can resolve is kept in the
// report's words, as evidence of the field.
func readTelling(t testing.TB, line []byte) ReportedClaim {
	var c ReportedClaim
	var extra struct {
		Report struct {
			URL, Outlet, Language string
			Published             pledgebook.Stamp
		}
		Words string `json:"period_words"`
	}
	if err := json.Unmarshal(line, &c.Claim); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(line, &extra); err != nil {
		t.Fatal(err)
	}
	r := extra.Report
	c.Report = Source{ID: r.URL, URL: r.URL, Outlet: r.Outlet, Language: r.Language, Published: r.Published}
	if extra.Words != "" {
		c.Claim.Evidence = append(c.Claim.Evidence, pledgebook.Evidence{Field: "period", Text: extra.Words, Basis: pledgebook.Stated})
	}
	return c
}

func TestTwentyFourTellingsOfOneFact(t *testing.T) {
	claims, want := readTellings(t)
	shuffle := rand.New(rand.NewPCG(1, 2))
	var first string
	for range 100 {
		shuffle.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		r := Match(claims, nil, UsualRates())
		got, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(got)
			compareTellings(t, r.Entries, want)
		}
		if string(got) != first {
			t.Fatal("another order of arrival gives another book")
		}
	}
}

func compareTellings(t *testing.T, entries []pledgebook.Entry, want tellingsWanted) {
	of := map[string]*pledgebook.Entry{}
	for i := range entries {
		for _, c := range entries[i].Claims {
			of[c] = &entries[i]
		}
	}
	for _, w := range want.Entries[:2] {
		e := of[w.Claims[0]]
		got := slices.Sorted(slices.Values(e.Claims))
		if slices.Sort(w.Claims); !slices.Equal(got, w.Claims) {
			t.Errorf("entry %s holds\n%s\nwant\n%s", w.Entry, strings.Join(got, "\n"), strings.Join(w.Claims, "\n"))
		}
		for name, counts := range w.Variants {
			compareVariants(t, w.Entry+" "+name, e.Variants[name], counts)
		}
	}
	given, promised := of[want.Entries[0].Claims[0]], of[want.Entries[1].Claims[0]]
	if fmt.Sprint(promised.FulfilledBy) != fmt.Sprint([]string{given.ID}) {
		t.Errorf("the promise is fulfilled by %v, want the figure told beside it", promised.FulfilledBy)
	}
	// Of the rest, one entry a provider for the parts, one a claim for the others.
	parts, others := want.Entries[2].Claims, want.Entries[3].Claims
	rest := map[*pledgebook.Entry]bool{}
	for _, c := range slices.Concat(parts, others) {
		rest[of[c]] = true
	}
	if len(rest) != 2+len(others) || len(entries) != 2+len(rest) {
		t.Errorf("%d entries, of which %d beside the two, want %d and %d", len(entries), len(rest), 4+len(others), 2+len(others))
	}
	var slips []string
	for _, e := range entries {
		for _, vs := range e.Variants {
			for _, v := range vs {
				if v.LikelySlip != "" {
					slips = append(slips, v.Claims...)
				}
			}
		}
	}
	if slices.Sort(slips); !slices.Equal(slips, want.Slips) {
		t.Errorf("slips %v\nwant %v", slips, want.Slips)
	}
}

// compareVariants compares the origins of each value; these reports credit
// nobody, so that each is an origin of its own.
func compareVariants(t *testing.T, where string, got []pledgebook.Variant, want map[string]int) {
	counts := map[string]int{}
	for _, v := range got {
		counts[v.Value] = v.Origins
	}
	for value, n := range want {
		if value = ourSpelling(value); counts[value] != n {
			t.Errorf("%s: %q told by %d origins, want %d", where, value, counts[value], n)
		}
	}
	if len(counts) != len(want) {
		t.Errorf("%s: %d values, want %d: %v", where, len(counts), len(want), counts)
	}
}

// ourSpelling writes the expected file's time objects as variants spell them.
func ourSpelling(value string) string {
	if !strings.HasPrefix(value, "{") {
		return value
	}
	var tm struct {
		Period   pledgebook.Interval
		Words    string `json:"period_words"`
		Deadline pledgebook.Day
		Per      string
	}
	if err := json.Unmarshal([]byte(value), &tm); err != nil {
		panic(fmt.Sprintf("%s: %v", value, err))
	}
	c := pledgebook.Claim{Period: tm.Period, Deadline: tm.Deadline, Per: tm.Per}
	if tm.Words != "" {
		c.Evidence = []pledgebook.Evidence{{Field: "period", Text: tm.Words}}
	}
	return timeValue(ReportedClaim{Claim: c})
}
