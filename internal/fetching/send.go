package fetching

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"
)

// Send posts a body to a link, guarded like everything that is fetched: no
// private address, no redirect, bounded in time. It returns the status of the
// answer; an answer that is no success is an error, which may pass where the
// server says so ([ComeBack]).
func (c *Client) Send(ctx context.Context, to string, header http.Header, body []byte) (status int, err error) {
	link, err := parse(to)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, min(c.options.Limits.Time, longestSend), errTooSlow)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, link.String(), bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header = header.Clone()
	req.Header.Set("User-Agent", c.agent)
	resp, err := c.visitor().Do(req)
	if err != nil {
		return 0, c.failure(ctx, link, err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection can be used again
	if resp.StatusCode >= 200 && resp.StatusCode < 300 {
		return resp.StatusCode, nil
	}
	return resp.StatusCode, c.refusal(link, resp)
}

// longestSend is the longest that a receiver may take to answer.
const longestSend = 20 * time.Second
