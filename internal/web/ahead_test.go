package web

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// What somebody waits for goes before what is worked out ahead; a piece is asked
// again until it has nothing left, one thing a turn; and what was planned for a
// view that is no more is not done.
func TestWhoWaitsComesFirst(t *testing.T) {
	d := &Desk{bench: &bench{life: t.Context()}}
	v := &View{}
	hold, done := make(chan struct{}), make(chan struct{})
	var lock sync.Mutex
	var order []string
	note := func(name string) int {
		lock.Lock()
		defer lock.Unlock()
		order = append(order, name)
		return len(order)
	}
	later := time.Now().Add(time.Minute)
	d.bench.ask(func() { <-hold })
	d.bench.plan("team", []func(context.Context){func(context.Context) { note("of a view that is gone") }})
	d.bench.plan("team", []func(context.Context){func(ctx context.Context) {
		for _, key := range []string{"first", "second"} {
			Soon(ctx, d, v, key, later, func() int { return note(key) })
		}
	}, func(context.Context) { close(done) }})
	Soon(t.Context(), d, v, "asked", time.Now(), func() int { return note("asked") })
	close(hold)
	<-done
	if want := []string{"asked", "first", "second"}; !slices.Equal(order, want) {
		t.Errorf("done were %v, want %v", order, want)
	}
	if n, ok := Soon(t.Context(), d, v, "second", later, func() int { return 0 }); !ok || n != 3 {
		t.Errorf("what was worked out ahead is %d, %v", n, ok)
	}
}

// A shelf keeps what was asked for last, and no more than it has room for.
func TestShelf(t *testing.T) {
	var s shelf[int]
	for i, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		s.put(key, i, 10, 80)
	}
	s.take("a")
	s.put("i", 8, 10, 80)
	s.put("huge", 9, 11, 80)
	var keys []string
	for key := range s.all() {
		keys = append(keys, key)
	}
	if slices.Sort(keys); !slices.Equal(keys, []string{"a", "c", "d", "e", "f", "g", "h", "i"}) || s.used != 80 {
		t.Errorf("kept are %v, %d bytes", keys, s.used)
	}
	s.put("c", 2, 5, 80)
	if n, ok := s.take("c"); !ok || n != 2 || s.used != 75 {
		t.Errorf("replaced: %d %v, %d bytes", n, ok, s.used)
	}
}

// The indexes that any request may wait for are made before the figures of pages.
func TestIndexesAreMadeBeforeFigures(t *testing.T) {
	var made []string
	ahead := func(name string) Ahead {
		return func(*Desk, *View) []func(context.Context) { made = append(made, name); return nil }
	}
	d, _ := New(nil, Options{}, Page{Ahead: ahead("figures")}, Page{}, Page{Ahead: ahead("index"), Early: true}, Page{Ahead: ahead("further figures")})
	d.workAhead(&View{})
	if got := strings.Join(made, ", "); got != "index, figures, further figures" {
		t.Errorf("made ahead in this order: %s", got)
	}
}
