package web

import (
	"context"
	"sync"
	"time"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/rates"
	"pledgebook/internal/reporting"
	"pledgebook/internal/tracking"
)

// View is the ledger in one state of the book. It is shared by requests and
// never changed.
type View struct {
	*reporting.Ledger
	// Home is the first page, worked out once.
	Home func() reporting.Home

	inventory pledgebook.Inventory
	whole     *reporting.Ledger // also where the view is for readers
	book      pledgebook.Book
	readers   bool // shows reviewed entries alone
	rates     *rates.Table
	totals    func() *pipeline.Totals
	findings  func() []tracking.Finding
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
	if d.view == nil || d.view.Today != today || d.view.inventory.Head != inventory.Head {
		// A reader who goes away must not make the others derive it again.
		v, err := d.derive(context.WithoutCancel(ctx), inventory, today)
		if err != nil {
			return nil, err
		}
		d.view = v
	}
	d.looked = now
	return d.view, nil
}

// derive makes the view of the book as the inventory counts it. Where only
// decisions were added, the claims are not matched again.
func (d *Desk) derive(ctx context.Context, inventory pledgebook.Inventory, today pledgebook.Day) (*View, error) {
	whole, err := d.redecide(ctx, inventory, today)
	if whole == nil && err == nil {
		whole, err = pipeline.BringTogether(ctx, d.Book, today)
	}
	if err != nil {
		return nil, err
	}
	l := whole
	if d.ForReaders() {
		l = whole.ForReaders()
	}
	v := &View{Ledger: l, inventory: inventory, whole: whole, book: d.Book, readers: d.ForReaders(), rates: d.options.Rates}
	v.Home = sync.OnceValue(func() reporting.Home { return l.Home(homeLines) })
	v.totals = sync.OnceValue(func() *pipeline.Totals { return pipeline.NewTotals(l, d.options.World) })
	v.findings = sync.OnceValue(func() []tracking.Finding { return v.Totals().Check() })
	return v, nil
}

// redecide derives the ledger from the one before; nil where it cannot.
func (d *Desk) redecide(ctx context.Context, inventory pledgebook.Inventory, today pledgebook.Day) (*reporting.Ledger, error) {
	if d.view == nil || d.view.inventory.Readings != inventory.Readings || d.view.inventory.Redacted != inventory.Redacted {
		return nil, nil
	}
	l, ok, err := pipeline.Redecide(ctx, d.Book, d.view.whole, today)
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
