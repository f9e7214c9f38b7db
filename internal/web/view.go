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
	// mostViews is how many views of one state are kept.
	mostViews = 12
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

// view is the part of the book that a viewer may see.
func (s *state) view(d *Desk, who pledgebook.Viewer, now time.Time) *View {
	s.cutting.Lock()
	defer s.cutting.Unlock()
	class := string(who.Role)
	if s.policy.Names(who.Account) {
		class += " " + who.Account
	}
	if v, ok := s.views[class]; ok && (v.until.IsZero() || now.Before(v.until)) {
		return v
	}
	l, until := pipeline.Seen(s.Ledger, s.policy, who, now)
	v := &View{Ledger: l, class: class, reader: !access.SeesUnreviewed(who), team: who.Role != "", policy: s.policy, until: until, head: s.head, book: d.Book, world: d.options.World, rates: d.options.Rates}
	v.Home = sync.OnceValue(func() reporting.Home { return l.Home(homeLines) })
	v.totals = sync.OnceValue(func() *pipeline.Totals { return pipeline.NewTotals(l, d.options.World) })
	v.findings = sync.OnceValue(func() []tracking.Finding { return v.Totals().Check(nil) })
	if before := s.before[class]; before != nil {
		v.answers.before = before.answers.finished()
	}
	delete(s.before, class)
	if len(s.views) >= mostViews {
		clear(s.views)
	}
	s.views[class] = v
	d.workAhead(v)
	return v
}

// Decide keeps a decision, unless check finds that it no longer fits what the
// book holds: between the look and the decision nobody else decides here. The
// next page, whoever asks for it, shows what came of it.
func (d *Desk) Decide(ctx context.Context, check func(*View) (pledgebook.Decision, error)) (pledgebook.Outcome, error) {
	d.deciding.Lock()
	defer d.deciding.Unlock()
	if err := d.catchUp(ctx); err != nil { // with what others decided elsewhere
		return pledgebook.Outcome{}, err
	}
	v, err := d.View(ctx)
	if err != nil {
		return pledgebook.Outcome{}, err
	}
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
