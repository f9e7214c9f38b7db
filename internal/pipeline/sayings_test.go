package pipeline_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/matching"
	"pledgebook/internal/pipeline"
)

const spoken = `Press conference by NATO Secretary General Mark Rutte after the meeting of defence ministers

(As delivered)

Good afternoon. It has been a long day, and I am glad to see so many of you still here.

In the first half of this year, Allies have provided 20.9 billion euros in military assistance to Ukraine. We are on track to keep what we promised in Washington.

NATO Spokesperson Farah Dakhlallah: Olena, please.

Olena Hrytsak (Dnipro Post): Have Allies really provided 20.9 billion euros in the first half of this year?

NATO Secretary General: They have, and the lists are long.`

// told are the same day's reports: word for word, with an edit, and in the
// reporter's words.
var told = map[string]string{
	"a": "NATO counts its aid\n\nBRUSSELS, Oct 17 (Fjord Daily) - “In the first half of this year, Allies have provided 20.9 billion euros in military assistance to Ukraine,” NATO Secretary General Mark Rutte said on Thursday.",
	"b": "Billions for Ukraine\n\nBRUSSELS, Oct 17 (Coast Wire) - “In the first half of this year, Allies pledged 20.9 billion dollars in military assistance to Ukraine,” Secretary General Mark Rutte said.",
	"c": "Rutte praises allies\n\nBRUSSELS, Oct 17 (Town Post) - NATO Secretary General Mark Rutte said that allies had provided 20.9 billion euros in military assistance to Ukraine in the first half of the year.",
}

func transcribed(name, text string) pipeline.Document {
	return pipeline.Document{
		Given: article.Input{Name: name + ".txt", URL: "https://example.org/" + name, Published: "2024-10-17", Language: "en"}, Size: int64(len(text)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil },
	}
}

// translated is a report in a language that the engine does not read, with its
// quote marked by hand.
func translated(text, words string) pledgebook.Reading {
	hash := func(s string) string { sum := sha256.Sum256([]byte(s)); return hex.EncodeToString(sum[:]) }
	at := strings.Index(text, words)
	r := pledgebook.Reading{Engine: "by-hand", Report: pledgebook.Report{ID: hash("https://example.org/de\n" + text), URL: "https://example.org/de", Outlet: "Der Dienst",
		Language: "de", Published: "2024-10-18", Text: text, TextSHA256: hash(text)}}
	r.Report.Parts = []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(text)}}}
	r.Quotes = []pledgebook.Quote{{ID: "zitat", Text: words, Span: pledgebook.Span{Start: at, End: at + len(words)}, Form: pledgebook.Direct,
		Speaker: pledgebook.Speaker{Name: "Mark Rutte", Party: "nato"}}}
	return r
}

// A transcript in the book names the primary wording of what was said, whoever
// published it; the others are held against it as a piece, an edit, a report of it
// and a translation.
func TestTranscriptNamesThePrimaryWording(t *testing.T) {
	docs := []pipeline.Document{transcribed("transcript", spoken)}
	for name, text := range told {
		docs = append(docs, transcribed(name, text))
	}
	book, results := filed(t, nil)
	plain := pipeline.Pipeline{Book: book}
	for r := range plain.Run(t.Context(), func(yield func(pipeline.Document, error) bool) {
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
	german := translated("„Die Verbündeten haben im ersten Halbjahr 20,9 Milliarden Euro bereitgestellt“, sagte Rutte.", "Die Verbündeten haben im ersten Halbjahr 20,9 Milliarden Euro bereitgestellt")
	if out, err := book.Append(t.Context(), []pledgebook.Filing{{Reading: german}}); err != nil || out[0].Err != nil {
		t.Fatal(err, out)
	}
	all, err := pipeline.Sayings(t.Context(), book, pledgebook.Query{})
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]string{german.Report.ID: "de"}
	for link, r := range results {
		of[r.Reading.Report.ID] = strings.TrimSuffix(link, ".txt")
	}
	found := false
	for _, s := range all {
		if strings.Contains(s.Primary.Quote.Text, "?") {
			t.Errorf("a question is told as a saying: %q", s.Primary.Quote.Text)
		}
		if len(s.Others) == 0 {
			continue
		}
		found = true
		if of[s.Primary.Citation.Report] != "transcript" || !s.Transcript || s.Primary.Quote.Turn != pledgebook.StatementTurn || s.Speaker.Name != "Mark Rutte" {
			t.Errorf("the primary wording is %q by %+v in %s", s.Primary.Quote.Text, s.Speaker, of[s.Primary.Citation.Report])
		}
		want := map[string]matching.Relation{"a": matching.Excerpt, "b": matching.Edited, "c": matching.Reworded, "de": matching.Translation}
		for _, o := range s.Others {
			if name := of[o.Citation.Report]; o.Relation != want[name] {
				t.Errorf("%s is %s, want %s: %+v", name, o.Relation, want[name], o.Edits)
			}
			delete(want, of[o.Citation.Report])
		}
		if len(want) > 0 {
			t.Errorf("apart from the rest: %v", want)
		}
	}
	if !found {
		t.Errorf("nothing is brought together: %+v", all)
	}
}
