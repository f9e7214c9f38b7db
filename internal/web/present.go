package web

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"sync"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
)

// What was filed since the last state of the book is brought into a newer one
// beside the requests, while pages show the one there is. What was decided is in
// force before the next page: who decided sees it, and nobody sees any more
// what was hidden, taken back or taken down.

// state is the whole book in one state, with the views cut from it.
type state struct {
	*reporting.Ledger
	batch  int64  // the last one of the chain that it knows
	head   string // the hash of that batch
	policy access.Policy
	// before are the views of the state before, or of one before it. Sums is true
	// where its sums may be shown while new ones are worked out, harmless where all
	// of it may: nothing is to be seen no more since.
	before         map[string]*View
	sums, harmless bool
	epoch          int64      // changes whenever the quotes of the book may
	requoted       requoted   // the reports of which they may
	cutting        sync.Mutex // guards what follows
	views          map[string]*cut
}

const (
	// fresh is how long a state is taken for the present one without asking the
	// book whether anything was filed or decided elsewhere since.
	fresh = time.Second
	// atFirst is how long a page waits for the first state of the book before it
	// says that the book is being worked out.
	atFirst = 3 * time.Second
)

// standing is what a desk knows of the present state of its book. Of its locks
// a later one is never held while an earlier one is taken.
type standing struct {
	looking sync.Mutex    // held while the book is asked what came since; guards what follows
	looked  time.Time     // when it last was
	known   int64         // the last batch of the chain that was heard of
	behind  bool          // a newer state is under way
	first   chan struct{} // closed once the first state is there or failed; nil before

	deriving sync.Mutex // held while a newer state is made; guards what follows
	keeper   *pipeline.Keeper

	// gate is held by pages while they take the state, and against them while
	// what must not be shown any more is still in it.
	gate   sync.RWMutex
	state  *state // nil until there is one
	failed error  // why there is none
}

// withheld are the decisions after which something is to be seen no more.
var withheld = []pledgebook.DecisionVerb{pledgebook.SetAccess, pledgebook.Retract, pledgebook.Redact, pledgebook.Reject, pledgebook.Undo}

// Ready waits until the first state of the book is there.
func (d *Desk) Ready(ctx context.Context) error {
	_, err := d.firstState(ctx, nil)
	return err
}

// Close ends what is worked out beside the requests, and waits for it a little: what
// does not read the book any more may go on until the program ends.
func (d *Desk) Close() {
	d.end()
	for range 20 {
		if d.standing.deriving.TryLock() {
			d.standing.deriving.Unlock()
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// present is the state of the book that pages show.
func (d *Desk) present(ctx context.Context) (*state, error) {
	if s, _ := d.taken(); s == nil {
		return d.firstState(ctx, time.After(d.atFirst))
	}
	if err := d.look(ctx, withheld); err != nil {
		return nil, err
	}
	s, err := d.taken()
	if s == nil && err == nil {
		return d.firstState(ctx, time.After(d.atFirst))
	}
	return s, err
}

// taken is the state that there is; nil and why, where there is none.
func (d *Desk) taken() (*state, error) {
	d.standing.gate.RLock()
	defer d.standing.gate.RUnlock()
	return d.standing.state, d.standing.failed
}

// firstState begins to make the first state, where nobody did, and waits for it
// until enough.
func (d *Desk) firstState(ctx context.Context, enough <-chan time.Time) (*state, error) {
	now := &d.standing
	now.looking.Lock()
	if s, _ := d.taken(); s == nil && now.first != nil && over(now.first) {
		now.first = nil // it failed, or a later one did
	}
	if now.first == nil {
		now.first = make(chan struct{})
		go d.begin(now.first)
	}
	first := now.first
	now.looking.Unlock()
	leaveSlot(ctx)
	select {
	case <-first:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-enough:
		return nil, errAtWork
	}
	return d.taken()
}

// begin makes the first state. Where that fails the next page tries again.
func (d *Desk) begin(first chan struct{}) {
	defer close(first)
	if err := d.catchUp(); err != nil && d.life.Err() == nil {
		d.options.Log.Error("the book could not be worked out", "cause", err)
	}
}

// over reports whether a channel is closed.
func over(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// look asks the book, now and then, what came since. What was filed is brought in
// beside the requests; for the decisions named all pages wait.
func (d *Desk) look(ctx context.Context, awaited []pledgebook.DecisionVerb) error {
	now := &d.standing
	now.looking.Lock()
	defer now.looking.Unlock()
	s, _ := d.taken()
	if s == nil {
		return nil
	}
	at, urgent := d.Now(), false
	if at.Sub(now.looked) >= fresh {
		known := max(now.known, s.batch)
		for link, err := range d.Book.Since(ctx, known) {
			if err != nil {
				return err // and the next page asks for the same again
			}
			known, urgent = link.Batch, urgent || link.Decision != nil && slices.Contains(awaited, link.Decision.Verb)
		}
		now.known, now.looked = known, at
	}
	switch {
	case urgent:
		return d.catchUp()
	case (now.known > s.batch || s.Today != d.Today()) && !now.behind:
		now.behind = true
		go d.follow()
	}
	return nil
}

// follow brings in beside the requests what was filed.
func (d *Desk) follow() {
	if err := d.bringIn(); err != nil && d.life.Err() == nil {
		d.options.Log.Error("what was filed could not be brought in", "cause", err)
	}
	d.standing.looking.Lock()
	defer d.standing.looking.Unlock()
	d.standing.behind = false
}

// catchUp makes the state of the book as it is now the present one. On an error
// nobody knows what must not be shown any more, so that nothing is.
func (d *Desk) catchUp() error {
	now := &d.standing
	now.deriving.Lock()
	defer now.deriving.Unlock()
	before, _ := d.taken()
	s, err := d.derive(d.life, before)
	now.gate.Lock()
	defer now.gate.Unlock()
	now.state, now.failed = s, err
	return err
}

// bringIn is catchUp where nothing that came is known to hide anything: on an error
// pages go on showing the state there is.
func (d *Desk) bringIn() error {
	now := &d.standing
	now.deriving.Lock()
	defer now.deriving.Unlock()
	before, _ := d.taken()
	s, err := d.derive(d.life, before)
	if err != nil {
		return err
	}
	now.gate.Lock()
	defer now.gate.Unlock()
	now.state = s
	return nil
}

// enact keeps a decision and brings it into force. Where it hides something no
// page is begun before that.
func (d *Desk) enact(ctx context.Context, decision pledgebook.Decision) (pledgebook.Outcome, error) {
	now := &d.standing
	now.deriving.Lock()
	defer now.deriving.Unlock()
	before, _ := d.taken()
	if slices.Contains(withheld, decision.Verb) {
		now.gate.Lock()
		defer now.gate.Unlock()
	}
	outcomes, err := d.Book.Decide(ctx, decision)
	if err != nil {
		return pledgebook.Outcome{}, err
	}
	s, err := d.derive(d.life, before)
	if err != nil { // the decision is kept all the same: the next page tries again
		d.options.Log.Error("a decision could not be brought in", "decision", outcomes[0].ID, "cause", err)
	} else {
		s.viewNow(d, d.Viewer(ctx), d.Now()) // who decided sees it on the next page
	}
	if !slices.Contains(withheld, decision.Verb) {
		now.gate.Lock()
		defer now.gate.Unlock()
	}
	now.state, now.failed = s, err
	return outcomes[0], nil
}

// derive makes the state of the book as it is now, from the one before. A reader
// who goes away does not end it: the others want it, too.
func (d *Desk) derive(ctx context.Context, before *state) (*state, error) {
	l, links, err := d.standing.keeper.Update(ctx, d.Today())
	if err != nil {
		return nil, err
	}
	if before != nil && before.Ledger == l {
		return before, nil
	}
	s := &state{Ledger: l, batch: d.standing.keeper.Batch, head: d.standing.keeper.Head, views: map[string]*cut{}}
	s.policy = access.PolicyOf(s.Decisions)
	if before != nil {
		s.epoch = before.epoch
		if len(s.Ties) != len(before.Ties) || slices.ContainsFunc(links, changesQuotes) {
			s.epoch++
		}
		s.requoted = before.requoted.after(links, s.epoch)
		s.before = before.finished()
		same := reflect.DeepEqual(before.policy, s.policy)
		s.sums = same && !slices.ContainsFunc(links, redacts)
		s.harmless = same && !slices.ContainsFunc(links, withholds)
	}
	return s, nil
}

// finished are the views that are cut, and those of before where one is not yet.
func (s *state) finished() map[string]*View {
	s.cutting.Lock()
	defer s.cutting.Unlock()
	views := map[string]*View{}
	if s.harmless {
		maps.Copy(views, s.before)
	}
	for class, cut := range s.views {
		if v := cut.ready(); v != nil {
			views[class] = v
		}
	}
	return views
}

func withholds(l pledgebook.Link) bool {
	return l.Decision != nil && slices.Contains(withheld, l.Decision.Verb)
}

func redacts(l pledgebook.Link) bool {
	return l.Decision != nil && l.Decision.Verb == pledgebook.Redact
}

func changesQuotes(l pledgebook.Link) bool { return l.Decision == nil || redacts(l) }

// errAtWork is that the first state of the book is not there yet.
var errAtWork = atWork{pledgebook.Errorf(pledgebook.Unreadable, "The book is being worked out: its claims are brought together, as after every start. This page asks again by itself.")}

// ErrFigure is that a figure is not there yet that a file is made of.
var ErrFigure error = figureAtWork{atWork{pledgebook.Errorf(pledgebook.Unreadable, "This chart is still being worked out. Ask again in a minute.")}}

type atWork struct{ error }

// figureAtWork is answered with 202.
type figureAtWork struct{ error }

func (f figureAtWork) Unwrap() error { return f.error }

func (a atWork) Unwrap() error { return a.error }

// AtWork reports whether an error is that something is not worked out yet, and will
// be soon.
func AtWork(err error) bool { return errors.As(err, new(atWork)) }

// askAgain is after how many seconds a page asks again for what is not there yet.
const askAgain = "2"

// saysWhen tells browsers and programs when to ask again.
func saysWhen(w http.ResponseWriter, page bool) {
	w.Header().Set("Retry-After", askAgain)
	w.Header().Set("Cache-Control", "no-store")
	if page {
		w.Header().Set("Refresh", askAgain)
	}
}
