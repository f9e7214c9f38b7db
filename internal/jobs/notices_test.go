package jobs_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"pledgebook/internal/jobs"
)

// A receiver that is new hears of nothing from before; then it hears of each
// piece of news once, again where it did not answer, and the log says so.
func tellingOnce(t *testing.T, where string) {
	q := open(t, where)
	notices := func(ids ...string) (all []jobs.Notice) {
		for _, id := range ids {
			all = append(all, jobs.Notice{ID: id, Body: []byte("of " + id)})
		}
		return all
	}
	announce := func(receiver string, want int, ids ...string) {
		t.Helper()
		n, err := q.Announce(t.Context(), receiver, notices(ids...))
		check(t, err)
		if n != want {
			t.Errorf("%d fresh of %v for %s, want %d", n, ids, receiver, want)
		}
	}
	announce("a", 0, "one", "two")
	announce("a", 1, "one", "two", "three")
	announce("a", 0, "three", "two")
	announce("b", 0)
	announce("b", 2, "one", "four")
	var mu sync.Mutex
	heard := map[string]int{}
	hands := jobs.Hands{Deliver: func(_ context.Context, d jobs.Delivery) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		heard[d.Receiver+" "+d.ID+" "+string(d.Body)]++
		switch {
		case d.ID == "four":
			return 404, errors.New("nobody there")
		case d.ID == "one" && heard["b one of one"] < 2:
			return 503, jobs.Later(0, errors.New("busy"))
		}
		return 200, nil
	}}
	for range 3 { // what is tried again waits a moment
		check(t, q.WorkOff(t.Context(), hands))
	}
	told, err := q.Told(t.Context(), 10)
	check(t, err)
	states := map[string]jobs.Told{}
	for _, n := range told {
		states[n.Receiver+" "+n.ID] = n
	}
	if heard["a three of three"] != 1 || heard["b four of four"] != 1 || len(heard) != 3 {
		t.Errorf("heard %v", heard)
	}
	if n := states["a three"]; n.State != jobs.NoticeDelivered || n.Status != 200 || n.Tries != 1 {
		t.Errorf("three: %+v", n)
	}
	if n := states["b four"]; n.State != jobs.NoticeFailed || n.Status != 404 || n.Cause != "nobody there" {
		t.Errorf("four: %+v", n)
	}
	if n := states["b one"]; n.Tries < 1 || n.State == jobs.NoticeFailed || n.State == jobs.NoticeDelivered && n.Tries < 2 {
		t.Errorf("one: %+v", n)
	}
	if len(told) != 3 {
		t.Errorf("the log has %d lines: %+v", len(told), told)
	}
}
