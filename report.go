package pledgebook

// Report is one published document: an article, a press release, a transcript,
// a dataset row. Its Text is all that was kept of it, and is never changed
// after reading; every span in a reading counts bytes into Text.
type Report struct {
	// ID is the hash of the link (or the kind of input) and the text.
	ID string `json:"id"`
	// Input is what the user named: a path, a link, "-" for standard input.
	Input string `json:"input,omitempty"`
	// URL is the canonical link, where known.
	URL string `json:"url,omitempty"`
	// Outlet is who published it: "UNN", "The White House".
	Outlet string `json:"outlet,omitempty"`
	// Place is the place of the dateline.
	Place string `json:"place,omitempty"`
	// Credit is whom the report itself names as its source, verbatim
	// ("the Alliance's press service").
	Credit string `json:"credit,omitempty"`
	// Author is the by-line.
	Author string `json:"author,omitempty"`
	// Headline is the title as the text gives it.
	Headline string `json:"headline,omitempty"`
	// Language is a BCP 47 tag ("en").
	Language string `json:"language,omitempty"`
	// Published is when it was published, as precisely as is known.
	Published Stamp `json:"published,omitempty"`
	// Modified is when the outlet says it last changed it.
	Modified Stamp `json:"modified,omitempty"`
	// Text is the text kept: UTF-8 in NFC, lines ended by "\n".
	Text string `json:"text"`
	// TextSHA256 is the hash of Text, in lower-case hex.
	TextSHA256 string `json:"text_sha256"`
	// Parts say what each stretch of Text is, in order and without overlap.
	Parts []Part `json:"parts"`
	// Teasers are links to other stories: never part of the body.
	Teasers []Teaser `json:"teasers,omitempty"`
}

// Span is a half-open range of bytes [Start, End) in a report's text, on rune
// boundaries.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// In returns the bytes of text that the span covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Contains reports whether o lies inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Part is one stretch of a report's text and what it is.
type Part struct {
	Kind PartKind `json:"kind"`
	Span Span     `json:"span"`
	// Place is where it begins in a document that has pages (a PDF).
	Place Place `json:"place,omitzero"`
}

// Place is a rectangle on a page, in points (1/72 inch) from the page's top left
// corner as a reader sees it. Pages count from 1.
type Place struct {
	Page   int `json:"page"`
	Left   int `json:"left"`
	Top    int `json:"top"`
	Right  int `json:"right"`
	Bottom int `json:"bottom"`
}

// PartKind says what a stretch of a report's text is.
type PartKind string

// The kinds of parts. Only headline, subhead, paragraph and list item give claims.
const (
	PartHeadline  PartKind = "headline"
	PartSubhead   PartKind = "subhead" // a heading inside the body
	PartDateline  PartKind = "dateline"
	PartByline    PartKind = "byline"
	PartParagraph PartKind = "paragraph"
	PartListItem  PartKind = "list-item"
	PartTableRow  PartKind = "table-row"
	PartCaption   PartKind = "caption"
	PartTeaser    PartKind = "teaser"
	PartFurniture PartKind = "furniture" // footers, notes to editors, "read also"
)

// GivesClaims reports whether claims may be read from a part of this kind.
func (k PartKind) GivesClaims() bool {
	switch k {
	case PartHeadline, PartSubhead, PartParagraph, PartListItem, PartTableRow:
		return true
	}
	return false
}

// Teaser is a link to another story inside a report, with the time and view
// count it was printed with.
type Teaser struct {
	Title     string `json:"title"`
	Published Stamp  `json:"published,omitempty"`
	Views     int    `json:"views,omitempty"`
	URL       string `json:"url,omitempty"`
	Span      Span   `json:"span"`
}

// Reading is everything one engine version read out of one report.
type Reading struct {
	Report     Report      `json:"report"`
	Engine     string      `json:"engine"`
	Claims     []Claim     `json:"claims"`
	Quotes     []Quote     `json:"quotes"`
	Needs      []Need      `json:"needs"`
	Meetings   []Meeting   `json:"meetings"`
	Mechanisms []Mechanism `json:"mechanisms"`
	Positions  []Position  `json:"positions"`
	// PassedOver are the figures that made no claim. They explain a reading and
	// are no part of it: nothing keeps them.
	PassedOver []PassedOver `json:"-"`
}

// PassedOver is a figure that made no claim, and why.
type PassedOver struct {
	Span Span
	Why  string
}
