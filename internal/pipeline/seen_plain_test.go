package pipeline

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/tracking"
)

// plainly is what a viewer sees, with everything made anew.
func (s *sight) plainly() *reporting.Ledger {
	l := &reporting.Ledger{Cut: true, Today: s.whole.Today, Worth: s.whole.Worth, Rates: s.whole.Rates}
	matched := matchedIn(s.whole)
	if len(s.hidden) > 0 {
		matched = s.among(matched)
	}
	decisions, _ := s.decisions()
	reviewed := reviewing.Apply(matched.Entries, decisions, matching.EntryID)
	if s.reader {
		reviewed.Entries = slices.DeleteFunc(reviewed.Entries, func(e pledgebook.Entry) bool { return !e.Reviewed })
		reviewed.Rejected = nil
	} else {
		l.Proposals, l.Decisions = matched.Proposals, decisions
	}
	s.fill(l, reviewed.Entries)
	l.Fill(matched, tracking.FollowAll(amongThem(reviewed.Entries), l.Today, l.Worth), reviewed.Rejected)
	return l
}

// among is what is left of a result without the hidden claims: each entry's known ones
// grouped anew, and all said anew that entries say of one another.
func (s *sight) among(r matching.Result) matching.Result {
	s.moved = map[string][]string{}
	out := matching.Result{Basis: map[string]matching.Basis{}}
	remains, entryOf := matching.RemainsAfter(s.whole.Decisions, s.whole.Rates), map[string]string{}
	var claims []matching.ReportedClaim
	for _, e := range r.Entries {
		var known []matching.ReportedClaim
		for _, id := range e.Claims {
			if !s.hides(id) {
				c, _ := s.whole.Claims.Get(id)
				known = append(known, matching.ReportedClaim{Claim: c.Thing, Report: sourceOf(c.Citation, s.whole.Origins.Of(c.Citation.Report), actors(c.Thing)...)})
			}
		}
		if len(known) == 0 {
			s.bury(e)
			continue
		}
		claims = append(claims, known...)
		left, bases := []pledgebook.Entry{e}, []matching.Basis{r.Basis[e.ID]}
		if len(known) < len(e.Claims) {
			left, bases = remains.Of(known)
		}
		var ids []string
		for i, e := range left {
			e.PartOf, e.FulfilledBy = "", nil
			ids = append(ids, e.ID)
			out.Entries, out.Basis[e.ID] = append(out.Entries, e), bases[i]
			for _, c := range e.Claims {
				entryOf[c] = e.ID
			}
		}
		for _, c := range e.Claims {
			if entryOf[c] == "" {
				s.moved[c], s.moved[matching.EntryID(c)] = ids, ids
			}
		}
	}
	for _, p := range r.Proposals {
		if a, b := entryOf[p.Claims[0]], entryOf[p.Claims[1]]; a != "" && b != "" {
			p.Entries = [2]string{a, b}
			out.Proposals = append(out.Proposals, p)
		}
	}
	matching.Link(out.Entries, claims)
	partOf := map[string]string{}
	for _, e := range out.Entries {
		partOf[e.ID] = e.PartOf
	}
	for i, e := range out.Entries {
		if matching.CircleEnds(e.ID, func(id string) string { return partOf[id] }) {
			out.Entries[i].PartOf = ""
		}
	}
	return out
}

// fill puts in the claims and reports that the viewer may see. Of a claim,
// what it says of others is left out where they are not among them; a claim that
// says nothing of such is the whole ledger's own.
func (s *sight) fill(l *reporting.Ledger, entries []pledgebook.Entry) {
	kept, told := make(map[string]bool, s.whole.Claims.Len()), map[string]bool{}
	keep := func(id string) { kept[id], told[s.whole.Claims.Told(id).Report] = true, true }
	claims := l.Claims.Edit()
	if s.reader {
		for _, e := range entries {
			for _, id := range e.Claims {
				keep(id)
			}
		}
	} else {
		claims = s.whole.Claims.Edit() // which few are taken out of
		for id := range s.whole.Claims.IDs() {
			if s.hides(id) {
				claims.Drop(id)
			} else {
				keep(id)
			}
		}
	}
	for id := range kept {
		whole := s.whole.Claims.Of(id)
		if c := unnamed(whole, func(id string) bool { return !kept[id] }); s.reader || c != whole {
			claims.Put(c, s.whole.Claims.Told(id))
		}
	}
	l.Claims = claims.Done()
	known, origins := map[string]bool{}, l.Origins.Edit()
	var reports []reporting.Relative
	for r := range s.whole.Reports.All() {
		if told[r.ID] || !s.reader && !s.hidden[r.ID] {
			reports = append(reports, r)
			known[r.ID] = true
			if family, ok := s.whole.Origins.Get(r.ID); ok {
				origins.Set(r.ID, family)
			}
		}
	}
	l.Reports, l.Origins = l.Reports.With(reports...), origins.Done()
	for _, t := range s.whole.Ties {
		if known[t.Earlier] && known[t.Later] {
			l.Ties = append(l.Ties, t)
		}
	}
}

// amongThem leaves out of entries what they say of others that are not among them.
func amongThem(entries []pledgebook.Entry) []pledgebook.Entry {
	ids, claims := make(map[string]bool, len(entries)), map[string]bool{}
	for _, e := range entries {
		ids[e.ID] = true
		for _, id := range e.Claims {
			claims[id] = true
		}
	}
	for i := range entries {
		e := &entries[i]
		if !ids[e.PartOf] {
			e.PartOf = ""
		}
		if e.Fraction != nil && !claims[e.Fraction.Of] {
			e.Fraction = nil
		}
		e.FulfilledBy = slices.DeleteFunc(slices.Clone(e.FulfilledBy), func(id string) bool { return !ids[id] })
	}
	return entries
}

// matchedIn is what the claims of a ledger come to before review.
func matchedIn(l *reporting.Ledger) matching.Result {
	all := l.AllPlaced()
	r := matching.Result{Proposals: l.Proposals, Basis: make(map[string]matching.Basis, len(all))}
	for _, p := range all {
		r.Entries = append(r.Entries, *p.Raw)
		r.Basis[p.Raw.ID] = p.Basis
	}
	return r.At(l.Rates)
}

// hiding draws who may see some of what a ledger holds.
func hiding(t *rapid.T, l *reporting.Ledger, now time.Time) access.Policy {
	var ids []string
	for _, e := range slices.Concat(l.Entries, l.Rejected) {
		ids = append(ids, e.ID, e.Claims[len(e.Claims)-1], matching.EntryID(e.Claims[len(e.Claims)-1]))
	}
	for r := range l.Reports.All() {
		ids = append(ids, r.ID)
	}
	ids = append(ids, slices.Sorted(l.Claims.IDs())...)
	policy := access.PolicyOf(l.Decisions)
	if len(ids) == 0 {
		return policy
	}
	for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 0, 4, rapid.ID).Draw(t, "hidden") {
		policy[id] = pick(t, "access", pledgebook.Access{Level: pledgebook.LevelTeam}, pledgebook.Access{Level: pledgebook.LevelRestricted, Names: []string{"zoe"}},
			pledgebook.Access{Level: pledgebook.LevelEmbargoed, Until: now.Add(time.Hour)})
	}
	return policy
}

// Whatever is filed, decided and hidden, what a viewer sees is what is made of it
// anew, in all its lists, whether those of the whole are there or not.
func TestSeenIsWhatIsMadeAnew(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(r, dir)
		for range rapid.IntRange(1, 9).Draw(r, "at first") {
			w.file(w.reading(len(w.reports), 1))
		}
		k := NewKeeper(w.book, nil)
		l, _, err := k.Update(r.Context(), w.day)
		if err != nil {
			r.Fatal(err)
		}
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			w.happen(l)
		}
		if l, _, err = k.Update(r.Context(), w.day); err != nil {
			r.Fatal(err)
		}
		if rapid.Bool().Draw(r, "looked at") {
			look(l)
		}
		now := w.day.Time().Add(9 * time.Hour)
		policy, before := hiding(r, l, now), look(l)+w.whole(l)
		for _, who := range []pledgebook.Viewer{{}, {Account: "rita", Role: pledgebook.RoleReader}, {Account: "ravi", Role: pledgebook.RoleReviewer}, {Account: "zoe", Role: pledgebook.RoleReviewer}} {
			seen, _ := Seen(l, policy, who, now)
			want := l
			s := sight{whole: l, reader: !access.SeesUnreviewed(who)}
			if s.hidden, _ = policy.Hidden(who, now); len(s.hidden) > 0 || s.reader {
				s.seal()
				want = s.plainly()
			}
			if diff := cmp.Diff(w.whole(want), w.whole(seen)); diff != "" {
				r.Fatalf("%s: made anew (-) and as it is seen (+) differ:\n%s", who.Role, diff)
			}
			if diff := cmp.Diff(look(want), look(seen)); diff != "" {
				r.Fatalf("%s: the lists made anew (-) and as they are seen (+) differ:\n%s", who.Role, diff)
			}
			for id := range l.Claims.IDs() {
				if want.Knows(id) != seen.Knows(id) || want.Knows(matching.EntryID(id)) != seen.Knows(matching.EntryID(id)) || want.Claims.Has(id) != seen.Claims.Has(id) {
					r.Fatalf("%s: %s is seen by some of its names only", who.Role, id)
				}
			}
		}
		if diff := cmp.Diff(before, look(l)+w.whole(l)); diff != "" {
			r.Fatalf("the whole ledger (-) changed (+):\n%s", diff)
		}
	})
}

// Rows coded by hand that cite one page are one report: with a promise of theirs
// hidden, the figure told beside it counts towards the other one.
func TestRowsOfAPageAreToldTogether(t *testing.T) {
	promise := func(n int, stage pledgebook.Stage, sum int64, extent pledgebook.Extent) (pledgebook.Claim, pledgebook.Citation) {
		d := decimal.MustNew(sum*1_000_000, 0)
		c := pledgebook.Claim{ID: hexID("claim", n), Stage: stage, Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: extent, Kind: pledgebook.Military,
			Providers: []pledgebook.PartyID{"DEU"}, Receivers: []pledgebook.PartyID{"UKR"}, Money: &pledgebook.Money{Lo: d, Hi: d, Currency: "EUR"},
			Period: pledgebook.Interval{Start: pledgebook.DateOf(2024, 1, 1), End: pledgebook.DateOf(2025, 1, 1)}}
		return c, pledgebook.Citation{Report: hexID("row", n), Engine: CodedEngine, URL: "https://one.example/page", Published: "2024-03-01"}
	}
	l := &reporting.Ledger{Today: pledgebook.DateOf(2024, 10, 18)}
	claims, edit := []matching.ReportedClaim{}, l.Claims.Edit()
	for n, row := range []struct {
		stage  pledgebook.Stage
		sum    int64
		extent pledgebook.Extent
	}{{pledgebook.StagePledge, 90, pledgebook.PartExtent}, {pledgebook.StagePledge, 40, pledgebook.PartExtent}, {pledgebook.StageDisbursement, 7, pledgebook.TotalExtent}} {
		c, cited := promise(n, row.stage, row.sum, row.extent)
		edit.Put(&c, &cited)
		claims = append(claims, matching.ReportedClaim{Claim: c, Report: sourceOf(cited, "")})
		l.Reports = l.Reports.With(reporting.Relative{ID: cited.Report})
	}
	l.Claims = edit.Done()
	review(l, matching.Match(claims, nil, nil), nil)
	seen, _ := Seen(l, access.Policy{hexID("claim", 1): {Level: pledgebook.LevelRestricted, Names: []string{"zoe"}}}, pledgebook.Viewer{Account: "ravi", Role: pledgebook.RoleReviewer}, l.Today.Time())
	if e, ok := seen.Entry(hexID("claim", 0)); !ok || len(e.FulfilledBy) != 1 {
		t.Errorf("the promise left alone is fulfilled by %v, want the figure beside it", e.FulfilledBy)
	}
}
