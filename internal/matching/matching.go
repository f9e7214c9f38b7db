// Package matching brings the claims of many reports together: each entry is
// one pledge, commitment, allocation, … however many outlets tell it and in
// whatever words. It keeps the differences as variants, names likely slips,
// and says of each claim why it was joined.
//
// Certain matches merge by themselves; likely ones become proposals that wait
// for a reviewer. The result depends on the set of claims alone, never on the
// order in which they arrived.
package matching

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"pledgebook"
)

// ReportedClaim is a claim with what matching needs to know of its report.
type ReportedClaim struct {
	Claim  pledgebook.Claim
	Report Source
}

// Source is what matching knows of a report.
type Source struct {
	ID, URL, Outlet, Language string
	Published                 pledgebook.Stamp
	// Credit is whom the report as a whole names as its source, verbatim.
	Credit string
	// TextOrigin is the same for all copies of one text (a wire story and its
	// reprints); empty for a text of its own.
	TextOrigin string
	// Primary is true for the actors' own words: a release, a transcript, an
	// official page.
	Primary bool
	// Row is true for a row of a dataset: its figure is not rounded.
	Row bool
}

// SourceOf takes from a report what matching needs.
func SourceOf(r pledgebook.Report) Source {
	return Source{ID: r.ID, URL: r.URL, Outlet: r.Outlet, Language: r.Language, Published: r.Published, Credit: r.Credit}
}

// Proposal is a likely match that waits for a reviewer: two entries that may
// be one.
type Proposal struct {
	Entries [2]string `json:"entries"`
	Claims  [2]string `json:"claims"`
	Why     string    `json:"why"`
}

// Result is what the claims come to.
type Result struct {
	Entries   []pledgebook.Entry
	Proposals []Proposal
	// Basis holds, by entry id, what bounding needs of its reports.
	Basis map[string]Basis

	rates Rates // that it was matched with
}

// At is the result as one that was matched at some rates.
func (r Result) At(rates Rates) Result {
	r.rates = rates
	return r
}

// Basis is what an entry's sum rests on.
type Basis struct {
	// Told is the day of the first telling.
	Told pledgebook.Day
	// Row is true where the entry's own sum is a dataset's, and so not rounded.
	Row bool
}

// EntryID is the id of the entry that a claim founds. An entry bears the id
// founded by its earliest claim; the ids founded by its other claims lead to
// it too, so that a decision on an entry keeps its subject whatever joins it.
func EntryID(claim string) string {
	h := sha256.Sum256([]byte("entry\n" + claim))
	return hex.EncodeToString(h[:16])
}

// byFirstTelling orders claims by publication, then id: an order that the
// order of arrival cannot change.
func byFirstTelling(a, b ReportedClaim) int {
	return cmp.Or(cmp.Compare(a.Report.Published, b.Report.Published), cmp.Compare(a.Claim.ID, b.Claim.ID))
}

// sorted returns the claims in order of first telling, each id once.
func sorted(claims []ReportedClaim) []ReportedClaim {
	out := slices.Clone(claims)
	slices.SortFunc(out, byFirstTelling)
	return slices.CompactFunc(out, func(a, b ReportedClaim) bool { return a.Claim.ID == b.Claim.ID })
}

// Match returns the entries that the claims come to after the reviewers' merges,
// splits, rejections and retractions, sorted by first telling, and the
// proposals. Other decisions are for the reviewing package. Without rates sums
// in two currencies meet only where a report gives both.
func Match(claims []ReportedClaim, decisions []pledgebook.Decision, rates Rates) Result {
	verdicts := standing(decisions)
	claims = verdicts.heard(sorted(claims))
	x := NewIndex(rates)
	x.Add(claims...)
	groups := verdicts.regroup(x.Groups())
	r := assembleAll(groups, claims)
	r.rates = rates
	return r
}

// assembleAll makes the entries and proposals of groups.
func assembleAll(groups []Group, claims []ReportedClaim) Result {
	at := make(map[string]*ReportedClaim, len(claims))
	for i := range claims {
		at[claims[i].Claim.ID] = &claims[i]
	}
	r := Result{Basis: make(map[string]Basis, len(groups))}
	entryOf := make(map[string]string, len(claims))
	for _, g := range groups {
		e := g.entry(func(id string) ReportedClaim { return *at[id] })
		r.Basis[e.ID] = basisOf(e, at)
		for _, c := range e.Claims {
			entryOf[c] = e.ID
		}
		r.Entries = append(r.Entries, e)
	}
	for _, g := range groups {
		for _, m := range g.Maybe {
			r.Proposals = append(r.Proposals, Proposal{
				Entries: [2]string{entryOf[m.With], entryOf[m.Claim]}, Claims: [2]string{m.With, m.Claim}, Why: m.Why})
		}
	}
	slices.SortFunc(r.Entries, func(a, b pledgebook.Entry) int {
		return byFirstTelling(*at[a.Claims[0]], *at[b.Claims[0]])
	})
	SortProposals(r.Proposals)
	link(r.Entries, claims)
	return r
}

// SortProposals puts proposals into the order of a [Result].
func SortProposals(all []Proposal) {
	slices.SortFunc(all, func(a, b Proposal) int {
		return cmp.Or(slices.Compare(a.Entries[:], b.Entries[:]), slices.Compare(a.Claims[:], b.Claims[:]))
	})
}

func basisOf(e pledgebook.Entry, at map[string]*ReportedClaim) Basis {
	b := Basis{Told: at[e.Claims[0]].Report.Published.Day()}
	for _, id := range e.Claims {
		c := at[id]
		b.Row = b.Row || c.Report.Row && e.Money != nil && c.Claim.Money != nil && c.Claim.Money.Lo.Cmp(e.Money.Lo) == 0
	}
	return b
}

// entry assembles the group's claims.
func (g Group) entry(claim func(id string) ReportedClaim) pledgebook.Entry {
	claims := make([]ReportedClaim, len(g.Claims))
	for i, id := range g.Claims {
		claims[i] = claim(id)
	}
	e := Assemble(claims)
	e.Matched = g.Matched
	return e
}
