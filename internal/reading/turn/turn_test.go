package turn_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/turn"
	"pledgebook/lexicon"
)

// finder reads texts with a paragraph a line.
func finder(t testing.TB) func(headline, content string) (*text.Document, []turn.Turn) {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		t.Fatal(err)
	}
	r, err := turn.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	return func(headline, content string) (*text.Document, []turn.Turn) {
		var parts []pledgebook.Part
		at := 0
		for line := range strings.SplitAfterSeq(content, "\n") {
			if end := at + len(strings.TrimRight(line, "\n")); end > at {
				parts = append(parts, pledgebook.Part{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{Start: at, End: end}})
			}
			at += len(line)
		}
		var d text.Document
		d.Analyse(v, content, parts)
		return &d, r.Find(&d, headline, nil)
	}
}

// A report whose headline is no part of its text is a transcript by that headline.
func TestHeadlineApart(t *testing.T) {
	find := finder(t)
	const body = "We thank you all for coming here today to Beira.\nThe port is open again."
	for headline, want := range map[string]int{"Remarks by the minister": 2, "Port opens again": 0} {
		if _, got := find(headline, body); len(got) != want {
			t.Errorf("%q: %d turns, want %d", headline, len(got), want)
		}
	}
}

// Narrative behind a talk inside a story is nobody's turn.
func TestStoryGoesOn(t *testing.T) {
	d, got := finder(t)("", "The two met on air.\nMR. LUND: You are late.\nMS. ROY: You are not.\nMR. LUND: We start.\nThen the lamp fell.\nNobody was hurt.\nThe talk was sent again.\nIt was seen by few.")
	if len(got) != 3 || d.Slice(got[2].Range) != "We start" {
		t.Errorf("%d turns, the last %q", len(got), d.Slice(got[len(got)-1].Range))
	}
}

// sound holds what is true of all turns: in order, apart, inside the text, and
// going on only from the speaker's own.
func sound(t testing.TB, d *text.Document, turns []turn.Turn) {
	t.Helper()
	end := 0
	for i, u := range turns {
		if u.First < end || u.Len() <= 0 || u.End > len(d.Tokens) || u.Label.End > u.First && u.Label.Len() > 0 || u.Continues >= i || u.Continues < -1 {
			t.Fatalf("turn %d of %d: %+v", i, len(turns), u)
		}
		if !utf8.ValidString(d.Slice(u.Range)) || u.Label.Len() > 0 && !utf8.ValidString(d.Slice(u.Label)) {
			t.Fatalf("turn %d is cut inside a character", i)
		}
		if u.Continues >= 0 && turns[u.Continues].Label != u.Label {
			t.Fatalf("turn %d goes on from another's", i)
		}
		end = u.End
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Remarks", "MS. A: b\nQ  C\n(As delivered)\nQ: d\nA. e")
	f.Add("", "Moderator: Jo Vos (Radio):\nJo Vos (x): why?\n“A. B: c\nEND 2:35\nMR #1: .")
	find := finder(f)
	f.Fuzz(func(t *testing.T, headline, content string) {
		if !utf8.ValidString(headline) || !utf8.ValidString(content) {
			t.Skip()
		}
		d, turns := find(headline, content)
		sound(t, d, turns)
	})
}

// The words that the rules look at, in any order, break nothing.
func TestAnyOrderOfWords(t *testing.T) {
	find := finder(t)
	words := append(strings.Fields("MR. MS. THE PRESIDENT LUND Q A Question Moderator Journalist : : : . , ( ) [ ] “ ” \" # 1 Jo Vos we remarks delivered (As delivered) END ? Minister for Health E. de"), "\n", "\n")
	rapid.Check(t, func(rt *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 120).Draw(rt, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(rt, "between"))
		d, turns := find(rapid.SampledFrom([]string{"", "Remarks", "Press briefing"}).Draw(rt, "headline"), s)
		sound(t, d, turns)
	})
}
