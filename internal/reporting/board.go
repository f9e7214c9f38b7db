package reporting

import (
	"cmp"
	"slices"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/tracking"
)

// Board is what a coordinating desk works from: every need beside what answers
// it, receiver by receiver. Needs are not added up: one appeal may hold another.
type Board struct {
	Receivers []BoardReceiver
	// States counts the needs by state.
	States map[NeedState]int
}

// BoardReceiver is one receiver's needs, the most open first.
type BoardReceiver struct {
	Receivers []pledgebook.PartyID
	Needs     []BoardNeed
	// Due is what was promised to it in answer to needs and is still to come, by
	// deadline, each answer once.
	Due    []BoardDue
	States map[NeedState]int
}

// BoardNeed is a need with what answers it.
type BoardNeed struct {
	tracking.Coverage
	Entry pledgebook.Entry
	State NeedState
	// Sure are the entries that answer it, Maybe those that may.
	Sure, Maybe []Line
}

// BoardDue is an answer still to come.
type BoardDue struct {
	tracking.Due
	Line  Line
	Needs []string // that it answers or may answer
}

// NeedState is how far a need is met.
type NeedState string

// The states, the most pressing first.
const (
	Unanswered NeedState = "unanswered" // nothing in the book answers it
	PartlyMet  NeedState = "partly"     // something does, and some of it stays open
	Offered    NeedState = "offered"    // offers reach what is asked, not all has come
	Met        NeedState = "met"        // what has come for certain reaches what is asked
	TwiceMet   NeedState = "twice"      // what answers it for sure goes beyond what is asked
)

// NeedStates lists the states, the most pressing first.
var NeedStates = []NeedState{Unanswered, PartlyMet, Offered, Met, TwiceMet}

// Board arranges needs that were set beside their offers.
func (l *Ledger) Board(covered []tracking.Coverage) Board {
	b := Board{States: map[NeedState]int{}}
	at := map[string]int{}
	for _, c := range covered {
		e, ok := l.Entry(c.Need)
		if !ok {
			continue
		}
		key := partyKey(c.Receivers)
		i, ok := at[key]
		if !ok {
			i = len(b.Receivers)
			at[key] = i
			b.Receivers = append(b.Receivers, BoardReceiver{Receivers: c.Receivers, States: map[NeedState]int{}})
		}
		n := BoardNeed{Coverage: c, Entry: e, State: StateOf(c), Sure: l.linesOf(c.Answers), Maybe: l.linesOf(c.Perhaps)}
		b.States[n.State]++
		b.Receivers[i].States[n.State]++
		b.Receivers[i].Needs = append(b.Receivers[i].Needs, n)
	}
	for i := range b.Receivers {
		r := &b.Receivers[i]
		r.Due = l.due(r.Needs)
		slices.SortStableFunc(r.Needs, func(x, y BoardNeed) int {
			return cmp.Compare(slices.Index(NeedStates, x.State), slices.Index(NeedStates, y.State))
		})
	}
	slices.SortStableFunc(b.Receivers, func(x, y BoardReceiver) int {
		return cmp.Or(cmp.Compare(y.States[Unanswered]+y.States[PartlyMet], x.States[Unanswered]+x.States[PartlyMet]),
			cmp.Compare(partyKey(x.Receivers), partyKey(y.Receivers)))
	})
	return b
}

func partyKey(ids []pledgebook.PartyID) (key string) {
	for _, id := range slices.Sorted(slices.Values(ids)) {
		key += string(id) + " "
	}
	return key
}

func (l *Ledger) linesOf(ids []string) (lines []Line) {
	for _, id := range ids {
		if e, ok := l.Entry(id); ok {
			lines = append(lines, l.line(e))
		}
	}
	return lines
}

// due are the answers still to come, each once, with the needs they answer.
func (l *Ledger) due(needs []BoardNeed) (out []BoardDue) {
	at := map[string]int{}
	for _, n := range needs {
		for _, d := range n.Due {
			i, ok := at[d.Entry]
			if !ok {
				e, _ := l.Entry(d.Entry)
				i = len(out)
				at[d.Entry] = i
				out = append(out, BoardDue{Due: d, Line: l.line(e)})
			}
			out[i].Needs = append(out[i].Needs, n.Need)
		}
	}
	slices.SortStableFunc(out, func(a, b BoardDue) int { return cmp.Or(cmp.Compare(a.By, b.By), cmp.Compare(a.Entry, b.Entry)) })
	return out
}

// StateOf says how far a need is met. Without a sum or a count asked nobody can
// tell that it is met.
func StateOf(c tracking.Coverage) NeedState {
	sum, offered := reaches(c)
	switch {
	case c.Twice:
		return TwiceMet
	case sum:
		return Met
	case offered:
		return Offered
	case len(c.Answers)+len(c.Perhaps) == 0:
		return Unanswered
	}
	return PartlyMet
}

// reaches reports whether what has come, and whether what is offered, reaches
// all that is asked in money and goods.
func reaches(c tracking.Coverage) (arrived, offered bool) {
	asked := false
	arrived, offered = true, true
	if c.Asked != nil && c.Least != nil && c.Most != nil {
		asked = true
		arrived = c.Least.Lo.Cmp(c.Asked.Lo) >= 0
		offered = c.Most.Hi.Cmp(c.Asked.Lo) >= 0
	}
	for _, it := range c.Items {
		want, err := decimal.Parse(it.Asked)
		if err != nil {
			continue
		}
		asked = true
		arrived = arrived && atLeast(it.Arrived, want)
		offered = offered && atLeast(it.Offered, want)
	}
	return asked && arrived, asked && offered
}

func atLeast(count string, want decimal.Decimal) bool {
	n, err := decimal.Parse(count)
	return err == nil && n.Cmp(want) >= 0
}

// Training are the entries that offer or ask for training, the latest told
// first: places are counted in people, and never added to sums.
func (l *Ledger) Training(holds func(pledgebook.Entry) bool) (lines []Line) {
	for _, i := range l.list(newest) {
		e := *l.placed.at(i).Entry
		if e.Modality == pledgebook.Training && holds(e) {
			lines = append(lines, l.line(e))
		}
	}
	return lines
}
