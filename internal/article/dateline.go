package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dateline is where, when and by which agency a story was sent.
type dateline struct {
	place, agency string
	stamp         stamp
	end, body     int // where the dateline ends and the text begins, in bytes
}

// Lengths of datelines, in bytes.
const (
	maxDateline  = 120
	maxDateLine  = 80
	maxPlaceWord = 5 // words of a place
)

// dashes part a dateline from the text, longest first.
var dashes = []string{" -- ", "--", " — ", " – ", " - ", "—", "–"}

// dateline reads "KYIV, Oct 17 (Reuters) - …", "BRUSSELS (AP) — …", "LONDON — …" and
// "Suva – …" at the head of a paragraph. Without an agency or a day the place must stand in
// capitals or be a city that the lexicon knows; an agency nobody knows needs both. A text all
// in capitals is a headline with a dash.
func (w *words) dateline(t string) (d dateline, ok bool) {
	head := clip(t, maxDateline)
	at, dash := len(head), ""
	for _, sep := range dashes {
		if i := strings.Index(head, sep); i > 0 && i < at {
			at, dash = i, sep
		}
	}
	if dash == "" {
		return d, false
	}
	rest := strings.TrimLeft(t[at+len(dash):], " \n-")
	d.end, d.body = at, len(t)-len(rest)
	prefix, unknown := strings.TrimSpace(head[:at]), false
	if open := strings.LastIndexByte(prefix, '('); open > 0 && strings.HasSuffix(prefix, ")") {
		d.agency = prefix[open+1 : len(prefix)-1]
		prefix = strings.TrimRight(prefix[:open], " ,")
		unknown = !w.agency(d.agency)
	} else if w.agencies[prefix] {
		d.agency, prefix = prefix, ""
	}
	place, dated := w.placeAndDay(prefix, &d.stamp)
	if unknown && (!isPlace(place, true) || !isPlace(d.agency, false)) {
		return d, false
	}
	sure := d.agency != "" || dated || w.cityBefore(place, dash, rest)
	if strings.IndexFunc(clip(rest, maxDateline), unicode.IsLower) < 0 || place == "" && d.agency == "" || place != "" && !isPlace(place, !sure) {
		return d, false
	}
	d.place = spelled(place)
	return d, true
}

// cityBefore reports a known city, with its country or without, before the one dash of a
// sentence: "Suva – Fiji has" but not "Suva – Fiji's capital – has".
func (w *words) cityBefore(place, dash, rest string) bool {
	city, _, _ := strings.Cut(place, ",")
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "\"“'‘"))
	return w.city(city) && (unicode.IsUpper(first) || unicode.IsDigit(first)) && !strings.Contains(clip(rest, maxDateline), strings.TrimSpace(dash))
}

// agency reports a known agency, alone or with a partner ("Reuters/AFP"), or an
// unknown one written as agencies are: a short name in capitals.
func (w *words) agency(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return w.agencies[name] || w.agencies[first] || len(name) >= 2 && len(name) <= 12 && name == strings.ToUpper(name) && isWord(name)
}

func isWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// placeAndDay parts "KYIV, Oct 17" or "Washington, D.C., March 3, 2023": the
// place is what stands before the day.
func (w *words) placeAndDay(t string, st *stamp) (place string, dated bool) {
	for i := range len(t) {
		if i > 0 && t[i-1] != ' ' && t[i-1] != ',' {
			continue
		}
		rest := t[i:]
		if w.date(&rest, st) && strings.Trim(rest, " ,.:") == "" {
			return strings.Trim(t[:i], " ,"), true
		}
	}
	return strings.Trim(t, " ,"), false
}

// colonDateline reads "ISLAMABAD: …", "KATHMANDU, June 25: …" and "New Delhi: …"
// at the head of a paragraph. Without a day or an agency the place must be a city
// that the lexicon knows, or stand in capitals where nobody speaks in the report:
// label tells that of "MS. BERG: …".
func (w *words) colonDateline(t string, label func() bool) (d dateline, ok bool) {
	head := clip(t, maxDateline)
	at := strings.IndexByte(head, ':')
	if at <= 0 || at+1 >= len(t) || t[at+1] != ' ' {
		return d, false
	}
	rest := strings.TrimLeft(t[at+1:], " ")
	if r, _ := utf8.DecodeRuneInString(rest); !unicode.IsUpper(r) && !unicode.IsDigit(r) {
		return d, false
	}
	d.end, d.body = at, len(t)-len(rest)
	prefix := strings.TrimSpace(head[:at])
	if open := strings.LastIndexByte(prefix, '('); open > 0 && strings.HasSuffix(prefix, ")") && w.agency(prefix[open+1:len(prefix)-1]) {
		d.agency = prefix[open+1 : len(prefix)-1]
		prefix = strings.TrimRight(prefix[:open], " ,")
	}
	place, dated := w.placeAndDay(prefix, &d.stamp)
	switch {
	case !isPlace(place, false):
		return d, false
	case dated, d.agency != "", w.city(place):
	case !capitals(place) || w.bodies[place] || label():
		return d, false
	}
	d.place = spelled(place)
	return d, true
}

// pointDateline reads "SUVA, May 3 (PACNEWS). …", "Dushanbe, 3 May /Avesta/. …" and "Koror. …"
// at the head of a paragraph: a place with a day or an agency, or a known city alone, before
// the full stop.
func (w *words) pointDateline(t string) (d dateline, ok bool) {
	head := clip(t, maxDateline)
	for from := 0; ; {
		at := strings.Index(head[from:], ". ")
		if at < 0 {
			return d, false
		}
		at += from
		if d, ok = w.beforePoint(head[:at]); ok {
			rest := strings.TrimLeft(t[at+1:], " ")
			d.end, d.body = at, len(t)-len(rest)
			return d, true
		}
		from = at + 1
	}
}

// beforePoint reads what stands before the full stop of a dateline.
func (w *words) beforePoint(prefix string) (d dateline, ok bool) {
	for _, marks := range []string{"()", "//"} {
		open := strings.IndexByte(prefix, marks[0])
		if open > 0 && open < len(prefix)-2 && prefix[len(prefix)-1] == marks[1] {
			d.agency = prefix[open+1 : len(prefix)-1]
			prefix = strings.TrimRight(prefix[:open], " ,")
			break
		}
	}
	if d.agency != "" && !isPlace(d.agency, false) {
		return d, false
	}
	place, dated := w.placeAndDay(prefix, &d.stamp)
	city, _, _ := strings.Cut(place, ",")
	if !isPlace(place, false) || !w.city(city) && !capitals(place) || !dated && !w.city(place) && (d.agency == "" || !w.agency(d.agency)) {
		return d, false
	}
	d.place = spelled(place)
	return d, true
}

// city reports a known city, or several parted by a slash.
func (w *words) city(place string) bool {
	for name := range strings.SplitSeq(strings.ToLower(place), "/") {
		if !w.cities[strings.TrimSpace(name)] {
			return false
		}
	}
	return place != ""
}

// capitals reports a text without small letters, and no short mark such as "Q".
func capitals(t string) bool { return len(t) >= 4 && t == strings.ToUpper(t) }

// isPlace reports a name of a place: a few words that begin with capitals, or
// are all capitals where nothing else says it is a dateline.
func isPlace(t string, capitals bool) bool {
	n := 0
	for word := range strings.FieldsFuncSeq(t, func(r rune) bool { return r == ' ' || r == ',' || r == '/' }) {
		n++
		r, _ := utf8.DecodeRuneInString(word)
		small := word == "de" || word == "of" || word == "the" || word == "al" || word == "la"
		if !unicode.IsUpper(r) && !small || strings.ContainsAny(word, "0123456789:;!?\"“”$€%") {
			return false
		}
		if capitals && n == 1 && (word != strings.ToUpper(word) || len(word) < 3) {
			return false
		}
	}
	return n > 0 && n <= maxPlaceWord
}

// spelled writes a place in capitals as places are written: KYIV → Kyiv. A
// region behind a comma is kept.
func spelled(place string) string {
	words := strings.Split(place, " ")
	for i, word := range words {
		first := i+1 < len(words) && len(word) > 1 // NEW YORK, but WASHINGTON DC
		if (first || len(word) > 3) && word == strings.ToUpper(word) && !strings.Contains(word, ".") {
			words[i] = capitalised(word)
		}
	}
	return strings.Join(words, " ")
}

// capitalised writes each run of letters with one capital.
func capitalised(word string) string {
	start := true
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			start = r != '’' && r != '\''
			return r
		}
		if start {
			start = false
			return r
		}
		return unicode.ToLower(r)
	}, word)
}

// dateLine reads a line that is a dateline by itself: "Kyiv • UNN",
// "Brussels, 17 October 2024", "10 May 2023 | Nairobi", "PORT OF SPAIN". What it finds goes
// into d, where d is not nil.
func (w *words) dateLine(t string, d *dateline) bool {
	if len(t) > maxDateLine || strings.Contains(t, "\n") || ends(t) {
		return false
	}
	var found dateline
	named := 0
	segments := strings.FieldsFunc(t, func(r rune) bool { return r == '•' || r == '|' || r == '·' })
	for _, seg := range segments {
		place, dated := w.placeAndDay(strings.TrimSpace(seg), &found.stamp)
		switch {
		case dated && place == "":
			named++
			continue
		case !isPlace(place, false):
			return false
		case found.agency == "" && w.agencies[place]:
			found.agency = place
		case found.place == "":
			found.place = spelled(place)
		case found.agency == "":
			found.agency = place
		default:
			return false
		}
		if dated {
			named++
		}
		named++
	}
	if named < 2 && found.stamp.year == 0 && !(capitals(strings.TrimSpace(t)) && w.city(found.place)) {
		return false
	}
	if d != nil {
		*d = found
	}
	return true
}
