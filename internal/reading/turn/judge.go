package turn

// judge keeps the labels of a transcript and drops all where the report is none:
// a fact sheet's headings and a list's items have the form of labels too.
func (f *finder) judge() {
	if len(f.labels) == 0 {
		return
	}
	times := map[string]int{}
	var asks, sure, caps, recur int
	for i := range f.labels {
		l := &f.labels[i]
		times[l.key]++
		if times[l.key] == 2 && (l.sure || l.caps) {
			recur++
		}
		if l.uses&(asker|chair) != 0 {
			asks++
		}
		if l.sure {
			sure++
		}
		if l.caps {
			caps++
		}
	}
	talk := asks > 0 && len(f.labels) > asks || recur > 1 || sure > 1 && f.declared()
	kept := f.labels[:0]
	for _, l := range f.labels {
		again := times[l.key] > 1
		if l.caps && f.keepsCaps(&l, again, talk, sure > 0 && caps > 1) || !l.caps && talk && f.keepsMixed(&l, again) {
			kept = append(kept, l)
		}
	}
	f.labels = kept
}

// keepsCaps takes a label in capitals: alone where a title opens it, else among
// others of a transcript.
func (f *finder) keepsCaps(l *label, again, talk, among bool) bool {
	if l.uses&answer != 0 || l.End-l.First == 1 && l.uses&asker != 0 {
		return talk
	}
	titled := f.word(l.First)&title != 0 && l.sure
	return titled || talk || again && l.sure || among && l.sure || again && f.declared()
}

// keepsMixed takes a label in small letters, only in what is a transcript by
// other signs, and inside a paragraph only a sure one.
func (f *finder) keepsMixed(l *label, again bool) bool {
	return l.sure || l.opens && (again || l.bracket || l.End-l.First <= 5)
}
