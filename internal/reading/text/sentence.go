package text

// maxSentence is the most tokens a sentence may have. What goes on longer is no
// prose, and whoever looks around in a sentence must not look for ever.
const maxSentence = 400

// split cuts a part's tokens into sentences.
func (d *Document) split(part Range, index int) {
	first := part.First
	for _, m := range d.marks {
		i := int(m)
		first = d.cutLong(first, i, index)
		if i < first || !d.stops(i, part) {
			continue
		}
		end := d.closers(i+1, part.End)
		if end < part.End && !d.begins(i, end) {
			continue
		}
		d.Sentences = append(d.Sentences, Sentence{Range: Range{first, end}, Part: index})
		first = end
	}
	first = d.cutLong(first, part.End-1, index)
	if first < part.End {
		d.Sentences = append(d.Sentences, Sentence{Range: Range{first, part.End}, Part: index})
	}
}

// cutLong cuts what is too long for a sentence off the tokens from first to i, and
// returns where the rest begins.
func (d *Document) cutLong(first, i, index int) int {
	for ; i-first >= maxSentence; first += maxSentence {
		d.Sentences = append(d.Sentences, Sentence{Range: Range{first, first + maxSentence}, Part: index})
	}
	return first
}

// stops reports whether token i may end a sentence.
func (d *Document) stops(i int, part Range) bool {
	t := &d.Tokens[i]
	switch t.Kind {
	case Word:
		return d.vocab.abbreviation(t.Word) == mayEnd && d.Text[t.End-1] == '.'
	case Punct:
		switch t.Char {
		case '!', '?', '…':
			return true
		case '.':
			return !(i > part.First && d.abbreviates(i))
		}
	}
	return false
}

// abbreviates reports whether the full stop at i belongs to the word before it
// and no sentence starts after it.
func (d *Document) abbreviates(i int) bool {
	w := d.Tokens[i-1]
	if w.End != d.Tokens[i].Start {
		return false
	}
	switch d.vocab.abbreviation(w.Word) {
	case neverEnds:
		return true
	case mayEnd:
		return i+1 < len(d.Tokens) && !d.starter(i+1)
	}
	return w.Kind == Word && w.End-w.Start == 1 && w.Is(Capital) // an initial
}

// closers moves past quotation marks and brackets that close behind a stop.
func (d *Document) closers(i, end int) int {
	for i < end && d.Tokens[i].Kind == Punct && !d.Tokens[i].Is(SpaceBefore) {
		switch d.Tokens[i].Char {
		case '"', '”', '’', '\'', ')', ']', '»', '“', '.', '!', '?':
			i++
			continue
		}
		break
	}
	return i
}

// begins reports whether a sentence can start at token next after the stop.
func (d *Document) begins(stop, next int) bool {
	t := d.Tokens[next]
	if !t.Is(SpaceBefore) {
		return false
	}
	if d.Tokens[stop].Kind == Word { // "U.S."
		return d.starter(next)
	}
	switch t.Kind {
	case Word:
		return t.Is(Capital) || d.Tokens[stop].Char == '.' && t.Is(LineBefore)
	case Number, Symbol:
		return true
	}
	switch t.Char {
	case '"', '“', '‘', '\'', '«', '„', '(', '[', '-', '–', '—', '•', '·':
		return true
	}
	return false
}

// starter reports whether the token is a capitalised word that often starts a
// sentence ("The", "In"), or an opening quotation mark.
func (d *Document) starter(i int) bool {
	t := d.Tokens[i]
	if t.Kind == Punct {
		return t.Char == '“' || t.Char == '"'
	}
	return t.Is(Capital) && int(t.Word) < len(d.vocab.starters) && d.vocab.starters[t.Word]
}
