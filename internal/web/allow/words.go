package allow

import (
	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/web"
)

func alsoReports(n int) string {
	if n == 1 {
		return "Also the report that tells it"
	}
	return "Also the " + web.Several(n, "report") + " that tell it"
}

// decided says what a decision on access set.
func decided(d pledgebook.Decision) string {
	a, err := access.Read(d.Set)
	if err != nil {
		return "Something that this program cannot read."
	}
	return web.AccessWords(a)
}

func dayOf(d pledgebook.Decision) pledgebook.Day {
	y, m, day := d.At.Date()
	return pledgebook.DateOf(y, m, day)
}
