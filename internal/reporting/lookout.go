package reporting

import (
	"iter"
	"strings"
)

// lookout looks for the words of one search in the fields of entries. Of a text
// that it meets again, a party or an outlet, it remembers what it found.
type lookout struct {
	words []soughtWord
	seen  map[string]sighting

	// for further use
	best sighting
	at   [longestSearch]Found
	text []string
}

// soughtWord is a word of a search, without its ending, and by its letters where
// one of them may be wrong.
type soughtWord struct {
	word, stem string
	letters    []rune
}

// likeness is how a word of a search is told in a text.
type likeness uint8

// From none at all to as it is written.
const (
	absent likeness = iota
	nearly
	bent
	written
)

// sighting is how a text tells each word of a search.
type sighting [longestSearch]likeness

func lookoutFor(words []string) *lookout {
	o := &lookout{seen: map[string]sighting{}}
	for _, w := range words {
		sought := soughtWord{word: w, stem: stemOf(w)}
		if letters := []rune(w); len(letters) >= forgiving {
			sought.letters = letters
		}
		o.words = append(o.words, sought)
	}
	return o
}

// why are the fields of an entry in which the words were found, each once: for a
// word the first that has it as written, else without its ending, else nearly.
func (o *lookout) why(fields iter.Seq[searchedField]) (why []Found) {
	o.best = sighting{}
	lacking := len(o.words)
	for f := range fields {
		said, also := o.sight(f.Text), o.sight(f.also)
		for i := range o.words {
			if like := max(said[i], also[i]); like > o.best[i] {
				o.best[i], o.at[i] = like, f.Found
				if like == written {
					lacking--
				}
			}
		}
		if lacking == 0 {
			break
		}
	}
	for i := range o.words {
		if o.best[i] > absent {
			why = addOnce(why, o.at[i])
		}
	}
	return why
}

// sight is how a text tells the words.
func (o *lookout) sight(text string) sighting {
	if text == "" {
		return sighting{}
	}
	s, ok := o.seen[text]
	if ok {
		return s
	}
	o.text = split(o.text[:0], text, false)
	for _, word := range o.text {
		for i := range o.words {
			if s[i] < written {
				s[i] = max(s[i], o.words[i].in(word))
			}
		}
	}
	o.seen[text] = s
	return s
}

// in is how another word tells the sought one.
func (w *soughtWord) in(word string) likeness {
	switch {
	case strings.HasPrefix(word, w.word):
		return written
	case w.stem != "" && strings.HasPrefix(word, w.stem):
		return bent
	case w.letters != nil && oneOff(w.letters, []rune(word)):
		return nearly
	}
	return absent
}
