package tracking

import (
	"cmp"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
)

// Coverage is how far one need is met.
type Coverage struct {
	Need      string               `json:"need"`
	Receivers []pledgebook.PartyID `json:"receivers"`
	Kind      pledgebook.AidKind   `json:"kind"`
	// Asked is the sum needed; Least is what has arrived for it for certain,
	// Most all that offers of it add up to.
	Asked *pledgebook.Money `json:"asked,omitempty"`
	Least *pledgebook.Money `json:"met_at_least,omitempty"`
	Most  *pledgebook.Money `json:"met_at_most,omitempty"`
	// Open is what no offer answers yet, at least.
	Open  *pledgebook.Money `json:"open_at_least,omitempty"`
	Items []ItemCoverage    `json:"items,omitempty"`
	// Answers are the entries that answer the need by the reports' words or by
	// its goods; Perhaps those that only may.
	Answers []string `json:"answers"`
	Perhaps []string `json:"perhaps,omitempty"`
	// Twice is true where offers that answer the need for sure go beyond what
	// was asked, PerhapsTwice where only all that may answer it do.
	Twice        bool `json:"answered_twice,omitempty"`
	PerhapsTwice bool `json:"perhaps_answered_twice,omitempty"`
	// Due are the answers still to come, by deadline.
	Due []Due `json:"due,omitempty"`
}

// ItemCoverage is how far one thing needed is met, in pieces.
type ItemCoverage struct {
	What    string `json:"what"`
	Asked   string `json:"asked,omitempty"`
	Arrived string `json:"arrived"`
	Offered string `json:"offered"` // including what arrived
	Twice   bool   `json:"answered_twice,omitempty"`
}

// Due is an answer that is promised by a day.
type Due struct {
	Entry string         `json:"entry"`
	By    pledgebook.Day `json:"by"`
	Late  bool           `json:"late,omitempty"`
}

// Cover sets every need among the entries beside the offers that answer it.
func Cover(entries []pledgebook.Entry, now pledgebook.Day) []Coverage {
	var out []Coverage
	for _, need := range entries {
		if need.Stage == pledgebook.StageNeed && need.Revision != pledgebook.Withdrawal {
			out = append(out, cover(need, entries, now))
		}
	}
	return out
}

func cover(need pledgebook.Entry, entries []pledgebook.Entry, now pledgebook.Day) Coverage {
	c := Coverage{Need: need.ID, Receivers: need.Receivers, Kind: need.Kind, Asked: need.Money, Answers: []string{}}
	var sure, all []pledgebook.Entry
	for _, e := range entries {
		switch answers(need, e) {
		case surely:
			sure, all = append(sure, e), append(all, e)
			c.Answers = append(c.Answers, e.ID)
		case perhaps:
			all = append(all, e)
			c.Perhaps = append(c.Perhaps, e.ID)
		}
	}
	c.money(sure, all)
	c.items(need, all)
	for _, e := range all {
		if e.Deadline.Known() && promise(e) && e.Status != pledgebook.Fulfilled {
			c.Due = append(c.Due, Due{e.ID, e.Deadline, e.Deadline < now})
		}
	}
	slices.SortFunc(c.Due, func(a, b Due) int { return cmp.Or(cmp.Compare(a.By, b.By), cmp.Compare(a.Entry, b.Entry)) })
	return c
}

// money fills in what of the sum asked is met and open.
func (c *Coverage) money(sure, all []pledgebook.Entry) {
	if c.Asked == nil {
		return
	}
	c.Least, c.Most = certain(*c.Asked, sure), most(*c.Asked, withoutFulfilled(all))
	open, err := c.Asked.Lo.Sub(c.Most.Hi)
	if err != nil || open.Sign() < 0 {
		open = decimal.Zero
	}
	c.Open = &pledgebook.Money{Lo: open, Hi: open, Currency: c.Asked.Currency, Qualifier: pledgebook.AtLeast}
	c.Twice = most(*c.Asked, withoutFulfilled(sure)).Hi.Cmp(c.Asked.Hi) > 0
	c.PerhapsTwice = !c.Twice && c.Most.Hi.Cmp(c.Asked.Hi) > 0
}

// withoutFulfilled leaves out what only fulfils another offer: a promise and
// its delivery answer a need once.
func withoutFulfilled(offers []pledgebook.Entry) []pledgebook.Entry {
	counted := map[string]bool{}
	for _, o := range offers {
		for _, by := range o.FulfilledBy {
			counted[by] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(offers), func(e pledgebook.Entry) bool { return counted[e.ID] })
}

// items counts the goods needed against those offered and arrived.
func (c *Coverage) items(need pledgebook.Entry, all []pledgebook.Entry) {
	for _, it := range need.Items {
		arrived, offered := decimal.Zero, decimal.Zero
		for _, e := range withoutFulfilled(all) {
			offered = plus(offered, countOf(it, e))
		}
		for _, e := range all {
			if reached(e) {
				arrived = plus(arrived, countOf(it, e))
			}
		}
		asked, err := decimal.Parse(it.Count)
		c.Items = append(c.Items, ItemCoverage{What: it.What, Asked: it.Count, Arrived: pledgebook.Plain(arrived),
			Offered: pledgebook.Plain(offered), Twice: err == nil && offered.Cmp(asked) > 0})
		c.Twice = c.Twice || err == nil && offered.Cmp(asked) > 0
	}
}

// countOf is how many pieces of a thing an entry tells of.
func countOf(it pledgebook.Item, e pledgebook.Entry) decimal.Decimal {
	sum := decimal.Zero
	for _, o := range e.Items {
		if n, err := decimal.Parse(o.Count); err == nil && sameThing(it.What, o.What) {
			sum = plus(sum, n)
		}
	}
	return sum
}

// answer is how surely an entry answers a need.
type answer int

const (
	no answer = iota
	perhaps
	surely
)

// answers judges whether an entry answers a need. The reports' own words link
// them for sure; so do goods of the same name for the same receiver. Money for
// the same receiver, of the same kind and in the need's time, may.
func answers(need, e pledgebook.Entry) answer {
	switch {
	case e.Stage == pledgebook.StageNeed || e.ID == need.ID || !binds(e):
		return no
	case slices.Contains(need.FulfilledBy, e.ID) || e.PartOf != "" && e.PartOf == need.ID:
		return surely
	case !slices.ContainsFunc(e.Receivers, func(r pledgebook.PartyID) bool { return slices.Contains(need.Receivers, r) }):
		return no
	case !kindsAgree(need.Kind, e.Kind) || before(e, need):
		return no
	case sharesThing(need.Items, e.Items):
		return surely
	case len(need.Items) == 0 && need.Money != nil && counts(e, need.Money.Currency) && need.Kind == e.Kind:
		return perhaps
	}
	return no
}

func kindsAgree(a, b pledgebook.AidKind) bool {
	return a == b || a == pledgebook.KindUnspecified || b == pledgebook.KindUnspecified || a == "" || b == ""
}

// before reports whether an offer was over before the need's time began, or
// begins after it.
func before(e, need pledgebook.Entry) bool {
	start, end := need.Period.Start, need.Period.End
	if !start.Known() {
		start = need.Date
	}
	last := cmp.Or(e.Period.Last(), e.Deadline, e.Date)
	first := cmp.Or(e.Period.Start, e.Date)
	return start.Known() && last.Known() && last < start || end.Known() && first.Known() && first >= end
}

func sharesThing(need, offer []pledgebook.Item) bool {
	return slices.ContainsFunc(need, func(n pledgebook.Item) bool {
		return slices.ContainsFunc(offer, func(o pledgebook.Item) bool { return sameThing(n.What, o.What) })
	})
}

// sameThing reports whether two names mean one sort of goods: all words of the
// shorter stand in the longer, whatever their number ("Patriot batteries",
// "battery").
func sameThing(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range x {
		if !slices.Contains(y, w) {
			return false
		}
	}
	return len(x) > 0
}

func nameWords(s string) []string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '-' || r == ',' })
	for i, w := range words {
		if ies, ok := strings.CutSuffix(w, "ies"); ok && len(ies) > 2 {
			words[i] = ies + "y"
		} else if len(w) > 3 && !strings.HasSuffix(w, "ss") {
			words[i] = strings.TrimSuffix(w, "s")
		}
	}
	return words
}
