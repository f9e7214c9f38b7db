package describing

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pledgebook"
)

// The list and the types of the field have the same fields, in the same order.
func TestListIsTheTypes(t *testing.T) {
	for _, v := range []any{
		pledgebook.Entry{}, pledgebook.Variant{}, pledgebook.Match{}, pledgebook.Fulfilment{}, pledgebook.Progress{}, pledgebook.Fraction{}, pledgebook.Item{},
		pledgebook.Claim{}, pledgebook.Suspicion{}, pledgebook.Speaker{}, pledgebook.Evidence{}, pledgebook.Span{}, pledgebook.Report{}, pledgebook.Part{}, pledgebook.Place{}, pledgebook.Teaser{},
		pledgebook.Reading{}, pledgebook.Citation{}, pledgebook.Quote{}, pledgebook.Need{}, pledgebook.Meeting{}, pledgebook.Mechanism{}, pledgebook.Position{}, pledgebook.Decision{},
		pledgebook.Scope{}, pledgebook.Bounds{}, pledgebook.SetBy{}, pledgebook.Certificate{}, pledgebook.Contradiction{}, pledgebook.Excluded{}, pledgebook.Tracker{},
	} {
		typ := reflect.TypeOf(v)
		var want, got []string
		for i := range typ.NumField() {
			if name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ","); name != "-" {
				want = append(want, name)
			}
		}
		for _, f := range Fields(typ.Name()) {
			got = append(got, f.Name)
			if f.About == "" {
				t.Errorf("%s.%s is not described", typ.Name(), f.Name)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Errorf("fields.tsv has %s %v, the type has %v", typ.Name(), got, want)
		}
	}
}
