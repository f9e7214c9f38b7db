package pipeline_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/source/page"
	"pledgebook/internal/storage"
)

// wire is a text of our own, as an agency would send it.
var wire = []string{
	"Chile will give Haiti 40 million dollars for clinics and clean water by the end of 2026, its foreign minister said in Santiago on Tuesday.",
	"The money is to be paid in two parts, the first of 15 million dollars in May, and goes through the Pan American Health Organization. It comes on top of 12 field kitchens that Chilean soldiers handed over in January.",
	"“We know what it means when the ground shakes and the lights go out,” the minister told reporters. “Our neighbours stood by us then, and now it is our turn.”",
	"Aid groups in Port-au-Prince welcomed the promise. They said that about 20,000 families still live in tents, and that three of four wells in the south had run dry since the winter.",
	"Chile's parliament is to vote on the sum in the first week of March. Opposition parties have said that they will agree if the spending is published every quarter.",
}

// house changes a text as the n-th house does: its numbers, its spelling, its
// cuts and its own words at the end.
func house(n int) []string {
	text := slices.Clone(wire[:len(wire)-n%3])
	if n%2 == 1 {
		for i, p := range text {
			text[i] = strings.NewReplacer("40 million dollars", "$40m", "15 million dollars", "$15 million", "20,000", "20 000", "12 field", "twelve field", "on Tuesday", "Tuesday", "neighbours", "neighbors").Replace(p)
		}
	}
	if n%5 == 2 {
		text[1] = strings.Replace(text[1], "The money is to be paid", "The money will be paid", 1)
	}
	if n%7 == 3 {
		text = append(text, "Write to our desk if you know of more such promises, and tell us what came of them.")
	}
	return text
}

// masthead is a page of the n-th paper with that text among its own furniture.
func masthead(n int, headline string, text []string) pipeline.Document {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>%[1]s | Paper %[2]d</title><link rel="canonical" href="https://paper%[2]d.example/news/%[2]d">
<meta property="og:site_name" content="Paper %[2]d"><meta property="article:published_time" content="2026-02-%02[3]dT%02[4]d:15:00Z"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><h1>%[1]s</h1>`, headline, n, 10+n%3, n%24)
	for _, p := range text {
		fmt.Fprintf(&b, "<p>%s</p>\n", p)
	}
	fmt.Fprintf(&b, `</article></main><aside><h2>Most read</h2><ul><li><a href="/x%[1]d">Paper %[1]d asks its readers</a></li></ul></aside><footer>© Paper %[1]d, all rights reserved</footer></body></html>`, n)
	return document(fmt.Sprintf("https://paper%d.example/news/%d", n, n), b.String())
}

func document(link, html string) pipeline.Document {
	return pipeline.Document{Given: article.Input{Name: link, URL: link, MediaType: "text/html"}, Size: int64(len(html)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(html)), nil }}
}

// forms are releases made from one form: the same words, other sums, receivers
// and days.
func forms() (docs []pipeline.Document) {
	for i, f := range []struct{ sum, receiver, number string }{{"25", "Ecuador", "seventh"}, {"30", "Bolivia", "eighth"}, {"25", "Paraguay", "ninth"}} {
		docs = append(docs, masthead(100+i, "Japan helps "+f.receiver, []string{
			fmt.Sprintf("Japan will give %s million dollars to %s for the repair of schools and bridges, its embassy said on Monday.", f.sum, f.receiver),
			fmt.Sprintf("It is the %s grant of this programme, through which Tokyo helps countries to rebuild after floods. The funds are paid to the ministry of public works in three parts over two years.", f.number),
			"Japan has supported the region since 1974 with engineers, machines and training. It will continue to stand by its partners, the embassy said, and invites firms to take part in the tenders."}))
	}
	return docs
}

// filed reads documents into a book of its own and returns it.
func filed(t testing.TB, docs []pipeline.Document) (*storage.Book, map[string]pipeline.Result) {
	t.Helper()
	book, err := storage.Open(t.Context(), t.TempDir(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book, read(t, book, docs)
}

func read(t testing.TB, book pledgebook.Book, docs []pipeline.Document) map[string]pipeline.Result {
	t.Helper()
	p := pipeline.Pipeline{Book: book, Clean: page.Clean}
	results := map[string]pipeline.Result{}
	for r := range p.Run(t.Context(), func(yield func(pipeline.Document, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}) {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		results[r.Input] = r
	}
	return results
}

// families spells which reports are one text: groups of links, sorted.
func families(t testing.TB, book pledgebook.Book, results map[string]pipeline.Result) string {
	t.Helper()
	linkOf, group := map[string]string{}, map[string][]string{}
	for link, r := range results {
		linkOf[r.Reading.Report.ID] = link
		group[link] = []string{link}
	}
	for tie, err := range book.Ties(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		a, b := group[linkOf[tie.Earlier]], group[linkOf[tie.Later]]
		if a[0] == b[0] {
			continue
		}
		both := append(slices.Clone(a), b...)
		slices.Sort(both)
		for _, link := range both {
			group[link] = both
		}
	}
	var lines []string
	for link, g := range group {
		if g[0] == link {
			lines = append(lines, strings.Join(g, " "))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// Forty papers print one text of an agency: it is one text, its promise has one
// independent origin, and what only looks alike stays apart, in whatever order
// the pages come in.
func TestFortyMastheadsAreOneOrigin(t *testing.T) {
	var docs []pipeline.Document
	for n := range 40 {
		docs = append(docs, masthead(n, []string{"Chile to help Haiti", "Santiago promises millions", "Aid for clinics", "What our neighbours give"}[n%4], house(n)))
	}
	own := masthead(60, "Forty million for Haiti", []string{
		"Santiago has promised 40 million dollars to Haiti by the end of 2026. The foreign minister named clinics and wells as the purpose when he spoke to reporters on Tuesday.",
		"Nobody had expected as much: a year ago his predecessor had offered a tenth of it. Haiti's ambassador called the sum a sign of friendship and asked other neighbours to follow."})
	docs = append(append(docs, own), forms()...)
	var first string
	for round := range 4 {
		order := slices.Clone(docs)
		random := rand.New(rand.NewPCG(7, uint64(round)))
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		book, results := filed(t, order[:len(order)/2])
		for link, r := range read(t, book, order[len(order)/2:]) {
			results[link] = r
		}
		got := families(t, book, results)
		if round == 0 {
			first = got
			checkFamilies(t, got)
		} else if got != first {
			t.Errorf("in another order the families are:\n%s\nnot:\n%s", got, first)
		}
		checkOrigins(t, book)
	}
}

func checkFamilies(t *testing.T, got string) {
	t.Helper()
	sizes := map[int]int{}
	for line := range strings.SplitSeq(got, "\n") {
		sizes[len(strings.Fields(line))]++
	}
	if sizes[40] != 1 || sizes[1] != 4 || len(sizes) != 2 {
		t.Errorf("want one family of forty and four reports of their own; got\n%s", got)
	}
}

// checkOrigins looks at the promise: forty copies and one report of its own.
func checkOrigins(t *testing.T, book pledgebook.Book) {
	t.Helper()
	entries, err := pipeline.Entries(t.Context(), book, nil, pledgebook.DateOf(2026, 3, 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Money != nil && pledgebook.Plain(e.Money.Lo) == "40000000" {
			if len(e.Claims) < 41 || e.Origins != 2 {
				t.Errorf("the promise has %d claims of %d origins, want 41 of 2", len(e.Claims), e.Origins)
			}
			return
		}
	}
	t.Error("the promise is not among the entries")
}

// A corrected page replaces what it said before; what was decided on the part
// that stayed goes on, and a decision on the corrected sum is named as orphaned.
func TestCorrectedPageTakesThePlace(t *testing.T) {
	state := func(sum, stamp string) pipeline.Document {
		text := strings.Join([]string{
			"<p>Chile will give Haiti " + sum + " million dollars for clinics and clean water by the end of 2026, its foreign minister said in Santiago on Tuesday.</p>",
			"<p>Peru has pledged 7 million dollars to Ecuador for schools. The money is to be paid in May, the minister told reporters, who had asked about other promises in the region.</p>"}, "\n")
		return document("https://paper.example/news/1", `<html lang="en"><head><link rel="canonical" href="https://paper.example/news/1"><meta property="article:published_time" content="2026-02-10T08:00:00Z"><meta property="article:modified_time" content="`+stamp+`"></head><body><article><h1>Aid for Haiti</h1>`+text+`</article></body></html>`)
	}
	for name, order := range map[string][]pipeline.Document{
		"first state first": {state("400", "2026-02-10T08:00:00Z"), state("40", "2026-02-10T11:30:00Z")},
		"last state first":  {state("40", "2026-02-10T11:30:00Z"), state("400", "2026-02-10T08:00:00Z")},
	} {
		t.Run(name, func(t *testing.T) {
			book, _ := filed(t, order[:1])
			earlier := sums(t, book)
			decide(t, book, pledgebook.Accept, earlier["7000000"].ID)
			for _, sum := range []string{"400000000", "40000000"} {
				if e := earlier[sum]; e.ID != "" {
					decide(t, book, pledgebook.Accept, e.ID)
				}
			}
			read(t, book, order[1:])
			now := sums(t, book)
			if len(now) != 2 || now["40000000"].ID == "" {
				t.Fatalf("the book tells %v, want the corrected sum and the other promise", now)
			}
			if !now["7000000"].Reviewed {
				t.Error("the decision on what stayed is lost")
			}
			l, err := pipeline.BringTogether(t.Context(), book, nil, pledgebook.DateOf(2026, 3, 1))
			if err != nil {
				t.Fatal(err)
			}
			if corrected := name == "first state first"; (len(l.Orphans) == 1) != corrected || now["40000000"].Reviewed == corrected {
				t.Errorf("orphaned are %v, the sum of now is reviewed: %v", l.Orphans, now["40000000"].Reviewed)
			}
		})
	}
}

// sums are the entries of a book by their sum.
func sums(t testing.TB, book pledgebook.Book) map[string]pledgebook.Entry {
	t.Helper()
	entries, err := pipeline.Entries(t.Context(), book, nil, pledgebook.DateOf(2026, 3, 1))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]pledgebook.Entry{}
	for _, e := range entries {
		out[pledgebook.Plain(e.Money.Lo)] = e
	}
	return out
}

func decide(t testing.TB, book pledgebook.Book, verb pledgebook.DecisionVerb, on string) {
	t.Helper()
	d := pledgebook.Decision{Verb: verb, On: []string{on}, Who: "ana", At: pledgebook.DateOf(2026, 2, 11).Time(), Why: "seen in the report"}
	if _, err := book.Decide(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}
