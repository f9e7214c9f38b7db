package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file finds what a meeting is called.

// bodyName finds the capitalised name of a standing body.
func (f *meetingFinder) bodyName(r text.Range) (text.Range, bool) {
	g := &f.engine.gatherings
	for _, t := range f.doc.TagsIn(r) {
		if t.Category != g.noun || g.nouns[t.Ref] != "body" || !f.doc.Tokens[t.First].Is(text.Capital) {
			continue
		}
		first := f.capitalsBefore(r.First, t.First)
		name := text.Range{First: first, End: t.End}
		person := f.partyIn(f.v, f.v.Range, func(i int) bool { return f.parties[i].Person != nil && f.parties[i].Overlaps(name) })
		if name.Len() > 1 && person < 0 {
			return name, true
		}
	}
	return text.Range{}, false
}

// bareBody finds "the group" where that is all that the subject says.
func (f *meetingFinder) bareBody(r text.Range) (text.Range, bool) {
	if r.Len() == 2 && f.role(r.First)&stage.Determiner != 0 && f.hasPart(r.First+1, "body") {
		return text.Range{First: r.First + 1, End: r.End}, true
	}
	return text.Range{}, false
}

// meetingName finds the name of a meeting that begins in a range: "a meeting of
// NATO defence ministers", "the NATO-Ukraine Council", "the Ukraine Recovery
// Conference". A person's or state's own meetings are nobody's gathering.
func (f *meetingFinder) meetingName(r text.Range) (text.Range, bool) {
	g := &f.engine.gatherings
	for _, t := range f.doc.TagsIn(r) {
		if t.Category != g.noun || g.nouns[t.Ref] == "mechanism" {
			continue
		}
		if g.nouns[t.Ref] == "body" {
			return f.bodyName(text.Range{First: r.First, End: t.End})
		}
		if f.is(t.End, cue.Of) {
			return f.meetingOf(t)
		}
		return f.namedMeeting(r, t)
	}
	return text.Range{}, false
}

// meetingOf reads "meeting of the NATO-Ukraine Council" and "summit of African
// leaders": the body where one is named, else all of it.
func (f *meetingFinder) meetingOf(t text.Tag) (text.Range, bool) {
	rest := text.Range{First: t.End + 1, End: f.properEnd(t.End + 1)}
	if body, ok := f.bodyName(rest); ok {
		return body, true
	}
	named := f.partyIn(f.v, rest, func(i int) bool { return f.parties[i].Type != pledgebook.Person && f.parties[i].ID != "" }) >= 0
	if !named && f.office(rest).Len() == 0 {
		return text.Range{}, false
	}
	return text.Range{First: t.First, End: rest.End}, true
}

// properEnd returns where the name that begins at i ends: its capitalised words,
// the plural office behind them, and "of" and "the" between.
func (f *meetingFinder) properEnd(i int) int {
	end := i
	for k := i; k < min(i+9, f.v.End) && !f.inTime(f.v, k); k++ {
		t := f.doc.Tokens[k]
		switch {
		case t.Kind == text.Word && t.Is(text.Capital), f.hasPart(k, "office"), f.hasPart(k, "portfolio"):
			end = k + 1
		case t.Char == '-' && !t.Is(text.SpaceBefore), f.is(k, cue.The) && k <= end, f.is(k, cue.Of|cue.And):
		default:
			return end
		}
	}
	return end
}

// namedMeeting reads the name before a meeting's noun. A noun written small
// needs a party in the name ("the NATO summit"); "Kenya's talks" names none.
func (f *meetingFinder) namedMeeting(r text.Range, t text.Tag) (text.Range, bool) {
	proper := f.doc.Tokens[t.First].Is(text.Capital)
	first := f.capitalsBefore(r.First, t.First)
	if !proper {
		first = f.capitalsBefore(r.First, f.lowerModifiers(r.First, t.First))
	}
	name := text.Range{First: first, End: t.End}
	if first == t.First || f.insideParty(f.v, t.First) {
		return name, false
	}
	if f.partyIn(f.v, name, func(i int) bool { return f.parties[i].Type == pledgebook.Person }) >= 0 {
		return name, false
	}
	if proper {
		return name, !f.generic(name)
	}
	body := f.partyIn(f.v, name, func(i int) bool {
		p := &f.parties[i]
		return !p.Possessive && p.Form != party.Demonym && (p.Type == pledgebook.Group || p.Type == pledgebook.Organisation || p.Location)
	})
	return name, body >= 0
}

// lowerModifiers walks left from a noun over the small words that belong to its
// name: "NATO defence ministers' meeting".
func (f *meetingFinder) lowerModifiers(limit, noun int) int {
	i := noun
	for i > limit && noun-i < 4 && (f.hasPart(i-1, "portfolio") || f.hasPart(i-1, "office") || f.char(i-1) == '’' || f.char(i-1) == '\'') {
		i--
	}
	return i
}

// capitalsBefore walks left from a noun over the capitalised words of its name:
// "NATO-Ukraine Council", "Defence Ministers' Meeting".
func (f *meetingFinder) capitalsBefore(limit, noun int) int {
	first := noun
	for i := noun - 1; i >= limit; i-- {
		t := f.doc.Tokens[i]
		switch {
		case t.Kind == text.Word && t.Is(text.Capital) && f.role(i) == 0 && !f.inTime(f.v, i):
			first = i
		case t.Char == '-' && !t.Is(text.SpaceBefore), t.Char == '’', t.Char == '\'', f.is(i, cue.Possessive):
		case f.is(i, cue.Of) && i > limit && f.doc.Tokens[i-1].Is(text.Capital) && first == i+1:
		case f.is(i, cue.And) && i > limit && f.doc.Tokens[i-1].Is(text.Capital) && first == i+1 && f.insideParty(f.v, i-1) == f.insideParty(f.v, i):
		default:
			return first
		}
	}
	return first
}

// generic reports a name of one common word, "the Global Summit": it tells no
// meeting from another.
func (f *meetingFinder) generic(name text.Range) bool {
	return name.Len() == 2 && !f.doc.Tokens[name.First].Is(text.AllCaps) && !f.insideParty(f.v, name.First)
}

// officesEnd returns where the name "the ministers of Jordan, Egypt and Iraq"
// ends: behind the last bare party of the list.
func (f *meetingFinder) officesEnd(subject, office text.Range) int {
	end := office.End
	if f.hasPart(end-1, "office") {
		return end
	}
	for _, e := range f.list(f.v, subject) {
		if e.First < end {
			continue
		}
		if f.partyIn(f.v, e, func(i int) bool { return f.parties[i].Range == e && f.parties[i].Person == nil }) < 0 {
			break
		}
		end = e.End
	}
	return end
}
