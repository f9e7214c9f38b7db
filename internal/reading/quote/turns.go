package quote

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/turn"
)

// startTurns adds the turns that begin in the unit, and leaves their labels out of
// it: a label is no clause.
func (f *finder) startTurns() {
	for f.turn < len(f.turns) && f.turns[f.turn].End <= f.unit.First {
		f.turn++
	}
	for i := len(f.turned); i < len(f.turns) && f.turns[i].First < f.unit.End; i++ {
		f.startTurn(&f.turns[i])
	}
	if f.turn == len(f.turns) {
		return
	}
	if t := &f.turns[f.turn]; t.Continues < 0 && t.Label.Len() > 0 && f.unit.First <= t.Label.First && t.Label.First < f.unit.End {
		f.unit.First = min(t.First, f.unit.End)
		f.floor, f.soft, f.start = f.unit.First, f.unit.First, f.unit.First
	}
}

// startTurn makes a turn a quote. What is quoted inside is not gone on with from
// outside.
func (f *finder) startTurn(t *turn.Turn) {
	m := Mention{Range: t.Range, Clause: t.Range, Form: pledgebook.Direct, Class: Say, Turn: pledgebook.StatementTurn, Source: t.Source,
		Speaker: t.Speaker, Basis: pledgebook.Stated, Continues: -1, DiffersFrom: -1, Rule: "transcript-turn", order: f.number}
	if t.Label.Len() == 0 {
		m.Rule, m.Basis = "delivered", pledgebook.Context
	} else if f.d.Tokens[t.Label.End].Char == ':' {
		m.Cue = text.Range{First: t.Label.End, End: t.Label.End + 1}
	}
	if t.Question {
		m.Rule, m.Class, m.Turn = "transcript-question", Ask, pledgebook.QuestionTurn
	}
	at := -1
	if !f.wordless(t.Range) && (t.Label.Len() > 0 || t.Speaker.Name != "") {
		if t.Continues >= 0 {
			m.Continues = f.turned[t.Continues]
		}
		at = f.put(m)
	}
	f.turned = append(f.turned, at)
	f.said, f.direct = lastSaid{mention: -1}, lastSaid{mention: -1}
}

// ownWords reports that a source is the "I" or "we" of who has the floor: their
// words are quoted whole already.
func (f *finder) ownWords(source text.Range) bool {
	if f.turn == len(f.turns) || source.Len() != 1 || !f.turns[f.turn].Contains(source) || f.in[source.First] != 0 {
		return false
	}
	return f.wordAt(source.First)&me != 0
}
