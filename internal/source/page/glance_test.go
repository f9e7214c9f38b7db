package page

import (
	"encoding/json"
	"errors"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pledgebook/corpus"
	"pledgebook/internal/article"
	"pledgebook/internal/reading"

	"golang.org/x/tools/txtar"
)

// Whatever is read from a page's story, its glance promises: each text wrapped
// in a page of every shape, with the story in paragraphs, table rows, lists,
// lines parted by <br>, and data alone.
func TestGlanceLosesNothing(t *testing.T) {
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	pages := realPages(t)
	told := 0
	shapes := []func(string) string{inParagraphs, inLines, inRows, inItems, inData}
	own, all := ownTexts(t), ownTexts(t)
	if !testing.Short() && !raceDetector { // nothing runs beside it; the detector makes it twenty times slower
		all = append(all, sharedTexts(t)...)
	}
	for i, text := range all {
		for k, shape := range shapes {
			if i >= len(own) && k != i%len(shapes) {
				continue // of the many one shape each
			}
			base := "<html><head><title>The news</title></head><body></body></html>"
			if len(pages) > 0 && (i+k)%2 == 0 {
				base = pages[(i+k)/2%len(pages)]
			}
			in := article.Input{Name: "page", Language: "en", Published: "2024-01-01", MediaType: "text/html", Bytes: []byte(wrap(base, shape(text)))}
			r, err := Clean(in)
			if err != nil {
				continue
			}
			read := engine.Read(r)
			if len(read.Claims)+len(read.Needs) == 0 {
				continue
			}
			told++
			in.Promising = engine.Promising
			if again, err := Clean(in); err != nil || again.Text != r.Text {
				t.Errorf("shape %d: lost (%v): %.300q", k, err, text)
			}
		}
	}
	if told < 200 && len(all) > len(own) {
		t.Errorf("only %d pages told a claim or a need; the test checks too little", told)
	}
	t.Logf("%d pages with a claim or a need, none lost", told)
}

// Of ordinary news few pages promise anything; how many is stated.
func TestGlanceOfOrdinaryNews(t *testing.T) {
	pages := realPages(t)
	if len(pages) == 0 {
		t.Skip("the real pages to measure with are not here: ../shared/corpora/pages")
	}
	engine, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	promising := 0
	for _, p := range pages {
		_, err := Clean(article.Input{Name: "page", Language: "en", MediaType: "text/html", Bytes: []byte(p), Promising: engine.Promising})
		if !errors.Is(err, article.ErrUnpromising) {
			promising++
		}
	}
	t.Logf("%d of %d pages promise a claim or a need", promising, len(pages))
	if promising == len(pages) {
		t.Error("every page is promising: the glance spares nothing")
	}
}

// ownTexts are the texts of our corpus: reports as they are, and the sentences
// of the examples as the paragraphs of one report.
func ownTexts(t *testing.T) (texts []string) {
	t.Helper()
	for _, folder := range []string{"reports", "tellings", "need", "money", "claim"} {
		names, err := corpus.Files("en", folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			content, err := corpus.Read(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range txtar.Parse(content).Files {
				text := string(f.Data)
				if f.Name == "positive" {
					text = strings.Join(slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return strings.HasPrefix(l, "\t") }), "\n\n")
				}
				if f.Name == "positive" || strings.HasPrefix(f.Name, "report") {
					texts = append(texts, text)
				}
			}
		}
	}
	return texts
}

// sharedTexts are the documents of the shared corpora, where they are.
func sharedTexts(t *testing.T) (texts []string) {
	t.Helper()
	const shared = "../../../../shared/corpora/"
	names, _ := filepath.Glob(shared + "whitehouse/*.md")
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(content))
	}
	names, _ = filepath.Glob(shared + "gold/texts/*.json")
	for _, name := range append(names, shared+"reuters/aid-and-money.json", shared+"donortracker/updates.json") {
		content, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		var all []struct{ Text, Content string }
		if json.Unmarshal(content, &all) != nil {
			all = make([]struct{ Text, Content string }, 1)
			if err := json.Unmarshal(content, &all[0]); err != nil {
				t.Fatal(err)
			}
		}
		for _, d := range all {
			texts = append(texts, d.Text+d.Content)
		}
	}
	return texts
}

func realPages(t *testing.T) (pages []string) {
	t.Helper()
	names, _ := filepath.Glob("../../../../shared/corpora/pages/html/*.gz")
	for _, name := range names {
		pages = append(pages, string(readPage(t, name)))
	}
	return pages
}

func wrap(page, story string) string {
	at := strings.Index(page, "<body")
	if end := strings.IndexByte(page[max(at, 0):], '>'); at >= 0 && end >= 0 {
		at += end + 1
	} else {
		at = len(page)
	}
	return page[:at] + story + page[at:]
}

func blocksOf(text string) []string {
	return strings.Split(html.EscapeString(strings.TrimSpace(text)), "\n\n")
}

func inParagraphs(text string) string {
	return "<article><h1>A story</h1><p>" + strings.Join(blocksOf(text), "</p>\n<p>") + "</p></article>"
}

func inLines(text string) string {
	return "<article><h1>A story</h1><div>" + strings.Join(blocksOf(text), "<br><br>") + "</div></article>"
}

func inRows(text string) string {
	return "<article><h1>A story</h1><p>" + strings.Join(blocksOf(text), "</p><table><tr><td>") + "</td></tr></table></article>"
}

func inItems(text string) string {
	return "<article><h1>A story</h1><p>" + strings.Join(blocksOf(text), "</p><ul><li>") + "</li></ul></article>"
}

func inData(text string) string {
	return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"A story","articleBody":"` +
		strings.NewReplacer(`\`, ``, `"`, `\"`, "\n", `\n`).Replace(text) + `"}</script>`
}

// Every word of a story is in the glance of its page, whatever the markup.
func FuzzGlance(f *testing.F) {
	f.Add("<p>Ghana pledged 5 million dollars to Togo for new wells in the north.</p>")
	f.Add("<!-- a --!><div title='x>y'>Ghana pledged</div><script><!-- <script>x</script> --></script><p>wells &amp; pumps")
	f.Add("<table><tr><td>Ghana<td>wells</table><ul><li>pumps<li>pipes</ul><br><br>Ghana pledged 5 million dollars to Togo")
	f.Fuzz(func(t *testing.T, page string) {
		r, err := Clean(article.Input{Name: "page", Language: "en", MediaType: "text/html; charset=utf-8", Bytes: []byte(page)})
		if err != nil {
			return
		}
		glanced, parts := glanceAt(page)
		for _, p := range parts {
			_ = p.Span.In(glanced)
		}
		for _, w := range strings.FieldsFunc(r.Text, func(c rune) bool { return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') }) {
			if strings.Contains(page, w) && !strings.Contains(glanced, w) { // the story may join words that markup parts
				t.Fatalf("%q of the story is not in the glance %q", w, glanced)
			}
		}
	})
}
