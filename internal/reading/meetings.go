package reading

import (
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// readMeetings reads who meets when, where and about what. Sentences about one
// meeting add to one entry.
func (s *scene) readMeetings() []pledgebook.Meeting {
	all := []pledgebook.Meeting{}
	last := lastMeeting{index: -1}
	for i := range s.sentences {
		if k := s.sentences[i].kind; k != pledgebook.PartParagraph && k != pledgebook.PartListItem || s.sentences[i].Len() > longestSentence || !s.tellsOfMeeting(&s.doc.Sentences[i]) {
			continue
		}
		f := meetingFinder{scene: s, v: s.words(i), earlier: all[recent(len(all)):], last: last.at(i)}
		if !f.find() {
			continue
		}
		if last.index >= 0 && i-last.sentence <= sameDayWithin {
			f.sameDay(all[last.index].Date)
		}
		if f.m.Name == "" {
			joinMeetings(&all[last.index], f.m)
			last.sentence = i
			continue
		}
		from := recent(len(all))
		k := from + slices.IndexFunc(all[from:], func(o pledgebook.Meeting) bool { return f.sameMeeting(o, f.m) })
		if k < from {
			k = len(all)
			all = append(all, f.m)
		} else {
			joinMeetings(&all[k], f.m)
		}
		last = lastMeeting{index: k, sentence: i}
	}
	return all
}

// tellsOfMeeting reports a meeting's noun or verb, without which a sentence need
// not be looked at.
func (s *scene) tellsOfMeeting(v *text.Sentence) bool {
	g := &s.engine.gatherings
	if !v.Has.Has(g.noun) && !v.Has.Has(g.part) {
		return false
	}
	for _, t := range s.doc.TagsIn(v.Range) {
		if t.Category == g.noun && g.nouns[t.Ref] != "mechanism" {
			return true
		}
		if t.Category != g.part {
			continue
		}
		switch g.parts[t.Ref] {
		case "meet", "take-part", "joined-by":
			return true
		}
	}
	return false
}

// sameDayWithin is how many sentences on "in the evening" is still of the day
// that the last meeting was told of.
const sameDayWithin = 3

// lastMeeting is the meeting told of last, and the sentence that told it.
type lastMeeting struct{ index, sentence int }

// at returns the index of the meeting that sentence i may go on about: one told
// of in the sentence before; else -1.
func (l lastMeeting) at(i int) int {
	if l.index >= 0 && i-l.sentence == 1 {
		return l.index
	}
	return -1
}

// meetingFinder reads the meeting of one sentence.
type meetingFinder struct {
	*scene
	v       *sentence
	m       pledgebook.Meeting
	earlier []pledgebook.Meeting
	last    int // index of the meeting the sentence may go on about, or -1
}

// find tries the ways in which a sentence tells of a meeting. A meeting without
// a name adds to the last one.
func (f *meetingFinder) find() bool {
	for _, way := range []func() bool{f.meets, f.held, f.holds, f.joins, f.named} {
		f.m = pledgebook.Meeting{Span: f.doc.Span(f.v.Range), Participants: []string{}, Subjects: []string{}}
		if way() {
			return true
		}
	}
	return false
}

func (f *meetingFinder) note(field string, r text.Range, rule string) {
	f.m.Evidence = append(f.m.Evidence, f.evidence(field, r, rule, pledgebook.Stated))
}

// setName names the meeting after the words of a range.
func (f *meetingFinder) setName(r text.Range, rule string) {
	f.m.Name, f.m.ID = f.told(r), f.thingID("meeting", r.First)
	f.note("name", r, rule)
	i := f.partyIn(f.v, r, func(i int) bool {
		t := f.parties[i].Type
		return f.parties[i].ID != "" && f.parties[i].Form != party.Demonym && (t == pledgebook.Group || t == pledgebook.Organisation)
	})
	if i >= 0 {
		f.m.Body = f.parties[i].ID
	}
}

// meets reads "NATO defence ministers will meet with X at a meeting of the
// Council on Thursday to discuss S": who meets is the subject. The meeting is
// named after the body that meets, or else after the offices that do.
func (f *meetingFinder) meets() bool {
	verb, ok := f.partTag(f.v.Range, "meet")
	if !ok || !f.intransitive(verb) {
		return false
	}
	subject := f.subject(verb.First)
	behind := text.Range{First: verb.End, End: f.v.End}
	if !f.nameBehind(behind) && !f.nameOfSubject(subject) {
		return false
	}
	f.addPeople(f.lessBody(subject), "meets")
	if f.hasCounterpart(verb.End) {
		f.addPeople(text.Range{First: verb.End, End: f.peopleEnd(verb.End)}, "meets-counterpart")
	}
	f.addDate(behind)
	f.addDate(text.Range{First: f.v.First, End: verb.First})
	f.addPlace(text.Range{First: verb.End, End: f.subjectsFrom(verb.End)})
	f.addSubjects(verb.End)
	f.addWith(verb.End)
	return f.m.Date.Known() || f.m.Place != "" || len(f.m.Subjects) > 0
}

// lessBody leaves out of the subject the body that the meeting is named after, and
// "between": "the Association Council between A and B" are A and B.
func (f *meetingFinder) lessBody(subject text.Range) text.Range {
	if body, ok := f.bodyName(subject); ok {
		subject.First = body.End
		if f.is(subject.First, cue.Between|cue.Of) {
			subject.First++
		}
	}
	return subject
}

// hasCounterpart reports "their Ukrainian counterpart" behind the verb: the one
// object that a meeting of offices has.
func (f *meetingFinder) hasCounterpart(from int) bool {
	for k := from; k < min(from+5, f.v.End); k++ {
		if f.hasPart(k, "counterpart") {
			return true
		}
	}
	return false
}

// intransitive tells "met on Monday" from "met the target": no object follows,
// but for a counterpart.
func (f *meetingFinder) intransitive(verb text.Tag) bool {
	if f.hasCounterpart(verb.End) {
		return true
	}
	if verb.End >= f.v.End || f.inTime(f.v, verb.End) || f.doc.Tokens[verb.End].Kind == text.Punct {
		return true
	}
	if f.role(verb.First-1)&(stage.Determiner|stage.Adjective) != 0 {
		return false
	}
	r := f.role(verb.End)
	return r&(stage.Preposition|stage.To) != 0 && !f.is(verb.End, cue.Up) || r&stage.Adverb != 0 && r&stage.Determiner == 0 || f.hasPart(verb.End, "again")
}

// subject returns the words from the clause's start to the verb.
func (f *meetingFinder) subject(verb int) text.Range {
	first := verb
	for i := verb - 1; i >= f.v.First; i-- {
		if c := f.char(i); c == ';' || c == ':' || c == '"' || c == '“' || c == '”' || c == '•' || f.is(i, cue.That) || f.role(i)&(stage.Relative|stage.While) != 0 && f.role(i)&stage.Determiner == 0 {
			break
		}
		first = i
	}
	for _, t := range f.doc.TagsAt(first) {
		if t.Category != f.engine.gatherings.part {
			continue
		}
		if part := f.engine.gatherings.parts[t.Ref]; part == "first-time" || part == "same-day" {
			return text.Range{First: t.End, End: f.lessAuxiliaries(t.End, verb)}
		}
	}
	if r := f.role(first); r&stage.Preposition != 0 || f.says(first, cue.According) {
		for i := first; i < min(first+12, verb); i++ {
			if f.char(i) == ',' {
				first = i + 1
				break
			}
		}
	}
	return text.Range{First: first, End: f.lessAuxiliaries(first, verb)}
}

func (f *meetingFinder) lessAuxiliaries(first, verb int) int {
	for verb > first && f.role(verb-1)&(auxiliary|stage.Adverb|stage.To) != 0 {
		verb--
	}
	return verb
}

// nameBehind finds the meeting that the verb is followed by: "at a meeting of the
// NATO-Ukraine Council", "at the Paris conference".
func (f *meetingFinder) nameBehind(r text.Range) bool {
	for k := r.First; k < r.End-1; k++ {
		if !f.is(k, cue.At|cue.For|cue.During|cue.In) {
			continue
		}
		if n, ok := f.meetingName(text.Range{First: k + 1, End: min(k+10, r.End)}); ok {
			f.setName(n, "meets-at")
			return true
		}
	}
	return false
}

// nameOfSubject names the meeting after a body that meets ("the Contact Group"),
// or after the offices of those who do ("NATO defence ministers"). A body's bare
// noun stands for the one named before.
func (f *meetingFinder) nameOfSubject(subject text.Range) bool {
	if body, ok := f.bodyName(subject); ok {
		f.setName(body, "body-meets")
		return true
	}
	if noun, ok := f.bareBody(subject); ok {
		for i := len(f.earlier) - 1; i >= 0; i-- {
			if words := f.nameWords(f.earlier[i].Name); len(words) > 0 && words[len(words)-1] == strings.ToLower(f.doc.Slice(noun)) {
				f.setName(noun, "body-meets-again")
				f.m.Name, f.m.Body = f.earlier[i].Name, f.earlier[i].Body
				return true
			}
		}
		return false
	}
	for _, e := range f.list(f.v, subject) {
		if office := f.office(e); office.Len() > 1 {
			f.setName(text.Range{First: office.First, End: f.officesEnd(subject, office)}, "offices-meet")
			return true
		}
	}
	return false
}

// held reads "the Ukraine Recovery Conference will be held in Rome on 10 July".
func (f *meetingFinder) held() bool {
	verb, ok := f.partTag(f.v.Range, "held")
	if !ok {
		return false
	}
	name, ok := f.meetingName(f.subject(verb.First))
	if !ok {
		return false
	}
	f.setName(name, "meeting-held")
	behind := text.Range{First: verb.End, End: f.v.End}
	f.addDate(behind)
	f.addPlace(text.Range{First: verb.End, End: f.subjectsFrom(verb.End)})
	f.addSubjects(verb.End)
	return f.m.Date.Known() || f.m.Place != ""
}

// holds reads "we will hold a meeting of the Council to look at S".
func (f *meetingFinder) holds() bool {
	verb, ok := f.partTag(f.v.Range, "hold")
	if !ok {
		return false
	}
	name, ok := f.meetingName(text.Range{First: verb.End, End: min(verb.End+10, f.v.End)})
	if !ok {
		return false
	}
	f.setName(name, "holds-meeting")
	f.addPeople(f.subject(verb.First), "holds-meeting")
	f.addDate(f.v.Range)
	f.addPlace(text.Range{First: name.End, End: f.subjectsFrom(name.End)})
	f.addSubjects(name.End)
	f.addWith(name.End)
	return f.m.Date.Known() || f.m.Place != "" || len(f.m.Subjects) > 0
}

// joins reads "X is joining the meeting of NATO defence ministers". Without a
// name of its own it adds to the meeting that the sentence before told of: "The
// ministers of A and B took part", "will be joined by X".
func (f *meetingFinder) joins() bool {
	verb, ok := f.partTag(f.v.Range, "join", "joined-by", "take-part")
	if !ok {
		return false
	}
	part := f.engine.gatherings.parts[verb.Ref]
	if part == "join" {
		name, ok := f.meetingName(text.Range{First: verb.End, End: min(verb.End+10, f.v.End)})
		if !ok || f.firstNoun(verb.End) != name.First {
			return false
		}
		f.setName(name, "joins")
	} else if f.last < 0 {
		return false
	}
	subject := f.subject(verb.First)
	f.addPeople(subject, f.joinRule())
	if part == "joined-by" {
		f.addPeople(text.Range{First: verb.End, End: f.phraseEnd(f.v, verb.End)}, "joined-by")
	}
	return len(f.m.Participants) > 0
}

// joinRule tells who joins for the first time.
func (f *meetingFinder) joinRule() string {
	if _, ok := f.partTag(f.v.Range, "first-time"); ok {
		return "joins-first-time"
	}
	return "joins"
}

// firstNoun skips the determiner at i.
func (f *meetingFinder) firstNoun(i int) int {
	for i < f.v.End && f.role(i)&stage.Determiner != 0 {
		i++
	}
	return i
}

// named reads a meeting that is the sentence's subject and has a subject of its
// own ("The Ministers' Meeting provides an opportunity to discuss S with P"), and
// one with place or day: "at the Ukraine Recovery Conference in Rome".
func (f *meetingFinder) named() bool {
	if about := f.subjectsFrom(f.v.First); about < f.v.End {
		name, ok := f.meetingName(text.Range{First: f.v.First, End: about})
		if ok && f.firstNoun(f.v.First) == name.First && f.doc.Tokens[name.End-1].Is(text.Capital) {
			f.setName(name, "meeting-about")
			f.addSubjects(name.End)
			f.addWith(name.End)
			return len(f.m.Subjects) > 0
		}
	}
	for k := f.v.First; k < f.v.End-2; k++ {
		if !f.is(k, cue.At|cue.During) || f.role(k+1)&stage.Determiner == 0 {
			continue
		}
		name, ok := f.meetingName(text.Range{First: k + 1, End: min(k+10, f.v.End)})
		if !ok || !f.doc.Tokens[name.End-1].Is(text.Capital) || f.firstNoun(k+1) != name.First {
			continue
		}
		f.setName(name, "at-meeting")
		f.addDate(text.Range{First: max(f.v.First, k-6), End: k})
		near := text.Range{First: name.End, End: min(name.End+8, f.v.End)}
		f.addPlace(text.Range{First: name.End, End: min(name.End+3, f.v.End)})
		f.addDate(near)
		return f.m.Date.Known() || f.m.Place != ""
	}
	return false
}

// addDate takes the first day named in a range.
func (f *meetingFinder) addDate(r text.Range) {
	for i := f.v.periods.First; i < f.v.periods.End; i++ {
		p := &f.periods[i]
		if f.m.Date.Known() || !r.Contains(p.Range) || p.Role != period.Plain || p.Interval.Granularity != pledgebook.ByDay || !p.Interval.Start.Known() {
			continue
		}
		f.m.Date = p.Interval.Start
		f.note("date", p.Range, p.Rule)
	}
}

// sameDay gives a meeting "in the evening", without a day of its own, the day of
// the meeting told before it.
func (f *meetingFinder) sameDay(day pledgebook.Day) {
	t, ok := f.partTag(f.v.Range, "same-day")
	if !ok || f.m.Date.Known() || !day.Known() {
		return
	}
	f.m.Date = day
	f.m.Evidence = append(f.m.Evidence, f.evidence("date", t.Range, "same-day", pledgebook.Context))
}

func (f *meetingFinder) addPlace(r text.Range) {
	if place, ok := f.placeBehind(f.v, r); ok && f.m.Place == "" {
		f.m.Place = f.told(place)
		f.note("place", place, "meets-in")
	}
}

// subjectsFrom returns where the words that introduce the subjects begin, or the
// sentence's end.
func (f *meetingFinder) subjectsFrom(i int) int {
	if t, ok := f.partTag(text.Range{First: i, End: f.v.End}, "about"); ok {
		return t.First
	}
	return f.v.End
}

// addSubjects takes the noun phrases behind "to discuss".
func (f *meetingFinder) addSubjects(from int) {
	t, ok := f.partTag(text.Range{First: from, End: f.v.End}, "about")
	if !ok {
		return
	}
	end := f.phraseEnd(f.v, t.End)
	if with, ok := f.partTag(text.Range{First: t.End, End: end}, "with"); ok {
		end = with.First
	}
	for _, e := range f.list(f.v, text.Range{First: t.End, End: end}) {
		f.m.Subjects = append(f.m.Subjects, f.told(e))
		f.note("subjects", e, "meets-about")
	}
}

// addWith takes those behind "with": "will meet with Rustem Umerov".
func (f *meetingFinder) addWith(from int) {
	with, ok := f.partTag(text.Range{First: from, End: f.v.End}, "with")
	if !ok {
		return
	}
	f.addPeople(text.Range{First: with.End, End: f.peopleEnd(with.End)}, "meets-with")
}

// peopleEnd returns where the list of people that begins at i ends: before where,
// when or what for they meet.
func (f *meetingFinder) peopleEnd(i int) int {
	end := f.phraseEnd(f.v, i)
	for k := i; k < end; k++ {
		if f.hasPart(k, "list") {
			k += f.listWord(k) - 1
			continue
		}
		if r := f.role(k); r&(stage.Preposition|stage.To) != 0 && r&stage.Adjective == 0 && !f.is(k, cue.Of) || f.inTime(f.v, k) {
			return k
		}
	}
	return end
}
