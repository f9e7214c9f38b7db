package text

import (
	"slices"

	"pledgebook"
)

// Analyse cuts a report's text into tokens and sentences, part by part, and
// tags every phrase of the vocabulary. What d held before is dropped and its
// memory used again.
func (d *Document) Analyse(v *Vocabulary, content string, parts []pledgebook.Part) {
	v.index()
	d.Text, d.Parts, d.vocab, d.cues = content, parts, v, v.cues
	d.Tokens, d.Sentences, d.Tags, d.Capitals = d.Tokens[:0], d.Sentences[:0], d.Tags[:0], d.Capitals[:0]
	for i, p := range parts {
		first := len(d.Tokens)
		d.marks = d.marks[:0]
		d.tokenizeSpan(v, p.Span.Start, p.Span.End, false)
		d.split(Range{first, len(d.Tokens)}, i)
	}
	d.tag()
}

// tag walks the trie from every token and keeps, of each category, the longest
// phrase that begins there.
func (d *Document) tag() {
	n := len(d.Tokens)
	d.tagFrom, d.has = slices.Grow(d.tagFrom[:0], n+1)[:n+1], slices.Grow(d.has[:0], n)[:n]
	for k := range d.Sentences {
		s := &d.Sentences[k]
		for i := s.First; i < s.End; i++ {
			t := &d.Tokens[i]
			n := &d.vocab.lookup.nodes[t.Word]
			t.Hints = n.hints
			s.Hints |= n.hints
			from := len(d.Tags)
			d.tagFrom[i] = int32(from)
			var has Categories
			if n.count != 0 || n.next != 0 {
				d.tagAt(i, s.End)
				for _, t := range d.Tags[from:] {
					has |= 1 << t.Category
				}
			}
			d.has[i] = has
			s.Has |= has
		}
	}
	d.tagFrom[n] = int32(len(d.Tags))
}

// tagAt adds the tags of the phrases that begin at token i and end before limit.
func (d *Document) tagAt(i, limit int) {
	x := &d.vocab.lookup
	shape, at := d.Tokens[i].Shape, int32(d.Tokens[i].Word)
	for j := i + 1; ; j++ {
		n := &x.nodes[at]
		ends := x.terminals[n.first:][:n.count]
		for k := range ends {
			e := &ends[k]
			switch {
			case shape&e.capital != e.capital || e.behind >= 0 && !d.fits(i+1, x.capitals[e.behind:][:j-i-1]):
			case j == i+1: // nothing shorter can stand there
				d.Tags = append(d.Tags, Tag{Range{i, j}, e.category, e.ref})
			default:
				d.addTag(Tag{Range{i, j}, e.category, e.ref})
			}
		}
		if j >= limit || n.next&nextBit(d.Tokens[j].Word) == 0 {
			return
		}
		if at = x.edge(at, d.Tokens[j].Word); at == 0 {
			return
		}
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

// fits reports whether the tokens from i on have the capitals that a phrase demands.
func (d *Document) fits(i int, capitals []Shape) bool {
	for k, c := range capitals {
		if d.Tokens[i+k].Shape&c != c {
			return false
		}
	}
	return true
}
