package fetching

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"

	"pledgebook"
)

// How robots.txt is kept and bounded (RFC 9309: cached for at most a day, at
// least 500 KiB read, at least five redirects followed).
const (
	robotsAge       = 24 * time.Hour
	robotsAgeFailed = 10 * time.Minute
	robotsBytes     = 512 << 10
	robotsRedirects = 5
	// mostDelay is the longest Crawl-delay that is obeyed; a longer one would
	// close the site by other words.
	mostDelay = time.Minute
)

// robots remembers what each site allows.
type robots struct {
	mu    sync.Mutex
	known map[string]*rules
}

// rules is the robots.txt of one site. Whoever needs it first fetches it, the
// others wait.
type rules struct {
	mu    sync.Mutex
	until time.Time
	group *robotstxt.Group
	err   error // why it cannot be known for now
}

// permitted checks a link against its site's robots.txt and returns the pause
// that the site asks for.
func (c *Client) permitted(ctx context.Context, link *url.URL) (time.Duration, error) {
	r := c.robots.of(link.Scheme + "://" + link.Host)
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Now().After(r.until) {
		group, age, err := c.learn(ctx, link)
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		r.group, r.err, r.until = group, err, time.Now().Add(age)
	}
	switch {
	case passes(r.err):
		return 0, passing(time.Until(r.until), r.err, "%s is not fetched without the rules of its host", link)
	case r.err != nil:
		return 0, pledgebook.WrapError(pledgebook.KindOf(r.err), r.err, "%s is not fetched without the rules of its host", link)
	case r.group == nil:
		return 0, nil
	case r.group.Test(link.RequestURI()):
		return min(r.group.CrawlDelay, mostDelay), nil
	}
	return 0, pledgebook.Errorf(pledgebook.Unreadable, "%s is closed to programs by the robots.txt of its host; save the page and read the file", link)
}

func (r *robots) of(site string) *rules {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.known) >= mostHosts {
		clear(r.known)
	}
	if r.known[site] == nil {
		r.known[site] = &rules{}
	}
	return r.known[site]
}

// learn fetches a site's robots.txt and says how long it holds: one that is not
// there allows all (nil); while the server cannot say, nothing is fetched.
func (c *Client) learn(ctx context.Context, link *url.URL) (*robotstxt.Group, time.Duration, error) {
	at := &url.URL{Scheme: link.Scheme, Host: link.Host, Path: "/robots.txt"}
	status, body, err := c.askRobots(ctx, at)
	switch {
	case err != nil:
		return nil, robotsAgeFailed, err
	case status == http.StatusTooManyRequests || status >= 500:
		return nil, robotsAgeFailed, passing(robotsAgeFailed, nil, "%s cannot be had now (%d); try it again later", at, status)
	case status != http.StatusOK:
		return nil, robotsAge, nil
	}
	data, err := robotstxt.FromBytes(body)
	if err == nil {
		return data.FindGroup(Agent), robotsAge, nil
	}
	return nil, robotsAge, nil // what cannot be read closes nothing
}

// askRobots fetches a robots.txt by the same guarded way, but outside the turns.
// Redirects that lead nowhere count as none.
func (c *Client) askRobots(ctx context.Context, link *url.URL) (status int, body []byte, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.options.Limits.Time, errTooSlow)
	defer cancel()
	client := c.visitor()
	for range robotsRedirects + 1 {
		status, body, next, err := c.askRobotsOnce(ctx, client, link)
		if next == nil {
			return status, body, err
		}
		link = next
	}
	return http.StatusNotFound, nil, nil
}

func (c *Client) askRobotsOnce(ctx context.Context, client *http.Client, link *url.URL) (int, []byte, *url.URL, error) {
	resp, err := client.Do(c.request(ctx, link, Request{}))
	if err != nil {
		return 0, nil, nil, c.failure(ctx, link, err)
	}
	defer resp.Body.Close()
	next, err := redirect(link, resp)
	if next != nil || err != nil {
		return http.StatusNotFound, nil, next, nil
	}
	body, err := robotsBody(resp)
	if err != nil {
		return 0, nil, nil, c.failure(ctx, link, err)
	}
	return resp.StatusCode, body, nil, nil
}

// robotsBody reads as much of a robots.txt as counts.
func robotsBody(resp *http.Response) ([]byte, error) {
	in := io.LimitReader(resp.Body, robotsBytes)
	if resp.Header.Get("Content-Encoding") == "gzip" {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		in = io.LimitReader(unpacked, robotsBytes)
	}
	return io.ReadAll(in)
}
