package matching

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
)

// readTwins reads the corpus of flows with near twins: claims, and by claim
// the flow it tells.
func readTwins(t testing.TB) (claims []ReportedClaim, flow map[string]string) {
	t.Helper()
	return readFlows(t, "testdata/near-twins.txt")
}

func readFlows(t testing.TB, file string) (claims []ReportedClaim, flow map[string]string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	flow = map[string]string{}
	var name, shared string
	for lines, n := bufio.NewScanner(f), 1; lines.Scan(); n++ {
		line := lines.Text()
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "= "):
			name, shared, _ = strings.Cut(line[2:], " ")
		default:
			words := strings.Fields(line)
			c := twinClaim(t, file, n, words[1]+"@"+words[0], words[0], append(strings.Fields(shared), words[2:]...))
			claims = append(claims, c)
			flow[c.Claim.ID] = name
		}
	}
	return claims, flow
}

func twinClaim(t testing.TB, file string, n int, report, published string, fields []string) ReportedClaim {
	c := ReportedClaim{
		Claim:  pledgebook.Claim{ID: fmt.Sprintf("line %d of %s", n, report), Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: pledgebook.PartExtent},
		Report: Source{ID: report, Outlet: report, Published: pledgebook.Stamp(published)},
	}
	for _, f := range fields {
		name, value, ok := strings.Cut(f, "=")
		if !ok || !setTwin(t, &c.Claim, name, value) {
			t.Fatalf("%s:%d: %q", file, n, f)
		}
	}
	return c
}

func setTwin(t testing.TB, c *pledgebook.Claim, name, value string) bool {
	day := func(s string) (d pledgebook.Day) {
		if err := d.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		return d
	}
	switch name {
	case "by":
		c.Providers = partyList(value)
	case "to":
		c.Receivers = partyList(value)
	case "through":
		c.Channels = partyList(value)
	case "kind":
		c.Kind = pledgebook.AidKind(value)
	case "modality":
		c.Modality = pledgebook.Modality(value)
	case "stage":
		c.Stage = pledgebook.Stage(value)
	case "pol":
		c.Polarity = pledgebook.Polarity(value)
	case "rev":
		c.Revision = pledgebook.Revision(value)
	case "ext":
		c.Extent = pledgebook.Extent(value)
	case "nth":
		fmt.Sscan(value, &c.Ordinal)
	case "on":
		c.Date = day(value)
	case "by-day":
		c.Deadline = day(value)
	case "period":
		from, last, _ := strings.Cut(value, "..")
		c.Period = pledgebook.Interval{Start: day(from), End: day(last)}
		if c.Period.End.Known() {
			c.Period.End++
		}
	case "sum":
		c.Money = twinSum(t, value)
	case "items":
		count, what, _ := strings.Cut(value, "x")
		c.Items = []pledgebook.Item{{Count: count, What: strings.ReplaceAll(what, "-", " ")}}
	default:
		return false
	}
	return true
}

func partyList(s string) (ids []pledgebook.PartyID) {
	for _, id := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' }) {
		ids = append(ids, pledgebook.PartyID(id))
	}
	return ids
}

// twinSum reads "~USD1.2bn".
func twinSum(t testing.TB, s string) *pledgebook.Money {
	m := &pledgebook.Money{Qualifier: pledgebook.Exact}
	hedges := map[byte]pledgebook.Qualifier{'~': pledgebook.About, '>': pledgebook.MoreThan, '<': pledgebook.Nearly, '+': pledgebook.AtLeast, '^': pledgebook.AtMost}
	if q := hedges[s[0]]; q != "" {
		m.Qualifier, s = q, s[1:]
	}
	if s[0] >= 'A' {
		m.Currency, s = s[:3], s[3:]
	}
	number := strings.TrimRight(s, "kmbn")
	scale := map[string]int64{"": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}[s[len(number):]]
	d, err := decimal.MustParse(number).Mul(decimal.MustNew(scale, 0))
	if err != nil {
		t.Fatal(err)
	}
	m.Lo, m.Hi = d.Trim(0), d.Trim(0)
	return m
}

// pairwise counts the pairs of claims put together rightly, put together
// wrongly, and missed.
func pairwise(entries []pledgebook.Entry, flow map[string]string) (right int, wrong, missed []string) {
	entry := map[string]string{}
	var ids []string
	for _, e := range entries {
		for _, c := range e.Claims {
			entry[c] = e.ID
			ids = append(ids, c)
		}
	}
	for i, a := range ids {
		for _, b := range ids[:i] {
			together, one := entry[a] == entry[b], flow[a] == flow[b]
			pair := fmt.Sprintf("%s (%s) | %s (%s)", a, flow[a], b, flow[b])
			switch {
			case together && one:
				right++
			case together:
				wrong = append(wrong, pair)
			case one:
				missed = append(missed, pair)
			}
		}
	}
	return right, wrong, missed
}

func TestNearTwinsStayApart(t *testing.T) {
	claims, flow := readTwins(t)
	flows := map[string]bool{}
	for _, f := range flow {
		flows[f] = true
	}
	if len(claims) < 300 || len(flows) < 60 {
		t.Fatalf("%d claims of %d flows, want at least 300 of 60", len(claims), len(flows))
	}
	compareFlows(t, claims, flow)
}

// So do flows that were written down before they were first matched.
func TestUnseenTwinsStayApart(t *testing.T) {
	claims, flow := readFlows(t, "testdata/unseen-twins.txt")
	compareFlows(t, claims, flow)
}

func compareFlows(t *testing.T, claims []ReportedClaim, flow map[string]string) {
	t.Helper()
	flows := map[string]bool{}
	for _, f := range flow {
		flows[f] = true
	}
	right, wrong, missed := pairwise(Match(claims, nil, UsualRates()).Entries, flow)
	precision := float64(right) / float64(right+len(wrong))
	recall := float64(right) / float64(right+len(missed))
	t.Logf("%d claims of %d flows: precision %.4f, recall %.4f", len(claims), len(flows), precision, recall)
	if precision < .99 || recall < .95 {
		t.Errorf("precision %.4f, recall %.4f, want .99 and .95\nwrong:\n%s\nmissed:\n%s", precision, recall, strings.Join(wrong, "\n"), strings.Join(missed, "\n"))
	}
}

// One by one, in any order, the index comes to what it comes to at once.
func TestOrderOfArrivalChangesNothing(t *testing.T) {
	claims, _ := readTwins(t)
	told, _ := readTellings(t)
	claims = append(claims, told...)
	want := spelled(t, Match(claims, nil, UsualRates()))
	shuffle := rand.New(rand.NewPCG(5, 8))
	for range 5 {
		shuffle.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		x := NewIndex(UsualRates())
		for _, c := range claims {
			x.Add(c)
		}
		if got := spelled(t, assembleAll(x.Groups(), claims)); got != want {
			t.Fatal("one by one in another order, the claims come to another book")
		}
	}
}

func spelled(t testing.TB, r Result) string {
	b, err := json.Marshal(r.Entries)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Taking a claim out leaves what the others alone come to.
func TestRemove(t *testing.T) {
	claims, _ := readTwins(t)
	x := NewIndex(UsualRates())
	x.Add(claims...)
	for _, c := range claims[:40] {
		x.Remove(c.Claim.ID)
	}
	if got, want := spelled(t, assembleAll(x.Groups(), claims[40:])), spelled(t, Match(claims[40:], nil, UsualRates())); got != want {
		t.Error("after taking claims out, the index holds something else than the rest come to")
	}
}

func TestProposalsWaitForAReviewer(t *testing.T) {
	claims, flow := readTwins(t)
	r := Match(claims, nil, UsualRates())
	entries := map[string]bool{}
	for _, e := range r.Entries {
		entries[e.ID] = true
	}
	same := 0
	for _, p := range r.Proposals {
		if !entries[p.Entries[0]] || !entries[p.Entries[1]] || p.Entries[0] == p.Entries[1] || p.Why == "" {
			t.Errorf("proposal %+v does not name two entries and a reason", p)
		}
		if flow[p.Claims[0]] == flow[p.Claims[1]] {
			same++
		}
	}
	t.Logf("%d proposals, %d of them right", len(r.Proposals), same)
}
