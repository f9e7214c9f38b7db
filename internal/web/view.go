package web

import (
	"context"
	"reflect"
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

	answers   answers
	world     bounding.World
	class     string // of viewers, who all see the same
	reader    bool   // sees reviewed entries alone
	team      bool   // has an account, or is the owner
	policy    access.Policy
	until     time.Time // when an embargo ends; zero for never
	inventory pledgebook.Inventory
	book      pledgebook.Book
	rates     *rates.Table
	totals    func() *pipeline.Totals
	findings  func() []tracking.Finding
}

// ForReaders reports whether the view shows reviewed entries alone, and none
// of the reviewers' own work.
func (v *View) ForReaders() bool { return v.reader }

// state is the whole book in one state, with the views cut from it.
type state struct {
	*reporting.Ledger
	inventory pledgebook.Inventory
	policy    access.Policy
	views     map[string]*View
	before    map[string]*View // of the state before, for figures that take long
}

const (
	// fresh is how long a state is taken for the present one without asking the
	// book whether anything was filed since.
	fresh = time.Second
	// homeLines is how many entries each list of the first page shows.
	homeLines = 8
	// mostViews is how many views of one state are kept.
	mostViews = 12
)

// View returns the ledger as it stands and as whoever asks may see it. Every
// page takes what it shows from there, and a thing that is hidden is not there
// at all.
func (d *Desk) View(ctx context.Context) (*View, error) {
	d.deriving.Lock()
	defer d.deriving.Unlock()
	now := d.Now()
	s, err := d.present(ctx, now)
	if err != nil {
		return nil, err
	}
	return d.cut(s, d.Viewer(ctx), now), nil
}

// cut is the part of the book that a viewer may see.
func (d *Desk) cut(s *state, who pledgebook.Viewer, now time.Time) *View {
	class := string(who.Role)
	if s.policy.Names(who.Account) {
		class += " " + who.Account
	}
	if v, ok := s.views[class]; ok && (v.until.IsZero() || now.Before(v.until)) {
		return v
	}
	l, until := pipeline.Seen(s.Ledger, s.policy, who, now)
	v := &View{Ledger: l, class: class, reader: !access.SeesUnreviewed(who), team: who.Role != "", policy: s.policy, until: until, inventory: s.inventory, book: d.Book, world: d.options.World, rates: d.options.Rates}
	v.Home = sync.OnceValue(func() reporting.Home { return l.Home(homeLines) })
	v.totals = sync.OnceValue(func() *pipeline.Totals { return pipeline.NewTotals(l, d.options.World) })
	v.findings = sync.OnceValue(func() []tracking.Finding { return v.Totals().Check() })
	if before := s.before[class]; before != nil {
		v.answers.before = before.answers.finished()
	}
	delete(s.before, class)
	if len(s.views) >= mostViews {
		clear(s.views)
	}
	s.views[class] = v
	return v
}

// present is the whole book as it stands. It is derived anew where something
// was filed or decided since, or a new day began.
func (d *Desk) present(ctx context.Context, now time.Time) (*state, error) {
	y, m, day := now.Date()
	today := pledgebook.DateOf(y, m, day)
	if d.state != nil && d.state.Today == today && now.Sub(d.looked) < fresh {
		return d.state, nil
	}
	inventory, err := d.Book.Inventory(ctx)
	if err != nil {
		return nil, err
	}
	if d.state == nil || d.state.Today != today || d.state.inventory.Head != inventory.Head {
		// A reader who goes away must not make the others derive it again.
		s, err := d.derive(context.WithoutCancel(ctx), inventory, today)
		if err != nil {
			return nil, err
		}
		d.state = s
	}
	d.looked = now
	return d.state, nil
}

// derive makes the state of the book as the inventory counts it. Where only
// decisions were added, the claims are not matched again.
func (d *Desk) derive(ctx context.Context, inventory pledgebook.Inventory, today pledgebook.Day) (*state, error) {
	whole, err := d.redecide(ctx, inventory, today)
	if whole == nil && err == nil {
		whole, err = pipeline.BringTogether(ctx, d.Book, d.options.Rates, today)
	}
	if err != nil {
		return nil, err
	}
	s := &state{Ledger: whole, inventory: inventory, policy: access.PolicyOf(whole.Decisions), views: map[string]*View{}}
	// Sums of before are shown while new ones are worked out, but never past a
	// decision that hides something.
	if d.state != nil && d.state.inventory.Redacted == inventory.Redacted && reflect.DeepEqual(d.state.policy, s.policy) {
		s.before = d.state.views
	}
	return s, nil
}

// redecide derives the ledger from the one before; nil where it cannot.
func (d *Desk) redecide(ctx context.Context, inventory pledgebook.Inventory, today pledgebook.Day) (*reporting.Ledger, error) {
	if d.state == nil || d.state.inventory.Readings != inventory.Readings || d.state.inventory.Redacted != inventory.Redacted {
		return nil, nil
	}
	l, ok, err := pipeline.Redecide(ctx, d.Book, d.state.Ledger, d.options.Rates, today)
	if !ok {
		return nil, err
	}
	return l, nil
}

// Decide keeps a decision, unless check finds that it no longer fits what the
// book holds: between the look and the decision nobody else decides here.
func (d *Desk) Decide(ctx context.Context, check func(*View) (pledgebook.Decision, error)) (pledgebook.Outcome, error) {
	d.deciding.Lock()
	defer d.deciding.Unlock()
	d.forget()
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
	outcomes, err := d.Book.Decide(ctx, decision)
	if err != nil {
		return pledgebook.Outcome{}, err
	}
	d.forget()
	return outcomes[0], nil
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

// forget makes the next view look whether the book changed.
func (d *Desk) forget() {
	d.deriving.Lock()
	defer d.deriving.Unlock()
	d.looked = time.Time{}
}
