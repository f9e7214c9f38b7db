package settings

import "testing"

// Settings are read or refused, and what is read is sound.
func FuzzParse(f *testing.F) {
	f.Add(template)
	f.Add([]byte("[[tracker]]\nid = \"a\"\nfrom = \"2024-01-01\"\nkinds = [\"military\"]"))
	f.Fuzz(func(t *testing.T, content []byte) {
		s, err := Parse(content)
		if err != nil {
			return
		}
		if s.LargestReportMB < 0 {
			t.Errorf("a negative limit was read")
		}
		for _, tracker := range s.Trackers {
			if _, err := s.Tracker(tracker.ID); err != nil {
				t.Errorf("tracker %q was read but is not found", tracker.ID)
			}
		}
	})
}
