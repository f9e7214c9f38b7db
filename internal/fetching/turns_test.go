package fetching

import (
	"net/url"
	"testing"
	"testing/synctest"
	"time"
)

// Requests to one host keep their distance, those to another do not wait.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Options{Pause: time.Second, Limits: Limits{Wait: 5 * time.Second}})
		one, other := &url.URL{Host: "one.example"}, &url.URL{Host: "other.example"}
		began := time.Now()
		var last time.Duration
		for n := range 4 {
			if err := c.takeTurn(t.Context(), one, 0); err != nil {
				t.Fatal(err)
			}
			at := time.Since(began)
			if gap := at - last; n > 0 && (gap < time.Second || gap > 1250*time.Millisecond) {
				t.Errorf("request %d came %s after the last", n, gap)
			}
			last = at
		}
		at := time.Now()
		if err := c.takeTurn(t.Context(), other, 0); err != nil || time.Since(at) > 0 {
			t.Errorf("another host waited %s, %v", time.Since(at), err)
		}
		if err := c.turns.HoldOff(t.Context(), "one.example", time.Hour); err != nil {
			t.Fatal(err)
		}
		err := c.takeTurn(t.Context(), one, 0)
		if after, may := ComeBack(err); !may || after < time.Hour-time.Second {
			t.Errorf("after a hold-off of an hour: %v, come back after %s", err, after)
		}
		if err := c.takeTurn(t.Context(), other, 4*time.Second); err != nil {
			t.Fatal(err)
		}
		at = time.Now()
		if err := c.takeTurn(t.Context(), other, 0); err != nil || time.Since(at) < 4*time.Second {
			t.Errorf("a crawl delay of 4s was waited for %s, %v", time.Since(at), err)
		}
	})
}
