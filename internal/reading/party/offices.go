package party

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// This file leaves out the regions that only name an office.

// officeReach bounds the words from an office to the region in its name, in tokens.
const officeReach = 6

// withoutOffices leaves out the region of "Minister for Development and Africa", "Assistant
// Secretary for Europe and Eurasia": it gives and gets nothing.
func (r *Reader) withoutOffices(d *text.Document, mentions []Mention) []Mention {
	kept := 0
	for i := range mentions { // a mention is large: none is handed on, and nearly all stay where they are
		if m := &mentions[i]; m.Type == pledgebook.Region && r.inOffice(d, m.First) {
			continue
		}
		if kept < i {
			mentions[kept] = mentions[i]
		}
		kept++
	}
	clear(mentions[kept:])
	return mentions[:kept]
}

func (r *Reader) inOffice(d *text.Document, at int) bool {
	for k := at - 1; k > max(0, at-officeReach); k-- {
		w := r.class(d.Tokens[k])
		switch {
		case w&linkOf != 0 && d.Tokens[k-1].Is(text.Capital) && d.Has(k-1, r.categories.role):
			return true
		case w&(linkAnd|article) == 0 && d.Tokens[k].Char != ',' && !d.Tokens[k].Is(text.Capital):
			return false
		}
	}
	return false
}
