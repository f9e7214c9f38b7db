package main

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/comparing"
	"pledgebook/internal/describing"
	"pledgebook/internal/matching"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
	"pledgebook/internal/tracking"
)

// docs/json.md names every field that the JSON has.
func TestEveryFieldIsDocumented(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(b)
	for _, v := range []any{
		pledgebook.Reading{}, pledgebook.Report{}, pledgebook.Teaser{}, pledgebook.Claim{}, pledgebook.Item{}, pledgebook.Speaker{}, pledgebook.Suspicion{}, pledgebook.Evidence{},
		pledgebook.Quote{}, pledgebook.Need{}, pledgebook.Meeting{}, pledgebook.Mechanism{}, pledgebook.Position{}, pledgebook.Citation{},
		pledgebook.Entry{}, pledgebook.Variant{}, pledgebook.Match{}, pledgebook.Fulfilment{}, pledgebook.Progress{},
		pledgebook.Scope{}, pledgebook.Bounds{}, pledgebook.SetBy{}, pledgebook.Certificate{}, pledgebook.Contradiction{}, pledgebook.Excluded{}, pledgebook.Decision{},
		pipeline.Conversion{}, pipeline.ConversionLeg{}, tracking.Finding{}, tracking.Coverage{}, tracking.ItemCoverage{}, tracking.Due{},
		reporting.Saying{}, reporting.SaidIn{}, matching.WordEdit{},
		kinLine{}, pipeline.Reread{}, reporting.Kin{}, reporting.Relative{}, reporting.State{}, comparing.Passage{}, comparing.Change{}, comparing.FieldChange{},
	} {
		typ := reflect.TypeOf(v)
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if name != "" && name != "-" && !strings.Contains(doc, "`"+name+"`") && !strings.Contains(doc, `"`+name+`"`) {
				t.Errorf("docs/json.md does not say what %s.%s is", typ.Name(), name)
			}
			if name != "" && name != "-" && len(describing.Fields(typ.Name())) > 0 && describing.About(typ.Name(), name) == "" {
				t.Errorf("internal/describing/fields.tsv does not say what %s.%s is", typ.Name(), name)
			}
		}
	}
}
