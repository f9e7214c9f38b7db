package reading

import "pledgebook"

// This file reads the stage of sums that no word of their own tells anything of:
// "A loan of 325 million is for roads in Odisha" in a report of loans all signed.

// stageOfReport gives such sums the stage of all others, where the report tells
// only one: what is asked for and what is told without a stage says nothing. Totals
// of years and so far are of several stages.
func (s *scene) stageOfReport() {
	told := s.onlyStage()
	if told == nil {
		return
	}
	for i := range s.drafts {
		if d := &s.drafts[i]; d.dropped == "" && d.claim.Stage == pledgebook.StageUnclear && d.claim.Extent != pledgebook.TotalExtent && !noted(d, "stage") {
			d.claim.Stage = told.claim.Stage
			s.copyAs(d, told, "stage", "from-report")
		}
	}
}

// onlyStage returns the first draft of the report's one stage, or nil where it
// tells none or several.
func (s *scene) onlyStage() (told *draft) {
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || d.claim.Stage == pledgebook.StageUnclear || d.claim.Stage == pledgebook.StageNeed || d.claim.Stage == "" {
			continue
		}
		if told != nil && told.claim.Stage != d.claim.Stage {
			return nil
		}
		if told == nil {
			told = d
		}
	}
	return told
}

// noted reports a field with evidence, be it stated or taken from elsewhere.
func noted(d *draft, field string) bool {
	for i := range d.claim.Evidence {
		if d.claim.Evidence[i].Field == field {
			return true
		}
	}
	return false
}
