package pledgebook

// Quote is words attributed to a speaker.
type Quote struct {
	ID   string    `json:"id"`
	Text string    `json:"text"`
	Span Span      `json:"span"`
	Form QuoteForm `json:"form"`
	// Turn is set where the report is a transcript and the words are those of
	// who has the floor.
	Turn    TurnKind `json:"turn,omitempty"`
	Speaker Speaker  `json:"speaker"`
	// Source is how the text names the speaker ("he", "the minister"), and where.
	Source     string `json:"source,omitempty"`
	SourceSpan Span   `json:"source_span,omitzero"`
	// Cue is the word that attributes ("said", "according to"), and where.
	Cue     string `json:"cue,omitempty"`
	CueSpan Span   `json:"cue_span,omitzero"`
	// DiffersFrom is the quote of the same report whose wording this one departs from.
	DiffersFrom string `json:"differs_from,omitempty"`
	// Continues is the quote that this one goes on from (a split utterance).
	Continues string `json:"continues,omitempty"`
}

// QuoteForm is how the words are given.
type QuoteForm string

// The forms of a quote.
const (
	Direct   QuoteForm = "direct"
	Indirect QuoteForm = "indirect"
	Mixed    QuoteForm = "mixed" // reported speech with quoted words inside
)

// TurnKind says what a turn of a transcript is.
type TurnKind string

// The kinds of turns. What is asked is no statement of who asks.
const (
	StatementTurn TurnKind = "statement"
	QuestionTurn  TurnKind = "question"
)

// Need is something asked for, with or without a figure.
type Need struct {
	ID        string    `json:"id"`
	Receivers []PartyID `json:"receivers"`
	What      string    `json:"what"`
	Span      Span      `json:"span"`
	Basis     Basis     `json:"basis,omitempty"`
	Rule      string    `json:"rule,omitempty"`
	// Claim is the claim that carries the need's figure, where there is one.
	Claim string `json:"claim,omitempty"`
}

// Meeting is a gathering of a body.
type Meeting struct {
	ID           string     `json:"id"`
	Name         string     `json:"name"`
	Body         PartyID    `json:"body,omitempty"`
	Date         Day        `json:"date,omitzero"`
	Place        string     `json:"place,omitempty"`
	Participants []string   `json:"participants"`
	Subjects     []string   `json:"subjects"`
	Span         Span       `json:"span"`
	Evidence     []Evidence `json:"evidence,omitempty"`
}

// Mechanism is a coordinating body or a funding mechanism.
type Mechanism struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Place    string          `json:"place,omitempty"`
	Purpose  string          `json:"purpose,omitempty"`
	Status   MechanismStatus `json:"status,omitempty"`
	Span     Span            `json:"span"`
	Evidence []Evidence      `json:"evidence,omitempty"`
}

// MechanismStatus is how far a mechanism has come.
type MechanismStatus string

// The mechanism statuses.
const (
	MechanismPlanned    MechanismStatus = "planned"
	MechanismBeingSetUp MechanismStatus = "being-set-up"
	MechanismWorking    MechanismStatus = "working"
	MechanismEnded      MechanismStatus = "ended"
)

// Position is who decides, or stands how, on what.
type Position struct {
	ID      string `json:"id"`
	Holder  string `json:"holder"`
	Subject string `json:"subject"`
	// Stance is one word: decide, support, oppose, refuse, consider, demand.
	Stance string `json:"stance"`
	Span   Span   `json:"span"`
	Rule   string `json:"rule,omitempty"`
}
