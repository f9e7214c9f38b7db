package party

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// leader is a row of leaders.tsv: who led a party during which days.
type leader struct {
	person pledgebook.Speaker
	during pledgebook.Interval
	bare   bool // the surname alone tells who is meant
}

func (r *Reader) loadLeaders(lex *lexicon.Lexicon) error {
	r.categories.leader = r.vocab.Category("party-leader")
	for _, row := range lex.Table("leaders").Rows {
		l := leader{person: pledgebook.Speaker{Name: row.Phrase(), Role: row.Get("role"), Party: pledgebook.PartyID(row.Get("party"))},
			bare: row.Get("care") == ""}
		var err error
		if l.during.Start, err = pledgebook.ParseDay(row.Get("from")); err != nil {
			return pledgebook.WrapError(pledgebook.Internal, err, "leaders.tsv:%d", row.Line)
		}
		if until := row.Get("until"); until != "" {
			last, err := pledgebook.ParseDay(until)
			if err != nil {
				return pledgebook.WrapError(pledgebook.Internal, err, "leaders.tsv:%d", row.Line)
			}
			l.during.End = last + 1
		}
		r.vocab.Add(r.categories.leader, row.Phrase(), 2*len(r.leaders))
		r.vocab.Add(r.categories.leader, row.Get("surname"), 2*len(r.leaders)+1)
		r.leaders = append(r.leaders, l)
	}
	return nil
}

// inOffice reports whether a leader was in office on a day.
func (l *leader) inOffice(day pledgebook.Day) bool {
	return day >= l.during.Start && !(l.during.End.Known() && day >= l.during.End)
}

// leaderAt returns the leader whose name begins at a token and who was in office
// on the report's day, and whether the full name stands there; nil where there
// is none or the name is two leaders'. Of those who share a surname a person's
// office, if one is given, tells who is meant.
func (v *resolver) leaderAt(token int, p *pledgebook.Speaker) (l *leader, at text.Range, full bool) {
	if !v.published.Known() {
		return nil, at, false
	}
	for _, t := range v.d.TagsAt(token) {
		if t.Category != v.categories.leader {
			continue
		}
		c := &v.leaders[t.Ref/2]
		if !c.inOffice(v.published) || p != nil && !c.holdsOffice(v.d, p) {
			continue
		}
		if l != nil && l.person.Party != c.person.Party {
			return nil, at, false
		}
		l, at, full = c, t.Range, t.Ref%2 == 0
	}
	return l, at, full
}

// addLeaders marks the leaders in office whom the report names without their
// office, and governments called by their leader ("the Thatcher government").
func (v *resolver) addLeaders() {
	old, next := len(v.mentions), 0
	for t := range v.d.TagsOf(v.categories.leader) {
		for next < old && v.mentions[next].End <= t.First {
			next++
		}
		if next < old && v.mentions[next].First < t.End && v.mentions[next].Len() > t.Len() || v.repeated(old, t) {
			continue
		}
		l, at, full := v.leaderAt(t.First, nil)
		if l == nil || at != t.Range {
			continue
		}
		if end := v.governmentEnd(at.End); end > at.End {
			v.mentions = append(v.mentions, Mention{Range: text.Range{First: at.First, End: end}, ID: l.person.Party, Type: v.bodies[l.person.Party].typ,
				Form: House, Basis: pledgebook.Stated, Rule: "leader-government", name: -1, noun: v.sortBits["administration"]})
		} else if (full || l.bare) && !v.inLongerName(at.End-1) && !(next < old && v.mentions[next].First < t.End) {
			v.mentions = append(v.mentions, v.leaderMention(l, at))
		}
	}
	if len(v.mentions) > old {
		v.mentions = merge(v.mentions, old)
	}
}

// ownOffice takes "the Assembly President Joseph Biden" for the leader that he is: the body
// named before the office is where he speaks, where the surname ends the name.
func (v *resolver) ownOffice(m *Mention) {
	if m.State == "" || m.State.IsState() || m.Name.Len() == 0 {
		return
	}
	if l, _, _ := v.leaderAt(m.Name.End-1, m.Person); l != nil && strings.HasSuffix(m.Person.Name, lastName(l.person.Name)) {
		m.State, m.Person.Party = l.person.Party, l.person.Party
	}
}

// repeated reports that the leader of this very place has been added.
func (v *resolver) repeated(old int, t text.Tag) bool {
	n := len(v.mentions)
	return n > old && v.mentions[n-1].Overlaps(t.Range)
}

func (v *resolver) leaderMention(l *leader, at text.Range) Mention {
	p := l.person
	return Mention{Range: at, ID: kebab(p.Name), Type: pledgebook.Person, Form: Individual, State: p.Party, Person: &p, Name: at,
		Basis: pledgebook.Context, Rule: "leader", Possessive: v.genitive(at.End), name: -1}
}

// governmentEnd returns the end of "administration", "government" behind a
// leader's name, or of "-Harris administration"; i where none follows.
func (v *resolver) governmentEnd(i int) int {
	k := i
	if k+1 < len(v.d.Tokens) && (v.d.Tokens[k].Char == '-' || v.d.Tokens[k].Char == '–') && v.d.Tokens[k+1].Is(text.Capital) {
		k += 2
	}
	if k < len(v.d.Tokens) && v.class(v.d.Tokens[k])&governs != 0 {
		return k + 1
	}
	return i
}

// holdsOffice reports that a person's role, as the report gives it, is the one
// the leader held, in full or in its head: "Secretary" for the Secretary of State. A
// surname that many bear tells nobody by the head of the role alone.
func (l *leader) holdsOffice(d *text.Document, p *pledgebook.Speaker) bool {
	whole := strings.EqualFold(p.Name, l.person.Name)
	if p.Role == "" {
		return whole
	}
	n := len(p.Role) - len(l.person.Role)
	if n >= 0 && strings.EqualFold(p.Role[n:], l.person.Role) {
		return d.Cues(lastName(strings.TrimSpace(p.Role[:n]))).Sense&cue.Deputy == 0
	}
	return (whole || l.bare && !spaced(p.Name)) && sharesHead(p.Role, l.person.Role)
}

// sharesHead reports that a role and an office have a word in common that begins or ends
// both: "Minister of Defence" and "Defence Minister".
func sharesHead(role, office string) bool {
	first, _, _ := strings.Cut(role, " ")
	head, _, _ := strings.Cut(office, " ")
	for _, word := range []string{first, lastName(role)} {
		if strings.EqualFold(word, head) || strings.EqualFold(word, lastName(office)) {
			return true
		}
	}
	return false
}

func lastName(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }
