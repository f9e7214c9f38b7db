package article

import (
	"encoding/json"
	"strings"

	"pledgebook"
)

// record is one document as a JSON object.
type record struct {
	ID        string           `json:"id"`
	Source    string           `json:"source"`
	URL       string           `json:"url"`
	Published pledgebook.Stamp `json:"published"`
	Language  string           `json:"lang"`
	Text      *string          `json:"text"`
}

// record reads a JSON object {id, source, published, lang, text}: the report's
// text is the field text as it is.
func (b *Builder) record(content string) error {
	var r record
	name := b.Meta.Input
	if err := json.Unmarshal([]byte(content), &r); err != nil {
		return pledgebook.WrapError(pledgebook.Invalid, err, "%s is no JSON object with a report; give {\"published\", \"lang\", \"text\"}", name)
	}
	if r.Text == nil {
		return pledgebook.Errorf(pledgebook.Invalid, "%s has no field \"text\"; a report as JSON is {\"published\", \"lang\", \"text\"}", name)
	}
	if err := b.dated(string(r.Published)); err != nil {
		return err
	}
	if b.Meta.Language == "" {
		b.Meta.Language = r.Language
	}
	if b.Meta.URL == "" {
		b.Meta.URL = r.URL
	}
	b.verbatim(normal(*r.Text))
	return nil
}

// dated takes the day a document says of itself, where nobody gave one. A day
// that does not exist is an error.
func (b *Builder) dated(s string) error {
	s = strings.TrimSpace(s)
	if s == "" || b.Meta.Published != "" {
		return nil
	}
	m, err := pledgebook.ParseStamp(s)
	if err != nil {
		return pledgebook.WrapError(pledgebook.Invalid, err, "%s: its published date", b.Meta.Input)
	}
	b.Meta.Published = m
	return nil
}
