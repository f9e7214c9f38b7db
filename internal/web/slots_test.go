package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
)

// asks a handler as a reader would.
func askFor(d *Desk, h Handler, ctx context.Context) error {
	return h(d, httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil))
}

// As many pages are made at once as there are slots, the others in the order in
// which they were asked for.
func TestPagesAreMadeInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &Desk{slots: make(slots, 2)}
		var lock sync.Mutex
		var begun []int
		next := make(chan struct{})
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				_ = askFor(d, InSlot(func(*Desk, http.ResponseWriter, *http.Request) error {
					lock.Lock()
					begun = append(begun, i)
					lock.Unlock()
					<-next
					return nil
				}), t.Context())
			})
			synctest.Wait()
		}
		for made := range 6 {
			lock.Lock()
			if now := min(6, made+2); len(begun) != now {
				t.Errorf("%d pages begun after %d were made, want %d", len(begun), made, now)
			}
			lock.Unlock()
			next <- struct{}{}
			synctest.Wait()
		}
		all.Wait()
		if !slices.IsSorted(begun) {
			t.Errorf("pages were made in the order %v", begun)
		}
	})
}

// A page that waits for what is worked out elsewhere holds nobody up; one whose
// reader has gone is not made.
func TestAWaitingPageLeavesItsSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &Desk{slots: make(slots, 1)}
		wait := make(chan struct{})
		var all sync.WaitGroup
		all.Go(func() {
			_ = askFor(d, InSlot(func(_ *Desk, _ http.ResponseWriter, r *http.Request) error {
				leaveSlot(r.Context())
				<-wait
				return nil
			}), t.Context())
		})
		synctest.Wait()
		made := false
		if err := askFor(d, InSlot(func(*Desk, http.ResponseWriter, *http.Request) error { made = true; return nil }), t.Context()); err != nil || !made {
			t.Error("a page waited for one that waits itself", err)
		}
		close(wait)
		all.Wait()
		if len(d.slots) != 0 {
			t.Errorf("%d slots are still taken", len(d.slots))
		}
		d.slots <- struct{}{}
		gone, leave := context.WithCancel(t.Context())
		leave()
		if err := askFor(d, InSlot(func(*Desk, http.ResponseWriter, *http.Request) error { t.Error("made for nobody"); return nil }), gone); err == nil {
			t.Error("a page that was not made is no answer")
		}
	})
}
