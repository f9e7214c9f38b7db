package reading

import (
	"pledgebook"
	"pledgebook/lexicon"
)

// This file reads "Moscow" in a report of 1987 as the state whose capital it was.

// former is a state that is no more, its last day, and the state that has its capital now.
type former struct {
	id, heir pledgebook.PartyID
	until    pledgebook.Day
}

// noteFormers notes the former states that have an heir.
func (e *Engine) noteFormers(lex *lexicon.Lexicon) error {
	for _, row := range lex.Table("states").Rows {
		if row.Get("heir") == "" {
			continue
		}
		until, err := pledgebook.ParseDay(row.Get("until"))
		if err != nil {
			return err
		}
		e.formers = append(e.formers, former{pledgebook.PartyID(row.Get("id")), pledgebook.PartyID(row.Get("heir")), until})
	}
	return nil
}

// inTheirDay gives the parties of an old report the states that there were on its day.
func (s *scene) inTheirDay() {
	for _, f := range s.engine.formers {
		if !s.published.Known() || s.published > f.until {
			continue
		}
		for i := range s.parties {
			m := &s.parties[i]
			if m.ID == f.heir {
				m.ID = f.id
			}
			if m.State == f.heir {
				m.State = f.id
			}
		}
	}
}
