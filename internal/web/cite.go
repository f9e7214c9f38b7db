package web

import (
	"context"
	"pledgebook"
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
func Cite(ctx context.Context, v *View, e pledgebook.Entry, base string) Citation {
	c := Citation{Title: Title(ctx, e), Address: base + EntryPath(e.ID)}
	c.Text = Say(ctx, "%[1]s. Pledgebook, entry %[2]s, as of %[3]s", c.Title, e.ID, In(ctx).Date(v.Today))
	if head := v.Head(); head != "" {
		c.Text = Say(ctx, "%[1]s, state of the book %[2]s", c.Text, head[:min(shownHead, len(head))])
	}
	c.Text += ". " + c.Address
	return c
}
