package pledgebook

import "github.com/govalues/decimal"

// Entry is what the book holds: one pledge, commitment, allocation, … backed by
// one or more claims from one or more reports. Entries are derived from claims
// and decisions and can be rebuilt at any time.
type Entry struct {
	ID        string    `json:"id"`
	Stage     Stage     `json:"stage"`
	Polarity  Polarity  `json:"polarity"`
	Revision  Revision  `json:"revision"`
	Extent    Extent    `json:"extent"`
	Providers []PartyID `json:"providers"`
	Receivers []PartyID `json:"receivers"`
	Channels  []PartyID `json:"channels,omitempty"`
	Kind      AidKind   `json:"kind"`
	Modality  Modality  `json:"modality"`
	Money     *Money    `json:"money,omitempty"`
	Items     []Item    `json:"items,omitempty"`
	// Fraction is a figure told only as a share of another claim's; Money is nil then.
	Fraction      *Fraction `json:"fraction,omitempty"`
	Period        Interval  `json:"period,omitzero"`
	Deadline      Day       `json:"deadline,omitzero"`
	FirstDeadline Day       `json:"first_deadline,omitzero"`
	Date          Day       `json:"date,omitzero"`
	Status        Status    `json:"status"`
	Reviewed      bool      `json:"reviewed"`
	Claims        []string  `json:"claims"`
	// Origins is the number of independent sources: copies of one text count once.
	Origins  int                  `json:"origins"`
	Variants map[string][]Variant `json:"variants"`
	PartOf   string               `json:"part_of,omitempty"`
	// FulfilledBy are the entries that count towards this promise.
	FulfilledBy []string `json:"fulfilled_by,omitempty"`
	// Matched says, for each claim after the first, why it is this entry's.
	Matched    []Match     `json:"matched,omitempty"`
	Fulfilment *Fulfilment `json:"fulfilment,omitempty"`
	History    []Decision  `json:"history"`
}

// Variant is one value of an entry's field on which its claims differ.
type Variant struct {
	Value      string `json:"value"`
	Origins    int    `json:"origins"`
	First      Stamp  `json:"first,omitempty"`
	Latest     Stamp  `json:"latest,omitempty"`
	LikelySlip string `json:"likely_slip,omitempty"`
	// Chosen says why this value is the entry's own; empty for the others.
	Chosen string `json:"chosen,omitempty"`
	// Claims are the claims that tell this value.
	Claims []string `json:"claims,omitempty"`
}

// Match is why a claim was joined to an entry: the claim it was matched with
// and what agreed.
type Match struct {
	Claim string `json:"claim"`
	With  string `json:"with"`
	Why   string `json:"why"`
}

// Status is where a pledge stands against its deadline.
type Status string

// The statuses (after PolitiFact and PromiseClock).
const (
	Open            Status = "open"
	OnTrack         Status = "on-track"
	PartlyFulfilled Status = "partly-fulfilled"
	Fulfilled       Status = "fulfilled"
	Overdue         Status = "overdue"
	Withdrawn       Status = "withdrawn"
	Unverifiable    Status = "unverifiable"
)

// Fulfilment is how much of a promise has come true, as reported and for certain.
type Fulfilment struct {
	// Of is the sum promised.
	Of *Money `json:"of,omitempty"`
	// Reported is the progress that reports state.
	Reported *Progress `json:"reported,omitempty"`
	// Least and MostReported bound, in the promise's currency, what was delivered for certain
	// and the most that reports add up to.
	Least        *Money `json:"least,omitempty"`
	MostReported *Money `json:"most_reported,omitempty"`
	// Elapsed is the share of the promise's time that had passed at Reported.AsOf.
	Elapsed Share    `json:"elapsed,omitzero"`
	Status  Status   `json:"status"`
	Basis   string   `json:"basis,omitempty"`
	By      []string `json:"by,omitempty"`
	// Conversions say how sums in other currencies were counted, each with its
	// rate, day and source, or that no rate is known.
	Conversions []string `json:"conversions,omitempty"`
}

// Progress is reported progress towards a promise.
type Progress struct {
	Money Money `json:"money"`
	Share Share `json:"share,omitzero"`
	Stage Stage `json:"stage"`
	AsOf  Day   `json:"as_of,omitzero"`
}

// Share is an exact decimal fraction of one: 0.5225 for 52.25 %. Use the zero
// value with Known false for a share nobody can tell.
type Share struct {
	decimal.Decimal
	Known bool
}

// IsZero reports whether the share is unknown.
func (s Share) IsZero() bool { return !s.Known }

// MarshalText writes the fraction as a decimal.
func (s Share) MarshalText() ([]byte, error) { return []byte(Plain(s.Decimal)), nil }

// UnmarshalText reads a decimal fraction.
func (s *Share) UnmarshalText(b []byte) error {
	d, err := decimal.Parse(string(b))
	if err != nil {
		return WrapError(Invalid, err, "share %q is no decimal", b)
	}
	*s = Share{d, true}
	return nil
}
