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

// turns keeps requests to one host apart.
type turns struct {
	mu    sync.Mutex
	hosts map[string]*host
}

// host is when the next request to a host may begin.
type host struct{ next time.Time }

// takeTurn waits until it is this request's turn at its host. Where that would
// take too long, the request fails for now.
func (c *Client) takeTurn(ctx context.Context, link *url.URL, crawlDelay time.Duration) error {
	wait, ok := c.turns.reserve(link.Host, max(c.options.Pause, crawlDelay, 0), c.options.Limits.Wait)
	if !ok {
		return passing(wait, nil, "%s has to wait %s for its host; try it again then", link, wait.Round(time.Second))
	}
	return sleep(ctx, wait)
}

// reserve takes the next free turn within the longest wait and returns how long
// it is until then.
func (t *turns) reserve(name string, pause, longest time.Duration) (time.Duration, bool) {
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
		return wait, false
	}
	h.next = now.Add(wait + jittered(pause))
	return wait, true
}

// holdOff leaves a host alone for some time.
func (t *turns) holdOff(name string, after time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	until := time.Now().Add(after)
	if h := t.hosts[name]; h != nil && h.next.Before(until) {
		h.next = until
	}
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
