package matching

import (
	"fmt"

	"github.com/govalues/decimal"

	"pledgebook"
)

// slip is a figure that was likely told wrong, and why.
type slip struct {
	claim int // index into the group
	field string
	why   string
}

// findSlips compares each claim's figure with the one most origins tell and
// names the ways in which figures go wrong on their way from text to text.
func findSlips(group []ReportedClaim, from []int) []slip {
	main, ok := mainFigure(group, from)
	if !ok {
		return nil
	}
	var out []slip
	for i, c := range group {
		if c.Claim.Money == nil {
			continue
		}
		if field, why := main.slipOf(c); why != "" {
			out = append(out, slip{i, field, why})
		}
	}
	return out
}

// figure is a sum told by most origins of a group.
type figure struct {
	lo, hi    decimal.Decimal
	currency  string
	qualifier pledgebook.Qualifier
	revision  pledgebook.Revision
	origins   int
}

// mainFigure finds the sum and currency told by more origins than any other;
// where two are told equally often, nobody can say which one slipped.
func mainFigure(group []ReportedClaim, from []int) (figure, bool) {
	type key struct{ currency, sum string }
	told, first := map[key][]int{}, map[key]int{}
	for i, c := range group {
		if m := c.Claim.Money; m != nil && m.Currency != "" {
			k := key{m.Currency, pledgebook.Plain(m.Lo) + "-" + pledgebook.Plain(m.Hi)}
			if told[k] == nil {
				first[k] = i
			}
			told[k] = append(told[k], from[i])
		}
	}
	var best figure
	tie := false
	for k, from := range told {
		n := distinct(from)
		tie = n == best.origins || tie && n < best.origins
		if n > best.origins {
			c := group[first[k]].Claim
			best = figure{c.Money.Lo, c.Money.Hi, c.Money.Currency, "", "", n}
		}
	}
	best.qualifier = most(group, from, best, func(c pledgebook.Claim) pledgebook.Qualifier { return c.Money.Qualifier })
	best.revision = most(group, from, best, func(c pledgebook.Claim) pledgebook.Revision { return c.Revision })
	return best, best.origins > 0 && !tie
}

// most is the value told by strictly most origins of those who tell the
// figure, or "" where none is.
func most[T ~string](group []ReportedClaim, from []int, f figure, value func(pledgebook.Claim) T) T {
	told := map[T][]int{}
	for i, c := range group {
		if m := c.Claim.Money; m != nil && m.Lo.Cmp(f.lo) == 0 {
			told[value(c.Claim)] = append(told[value(c.Claim)], from[i])
		}
	}
	var best T
	count := 0
	for v, from := range told {
		if n := distinct(from); n > count {
			best, count = v, n
		} else if n == count {
			best = ""
		}
	}
	return best
}

// slipOf says in which field a claim departs from the main figure in one of
// the known ways, and why it is likely a slip.
func (f figure) slipOf(c ReportedClaim) (field, why string) {
	m := c.Claim.Money
	same := m.Lo.Cmp(f.lo) == 0 && m.Hi.Cmp(f.hi) == 0
	switch {
	case same && m.Currency == "":
		return "currency", fmt.Sprintf("currency left out: the same figure is told in %s by %d origins", f.currency, f.origins)
	case same && m.Currency != f.currency:
		return "currency", fmt.Sprintf("currency relabelled: the same figure is told in %s by %d origins", f.currency, f.origins)
	case m.Currency == f.currency && thousandfold(m.Lo, f.lo):
		return "sum", fmt.Sprintf("thousandfold: %d origins tell %s", f.origins, pledgebook.Plain(f.lo))
	case m.Currency == f.currency && digitDropped(m.Lo, f.lo):
		return "sum", fmt.Sprintf("digit dropped or added: %d origins tell %s", f.origins, pledgebook.Plain(f.lo))
	case same && f.qualifier == pledgebook.AtMost && m.Qualifier != pledgebook.AtMost:
		return "sum", fmt.Sprintf("“up to” lost: %d origins tell the figure as an upper limit", f.origins)
	case same && c.Claim.Revision == pledgebook.TopUp && (f.revision == pledgebook.New || f.revision == pledgebook.Repeat):
		return "revision", fmt.Sprintf("“further” added: %d origins tell the figure without it", f.origins)
	}
	return "", ""
}
