package quote

import "pledgebook/internal/reading/text"

// accordsAt reports "according to" at i.
func (f *finder) accordsAt(i int) bool {
	return i+1 < f.unit.End && f.word(i)&according != 0 && f.word(i+1)&to != 0
}

// The most tokens that describe a person behind "according to".
const maxDescribed = 16

// describedTo returns the end of what describes a person behind the comma at end:
// "according to Jo Vos, head of the fund,"; end where nothing does.
func (f *finder) describedTo(start, end int) int {
	if n := end - start; n < 2 || n > 4 || !f.appositive(end+1) || f.opens(end+1) && f.word(end+1)&det == 0 {
		return end
	}
	for k := start; k < end; k++ {
		if !f.capital(k) && f.word(k)&title == 0 && f.char(k) != '.' {
			return end
		}
	}
	if m := f.partyIn(text.Range{First: start, End: end}); m != nil && m.Person == nil && m.ID != "" {
		return end
	}
	for k := end + 1; k < f.unit.End && k-end <= maxDescribed && f.in[k] == 0; k++ {
		switch {
		case f.full(k), f.char(k) == ',':
			return k
		case f.word(k)&(be|have|aux|sub|subject|relative) != 0, f.stops(k), f.pastWord(k):
			return end
		}
	}
	return end
}

// accordingAt reads "According to him, …" and "…, according to the ministry" and
// returns where to go on; i where there is none.
func (f *finder) accordingAt(i int) int {
	if !f.accordsAt(i) {
		return i
	}
	g := group{Range: text.Range{First: i, End: i + 2}, cue: speechCue{class: Say}}
	start := i + 2
	if f.char(i-1) != ',' && i > f.unit.First && !f.opens(start) && f.word(start)&(hearer|owner|plural) == 0 && !f.endsPlural(start) {
		return i // "sorted according to size"
	}
	leading := f.words(text.Range{First: f.floor, End: i}) <= 1
	end := start
	for end < f.unit.End && f.in[end] == 0 && !f.full(end) && f.char(end) != ';' && end-start < maxSource {
		if f.char(end) == ',' && !(leading && f.appositive(end+1) && f.word(end+1)&relative != 0) {
			if end = f.describedTo(start, end); end < f.unit.End && f.char(end) == ',' || end >= f.unit.End {
				break
			}
			continue
		}
		end++
	}
	source, ok := f.sized(text.Range{First: start, End: end})
	if !ok {
		return i
	}
	if leading {
		if f.char(end) != ',' {
			return i
		}
		f.emit(content{f.clauseTo(end+1, false), "according-to"}, g, source, -1)
		f.floor = end + 1
		return end + 1
	}
	left := f.trimmed(text.Range{First: f.floor, End: i})
	for f.word(left.First)&and != 0 {
		left.First++ // "And aid has doubled, according to the bank"
	}
	if f.words(left) < 2 {
		return i
	}
	f.emit(content{left, "according-to"}, g, source, -1)
	f.floor = end
	return end
}
