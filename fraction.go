package pledgebook

// Fraction is a figure that a report tells only as a share of another: "half of
// this amount". The share is what the report says; the sum is worked out, and is
// no figure that the report states.
type Fraction struct {
	// Share is the share as a fraction of one, Qualifier how the words hedge it.
	Share     Share     `json:"share"`
	Qualifier Qualifier `json:"qualifier,omitempty"`
	// Of is the claim whose figure it is a share of.
	Of       string `json:"of"`
	Verbatim string `json:"verbatim"`
	// Derived is that share of the other claim's sum, with the hedge that follows
	// from both; nil where it does not follow ("half of about 40 to 50 million" does,
	// "nearly half of more than 40 million" does not).
	Derived *Money `json:"derived,omitempty"`
}
