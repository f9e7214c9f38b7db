package web

import (
	"context"
	"net/http"
	"runtime"
	"sync"
)

// slots let a few pages be made at once, in the order in which they were asked for.
// If all that are asked for were made at once, each would take as long as all: a
// reader among fifty would wait as long as the last of them.
type slots chan struct{}

// newSlots are two for each processor: while one page waits for the disk or a
// database, others are made.
func newSlots() slots { return make(slots, 2*runtime.GOMAXPROCS(0)) }

// slot is the key of the slot that a page is made in.
type slot struct{}

// InSlot makes the answer of a handler in a slot. The handler writes nothing before
// its answer is made, as [Desk.Render] does.
func InSlot(h Handler) Handler {
	return func(d *Desk, w http.ResponseWriter, r *http.Request) error {
		select {
		case d.slots <- struct{}{}:
		case <-r.Context().Done():
			return r.Context().Err() // whoever asked has gone
		}
		leave := sync.OnceFunc(func() { <-d.slots })
		defer leave()
		return h(d, w, r.WithContext(context.WithValue(r.Context(), slot{}, leave)))
	}
}

// leaveSlot lets others be made, while a page waits for what is worked out elsewhere
// or for its reader to take it.
func leaveSlot(ctx context.Context) {
	if leave, ok := ctx.Value(slot{}).(func()); ok {
		leave()
	}
}
