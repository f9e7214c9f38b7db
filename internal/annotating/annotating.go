// Package annotating writes evidence in the model of the W3C Web Annotation
// Recommendation, so that other programs find the very words that a figure was
// read from: quoted with what stands around them, and by their place.
package annotating

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"pledgebook"
)

// Context is the JSON-LD context of annotations: the Recommendation's, and the
// names of ours.
var Context = []any{"http://www.w3.org/ns/anno.jsonld", map[string]string{
	"pb": "urn:pledgebook:", "field": "pb:field", "basis": "pb:basis", "rule": "pb:rule", "claim": "pb:claim", "textSHA256": "pb:textSHA256", "speaker": "pb:speaker",
}}

// Annotation ties one field of a claim, or a quote, to its words.
type Annotation struct {
	ID         string `json:"id" doc:"the annotation's address"`
	Type       string `json:"type" doc:"Annotation"`
	Motivation string `json:"motivation" doc:"describing"`
	Body       Body   `json:"body" doc:"what was read"`
	Target     Target `json:"target" doc:"the words it was read from"`
}

// Body is what was read from the words.
type Body struct {
	ID      string           `json:"id,omitempty" doc:"the address of the claim"`
	Type    string           `json:"type" doc:"Dataset"`
	Field   string           `json:"field" doc:"the claim's field that was read here, or quote"`
	Claim   string           `json:"claim,omitempty" doc:"the claim's id"`
	Basis   pledgebook.Basis `json:"basis,omitempty" doc:"stated in the figure's own clause, or from the context"`
	Rule    string           `json:"rule,omitempty" doc:"the rule that read it"`
	Speaker string           `json:"speaker,omitempty" doc:"who said it"`
}

// Target is where the words stand.
type Target struct {
	Source   string     `json:"source" doc:"the report's own address, else its page in this book"`
	State    State      `json:"state" doc:"which text the places count in"`
	Selector []Selector `json:"selector" doc:"the words, by what they are and by where they stand"`
}

// State says which text the places count in.
type State struct {
	Type       string           `json:"type" doc:"TimeState"`
	Cached     string           `json:"cached,omitempty" doc:"the archived text in this book"`
	SourceDate pledgebook.Stamp `json:"sourceDate,omitempty" doc:"when it was published"`
	TextSHA256 string           `json:"textSHA256" doc:"the hash of the text that positions count in"`
}

// Selector finds the words: by what they are, or by where they stand, counted
// in code points.
type Selector struct {
	Type   string `json:"type" doc:"TextQuoteSelector or TextPositionSelector"`
	Exact  string `json:"exact,omitempty" doc:"the words"`
	Prefix string `json:"prefix,omitempty" doc:"what stands before them"`
	Suffix string `json:"suffix,omitempty" doc:"what stands after them"`
	Start  *int   `json:"start,omitempty" doc:"counted in code points"`
	End    *int   `json:"end,omitempty" doc:"the first code point after"`
}

// Places are the addresses that annotations name.
type Places struct {
	// Base is where the book is reached, without a slash at the end; "" where
	// nobody reaches it, and things have names of their own.
	Base string
	// Entry is the id of the entry that holds the claim; "" for none.
	Entry string
}

func (p Places) claim(id string) string {
	if p.Base == "" {
		return "urn:pledgebook:claim:" + id
	}
	return p.Base + "/api/claims/" + id
}

func (p Places) report(id string) string {
	if p.Base == "" {
		return "urn:pledgebook:report:" + id
	}
	return p.Base + "/report/" + id
}

// Claim is the evidence of a claim, one annotation a piece. Evidence whose words
// are not at their place is left out.
func Claim(c pledgebook.Claim, r pledgebook.Report, p Places) (all []Annotation) {
	for i, e := range c.Evidence {
		if !sound(r.Text, e.Span) {
			continue
		}
		all = append(all, Annotation{ID: p.claim(c.ID) + "/annotations#" + strconv.Itoa(i+1), Type: "Annotation", Motivation: "describing",
			Body:   Body{ID: p.claim(c.ID), Type: "Dataset", Field: e.Field, Claim: c.ID, Basis: e.Basis, Rule: e.Rule},
			Target: target(r, e.Span, p)})
	}
	return all
}

// Quote is a quote as an annotation of its words.
func Quote(q pledgebook.Quote, r pledgebook.Report, p Places) Annotation {
	speaker := q.Speaker.Name
	if speaker == "" {
		speaker = q.Source
	}
	a := Annotation{ID: p.report(r.ID) + "#" + q.ID, Type: "Annotation", Motivation: "describing",
		Body: Body{Type: "Dataset", Field: "quote", Speaker: speaker}}
	if sound(r.Text, q.Span) {
		a.Target = target(r, q.Span, p)
	}
	return a
}

func sound(text string, s pledgebook.Span) bool {
	return s.Start >= 0 && s.Start <= s.End && s.End <= len(text)
}

func target(r pledgebook.Report, s pledgebook.Span, p Places) Target {
	page := p.report(r.ID)
	t := Target{Source: page, State: State{Type: "TimeState", Cached: page, SourceDate: r.Published, TextSHA256: r.TextSHA256}}
	if IsLink(r.URL) {
		t.Source = r.URL
	}
	start := utf8.RuneCountInString(r.Text[:s.Start])
	end := start + utf8.RuneCountInString(s.In(r.Text))
	prefix, suffix := Around(r.Text, s)
	t.Selector = []Selector{{Type: "TextQuoteSelector", Exact: s.In(r.Text), Prefix: prefix, Suffix: suffix}, {Type: "TextPositionSelector", Start: &start, End: &end}}
	return t
}

// around is how many bytes before and after the words are quoted with them.
const around = 40

// Around is what stands before and after a span, whole runes of the same text.
func Around(text string, s pledgebook.Span) (prefix, suffix string) {
	from, to := max(0, s.Start-around), min(len(text), s.End+around)
	for from < s.Start && !utf8.RuneStart(text[from]) {
		from++
	}
	for to > s.End && to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	return text[from:s.Start], text[s.End:to]
}

// IsLink reports whether an address a report names is one that may be followed:
// http or https, and nothing that could break out of where it is written.
func IsLink(url string) bool {
	return (strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")) && !strings.ContainsAny(url, " \"<>`\\\n\r\t")
}
