package web

// Hurry makes pages wait for the first state of the book no longer than a moment.
func (d *Desk) Hurry() { d.atFirst = 1 }
