package web

import (
	"context"
	"sync"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/bounding"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/rates"
	"pledgebook/internal/reporting"
	"pledgebook/internal/tracking"
)

// View is the ledger in one state of the book, cut to what one viewer may see.
// It is shared by requests and never changed.
type View struct {
	*reporting.Ledger
	// Home is the first page, worked out once.
	Home func() reporting.Home

	answers  answers
	names    sync.Map // of parties that no table has, each a func() string
	throughs func() map[pledgebook.PartyID][]*pledgebook.Entry
	said     *gathered
	world    bounding.World
	class    string // of viewers, who all see the same
	reader   bool   // sees reviewed entries alone
	team     bool   // has an account, or is the owner
	policy   access.Policy
	until    time.Time // when an embargo ends; zero for never
	head     string    // of the book's chain
	book     pledgebook.Book
	rates    *rates.Table
	totals   func() *pipeline.Totals
	findings func() []tracking.Finding
}

// ForReaders reports whether the view shows reviewed entries alone, and none
// of the reviewers' own work.
func (v *View) ForReaders() bool { return v.reader }

const (
	// homeLines is how many entries each list of the first page shows.
	homeLines = 8
	// mostViews is how many views of one state are kept, leastViews how many of
	// however large a book; mostCut is how many entries their ledgers have together
	// at most.
	mostViews, leastViews = 12, 4
	mostCut               = 2_000_000
)

// View returns the ledger as it stands and as whoever asks may see it. Every
// page takes what it shows from there, and a thing that is hidden is not there
// at all.
func (d *Desk) View(ctx context.Context) (*View, error) {
	if v, ok := ctx.Value(sees{}).(*View); ok {
		return v, nil
	}
	s, err := d.present(ctx)
	if err != nil {
		return nil, err
	}
	return s.view(d, d.Viewer(ctx), d.Now()), nil
}

// cutAtOnce is of how many entries a ledger at most is cut while a page waits; of a
// larger one, pages show what its viewers saw before, until that is done.
const cutAtOnce = 10_000

// view is the part of the book that a viewer may see. Where nothing was hidden since
// it may be that of the state before.
func (s *state) view(d *Desk, who pledgebook.Viewer, now time.Time) *View {
	s.cutting.Lock()
	class := s.class(who)
	cut := s.views[class]
	before := s.before[class]
	if cut.over(now) {
		cut = s.begin(d, class, who, now)
	}
	s.cutting.Unlock()
	if len(s.Entries) <= cutAtOnce || before == nil || !s.harmless || !before.until.IsZero() && !now.Before(before.until) || pipeline.SeesAll(s.policy, who, now) {
		return cut.view()
	}
	go cut.view()
	select {
	case <-cut.done:
		return cut.view()
	default:
		return before
	}
}

// viewNow is the part of the present book that a viewer may see.
func (s *state) viewNow(d *Desk, who pledgebook.Viewer, now time.Time) *View {
	s.cutting.Lock()
	class := s.class(who)
	cut := s.views[class]
	if cut.over(now) {
		cut = s.begin(d, class, who, now)
	}
	s.cutting.Unlock()
	return cut.view()
}

// class names the viewers who see the same.
func (s *state) class(who pledgebook.Viewer) string {
	if s.policy.Names(who.Account) {
		return string(who.Role) + " " + who.Account
	}
	return string(who.Role)
}

// cut is a view that is made once, by whoever asks first.
type cut struct {
	made func() *View
	done chan struct{} // closed once it is there
}

func (c *cut) view() *View { return c.made() }

// ready is the view, nil where it is not there yet.
func (c *cut) ready() *View {
	if c == nil {
		return nil
	}
	select {
	case <-c.done:
		return c.made()
	default:
		return nil
	}
}

// over reports whether there is no view, or an embargo in it has ended.
func (c *cut) over(now time.Time) bool {
	v := c.ready()
	return c == nil || v != nil && !v.until.IsZero() && !now.Before(v.until)
}

// begin prepares the view of a class.
func (s *state) begin(d *Desk, class string, who pledgebook.Viewer, now time.Time) *cut {
	s.makeRoom()
	before := s.before[class]
	c := &cut{done: make(chan struct{})}
	c.made = sync.OnceValue(func() *View {
		defer close(c.done)
		v := d.cut(s, class, who, now)
		if before != nil && s.sums {
			v.answers.before = before.answers.finished()
		}
		v.said = gatheredAfter(v, before, s)
		d.workAhead(v)
		s.cutting.Lock()
		delete(s.before, class) // nobody is shown it any more
		s.cutting.Unlock()
		return v
	})
	s.views[class] = c
	return c
}

// makeRoom lets go of views that are cut, any of them, where a further one would be
// too many. One that sees the whole book holds nothing of its own.
func (s *state) makeRoom() {
	most := max(leastViews, min(mostViews, mostCut/max(1, len(s.Entries))))
	for class, c := range s.views {
		if len(s.views) < most {
			return
		}
		if v := c.ready(); v != nil && v.Cut {
			delete(s.views, class)
		}
	}
}

// cut is the part of a state that a class of viewers may see.
func (d *Desk) cut(s *state, class string, who pledgebook.Viewer, now time.Time) *View {
	l, until := pipeline.Seen(s.Ledger, s.policy, who, now)
	v := &View{Ledger: l, class: class, reader: !access.SeesUnreviewed(who), team: who.Role != "", policy: s.policy, until: until, head: s.head, book: d.Book, world: d.options.World, rates: d.options.Rates}
	v.Home = sync.OnceValue(func() reporting.Home { return l.Home(homeLines) })
	v.throughs = sync.OnceValue(v.passedOn)
	v.totals = sync.OnceValue(func() *pipeline.Totals { return pipeline.NewTotals(l, d.options.World) })
	v.findings = sync.OnceValue(func() []tracking.Finding { return v.Totals().Check(nil) })
	return v
}

// Decide keeps a decision, unless check finds that it no longer fits what the
// book holds: between the look and the decision nobody else decides here. The
// next page, whoever asks for it, shows what came of it.
func (d *Desk) Decide(ctx context.Context, check func(*View) (pledgebook.Decision, error)) (pledgebook.Outcome, error) {
	d.deciding.Lock()
	defer d.deciding.Unlock()
	if err := d.catchUp(); err != nil { // with what others decided elsewhere
		return pledgebook.Outcome{}, err
	}
	s, err := d.taken()
	if err != nil {
		return pledgebook.Outcome{}, err
	}
	v := s.viewNow(d, d.Viewer(ctx), d.Now())
	decision, err := check(v)
	if err == nil {
		decision, err = d.allowed(ctx, v, decision)
	}
	if err != nil {
		return pledgebook.Outcome{}, err
	}
	return d.enact(ctx, decision)
}

// allowed refuses a decision that whoever asks may not make, or that is about
// something they do not see. It stands under the name of their account.
func (d *Desk) allowed(ctx context.Context, v *View, ask pledgebook.Decision) (pledgebook.Decision, error) {
	who := d.Viewer(ctx)
	may := access.MayDecide(who, ask.Verb)
	for _, undone := range v.Decisions {
		if ask.Verb == pledgebook.Undo && undone.ID == ask.Undoes {
			may = access.MayUndo(who, undone)
		}
	}
	if !may {
		return ask, forbidden("Your role does not allow this decision, so nothing was decided.")
	}
	for _, id := range ask.On {
		if !v.Knows(id) {
			return ask, pledgebook.Errorf(pledgebook.NotFound, "The book holds nothing under %.40q. Nothing was decided.", id)
		}
	}
	if ask.Verb == pledgebook.SetAccess {
		ask.On = v.AccessNames(ask.On)
	}
	if who.Name != "" {
		ask.Who = who.Name
	}
	return ask, nil
}
