package pipeline

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/matching"
)

// A record of a dataset counts once, in its latest version, whatever the order
// in which its versions came; reports and rows without a link are left alone.
func TestTheLatestVersionOfARowCounts(t *testing.T) {
	claim := func(id, url string, published pledgebook.Stamp, row bool) matching.ReportedClaim {
		return matching.ReportedClaim{Claim: pledgebook.Claim{ID: id}, Report: matching.Source{ID: "report " + id, URL: url, Published: published, Row: row}}
	}
	all := []matching.ReportedClaim{
		claim("old", "https://example.org/flows/7?version=1", "2023-01-01", true),
		claim("new", "https://example.org/flows/7?version=2", "2023-02-01", true),
		claim("other", "https://example.org/flows/8", "2022-01-01", true),
		claim("page 1", "https://example.org/news?id=1", "2022-01-01", false),
		claim("page 2", "https://example.org/news?id=2", "2022-01-02", false),
		claim("no link", "", "", true),
		claim("no link either", "", "", true),
	}
	shuffle := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		shuffle.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		var kept []string
		for _, c := range latestRows(slices.Clone(all)) {
			kept = append(kept, c.Claim.ID)
		}
		slices.Sort(kept)
		if got := strings.Join(kept, ", "); got != "new, no link, no link either, other, page 1, page 2" {
			t.Fatalf("kept %s", got)
		}
	}
}

// Claims coded by hand are those of the report they cite; a dataset's row is a
// report of its own with a figure that is not rounded.
func TestSourcesOfRows(t *testing.T) {
	kin := newFamilies(nil)
	of := func(c pledgebook.Citation) matching.Source {
		kin.addPage(c)
		return sourceOf(c, kin.origins()[c.Report])
	}
	coded := of(pledgebook.Citation{Report: "r1", Engine: CodedEngine, URL: "https://example.org/a"})
	row := of(pledgebook.Citation{Report: "r2", Engine: RowEngine("kiel", 2)})
	read := of(pledgebook.Citation{Report: "r3", Engine: "en-1", URL: "https://example.org/a"})
	if coded.ID != "https://example.org/a" || coded.Row || row.ID != "r2" || !row.Row || read.ID != "r3" || read.Row {
		t.Errorf("%+v %+v %+v", coded, row, read)
	}
	if coded.TextOrigin != read.TextOrigin {
		t.Error("a report and the claims coded from it are two origins")
	}
}
