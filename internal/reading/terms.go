package reading

import (
	"strings"
	"unicode"

	"pledgebook"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
)

// Term is one word of a report's body in the form on which copies of one text
// agree whatever a house makes of them: a number is its value ("20.9bn", "20.9
// billion"), a party its id ("US", "the United States"), any other word its
// letters in lower case. Punctuation and symbols are no terms.
type Term struct {
	Hash uint64
	Kind TermKind
	// Sentence counts the sentences of the report.
	Sentence int32
}

// TermKind says what a term stands for.
type TermKind uint8

// The kinds of terms.
const (
	WordTerm TermKind = iota
	FigureTerm
	PartyTerm
)

// Terms appends the terms of a report's body, without its headline: all of
// them, or, where most is not 0, about as many as that from the beginning.
func (e *Engine) Terms(report pledgebook.Report, most int, into []Term) []Term {
	s := e.scenes.Get().(*scene)
	defer e.scenes.Put(s)
	s.doc.Analyse(e.vocab, report.Text, bodyParts(report, most))
	s.numbers = e.numbers.Find(&s.doc, s.numbers[:0])
	s.parties = e.parties.Find(&s.doc, s.parties[:0])
	return termsOf(&s.doc, s.numbers, s.parties, into)
}

// bytesPerTerm is more than a word and its blank take in most languages.
const bytesPerTerm = 8

// bodyParts are the paragraphs and list items of a report, as far as so many
// terms may need.
func bodyParts(r pledgebook.Report, most int) (body []pledgebook.Part) {
	room := most * bytesPerTerm
	for _, p := range r.Parts {
		if p.Kind != pledgebook.PartParagraph && p.Kind != pledgebook.PartListItem {
			continue
		}
		if body = append(body, p); most > 0 {
			if room -= p.Span.End - p.Span.Start; room <= 0 {
				break
			}
		}
	}
	return body
}

// termsOf joins the mentions and the words between them, in the order of the text.
func termsOf(d *text.Document, numbers []number.Mention, parties []party.Mention, terms []Term) []Term {
	n, p := 0, 0
	for i, sentence := 0, 0; i < len(d.Tokens); {
		for sentence < len(d.Sentences)-1 && d.Sentences[sentence].End <= i {
			sentence++
		}
		for n < len(numbers) && numbers[n].First < i {
			n++
		}
		for p < len(parties) && (parties[p].First < i || !wellKnown(parties[p])) {
			p++
		}
		t, next := Term{Sentence: int32(sentence)}, i+1
		switch {
		case n < len(numbers) && numbers[n].First == i:
			t.Kind, t.Hash, next = FigureTerm, figureHash(numbers[n]), numbers[n].End
		case p < len(parties) && parties[p].First == i:
			t.Kind, t.Hash, next = PartyTerm, hashOf("party "+string(parties[p].ID)), parties[p].End
		case d.Tokens[i].Kind == text.Word || d.Tokens[i].Kind == text.Number:
			t.Hash = hashOf(d.Of(i))
		default:
			i++
			continue
		}
		terms, i = append(terms, t), max(next, i+1)
	}
	return terms
}

// wellKnown reports whether a mention names a party that has an id whatever report
// it stands in.
func wellKnown(m party.Mention) bool {
	if m.ID == "" || m.Person != nil {
		return false
	}
	switch m.Form {
	case party.Name, party.Demonym, party.Capital, party.House:
		return true
	}
	return false
}

func figureHash(m number.Mention) uint64 {
	s := "figure " + pledgebook.Plain(m.Lo)
	if m.Lo.Cmp(m.Hi) != 0 {
		s += "-" + pledgebook.Plain(m.Hi)
	}
	return hashOf(s)
}

// hashOf is FNV-1a over the letters in lower case: the same in every process.
func hashOf(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		c := s[i]
		if c >= 0x80 {
			return hashLower(strings.Map(unicode.ToLower, s))
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

func hashLower(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
