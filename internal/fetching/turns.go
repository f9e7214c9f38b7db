package fetching

import (
	"context"
	"math/rand/v2"
	"net/url"
	"sync"
	"time"
)

// mostHosts is how many hosts are remembered before those whose turn is past
// are forgotten.
const mostHosts = 10_000

// turns keeps the requests of one client to one host apart.
type turns struct {
	mu    sync.Mutex
	hosts map[string]*host
}

// host is when the next request to a host may begin.
type host struct{ next time.Time }

// takeTurn waits until it is this request's turn at its host. Where that would
// take too long, the request fails for now.
func (c *Client) takeTurn(ctx context.Context, link *url.URL, crawlDelay time.Duration) error {
	wait, ok, err := c.turns.Reserve(ctx, link.Host, jittered(max(c.options.Pause, crawlDelay, 0)), c.options.Limits.Wait)
	if err != nil {
		return passing(0, err, "%s has to wait for its host, and nobody can tell how long; try it again later", link)
	}
	if !ok {
		return passing(wait, nil, "%s has to wait %s for its host; try it again then", link, wait.Round(time.Second))
	}
	return sleep(ctx, wait)
}

// Reserve takes the next free turn within the longest wait and returns how long
// it is until then.
func (t *turns) Reserve(_ context.Context, name string, pause, longest time.Duration) (time.Duration, bool, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	h := t.hosts[name]
	if h == nil {
		t.forget(now)
		h = &host{}
		t.hosts[name] = h
	}
	wait := max(h.next.Sub(now), 0)
	if wait > longest {
		return wait, false, nil
	}
	h.next = now.Add(wait + pause)
	return wait, true, nil
}

// HoldOff leaves a host alone for some time.
func (t *turns) HoldOff(_ context.Context, name string, after time.Duration) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	until := time.Now().Add(after)
	if h := t.hosts[name]; h != nil && h.next.Before(until) {
		h.next = until
	}
	return nil
}

// forget drops the hosts that nobody waits for, once there are many.
func (t *turns) forget(now time.Time) {
	if len(t.hosts) < mostHosts {
		return
	}
	for name, h := range t.hosts {
		if h.next.Before(now) {
			delete(t.hosts, name)
		}
	}
}

// jittered is a time from d to a quarter more, so that many do not march in step.
func jittered(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return d + rand.N(d/4+1)
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
