package webapi

import (
	"cmp"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/annotating"
	"pledgebook/internal/describing"
)

// registry holds the schemas of what the API sends. Types that write their JSON
// themselves are described by what they write.
func registry() huma.Registry {
	r := huma.NewMapRegistry("#/components/schemas/", named)
	for of, as := range map[reflect.Type]reflect.Type{
		reflect.TypeFor[pledgebook.Money]():    reflect.TypeFor[Money](),
		reflect.TypeFor[pledgebook.Amount]():   reflect.TypeFor[Amount](),
		reflect.TypeFor[pledgebook.Interval](): reflect.TypeFor[Interval](),
		reflect.TypeFor[pledgebook.Day]():      reflect.TypeFor[Day](),
		reflect.TypeFor[pledgebook.Stamp]():    reflect.TypeFor[Stamp](),
		reflect.TypeFor[pledgebook.Share]():    reflect.TypeFor[Share](),
	} {
		r.RegisterTypeAlias(of, as)
	}
	return r
}

// named names a schema as its type is called. Two types are called State: that of
// a report's page keeps the name.
func named(t reflect.Type, hint string) string {
	if t == reflect.TypeFor[annotating.State]() {
		return "AnnotationState"
	}
	return huma.DefaultSchemaNamer(t, hint)
}

// Money is how [pledgebook.Money] is written.
type Money struct {
	Lo        string               `json:"lo" pattern:"^-?[0-9]+([.][0-9]+)?$" doc:"the figure as stated, an exact decimal" example:"20900000000"`
	Hi        string               `json:"hi" pattern:"^-?[0-9]+([.][0-9]+)?$" doc:"the same as lo, or the end of a stated range"`
	Currency  string               `json:"currency,omitempty" doc:"ISO 4217; absent where the report leaves it out" example:"EUR"`
	Qualifier pledgebook.Qualifier `json:"qualifier,omitempty" doc:"how the words hedge it: exact, about, at-least, more-than, at-most, nearly"`
	Verbatim  string               `json:"verbatim,omitempty" doc:"the figure in the report's own words"`
	Also      []Amount             `json:"also,omitempty" doc:"the same sum in other currencies, as the report gives it"`
}

// Amount is how [pledgebook.Amount] is written.
type Amount struct {
	Lo       string `json:"lo" doc:"an exact decimal"`
	Hi       string `json:"hi" doc:"the same as lo, or the end of a stated range"`
	Currency string `json:"currency,omitempty" doc:"ISO 4217"`
}

// Interval is how [pledgebook.Interval] is written.
type Interval struct {
	Start       Day                    `json:"start,omitempty" doc:"its first day"`
	End         Day                    `json:"end,omitempty" doc:"its last day, included"`
	Granularity pledgebook.Granularity `json:"granularity,omitempty" doc:"how exactly it was stated: day, week, month, quarter, half, year, fiscal-year, decade"`
}

// Day is how [pledgebook.Day] is written.
type Day string

// Schema describes a day.
func (Day) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Examples: []any{"2024-06-30"}}
}

// Stamp is how [pledgebook.Stamp] is written.
type Stamp string

// Schema describes a stamp.
func (Stamp) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "a moment as precisely as it was stated, in ISO 8601", Examples: []any{"2024-10-17T09:22"}}
}

// Share is how [pledgebook.Share] is written.
type Share string

// Schema describes a share.
func (Share) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Description: "an exact decimal fraction of one: 0.5225 is 52.25 %", Examples: []any{"0.5225"}}
}

// allowNull says of properties that are references that they may be null.
func allowNull(s *huma.Schema, names ...string) {
	for _, name := range names {
		s.Properties[name] = &huma.Schema{Description: s.Properties[name].Description, OneOf: []*huma.Schema{s.Properties[name], {Type: "null"}}}
	}
}

// wider are the schemas that hold another's fields beside their own.
var wider = map[string]string{"ListedReport": "Report", "Converted": "Conversion", "CitedClaim": "Claim", "CitedQuote": "Quote", "CitedNeed": "Need", "CitedMeeting": "Meeting", "CitedMechanism": "Mechanism", "CitedPosition": "Position",
	"Total": "Bounds", "Covered": "Coverage", "BoardNeed": "Coverage", "Decided": "Decision"}

// base are the types whose fields a schema holds beside those that its own type has.
var base = map[string]string{"State": "Relative"}

// common are properties that mean the same wherever they stand.
var common = map[string]string{"citation": "where it stands", "conversions": "how sums in other currencies were counted", "items": "the items", "next": "after of the following page; absent on the last",
	"claim": "the claim", "source": "where it stands", "entry": "the entry", "id": "its id", "day": "the day", "name": "as people know it"}

// tell describes every property that its own type does not.
func tell(schemas map[string]*huma.Schema) {
	for name, s := range schemas {
		for property, p := range s.Properties {
			of := cmp.Or(wider[name], name)
			if about := cmp.Or(describing.About(of, property), describing.About(base[name], property), common[property]); p.Description == "" && about != "" {
				p.Description = about
			}
		}
	}
}
