package matching

import (
	"cmp"
	"slices"
	"time"

	"pledgebook"
)

// saying is what a claim says of others, with where and when it was told.
type saying struct {
	claim, report, partOf string
	fulfilledBy           []string
	published             pledgebook.Stamp
}

func sayingOf(c ReportedClaim) saying {
	return saying{c.Claim.ID, c.Report.ID, c.Claim.PartOf, c.Claim.FulfilledBy, c.Report.Published}
}

// bySaying is [byFirstTelling].
func bySaying(a, b saying) int {
	return cmp.Or(cmp.Compare(a.published, b.published), cmp.Compare(a.claim, b.claim))
}

// link turns what claims say of one another (part of, fulfilled by) into what
// entries say of one another.
func link(entries []pledgebook.Entry, claims []ReportedClaim) {
	cutCircles(linkWords(entries, sayingsOf(claims)))
}

func sayingsOf(claims []ReportedClaim) []saying {
	said := make([]saying, len(claims))
	for i, c := range claims {
		said[i] = sayingOf(c)
	}
	return said
}

// linkWords is [link] with circles left in; it returns the entries by id.
func linkWords(entries []pledgebook.Entry, claims []saying) map[string]*pledgebook.Entry {
	entryOf := map[string]string{}
	for _, e := range entries {
		for _, c := range e.Claims {
			entryOf[c] = e.ID
		}
	}
	at := make(map[string]*pledgebook.Entry, len(entries))
	for i := range entries {
		at[entries[i].ID] = &entries[i]
	}
	for _, c := range claims {
		e := at[entryOf[c.claim]]
		if e == nil {
			continue
		}
		if whole := entryOf[c.partOf]; whole != "" && whole != e.ID && e.PartOf == "" {
			e.PartOf = whole
		}
		for _, id := range c.fulfilledBy {
			if by := entryOf[id]; by != "" && by != e.ID && !slices.Contains(e.FulfilledBy, by) {
				e.FulfilledBy = append(e.FulfilledBy, by)
			}
		}
	}
	linkProgress(claims, entryOf, at)
	return at
}

// linkProgress lets a cumulative figure count towards the promise it is told
// beside: one report tells both, of the same parties and kind, the figure's
// period lies in the promise's time, and the report tells of no other promise
// of theirs.
func linkProgress(claims []saying, entryOf map[string]string, at map[string]*pledgebook.Entry) {
	told := map[string][]string{} // report → entries
	for _, c := range claims {
		if id := entryOf[c.claim]; id != "" && !slices.Contains(told[c.report], id) {
			told[c.report] = append(told[c.report], id)
		}
	}
	for _, c := range claims {
		ids := told[c.report]
		delete(told, c.report) // each report once
		for _, id := range ids {
			if promise := onlyPromise(at[id], ids, at); promise != nil && !slices.Contains(promise.FulfilledBy, id) {
				promise.FulfilledBy = append(promise.FulfilledBy, id)
			}
		}
	}
}

// onlyPromise is the one promise among entries told together that a
// cumulative figure can be progress of, or nil.
func onlyPromise(figure *pledgebook.Entry, ids []string, at map[string]*pledgebook.Entry) (only *pledgebook.Entry) {
	if figure.Extent != pledgebook.TotalExtent || figure.Stage == pledgebook.StagePledge || figure.Stage == pledgebook.StageNeed || figure.Money == nil {
		return nil
	}
	for _, id := range ids {
		p := at[id]
		if p.Stage != pledgebook.StagePledge || p.Polarity != pledgebook.Asserted || p.Extent == pledgebook.TotalExtent || p.Money == nil ||
			partyValue(p.Providers) != partyValue(figure.Providers) || partyValue(p.Receivers) != partyValue(figure.Receivers) || p.Kind != figure.Kind {
			continue
		}
		if only != nil {
			return nil
		}
		only = p
	}
	if only == nil || !inTimeOf(figure.Period, *only) {
		return nil
	}
	return only
}

// inTimeOf reports whether a period lies in the time a promise runs: its
// period, or the year of its deadline up to the deadline.
func inTimeOf(period pledgebook.Interval, promise pledgebook.Entry) bool {
	start, end := promise.Period.Start, promise.Period.End
	if promise.Deadline.Known() {
		end = promise.Deadline + 1
		if !start.Known() {
			start = pledgebook.DateOf(promise.Deadline.Year(), time.January, 1)
		}
	}
	return start.Known() && end.Known() && period.Start.Known() && period.End.Known() && start <= period.Start && period.End <= end
}

// cutCircles drops every part-of that leads back to its own entry: no part
// holds its whole. Of a circle the entry with the first id stands free.
func cutCircles(at map[string]*pledgebook.Entry) {
	var free []string
	for id := range at {
		if closesCircle(id, func(of string) string {
			if e := at[of]; e != nil {
				return e.PartOf
			}
			return ""
		}) {
			free = append(free, id)
		}
	}
	for _, id := range free {
		at[id].PartOf = ""
	}
}

// closesCircle reports whether an entry comes to be a part of itself, and is the
// first of its circle by id.
func closesCircle(id string, whole func(string) string) bool {
	seen := map[string]bool{}
	for at := whole(id); at != "" && !seen[at]; at = whole(at) {
		if at == id {
			return true
		}
		if at < id {
			return false
		}
		seen[at] = true
	}
	return false
}
