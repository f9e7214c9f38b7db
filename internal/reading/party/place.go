package party

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// This file tells a party's name from the same letters in another name: a
// currency, a company, a person, a town.

// spoiled reports that the words around a name make it no party.
func (f *finder) spoiled(r text.Range, n *name) bool {
	if n.care == englishWord && f.style == allCaps {
		return true
	}
	next := r.End
	if f.char(r.First-1) == '-' && !f.d.Tokens[r.First].Is(text.SpaceBefore) && f.word(r.First-2)&prefix != 0 {
		return true
	}
	if c := f.char(next); c == '$' || c == '€' || c == '£' || c == '¥' {
		return !f.d.Tokens[next].Is(text.SpaceBefore)
	}
	if f.char(next) == '-' && f.word(next+1)&basedIn != 0 {
		return true
	}
	w := f.word(next)
	if w&currencyAfter != 0 || w&companyAfter != 0 && f.capital(next) {
		return true
	}
	return f.personal(r, n) || n.form == Name && n.typ == pledgebook.State && f.branch(r)
}

// branch reports a state's name behind an unknown capitalised word: "Toyota
// Canada" is a company's branch, "Lifeline Chad Hospital" is a hospital there.
func (f *finder) branch(r text.Range) bool {
	before := r.First - 1
	return f.style == prose && before > f.sentence.First && f.capital(before) && f.d.Tokens[before].Word == 0 && !f.namesVenture(r.End)
}

// namesVenture reports capitals from a token on up to the head of what is paid for:
// "Children's Hospital".
func (f *finder) namesVenture(i int) bool {
	for k := i; k < min(i+nameReach, f.sentence.End) && (f.capital(k) || f.possessed(k)); k++ {
		if f.word(k)&venture != 0 {
			return true
		}
	}
	return false
}

// ownedByOther reports a house of one state that stands behind the adjective or
// possessive of another: "the Brazilian Congress".
func (f *finder) ownedByOther(m *Mention) bool {
	if len(f.found) == f.names.First || m.Form != House {
		return false
	}
	o := &f.found[len(f.found)-1]
	if o.Type != pledgebook.State || o.ID == "" || o.ID == m.ID {
		return false
	}
	return o.Form == Demonym && o.End == m.First || o.Possessive && o.End+1 == m.First
}

// personal reports a name that is part of a person's: "Mr. England", "Michael
// Jordan", "Chad Meyer".
func (f *finder) personal(r text.Range, n *name) bool {
	before := f.word(r.First - 1)
	if f.char(r.First-1) == '.' {
		before = f.word(r.First-2) & honorific
	}
	if before&honorific != 0 {
		return true
	}
	if n.care != personName {
		return false
	}
	if before&given != 0 && f.capital(r.First-1) {
		return true
	}
	next := r.End
	return f.style == prose && n.form != Demonym && f.capital(next) && !f.d.Tokens[next].Is(text.AllCaps) &&
		f.word(next-1)&given != 0 && f.unknown(next)
}

// unknown reports a word that only a person's name explains.
func (f *finder) unknown(i int) bool {
	_, leads := f.tagged(i, f.categories.leader)
	return leads || f.d.Tokens[i].Word == 0
}

// isPlace reports a city that is where something happens: behind "in", behind a
// word of travel, in a dateline, before "region".
func (f *finder) isPlace(r text.Range) bool {
	before := f.word(r.First - 1)
	switch {
	case f.part == pledgebook.PartDateline, f.word(r.End)&cityOnlyAfter != 0, before&(atPlace|travel) != 0:
		return true
	case before&movement != 0:
		return f.travels(r.First - 2)
	}
	return r.First == f.sentence.First && f.startsDateline(r.End)
}

// travels reports a word of travel among the five tokens up to i.
func (f *finder) travels(i int) bool {
	for k := i; k > i-5; k-- {
		if f.word(k)&travel != 0 {
			return true
		}
		if f.char(k) == ',' {
			return false
		}
	}
	return false
}

// startsDateline reports what follows the city of a dateline: ", 17 October",
// "(Reuters)", " - ".
func (f *finder) startsDateline(i int) bool {
	switch f.char(i) {
	case '(', '•', '—', '–':
		return true
	case '-', '/':
		return f.d.Tokens[i].Is(text.SpaceBefore)
	case ',':
		return f.word(i+1)&calendar != 0 || i+1 < f.sentence.End && f.d.Tokens[i+1].Kind == text.Number
	}
	return false
}

// followsCity reports a state named to say where a city lies: "in Vilnius,
// Lithuania".
func (f *finder) followsCity(m Mention) bool {
	if len(f.found) == f.names.First || f.char(m.First-1) != ',' {
		return false
	}
	city := f.found[len(f.found)-1]
	return city.Form == Capital && city.Location && city.End == m.First-1 && city.ID == m.ID
}
