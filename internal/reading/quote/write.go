package quote

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// Quotes writes the spoken mentions ([Mention.Spoken]) as the quotes of a report;
// id gives each its id from the place of its words.
func Quotes(d *text.Document, mentions []Mention, id func(pledgebook.Span) string) []pledgebook.Quote {
	out := make([]pledgebook.Quote, 0, len(mentions))
	of := func(i int) string {
		if i < 0 || i >= len(mentions) || !mentions[i].Spoken() {
			return ""
		}
		return id(d.Span(mentions[i].Range))
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
