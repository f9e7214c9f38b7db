package reading

import (
	"slices"
	"strings"
	"unicode"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// addPeople adds the members of a list as participants: persons by their name,
// offices held together ("NATO defence ministers"), bodies and states. "The
// ministers of A, B and C" are A, B and C.
func (f *meetingFinder) addPeople(r text.Range, rule string) {
	list := f.list(f.v, r)
	for i, e := range list {
		named := i > 0 && f.introduces(list[i-1], e)
		if i+1 < len(list) {
			if f.introduces(e, list[i+1]) {
				continue
			}
			e = f.afterOffice(e, list[i+1])
		}
		who, at := f.participant(e)
		if named && who == "" {
			who, at = f.told(e), e
		}
		if who == "" || slices.Contains(f.m.Participants, who) {
			continue
		}
		f.m.Participants = append(f.m.Participants, who)
		f.note("participants", at, rule)
	}
}

// introduces reports "their Moldovan counterpart" before the name of who that is.
func (f *meetingFinder) introduces(e, next text.Range) bool {
	return f.hasPart(e.End-1, "counterpart") && f.doc.Tokens[next.First].Is(text.Capital)
}

// afterOffice returns what stands behind "ministers of" where the list goes on
// with a bare name: the office is that of them all.
func (f *meetingFinder) afterOffice(e, next text.Range) text.Range {
	if f.partyIn(f.v, next, func(i int) bool { return f.parties[i].Range == next && f.parties[i].Type == pledgebook.State }) < 0 {
		return e
	}
	for k := e.First + 1; k < e.End-1; k++ {
		if f.is(k, cue.Of) && f.hasPart(k-1, "office") {
			return text.Range{First: f.firstNoun(k + 1), End: e.End}
		}
	}
	return e
}

// participant names one member of a list: a named person, else the phrase, where
// it tells of a party or an office.
func (f *meetingFinder) participant(e text.Range) (string, text.Range) {
	e = f.headPhrase(e)
	if i := f.partyIn(f.v, e, func(i int) bool { p := f.parties[i].Person; return p != nil && p.Name != "" }); i >= 0 {
		return f.parties[i].Person.Name, f.parties[i].Range
	}
	if office := f.office(e); office.Len() > 0 {
		return f.told(office), office
	}
	i := f.partyIn(f.v, e, func(i int) bool {
		p := &f.parties[i]
		return !p.Location && (p.ID != "" || p.Person != nil) && (p.Person != nil && p.Person.Role != "" || f.namesParty(p.Range)) && p.Form != party.Pronoun
	})
	if i < 0 {
		return "", e
	}
	e.First = f.parties[i].First
	for e.First < e.End && f.role(e.First)&stage.Determiner != 0 {
		e.First++
	}
	return f.told(e), e
}

// headPhrase cuts a phrase at the first preposition but "of" and drops "by".
func (f *meetingFinder) headPhrase(e text.Range) text.Range {
	if f.is(e.First, cue.By) {
		e.First = f.firstNoun(e.First + 1)
	}
	for k := e.First; k < e.End; k++ {
		if f.is(k, cue.At|cue.On|cue.In|cue.From|cue.For) {
			e.End = k
		}
	}
	return e
}

// namesParty reports a party's name, and no pronoun.
func (f *meetingFinder) namesParty(r text.Range) bool { return f.doc.Tokens[r.First].Is(text.Capital) }

// office returns the words of an office that many hold: "NATO defence ministers",
// "the leaders of Kenya and Ghana". Small words before it that belong to no
// office are left out.
func (f *meetingFinder) office(e text.Range) text.Range {
	for k := e.First; k < e.End; k++ {
		if !f.hasPart(k, "office") || f.partyIn(f.v, f.v.Range, func(i int) bool { p := &f.parties[i]; return p.Person != nil && p.First <= k && k < p.End }) >= 0 {
			continue
		}
		r := text.Range{First: f.officeStart(e.First, k), End: k + 1}
		if r.First > e.First && f.is(r.First-1, cue.Of) {
			continue // "the President of the Council of Ministers"
		}
		if f.is(k+1, cue.Of) {
			r.End = e.End
		}
		return r
	}
	return text.Range{}
}

// officeStart walks left from an office over its portfolio and over names.
func (f *meetingFinder) officeStart(limit, office int) int {
	i := office
	for i > limit && (f.hasPart(i-1, "portfolio") || f.doc.Tokens[i-1].Is(text.Capital) && f.role(i-1) == 0 || f.insideParty(f.v, i-1) && f.role(i-1)&stage.Determiner == 0) {
		i--
	}
	return i
}

// sameMeeting reports two tellings of one meeting: the words of one name are
// among the other's, and no date speaks against it.
func (f *meetingFinder) sameMeeting(a, b pledgebook.Meeting) bool {
	if a.Date.Known() && b.Date.Known() && a.Date != b.Date {
		return false
	}
	if a.Name == b.Name {
		return true
	}
	x, y := f.nameWords(a.Name), f.nameWords(b.Name)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range x {
		if !slices.Contains(y, w) {
			return false
		}
	}
	return true
}

// nameWords returns the words of a name that tell it apart, in lower case,
// British and American spellings folded.
func (f *meetingFinder) nameWords(name string) []string {
	var words []string
	split := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	for _, w := range strings.FieldsFunc(strings.ToLower(name), split) {
		if c := f.doc.Cues(w); c.Small&(cue.Of|cue.The|cue.And) == 0 && c.Sense&cue.NameRest == 0 {
			words = append(words, f.spelling(w))
		}
	}
	return words
}

// spelling returns a word of a name as all its spellings are compared.
func (s *scene) spelling(word string) string {
	if same, ok := s.engine.gatherings.spellings[word]; ok {
		return same
	}
	return word
}

// joinMeetings adds what a second telling says of a meeting.
func joinMeetings(into *pledgebook.Meeting, m pledgebook.Meeting) {
	if !into.Date.Known() {
		into.Date = m.Date
	}
	if into.Place == "" {
		into.Place = m.Place
	}
	if into.Body == "" {
		into.Body = m.Body
	}
	into.Participants = union(into.Participants, m.Participants)
	into.Subjects = union(into.Subjects, m.Subjects)
	into.Evidence = append(into.Evidence, m.Evidence...)
}

func union(into, more []string) []string {
	for _, w := range more {
		if !slices.Contains(into, w) {
			into = append(into, w)
		}
	}
	return into
}
