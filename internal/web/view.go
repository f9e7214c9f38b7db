package web

import (
	"context"
	"sync"
	"time"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
)

// View is the ledger in one state of the book. It is shared by requests and
// never changed.
type View struct {
	*reporting.Ledger
	// Home is the first page, worked out once.
	Home func() reporting.Home

	head string
}

const (
	// fresh is how long a view is taken for the present one without asking the
	// book whether anything was filed since.
	fresh = time.Second
	// homeLines is how many entries each list of the first page shows.
	homeLines = 8
)

// View returns the ledger as it stands. It is derived anew where something was
// filed or decided since, or a new day began.
func (d *Desk) View(ctx context.Context) (*View, error) {
	d.deriving.Lock()
	defer d.deriving.Unlock()
	now := d.Now()
	y, m, day := now.Date()
	today := pledgebook.DateOf(y, m, day)
	if d.view != nil && d.view.Today == today && now.Sub(d.looked) < fresh {
		return d.view, nil
	}
	inventory, err := d.Book.Inventory(ctx)
	if err != nil {
		return nil, err
	}
	if d.view == nil || d.view.Today != today || d.view.head != inventory.Head {
		// A reader who goes away must not make the others derive it again.
		if d.view, err = d.derive(context.WithoutCancel(ctx), today); err != nil {
			return nil, err
		}
		d.view.head = inventory.Head
	}
	d.looked = now
	return d.view, nil
}

func (d *Desk) derive(ctx context.Context, today pledgebook.Day) (*View, error) {
	l, err := pipeline.BringTogether(ctx, d.Book, today)
	if err != nil {
		return nil, err
	}
	if d.ForReaders() {
		l = l.ForReaders()
	}
	return &View{Ledger: l, Home: sync.OnceValue(func() reporting.Home { return l.Home(homeLines) })}, nil
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

// forget makes the next view look whether the book changed.
func (d *Desk) forget() {
	d.deriving.Lock()
	defer d.deriving.Unlock()
	d.looked = time.Time{}
}
