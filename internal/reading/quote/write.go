package quote

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// Quotes writes the spoken mentions ([Mention.Spoken]) as the quotes of a report;
// id gives each its id from the places of its words and of who is named for them:
// the same words may be attributed twice.
func Quotes(d *text.Document, mentions []Mention, id func(words, source pledgebook.Span) string) []pledgebook.Quote {
	out := make([]pledgebook.Quote, 0, len(mentions))
	of := func(i int) string {
		if i < 0 || i >= len(mentions) || !mentions[i].Spoken() {
			return ""
		}
		return id(d.Span(mentions[i].Range), d.Span(mentions[i].Source))
	}
	for i, m := range mentions {
		if !m.Spoken() {
			continue
		}
		q := pledgebook.Quote{
			ID: of(i), Text: d.Slice(m.Range), Span: d.Span(m.Range), Form: m.Form, Speaker: m.Speaker,
			DiffersFrom: of(m.DiffersFrom), Continues: of(m.Continues),
		}
		if m.Source.Len() > 0 {
			q.Source, q.SourceSpan = d.Slice(m.Source), d.Span(m.Source)
		}
		if m.Cue.Len() > 0 {
			q.Cue, q.CueSpan = d.Slice(m.Cue), d.Span(m.Cue)
		}
		out = append(out, q)
	}
	return out
}
