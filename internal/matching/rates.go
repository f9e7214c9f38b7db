package matching

import "pledgebook"

// once asks for each rate once: many claims of one day are compared.
func (r Rates) once() Rates {
	if r == nil {
		return nil
	}
	type question struct {
		from, to string
		on       pledgebook.Day
	}
	type answer struct {
		rate Rate
		ok   bool
	}
	known := map[question]answer{}
	return func(from, to string, on pledgebook.Day) (Rate, bool) {
		q := question{from, to, on}
		a, asked := known[q]
		if !asked {
			a.rate, a.ok = r(from, to, on)
			known[q] = a
		}
		return a.rate, a.ok
	}
}
