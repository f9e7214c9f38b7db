package reporting

import (
	"iter"

	"pledgebook"
)

// Said are the sayings of a book, found by any of their quotes and by who said
// them. It is shared and never changed.
type Said struct {
	// All are the sayings, the latest first.
	All []Saying
	// Texts names the text that a report was taken for a copy of, by report.
	Texts map[string]string

	at       map[string]int32     // by quote
	speakers []pledgebook.Speaker // each once
	by       []int32              // by saying: its speaker
}

// SaidOf makes sayings findable.
func SaidOf(all []Saying) *Said {
	s := &Said{All: all, at: make(map[string]int32, len(all)), by: make([]int32, len(all))}
	numbers := map[pledgebook.Speaker]int32{}
	for i := range all {
		saying := &all[i]
		for _, other := range saying.Others {
			s.at[other.Quote.ID] = int32(i)
		}
		s.at[saying.ID] = int32(i)
		n, known := numbers[saying.Speaker]
		if !known {
			n = int32(len(s.speakers))
			numbers[saying.Speaker] = n
			s.speakers = append(s.speakers, saying.Speaker)
		}
		s.by[i] = n
	}
	return s
}

// Of is the saying that has a quote among its wordings.
func (s *Said) Of(quote string) (Saying, bool) {
	i, ok := s.at[quote]
	if !ok {
		return Saying{}, false
	}
	return s.All[i], true
}

// index is where the saying of a quote stands.
func (s *Said) index(quote string) (int32, bool) {
	if s == nil {
		return 0, false
	}
	i, ok := s.at[quote]
	return i, ok
}

// Quotes yields all wordings.
func (s *Said) Quotes() iter.Seq[pledgebook.Held[pledgebook.Quote]] {
	return func(yield func(pledgebook.Held[pledgebook.Quote]) bool) {
		for i := range s.All {
			one := &s.All[i]
			if !yield(pledgebook.Held[pledgebook.Quote]{Thing: one.Primary.Quote, Citation: one.Primary.Citation}) {
				return
			}
			for _, other := range one.Others {
				if !yield(pledgebook.Held[pledgebook.Quote]{Thing: other.Quote, Citation: other.Citation}) {
					return
				}
			}
		}
	}
}

// By is a page of the sayings of the speakers that a test lets through, from one
// on and at most so many, and how many there are.
func (s *Said) By(is func(pledgebook.Speaker) bool, from, most int) (some []Saying, all int) {
	among := make([]bool, len(s.speakers))
	for n, speaker := range s.speakers {
		among[n] = is(speaker)
	}
	for i, n := range s.by {
		if !among[n] {
			continue
		}
		if all >= from && len(some) < most {
			some = append(some, s.All[i])
		}
		all++
	}
	return some, all
}
