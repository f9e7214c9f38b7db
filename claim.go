package pledgebook

// Claim is what ONE report says about ONE flow of aid or one need. It is never
// edited after reading. A field is empty where the report does not say.
type Claim struct {
	// ID is the hash of the report's id, the place of the figure and the engine version.
	ID string `json:"id"`
	// Stage is how far the aid had come; ReportedVerb the report's own words for it, verbatim.
	Stage        Stage    `json:"stage"`
	ReportedVerb string   `json:"reported_verb,omitempty"`
	Polarity     Polarity `json:"polarity"`
	Revision     Revision `json:"revision"`
	Extent       Extent   `json:"extent"`
	// Providers give, Receivers get, Channels are whom it goes through.
	Providers []PartyID `json:"providers"`
	Receivers []PartyID `json:"receivers"`
	Channels  []PartyID `json:"channels"`
	Kind      AidKind   `json:"kind"`
	Modality  Modality  `json:"modality"`
	Money     *Money    `json:"money,omitempty"`
	Items     []Item    `json:"items,omitempty"`
	// Fraction is a figure told only as a share of another claim's; Money is nil then.
	Fraction *Fraction `json:"fraction,omitempty"`
	// Period is the time the flow covers.
	Period Interval `json:"period,omitzero"`
	// Deadline is the last day by which it is promised.
	Deadline Day `json:"deadline,omitzero"`
	// Date is the day of the act (announcement, signing, hand-over), where said.
	Date    Day      `json:"date,omitzero"`
	Speaker *Speaker `json:"speaker,omitempty"`
	// Credit is whom the report cites for this claim, verbatim.
	Credit string `json:"credit,omitempty"`
	// Per is "year" or "month" for a sum that recurs; Each is true for a sum per receiver.
	Per  string `json:"per,omitempty"`
	Each bool   `json:"each,omitempty"`
	// Ordinal is the number the report gives the package ("the twenty-fourth drawdown").
	Ordinal int `json:"ordinal,omitempty"`
	// PartOf is the claim this one is a part of, by the report's own words.
	PartOf string `json:"part_of,omitempty"`
	// FulfilledBy are claims of the same report that count towards this promise.
	FulfilledBy []string `json:"fulfilled_by,omitempty"`
	// Suspect says why the figure may not be what was meant.
	Suspect []Suspicion `json:"suspect,omitempty"`
	// Evidence ties every field to the bytes it was read from.
	Evidence []Evidence `json:"evidence"`
}

// Stage is how far aid had come, in the terms of OECD DAC, FTS and Kiel.
type Stage string

// The stages, earliest first; StageUnclear is for "provided", "gave".
const (
	StageNeed         Stage = "need"         // asked for, required, appealed for
	StagePledge       Stage = "pledge"       // announced or promised (IATI 12, FTS pledge)
	StageCommitment   Stage = "commitment"   // firm obligation (IATI 2, FTS commitment)
	StageAllocation   Stage = "allocation"   // earmarked package (Kiel allocation)
	StageDisbursement Stage = "disbursement" // money moved (IATI 3, FTS paid)
	StageDelivery     Stage = "delivery"     // goods handed over, training done
	StageUnclear      Stage = "unclear"      // the words do not tell
)

// Stages lists all stages in order.
var Stages = []Stage{StageNeed, StagePledge, StageCommitment, StageAllocation, StageDisbursement, StageDelivery, StageUnclear}

// Polarity is whether the report states the act as a fact.
type Polarity string

// The polarities.
const (
	Asserted    Polarity = "asserted"
	Planned     Polarity = "planned"     // proposed, considered, expected
	Conditional Polarity = "conditional" // if, provided that, subject to
	Denied      Polarity = "denied"      // refused, will not
)

// Revision is how a claim relates to what was said before (after the OECD CRS
// "nature of submission").
type Revision string

// The revisions.
const (
	New         Revision = "new"
	Repeat      Revision = "repeat"
	TopUp       Revision = "top-up"
	Restatement Revision = "restatement"
	Reduction   Revision = "reduction"
	Withdrawal  Revision = "withdrawal"
)

// Extent tells a package from a cumulative figure.
type Extent string

// The extents.
const (
	PartExtent  Extent = "part"
	TotalExtent Extent = "total"
)

// AidKind is what sort of aid it is.
type AidKind string

// The kinds of aid.
const (
	Military        AidKind = "military"
	Humanitarian    AidKind = "humanitarian"
	Financial       AidKind = "financial"
	Development     AidKind = "development"
	KindUnspecified AidKind = "unspecified"
)

// Modality is the form the aid takes (after the IATI FinanceType).
type Modality string

// The modalities.
const (
	Grant               Modality = "grant"
	Loan                Modality = "loan"
	Guarantee           Modality = "guarantee"
	InKind              Modality = "in-kind"
	Training            Modality = "training"
	DebtRelief          Modality = "debt-relief"
	ModalityUnspecified Modality = "unspecified"
)

// Item is a counted good or group of people trained. Count is a decimal string,
// empty for a vague count ("dozens of").
type Item struct {
	Count string `json:"count,omitempty"`
	What  string `json:"what"`
}

// Speaker is who said it, with role and party as far as the text tells.
type Speaker struct {
	Name  string  `json:"name,omitempty"`
	Role  string  `json:"role,omitempty"`
	Party PartyID `json:"party,omitempty"`
}

// Suspicion is a reason to doubt a figure.
type Suspicion struct {
	Reason string `json:"reason"`
}

// Evidence ties one field of a claim to the bytes it was read from:
// report.Text[Span] equals Text.
type Evidence struct {
	Field string `json:"field"`
	Text  string `json:"text"`
	Span  Span   `json:"span"`
	Basis Basis  `json:"basis"`
	// Rule is the name of the rule that read it.
	Rule string `json:"rule,omitempty"`
	// Lost are the readings of the same field that the rule preferred this one to.
	Lost []string `json:"lost,omitempty"`
}

// Basis says where a field was found.
type Basis string

// The bases.
const (
	Stated  Basis = "stated"  // in the figure's own clause
	Context Basis = "context" // headline, pronoun, dateline, another sentence
)
