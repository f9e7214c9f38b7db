package reading

import (
	"sort"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/quote"
	"pledgebook/internal/reading/text"
)

// readQuotes turns the attributed words of the report into quotes. Thoughts and
// wishes that only a verb tells are left out.
func (s *scene) readQuotes() []pledgebook.Quote {
	ids, spoken := make([]string, len(s.said)), 0
	for i := range s.said {
		if m := &s.said[i]; m.Spoken() {
			ids[i] = s.spanID("quote", s.doc.Span(m.Range))
			spoken++
		}
	}
	all := make([]pledgebook.Quote, 0, spoken)
	for i := range s.said {
		if ids[i] == "" {
			continue
		}
		m := &s.said[i]
		q := pledgebook.Quote{
			ID: ids[i], Text: s.doc.Slice(m.Range), Span: s.doc.Span(m.Range), Form: m.Form, Turn: m.Turn, Speaker: m.Speaker,
			Source: s.doc.Slice(m.Source), SourceSpan: s.doc.Span(m.Source), Cue: s.doc.Slice(m.Cue), CueSpan: s.doc.Span(m.Cue),
		}
		if m.Continues >= 0 {
			q.Continues = ids[m.Continues]
		}
		if m.DiffersFrom >= 0 {
			q.DiffersFrom = ids[m.DiffersFrom]
		}
		all = append(all, q)
	}
	sort.SliceStable(all, func(i, k int) bool { return all[i].Span.Start < all[k].Span.Start })
	return all
}

// speakersFromQuotes gives a claim the person in whose words its figure stands.
// A claim that has a speaker keeps it, unless the quote names the same person
// more fully. A figure told twice is read where it was told first, and then
// where it was told again.
func (s *scene) speakersFromQuotes(claims []pledgebook.Claim) {
	signer := s.headlineSigner()
	for i := range claims {
		c := &claims[i]
		switch m, figure := s.saidOf(c); {
		case m != nil && (c.Speaker == nil || moreExact(c, m)):
			s.quotedSpeaker(c, m, figure)
		case m == nil && signer != nil && c.Speaker == nil && s.inHeadline(c):
			speaker := *signer.Person
			c.Speaker = &speaker
			c.Evidence = append(c.Evidence, s.evidence("speaker", signer.Range, "signed-headline", pledgebook.Context))
		}
	}
}

// quotedSpeaker gives a claim the speaker of a quote: stated where the words that
// name the speaker stand in the figure's own sentence.
func (s *scene) quotedSpeaker(c *pledgebook.Claim, m *quote.Mention, figure text.Range) {
	speaker := m.Speaker
	c.Speaker = &speaker
	at, basis := m.Source, m.Basis
	if at.Len() == 0 {
		at, basis = m.Clause, pledgebook.Context
	}
	if s.doc.SentenceAt(at.First) != s.doc.SentenceAt(figure.First) {
		basis = pledgebook.Context
	}
	c.Evidence = append(withoutField(c.Evidence, "speaker"), s.evidence("speaker", at, "in-quote", basis))
}

// moreExact reports that a quote names a claim's speaker more fully than the
// claim does.
func moreExact(c *pledgebook.Claim, m *quote.Mention) bool {
	return sharesSurname(m.Speaker.Name, c.Speaker.Name) && len(m.Speaker.Name+m.Speaker.Role) > len(c.Speaker.Name+c.Speaker.Role)
}

// headlineSigner returns the person whose name stands behind a dash at the
// headline's end: "Allies gave 20 million – Berg"; nil where there is none.
func (s *scene) headlineSigner() *party.Mention {
	for i := range s.sentences {
		v := &s.sentences[i]
		if v.kind != pledgebook.PartHeadline {
			continue
		}
		m := s.partyEndingAt(v, v.End)
		if m == nil || m.Person == nil || m.Person.Name == "" {
			return nil
		}
		switch s.char(m.First - 1) {
		case '-', '–', '—':
			return m
		}
		return nil
	}
	return nil
}

// inHeadline reports that a claim's figure is told in the headline first.
func (s *scene) inHeadline(c *pledgebook.Claim) bool {
	for _, e := range c.Evidence {
		if figureField(e.Field) {
			i := s.doc.SentenceAt(s.doc.TokenAt(e.Span.Start))
			return i >= 0 && s.sentences[i].kind == pledgebook.PartHeadline
		}
	}
	return false
}

// saidOf returns the innermost quote with a named speaker that the figure of a
// claim lies in, and the figure.
func (s *scene) saidOf(c *pledgebook.Claim) (*quote.Mention, text.Range) {
	for _, e := range c.Evidence {
		if e.Field != "money" && e.Field != "items" {
			continue
		}
		figure := s.place(e.Span)
		var found *quote.Mention
		for i, end := s.saidNear(figure.First); i < end; i++ {
			m := &s.said[i]
			if m.Clause.Contains(figure) && tellsWho(m) && speaksOf(m) && (found == nil || m.Clause.Len() < found.Clause.Len()) {
				found = m
			}
		}
		if found != nil {
			return found, figure
		}
	}
	return nil, text.Range{}
}

// inQuestion reports a token in the turn of one who asks: what a question puts into
// somebody's mouth is no claim.
func (s *scene) inQuestion(token int) bool {
	i := sort.Search(len(s.turns), func(i int) bool { return s.turns[i].End > token })
	return i < len(s.turns) && s.turns[i].First <= token && s.turns[i].Question
}

// tellsWho reports that the text tells who speaks: in a transcript an office says as
// much as a name.
func tellsWho(m *quote.Mention) bool {
	return m.Speaker.Name != "" || m.Turn != "" && m.Speaker.Role != ""
}

// speaksOf reports that the speaker states the figure, if only as the object of
// the verb: "he recalled the promised 40 million".
func speaksOf(m *quote.Mention) bool {
	return m.Spoken() || m.Class == quote.Say || m.Class == quote.Tell || m.Class == quote.Promise
}

// saidNear returns the index range of the quotes that may hold a token: those
// that begin shortly before it. Quotes come in the order of the text, but for
// those of one sentence.
func (s *scene) saidNear(token int) (from, end int) {
	i := sort.Search(len(s.said), func(i int) bool { return s.said[i].Clause.First > token })
	return max(0, i-saidWithin), min(len(s.said), i+saidWithin)
}

// saidWithin is the most quotes of one sentence or transcript turn looked at.
const saidWithin = 16

func withoutField(all []pledgebook.Evidence, field string) []pledgebook.Evidence {
	kept := all[:0]
	for _, e := range all {
		if e.Field != field {
			kept = append(kept, e)
		}
	}
	return kept
}

// sharesSurname reports that two names end in the same word.
func sharesSurname(a, b string) bool {
	last := func(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }
	return strings.EqualFold(last(a), last(b))
}

// credit gives every claim the source that the report as a whole credits, where
// it credits one.
func (s *scene) credit(claims []pledgebook.Claim) {
	for i := range claims {
		if claims[i].Credit == "" {
			claims[i].Credit = s.report.Credit
		}
	}
}
