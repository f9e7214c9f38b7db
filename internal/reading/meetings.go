package reading

import (
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/text"
)

// readMeetings reads who meets when, where and about what. Sentences about one
// meeting add to one entry.
func (s *scene) readMeetings() []pledgebook.Meeting {
	all := []pledgebook.Meeting{}
	for i := range s.sentences {
		v := &s.sentences[i]
		if v.kind != pledgebook.PartParagraph && v.kind != pledgebook.PartListItem {
			continue
		}
		m, ok := s.meetingIn(v)
		if !ok {
			continue
		}
		if k := slices.IndexFunc(all, func(o pledgebook.Meeting) bool { return sameMeeting(o, m) }); k >= 0 {
			joinMeetings(&all[k], m)
			continue
		}
		all = append(all, m)
	}
	return all
}

// meetingIn reads the meeting that a sentence tells of: it needs a name, and
// somebody who meets, joins or speaks there.
func (s *scene) meetingIn(v *sentence) (pledgebook.Meeting, bool) {
	noun, name, ok := s.meetingNoun(v)
	if !ok {
		return pledgebook.Meeting{}, false
	}
	m := pledgebook.Meeting{Name: s.doc.Slice(name), Span: s.doc.Span(v.Range), Participants: []string{}, Subjects: []string{}}
	m.ID = s.thingID("meeting", name.First)
	for i := v.parties.First; i < v.parties.End; i++ {
		if p := &s.parties[i]; name.Contains(p.Range) && p.Type != pledgebook.Person {
			m.Body = p.ID
			break
		}
	}
	s.meetingDate(v, &m)
	s.meetingSubjects(v, &m)
	s.meetingParticipants(v, name, &m)
	s.meetingPlace(v, noun, &m)
	note := func(field string, r text.Range, rule string) {
		span := s.doc.Span(r)
		m.Evidence = append(m.Evidence, pledgebook.Evidence{Field: field, Text: span.In(s.doc.Text), Span: span, Basis: pledgebook.Stated, Rule: rule})
	}
	note("name", name, "meeting-name")
	return m, len(m.Participants)+len(m.Subjects) > 0 || m.Date.Known()
}

// meetingNoun finds the meeting's noun and name: "the NATO-Ukraine Council",
// "a meeting of the …", "the Defence Ministers' Meeting". A body is a meeting
// only where somebody meets or a meeting of it is spoken of.
func (s *scene) meetingNoun(v *sentence) (noun text.Tag, name text.Range, ok bool) {
	g := &s.engine.gatherings
	_, meets := s.partTag(v.Range, "meet", "join")
	for _, t := range s.doc.TagsIn(v.Range) {
		if t.Category != g.noun || g.nouns[t.Ref] == "mechanism" {
			continue
		}
		first := s.nameStart(v.First, t.First)
		named := first < t.First
		if g.nouns[t.Ref] == "body" {
			if named && (meets || ok && g.nouns[noun.Ref] == "meeting") {
				return t, text.Range{First: first, End: t.End}, true
			}
			continue
		}
		if ok {
			continue
		}
		if named {
			noun, name, ok = t, text.Range{First: first, End: t.End}, true
			continue
		}
		if s.is(t.End, "of") {
			if end := s.nameEnd(t.End+1, v.End); end > t.End+1 {
				noun, name, ok = t, text.Range{First: t.First, End: end}, true
			}
		}
	}
	return noun, name, ok
}

// nameEnd returns where the capitalised name that begins at i ends.
func (s *scene) nameEnd(i, limit int) int {
	end := i
	for k := i; k < limit; k++ {
		t := s.doc.Tokens[k]
		switch {
		case t.Is(text.Capital):
			end = k + 1
		case t.Char == '-' && !t.Is(text.SpaceBefore), s.is(k, "the") && k == i, s.is(k, "of"), s.is(k, "and"):
		case s.lowerRole(k):
			end = k + 1
		default:
			return end
		}
	}
	return end
}

// lowerRole reports a plural office written small behind a name: "NATO defense
// ministers".
func (s *scene) lowerRole(k int) bool {
	w := strings.ToLower(s.doc.Of(k))
	return strings.HasSuffix(w, "ministers") || strings.HasSuffix(w, "leaders") || w == "defence" || w == "defense" || w == "foreign" || w == "finance"
}

func (s *scene) meetingDate(v *sentence, m *pledgebook.Meeting) {
	for i := v.periods.First; i < v.periods.End; i++ {
		p := &s.periods[i]
		if p.Role == period.Plain && p.Interval.Granularity == pledgebook.ByDay && p.Interval.Start.Known() {
			m.Date = p.Interval.Start
			return
		}
	}
}

func (s *scene) meetingSubjects(v *sentence, m *pledgebook.Meeting) {
	t, ok := s.partTag(v.Range, "about")
	if !ok {
		return
	}
	end := s.phraseEnd(t.End, v.End)
	if with, ok := s.partTag(text.Range{First: t.End, End: end}, "with"); ok {
		end = with.First
	}
	m.Subjects = s.phrases(text.Range{First: t.End, End: end})
}

func (s *scene) meetingPlace(v *sentence, noun text.Tag, m *pledgebook.Meeting) {
	for i := v.parties.First; i < v.parties.End; i++ {
		p := &s.parties[i]
		if p.Location && p.First > noun.First {
			m.Place = s.doc.Slice(p.Range)
			return
		}
	}
}

// meetingParticipants takes the subject of the verb of meeting or joining, and
// whoever is met "with".
func (s *scene) meetingParticipants(v *sentence, name text.Range, m *pledgebook.Meeting) {
	verb, ok := s.partTag(v.Range, "meet", "join")
	if ok {
		s.addSubject(v, verb.First, m)
	}
	from := v.First
	if ok {
		from = verb.End
	}
	with, found := s.partTag(text.Range{First: from, End: v.End}, "with")
	if !found {
		return
	}
	end := s.phraseEnd(with.End, v.End)
	s.addParties(v, with.End, end, name, m)
}

// addSubject takes the noun phrase before a verb: persons and parties, or a
// plural office such as "NATO defence ministers".
func (s *scene) addSubject(v *sentence, verb int, m *pledgebook.Meeting) {
	first := verb
	for i := verb - 1; i >= v.First; i-- {
		c := s.char(i)
		if c == ';' || c == ':' || c == '"' || c == '“' || c == '”' {
			break
		}
		first = i
	}
	if k := s.afterIntroduction(first, verb); k < verb {
		first = k
	}
	before := len(m.Participants)
	s.addParties(v, first, verb, text.Range{}, m)
	if len(m.Participants) == before {
		return
	}
}

// afterIntroduction skips "According to him," and "For the first time," at the
// start of a sentence.
func (s *scene) afterIntroduction(first, verb int) int {
	for i := first; i < min(first+8, verb); i++ {
		if s.char(i) == ',' && !s.doc.Tokens[i-1].Is(text.Capital) {
			return i + 1
		}
	}
	return first
}

// addParties adds the parties of a stretch as participants: by their name, or
// with the office they hold together ("NATO defence ministers").
func (s *scene) addParties(v *sentence, from, to int, not text.Range, m *pledgebook.Meeting) {
	for i := v.parties.First; i < v.parties.End; i++ {
		p := &s.parties[i]
		if p.First < from || p.End > to || not.Overlaps(p.Range) || p.Location || p.ID == "" {
			continue
		}
		who := s.doc.Slice(p.Range)
		if p.Person != nil && p.Person.Name != "" {
			who = p.Person.Name
		} else if end := s.officeEnd(p.End, to); end > p.End {
			who = s.doc.Slice(text.Range{First: p.First, End: end})
		} else if p.Form == "demonym" || p.Form == "pronoun" || p.Possessive {
			continue
		}
		if !slices.Contains(m.Participants, who) {
			m.Participants = append(m.Participants, who)
		}
	}
}

// officeEnd returns the end of a plural office behind a party's name.
func (s *scene) officeEnd(i, to int) int {
	end := i
	for k := i; k < min(i+4, to); k++ {
		w := strings.ToLower(s.doc.Of(k))
		if strings.HasSuffix(w, "ministers") || strings.HasSuffix(w, "leaders") || strings.HasSuffix(w, "allies") {
			return k + 1
		}
		if s.doc.Tokens[k].Kind != text.Word {
			return end
		}
	}
	return end
}

// sameMeeting reports two tellings of one meeting: the words of one name are
// among the other's.
func sameMeeting(a, b pledgebook.Meeting) bool {
	x, y := nameWords(a.Name), nameWords(b.Name)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range x {
		if !slices.Contains(y, w) {
			return false
		}
	}
	return !a.Date.Known() || !b.Date.Known() || a.Date == b.Date
}

// nameWords returns the words of a name that tell it apart, British and
// American spellings folded.
func nameWords(name string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !('a' <= r && r <= 'z' || r > 127 && r != '’') }) {
		switch w {
		case "of", "the", "s", "and":
		case "defense":
			words = append(words, "defence")
		default:
			words = append(words, w)
		}
	}
	return words
}

func joinMeetings(into *pledgebook.Meeting, m pledgebook.Meeting) {
	if !into.Date.Known() {
		into.Date = m.Date
	}
	if into.Place == "" {
		into.Place = m.Place
	}
	for _, p := range m.Participants {
		if !slices.Contains(into.Participants, p) {
			into.Participants = append(into.Participants, p)
		}
	}
	for _, p := range m.Subjects {
		if !slices.Contains(into.Subjects, p) {
			into.Subjects = append(into.Subjects, p)
		}
	}
	into.Evidence = append(into.Evidence, m.Evidence...)
}
