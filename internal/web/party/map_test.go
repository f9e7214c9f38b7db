package party

import (
	"testing"

	"pledgebook"
	"pledgebook/internal/drawing"
	"pledgebook/internal/reporting"
)

// The map names the largest, and no name lies on another.
func TestNamesOnTheMapLeaveRoom(t *testing.T) {
	var all []reporting.PartyCount
	for i, p := range []string{"NER", "TCD", "SDN", "NGA", "CMR", "UKR", "HTI", "YEM", "world-bank"} {
		all = append(all, reporting.PartyCount{Party: pledgebook.PartyID(p), Entries: 40 - i})
	}
	d := side{reporting.Receiver}.drawnMap(t.Context(), dotted(all))
	var named []label
	dots := 0
	for _, s := range d.Shapes {
		switch s := s.(type) {
		case drawing.Dot:
			dots++
		case drawing.Text:
			if s.Size == nameSize {
				named = append(named, labelAt(s.Words, s.X, s.Y))
			}
		}
	}
	if dots != 8 || len(named) < 4 || named[0].words != "Niger" {
		t.Fatalf("%d dots, the names %v", dots, named)
	}
	for i, a := range named {
		for _, b := range named[:i] {
			if a.meets(b) {
				t.Errorf("%s lies on %s", a.words, b.words)
			}
		}
	}
}
