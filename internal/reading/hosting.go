package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads what a state spends on refugees that it takes in: it counts as its aid,
// and the state receives it itself.

// hostsAtHome makes a sum for refugees in the giver's own country one that it receives
// itself: "refugee costs in Norway", "the reception of asylum seekers".
func (s *scene) hostsAtHome(d *draft) {
	if d.dropped != "" || len(d.claim.Providers) != 1 || s.stated(d, "receivers") || s.stated(d, "channels") {
		return
	}
	giver := d.claim.Providers[0]
	if !giver.IsState() && giver != "eu" && giver != "dac" {
		return
	}
	at := s.hostingBehind(d, giver)
	if at.Len() == 0 {
		at = s.hostingBefore(d, giver)
	}
	if at.Len() == 0 {
		return
	}
	d.forget("receivers")
	d.claim.Receivers = append(d.claim.Receivers[:0], giver)
	d.note(s, "receivers", at, homeRule, pledgebook.Stated)
}

// hosted reports a sum that its giver spends on refugees at home.
func (s *scene) hosted(d *draft) bool {
	e := d.evidence("receivers")
	return e != nil && e.Rule == homeRule
}

// hostingBehind returns the words of hosting between the figure and the next one.
func (s *scene) hostingBehind(d *draft, giver pledgebook.PartyID) text.Range {
	v := &s.sentences[d.sentence]
	return s.hostingIn(text.Range{First: d.figure.End, End: min(s.stretchEnd(v, d), d.figure.End+hostReach)}, giver)
}

// hostingBefore returns them before the figure and behind the last one, where they are
// what the verb tells the size of.
func (s *scene) hostingBefore(d *draft, giver pledgebook.PartyID) text.Range {
	if d.verb == nil || d.position != object || !s.measures(d.verb) {
		return text.Range{}
	}
	v := &s.sentences[d.sentence]
	from := max(v.First, d.figure.First-hostReach)
	for k := d.figure.First - 1; k >= from; k-- {
		if s.sumAt(v, k) {
			from = k + 1
		}
	}
	return s.hostingIn(text.Range{First: from, End: d.verb.First}, giver)
}

// hostReach bounds the words from a figure to what it is spent on, in tokens.
const hostReach = 16

// hostingIn returns the words in a stretch that say that people are taken in at home.
func (s *scene) hostingIn(r text.Range, giver pledgebook.PartyID) text.Range {
	for k := r.First; k < r.End; k++ {
		if t, ok := s.doc.Tagged(k, s.engine.home.category); ok && s.engine.home.rows[t.Ref].sort == homeHost {
			return t.Range
		}
		t, ok := s.doc.Tagged(k, s.engine.fled)
		if !ok {
			continue
		}
		for in := t.End; in < min(t.End+2, r.End); in++ {
			if s.role(in)&stage.Preposition != 0 && s.nameBehind(in, giver) {
				return text.Range{First: k, End: in + 1}
			}
		}
	}
	return text.Range{}
}

// nameBehind reports the giver right behind a preposition.
func (s *scene) nameBehind(in int, giver pledgebook.PartyID) bool {
	v := &s.sentences[s.doc.SentenceAt(in)]
	return slices.ContainsFunc(s.parties[v.parties.First:v.parties.End], func(m party.Mention) bool {
		return m.Actor() == giver && m.First > in && m.First-in <= 2
	})
}
