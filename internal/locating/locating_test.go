package locating

import (
	"testing"

	"pledgebook"
)

func TestPlaces(t *testing.T) {
	for party, want := range map[pledgebook.PartyID]Place{"NOR": {8, 61}, "NZL": {174, -41}, "CHL": {-71, -33}} {
		p, ok := Of(party)
		if !ok || abs(p.Longitude-want.Longitude) > 12 || abs(p.Latitude-want.Latitude) > 12 {
			t.Errorf("%s lies at %v, want near %v", party, p, want)
		}
	}
	if _, ok := Of("world-bank"); ok {
		t.Error("a bank lies somewhere")
	}
	if len(places()) < 150 {
		t.Errorf("%d places are known", len(places()))
	}
}

func TestCoastsAreOutlines(t *testing.T) {
	if len(Coasts()) < 8 {
		t.Fatalf("there are %d outlines", len(Coasts()))
	}
	for i, outline := range Coasts() {
		if len(outline) < 3 {
			t.Errorf("outline %d has %d points", i, len(outline))
		}
		for _, p := range outline {
			if abs(p.Longitude) > 180 || abs(p.Latitude) > 90 {
				t.Errorf("outline %d goes to %v", i, p)
			}
		}
	}
}

func abs(v float64) float64 { return max(v, -v) }
