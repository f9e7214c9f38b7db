package citing

import (
	"strings"
	"testing"

	"pledgebook"
)

func TestSentence(t *testing.T) {
	for _, tt := range []struct{ text, figure, want string }{
		{"First one. Oslo gave €5 million to Mali. Third.", "€5 million", "Oslo gave »€5 million« to Mali."},
		{"Gen. Smith said the U.S. gave $3 million. More came.", "$3 million", "Gen. Smith said the U.S. gave »$3 million«."},
		{"He said: “We gave $2.5 million.” Then he left.", "$2.5 million", "He said: “We gave »$2.5 million«.”"},
		{"Headline with $1 million", "$1 million", "Headline with »$1 million«"},
		{"It\nspans   lines: 3\nmillion euros. End.", "3\nmillion euros", "It spans lines: »3 million euros«."},
		{"Bell \a and \x1b[31mred and 7 million\u202e kroner.", "7 million", "Bell and [31mred and »7 million« kroner."},
	} {
		at := strings.Index(tt.text, tt.figure)
		span := pledgebook.Span{Start: at, End: at + len(tt.figure)}
		got, mark := Sentence(pledgebook.Report{Text: tt.text}, span)
		got = got[:mark.Start] + "»" + mark.In(got) + "«" + got[mark.End:]
		if got != tt.want {
			t.Errorf("Sentence(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSentenceStaysInItsPart(t *testing.T) {
	r := pledgebook.Report{Text: "Title\nBody of 3 million\nOther", Parts: []pledgebook.Part{{Span: pledgebook.Span{Start: 6, End: 23}}}}
	if got, _ := Sentence(r, pledgebook.Span{Start: 14, End: 23}); got != "Body of 3 million" {
		t.Errorf("Sentence = %q", got)
	}
}

func TestLongSentenceIsCut(t *testing.T) {
	text := strings.Repeat("word ", 500) + "€1 million" + strings.Repeat(" word", 500)
	at := strings.Index(text, "€")
	got, mark := Sentence(pledgebook.Report{Text: text}, pledgebook.Span{Start: at, End: at + len("€1 million")})
	if len(got) > 2*longest+40 || mark.In(got) != "€1 million" || !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}

func FuzzSentence(f *testing.F) {
	f.Add("A. Bé. €5 m. C", 4, 9)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		text = strings.ToValidUTF8(text, "?")
		if start < 0 || end > len(text) || start > end || strings.ToValidUTF8(text[start:end], "") != text[start:end] {
			t.Skip()
		}
		got, mark := Sentence(pledgebook.Report{Text: text}, pledgebook.Span{Start: start, End: end})
		if mark.In(got) != OneLine(text[start:end]) {
			t.Errorf("Sentence(%q, %d, %d) marks %q", text, start, end, mark.In(got))
		}
	})
}

func TestPageOfAPart(t *testing.T) {
	r := pledgebook.Report{Text: "One. Two.", Parts: []pledgebook.Part{
		{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 0, End: 4}},
		{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: 5, End: 9}, Place: pledgebook.Place{Page: 3}},
	}}
	for at, want := range map[int]int{0: 0, 5: 3, 8: 3} {
		if got := Page(r, pledgebook.Span{Start: at, End: at + 1}); got != want {
			t.Errorf("byte %d is on page %d, want %d", at, got, want)
		}
	}
}
