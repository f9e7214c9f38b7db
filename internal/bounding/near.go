package bounding

import (
	"maps"
	"slices"

	"pledgebook"
)

// side is facts by whom they name on one side, as givers or as receivers.
type side struct {
	named map[pledgebook.PartyID][]int // facts by whom they name
	open  []int                        // facts that name nobody
	// whom facts name beside a party
	beside map[pledgebook.PartyID]map[pledgebook.PartyID]bool
	// all who ever belonged to one who is named, that one among them; and the other
	// way round. Nil where nobody stands for anybody.
	within, around map[pledgebook.PartyID][]pledgebook.PartyID
}

// sideOf lays facts by whom they name. Ever gives those who ever belonged to a
// party; nil for nobody.
func sideOf(facts []Fact, named func(*pledgebook.Entry) []pledgebook.PartyID, ever func(pledgebook.PartyID) []pledgebook.PartyID) *side {
	s := &side{named: map[pledgebook.PartyID][]int{}, beside: map[pledgebook.PartyID]map[pledgebook.PartyID]bool{}}
	for i, f := range facts {
		all := named(f.Entry)
		if len(all) == 0 {
			s.open = append(s.open, i)
		}
		for _, p := range all {
			s.named[p] = append(s.named[p], i)
			for _, other := range all {
				if other != p {
					s.tie(p, other)
				}
			}
		}
	}
	if ever != nil {
		s.within, s.around = map[pledgebook.PartyID][]pledgebook.PartyID{}, map[pledgebook.PartyID][]pledgebook.PartyID{}
		for p := range s.named {
			s.within[p] = append(slices.Clone(ever(p)), p)
			for _, m := range s.within[p] {
				s.around[m] = append(s.around[m], p)
			}
		}
	}
	return s
}

func (s *side) tie(p, other pledgebook.PartyID) {
	if s.beside[p] == nil {
		s.beside[p] = map[pledgebook.PartyID]bool{}
	}
	s.beside[p][other] = true
}

// meeting are the parties that facts name and that may be some, or share a member
// with them.
func (s *side) meeting(asked []pledgebook.PartyID, ever func(pledgebook.PartyID) []pledgebook.PartyID) map[pledgebook.PartyID]bool {
	met := map[pledgebook.PartyID]bool{}
	for _, p := range asked {
		if met[p] = true; s.around == nil {
			continue
		}
		for _, m := range append(slices.Clone(ever(p)), p) {
			for _, by := range s.around[m] {
				met[by] = true
			}
		}
	}
	return met
}

// tied are the parties beside some that facts which name several, and groups with
// members in common, tie to them; none where more than so many facts name these.
func (s *side) tied(own map[pledgebook.PartyID]bool, most int) (others []pledgebook.PartyID) {
	seen, queue, far := map[pledgebook.PartyID]bool{}, slices.Collect(maps.Keys(own)), 0
	for len(queue) > 0 {
		p := queue[0]
		if queue = queue[1:]; seen[p] {
			continue
		}
		if seen[p] = true; !own[p] {
			others = append(others, p)
			if far += len(s.named[p]); far > most {
				return nil
			}
		}
		for other := range s.beside[p] {
			queue = append(queue, other)
		}
		for _, m := range s.within[p] {
			queue = append(queue, s.around[m]...)
		}
	}
	return others
}

// near are the facts that name some parties or nobody, and those tied to them.
func (s *side) near(own map[pledgebook.PartyID]bool, facts, most int) cells {
	taken := make(cells, (facts+63)/64)
	mark := func(some []int) {
		for _, i := range some {
			taken.add(i)
		}
	}
	mark(s.open)
	for p := range own {
		mark(s.named[p])
	}
	for _, p := range s.tied(own, most) {
		mark(s.named[p])
	}
	return taken
}

// mostFar is how many facts are looked at for a question beside those that name its
// receivers, or its givers. Where more hang together with them, through claims on
// several and through groups, they are left out: the bounds stay valid, and may be
// looser.
const mostFar = 4096

// near are the facts that can bear on the scope: on each side that it names, those
// that may be about these, those that share a claim with them, and those that name
// nobody; and beside them what they are parts of, their parts, and what reduces them. Of a
// total that names nobody on a side, what others had of it is not looked at: all that a
// giver gave would be near every receiver. The cap may be looser for it, and stays valid.
func (b *Book) near(scope pledgebook.Scope) []Fact {
	byReceiver, byGiver := len(scope.Receivers) > 0, len(scope.Providers) > 0 && b.world.tellsEver()
	var taken cells
	if byReceiver {
		taken = b.receivers.near(b.receivers.meeting(scope.Receivers, nil), len(b.facts), b.far)
	}
	if byGiver {
		of := b.givers.near(b.givers.meeting(scope.Providers, b.world.ever), len(b.facts), b.far)
		if byReceiver {
			of.meet(taken)
		}
		taken = of
	}
	if !byReceiver && !byGiver {
		return b.facts
	}
	b.follow(taken)
	out := make([]Fact, 0, taken.size())
	for i := range taken.each {
		out = append(out, b.facts[i])
	}
	return out
}

// part is a fact and the one that it is a part of, or reduces.
type part struct{ part, whole int }

// follow takes what taken facts are parts of, whose parties a part may leave unsaid,
// and the parts and reductions of any of them.
func (b *Book) follow(taken cells) {
	for changed := true; changed; {
		changed = false
		for _, p := range b.parts {
			if taken.has(p.part) != taken.has(p.whole) {
				taken.add(p.part)
				taken.add(p.whole)
				changed = true
			}
		}
	}
}

// tellsEver reports whether all who ever belonged to a group can be told.
func (w World) tellsEver() bool { return w.Members == nil || w.Ever != nil }

func (w World) ever(group pledgebook.PartyID) []pledgebook.PartyID {
	if w.Ever == nil {
		return nil
	}
	return w.Ever(group)
}
