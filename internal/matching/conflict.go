package matching

import "pledgebook"

// A conflict is a reason why two claims cannot tell one flow, whatever else
// agrees.
var conflicts = []func(*pair) bool{
	func(p *pair) bool { return p.providers == otherParties || p.receivers == otherParties },
	func(p *pair) bool { return relate(p.a.channels, p.b.channels) == otherParties },
	func(p *pair) bool {
		return (p.a.polarity == pledgebook.Denied) != (p.b.polarity == pledgebook.Denied)
	},
	func(p *pair) bool { return p.a.ordinal > 0 && p.b.ordinal > 0 && p.a.ordinal != p.b.ordinal },
	func(p *pair) bool {
		return p.a.date.Known() && p.b.date.Known() && apart(p.a.date, p.b.date) > 2
	},
	func(p *pair) bool {
		return (p.a.revision == pledgebook.Reduction) != (p.b.revision == pledgebook.Reduction)
	},
	// the rows of one dataset are as many flows as rows
	func(p *pair) bool { return p.a.dataset != nil && p.a.dataset == p.b.dataset },
	// and so are the parts that one report tells of one whole
	func(p *pair) bool {
		return p.oneReport && p.a.whole != nil && p.a.whole == p.b.whole && p.sum < bareSum
	},
	otherSums, otherItems, otherStages, otherPeriods, otherActs,
}

func (p *pair) conflict() bool {
	for _, c := range conflicts {
		if c(p) {
			return true
		}
	}
	return false
}

// otherSums: two sums that no rounding, hedge or slip explains, unless one
// corrects the other or both carry one ordinal. Sums in two currencies never
// contradict: the currency may be the slip.
func otherSums(p *pair) bool {
	if p.sum != otherSum || p.a.ordinal > 0 && p.a.ordinal == p.b.ordinal {
		return false
	}
	return p.a.revision != pledgebook.Restatement && p.b.revision != pledgebook.Restatement || p.oneReport
}

// otherItems: goods counted differently, or in one report different goods for
// the same money.
func otherItems(p *pair) bool {
	same, differ := p.a.items.sharing(p.b.items)
	if differ && !same {
		return true
	}
	return p.oneReport && p.a.items != nil && p.b.items != nil && !same && p.a.items != p.b.items && p.sum == sameSum
}

// otherStages: a need is no flow; and what is promised in one report and
// delivered in another of a later day, or in the same text, is a promise and
// its delivery. For a cumulative total the words are only words.
func otherStages(p *pair) bool {
	if (p.a.stage == pledgebook.StageNeed) != (p.b.stage == pledgebook.StageNeed) {
		return true
	}
	if p.totals() || arrived(p.a.stage) == arrived(p.b.stage) || p.a.stage == pledgebook.StageUnclear || p.b.stage == pledgebook.StageUnclear {
		return false
	}
	return p.oneReport || p.oneText || !p.sameNews()
}

func arrived(s pledgebook.Stage) bool {
	return s == pledgebook.StageDisbursement || s == pledgebook.StageDelivery
}

// otherPeriods: periods without a common day, unless different outlets tell
// them on the same day (one of them will have misread "the coming year"); for
// totals any two periods, once the news is another.
func otherPeriods(p *pair) bool {
	a, b := p.a.period, p.b.period
	if !a.known() || !b.known() || a == b {
		return p.a.per != p.b.per && !p.sameNews()
	}
	if p.oneReport || !p.sameNews() {
		return a.disjoint(b) || p.totals() && a.start != b.start && a.end != b.end
	}
	return false
}

// otherActs: two packages told as new on days too far apart, with nothing that
// ties them: fourteen sums recur up to six times in one donor's packages.
func otherActs(p *pair) bool {
	x, y := p.a.actDay(), p.b.actDay()
	if !x.Known() || !y.Known() || apart(x, y) <= 2*sameNews {
		return false
	}
	tied := p.samePeriod() || p.a.deadline.Known() && p.a.deadline == p.b.deadline || p.a.ordinal > 0 && p.a.ordinal == p.b.ordinal
	return !tied || p.gap > longMemory
}

// judge says how two claims stand to one another: which rule joins them, and
// how surely.
func (p *pair) judge() (r *rule, surely sureness) {
	if p.sum <= foreignSum && p.a.ordinal == 0 && p.a.revision != pledgebook.Restatement && p.b.revision != pledgebook.Restatement {
		return nil, no
	}
	if p.conflict() {
		return nil, no
	}
	if p.compatible() {
		if r := first(certain, p); r != nil {
			return r, surelyOne
		}
	}
	if r := first(onlyOne, p); r != nil {
		return r, ifOnly
	}
	if r := first(likely, p); r != nil {
		return r, perhaps
	}
	return nil, no
}

func (p *pair) surelyOne() bool {
	_, sure := p.judge()
	return sure == surelyOne
}

// sureness is how surely two claims tell one flow.
type sureness uint8

const (
	no sureness = iota
	perhaps
	ifOnly
	surelyOne
)

// compatible reports whether the fields that outlets rarely get wrong agree:
// parties, kind, modality. Without it only a reviewer may merge.
func (p *pair) compatible() bool {
	parties := p.providers == sameParties && p.receivers == sameParties ||
		(p.oneReport || p.oneText) && p.providers >= unsaid && p.receivers >= unsaid
	return parties && agree(p.a.kind, p.b.kind, pledgebook.KindUnspecified) && agree(p.a.modality, p.b.modality, pledgebook.ModalityUnspecified)
}

func agree[T comparable](a, b, unspecified T) bool {
	return a == b || a == unspecified || b == unspecified
}

func first(rules []rule, p *pair) *rule {
	for i := range rules {
		if rules[i].holds(p) {
			return &rules[i]
		}
	}
	return nil
}
