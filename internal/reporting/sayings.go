package reporting

import (
	"cmp"
	"slices"

	"pledgebook"
	"pledgebook/internal/matching"
)

// Saying is one thing a person said, in every wording that reports give it.
type Saying struct {
	// ID is the quote whose wording the others are held against.
	ID      string             `json:"id"`
	Speaker pledgebook.Speaker `json:"speaker"`
	// Transcript is true where that wording is the speaker's own side's: a
	// transcript, a release.
	Transcript bool `json:"transcript,omitempty"`
	// Primary is the wording that the others are held against; Others stand in
	// order of publication.
	Primary SaidIn   `json:"primary"`
	Others  []SaidIn `json:"others"`
	// Outlets counts who prints it, Changed the wordings in quotation marks that
	// are not word for word.
	Outlets int `json:"outlets"`
	Changed int `json:"changed,omitempty"`
}

// SaidIn is a saying as one report gives it.
type SaidIn struct {
	Quote    pledgebook.Quote    `json:"quote"`
	Citation pledgebook.Citation `json:"citation"`
	Relation matching.Relation   `json:"relation"`
	// Translation is the language, where it is another than the primary wording's.
	Translation string `json:"translation,omitempty"`
	// Edits turn the primary wording into this one; empty where it is not
	// aligned (a translation, the primary wording itself).
	Edits []matching.WordEdit `json:"edits,omitempty"`
}

// Sayings brings the quotes of a book together, the latest said first: each
// with all its wordings, and those that one report alone tells; what is asked in
// a transcript is no saying. Source tells what matching needs of a report.
func Sayings(quotes []pledgebook.Held[pledgebook.Quote], source func(pledgebook.Citation, pledgebook.PartyID) matching.Source) []Saying {
	return SayingsAfter(nil, quotes, source, nil)
}

// SayingsAfter is [Sayings] where some were brought together before, nil for none:
// what nothing bears on that came since is taken over. Anew reports whether a report
// is told otherwise, or has other quotes, than it had then.
func SayingsAfter(before *Said, quotes []pledgebook.Held[pledgebook.Quote], source func(pledgebook.Citation, pledgebook.PartyID) matching.Source, anew func(report string) bool) []Saying {
	g := regathering{before: before, quotes: quotes, reported: make([]matching.ReportedQuote, len(quotes)), was: make([]int32, len(quotes))}
	at := make(map[string]int, len(quotes))
	for i, q := range quotes {
		g.reported[i] = matching.ReportedQuote{Quote: q.Thing, Report: source(q.Citation, q.Thing.Speaker.Party)}
		at[q.Thing.ID], g.was[i] = i, -1
		if n, ok := before.index(q.Thing.ID); ok && !anew(q.Citation.Report) {
			g.was[i] = n
		}
	}
	together := make([]bool, len(quotes))
	for _, group := range matching.Gather(g.reported, g.gatheredBefore(at)) {
		for _, i := range group {
			together[i] = true
		}
		g.put(group)
	}
	for i, r := range g.reported {
		if !together[i] && r.Quote.Turn != pledgebook.QuestionTurn {
			g.put([]int{i})
		}
	}
	return g.inOrder()
}

// latestSaid is the order of sayings.
func latestSaid(a, b *Saying) int {
	return cmp.Or(-cmp.Compare(a.Primary.Citation.Published, b.Primary.Citation.Published), cmp.Compare(b.Outlets, a.Outlets), cmp.Compare(a.ID, b.ID))
}

// regathering is quotes while they are brought together.
type regathering struct {
	before   *Said
	quotes   []pledgebook.Held[pledgebook.Quote]
	reported []matching.ReportedQuote
	was      []int32 // by quote: its saying before, -1 where there was none or it is otherwise
	kept     []int32 // sayings of before that are the same
	fresh    []*Saying
}

// gatheredBefore tells matching what became of the quotes before; at is where each is
// now.
func (g *regathering) gatheredBefore(at map[string]int) matching.GatheredBefore {
	if g.before == nil {
		return matching.GatheredBefore{}
	}
	known := func(quote string) bool {
		i, ok := at[quote]
		return ok && g.was[i] >= 0
	}
	b := matching.GatheredBefore{Fullest: func(quote string) string {
		if !known(quote) {
			return ""
		}
		return g.before.All[g.was[at[quote]]].ID
	}}
	for i := range g.before.All {
		if s := &g.before.All[i]; !known(s.ID) {
			b.Gone = append(b.Gone, matching.GoneWording{Speaker: s.Speaker.Name, Day: s.Primary.Citation.Published.Day()})
		}
	}
	return b
}

// put takes in what a group comes to, the fullest wording first: what it was before,
// where it is the same.
func (g *regathering) put(group []int) {
	first := group[0]
	if n := g.was[first]; n >= 0 {
		was := &g.before.All[n]
		if was.ID == g.quotes[first].Thing.ID && len(was.Others) == len(group)-1 && !slices.ContainsFunc(group, func(i int) bool { return g.was[i] != n }) {
			g.kept = append(g.kept, n)
			return
		}
	}
	s := g.saying(group)
	g.fresh = append(g.fresh, &s)
}

// inOrder are all sayings, the latest first: those of before are in order.
func (g *regathering) inOrder() []Saying {
	slices.Sort(g.kept)
	slices.SortFunc(g.fresh, latestSaid)
	out := make([]Saying, 0, len(g.kept)+len(g.fresh))
	for _, n := range g.kept {
		one := &g.before.All[n]
		for len(g.fresh) > 0 && latestSaid(g.fresh[0], one) < 0 {
			out, g.fresh = append(out, *g.fresh[0]), g.fresh[1:]
		}
		out = append(out, *one)
	}
	for _, s := range g.fresh {
		out = append(out, *s)
	}
	return out
}

func (g *regathering) saying(group []int) Saying {
	first := group[0]
	if len(group) == 1 {
		q := g.quotes[first]
		return Saying{ID: q.Thing.ID, Speaker: q.Thing.Speaker, Transcript: g.reported[first].FromTranscript(), Outlets: 1, Others: []SaidIn{},
			Primary: SaidIn{Quote: q.Thing, Citation: q.Citation, Relation: matching.PrimaryWording}}
	}
	held := make(map[string]pledgebook.Held[pledgebook.Quote], len(group))
	for _, i := range group {
		held[g.quotes[i].Thing.ID] = g.quotes[i]
	}
	return saying(matching.UtteranceOf(g.reported, group), held)
}

func saying(u matching.Utterance, held map[string]pledgebook.Held[pledgebook.Quote]) Saying {
	s := Saying{Speaker: u.Speaker, Others: []SaidIn{}}
	outlets := map[string]bool{}
	for _, w := range u.Wordings {
		q := held[w.Quote]
		in := SaidIn{Quote: q.Thing, Citation: q.Citation, Relation: w.Relation, Translation: w.Language, Edits: w.Edits}
		outlets[cmp.Or(w.Outlet, w.Report)] = true
		switch {
		case w.Primary:
			s.ID, s.Primary, s.Transcript = w.Quote, in, w.Transcript
			continue
		case w.Relation == matching.Edited:
			s.Changed++
		}
		s.Others = append(s.Others, in)
	}
	s.Outlets = len(outlets)
	return s
}
