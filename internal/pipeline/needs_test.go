package pipeline

import (
	"strings"
	"testing"

	"pledgebook"
)

func TestThingsNeeded(t *testing.T) {
	for what, want := range map[string]string{
		"Moldova's most urgent needs":     "most urgent needs",
		"Ukraine’s urgent needs":          "urgent needs",
		"tents, rescue boats and fuel":    "tents|rescue boats|fuel",
		"helicopters":                     "helicopters",
		"":                                "",
		", ,":                             "",
		strings.Repeat("blankets, ", 500): strings.TrimSuffix(strings.Repeat("blankets|", mostThings), "|"),
	} {
		if got := strings.Join(things(what), "|"); got != want {
			t.Errorf("%.40q: %.60q, want %.60q", what, got, want)
		}
	}
}

// A need without a figure is an entry that keeps its evidence.
func TestNeedWithoutAFigureIsAnEntry(t *testing.T) {
	held := pledgebook.Held[pledgebook.Need]{
		Thing:    pledgebook.Need{ID: "n", Receivers: []pledgebook.PartyID{"MWI"}, What: "helicopters", Span: pledgebook.Span{Start: 8, End: 19}},
		Citation: pledgebook.Citation{Report: "r", Outlet: "Lake Wire"}}
	c := asClaim(held)
	if c.Thing.ID != "n" || c.Thing.Stage != pledgebook.StageNeed || c.Thing.Items[0].What != "helicopters" || c.Citation.Outlet != "Lake Wire" ||
		c.Thing.Evidence[0].Span != held.Thing.Span {
		t.Errorf("%+v", c)
	}
}
