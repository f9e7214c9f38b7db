package money

import (
	"slices"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// context is what a whole report tells of its currencies; it is gathered only
// where some figure leaves its currency open.
type context struct {
	named    []bool // by state: named in the report
	governs  []bool // by state: the report names its government
	explicit []bool // by currency: some figure of the report names it alone
	first    []int  // by currency: the first figure that names it alone, or -1
	// firstBare is the first figure with the bare sign of a family; see bareFrom.
	firstBare int
	told      map[toldSum]bool // the sums that name their currency alone
	ground    Ground
}

// toldSum is a sum with its currency, its ends without needless zeros.
type toldSum struct {
	code   int
	lo, hi decimal.Decimal
}

// settleCurrencies chooses for every figure with a shared name ("dollars",
// "crowns") which state's it is, or leaves it open.
func (f *finder) settleCurrencies() {
	for i := range f.figs {
		if fig := &f.figs[i]; fig.money && fig.bare {
			f.settle(i)
		}
	}
}

func (f *finder) settle(at int) {
	fig := &f.figs[at]
	if len(fig.family) == 0 {
		return
	}
	only, count := -1, 0
	for _, c := range fig.family {
		if f.currency(c).inUse(f.year) {
			only, count = c, count+1
		}
	}
	if count == 1 {
		fig.code = only
		return
	}
	f.gather()
	if fig.code >= 0 {
		if c, ok := f.besideOther(at); ok {
			fig.code = c
			return
		}
		if f.glossesOther(at) {
			return
		}
		f.settleDefault(fig)
		return
	}
	if c, ok := f.namedIn(fig, f.sentencePlaces); ok {
		fig.code = c
		return
	}
	if c, ok := f.theOne(fig.family, func(c int) bool { return f.context.explicit[c] }); ok {
		fig.code = c
		return
	}
	if c, ok := f.namedIn(fig, f.reportPlaces); ok {
		fig.code = c
		return
	}
	if c, ok := f.namedIn(fig, f.givingPlaces); ok {
		fig.code = c
	}
}

// givingPlaces visits the states that a report names which give aid: of several whose
// money has one name, it is theirs that is given.
func (f *finder) givingPlaces(_ *figure, yield func(int)) {
	f.reportPlaces(nil, func(state int) {
		if f.gives(state) {
			yield(state)
		}
	})
}

// gives reports a state that gives aid.
func (f *finder) gives(state int) bool {
	return f.givesByID(f.r.stateIDs[state])
}

func (f *finder) givesByID(state pledgebook.PartyID) bool {
	return f.context.ground.Gives != nil && f.context.ground.Gives(state)
}

// ownOfGiver returns the currency of the giver that a sentence begins with, where the
// report tells of its government and names nobody of the usual currency and no other giver with one of that name: "The Australian government will give $2 million".
func (f *finder) ownOfGiver(fig *figure) (int, bool) {
	r := f.limits(fig)
	for _, t := range f.d.TagsIn(text.Range{First: max(r.First, fig.First-maxPlaceReach), End: fig.First}) {
		if t.Category != f.r.placeTags {
			continue
		}
		if !f.gives(int(t.Ref)) || !f.context.governs[t.Ref] {
			return 0, false
		}
		own, ok := f.theOne(fig.family, func(c int) bool { return f.issues(int(t.Ref), c) })
		return own, ok && !f.context.explicit[own] && !f.otherUnsigned(fig, own)
	}
	return 0, false
}

// otherUnsigned reports another giver whose currency has the name of a figure's, and
// is signed as its own nowhere: the bare sign may be of that one.
func (f *finder) otherUnsigned(fig *figure, own int) (found bool) {
	f.givingPlaces(fig, func(state int) {
		for _, c := range f.r.issued[state] {
			found = found || c != own && fig.family.has(c) && f.currency(c).inUse(f.year) && !f.context.explicit[c]
		}
	})
	return found
}

// besideOther returns the currency of the sum right before in the same sentence,
// where it is another of the family and the sentence names the usual one nowhere:
// "a further A$10 million, which brings it to $15 million".
func (f *finder) besideOther(at int) (int, bool) {
	fig := &f.figs[at]
	for i := at - 1; i >= max(0, at-maxBeside) && f.figs[i].sentence == fig.sentence; i-- {
		other := &f.figs[i]
		switch {
		case !other.money || other.bare || other.code < 0:
			continue
		case other.code == fig.code || !fig.family.has(other.code) || f.opensAt(other.End, fig.First):
			return 0, false // a bracket gives the sum in the usual one
		}
		return other.code, f.staysWith(other.code, text.Range{First: other.End, End: fig.First})
	}
	return 0, false
}

// glossesOther reports the bracket of "C$123 million ($91 million)": it gives the sum
// before it, of another currency of the family, in the usual one.
func (f *finder) glossesOther(at int) bool {
	if at == 0 {
		return false
	}
	fig, other := &f.figs[at], &f.figs[at-1]
	return other.money && !other.bare && other.code >= 0 && other.code != fig.code && fig.family.has(other.code) &&
		other.sentence == fig.sentence && other.End < fig.First && f.d.Tokens[other.End].Char == '(' && f.onlyHedges(other.End+1, fig.First)
}

// maxBeside bounds how many figures back the sum beside one is looked for.
const maxBeside = 3

// staysWith reports a stretch that names no state, or names one whose currency it is.
func (f *finder) staysWith(code int, between text.Range) bool {
	states, own := false, false
	for _, t := range f.d.TagsIn(between) {
		if t.Category == f.r.placeTags {
			states = true
			own = own || f.issues(int(t.Ref), code)
		}
	}
	return own || !states
}

// settleDefault keeps the usual reading of "dollars", "pounds", "won" unless the
// report points to one other currency of that name, and to it alone.
func (f *finder) settleDefault(fig *figure) {
	usual := fig.code
	if c, ok := f.ownOfHome(fig, usual); ok {
		fig.code, fig.rule = c, RuleHome
		return
	}
	if f.context.explicit[usual] || f.issuerNamed(usual) {
		return
	}
	if c, ok := f.ownOfGiver(fig); ok {
		fig.code, fig.rule = c, RuleHome
		return
	}
	others := func(c int) bool { return c != usual && f.context.explicit[c] }
	if c, ok := f.theOne(fig.family, others); ok {
		if f.meansLocal(fig, c) {
			fig.code = c
		}
		return
	}
	if len(fig.family) > maxDefaultFamily || f.d.Of(fig.First) == "£" {
		return // the dollar is the world's: a country named near it proves nothing
	}
	if c, ok := f.namedIn(fig, f.reportPlaces); ok {
		fig.code = c
	}
}

// ownOfHome returns the currency that a shared sign stands for where the report is
// written: an Australian site's "$". It must speak of its own state, sign no sum as
// its own (who writes "A$" means another by "$"), and name no state of the usual
// currency near the figure. A dateline alone is ground where the report signs the usual
// currency elsewhere ("US$"), or where it is a giver's and no state of the usual one is named.
func (f *finder) ownOfHome(fig *figure, usual int) (int, bool) {
	home := f.context.ground.Home
	place := f.context.ground.Place
	if home == "" && (f.context.explicit[usual] || !f.issuerNamed(usual) && f.givesByID(place)) {
		home = place
	}
	state, ok := f.r.states[string(home)]
	if !ok || !f.context.named[state] || f.issues(state, usual) {
		return 0, false
	}
	own, ok := f.theOne(fig.family, func(c int) bool { return f.issues(state, c) })
	if !ok || f.context.explicit[own] {
		return 0, false
	}
	others, itself := false, false
	r := f.limits(fig)
	for _, t := range f.d.TagsIn(text.Range{First: max(r.First, fig.First-maxPlaceReach), End: min(r.End, fig.End+maxPlaceReach)}) {
		if t.Category != f.r.placeTags || t.End < r.End && f.d.Tokens[t.End].Char == '$' {
			continue // "US$" is a sign, no state
		}
		others = others || f.issues(int(t.Ref), usual)
		itself = itself || int(t.Ref) == state
	}
	return own, !others && (itself || !f.issuerNamed(usual))
}

// meansLocal reports that the bare sign of a family stands for the currency c,
// which the report names elsewhere: it was named before any bare figure, or with
// the same sum. Where "CA$450 million" comes once among many "$", it is the
// exception.
func (f *finder) meansLocal(fig *figure, c int) bool {
	first := f.context.first[c]
	return first >= 0 && first < f.context.firstBare || f.context.told[fig.told(c)]
}

// told is the sum of a figure in a currency.
func (fig *figure) told(c int) toldSum {
	return toldSum{c, fig.number.Lo.Trim(0), fig.number.Hi.Trim(0)}
}

// bareFrom is the first figure with the bare sign of a family whose sum the report
// tells in no currency of that name: a headline may leave "C$50 million" bare.
func (f *finder) bareFrom() int {
	return slices.IndexFunc(f.figs, func(fig figure) bool {
		return fig.money && fig.bare && !slices.ContainsFunc(fig.family, func(c int) bool { return f.context.told[fig.told(c)] })
	})
}

// maxDefaultFamily is the size above which a family's default is not given up
// for a state that the report names.
const maxDefaultFamily = 15

// theOne returns the only currency in use of a family that holds.
func (f *finder) theOne(fam family, holds func(int) bool) (int, bool) {
	found, n := -1, 0
	for _, c := range fam {
		if holds(c) && f.currency(c).inUse(f.year) {
			found, n = c, n+1
		}
	}
	return found, n == 1
}

// namedIn returns the only currency of the figure's family whose issuer one of
// the places is.
func (f *finder) namedIn(fig *figure, places func(*figure, func(state int))) (int, bool) {
	found, clash := -1, false
	places(fig, func(state int) {
		for _, c := range f.r.issued[state] {
			if fig.family.has(c) && f.currency(c).inUse(f.year) && c != found {
				clash = clash || found >= 0
				found = c
			}
		}
	})
	return found, found >= 0 && !clash
}

// maxPlaceReach bounds how far from a figure its sentence's states are looked
// for, in tokens.
const maxPlaceReach = 80

func (f *finder) sentencePlaces(fig *figure, yield func(int)) {
	r := f.limits(fig)
	near := text.Range{First: max(r.First, fig.First-maxPlaceReach), End: min(r.End, fig.End+maxPlaceReach)}
	for _, t := range f.d.TagsIn(near) {
		if t.Category == f.r.placeTags {
			yield(int(t.Ref))
		}
	}
}

func (f *finder) reportPlaces(_ *figure, yield func(int)) {
	for state, named := range f.context.named {
		if named {
			yield(state)
		}
	}
}

func (f *finder) issuerNamed(c int) bool {
	for state, named := range f.context.named {
		if named {
			for _, issued := range f.r.issued[state] {
				if issued == c {
					return true
				}
			}
		}
	}
	return false
}

// mostKept bounds the sums for which the room is kept for the next report.
const mostKept = 1000

// reset makes a context in which nothing is named yet, in the room of the one before.
func (c *context) reset(states, currencies int) {
	if c.told == nil || len(c.told) > mostKept {
		*c = context{named: make([]bool, states), governs: make([]bool, states), explicit: make([]bool, currencies), first: make([]int, currencies), told: map[toldSum]bool{}}
	}
	clear(c.named)
	clear(c.governs)
	clear(c.explicit)
	clear(c.told)
	for i := range c.first {
		c.first[i] = -1
	}
}

// gather collects the states and currencies that the report names.
func (f *finder) gather() {
	if f.context != nil {
		return
	}
	ground := Ground{}
	if f.ask != nil {
		ground = f.ask()
	}
	f.context = &f.room
	f.context.reset(len(f.r.issued), len(f.r.currencies))
	f.context.ground, f.context.firstBare = ground, len(f.figs)
	for t := range f.d.TagsOf(f.r.placeTags) {
		f.context.named[t.Ref] = true
		f.context.governs[t.Ref] = f.context.governs[t.Ref] || f.d.Says(t.End, cue.Governing)
	}
	for i := range f.figs {
		fig := &f.figs[i]
		switch {
		case !fig.money || fig.bare:
		case fig.code >= 0:
			f.context.explicit[fig.code] = true
			f.context.told[fig.told(fig.code)] = true
			if f.context.first[fig.code] < 0 {
				f.context.first[fig.code] = i
			}
		}
	}
	if at := f.bareFrom(); at >= 0 {
		f.context.firstBare = at
	}
}
