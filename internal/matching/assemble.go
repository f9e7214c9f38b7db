package matching

import (
	"slices"
	"strings"

	"pledgebook"
)

// Assemble makes the entry of claims that tell one flow of aid: for every
// field the values told, who tells them, and the entry's own value with the
// reason it was chosen. It panics on an empty group: a mistake in our own code.
func Assemble(group []ReportedClaim) pledgebook.Entry {
	group = sorted(group)
	from := origins(group)
	e := pledgebook.Entry{
		ID:        EntryID(group[0].Claim.ID),
		Providers: []pledgebook.PartyID{}, Receivers: []pledgebook.PartyID{},
		Kind: pledgebook.KindUnspecified, Modality: pledgebook.ModalityUnspecified,
		Origins:  distinct(from),
		Variants: map[string][]pledgebook.Variant{},
		History:  []pledgebook.Decision{},
	}
	slips := findSlips(group, from)
	for _, f := range fields {
		t := tell(f, group, from, slips)
		if best := t.choose(); best >= 0 {
			f.set(&e, group[best].Claim)
		}
		if len(t.values) > 1 || t.slip() {
			e.Variants[f.name] = t.variants()
		}
	}
	for _, c := range group {
		e.Claims = append(e.Claims, c.Claim.ID)
	}
	e.FirstDeadline, e.Deadline = deadlines(group, from)
	if !e.Deadline.Known() && dueByItsEnd(e, group[0].Report.Published.Day()) {
		e.FirstDeadline, e.Deadline = e.Period.Last(), e.Period.Last()
	}
	return e
}

// dueByItsEnd reports whether a promise is due by the end of its period: one
// for a time that was still running when it was first told ("40 billion in
// 2024"). A period already over says when it was promised.
func dueByItsEnd(e pledgebook.Entry, told pledgebook.Day) bool {
	return e.Stage == pledgebook.StagePledge && e.Extent == pledgebook.PartExtent && told.Known() && e.Period.Last() >= told
}

// A field is one thing that claims of one entry may tell differently.
type field struct {
	name  string
	value func(ReportedClaim) string // "" where the report does not say
	set   func(*pledgebook.Entry, pledgebook.Claim)
}

// fields are set in order: the currency after the sum, so that the entry's
// money is the chosen sum in the chosen currency.
var fields = []field{
	{"stage", stageValue, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Stage, e.Polarity = c.Stage, c.Polarity }},
	{"extent", func(c ReportedClaim) string { return string(c.Claim.Extent) }, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Extent = c.Extent }},
	{"revision", func(c ReportedClaim) string { return string(c.Claim.Revision) }, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Revision = c.Revision }},
	{"providers", func(c ReportedClaim) string { return partyValue(c.Claim.Providers) }, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Providers = c.Providers }},
	{"receivers", func(c ReportedClaim) string { return partyValue(c.Claim.Receivers) }, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Receivers = c.Receivers }},
	{"channels", func(c ReportedClaim) string { return partyValue(c.Claim.Channels) }, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Channels = c.Channels }},
	{"kind", func(c ReportedClaim) string { return said(string(c.Claim.Kind)) }, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Kind = c.Kind }},
	{"modality", func(c ReportedClaim) string { return said(string(c.Claim.Modality)) }, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Modality = c.Modality }},
	{"sum", sumValue, setSum},
	{"currency", currencyValue, setCurrency},
	{"items", itemsValue, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Items = c.Items }},
	{"fraction", fractionValue, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Fraction = c.Fraction }},
	{"time", timeValue, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Period = c.Period }},
	{"date", func(c ReportedClaim) string { return c.Claim.Date.String() }, func(e *pledgebook.Entry, c pledgebook.Claim) { e.Date = c.Date }},
}

func stageValue(c ReportedClaim) string {
	if c.Claim.Polarity == "" || c.Claim.Polarity == pledgebook.Asserted {
		return string(c.Claim.Stage)
	}
	return string(c.Claim.Stage) + " (" + string(c.Claim.Polarity) + ")"
}

func said(s string) string {
	if s == "unspecified" {
		return ""
	}
	return s
}

func partyValue(ids []pledgebook.PartyID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}

func sumValue(c ReportedClaim) string {
	m := c.Claim.Money
	if m == nil {
		return ""
	}
	s := string(m.Qualifier)
	if s == "" {
		s = string(pledgebook.Exact)
	}
	s += " " + pledgebook.Plain(m.Lo)
	if m.Lo.Cmp(m.Hi) != 0 {
		s += "-" + pledgebook.Plain(m.Hi)
	}
	return s
}

// setSum takes the chosen telling's figure; setCurrency may still change the
// currency it was told in.
func setSum(e *pledgebook.Entry, c pledgebook.Claim) {
	m := *c.Money
	e.Money = &m
}

// noCurrency is the variant of a sum told without a currency.
const noCurrency = "none"

func currencyValue(c ReportedClaim) string {
	switch m := c.Claim.Money; {
	case m == nil:
		return ""
	case m.Currency == "":
		return noCurrency
	default:
		return m.Currency
	}
}

// setCurrency puts the chosen currency on the chosen sum where the two were
// told by different claims: the same figure relabelled.
func setCurrency(e *pledgebook.Entry, c pledgebook.Claim) {
	if e.Money == nil || e.Money.Currency == c.Money.Currency {
		return
	}
	m := *c.Money
	if e.Money.Lo.Cmp(m.Lo) == 0 && e.Money.Hi.Cmp(m.Hi) == 0 {
		m.Qualifier = e.Money.Qualifier
		e.Money = &m
	}
}

func itemsValue(c ReportedClaim) string {
	parts := make([]string, 0, len(c.Claim.Items))
	for _, it := range c.Claim.Items {
		parts = append(parts, strings.TrimSpace(it.Count+" "+it.What))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// timeValue is the period, deadline and rhythm a claim tells, and the report's
// own words where nobody could tell which days they mean ("the coming year").
// fractionValue is a figure told only as a share of another.
func fractionValue(c ReportedClaim) string {
	if c.Claim.Fraction == nil {
		return ""
	}
	return string(c.Claim.Fraction.Qualifier) + " " + pledgebook.Plain(c.Claim.Fraction.Share.Decimal)
}

func timeValue(c ReportedClaim) string {
	var parts []string
	if p := c.Claim.Period.String(); p != "" {
		parts = append(parts, p)
	}
	if c.Claim.Deadline.Known() {
		parts = append(parts, "by "+c.Claim.Deadline.String())
	}
	if len(parts) == 0 {
		parts = unresolvedPeriod(c.Claim)
	}
	if c.Claim.Per != "" {
		parts = append(parts, "per "+c.Claim.Per)
	}
	return strings.Join(parts, ", ")
}

func unresolvedPeriod(c pledgebook.Claim) []string {
	for _, e := range c.Evidence {
		if e.Field == "period" {
			return []string{e.Text}
		}
	}
	return nil
}

// sameNews is how many days apart reports may be and still tell one piece of
// news: an announcement is retold for about three days.
const sameNews = 3

// deadlines returns the first deadline ever told and the one that holds now:
// of those told within sameNews of the last telling, the one with most origins.
func deadlines(group []ReportedClaim, from []int) (first, now pledgebook.Day) {
	var last pledgebook.Day
	for _, c := range group {
		if !c.Claim.Deadline.Known() {
			continue
		}
		if !first.Known() {
			first = c.Claim.Deadline
		}
		last = max(last, c.Report.Published.Day())
	}
	told := map[pledgebook.Day][]int{}
	for i, c := range group {
		if d := c.Claim.Deadline; d.Known() && c.Report.Published.Day()+sameNews >= last {
			told[d] = append(told[d], from[i])
			if n, best := distinct(told[d]), distinct(told[now]); n > best || n == best && d < now {
				now = d
			}
		}
	}
	return first, now
}
