package reading

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/article"
)

// Whatever the rules read as a claim that is no part of another, its own sentence
// promises, whatever the rest of the report lends it: what [Engine.Promising]
// foresees must grow with the rules. What only words take in stands beside such a
// claim, or in a report that is promised as a whole.
func TestEveryClaimsSentencePromises(t *testing.T) {
	e, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	claims := 0
	for name, text := range promisingTexts(t) {
		r, err := article.Clean(article.Input{Name: name, Bytes: []byte(text), MediaType: "text/plain", Language: "en", Published: "2024-10-17"})
		if err != nil {
			continue
		}
		read := e.Read(r).Claims
		if len(read) > 0 && !e.Promising(r.Text, r.Parts) {
			t.Errorf("%s: %d claims, and nothing promised", name, len(read))
		}
		for _, c := range read {
			if c.PartOf != "" || c.Fraction != nil || takenIn(&c) {
				continue
			}
			claims++
			if at := c.Evidence[0].Span; !promisedAt(e, r, at) {
				t.Errorf("%s: %q promises nothing", name, r.Text[max(0, at.Start-120):min(len(r.Text), at.End+120)])
			}
		}
	}
	if claims < 200 {
		t.Errorf("only %d claims; the test checks too little", claims)
	}
	t.Logf("%d claims", claims)
}

// takenIn reports that the rules had dropped a sum before words took it in.
func takenIn(c *pledgebook.Claim) bool {
	at := slices.IndexFunc(c.Evidence, func(e pledgebook.Evidence) bool { return e.Field == "money" })
	return at >= 0 && len(c.Evidence[at].Lost) > 0
}

// promisedAt reports that the sentence at a place of a report promises a claim,
// where nothing but paragraphs is known of the text: a page's glance tells lists and
// tables otherwise than its story.
func promisedAt(e *Engine, r pledgebook.Report, at pledgebook.Span) bool {
	s := e.scenes.Get().(*scene)
	defer e.scenes.Put(s)
	r.Parts = slices.Clone(r.Parts)
	for i := range r.Parts {
		if r.Parts[i].Kind.GivesClaims() {
			r.Parts[i].Kind = pledgebook.PartParagraph
		}
	}
	s.reset(e, &r)
	best, led := s.bestOfReport(), s.mayLead()
	for i := range s.sentences {
		v := &s.sentences[i]
		if span := s.doc.Span(v.Range); span.Start <= at.Start && at.End <= span.End {
			return s.promisesSum(i, best) || s.promisesGoods(i, led) || s.promisesNeed(i)
		}
	}
	return true // told over two sentences
}

// promisingTexts are the reports of our corpus, and those marked by hand where
// they are.
func promisingTexts(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, folder := range []string{"reports", "tellings", "drawdowns"} {
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
				if f.Name == "report.txt" {
					texts[name] = string(f.Data)
				}
			}
		}
	}
	files, _ := filepath.Glob("../../../shared/corpora/gold/texts/*.json")
	for _, file := range files {
		raw, err := os.ReadFile(file)
		var gold struct{ Text string }
		if err == nil && json.Unmarshal(raw, &gold) == nil && strings.TrimSpace(gold.Text) != "" {
			texts[filepath.Base(file)] = gold.Text
		}
	}
	return texts
}
