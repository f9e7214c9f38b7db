package party_test

import (
	"testing"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

func reader(t testing.TB) (*text.Vocabulary, *party.Reader) {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	v, err := text.NewVocabulary(lex)
	if err != nil {
		t.Fatal(err)
	}
	r, err := party.New(v, lex)
	if err != nil {
		t.Fatal(err)
	}
	return v, r
}

func read(v *text.Vocabulary, r *party.Reader, s string) []party.Mention {
	var d text.Document
	d.Analyse(v, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(s)}}})
	return r.Resolve(&d, pledgebook.Report{Text: s}, r.Find(&d, nil))
}
