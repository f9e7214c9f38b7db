package period

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// class is what a word can be inside a time expression, as a set of bits; one
// word may be several ("second": an ordinal and a unit).
type class uint64

const (
	month class = 1 << iota
	weekday
	unit
	season
	name            // also a person's or a firm's
	careful         // also another word: "may", "fall"
	cardinal        // "four"
	ordinal         // "third"
	scale           // hundred, thousand
	decadeWord      // "seventies"
	vague           // "several": a number unsaid
	article         // the
	one             // "a": counts one unit
	of              // of
	in              // in
	on              // on, at
	to              // to, through
	until           // until, through
	and             // and
	from            // from
	between         // between
	by              // by
	before          // before
	since           // since
	after           // after
	within          // within
	over            // over, during
	forLength       // for
	relative        // "last", "this", "next"
	narrative       // "the following year": of the year told
	trailing        // "past": the stretch up to the day
	deictic         // "yesterday"
	now             // "now", "recently"
	ago             // "ago"
	earlier         // "earlier"
	later           // "later"
	partWord        // "early", "end"
	rest            // "the rest of"
	half            // "half"
	quarterLetter   // Q
	halfLetter      // H
	fiscalLetters   // FY
	calendarLetters // CY
	fiscal          // "fiscal", "financial"
	calendar        // "calendar year"
	weekWord        // "week"
	yearWord        // "year"
	owner           // "its", "their"
	each            // "every", "per"
	often           // "annually"
	starting        // "starting on"
	ordinalEnding   // "st", "nd", "rd", "th"
	pluralEnding    // "s", "'s"
	filler          // "full", "only"
	counted         // "million", "tonnes": the number before is a count
	aged            // "six years old" is an age
	ending          // "the year ended 31 March"
	onward          // "from 2026 onwards"
	numbered        // "resolution 2139": no year behind it
	than            // "more than"
	less            // "less than"
	timeNoun        // "in a week's time"
	otherYear       // a school year: not the calendar's
	opens           // begins a phrase of timephrases or eventnames
)

// classNames are the classes as timewords.tsv spells them.
var classNames = map[string]class{
	"article": article, "one": one, "of": of, "in": in, "on": on, "to": to, "until": until, "and": and,
	"from": from, "between": between, "by": by, "before": before, "since": since, "after": after,
	"within": within, "over": over, "for": forLength, "relative": relative, "trailing": trailing,
	"narrative": narrative, "deictic": deictic, "now": now, "ago": ago, "earlier": earlier, "later": later,
	"part": partWord, "rest": rest, "half": half, "quarter-letter": quarterLetter, "half-letter": halfLetter,
	"fiscal-letters": fiscalLetters, "calendar-letters": calendarLetters, "fiscal": fiscal,
	"calendar": calendar, "week": weekWord, "year": yearWord, "owner": owner, "each": each, "often": often,
	"starting": starting, "ordinal-ending": ordinalEnding, "plural-ending": pluralEnding, "filler": filler,
	"aged": aged, "ending": ending, "than": than, "numbered": numbered, "onward": onward, "less": less,
	"time": timeNoun, "other-year": otherYear, "counted": counted,
}

var partNames = map[string]part{"begin": begin, "early": early, "mid": mid, "late": late, "end": endPart}

var unitNames = map[string]Unit{
	"second": Second, "minute": Minute, "hour": Hour, "day": Day, "workweek": workweek, "weekend": Weekend, "week": Week,
	"month": Month, "quarter": Quarter, "half": Half, "year": Year, "decade": Decade, "century": Century,
}

// sense is all that a word can mean in a time expression.
type sense struct {
	class   class
	number  int16 // of a cardinal, ordinal, scale or decade word
	month   int8
	weekday int8 // Monday is 1
	season  int8 // its first month
	shift   int8 // of a relative or deictic word
	unit    Unit
	count   int8 // units the word stands for: a fortnight is two weeks
	many    bool
	often   Unit
	part    part
	tense   verbTense
	near    eventSet // events that the word stands near
}

// phrase is what a phrase of timephrases.tsv or eventnames.tsv stands for.
type phrase struct {
	kind  phraseKind
	shift int            // of a deictic phrase
	feast feast          // of a feast
	day   pledgebook.Day // of an event
	near  eventSet       // of an event named in general words
}

// eventSet is a set of the events that general words can mean.
type eventSet uint16

type phraseKind uint8

const (
	phraseDeictic phraseKind = iota + 1
	phraseToDate
	phraseYearToDate
	phraseAsOf
	phraseBy
	phraseUntil
	phraseBefore
	phraseSince
	phraseAfter
	phraseYearEnd
	phraseWeekOf
	phraseEvent
	phraseHoliday
	phraseName  // a name with a time in it
	phraseLoose // no day is stated: "the near future"
)

var phraseKinds = map[string]phraseKind{
	"deictic": phraseDeictic, "to-date": phraseToDate, "year-to-date": phraseYearToDate, "as-of": phraseAsOf,
	"by": phraseBy, "until": phraseUntil, "before": phraseBefore, "since": phraseSince, "after": phraseAfter, "year-end": phraseYearEnd, "week-of": phraseWeekOf, "name": phraseName, "loose": phraseLoose,
}

// words is the part of the lexicon that time expressions are built of.
type words struct {
	vocab                  *text.Vocabulary
	senses                 []sense // by WordID
	category               text.Category
	verb, noun, goods      text.Category // of the recognisers of stages and goods
	phrases                []phrase
	fiscal                 map[pledgebook.PartyID]fiscalCalendar
	general                map[string]eventSet
	wordForms, numberForms []timeForm
	err                    error
}

func loadWords(v *text.Vocabulary, lex *lexicon.Lexicon) (*words, error) {
	w := &words{vocab: v, category: v.Category("time"), verb: v.Category("verb"), noun: v.Category("aid-noun"), goods: v.Category("goods"), fiscal: map[pledgebook.PartyID]fiscalCalendar{}, general: map[string]eventSet{}, wordForms: wordForms(), numberForms: numberForms()}
	for _, t := range []struct {
		name string
		add  func(lexicon.Row)
	}{
		{"months", w.addMonth}, {"weekdays", w.addWeekday}, {"timeunits", w.addUnit}, {"seasons", w.addSeason},
		{"timenumbers", w.addNumber}, {"timewords", w.addWord}, {"tenses", w.addTense}, {"timephrases", w.addPhrase},
		{"holidays", w.addHoliday}, {"fiscalyears", w.addFiscal},
	} {
		for _, row := range lex.Table(t.name).Rows {
			if t.add(row); w.err != nil {
				return nil, fmt.Errorf("lexicon table %s, line %d: %w", t.name, row.Line, w.err)
			}
		}
	}
	return w, w.addEvents(lex)
}

// of returns the place of a word's sense, to be filled in.
func (w *words) of(word string, c class) *sense {
	id := w.vocab.Intern(word)
	for int(id) >= len(w.senses) {
		w.senses = append(w.senses, sense{})
	}
	s := &w.senses[id]
	s.class |= c
	return s
}

func (w *words) number(row lexicon.Row, column string) int {
	if row.Get(column) == "" {
		return 0
	}
	n, err := strconv.Atoi(row.Get(column))
	if err != nil {
		w.err = fmt.Errorf("%s is no number: %w", column, err)
	}
	return n
}

func (w *words) addMonth(row lexicon.Row) {
	w.of(row.Phrase(), month|care(row)).month = int8(w.number(row, "month"))
}

func (w *words) addWeekday(row lexicon.Row) {
	w.of(row.Phrase(), weekday|care(row)).weekday = int8(w.number(row, "weekday"))
}

func (w *words) addSeason(row lexicon.Row) {
	w.of(row.Phrase(), season|care(row)).season = int8(w.number(row, "first"))
}

func care(row lexicon.Row) class {
	switch row.Get("care") {
	case "yes":
		return careful
	case "name":
		return careful | name
	}
	return 0
}

func (w *words) addUnit(row lexicon.Row) {
	s := w.of(row.Phrase(), unit)
	s.unit, s.count, s.many = w.unit(row.Get("unit")), int8(w.number(row, "count")), row.Get("many") == "yes"
}

func (w *words) unit(name string) Unit {
	u, ok := unitNames[name]
	if !ok {
		w.err = fmt.Errorf("%q is no unit of time", name)
	}
	return u
}

func (w *words) addNumber(row lexicon.Row) {
	kinds := map[string]class{"cardinal": cardinal, "ordinal": ordinal, "scale": scale, "decade": decadeWord, "vague": vague}
	c, ok := kinds[row.Get("kind")]
	if !ok {
		w.err = fmt.Errorf("%q is no kind of number word", row.Get("kind"))
	}
	w.of(row.Phrase(), c).number = int16(w.number(row, "value"))
}

func (w *words) addWord(row lexicon.Row) {
	c, ok := classNames[row.Get("class")]
	if !ok {
		w.err = fmt.Errorf("%q is no class of time words", row.Get("class"))
		return
	}
	s := w.of(row.Phrase(), c)
	switch c {
	case partWord:
		if s.part, ok = partNames[row.Get("value")]; !ok {
			w.err = fmt.Errorf("%q is no part of a stretch of time", row.Get("value"))
		}
	case often:
		s.often = w.unit(row.Get("value"))
	case relative, deictic, now:
		s.shift = int8(w.number(row, "value"))
	}
}

func (w *words) addTense(row lexicon.Row) {
	tenses := map[string]verbTense{"past": verbPast, "future": verbFuture, "intent": verbIntent, "toward": verbToward, "be": verbBe, "modal": verbModal, "have": verbHave, "aim": verbAim}
	t, ok := tenses[row.Get("tense")]
	if !ok {
		w.err = fmt.Errorf("%q is no tense", row.Get("tense"))
	}
	w.of(row.Phrase(), 0).tense = t
}

func (w *words) addPhrase(row lexicon.Row) {
	kind, ok := phraseKinds[row.Get("class")]
	if !ok {
		w.err = fmt.Errorf("%q is no class of time phrases", row.Get("class"))
	}
	w.put(row.Phrase(), phrase{kind: kind, shift: w.number(row, "value")})
}

// put makes a phrase findable, and its first word an opener.
func (w *words) put(words string, p phrase) {
	w.vocab.Add(w.category, words, len(w.phrases))
	w.phrases = append(w.phrases, p)
	w.of(firstWord(words), opens)
}

func firstWord(phrase string) string {
	end := strings.IndexFunc(phrase, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end == 0 { // a sign
		_, end = utf8.DecodeRuneInString(phrase)
	}
	if end < 0 {
		return phrase
	}
	return phrase[:end]
}

func (w *words) addEvents(lex *lexicon.Lexicon) error {
	days := map[string]pledgebook.Day{}
	for _, row := range lex.Table("events").Rows {
		d, err := pledgebook.ParseDay(row.Get("date"))
		if err != nil {
			return fmt.Errorf("lexicon table events, line %d: %w", row.Line, err)
		}
		days[row.Phrase()] = d
	}
	for _, row := range lex.Table("eventnames").Rows {
		d, ok := days[row.Get("key")]
		if !ok {
			return fmt.Errorf("lexicon table eventnames, line %d: no event %q", row.Line, row.Get("key"))
		}
		p := phrase{kind: phraseEvent, day: d}
		if near := row.List("near"); len(near) > 0 {
			if p.near = w.nearEvent(row.Get("key"), near); p.near == 0 {
				return fmt.Errorf("lexicon table eventnames, line %d: too many events in general words", row.Line)
			}
		}
		w.put(row.Phrase(), p)
	}
	return nil
}

// nearEvent gives an event its bit in the senses of the words that stand near it.
func (w *words) nearEvent(key string, near []string) eventSet {
	bit, ok := w.general[key]
	if !ok {
		bit = 1 << len(w.general)
		w.general[key] = bit
	}
	for _, word := range near {
		w.of(word, 0).near |= bit
	}
	return bit
}

// addHoliday puts a feast among the phrases.
func (w *words) addHoliday(row lexicon.Row) {
	w.put(row.Phrase(), phrase{kind: phraseHoliday, feast: w.newFeast(row)})
}

func (w *words) addFiscal(row lexicon.Row) {
	w.fiscal[pledgebook.PartyID(row.Phrase())] = fiscalCalendar{
		month: w.number(row, "month"), namedByEnd: row.Get("named") == "end",
	}
}
