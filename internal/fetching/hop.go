package fetching

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"time"

	"golang.org/x/net/publicsuffix"

	"pledgebook"
)

// visitor is the client of one document: cookies last from its first answer to
// its last, for the sites that set one and redirect, and no longer.
func (c *Client) visitor() *http.Client {
	jar, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // fails never
	return &http.Client{Transport: c.transport, Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// hop asks one host once, when it is its turn, and returns the document or the
// link it redirects to.
func (c *Client) hop(ctx context.Context, client *http.Client, link *url.URL, r Request) (Fetched, *url.URL, error) {
	delay, err := c.permitted(ctx, link)
	if err != nil {
		return Fetched{}, nil, err
	}
	if err := c.takeTurn(ctx, link, delay); err != nil {
		return Fetched{}, nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.options.Limits.Time, errTooSlow)
	defer cancel()
	resp, err := client.Do(c.request(ctx, link, r))
	if err != nil {
		return Fetched{}, nil, c.failure(ctx, link, err)
	}
	defer resp.Body.Close()
	next, err := redirect(link, resp)
	if err != nil {
		return Fetched{}, nil, err
	}
	if next != nil {
		return Fetched{}, next, c.keep(link, resp, nil)
	}
	f, err := c.answer(link, resp)
	if err != nil {
		return f, nil, c.failure(ctx, link, err)
	}
	return f, nil, c.keep(link, resp, f.Received)
}

// keep hands an answer on to whoever keeps them.
func (c *Client) keep(link *url.URL, resp *http.Response, body []byte) error {
	if c.options.Keep == nil {
		return nil
	}
	return c.options.Keep(Answer{URL: link.String(), At: time.Now().UTC(), Status: resp.StatusCode, Header: resp.Header, Body: body})
}

func (c *Client) request(ctx context.Context, link *url.URL, r Request) *http.Request {
	req := (&http.Request{Method: http.MethodGet, URL: link, Host: link.Host, Header: http.Header{}}).WithContext(ctx)
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/xml;q=0.9, text/*;q=0.8, */*;q=0.5")
	req.Header.Set("Accept-Encoding", "gzip")
	if r.ETag != "" {
		req.Header.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		req.Header.Set("If-Modified-Since", r.LastModified)
	}
	return req
}

// redirect returns the link that an answer leads to, nil where it leads nowhere.
func redirect(link *url.URL, resp *http.Response) (*url.URL, error) {
	if !slices.Contains([]int{301, 302, 303, 307, 308}, resp.StatusCode) {
		return nil, nil
	}
	next, err := resp.Location()
	if err != nil {
		return nil, pledgebook.Errorf(pledgebook.Unreadable, "%s redirects, but not to a link; open it in a browser and give the link it ends at", link)
	}
	next, err = parse(next.String())
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.KindOf(err), err, "%s redirects to what is not fetched", link)
	}
	return next, nil
}

// answer reads what a server sent in the end.
func (c *Client) answer(link *url.URL, resp *http.Response) (Fetched, error) {
	f := Fetched{URL: link.String(), Status: resp.StatusCode, Header: resp.Header, MediaType: resp.Header.Get("Content-Type"),
		ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified"), At: time.Now().UTC()}
	if resp.StatusCode == http.StatusNotModified {
		f.Unchanged = true
		return f, nil
	}
	if resp.StatusCode != http.StatusOK {
		return f, c.refusal(link, resp)
	}
	var err error
	f.Received, f.Body, err = c.body(link, resp)
	return f, err
}

// refusal is the error of an answer that is no document.
func (c *Client) refusal(link *url.URL, resp *http.Response) error {
	said := resp.Status
	switch s := resp.StatusCode; {
	case s == http.StatusNotFound || s == http.StatusGone:
		return pledgebook.Errorf(pledgebook.NotFound, "%s is not there (%s); check the link", link, said)
	case s == http.StatusUnauthorized || s == http.StatusPaymentRequired || s == http.StatusForbidden || s == http.StatusUnavailableForLegalReasons:
		return pledgebook.Errorf(pledgebook.Unreadable, "%s is not open to us (%s); save the page and read the file", link, said)
	case s == http.StatusTooManyRequests || s == http.StatusRequestTimeout || s == http.StatusTooEarly || s >= 500:
		after := retryAfter(resp.Header.Get("Retry-After"), time.Now())
		_ = c.turns.HoldOff(resp.Request.Context(), link.Host, after) // who cannot note it asks in vain once more
		return passing(after, nil, "%s cannot be had now (%s); try it again later", link, said)
	}
	return pledgebook.Errorf(pledgebook.Unreadable, "%s gave no document (%s); open it in a browser", link, said)
}
