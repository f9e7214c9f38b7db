package quote

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
)

// partyIn returns the party that a naming is of: the first person in it, else
// the longest mention.
func (f *finder) partyIn(r text.Range) *party.Mention {
	lo, hi := 0, len(f.parties)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.parties[mid].End <= r.First {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	var best *party.Mention
	for ; lo < len(f.parties) && f.parties[lo].First < r.End; lo++ {
		m := &f.parties[lo]
		if m.Person != nil && !m.Possessive {
			return m
		}
		if best == nil || m.Len() > best.Len() {
			best = m
		}
	}
	return best
}

// leading returns the naming of the first party of the unit, or nothing.
func (f *finder) leading() text.Range {
	if m := f.partyIn(text.Range{First: f.unit.First, End: min(f.unit.First+12, f.unit.End)}); m != nil && f.in[m.First] == 0 {
		return m.Range
	}
	return text.Range{}
}

// speaker tells who the source is, as far as the text tells, and whether that is
// said there or elsewhere in the report.
func (f *finder) speaker(source text.Range) (pledgebook.Speaker, pledgebook.Basis) {
	if source.Len() == 0 {
		return pledgebook.Speaker{}, pledgebook.Context
	}
	who := source
	if source.Len() == 1 && f.wordAt(source.First)&relative != 0 {
		who = text.Range{First: max(source.First-8, f.unit.First), End: source.First}
	}
	if m := f.partyIn(who); m != nil {
		if m.Person != nil && (m.Person.Name != "" || m.Person.Role != "") {
			if m.Person.Name != "" {
				f.person = *m.Person
			}
			return *m.Person, m.Basis
		}
		if m.ID != "" && m.Form != party.Pronoun {
			return pledgebook.Speaker{Party: m.Actor()}, m.Basis
		}
	}
	if source.Len() == 1 && f.wordAt(source.First)&singular != 0 {
		return f.person, pledgebook.Context
	}
	if name := f.name(source); name != "" {
		return f.known(name)
	}
	return pledgebook.Speaker{}, pledgebook.Context
}

func (f *finder) wordAt(i int) parts {
	if id := f.d.Tokens[i].Word; int(id) < len(f.Reader.parts) {
		return f.Reader.parts[id]
	}
	return 0
}

// name returns the run of capitalised words that a naming begins with or ends
// in, where it looks like a person's name: no table knows it.
func (f *finder) name(r text.Range) string {
	first := r.First
	for first < r.End && f.wordAt(first)&title != 0 || first < r.End && first > r.First && f.d.Tokens[first].Char == '.' {
		first++
	}
	end := first
	for end < r.End && f.d.Tokens[end].Kind == text.Word && f.d.Tokens[end].Is(text.Capital) && f.wordAt(end)&(det|prep|and) == 0 && !isS(f.d.Of(end)) {
		end++
	}
	if end == first || end < r.End && f.d.Tokens[end].Char != ',' || end-first > 4 {
		return ""
	}
	return f.d.Slice(text.Range{First: first, End: end})
}

// known keeps full names by their last word, so that "Vos" is "Jo Vos" later on.
func (f *finder) known(name string) (pledgebook.Speaker, pledgebook.Basis) {
	last := name[strings.LastIndexByte(name, ' ')+1:]
	if full, ok := f.spoken[last]; ok && last == name {
		f.person = full
		return full, pledgebook.Context
	}
	s := pledgebook.Speaker{Name: name}
	if last != name {
		f.spoken[last] = s
	}
	f.person = s
	return s, pledgebook.Stated
}
