package comparing

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"pledgebook"
	"pledgebook/internal/reading"
)

func engine(t testing.TB) *reading.Engine {
	t.Helper()
	e, err := reading.New("en")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// body makes a report whose paragraphs are those of the text.
func body(text string) pledgebook.Report {
	text = strings.TrimSpace(text)
	sum := sha256.Sum256([]byte(text))
	r := pledgebook.Report{Text: text, TextSHA256: hex.EncodeToString(sum[:]), ID: hex.EncodeToString(sum[:8]), Language: "en"}
	at := 0
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		r.Parts = append(r.Parts, pledgebook.Part{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: at, End: at + len(paragraph)}})
		at += len(paragraph) + 2
	}
	return r
}

func shared(a, b pledgebook.Print) (n int) {
	in := map[int64]bool{}
	for _, m := range a.Marks {
		in[m] = true
	}
	for _, m := range b.Marks {
		if in[m] {
			n++
		}
	}
	return n
}

// Every pair of the file belongs together as its name says, whichever text comes
// first, and copies are found by their marks.
func TestKinship(t *testing.T) {
	cases, err := txtar.ParseFile("testdata/kinship.txtar")
	if err != nil {
		t.Fatal(err)
	}
	e := engine(t)
	for _, c := range cases.Files {
		t.Run(c.Name, func(t *testing.T) {
			first, second, ok := strings.Cut(string(c.Data), "----\n")
			if !ok {
				t.Fatal("no second text")
			}
			a, b := body(first), body(second)
			x, y := e.Terms(a, 0, nil), e.Terms(b, 0, nil)
			sort, _, _ := strings.Cut(c.Name, "-")
			samePage := sort == "version" || c.Name == "other-page-that-was-filled-anew"
			want := pledgebook.TieKind(strings.Replace(sort, "other", "", 1))
			for range 2 {
				if got := Kinship(x, y, samePage); got != want {
					t.Errorf("taken for %q, want %q", got, want)
				}
				x, y = y, x
			}
			n := shared(PrintOf(a, x), PrintOf(b, y))
			if sort == "copy" && n < 3 {
				t.Errorf("a copy shares %d marks, and is not found", n)
			}
			t.Logf("%d marks shared", n)
		})
	}
}

func TestPageOf(t *testing.T) {
	for link, want := range map[string]string{
		"https://www.example.org/a/b/":                     "example.org/a/b",
		"http://example.org/a/b?utm_source=x&utm_medium=y": "example.org/a/b",
		"https://m.example.org/a/b/print":                  "example.org/a/b",
		"https://example.org/a/b?print=1#top":              "example.org/a/b",
		"https://example.org/a/b/amp":                      "example.org/a/b",
		"https://EXAMPLE.org:443/a/index.html":             "example.org/a",
		"https://example.org/story.php?id=7&view=print":    "example.org/story.php?id=7",
		"https://example.org/story.php?page=2&id=7":        "example.org/story.php?id=7&page=2",
		"https://example.org:8080/a":                       "example.org:8080/a",
		"https://www.org/a":                                "www.org/a",
		"https://example.org/A":                            "example.org/A",
		"":                                                 "",
		"stories/one.txt":                                  "",
		"https://[::1":                                     "",
	} {
		if got := PageOf(link); got != want {
			t.Errorf("%q is the page %q, want %q", link, got, want)
		}
	}
}

// The same words make the same print whatever stands between them, and a text
// that is too short makes none.
func TestPrintOf(t *testing.T) {
	e := engine(t)
	print := func(text string) pledgebook.Print { r := body(text); return PrintOf(r, e.Terms(r, HeadTerms, nil)) }
	long := strings.Repeat("Peru sends tents and blankets to the villages that the river has cut off from the road. ", 3)
	a, b := print(long), print(strings.ReplaceAll(strings.ToUpper(long), " ", "  "))
	if a.Whole == 0 || a.Whole != b.Whole || len(a.Marks) == 0 || len(a.Marks) != shared(a, b) {
		t.Errorf("one text has the prints %+v and %+v", a, b)
	}
	if c := print(long + " Today."); c.Whole == a.Whole {
		t.Error("a longer text has the same print")
	}
	if s := print("Peru sends tents."); s.Whole != 0 || len(s.Marks) != 0 {
		t.Errorf("three words have the print %+v", s)
	}
}

func TestLater(t *testing.T) {
	for _, tt := range []struct {
		a, b       pledgebook.Report
		filedLater bool
		want       bool
	}{
		{pledgebook.Report{Published: "2024-10-17"}, pledgebook.Report{Published: "2024-10-16"}, false, true},
		{pledgebook.Report{Published: "2024-10-16", Modified: "2024-10-18T10:00"}, pledgebook.Report{Published: "2024-10-17"}, false, true},
		{pledgebook.Report{Published: "2024-10-17T12:00:00+03:00"}, pledgebook.Report{Published: "2024-10-17T10:00:00+00:00"}, true, false},
		{pledgebook.Report{Published: "2024-10-17"}, pledgebook.Report{Published: "2024-10-17"}, true, true},
		{pledgebook.Report{}, pledgebook.Report{Published: "2024-10-17"}, false, false},
	} {
		if got := Later(tt.a, tt.b, tt.filedLater); got != tt.want {
			t.Errorf("%+v later than %+v: %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}
