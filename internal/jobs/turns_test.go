package jobs_test

import (
	"testing"
	"time"
)

// Two processes keep one distance at a host: each turn comes a pause after the
// one before, whoever took it.
func turns(t *testing.T, where string) {
	one, other := open(t, where).Turns(), open(t, where).Turns()
	const pause, slack = time.Hour, 10 * time.Minute
	for n := range 4 {
		from := one
		if n%2 == 1 {
			from = other
		}
		wait, ok, err := from.Reserve(t.Context(), "busy.example", pause, 10*pause)
		check(t, err)
		if due := time.Duration(n) * pause; !ok || wait > due || wait < due-slack {
			t.Errorf("turn %d comes in %s, %v; want %s", n, wait, ok, due)
		}
	}
	wait, ok, err := other.Reserve(t.Context(), "busy.example", pause, 2*pause)
	check(t, err)
	if ok || wait > 4*pause || wait < 4*pause-slack {
		t.Errorf("beyond the longest wait: %s, %v; want no turn for four pauses", wait, ok)
	}
	wait, ok, err = one.Reserve(t.Context(), "busy.example", pause, 10*pause) // the refused one took no turn
	check(t, err)
	if !ok || wait > 4*pause {
		t.Errorf("the turn after the refused one comes in %s, %v", wait, ok)
	}
	wait, ok, err = other.Reserve(t.Context(), "quiet.example", pause, 0)
	check(t, err)
	if !ok || wait != 0 {
		t.Errorf("another host waits %s, %v", wait, ok)
	}
	check(t, one.HoldOff(t.Context(), "quiet.example", 5*pause))
	check(t, one.HoldOff(t.Context(), "quiet.example", pause)) // does not shorten it
	wait, ok, err = other.Reserve(t.Context(), "quiet.example", pause, 10*pause)
	check(t, err)
	if !ok || wait > 5*pause || wait < 5*pause-slack {
		t.Errorf("a host held off for five pauses is due in %s, %v", wait, ok)
	}
}
