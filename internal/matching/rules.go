package matching

import (
	"pledgebook"
)

// pair is two claims side by side.
type pair struct {
	a, b                 *features
	sum                  sumRelation
	providers, receivers setRelation
	gap                  int  // days between the reports
	oneReport            bool // both stand in one report
	oneText              bool // they stand in two copies of one text
}

func pairOf(a, b *features, oneReport, oneText bool, rates Rates) pair {
	p := pair{a: a, b: b, oneReport: oneReport, oneText: oneText, gap: int(a.published - b.published)}
	if p.gap < 0 {
		p.gap = -p.gap
	}
	p.providers, p.receivers = relate(a.providers, b.providers), relate(a.receivers, b.receivers)
	if a.need() && b.need() && a.providers == nil && b.providers == nil {
		p.providers = sameParties // who asks rarely says of whom
	}
	p.sum = relateSums(a, b, rates)
	return p
}

// longMemory is how many days a promise with a stated period or deadline is
// still the same one when told as if new: outlets rarely say "again".
const longMemory = 200

// rule joins two claims, or proposes to.
type rule struct {
	why      string
	strength int
	holds    func(*pair) bool
}

// certain are the rules that merge by themselves, where nothing contradicts.
var certain = []rule{
	{"the same ordinal", 90, func(p *pair) bool { return p.a.ordinal > 0 && p.a.ordinal == p.b.ordinal && p.sum >= noSum }},
	{"the same sum on the same day of the act", 80, func(p *pair) bool { return p.sameDate() && p.sum >= bareSum }},
	{"the same figure in copies of one text", 85, func(p *pair) bool {
		return p.oneText && (p.sum == sameSum || p.sum == noSum && p.sameItems()) && p.a.traits == p.b.traits
	}},
	{"the same sum twice in one report", 75, func(p *pair) bool { return p.oneReport && p.sum >= bareSum }},
	{"the same sum over the same period", 70, func(p *pair) bool {
		return p.samePeriod() && p.sum >= bareSum && (p.totals() || p.gap <= longMemory)
	}},
	{"the same sum by the same deadline", 65, func(p *pair) bool {
		return p.a.deadline.Known() && p.a.deadline == p.b.deadline && p.sum >= bareSum && p.gap <= longMemory
	}},
	{"the same sum in the same news", 60, func(p *pair) bool { return p.sameNews() && p.sum >= bareSum && !p.barePlans() }},
	{"the same items in the same news", 55, func(p *pair) bool { return p.sum == noSum && p.sameItems() && (p.sameNews() || p.sameDate()) }},
	{"the same sum, rounded, in one report", 50, func(p *pair) bool { return p.oneReport && p.sum >= nearSum && p.a.extent == p.b.extent }},
	{"the same number under another currency in the same news", 40, func(p *pair) bool { return (p.sameNews() || p.oneReport) && p.sum == relabelledSum }},
	{"the same sum, rounded or converted, in the same news", 35, func(p *pair) bool {
		return p.sameNews() && p.sum == roundedSum && p.a.extent == p.b.extent && !p.barePlans()
	}},
	{"the same digits a thousandfold in the same news", 30, func(p *pair) bool {
		return p.sameNews() && p.sum == slippedSum && significand(p.a.lo) > 99 && (p.samePeriod() || p.sameSpeaker())
	}},
}

// onlyOne are the rules that join a claim to an entry where just one fits.
var onlyOne = []rule{
	{"the only earlier telling of the sum it repeats", 25, func(p *pair) bool {
		return p.sameParties() && p.sum >= bareSum && (p.repeats(p.a, p.b) || p.repeats(p.b, p.a))
	}},
	{"the only such sum in the news, its provider unsaid", 20, func(p *pair) bool {
		return p.providers == unsaid && p.receivers == sameParties && p.sameNews() && p.sum == sameSum
	}},
	{"the only such sum in the news, its receiver unsaid", 20, func(p *pair) bool {
		return p.receivers == unsaid && p.providers == sameParties && p.sameNews() && p.sum == sameSum
	}},
	{"the only package of the week that it corrects", 15, func(p *pair) bool {
		return p.sameParties() && p.gap <= 7 && p.sum != noSum && (p.corrects(p.a, p.b) || p.corrects(p.b, p.a))
	}},
}

// likely are the rules that make a proposal for a reviewer.
var likely = []rule{
	{"the same sum in the same news, of another kind or form", 14, func(p *pair) bool { return p.sameParties() && p.sameNews() && p.sum >= bareSum }},
	{"the same sum in the same news, from some of the same providers", 12, func(p *pair) bool {
		return p.providers >= someParties && p.receivers >= someParties && p.sameNews() && p.sum == sameSum
	}},
	{"the same plan, tied to no time", 11, func(p *pair) bool { return p.sameParties() && p.sameNews() && p.sum == sameSum }},
	{"nearly the same sum in the same news", 10, func(p *pair) bool {
		return p.sameParties() && p.sameNews() && p.sum == nearSum && p.a.extent == p.b.extent && !p.oneReport
	}},
	{"the same sum within ten days", 8, func(p *pair) bool { return p.sameParties() && p.gap <= 10 && p.sum == sameSum && !p.oneReport }},
	{"a slip of the same sum in the same news", 6, func(p *pair) bool {
		return p.sameParties() && p.sameNews() && p.sum == slippedSum && !p.oneReport && p.a.extent == p.b.extent
	}},
	{"sums in two currencies in the same news", 2, func(p *pair) bool {
		return p.compatible() && p.sameNews() && p.sum == unratedSum && !p.oneReport && p.a.extent == p.b.extent
	}},
}

func (p *pair) sameParties() bool {
	return p.providers == sameParties && p.receivers == sameParties
}

// sameNews reports whether two reports tell the news of one day: neither looks
// back on an act of another, nor repeats before the other tells.
func (p *pair) sameNews() bool {
	return p.gap <= sameNews && p.a.fresh() && p.b.fresh() && !early(p.a, p.b) && !early(p.b, p.a)
}

// early reports whether a, told as known before, came out before b told it; a
// day is left to time zones.
func early(a, b *features) bool { return a.floating() && !b.floating() && a.published+1 < b.published }

func (p *pair) sameSpeaker() bool { return p.a.speaker != nil && p.a.speaker == p.b.speaker }
func (p *pair) totals() bool {
	return p.a.extent == pledgebook.TotalExtent && p.b.extent == pledgebook.TotalExtent
}

// sameDate allows a day between them: the act was in another time zone, or
// reported the morning after.
func (p *pair) sameDate() bool {
	return p.a.date.Known() && p.b.date.Known() && apart(p.a.date, p.b.date) <= 1
}

func (p *pair) samePeriod() bool { return p.a.period.known() && p.a.period == p.b.period }

func (p *pair) sameItems() bool {
	if p.a.need() && p.b.need() && p.a.items != nil && p.a.items == p.b.items {
		return true // needed without a count, by the same words
	}
	same, differ := p.a.items.sharing(p.b.items)
	return same && !differ
}

// barePlans reports whether both only tell a plan and tie it to no time: two
// such plans are too easily two plans.
func (p *pair) barePlans() bool {
	return !p.oneReport && p.a.polarity == pledgebook.Planned && p.b.polarity == pledgebook.Planned && !p.a.anchored() && !p.b.anchored()
}

// repeats reports whether a, told as known before, may repeat b.
func (p *pair) repeats(a, b *features) bool {
	return a.floating() && b.actDay() <= a.published && b.published <= a.published
}

// corrects reports whether a, told as a correction, may correct b.
func (p *pair) corrects(a, b *features) bool {
	return a.revision == pledgebook.Restatement && b.revision != pledgebook.Restatement && b.published <= a.published && !a.anchored()
}

func apart(a, b pledgebook.Day) int {
	if a > b {
		return int(a - b)
	}
	return int(b - a)
}
