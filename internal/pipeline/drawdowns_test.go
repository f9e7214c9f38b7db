package pipeline

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/article"
	"pledgebook/internal/bounding"
	"pledgebook/internal/matching"
	"pledgebook/internal/reading"
	"pledgebook/lexicon"
)

// story is a report of our own about some of the drawdowns of a public list.
type story struct {
	name     string
	packages []int // those it tells; none for one about something else
	claims   []matching.ReportedClaim
}

// readStories reads the corpus's stories about drawdowns.
func readStories(t *testing.T) (all []story) {
	t.Helper()
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range corpusFolder(t, "drawdowns") {
		var packages []int
		for _, word := range strings.Fields(corpus.Field(string(file.Comment), "package")) {
			if n, err := strconv.Atoi(word); err == nil {
				packages = append(packages, n)
			}
		}
		for _, f := range file.Files {
			day, outlet, _ := strings.Cut(f.Name, " ")
			report, err := article.Clean(article.Input{Name: f.Name, Bytes: f.Data, URL: "https://example.org/" + outlet + "/" + day, Published: pledgebook.Stamp(day)})
			if err != nil {
				t.Fatal(name, err)
			}
			s := story{name: name + " " + f.Name, packages: packages}
			cited := pledgebook.Citation{Report: report.ID, Engine: pledgebook.Engine, Outlet: report.Outlet, URL: report.URL, Language: report.Language, Published: report.Published}
			for _, c := range engine.Read(report).Claims {
				s.claims = append(s.claims, matching.ReportedClaim{Claim: c, Report: sourceOf(cited, "", actors(c)...)})
			}
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b story) int { return strings.Compare(a.name, b.name) })
	return all
}

// listed are the sums of the packages in millions of dollars.
func listed(t *testing.T) map[int]int64 {
	f, err := os.Open("../../../shared/cases/us-drawdowns.tsv")
	if err != nil {
		t.Skip("the list of drawdowns is not beside this repository (../shared/cases): ", err)
	}
	defer f.Close()
	sums := map[int]int64{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var n int
		var day string
		var sum int64
		if k, _ := fmt.Sscan(lines.Text(), &n, &day, &sum); k == 3 {
			sums[n] = sum
		}
	}
	return sums
}

// Forty releases and stories about twenty-one of the drawdowns, read and matched
// in any order: each package is one entry, none is merged with a namesake of the
// same sum, and the entries add up to what the public list says.
func TestDrawdownsReadAndMatched(t *testing.T) {
	sums := listed(t)
	stories := readStories(t)
	if len(stories) < 40 {
		t.Fatalf("%d stories", len(stories))
	}
	var claims []matching.ReportedClaim
	for _, s := range stories {
		claims = append(claims, s.claims...)
	}
	for n := range 10 {
		r := rand.New(rand.NewPCG(uint64(n), 7))
		r.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		matched := matching.Match(claims, nil, nil)
		compareDrawdowns(t, stories, matched.Entries, sums)
		if n == 0 {
			boundDrawdowns(t, stories, matched, sums)
		}
	}
}

func compareDrawdowns(t *testing.T, stories []story, entries []pledgebook.Entry, sums map[int]int64) {
	of := map[string]pledgebook.Entry{}
	for _, e := range entries {
		for _, c := range e.Claims {
			of[c] = e
		}
	}
	holder, owner := map[int]string{}, map[string]int{}
	apart, tellings := 0, 0
	for _, s := range stories {
		for _, n := range s.packages {
			e, ok := tellingOf(s, sums[n], of)
			tellings++
			switch {
			case !ok:
				t.Logf("%s: its %d million were not read", s.name, sums[n])
				apart++
			case holder[n] == "":
				if m, taken := owner[e.ID]; taken {
					t.Errorf("packages %d and %d are one entry", m, n)
				}
				holder[n], owner[e.ID] = e.ID, n
			case holder[n] != e.ID:
				t.Logf("%s: package %d stands in an entry of its own", s.name, n)
				apart++
			}
		}
	}
	if apart > 0 || tellings < 40 {
		t.Errorf("%d of %d tellings stand apart", apart, tellings)
	}
	total := decimal.Zero
	want := int64(0)
	for n, id := range holder {
		want += sums[n] * 1_000_000
		for _, e := range entries {
			if e.ID == id {
				total, _ = total.Add(e.Money.Lo)
			}
		}
	}
	if total.Cmp(decimal.MustNew(want, 0)) != 0 || len(holder) < 20 {
		t.Errorf("%d packages add up to %s, by the list %d", len(holder), total, want)
	}
}

// tellingOf finds the entry that holds a story's telling of a package.
func tellingOf(s story, millions int64, of map[string]pledgebook.Entry) (pledgebook.Entry, bool) {
	for _, c := range s.claims {
		if m := c.Claim.Money; m != nil && m.Lo.Cmp(decimal.MustNew(millions*1_000_000, 0)) == 0 && c.Claim.Extent == pledgebook.PartExtent {
			return of[c.Claim.ID], true
		}
	}
	return pledgebook.Entry{}, false
}

// boundDrawdowns asks what the United States had pledged: the packages told are
// fewer than there were, and the running totals hold the least up.
func boundDrawdowns(t *testing.T, stories []story, matched matching.Result, sums map[int]int64) {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	world, err := bounding.WorldOf(lex)
	if err != nil {
		t.Fatal(err)
	}
	facts := make([]bounding.Fact, len(matched.Entries))
	for i, e := range matched.Entries {
		facts[i] = bounding.Fact{Entry: &e, Told: matched.Basis[e.ID].Told}
	}
	b := bounding.New(facts, world).Bounds(pledgebook.Scope{
		Providers: []pledgebook.PartyID{"USA"}, Receivers: []pledgebook.PartyID{"UKR"}, Stage: pledgebook.StagePledge, Currency: "USD"})
	told := decimal.Zero
	for _, n := range packagesTold(stories) {
		told, _ = told.Add(decimal.MustNew(sums[n]*1_000_000, 0))
	}
	running := decimal.MustNew(25_750_000_000, 0)
	if b.Least == nil || b.Least.Lo.Cmp(running) < 0 || b.MostReported.Lo.Cmp(told) < 0 || len(b.Contradicted) > 0 {
		t.Errorf("at least %v, most %v, contradictions %v; the last running total is %s, the packages told add up to %s", b.Least, b.MostReported, b.Contradicted, running, told)
	}
}

func packagesTold(stories []story) (all []int) {
	for _, s := range stories {
		all = append(all, s.packages...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
