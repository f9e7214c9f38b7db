package evaluating

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/govalues/decimal"

	"pledgebook"
)

// flow is one claim of either side, reduced to what is compared: defaults
// filled in, parties spelled alike, sums of all its currencies in one list.
type flow struct {
	amounts                           []pledgebook.Amount
	items                             []pledgebook.Item // counted ones only
	stage, polarity, revision, extent string
	kind                              string
	providers, receivers              []string
	start, end, deadline              string
	// spans are where its evidence lies in the report's text; figures are those
	// of the sum alone.
	spans, figures []pledgebook.Span
}

// scored reports whether the claim has a figure: only those are compared.
func (f *flow) scored() bool { return len(f.amounts) > 0 || len(f.items) > 0 }

func flowOfGold(c *GoldClaim) (*flow, error) {
	f := &flow{
		stage: c.Stage, polarity: cmp.Or(c.Polarity, string(pledgebook.Asserted)),
		revision:  cmp.Or(c.Revision, string(pledgebook.New)),
		extent:    cmp.Or(c.Extent, string(pledgebook.PartExtent)),
		kind:      cmp.Or(c.Kind, string(pledgebook.KindUnspecified)),
		providers: partySet(c.Donors), receivers: partySet(c.Recipients),
		deadline: c.Deadline,
	}
	if c.Period != nil {
		f.start, f.end = c.Period.Start, c.Period.End
	}
	f.foldDeadline()
	if err := f.addGoldFigures(c); err != nil {
		return nil, err
	}
	return f, nil
}

func (f *flow) addGoldFigures(c *GoldClaim) error {
	if c.Money != nil && c.Money.Lo != "" {
		lo, hi := c.Money.Lo, cmp.Or(c.Money.Hi, c.Money.Lo)
		if err := f.addAmount(lo.String(), hi.String(), c.Money.Currency); err != nil {
			return err
		}
		for _, a := range c.Money.Also {
			if err := f.addAmount(a.Amount.String(), a.Amount.String(), a.Currency); err != nil {
				return err
			}
		}
	}
	for _, it := range c.Items {
		if it.Count != "" {
			f.items = append(f.items, pledgebook.Item{Count: it.Count.String(), What: it.What})
		}
	}
	return nil
}

func (f *flow) addAmount(lo, hi, currency string) error {
	l, err := decimal.Parse(lo)
	if err != nil {
		return pledgebook.WrapError(pledgebook.Invalid, err, "amount %q", lo)
	}
	h, err := decimal.Parse(hi)
	if err != nil {
		return pledgebook.WrapError(pledgebook.Invalid, err, "amount %q", hi)
	}
	f.amounts = append(f.amounts, pledgebook.Amount{Lo: l, Hi: h, Currency: currency})
	return nil
}

func flowOfClaim(c *pledgebook.Claim) *flow {
	f := &flow{
		stage: string(c.Stage), polarity: cmp.Or(string(c.Polarity), string(pledgebook.Asserted)),
		revision:  cmp.Or(string(c.Revision), string(pledgebook.New)),
		extent:    cmp.Or(string(c.Extent), string(pledgebook.PartExtent)),
		kind:      cmp.Or(string(c.Kind), string(pledgebook.KindUnspecified)),
		providers: partySet(c.Providers), receivers: partySet(c.Receivers),
		start: c.Period.Start.String(), end: c.Period.Last().String(), deadline: c.Deadline.String(),
	}
	f.foldDeadline()
	if c.Money != nil {
		f.amounts = append(f.amounts, pledgebook.Amount{Lo: c.Money.Lo, Hi: c.Money.Hi, Currency: c.Money.Currency})
		f.amounts = append(f.amounts, c.Money.Also...)
	}
	for _, it := range c.Items {
		if it.Count != "" {
			f.items = append(f.items, it)
		}
	}
	for _, e := range c.Evidence {
		f.spans = append(f.spans, e.Span)
		if e.Field == "money" {
			f.figures = append(f.figures, e.Span)
		}
	}
	return f
}

// foldDeadline spells a period with only an end as the deadline it amounts to.
func (f *flow) foldDeadline() {
	if f.start == "" && f.end != "" && f.deadline == "" {
		f.deadline, f.end = f.end, ""
	}
}

// partySet spells parties in lower case with hyphens, sorted, each once.
func partySet[T ~string](ids []T) []string {
	set := make([]string, 0, len(ids))
	for _, id := range ids {
		name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(string(id))), " ", "-")
		set = append(set, strings.ReplaceAll(name, "--", "-")) // "low- and middle-income countries"
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// sameFigure reports whether the two name the same sum in some currency, or,
// where gold has no sum, the same number of a like thing.
func sameFigure(read, gold *flow) bool {
	if len(gold.amounts) > 0 {
		return anyPair(read.amounts, gold.amounts, sameAmount)
	}
	return anyPair(read.items, gold.items, sameItem)
}

func anyPair[T any](as, bs []T, same func(a, b T) bool) bool {
	for _, a := range as {
		for _, b := range bs {
			if same(a, b) {
				return true
			}
		}
	}
	return false
}

func sameAmount(a, gold pledgebook.Amount) bool {
	return a.Currency == gold.Currency && near(a.Lo, gold.Lo) && near(a.Hi, gold.Hi)
}

// tolerance is how far a figure may lie from gold's: half a per cent.
var tolerance = decimal.MustParse("0.005")

func near(a, gold decimal.Decimal) bool {
	diff, err := a.Sub(gold)
	if err != nil {
		return false
	}
	slack, err := gold.Abs().Mul(tolerance)
	return err == nil && diff.Abs().Cmp(slack) <= 0
}

func sameItem(a, gold pledgebook.Item) bool {
	return sameCount(a.Count, gold.Count) && shareWord(a.What, gold.What)
}

func sameCount(a, b string) bool {
	x, errX := decimal.Parse(a)
	y, errY := decimal.Parse(b)
	return errX == nil && errY == nil && x.Cmp(y) == 0
}

// shareWord reports whether both hold one word of three letters or more.
func shareWord(a, b string) bool {
	words := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	theirs := words(b)
	for _, w := range words(a) {
		if len([]rune(w)) >= 3 && slices.Contains(theirs, w) {
			return true
		}
	}
	return false
}

// sameEvidence reports whether some span of one overlaps some span of the other.
func sameEvidence(a, b *flow) bool { return anyPair(a.spans, b.spans, pledgebook.Span.Overlaps) }
