package reading_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pledgebook"
)

// comparison is one report's reading held against its expectation.
type comparison struct {
	expectation
	got   pledgebook.Reading
	sum   tally
	pairs []pair
	// line tells the line of claims.txt that a claim read was paired with.
	line map[string]string
	diff []string
}

// pair holds indexes into the claims expected and the claims read.
type pair struct{ want, got int }

func compare(e expectation, got pledgebook.Reading, sum tally) *comparison {
	c := &comparison{expectation: e, got: got, sum: sum, line: map[string]string{}}
	for i := range got.Claims {
		if f := got.Claims[i].Fraction; f != nil {
			got.Claims[i].Money = f.Derived // marked as the sum that the share comes to
		}
	}
	c.compareClaims()
	c.compareQuotes()
	c.compareOthers()
	return c
}

func (c *comparison) differ(format string, args ...any) {
	c.diff = append(c.diff, fmt.Sprintf("  "+format, args...))
}

func (c *comparison) compareClaims() {
	c.pairUp()
	pairedWant, pairedGot := map[int]bool{}, map[int]bool{}
	for _, p := range c.pairs {
		pairedWant[p.want], pairedGot[p.got] = true, true
		c.compareFields(p)
	}
	for i, w := range c.claims {
		c.sum.add("figure found", pairedWant[i])
		if !pairedWant[i] {
			c.differ("missed:   %s", w.line)
		}
	}
	for i, g := range c.got.Claims {
		c.sum.add("figure right", pairedGot[i])
		if !pairedGot[i] {
			c.differ("too much: %s", c.describe(g))
		}
	}
	if len(c.claims) == 0 {
		c.sum.add("reports without aid", len(c.got.Claims) == 0)
	}
}

// pairUp pairs claims of the same figure, those that agree on most fields first.
func (c *comparison) pairUp() {
	type candidate struct {
		pair
		agree int
	}
	var all []candidate
	for w := range c.claims {
		for g := range c.got.Claims {
			if sameFigure(c.claims[w].Claim, c.got.Claims[g]) {
				all = append(all, candidate{pair{w, g}, c.agreement(w, g)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return b.agree - a.agree })
	usedWant, usedGot := map[int]bool{}, map[int]bool{}
	for _, a := range all {
		if usedWant[a.want] || usedGot[a.got] {
			continue
		}
		usedWant[a.want], usedGot[a.got] = true, true
		c.pairs = append(c.pairs, a.pair)
		c.line[c.got.Claims[a.got].ID] = strconv.Itoa(a.want + 1)
	}
	slices.SortFunc(c.pairs, func(a, b pair) int { return a.want - b.want })
}

func (c *comparison) agreement(w, g int) (n int) {
	for _, f := range fields {
		if f.links {
			continue
		}
		if want, got := f.value(c, c.claims[w].Claim), f.value(c, c.got.Claims[g]); f.same(want, got) {
			n++
		}
	}
	return n
}

// sameFigure holds for equal sums of money, also by a bracketed sum of the
// report, and without money for a shared counted item.
func sameFigure(a, b pledgebook.Claim) bool {
	if a.Money == nil || b.Money == nil {
		return a.Money == nil && b.Money == nil && sharedItem(a.Items, b.Items)
	}
	for _, x := range amounts(a.Money) {
		for _, y := range amounts(b.Money) {
			if x.Currency == y.Currency && x.Lo.Cmp(y.Lo) == 0 && x.Hi.Cmp(y.Hi) == 0 {
				return true
			}
		}
	}
	return false
}

func amounts(m *pledgebook.Money) []pledgebook.Amount {
	return append([]pledgebook.Amount{{Lo: m.Lo, Hi: m.Hi, Currency: m.Currency}}, m.Also...)
}

func sharedItem(a, b []pledgebook.Item) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Count == y.Count && sharedWord(x.What, y.What) {
				return true
			}
		}
	}
	return false
}

func sharedWord(a, b string) bool {
	for _, x := range strings.Fields(plain(a)) {
		if len(x) > 2 && slices.Contains(strings.Fields(plain(b)), x) {
			return true
		}
	}
	return false
}

func (c *comparison) compareFields(p pair) {
	w, g := c.claims[p.want], c.got.Claims[p.got]
	var wrong []string
	for _, f := range fields {
		want, got := f.value(c, w.Claim), f.value(c, g)
		if slices.Contains(w.open, f.name) || want == "" && (got == "" || f.onlyWhereSaid) {
			continue
		}
		same := f.same(want, got)
		c.sum.add(f.name, same)
		if !same {
			wrong = append(wrong, fmt.Sprintf("%s %q, not %q", f.name, got, want))
		}
	}
	if len(wrong) > 0 {
		c.differ("wrong:    %s\n              %s", w.line, strings.Join(wrong, "\n              "))
	}
}

func (c *comparison) describe(g pledgebook.Claim) string {
	var b strings.Builder
	for _, f := range fields {
		if v := f.value(c, g); v != "" {
			fmt.Fprintf(&b, " %s=%s", f.name, v)
		}
	}
	if g.Money != nil {
		fmt.Fprintf(&b, " %q", g.Money.Verbatim)
	}
	return b.String()
}

func (c *comparison) compareQuotes() {
	used := map[int]bool{}
	for _, w := range c.quotes {
		i := slices.IndexFunc(c.got.Quotes, func(q pledgebook.Quote) bool { return w.is(q.Text) })
		c.sum.add("quote found", i >= 0)
		if i < 0 {
			c.differ("no quote: %s … %s", w.first, w.last)
			continue
		}
		used[i] = true
		got := c.got.Quotes[i]
		same := sameSpeaker(w.speaker, got.Speaker.Name+" "+got.Speaker.Role+" "+got.Source)
		c.sum.add("quote speaker", same)
		if !same {
			c.differ("speaker:  %q by %q, not %q", got.Text, got.Speaker.Name, w.speaker)
		}
	}
	for i, q := range c.got.Quotes {
		// Not every indirect quote is marked, so only the others can be too much.
		if q.Form != pledgebook.Indirect && !c.someQuotes {
			c.sum.add("quote right", used[i])
			if !used[i] {
				c.differ("no such quote: %s", q.Text)
			}
		}
	}
}

func (w wantedQuote) is(text string) bool {
	text = strings.Trim(plain(text), `"'.,; `)
	return strings.HasPrefix(text, plain(w.first)) && strings.HasSuffix(text, plain(w.last))
}

func (c *comparison) compareOthers() {
	for _, o := range c.others {
		got := c.othersRead(o.what)
		found := slices.ContainsFunc(got, func(columns []string) bool { return o.is(columns) })
		c.sum.add(otherField(o.what), found)
		if !found {
			c.differ("not read: %s (read: %q)", o.line, got)
		}
	}
}

func otherField(what string) string {
	if what == "credit" {
		return "report credit"
	}
	return what
}

// is holds where every column said is contained in, or contains, what was read.
func (o wantedOther) is(columns []string) bool {
	for i, want := range o.columns {
		if want == "" {
			continue
		}
		if i >= len(columns) || columns[i] == "" {
			return false
		}
		if !lists(columns[i], want) {
			return false
		}
	}
	return true
}

// lists holds where each item of a list written with semicolons is contained in,
// or contains, an item that was read.
func lists(got, want string) bool {
	read := strings.Split(plain(got), "; ")
	for _, w := range strings.Split(plain(want), "; ") {
		if !slices.ContainsFunc(read, func(g string) bool { return strings.Contains(g, w) || strings.Contains(w, g) }) {
			return false
		}
	}
	return true
}

// othersRead lists what was read of one sort, in the columns of others.txt.
func (c *comparison) othersRead(what string) (all [][]string) {
	r := c.got
	switch what {
	case "outlet":
		return [][]string{{r.Report.Outlet}}
	case "place":
		return [][]string{{r.Report.Place}}
	case "credit":
		return [][]string{{r.Report.Credit}}
	case "teaser":
		for _, t := range r.Report.Teasers {
			all = append(all, []string{t.Title, string(t.Published), strconv.Itoa(t.Views)})
		}
	case "differs":
		for _, q := range r.Quotes {
			if i := slices.IndexFunc(r.Quotes, func(o pledgebook.Quote) bool { return o.ID == q.DiffersFrom }); i >= 0 {
				all = append(all, []string{q.Text, r.Quotes[i].Text})
			}
		}
	case "meeting":
		for _, m := range r.Meetings {
			all = append(all, []string{m.Name, m.Date.String(), m.Place, strings.Join(m.Participants, "; "), strings.Join(m.Subjects, "; ")})
		}
	case "mechanism":
		for _, m := range r.Mechanisms {
			all = append(all, []string{m.Name, m.Place, m.Purpose, string(m.Status)})
		}
	case "position":
		for _, p := range r.Positions {
			all = append(all, []string{p.Holder, p.Stance, p.Subject})
		}
	case "need":
		for _, n := range r.Needs {
			all = append(all, []string{joined(n.Receivers), n.What})
		}
	}
	return all
}
