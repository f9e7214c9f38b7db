package matching

import (
	"cmp"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
)

// features are what two claims are compared by. Sets are interned, so that
// features compare with == and claims that agree in all of them are compared
// only once.
type features struct {
	*traits
	providers, receivers, channels *parties
	lo, hi                         decimal.Decimal // trimmed; both zero without a sum
	also                           *amounts
	items                          *items
	period                         span
	deadline, date, published      pledgebook.Day
	ordinal                        int32
	speaker                        *string
	dataset                        *string // whose row it is; nil for a report
	whole                          *string // the claim it is a part of, by its report
}

// traits are the fields that take few values.
type traits struct {
	stage     pledgebook.Stage
	polarity  pledgebook.Polarity
	revision  pledgebook.Revision
	extent    pledgebook.Extent
	kind      pledgebook.AidKind
	modality  pledgebook.Modality
	money     bool
	currency  string
	qualifier pledgebook.Qualifier
	per       string
}

// span is a period without its granularity.
type span struct{ start, end pledgebook.Day }

func (s span) known() bool { return s.start.Known() || s.end.Known() }

// disjoint reports whether two stated periods share no day.
func (s span) disjoint(o span) bool {
	return s.end.Known() && o.start.Known() && s.end <= o.start || o.end.Known() && s.start.Known() && o.end <= s.start
}

// parties is a set of parties, sorted.
type parties struct{ ids []pledgebook.PartyID }

type amounts struct{ list []pledgebook.Amount }

// items are the goods of a claim: what → count as written.
type items struct{ count map[string]string }

// sharing reports whether two lists name some same thing with the same count,
// and whether they name some same thing with another count.
func (it *items) sharing(o *items) (same, differ bool) {
	if it == nil || o == nil {
		return false, false
	}
	for what, n := range it.count {
		if m, ok := o.count[what]; ok && n != "" && m != "" {
			same, differ = same || n == m, differ || n != m
		}
	}
	return same, differ
}

// interner keeps one copy of each set.
type interner struct {
	traits  map[traits]*traits
	parties map[string]*parties
	items   map[string]*items
	also    map[string]*amounts
	names   map[string]*string
}

func newInterner() *interner {
	return &interner{map[traits]*traits{}, map[string]*parties{}, map[string]*items{}, map[string]*amounts{}, map[string]*string{}}
}

func intern[K comparable, V any](m map[K]*V, key K, make func() V) *V {
	v, ok := m[key]
	if !ok {
		value := make()
		v = &value
		m[key] = v
	}
	return v
}

// features takes from a claim what it is compared by.
func (in *interner) features(c ReportedClaim) features {
	cl := c.Claim
	f := features{
		providers: in.partySet(cl.Providers), receivers: in.partySet(cl.Receivers), channels: in.partySet(cl.Channels),
		items:  in.itemSet(cl.Items),
		period: span{cl.Period.Start, cl.Period.End}, deadline: cl.Deadline, date: cl.Date,
		published: c.Report.Published.Day(), ordinal: int32(cl.Ordinal),
	}
	t := traits{stage: cl.Stage, polarity: cmp.Or(cl.Polarity, pledgebook.Asserted), revision: cmp.Or(cl.Revision, pledgebook.New),
		extent: cmp.Or(cl.Extent, pledgebook.PartExtent), kind: cmp.Or(cl.Kind, pledgebook.KindUnspecified),
		modality: cmp.Or(cl.Modality, pledgebook.ModalityUnspecified), per: cl.Per}
	if m := cl.Money; m != nil {
		t.money, t.currency, t.qualifier = true, m.Currency, cmp.Or(m.Qualifier, pledgebook.Exact)
		f.lo, f.hi, f.also = m.Lo.Trim(0), m.Hi.Trim(0), in.alsoSet(m.Also)
	}
	f.traits = intern(in.traits, t, func() traits { return t })
	if cl.Speaker != nil && cl.Speaker.Name != "" {
		f.speaker = in.name(cl.Speaker.Name)
	}
	if cl.PartOf != "" {
		f.whole = in.name(cl.PartOf)
	}
	if c.Report.Row {
		f.dataset = in.name(c.Report.Outlet)
	}
	return f
}

// text is the text that a claim's report is a copy of; nil for one of its own.
func (in *interner) text(c ReportedClaim) *string {
	if c.Report.TextOrigin == "" {
		return nil
	}
	return in.name(c.Report.TextOrigin)
}

func (in *interner) name(s string) *string {
	s = plain(s)
	return intern(in.names, s, func() string { return s })
}

func (in *interner) partySet(ids []pledgebook.PartyID) *parties {
	if len(ids) == 0 {
		return nil
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	key := partyValue(ids)
	return intern(in.parties, key, func() parties { return parties{ids} })
}

func (in *interner) itemSet(list []pledgebook.Item) *items {
	if len(list) == 0 {
		return nil
	}
	count := map[string]string{}
	keys := make([]string, 0, len(list))
	for _, it := range list {
		what := plain(it.What)
		count[what] = it.Count
		keys = append(keys, it.Count+" "+what)
	}
	slices.Sort(keys)
	return intern(in.items, strings.Join(keys, "\n"), func() items { return items{count} })
}

func (in *interner) alsoSet(list []pledgebook.Amount) *amounts {
	if len(list) == 0 {
		return nil
	}
	var key strings.Builder
	for _, a := range list {
		key.WriteString(pledgebook.Plain(a.Lo) + "-" + pledgebook.Plain(a.Hi) + " " + a.Currency + "\n")
	}
	return intern(in.also, key.String(), func() amounts { return amounts{list} })
}

// setRelation is how two sets of parties stand to one another.
type setRelation uint8

const (
	otherParties setRelation = iota // neither holds the other
	someParties                     // one holds the other
	unsaid                          // one claim does not say, or neither does
	sameParties
)

// relate compares two interned sets.
func relate(a, b *parties) setRelation {
	switch {
	case a == nil || b == nil:
		return unsaid
	case a == b:
		return sameParties
	case holds(a.ids, b.ids) || holds(b.ids, a.ids):
		return someParties
	}
	return otherParties
}

func holds(all, some []pledgebook.PartyID) bool {
	for _, id := range some {
		if _, ok := slices.BinarySearch(all, id); !ok {
			return false
		}
	}
	return true
}

// actDay is the day of the act as far as the claim lets it be known: the day
// stated, else, for a package told as new, the day of the report. A repeat
// may be of any earlier day.
func (f *features) actDay() pledgebook.Day {
	if f.date.Known() {
		return f.date
	}
	if f.extent == pledgebook.PartExtent && (f.revision == pledgebook.New || f.revision == pledgebook.TopUp) {
		return f.published
	}
	return 0
}

// fresh reports whether the report does not date the act to another time.
func (f *features) fresh() bool {
	return !f.date.Known() || apart(f.date, f.published) <= 2*sameNews
}

// anchored reports whether the claim ties its flow to a time or an act.
func (f *features) anchored() bool {
	return f.ordinal > 0 || f.date.Known() || f.deadline.Known() || f.period.known()
}

// need reports whether it is something asked for.
func (f *features) need() bool { return f.stage == pledgebook.StageNeed }

// floating reports whether a claim speaks of something told before without
// saying when: it joins an entry only where just one fits.
func (f *features) floating() bool {
	return (f.revision == pledgebook.Repeat || f.revision == pledgebook.Withdrawal) && !f.anchored()
}
