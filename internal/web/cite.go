package web

import (
	"pledgebook"
	"pledgebook/internal/wording"
)

// Citation is how to cite an entry.
type Citation struct {
	// Text is ready to be pasted; Title and Address are what it is made of.
	Text, Title, Address string
}

// shownHead is how many letters of the chain's head a citation shows: enough to
// find the state of the book, short enough to print.
const shownHead = 12

// Cite says how to cite an entry as it stands in a view: with the day, the state
// of the book, and the address that stays. base is where the desk is reached.
func Cite(v *View, e pledgebook.Entry, base string) Citation {
	c := Citation{Title: Title(e), Address: base + EntryPath(e.ID)}
	c.Text = c.Title + ". Pledgebook, entry " + e.ID + ", as of " + wording.Date(v.Today)
	if head := v.Head(); head != "" {
		c.Text += ", state of the book " + head[:min(shownHead, len(head))]
	}
	c.Text += ". " + c.Address
	return c
}
