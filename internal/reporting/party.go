package reporting

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"pledgebook"
)

// PartyCount is a party with how many entries name it in a role.
type PartyCount struct {
	Party pledgebook.PartyID
	// Entries counts those that name it; Open those of its promises that are
	// neither kept nor taken back, Overdue those past their deadline.
	Entries, Open, Overdue int
	Latest                 pledgebook.Day
}

// in are the parties of an entry in a role.
func (r Role) in(e *pledgebook.Entry) []pledgebook.PartyID {
	if r == Donor {
		return e.Providers
	}
	return e.Receivers
}

// Other is the role on the other side.
func (r Role) Other() Role {
	if r == Donor {
		return Receiver
	}
	return Donor
}

// Parties lists who gives, or who receives, those of the most entries first.
func (l *Ledger) Parties(role Role) []PartyCount {
	at := map[pledgebook.PartyID]int{}
	var out []PartyCount
	for _, k := range l.order {
		placed := l.placed.at(k)
		for _, p := range role.in(placed.Entry) {
			i, ok := at[p]
			if !ok {
				i = len(out)
				at[p] = i
				out = append(out, PartyCount{Party: p})
			}
			out[i].count(placed.Entry, placed.latest)
		}
	}
	slices.SortStableFunc(out, func(a, b PartyCount) int {
		return cmp.Or(cmp.Compare(b.Entries, a.Entries), cmp.Compare(a.Party, b.Party))
	})
	return out
}

func (c *PartyCount) count(e *pledgebook.Entry, told pledgebook.Day) {
	c.Entries++
	c.Latest = max(c.Latest, told)
	switch e.Status {
	case pledgebook.Overdue:
		c.Overdue++
		c.Open++
	case pledgebook.Open, pledgebook.OnTrack, pledgebook.PartlyFulfilled:
		c.Open++
	}
}

// Among is the ledger with the entries alone that a test lets through, and the
// reports that tell them. Where all of them name any of some givers, or any of
// some receivers, only those who do are looked at.
func (l *Ledger) Among(holds func(*pledgebook.Entry) bool, givers, receivers []pledgebook.PartyID) *Ledger {
	out := &Ledger{Today: l.Today, Claims: l.Claims, Decisions: l.Decisions}
	var some []place
	for _, i := range l.fewest(givers, receivers) {
		if holds(l.placed.at(i).Entry) {
			some = append(some, i)
		}
	}
	out.Reports = l.Reports.numbered(sync.OnceValue(func() []int32 { return l.telling(some) }))
	out.cutTo(l, some)
	return out
}

// telling are the numbers of the reports that tell some entries, in order.
func (l *Ledger) telling(some []place) (reports []int32) {
	for _, i := range some {
		for _, id := range l.placed.at(i).Entry.Claims {
			if r, ok := l.Reports.number.Get(l.Claims.Told(id).Report); ok {
				reports = append(reports, r)
			}
		}
	}
	slices.Sort(reports)
	return slices.Clip(slices.Compact(reports))
}

// fewest are the entries, in order, that name any of some givers and any of some
// receivers; nobody stands for anybody.
func (l *Ledger) fewest(givers, receivers []pledgebook.PartyID) []place {
	switch {
	case len(givers)+len(receivers) == 0:
		return l.order
	case len(receivers) == 0:
		return l.namingAny(Donor, givers...)
	case len(givers) == 0:
		return l.namingAny(Receiver, receivers...)
	}
	list, other := l.namingAny(Donor, givers...), l.namingAny(Receiver, receivers...)
	both := membershipFor(l.placed.room())
	both.put(other)
	return both.of(list, len(other))
}

// partyIn is a party in a role.
type partyIn struct {
	role  Role
	party pledgebook.PartyID
}

// byParty are the entries that name each party in each role, in order.
func (l *Ledger) byParty() map[partyIn][]place {
	named := map[partyIn][]place{}
	for _, i := range l.order {
		for _, key := range partiesIn(l.placed.at(i)) {
			named[key] = append(named[key], i)
		}
	}
	return named
}

// partiesIn are the parties of an entry that counts, each once in a role.
func partiesIn(p *Placed) (keys []partyIn) {
	if p == nil || p.Rejected {
		return nil
	}
	for _, role := range []Role{Donor, Receiver} {
		for _, party := range role.in(p.Entry) {
			if key := (partyIn{role, party}); !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// renamed is byParty after some places changed.
func (l *Ledger) renamed(was map[partyIn][]place, before *Ledger, changed []place) map[partyIn][]place {
	touched := map[partyIn][]place{}
	for _, i := range changed {
		for _, key := range slices.Concat(partiesIn(before.placed.at(i)), partiesIn(l.placed.at(i))) {
			if list := touched[key]; len(list) == 0 || list[len(list)-1] != i {
				touched[key] = append(list, i)
			}
		}
	}
	out := maps.Clone(was)
	for key, some := range touched {
		names := func(p *Placed) bool { return slices.Contains(partiesIn(p), key) }
		o := ordered{names, byFirstTelling}
		out[key] = o.moved(was[key], before.placed, l.placed, some)
	}
	return out
}

// namingAny are the entries that name any of some parties in a role, in order.
func (l *Ledger) namingAny(role Role, parties ...pledgebook.PartyID) (entries []place) {
	named := l.naming.get(l.byParty)
	for _, p := range parties {
		entries = append(entries, named[partyIn{role, p}]...)
	}
	if len(parties) > 1 {
		slices.SortFunc(entries, l.byPlace)
		entries = slices.Compact(entries)
	}
	return entries
}

// sortByLeast puts the largest certain sum first, then the largest reported.
func (c *Chart) sortByLeast() {
	slices.SortStableFunc(c.Rows, func(a, b Total) int {
		return cmp.Or(lowest(b.Bounds.Least).Cmp(lowest(a.Bounds.Least)), highest(b.Bounds.MostReported).Cmp(highest(a.Bounds.MostReported)))
	})
}

// Leading are the parties that a ranking compares: those with the most entries
// in a role, at most so many. Groups are left out where others remain: a
// group's sums are its members' too, and would stand beside them as if they
// were apart.
func (l *Ledger) Leading(role Role, group func(pledgebook.PartyID) bool, most int) []pledgebook.PartyID {
	var single, groups []pledgebook.PartyID
	for _, c := range l.Parties(role) {
		if group != nil && group(c.Party) {
			groups = append(groups, c.Party)
		} else {
			single = append(single, c.Party)
		}
	}
	if len(single) == 0 {
		single = groups
	}
	return single[:min(most, len(single))]
}

// Years are the first and last year that entries tell of, at most so many, the
// latest; ok is false where none has a time.
func (l *Ledger) Years(most int) (from, to int, ok bool) {
	for _, e := range l.Entries {
		for _, d := range []pledgebook.Day{e.Period.Start, e.Period.Last(), e.Deadline, e.Date} {
			if !d.Known() || d > l.Today+366 {
				continue
			}
			y := d.Year()
			if !ok {
				from, to, ok = y, y, true
			}
			from, to = min(from, y), max(to, y)
		}
	}
	return max(from, to-most+1), to, ok
}

// StagesTold are the stages of aid that entries tell, the one told most first.
func (l *Ledger) StagesTold() []pledgebook.Stage {
	count := map[pledgebook.Stage]int{}
	for _, e := range l.Entries {
		if e.Stage != pledgebook.StageNeed && e.Money != nil {
			count[e.Stage]++
		}
	}
	return slices.SortedStableFunc(slices.Values(sortedKeys(count)), func(a, b pledgebook.Stage) int { return cmp.Compare(count[b], count[a]) })
}

// Currency is the one that most entries tell; "" where none does.
func (l *Ledger) Currency() string {
	count := map[string]int{}
	best := ""
	for _, e := range l.Entries {
		if e.Money == nil || e.Money.Currency == "" {
			continue
		}
		c := e.Money.Currency
		if count[c]++; count[c] > count[best] || count[c] == count[best] && c < best {
			best = c
		}
	}
	return best
}
