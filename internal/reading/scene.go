package reading

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/item"
	"pledgebook/internal/reading/money"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/quote"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/turn"
	"pledgebook/internal/reading/weigh"
)

// scene is everything the recognisers found in one report, and what the report
// as a whole is about. It is reused from report to report.
type scene struct {
	engine *Engine
	report *pledgebook.Report
	// published is the day of the report, or unknown.
	published pledgebook.Day
	doc       text.Document

	numbers []number.Mention
	sums    []money.Mention
	parties []party.Mention
	periods []period.Mention
	goods   []item.Mention
	turns   []turn.Turn
	said    []quote.Mention

	roles         []stage.Role // by token
	sentences     []sentence
	topic         topic
	theme         *kindTally // what the report as a whole speaks of
	kindScratch   []stage.KindWord
	voice         pledgebook.PartyID          // who publishes or signs the report
	homeState     *pledgebook.PartyID         // whom the report speaks for, once asked
	people        map[pledgebook.PartyID]bool // persons whose state nobody tells, once asked
	businessWords int                         // how often a noun is one of business
	givers        int                         // how many parties are told to give; -1 before it is counted
	aidWords      int                         // how often a noun says aid by itself
	abroadWords   int                         // how often a noun says that the money leaves the country
	tally         []stateCount                // room of mostNamed
	fund          *party.Mention              // whom money is drawn on, once sought
	fundSought    bool
	lookedFor     []lookedFor // parties that were looked for in the whole report
	drafting      draft       // the one being read
	acting        draft       // an act without a sum, while a sum behind it is tied to it
	drafts        []draft
	passed        []pledgebook.PassedOver // figures that made no claim
	lead          *draft                  // of the list being read
	leadAt        int                     // its sentence, plus one
	spare         [][]pledgebook.Evidence // room for the evidence of drafts
	traits        weigh.Traits            // of the figure being weighed
	totals        totals                  // what the words of sentences speak for, once added up
	weighed       weigh.Total             // what all that is so of the figure speaks for
	claimed       int                     // how many sums are claims so far
	toHash        []byte                  // what an id is made of
	see           *Watcher                // who watches; nil in reading
}

// sentence is one sentence with the mentions inside it, as index ranges into
// the scene's slices.
type sentence struct {
	text.Range
	kind    pledgebook.PartKind
	part    int
	sums    text.Range
	parties text.Range
	periods text.Range
	goods   text.Range
	// The stage words are read only where a sentence needs them.
	read      bool
	verbs     []stage.Predicate
	nouns     []stage.Noun
	revisers  []stage.Reviser
	kindWords []stage.KindWord
	// What its words count as among traits, cut where a figure is weighed.
	traitsRead bool
	traitWords []traitWord
	// What it speaks for of figures behind and before it: places among the totals, plus one.
	asPrior, asNext int
}

// reset reads a report into the scene.
func (s *scene) reset(e *Engine, report *pledgebook.Report) {
	s.engine, s.report = e, report
	s.doc.Analyse(e.vocab, report.Text, report.Parts)
	s.published = report.Published.Day()
	s.numbers = e.numbers.Find(&s.doc, s.numbers[:0])
	s.turns = e.turns.Find(&s.doc, report.Headline, s.turns[:0])
	s.parties, s.voice = e.parties.ResolveFor(&s.doc, *report, s.turns, s.withoutNamesakes(e.parties.Find(&s.doc, s.parties[:0])))
	s.inTheirDay()
	s.sums = e.sums.FindFor(&s.doc, s.numbers, s.published, s.ground, s.sums[:0])
	s.goods = e.items.Find(&s.doc, s.numbers, s.goods[:0])
	s.recycle()
	s.theme, s.givers, s.homeState, s.people = nil, -1, nil, nil
	s.traits.Named = s.see != nil
	s.totals.drop()
	s.lead, s.leadAt, s.passed, s.fundSought = nil, 0, nil, false
	s.lookedFor = s.lookedFor[:0]
	s.roles = e.stages.Roles(&s.doc, s.roles[:0])
	s.cutSentences()
	s.aidWords, s.abroadWords, s.businessWords = e.stages.CountAid(&s.doc)
	s.topic, s.periods = topic{}, s.periods[:0]
	s.topic = s.readTopic()
	s.periods = e.periods.FindFor(&s.doc, s.published, s.fiscalCountry, s.periods[:0])
	s.dealPeriods()
}

// maxSpare bounds the room kept from one report to the next.
const maxSpare = 256

// recycle keeps the room of an earlier report's evidence, and none of its words.
func (s *scene) recycle() {
	for i := range s.drafts {
		e := s.drafts[i].claim.Evidence
		clear(e)
		if len(s.spare) < maxSpare {
			s.spare = append(s.spare, e[:0])
		}
	}
	clear(s.drafts)
	s.drafts = s.drafts[:0]
}

// room returns an empty list of evidence.
func (s *scene) room() []pledgebook.Evidence {
	if n := len(s.spare); n > 0 {
		e := s.spare[n-1]
		s.spare = s.spare[:n-1]
		return e
	}
	return make([]pledgebook.Evidence, 0, 12)
}

// cutSentences deals the mentions out to their sentences.
func (s *scene) cutSentences() {
	n := len(s.doc.Sentences)
	s.sentences = s.sentences[:cap(s.sentences)]
	if n > len(s.sentences) {
		s.sentences = append(s.sentences, make([]sentence, n-len(s.sentences))...)
	}
	s.sentences = s.sentences[:n]
	m, p, g := 0, 0, 0
	for i := range s.sentences {
		sent, v := &s.doc.Sentences[i], &s.sentences[i]
		v.Range, v.part, v.kind = sent.Range, sent.Part, s.doc.Parts[sent.Part].Kind
		v.sums, m = within(sent.Range, m, len(s.sums), func(i int) text.Range { return s.sums[i].Range })
		v.parties, p = within(sent.Range, p, len(s.parties), func(i int) text.Range { return s.parties[i].Range })
		v.goods, g = within(sent.Range, g, len(s.goods), func(i int) text.Range { return s.goods[i].Range })
		v.forget()
	}
}

// forget drops the words of an earlier report and keeps their room.
func (v *sentence) forget() {
	v.read, v.traitsRead, v.periods, v.asPrior, v.asNext = false, false, text.Range{}, 0, 0
	v.verbs, v.nouns, v.revisers, v.kindWords, v.traitWords = v.verbs[:0], v.nouns[:0], v.revisers[:0], v.kindWords[:0], v.traitWords[:0]
}

// dealPeriods deals the times out to their sentences.
func (s *scene) dealPeriods() {
	t := 0
	for i := range s.sentences {
		v := &s.sentences[i]
		v.periods, t = within(v.Range, t, len(s.periods), func(i int) text.Range { return s.periods[i].Range })
	}
}

// fiscalCountry says whose fiscal years a place in the text follows: those of
// the state that the report is about as a giver.
func (s *scene) fiscalCountry(token int) pledgebook.PartyID {
	if id := s.payerNear(token); id != "" {
		return id
	}
	if id := s.houseNear(token); id != "" {
		return id
	}
	for _, n := range s.topic.providers {
		if n.id.IsState() {
			return n.id
		}
	}
	if home := s.home(); home != "" {
		return home
	}
	return s.soleDonor()
}

// currencyReach bounds the words between a sum and its fiscal year.
const currencyReach = 12

// payerNear returns the state whose own currency the sum nearest to a token is in: "£46 million
// in 2022-23"; none for the currencies that others count in as well.
func (s *scene) payerNear(token int) (near pledgebook.PartyID) {
	best := currencyReach
	for i := range s.sums {
		m := &s.sums[i]
		away := max(token-m.End, m.First-token)
		if m.First > token+currencyReach {
			break
		}
		if away > best || m.Money.Currency == worldsMoney {
			continue
		}
		best, near = away, s.engine.issuers[m.Money.Currency]
		if id := s.issuesAndGives(m.Money.Currency); near == "" && id.IsState() {
			near = id // the pound has several issuers
		}
	}
	return near
}

// houseNear returns the state of the first parliament that a token's sentence names: "Congress
// voted 3 million in fiscal 2022" tells whose fiscal year it is.
func (s *scene) houseNear(token int) pledgebook.PartyID {
	i := s.doc.SentenceAt(token)
	if i < 0 || i >= len(s.sentences) {
		return ""
	}
	v := &s.sentences[i]
	for k := v.parties.First; k < v.parties.End; k++ {
		if m := &s.parties[k]; m.Form == party.House && m.Actor().IsState() {
			return m.Actor()
		}
	}
	return ""
}

// soleDonor returns the only state of a report that gives aid by habit, or none.
func (s *scene) soleDonor() (only pledgebook.PartyID) {
	for i := range s.parties[:min(len(s.parties), 64)] {
		id := s.parties[i].Actor()
		if !id.IsState() || !s.donor(id) || id == only {
			continue
		}
		if only != "" {
			return ""
		}
		only = id
	}
	return only
}

// within returns the index range of the mentions that begin inside r, and where
// to go on.
func within(r text.Range, from, n int, at func(int) text.Range) (text.Range, int) {
	for from < n && at(from).First < r.First {
		from++
	}
	end := from
	for end < n && at(end).First < r.End {
		end++
	}
	return text.Range{First: from, End: end}, end
}

// words reads the stage words of a sentence, once.
func (s *scene) words(i int) *sentence {
	v := &s.sentences[i]
	if v.read {
		return v
	}
	v.read = true
	e := s.engine.stages
	v.verbs = slices.DeleteFunc(e.Predicates(&s.doc, v.Range, s.speaksOfGoods(v), v.verbs), func(p stage.Predicate) bool { return s.insideParty(v, p.Head) || s.aidMeeting(p.Head) })
	s.awaitFrom(v)
	v.nouns = slices.DeleteFunc(e.Nouns(&s.doc, v.Range, v.nouns), func(n stage.Noun) bool { return s.insideParty(v, n.First) })
	v.revisers = e.Revisers(&s.doc, v.Range, v.revisers)
	v.kindWords = e.Kinds(&s.doc, v.Range, v.kindWords)
	return v
}

// aidMeeting reports "aid" before a noun for a meeting: "the Sudan aid conference" aids
// nobody.
func (s *scene) aidMeeting(k int) bool { return s.says(k, cue.Aid) && s.isMeeting(k+1) }

// insideParty reports that a token belongs to a party's name: "Finance" in
// "Finance Minister".
func (s *scene) insideParty(v *sentence, i int) bool {
	for k := v.parties.First; k < v.parties.End; k++ {
		if m := &s.parties[k]; m.First <= i && i < m.End {
			return true
		}
	}
	return false
}

// is reports whether token i is one of the small words.
func (s *scene) is(i int, words cue.Small) bool { return s.doc.Is(i, words) }

// says reports whether token i is one of the words of a sense.
func (s *scene) says(i int, words cue.Sense) bool { return s.doc.Says(i, words) }

// char returns the character of a punctuation or symbol token, or 0.
func (s *scene) char(i int) rune {
	if i < 0 || i >= len(s.doc.Tokens) {
		return 0
	}
	return s.doc.Tokens[i].Char
}

// role returns the closed-class roles of token i.
func (s *scene) role(i int) stage.Role {
	if i < 0 || i >= len(s.roles) {
		return 0
	}
	return s.roles[i]
}

// hashID makes an id from the report, a description of the place, and the
// engine version.
func (s *scene) hashID(place string) string {
	s.toHash = append(append(append(s.toHash[:0], s.report.ID...), ' '), place...)
	return s.hashed()
}

// spanID is hashID of a thing at a span.
func (s *scene) spanID(thing string, span pledgebook.Span) string {
	s.toHash = append(append(append(append(s.toHash[:0], s.report.ID...), ' '), thing...), ' ')
	s.toHash = strconv.AppendInt(append(strconv.AppendInt(s.toHash, int64(span.Start), 10), ' '), int64(span.End), 10)
	return s.hashed()
}

// hashed is the hash of what toHash holds and the engine version.
func (s *scene) hashed() string {
	s.toHash = append(append(s.toHash, ' '), pledgebook.Engine...)
	h := sha256.Sum256(s.toHash)
	s.toHash = hex.AppendEncode(s.toHash[:0], h[:12])
	return string(s.toHash)
}
