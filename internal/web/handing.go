package web

import (
	"context"
	"crypto/rand"
	"iter"
	"sync"

	"pledgebook"
	"pledgebook/internal/pipeline"
)

// Handed is what somebody hands to the desk to be read: a link, a text or a file.
type Handed struct {
	Link, Text string
	// File is a document as it was uploaded, under its name and declared type.
	File            []byte
	Name, MediaType string
	// Published is when it came out, where whoever hands it in says so.
	Published pledgebook.Stamp
}

// Intake reads what is handed in. It is the program's own way of reading: what
// it fetches is guarded and bounded like everything else that is fetched.
type Intake interface {
	// Try reads a text without keeping anything.
	Try(Handed) (pledgebook.Reading, error)
	// Read reads what was handed in, and all that a link to a list names, into
	// the book.
	Read(context.Context, Handed) iter.Seq[pipeline.Result]
}

// Handing is one thing handed in, and what has become of it so far.
type Handing struct {
	ID, What string

	lock sync.Mutex
	took []Taken
	more int
	done chan struct{}
}

// Taken is one document of it: the report that it became, or why it did not.
type Taken struct {
	Input, Report, Headline string
	Claims                  int
	State                   pledgebook.Filed
	Err                     string
}

const (
	// mostHandings is how many are remembered, mostTaken how many documents of
	// each are listed.
	mostHandings, mostTaken = 40, 200
)

// SoFar returns what was read, how many documents are not listed, and whether
// that is all.
func (h *Handing) SoFar() (took []Taken, more int, done bool) {
	h.lock.Lock()
	defer h.lock.Unlock()
	select {
	case <-h.done:
		done = true
	default:
	}
	return append([]Taken(nil), h.took...), h.more, done
}

// Done is closed once everything is read.
func (h *Handing) Done() <-chan struct{} { return h.done }

func (h *Handing) take(r pipeline.Result) {
	t := Taken{Input: r.Input, Report: r.Outcome.ID, Headline: r.Reading.Report.Headline, Claims: len(r.Reading.Claims), State: r.Outcome.State}
	if r.Err != nil {
		t.Err = r.Err.Error()
	}
	h.lock.Lock()
	defer h.lock.Unlock()
	if len(h.took) == mostTaken {
		h.more++
		return
	}
	h.took = append(h.took, t)
}

// handings are the things handed in lately.
type handings struct {
	lock  sync.Mutex
	turn  sync.Mutex // one is read at a time
	byID  map[string]*Handing
	order []string
}

// TakesIn reports whether reports can be handed to the desk.
func (d *Desk) TakesIn() bool { return d.options.Intake != nil }

// Try reads a text without keeping anything.
func (d *Desk) Try(h Handed) (pledgebook.Reading, error) { return d.options.Intake.Try(h) }

// HandIn begins to read something into the book. It goes on when whoever handed
// it in is gone. [pledgebook.Conflict]: too much is being read already.
func (d *Desk) HandIn(ctx context.Context, what string, h Handed) (*Handing, error) {
	job := &Handing{ID: rand.Text(), What: what, done: make(chan struct{})}
	all := &d.handings
	all.lock.Lock()
	defer all.lock.Unlock()
	if len(all.order) >= mostHandings {
		oldest := all.byID[all.order[0]]
		if _, _, done := oldest.SoFar(); !done {
			return nil, pledgebook.Errorf(pledgebook.Conflict, "Too much is being read already. Hand it in again once some of it is done.")
		}
		delete(all.byID, all.order[0])
		all.order = all.order[1:]
	}
	if all.byID == nil {
		all.byID = map[string]*Handing{}
	}
	all.byID[job.ID], all.order = job, append(all.order, job.ID)
	go d.read(context.WithoutCancel(ctx), job, h)
	return job, nil
}

func (d *Desk) read(ctx context.Context, job *Handing, h Handed) {
	d.handings.turn.Lock()
	defer d.handings.turn.Unlock()
	defer close(job.done)
	defer func() {
		if err := d.bringIn(); err != nil {
			d.options.Log.Error("what was handed in could not be brought in", "cause", err)
		}
	}()
	for r := range d.options.Intake.Read(ctx, h) {
		job.take(r)
	}
}

// Handing finds something handed in lately.
func (d *Desk) Handing(id string) (*Handing, bool) {
	d.handings.lock.Lock()
	defer d.handings.lock.Unlock()
	h, ok := d.handings.byID[id]
	return h, ok
}
