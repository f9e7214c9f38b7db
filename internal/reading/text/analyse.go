package text

import (
	"slices"

	"pledgebook"
)

// Analyse cuts a report's text into tokens and sentences, part by part, and
// tags every phrase of the vocabulary. What d held before is dropped and its
// memory used again.
func (d *Document) Analyse(v *Vocabulary, content string, parts []pledgebook.Part) {
	v.once.Do(func() { v.lookup = newIndex(v) })
	d.Text, d.Parts, d.vocab = content, parts, v
	d.Tokens, d.Sentences, d.Tags = d.Tokens[:0], d.Sentences[:0], d.Tags[:0]
	for i, p := range parts {
		first := len(d.Tokens)
		d.tokenizeSpan(v, p.Span.Start, p.Span.End, false)
		d.split(Range{first, len(d.Tokens)}, i)
	}
	d.tag()
}

// tag walks the trie from every token and keeps, of each category, the longest
// phrase that begins there.
func (d *Document) tag() {
	d.tagFrom, d.has = slices.Grow(d.tagFrom[:0], len(d.Tokens)+1), slices.Grow(d.has[:0], len(d.Tokens))
	for k := range d.Sentences {
		s := &d.Sentences[k]
		for i := s.First; i < s.End; i++ {
			from := len(d.Tags)
			d.tagFrom = append(d.tagFrom, int32(from))
			d.tagAt(i, s.End)
			var has Categories
			for _, t := range d.Tags[from:] {
				has |= 1 << t.Category
			}
			d.has = append(d.has, has)
			s.Has |= has
		}
	}
	d.tagFrom = append(d.tagFrom, int32(len(d.Tags)))
}

func (d *Document) tagAt(i, limit int) {
	x := &d.vocab.lookup
	at := d.vocab.first[d.Tokens[i].Word]
	for j := i; at != 0; {
		j++
		n := &x.nodes[at]
		for k := n.first; k < n.end; k++ {
			e := &x.terminals[k]
			switch {
			case d.Tokens[i].Shape&e.capital != e.capital || !d.fits(i, e.capitals):
			case j == i+1: // nothing shorter can stand there
				d.Tags = append(d.Tags, Tag{Range{i, j}, e.category, e.ref})
			default:
				d.addTag(Tag{Range{i, j}, e.category, e.ref})
			}
		}
		if j >= limit || n.next&nextBit(d.Tokens[j].Word) == 0 {
			return
		}
		at = x.edge(at, d.Tokens[j].Word)
	}
}

// addTag adds a tag; a longer one of the same category replaces a shorter one,
// while several of one length (an ambiguous phrase) all stay.
func (d *Document) addTag(t Tag) {
	from := int(d.tagFrom[t.First])
	kept := d.Tags[:from]
	for _, o := range d.Tags[from:] {
		if o.Category != t.Category || o.End == t.End {
			kept = append(kept, o)
		}
	}
	d.Tags = append(kept, t)
}

// fits reports whether the tokens behind i have the capitals that a phrase
// demands behind its first word.
func (d *Document) fits(i int, capitals []Shape) bool {
	for k, c := range capitals {
		if d.Tokens[i+1+k].Shape&c != c {
			return false
		}
	}
	return true
}
