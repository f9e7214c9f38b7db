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
	d.tagFrom, d.has, d.hints = slices.Grow(d.tagFrom[:0], n+1)[:n+1], slices.Grow(d.has[:0], n)[:n], slices.Grow(d.hints[:0], n)[:n]
	d.holds = 0
	for k := range d.Sentences {
		s := &d.Sentences[k]
		d.tagSentence(d.vocab.lookup.nodes, s)
		d.holds |= s.Has
	}
	d.tagFrom[n] = int32(len(d.Tags))
}

// tagSentence gives the tokens of a sentence their hints and adds the tags of the phrases
// that begin in it; none of them goes beyond its end.
func (d *Document) tagSentence(nodes []flatNode, s *Sentence) {
	tokens, hints, from, has := d.Tokens[s.First:s.End], d.hints[s.First:s.End], d.tagFrom[s.First:s.End], d.has[s.First:s.End]
	for i := range tokens {
		t := &tokens[i]
		n := &nodes[t.Word]
		h := n.hints | kindHints[t.Kind&7]
		hints[i], from[i], has[i] = h, int32(len(d.Tags)), 0
		s.Hints |= h
		if n.count != 0 {
			has[i] = d.tagWord(n, s.First+i, t.Shape)
		}
		if n.next != 0 && i+1 < len(tokens) && n.next&nextBit(tokens[i+1].Word) != 0 {
			has[i] |= d.tagLonger(n, s.First+i, s.End)
		}
		s.Has |= has[i]
	}
}

// tagWord adds the tags of the phrases that are token i alone, whose node is n; it returns
// their categories.
func (d *Document) tagWord(n *flatNode, i int, shape Shape) (has Categories) {
	ends := d.vocab.lookup.terminals[n.first:][:n.count]
	tags := slices.Grow(d.Tags, len(ends))
	for k := range ends {
		if e := &ends[k]; shape&e.capital == e.capital {
			tags = tags[:len(tags)+1]
			t := &tags[len(tags)-1]
			t.First, t.End, t.Category, t.Ref = i, i+1, e.category, e.ref
			has |= e.category.set()
		}
	}
	d.Tags = tags
	return has
}

// tagLonger adds the tags of the phrases of several words that begin at token i, whose
// node is n, and end before limit; it returns their categories.
func (d *Document) tagLonger(n *flatNode, i, limit int) (has Categories) {
	x, shape := &d.vocab.lookup, d.Tokens[i].Shape
	for j := i + 1; j < limit && n.next&nextBit(d.Tokens[j].Word) != 0; j++ {
		at := x.edge(n, d.Tokens[j].Word)
		if at == 0 {
			break
		}
		n = &x.nodes[at]
		ends := x.terminals[n.first:][:n.count]
		for k := range ends {
			e := &ends[k]
			if shape&e.capital == e.capital && (e.behind < 0 || d.fits(i+1, x.capitals[e.behind:][:j-i])) {
				d.addTag(Tag{Range{i, j + 1}, e.category, e.ref})
				has |= e.category.set()
			}
		}
	}
	return has
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
