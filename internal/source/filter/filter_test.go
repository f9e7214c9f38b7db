package filter

import (
	"compress/gzip"
	"encoding/json"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pledgebook/corpus"
	"pledgebook/internal/article"
	"pledgebook/internal/citing"
	"pledgebook/internal/reading"
)

func newFilter(t testing.TB) *Filter {
	t.Helper()
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestKeep(t *testing.T) {
	f := newFilter(t)
	for _, tt := range []struct {
		page string
		keep bool
	}{
		{"<p>Ghana pledged 5 million dollars to Togo.</p>", true},
		{"<p>Ghana pledged $5m to Togo.</p>", true},
		{"<p>Ghana <b>gave</b> Togo <span>€20</span>&nbsp;million.</p>", true},
		{"<p>Ghana gave Togo &euro;20 million.</p>", true},
		{"<p>Ghana gave Togo &#8364;20 million and &#x20AC;3 more.</p>", true},
		{"<p>Ghana gave Togo £300,000.</p>", true},
		{"<p>Ghana gave Togo GHS 300,000 and TRY 4 million.</p>", true},
		{"<p>Ghana is to lend\u00a0Togo\u00a021\u00a0billion\u00a0cedis.</p>", true},
		{"<p>Ghana sent twelve ambulances and two tents.</p>", true},
		{"<p>Ghana set aside billions for Togo.</p>", true},
		{"<p>GHANA PLEDGES 5 MILLION DOLLARS</p>", true},
		{"<td>Aid to Togo</td><td>USD</td><td>5,000,000</td>", true},
		{`<script type="application/ld+json">{"articleBody": "Ghana pledged 5 million dollars to Togo."}</script>`, true},
		{"<p>Ghana pledged 5 million dollars to Togo", true},
		{"<p <p>Ghana pledged 5 million dollars < to Togo", true},
		{"\xff\xfeG\x00h\x00", true},

		{"<p>Ghana pledged support to Togo in 2021.</p>", false},
		{"<p>The shop sells shoes for $ 49.99 and provides free returns.</p>", false},
		{"<p>We try to help 5000 people.</p>", false},
		{"<p>The company earned 5 million dollars.</p>", false},
		{"<script>var aid = 'pledged 5 million dollars in aid';</script><p>Nothing.</p>", false},
		{"<!-- pledged 5 million dollars in aid --><p>Nothing.</p>", false},
		{`<img alt="pledged 5 million dollars in aid"><style>p{}</style>`, false},
		{"", false},
	} {
		if got := f.Keep([]byte(tt.page)); got != tt.keep {
			t.Errorf("%q: keep %v, want %v", tt.page, got, tt.keep)
		}
	}
}

// Every claim of every text we wrote passes by itself.
func TestLosesNoClaimOfTheCorpus(t *testing.T) {
	f := newFilter(t)
	var texts []string
	for _, folder := range []string{"money", "item", "reports", "tellings"} {
		files, err := corpus.Files("en", folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			raw, _ := corpus.Read(name)
			for line := range strings.SplitSeq(string(raw), "\n") {
				if line != "" && line[0] != '\t' && line[0] != '-' {
					texts = append(texts, line)
				}
			}
		}
	}
	claims := everyClaimPasses(t, f, texts)
	if claims < 100 {
		t.Errorf("only %d claims in %d texts; the test checks too little", claims, len(texts))
	}
}

// everyClaimPasses reads the texts and checks that the stretch around the figure
// of each claim passes by itself, so that one claim never covers for another.
func everyClaimPasses(t *testing.T, f *Filter, texts []string) (claims int) {
	t.Helper()
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		r, err := article.Clean(article.Input{Name: "text", Language: "en", Published: "2024-01-01", Bytes: []byte(text)})
		if err != nil {
			continue
		}
		for _, c := range engine.Read(r).Claims {
			figure, ok := citing.Figure(c.Evidence)
			if !ok {
				continue
			}
			claims++
			around := r.Text[max(0, figure.Span.Start-300):min(len(r.Text), figure.Span.End+300)]
			if !f.Keep([]byte(around)) {
				t.Errorf("lost a claim: %q", around)
			}
		}
	}
	return claims
}

const shared = "../../../../shared/corpora"

// Over the gold sets and the corpora, every claim passes; wrapped in the pages
// that do not pass by themselves, every document with claims does. What passes
// of ordinary news is stated.
func TestLosesNothingOfTheSharedCorpora(t *testing.T) {
	if _, err := os.Stat(shared); err != nil {
		t.Skip("the corpora to measure with are not here: ../shared/corpora")
	}
	f := newFilter(t)
	texts := sharedTexts(t)
	claims := everyClaimPasses(t, f, texts)
	engine, _ := reading.New("en")
	pages := realPages(t)
	var rejected []string
	for _, p := range pages {
		if !f.Keep([]byte(p)) {
			rejected = append(rejected, p)
		}
	}
	marked := markedTexts(t)
	for i, text := range marked { // whether or not we read their claims
		if !f.Keep([]byte(wrapped(rejected[i%len(rejected)], text))) {
			t.Errorf("lost a document with marked claims: %.80q", text)
		}
	}
	if len(marked) < 50 {
		t.Errorf("only %d documents with marked claims", len(marked))
	}
	with, without, passed := 0, 0, 0
	for _, text := range texts {
		r, err := article.Clean(article.Input{Name: "text", Language: "en", Published: "2024-01-01", Bytes: []byte(text)})
		switch {
		case err != nil:
		case len(engine.Read(r).Claims) > 0:
			with++
			if !f.Keep([]byte(wrapped(rejected[with%len(rejected)], r.Text))) {
				t.Errorf("lost a document: %.80q", r.Text)
			}
		default:
			without++
			if f.Keep([]byte(r.Text)) {
				passed++
			}
		}
	}
	t.Logf("%d claims and %d documents with claims, none lost; of ordinary news pages %d of %d pass, of texts about aid and money without a claim %d of %d",
		claims, with, len(pages)-len(rejected), len(pages), passed, without)
	t.Logf("%d documents in which people marked claims, none lost", len(marked))
}

// markedTexts are the texts of the gold set in which people marked claims.
func markedTexts(t *testing.T) (texts []string) {
	t.Helper()
	files, _ := filepath.Glob(shared + "/gold/claims/*.json")
	for _, name := range files {
		var marked struct{ Claims []any }
		var d struct{ Text string }
		for path, into := range map[string]any{name: &marked, filepath.Join(shared, "gold", "texts", filepath.Base(name)): &d} {
			b, err := os.ReadFile(path)
			if err == nil {
				err = json.Unmarshal(b, into)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if len(marked.Claims) > 0 {
			texts = append(texts, d.Text)
		}
	}
	return texts
}

// wrapped puts a text into a page, as markup.
func wrapped(page, text string) string {
	text = strings.NewReplacer("\u00a0", "&nbsp;", "€", "&euro;", "£", "&#163;").Replace(html.EscapeString(text))
	body := "<article><p>" + strings.ReplaceAll(text, "\n\n", "</p>\n<p>") + "</p></article>"
	at := strings.LastIndex(page, "</body")
	if at < 0 {
		at = len(page)
	}
	return page[:at] + body + page[at:]
}

func sharedTexts(t *testing.T) []string {
	t.Helper()
	var texts []string
	read := func(path string) []byte {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	md, _ := filepath.Glob(shared + "/whitehouse/*.md")
	for _, name := range md {
		texts = append(texts, string(read(name)))
	}
	gold, _ := filepath.Glob(shared + "/gold/texts/*.json")
	for _, name := range gold {
		var d struct{ Text string }
		_ = json.Unmarshal(read(name), &d)
		texts = append(texts, d.Text)
	}
	for _, name := range []string{"reuters/aid-and-money.json", "donortracker/updates.json"} {
		var docs []struct{ Text, Content string }
		if err := json.Unmarshal(read(filepath.Join(shared, name)), &docs); err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			texts = append(texts, d.Text+d.Content)
		}
	}
	return texts
}

func realPages(t testing.TB) []string {
	t.Helper()
	var pages []string
	names, _ := filepath.Glob(shared + "/pages/html/*.gz")
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(file)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(z)
		file.Close()
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, string(raw))
	}
	return pages
}

// What passes, passes with anything around it that is no markup left open.
func FuzzKeep(f *testing.F) {
	keeper := newFilter(f)
	const claim = "<p>Ghana pledged 5 million dollars to Togo.</p>"
	f.Add([]byte("<p>text</p>"), []byte("<div>"))
	f.Add([]byte("&#"), []byte("\xe2"))
	f.Add([]byte("<script>"), []byte("$"))
	f.Fuzz(func(t *testing.T, before, after []byte) {
		keeper.Keep(before)
		if wide(before) || strings.Contains(string(before), "<") {
			return
		}
		if !keeper.Keep([]byte(string(before) + claim + string(after))) {
			t.Errorf("lost between %q and %q", before, after)
		}
	})
}

func BenchmarkKeep(b *testing.B) {
	keeper := newFilter(b)
	if _, err := os.Stat(shared); err != nil {
		b.Skip("the real pages to measure with are not here: ../shared/corpora/pages")
	}
	var pages [][]byte
	n := 0
	for _, p := range realPages(b) {
		if raw := []byte(p); !keeper.Keep(raw) { // one that passes ends early
			pages, n = append(pages, raw), n+len(raw)
		}
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		for _, p := range pages {
			keeper.Keep(p)
		}
	}
}
