package pipeline

import (
	"encoding/json"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/article"
	"pledgebook/internal/matching"
	"pledgebook/internal/rates"
	"pledgebook/internal/reading"
)

// retold is a report of our own about one day's figure, as it was read, and what
// somebody marked in it.
type retold struct {
	name   string
	claims []matching.ReportedClaim
	// told is, for a figure in billions, the stages and currencies it is marked with.
	stages, currencies map[string][]string
}

// readRetold reads the reports of a folder of the corpus in place of its
// reports; those without a figure that matters are among them.
func readRetold(t *testing.T, folder string) (all []retold) {
	t.Helper()
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range corpusFolder(t, folder) {
		var text, marked []byte
		for _, f := range file.Files {
			switch f.Name {
			case "report.txt":
				text = f.Data
			case "claims.txt":
				marked = f.Data
			}
		}
		report, err := article.Clean(article.Input{Name: "report.txt", Bytes: text, URL: corpus.Field(string(file.Comment), "url"),
			Published: pledgebook.Stamp(corpus.Field(string(file.Comment), "published"))})
		if err != nil {
			t.Fatal(name, err)
		}
		r := retold{name: name}
		r.stages, r.currencies = markedIn(string(marked))
		cited := pledgebook.Citation{Report: report.ID, Engine: pledgebook.Engine, Outlet: report.Outlet, URL: report.URL, Language: report.Language, Published: report.Published}
		for _, c := range engine.Read(report).Claims {
			r.claims = append(r.claims, matching.ReportedClaim{Claim: c, Report: sourceOf(cited, "", actors(c)...)})
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b retold) int { return strings.Compare(a.name, b.name) })
	return all
}

func corpusFolder(t *testing.T, folder string) map[string]*txtar.Archive {
	t.Helper()
	names, err := corpus.Files("en", folder)
	if err != nil || len(names) == 0 {
		t.Fatal(folder, err)
	}
	all := map[string]*txtar.Archive{}
	for _, name := range names {
		b, err := corpus.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		all[path.Base(name)] = txtar.Parse(b)
	}
	return all
}

// markedIn takes from marked claims what is told of NATO's figures: stage and
// currency by figure, as variants spell them.
func markedIn(lines string) (stages, currencies map[string][]string) {
	stages, currencies = map[string][]string{}, map[string][]string{}
	for line := range strings.Lines(lines) {
		cells := strings.Split(line, "|")
		if len(cells) < 3 || !strings.Contains(cells[1], "nato >") {
			continue
		}
		words := strings.Fields(cells[0])
		stage := words[0]
		if words[1] != "asserted" {
			stage += " (" + words[1] + ")"
		}
		sum := strings.Fields(cells[2])
		currency := strings.Replace(sum[0], "?", "none", 1)
		stages[sum[1]] = append(stages[sum[1]], stage)
		currencies[sum[1]] = append(currencies[sum[1]], currency)
	}
	return stages, currencies
}

// The retellings of one day's figure, read and matched, are one entry for what
// was given and one for what was promised, in whatever order they arrive.
func TestRetellingsReadAndMatched(t *testing.T) {
	all := readRetold(t, "tellings")
	var claims []matching.ReportedClaim
	for _, r := range all {
		claims = append(claims, r.claims...)
	}
	table, err := rates.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	first := ""
	for n := range 20 {
		r := rand.New(rand.NewPCG(uint64(n), 3))
		r.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		entries := matching.Match(claims, nil, matchingRates(table)).Entries
		b, err := json.Marshal(entries)
		if err != nil {
			t.Fatal(err)
		}
		got := string(b)
		if first == "" {
			first = got
			compareRetold(t, all, entries)
		}
		if got != first {
			t.Fatal("another order of arrival gives another book")
		}
	}
}

// retellingFloors are, by figure, how many tellings of it may stay unread, and
// how many origins must tell the stage and the currency that is marked: what is
// reached today.
var retellingFloors = []struct {
	marked, sum                string
	unread, stages, currencies int
}{{"20.9bn", "20900000000", 0, 22, 23}, {"40bn", "40000000000", 0, 14, 19}}

func compareRetold(t *testing.T, all []retold, entries []pledgebook.Entry) {
	t.Logf("%d entries", len(entries))
	of := map[string]pledgebook.Entry{}
	for _, e := range entries {
		for _, c := range e.Claims {
			of[c] = e
		}
	}
	for _, f := range retellingFloors {
		var entry pledgebook.Entry
		stages, currencies := map[string]int{}, map[string]int{}
		unread := 0
		for _, r := range all {
			if len(r.stages[f.marked]) == 0 {
				continue
			}
			count(stages, r.stages[f.marked])
			count(currencies, r.currencies[f.marked])
			e, ok := holderOf(r, f.sum, of)
			switch {
			case !ok:
				t.Logf("%s: its %s was not read", r.name, f.marked)
				unread++
			case entry.ID == "":
				entry = e
			case e.ID != entry.ID:
				t.Errorf("%s: its %s stands in an entry of its own", r.name, f.marked)
			}
		}
		if unread > f.unread {
			t.Errorf("%d tellings of %s were not read, at most %d may be", unread, f.marked, f.unread)
		}
		agree(t, f.marked, "stage", entry, stages, f.stages)
		agree(t, f.marked, "currency", entry, currencies, f.currencies)
	}
}

// agree counts the origins that tell what is marked.
func agree(t *testing.T, figure, field string, e pledgebook.Entry, marked map[string]int, floor int) {
	told, same := map[string]int{}, 0
	for _, v := range e.Variants[field] {
		told[v.Value] = v.Origins
		same += min(v.Origins, marked[v.Value])
	}
	t.Logf("%s: %s told %v, marked %v", figure, field, told, marked)
	if same < floor {
		t.Errorf("%s: %d origins tell the %s that is marked, want %d", figure, same, field, floor)
	}
}

func count(counts map[string]int, values []string) {
	for _, v := range slices.Compact(slices.Sorted(slices.Values(values))) {
		counts[v]++
	}
}

// holderOf finds the entry that holds a report's telling of a sum.
func holderOf(r retold, sum string, of map[string]pledgebook.Entry) (pledgebook.Entry, bool) {
	for _, c := range r.claims {
		if m := c.Claim.Money; m != nil && pledgebook.Plain(m.Lo) == sum {
			return of[c.Claim.ID], true
		}
	}
	return pledgebook.Entry{}, false
}
