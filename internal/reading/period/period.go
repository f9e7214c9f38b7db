// Package period finds the times a report speaks of: written dates, months,
// quarters, halves, years and fiscal years, stretches such as 2026-2030, times
// reckoned from the publication day ("last week", "on Wednesday"), lengths of
// time, deadlines, and "since" a dated event.
//
// A time is a half-open interval of civil days, as exact as it was said. What
// the report does not tell (the year of a month when no publication day is
// known, whose fiscal year) stays empty: the mention is there, its interval is
// not. There is one mention for one expression, and none overlap.
//
// The words are in the lexicon (months, weekdays, timeunits, timewords,
// timenumbers, timephrases, seasons, holidays, eventnames, tenses; events,
// fiscalyears); this package knows how they are put together.
package period

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// Role says how a time binds what is said of it.
type Role uint8

// The roles of a mention.
const (
	Plain         Role = iota // a day or period: "in 2024", "on 31 May"
	RoleDeadline              // a last day: "by 2027", "before year's end", "until 31 December"
	RoleSince                 // a start only: "since the invasion", "after 2016"
	RoleAsOf                  // an end only: "to date", "as of 30 June"
	RoleDuration              // a length: "within a year", "a four-year package"
	RoleRecurring             // "annually", "every year", "€40 billion a year"
	RoleLoose                 // "now", "recently": no day is stated; Rule says past or present
)

// String names the role.
func (r Role) String() string {
	return [...]string{"plain", "deadline", "since", "as-of", "duration", "recurring", "loose"}[r]
}

// Mention is one time a report speaks of.
type Mention struct {
	text.Range
	// Interval is half-open; zero where the text does not tell. A deadline and
	// an as-of time have only an end, a since only a start.
	Interval pledgebook.Interval
	// At is the very day that "two months ago" reckons to; Interval is the
	// calendar unit it falls in.
	At   pledgebook.Day
	Role Role
	// Rule is the name of the rule that read it.
	Rule string
	// Length is how long, where a length is said; for a recurring time, how often.
	Length Duration
	// Ref is true where the publication day was needed.
	Ref bool
	// Ahead is true for "the next two years": it begins when it is said.
	Ahead bool
	// Fiscal is the number of a fiscal year ("FY2023"), 0 where there is none.
	// Its interval is unknown where the party's calendar is.
	Fiscal int
	// Event is true where a dated event gives the day.
	Event bool
	// Season is true for a season, whose months are those of the north.
	Season bool
	// Later is true for "later this year": some time in what is left.
	Later bool

	part part           // of a stretch: "before the end" is still inside it
	from pledgebook.Day // the day that At is reckoned from
}

// AtEnd reports "the end of 2023", which tells up to when rather than for how long.
func (m *Mention) AtEnd() bool { return m.part == endPart }

// Cut reports a part of a year or month: "late 2023", "the end of June".
func (m *Mention) Cut() bool { return m.part != whole }

// Reader finds times. It may be used by many goroutines.
type Reader struct {
	words    *words
	byItself text.Hints // the word may begin an expression
	inPhrase text.Hints // it may only as the first word of a phrase, as "the" and "with"
	leans    text.Hints // it may, but only with a word of time or number behind it: "a", "this", "several"
}

// New makes a reader; it adds its words to the vocabulary, which must not be
// in use yet. It fails where a table is malformed.
func New(v *text.Vocabulary, lex *lexicon.Lexicon) (*Reader, error) {
	w, err := loadWords(v, lex)
	if err != nil {
		return nil, err
	}
	r := &Reader{words: w, byItself: v.NewHint(), inPhrase: v.NewHint(), leans: v.NewHint()}
	const begins = month | weekday | unit | season | cardinal | ordinal | decadeWord | vague | one | relative | deictic |
		now | earlier | later | partWord | rest | half | quarterLetter | halfLetter | fiscalLetters | calendarLetters |
		fiscal | each | often | since | weekWord | yearWord
	for i, s := range w.senses {
		switch {
		case s.class&begins != 0:
			v.Hint(text.WordID(i), r.byItself)
			if s.class&(begins|opens)&^(one|relative|vague) == 0 {
				v.Hint(text.WordID(i), r.leans)
			}
		case s.class&opens != 0:
			v.Hint(text.WordID(i), r.inPhrase)
		}
	}
	return r, nil
}

// Find appends the times of a document, in order and without overlap. published
// is the publication day, or unknown.
func (r *Reader) Find(d *text.Document, published pledgebook.Day, into []Mention) []Mention {
	return r.FindFor(d, published, nil, into)
}

// FindFor is [Reader.Find] where the caller knows whose fiscal years and date
// order a place in the text follows: country returns the party, or "".
func (r *Reader) FindFor(d *text.Document, published pledgebook.Day, country func(token int) pledgebook.PartyID, into []Mention) []Mention {
	c := cursor{words: r.words, doc: d, published: published, country: country}
	first := len(into)
	starts := text.Figure | r.byItself | r.inPhrase
	for k := range d.Sentences {
		s := &d.Sentences[k]
		if s.First > c.atIn+atReach {
			c.at = pledgebook.Interval{}
		}
		if c.told.Start.Known() {
			c.yearTold, c.toldIn = c.told, c.sentence.First
		} else if s.First > c.toldIn+atReach {
			c.yearTold = pledgebook.Interval{}
		}
		c.sentence, c.told = s.Range, pledgebook.Interval{}
		for i := d.Next(s.First, s.End, starts); i < s.End; i = d.Next(i, s.End, starts) {
			if !r.begins(d, i) || d.Hints(i)&r.leans != 0 && c.plain(i+1) {
				i++
				continue
			}
			if p, end, ok := c.phraseAt(i); ok && p.kind == phraseName {
				i = end
				continue
			}
			m, ok := c.mention(i, s.First)
			if !ok {
				i++
				continue
			}
			if n := len(into); n > first && into[n-1].End > m.First {
				m.First = into[n-1].End
			}
			into = append(into, m)
			c.remember(m)
			i = m.End
		}
	}
	c.fillFiscal(into[first:])
	return into
}

// atReach bounds the words from a day or month to the sentence that follows it up.
const atReach = 80

// begins reports whether an expression may begin at token i.
func (r *Reader) begins(d *text.Document, i int) bool {
	h := d.Hints(i)
	return h&r.byItself != 0 || h&r.inPhrase != 0 && d.Has(i, r.words.category) || d.Tokens[i].Kind == text.Number
}

// remember keeps the last quarter and the sentence's last year: "a year
// earlier" is reckoned from them.
func (c *cursor) remember(m Mention) {
	if m.Role == RoleDuration && c.longStretch(m) {
		c.lastPart = pledgebook.Interval{}
	}
	if m.Role != Plain || !m.Interval.Start.Known() || !m.Interval.End.Known() {
		return
	}
	if m.Rule == "stretch" || m.Rule == "open-unit" || m.Rule == "ordinal-unit" {
		if days := m.Interval.End - m.Interval.Start; days > 31 && days < 360 {
			c.lastPart = m.Interval
		}
	}
	switch m.Interval.Granularity {
	case pledgebook.ByQuarter:
		if m.Rule == "told-stretch" {
			return
		}
		if !m.Season && m.Rule != "same-quarter" {
			c.quarter = m.Interval
		}
		if !m.Season {
			c.lastPart = c.quarter
		}
	case pledgebook.ByYear:
		if m.Rule != "rest-of" {
			c.told = m.Interval
		}
	case pledgebook.ByDay, pledgebook.ByMonth:
		c.at, c.atIn = m.Interval, c.sentence.First
		if !m.Ref {
			c.told = YearOf(m.Interval.Start.Year())
		}
	}
}

// longStretch reports "the nine months": a year before it is no quarter.
func (c *cursor) longStretch(m Mention) bool {
	return m.Length.Unit == Month && m.Length.N > 3 && (c.has(m.First-1, article|relative) || c.has(m.First+1, article))
}

// fillFiscal gives the years written with two numbers the calendar that the
// report states anywhere ("1986/87 (July-June)").
func (c *cursor) fillFiscal(found []Mention) {
	if c.stated == nil {
		return
	}
	for i := range found {
		m := &found[i]
		if m.Fiscal > 0 && m.Interval.IsZero() {
			m.Interval = m.bind(c.stated.year(m.Fiscal))
		}
	}
}

// bind leaves of an interval what the mention's role keeps.
func (m *Mention) bind(iv pledgebook.Interval) pledgebook.Interval {
	switch m.Role {
	case RoleDeadline, RoleAsOf:
		iv.Start = 0
	case RoleSince:
		iv.End = 0
	}
	return iv
}

// FiscalYear returns the fiscal year a party gives a number; false where its
// calendar is not known.
func (r *Reader) FiscalYear(party pledgebook.PartyID, n int) (pledgebook.Interval, bool) {
	f, ok := r.words.fiscal[party]
	if !ok {
		return pledgebook.Interval{}, false
	}
	return f.year(n), true
}
