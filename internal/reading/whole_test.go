package reading_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/reading"
)

func newEngine(t testing.TB) *reading.Engine {
	t.Helper()
	e, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// asReport makes a report of a text, one paragraph a line, without judging its
// language.
func asReport(text string) pledgebook.Report {
	r := pledgebook.Report{ID: "test", Language: "en", Published: "2024-10-17", Text: text}
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		if end > 0 {
			kind := pledgebook.PartParagraph
			if at == 0 {
				kind = pledgebook.PartHeadline
			}
			r.Parts = append(r.Parts, pledgebook.Part{Kind: kind, Span: pledgebook.Span{Start: at, End: at + end}})
		}
		at += end + 1
	}
	return r
}

// asListed is asReport, where a line that begins with a dash is an item of a list.
func asListed(text string) pledgebook.Report {
	r := asReport(text)
	for i := range r.Parts {
		if strings.HasPrefix(r.Parts[i].Span.In(text), "- ") {
			r.Parts[i].Kind = pledgebook.PartListItem
		}
	}
	return r
}

// checkEvidence fails where a span lies outside the text, cuts a character, or
// does not hold the words it stands for.
func checkEvidence(t *testing.T, r pledgebook.Reading) {
	t.Helper()
	text := r.Report.Text
	check := func(what string, s pledgebook.Span, want string) {
		t.Helper()
		if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
			t.Fatalf("%s: span %d..%d in a text of %d bytes", what, s.Start, s.End, len(text))
		}
		if !utf8.ValidString(s.In(text)) {
			t.Fatalf("%s: span %d..%d cuts a character", what, s.Start, s.End)
		}
		if want != "" && s.In(text) != want {
			t.Fatalf("%s: the text says %q, the evidence %q", what, s.In(text), want)
		}
	}
	for _, c := range r.Claims {
		if len(c.Evidence) == 0 {
			t.Fatalf("claim %s has no evidence", c.ID)
		}
		for _, e := range c.Evidence {
			check("claim "+c.ID+" "+e.Field, e.Span, e.Text)
		}
	}
	for _, q := range r.Quotes {
		check("quote", q.Span, q.Text)
	}
	for _, n := range r.Needs {
		check("need", n.Span, "")
	}
	for _, m := range r.Meetings {
		check("meeting", m.Span, "")
	}
	for _, m := range r.Mechanisms {
		check("mechanism", m.Span, "")
	}
	for _, p := range r.Positions {
		check("position", p.Span, "")
	}
}

var hostile = map[string]string{
	"no full stop":        strings.Repeat("Norway gave Kenya 5 million kroner and Sweden lent Peru $20 million for tents ", 6000),
	"quotation marks":     strings.Repeat("“\"", 50000),
	"digits":              strings.Repeat("1,", 100000),
	"currency signs":      "$€£" + strings.Repeat("$", 100000) + "5 million",
	"brackets":            "€5 million " + strings.Repeat("(", 50000) + "US$6 million" + strings.Repeat(")", 50000),
	"bidi and joiners":    "\u202eKenya\u202c re\u200bceived $5\u200d million in a\u00adid\u2066 from Japan.",
	"look-alike digits":   "Japan gave Kenya ５ million dollars and ٥ million euros and ۵۰ yen.",
	"capitals":            strings.Repeat("JAPAN GIVES KENYA 5 MLN DLRS ", 500),
	"commas":              strings.Repeat("Chad, Mali, ", 20000) + "got $5 million from Japan.",
	"of the of the":       strings.Repeat("of the ", 30000) + "$5 million",
	"markup":              strings.Repeat(":abbr[", 20000) + "EU" + strings.Repeat("]", 20000) + " gave €5 million",
	"one word":            strings.Repeat("a", 1<<20),
	"numbers and scales":  strings.Repeat("million ", 30000),
	"verbs":               "Japan " + strings.Repeat("pledged to agree to offer to ", 8000) + "give $5 million",
	"list":                "Pledges came from:\n" + strings.Repeat("- Japan: $5 million\n", 5000),
	"nothing but newline": "\n\n\n",
	"empty":               "",
	"ends at a word":      "to Poland",
}

func TestHostileTexts(t *testing.T) {
	e := newEngine(t)
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) { checkEvidence(t, e.Read(asReport(text))) })
	}
}

// TestReadingTwiceAndTogetherGivesTheSameBytes reads every report of the corpus
// one after the other, and again from many goroutines.
func TestReadingTwiceAndTogetherGivesTheSameBytes(t *testing.T) {
	e := newEngine(t)
	reports := corpusReports(t)
	want := make([][]byte, len(reports))
	for i, r := range reports {
		read := e.Read(r)
		checkEvidence(t, read)
		want[i], _ = json.Marshal(read)
	}
	var wg sync.WaitGroup
	errs := make(chan error, 4*len(reports))
	for worker := range 4 {
		wg.Go(func() {
			for k := range reports {
				i := (k*7 + worker*13) % len(reports)
				if got, _ := json.Marshal(e.Read(reports[i])); !bytes.Equal(got, want[i]) {
					errs <- fmt.Errorf("report %d reads differently the second time", i)
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
}

func TestTextInAnotherLanguageIsNotRead(t *testing.T) {
	_, err := article.Clean(article.Input{Name: "bericht.txt", Bytes: []byte("Die Bundesregierung hat am Mittwoch angekündigt, dass sie der Ukraine weitere 100 Millionen Euro für die Instandsetzung der Stromnetze geben wird. Das teilte das Ministerium in Berlin mit.")})
	if pledgebook.KindOf(err) != pledgebook.Unsupported {
		t.Errorf("a German text gives %v, not an error of kind unsupported", err)
	}
}

func FuzzRead(f *testing.F) {
	e := newEngine(f)
	for _, r := range corpusReports(f)[:10] {
		f.Add(r.Text)
	}
	f.Add(hostile["bidi and joiners"])
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<16 && utf8.ValidString(text) {
			checkEvidence(t, e.Read(asReport(text)))
		}
	})
}
