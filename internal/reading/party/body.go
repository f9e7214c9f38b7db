package party

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// The longest reach of a body's name to either side of its head word.
const nameReach = 8

// findBodies reads ministries ("the Ministry of Finance of Japan") and
// organisations that no table names, by their shape: capitalised words before
// Fund, Facility, Agency and the like.
func (f *finder) findBodies() {
	for i, end := f.sentence.First, f.sentence.End; i < end; i++ {
		if i = f.d.Next(i, end, f.hints.head); i == end {
			break
		}
		w := f.class(f.d.Tokens[i])
		var m Mention
		ok := false
		if w&ministryHead != 0 {
			m, ok = f.ministry(i)
		} else if f.style == prose && f.capital(i) && f.nameCovering(i) == nil {
			m, ok = f.body(i)
		}
		if ok {
			m.Possessive = f.possessed(m.End)
			f.found = append(f.found, m)
			i = m.End - 1
		}
	}
}

// ministry reads the words around "ministry" or "department": the office before
// or behind it and the state it belongs to.
func (f *finder) ministry(i int) (Mention, bool) {
	first, owner := f.officeBefore(i)
	end, of := f.officeBehind(i+1, true)
	if owner == "" {
		owner = of
	}
	if first == i && end == i+1 {
		return Mention{}, false
	}
	m := Mention{Range: text.Range{First: first, End: end}, ID: owner, State: owner, Type: pledgebook.Organisation,
		Form: Agency, Basis: pledgebook.Stated, Rule: "ministry", name: -1, noun: f.sortBits["ministry"] | f.sortBits["department"]}
	if owner == "" {
		m.Form = Definite
	}
	return m, true
}

// officeBefore walks left over "Swedish", "Japan's", "Foreign", "and".
func (f *finder) officeBefore(i int) (first int, owner pledgebook.PartyID) {
	first = i
	for k := i - 1; k > i-nameReach; k-- {
		w := f.word(k)
		switch {
		case w&officeWord != 0:
			first = k
		case w&linkAnd != 0 && first < i && f.word(k-1)&officeWord != 0:
		default:
			if m := f.ownerAt(k); m != nil {
				return m.First, m.Actor()
			}
			return first, ""
		}
	}
	return first, ""
}

// ownerAt returns the state or group whose name, adjective or possessive ends
// with token k.
func (f *finder) ownerAt(k int) *Mention {
	if m := f.nameCovering(k); m != nil && m.End == k+1 && !m.Location && m.Type != pledgebook.Region {
		return m
	}
	if k > f.sentence.First && f.possessed(k) {
		if m := f.nameCovering(k - 1); m != nil && m.Type != pledgebook.Region {
			return m
		}
	}
	return nil
}

// officeBehind walks right over "of Foreign Affairs and Trade of Japan". Behind a
// person's role an unknown capitalised word may be the name, behind a ministry
// it belongs to the office.
func (f *finder) officeBehind(i int, ministry bool) (end int, owner pledgebook.PartyID) {
	end = i
	for k := i; k < i+2*nameReach && k < f.sentence.End; k++ {
		w := f.word(k)
		if m := f.nameCovering(k); m != nil && k > i && f.word(k-1)&(linkOf|article) != 0 && m.Type != pledgebook.Region && f.ministryOf(k) {
			return m.End, m.Actor()
		}
		switch {
		case w&officeWord != 0, end > i && f.topic(k, ministry):
			end = k + 1
		case f.regionOf(k):
			end = k + 1
		case w&(linkOf|linkAnd|article) != 0, f.char(k) == ',' && end > i && f.word(k+1)&officeWord != 0 && f.capital(k+1):
		default:
			return end, ""
		}
	}
	return end, ""
}

// regionOf reports the region that an office is for: "Minister for Africa", "for
// Development and the Pacific".
func (f *finder) regionOf(k int) bool {
	m := f.nameCovering(k)
	return m != nil && m.Type == pledgebook.Region && (k > m.First || f.word(k-1)&(linkOf|linkAnd|article) != 0)
}

// topic reports a capitalised word that a link ties to an office: "Women" in
// "Minister of Health, Women and Sport".
func (f *finder) topic(k int, ministry bool) bool {
	if !f.capital(k) || f.style != prose || f.word(k)&linkOf != 0 || f.nameCovering(k) != nil {
		return false
	}
	return ministry || f.word(k)&given == 0 && f.word(k-1)&(linkOf|linkAnd|article) != 0
}

// ministryOf reports that the words before token k lead back to the head: "of",
// "of the".
func (f *finder) ministryOf(k int) bool {
	return f.word(k-1)&linkOf != 0 || f.word(k-2)&linkOf != 0
}

// body reads an organisation by its shape around the head at i.
func (f *finder) body(i int) (Mention, bool) {
	first := f.bodyStart(i)
	if first == i {
		return f.centralBank(i)
	}
	if f.capital(i+1) && f.nameCovering(i+1) == nil {
		return Mention{}, false
	}
	r := text.Range{First: first, End: f.bodyEnd(i)}
	m := Mention{Range: r, ID: kebab(f.d.Slice(r)), Type: pledgebook.Organisation, Form: Name,
		Basis: pledgebook.Stated, Rule: "body-by-shape", Local: f.word(i)&venture != 0, name: -1, noun: f.sortBits[lower(f.d.Of(i))]}
	if m.ID == "" || f.word(i)&governs != 0 && !f.holdsOffice(r) {
		return m, false
	}
	for k := r.First; k < r.End; k++ {
		n := f.nameCovering(k)
		if n == nil || n.Type == pledgebook.Organisation && n.End < r.End {
			continue // "United Nations Trust Fund for Haiti"
		}
		if f.ownedKind(i, r) && n.Type == pledgebook.State && (n.First == r.First || f.word(n.First-1)&linkOf != 0) {
			m.State, m.Form = n.ID, Agency
		} else if n.Form != Demonym && n.Type != pledgebook.Organisation {
			m.For = n.ID
		}
		break
	}
	if o := f.ownerAt(r.First - 1); o != nil && m.State == "" && m.For == "" && f.possessed(r.First-1) && f.ownedBy(i, r, o) {
		m.State, m.Form = o.Actor(), Agency
	}
	return m, true
}

// ownedBy reports a body that acts for whoever the genitive before it names: "Italy's Joint
// Committee", "the bank's Transition Facility".
func (f *finder) ownedBy(head int, r text.Range, o *Mention) bool {
	return f.word(head)&schemeHead == schemeHead || f.ownedKind(head, r) && o.Type == pledgebook.State
}

// centralBank reads "Bank of Zambia", which acts for its state.
func (f *finder) centralBank(i int) (Mention, bool) {
	n := f.nameCovering(i + 2)
	if f.word(i)&publicHead == 0 || f.capital(i-1) && f.word(i-1)&article == 0 || f.word(i+1)&linkOf == 0 || n == nil || n.First != i+2 || n.Type != pledgebook.State || n.Form != Name {
		return Mention{}, false
	}
	r := text.Range{First: i, End: n.End}
	return Mention{Range: r, ID: kebab(f.d.Slice(r)), State: n.ID, Type: pledgebook.Organisation, Form: Agency,
		Basis: pledgebook.Stated, Rule: "central-bank", name: -1, noun: f.sortBits["bank"]}, true
}

// ownedKind reports a body that acts for the state in its name: an agency, or a
// bank with a public office in its name ("Korean Export-Import Bank").
func (f *finder) ownedKind(head int, r text.Range) bool {
	w := f.word(head)
	return w&ownerHead == ownerHead || w&publicHead != 0 && f.holdsOffice(r)
}

// holdsOffice reports a word of an office inside a range: "Food and Drug
// Administration", not "Thatcher Government".
func (f *finder) holdsOffice(r text.Range) bool {
	for k := r.First; k < r.End; k++ {
		if f.word(k)&officeWord != 0 {
			return true
		}
	}
	return false
}

// bodyStart walks left from the head over capitalised words, hyphens and "and".
func (f *finder) bodyStart(i int) int {
	first := i
	for k := i - 1; k > i-nameReach && k >= f.sentence.First; k-- {
		w := f.word(k)
		switch {
		case f.capital(k) && (w&(calendar|noName|article|honorific|possessive) == 0 || f.nameCovering(k) != nil):
			first = k
		case f.char(k) == '-' && !f.d.Tokens[k].Is(text.SpaceBefore), f.d.Tokens[k].Kind == text.Number && f.char(k-1) == '-':
		case (w&linkAnd != 0 || f.char(k) == '&') && f.capital(k-1) && f.capital(k+1) && f.nameCovering(k-1) == nil && f.nameCovering(k+1) == nil:
		case w&atPlace != 0 && first == k+1 && k-1 > f.sentence.First && f.capital(k-1) && f.nameCovering(k-1) == nil && f.nameCovering(k+1) == nil: // "Women in Leadership Fund"
		default:
			return f.trimStart(first, i)
		}
	}
	return f.trimStart(first, i)
}

// trimStart drops a capital that only the start of the sentence gives, and a
// bare demonym or person's title.
func (f *finder) trimStart(first, head int) int {
	if first == f.sentence.First && f.d.Tokens[first].Word != 0 && f.nameCovering(first) == nil && head-first > 1 && f.word(first)&officeWord == 0 {
		first++
	}
	if m := f.nameCovering(first); m != nil && m.End == head && m.Form == Demonym {
		return head
	}
	return first
}

// bodyEnd walks right over "for Reconstruction", "of the Americas".
func (f *finder) bodyEnd(i int) int {
	end := i + 1
	k := end
	if f.word(k)&linkOf == 0 || f.d.Tokens[k].Is(text.Capital) {
		return end
	}
	for k++; k < i+nameReach; k++ {
		switch {
		case f.capital(k) && f.word(k)&calendar == 0:
			end = k + 1
		case f.word(k)&article != 0 && k == i+2, f.word(k)&linkAnd != 0 && f.capital(k+1) && f.nameCovering(k-1) == nil:
		default:
			return end
		}
	}
	return end
}

// kebab writes a name as an id: lower case, hyphens between words.
func kebab(s string) pledgebook.PartyID {
	var room [64]byte
	b := room[:0]
	gap := false
	for _, r := range s {
		if r < utf8.RuneSelf {
			r = asciiInKebab[r]
		} else {
			r = inKebab(r)
		}
		if r == ' ' {
			gap = true
		} else if r != 0 {
			if gap && len(b) > 0 {
				b = append(b, '-')
			}
			gap = false
			b = utf8.AppendRune(b, r)
		}
	}
	return pledgebook.PartyID(b)
}

// inKebab returns what an id has for a character: a letter in lower case, a digit, a space
// for all between words, nothing for what stands inside them.
func inKebab(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		return r
	case r == ' ' || r == '-':
		return ' '
	case r == '\'' || r == '’' || r == '.':
		return 0
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		return unicode.ToLower(r)
	}
	return ' '
}

// asciiInKebab is inKebab for ASCII, which nearly all names are written in.
var asciiInKebab = func() (all [utf8.RuneSelf]rune) {
	for r := range all {
		all[r] = inKebab(rune(r))
	}
	return all
}()

func lower(s string) string { return strings.ToLower(s) }
