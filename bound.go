package pledgebook

// Scope is the region of aid a question is about. An empty field is open.
type Scope struct {
	Providers []PartyID `json:"providers,omitempty"`
	Receivers []PartyID `json:"receivers,omitempty"`
	Kinds     []AidKind `json:"kinds,omitempty"`
	Stage     Stage     `json:"stage,omitempty"`
	Period    Interval  `json:"period,omitzero"`
	Currency  string    `json:"currency,omitempty"`
	// MembersOn fixes the day on which group membership counts; unknown means
	// each act's own day.
	MembersOn Day `json:"members_on,omitzero"`
	// ReviewedOnly leaves out entries that no reviewer has accepted.
	ReviewedOnly bool `json:"reviewed,omitempty"`
}

// Bounds is what can be said about the total over a scope: the least it must
// be, the most that reports add up to, and the cap where some report limits it.
type Bounds struct {
	Scope        Scope           `json:"scope"`
	Least        *Money          `json:"least"`
	MostReported *Money          `json:"most_reported"`
	Cap          *Money          `json:"cap"` // nil: no report limits it
	SetBy        SetBy           `json:"set_by"`
	Certificate  *Certificate    `json:"certificate,omitempty"`
	Contradicted []Contradiction `json:"contradictions"`
	Excluded     []Excluded      `json:"excluded"`
}

// SetBy names the claims that set each bound.
type SetBy struct {
	Least []string `json:"least"`
	Most  []string `json:"most"`
	Cap   []string `json:"cap"`
}

// Certificate is the proof of a bound: multipliers, as exact fractions, of the
// constraints that together imply it.
type Certificate struct {
	Least map[string]string `json:"least,omitempty"`
	Cap   map[string]string `json:"cap,omitempty"`
}

// Contradiction is a smallest set of claims that cannot all hold, and the
// smallest correction that lets them.
type Contradiction struct {
	Claims []string `json:"claims"`
	Relax  string   `json:"relax"`
}

// Excluded is a claim that binds nothing, and why.
type Excluded struct {
	Claim string `json:"claim"`
	Why   string `json:"why"`
}
