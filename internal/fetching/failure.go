package fetching

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"code.dny.dev/ssrf"

	"pledgebook"
)

// passed is the cause of a failure that may pass.
type passed struct {
	after time.Duration
	cause error
}

func (p *passed) Error() string {
	if p.cause == nil {
		return "for now"
	}
	return p.cause.Error()
}

func (p *passed) Unwrap() error { return p.cause }

// ComeBack tells whether a failure of [Client.Get] may pass, and after what
// time the host asked to be left alone until; 0 where it did not ask.
func ComeBack(err error) (after time.Duration, may bool) {
	var p *passed
	if !errors.As(err, &p) {
		return 0, false
	}
	return p.after, true
}

func passes(err error) bool {
	_, may := ComeBack(err)
	return may
}

// passing makes an error of kind Unreadable that may pass.
func passing(after time.Duration, cause error, format string, args ...any) error {
	return pledgebook.WrapError(pledgebook.Unreadable, &passed{after, cause}, format, args...)
}

// mostPatience bounds what a host may ask for: a day.
const mostPatience = 24 * time.Hour

// retryAfter reads the header of that name: seconds or a date.
func retryAfter(header string, now time.Time) time.Duration {
	if s, err := strconv.ParseUint(header, 10, 31); err == nil {
		return min(time.Duration(s)*time.Second, mostPatience)
	}
	if t, err := http.ParseTime(header); err == nil {
		return min(max(t.Sub(now), 0), mostPatience)
	}
	return 0
}

var errTooSlow = errors.New("too slow")

// failure says what went wrong on the way to a document and back.
func (c *Client) failure(ctx context.Context, link *url.URL, err error) error {
	var known *pledgebook.Error
	if errors.As(err, &known) {
		return err
	}
	var transport *url.Error
	if errors.As(err, &transport) {
		err = transport.Err // its text repeats the link
	}
	switch {
	case prohibited(err):
		return pledgebook.WrapError(pledgebook.Unreadable, err, "%s lies at an address that is not public and is not fetched; where it is meant, name its host under allow_hosts in the settings", link)
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return pledgebook.WrapError(pledgebook.Unreadable, err, "%s is not on a port of the web and is not fetched; where it is meant, name its host and port under allow_hosts in the settings", link)
	case errors.Is(context.Cause(ctx), errTooSlow):
		return passing(0, nil, "%s took longer than %s; try it again later, or raise the time in the settings", link, c.options.Limits.Time)
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, new(*tls.CertificateVerificationError)):
		return pledgebook.WrapError(pledgebook.Unreadable, err, "%s has no valid certificate and cannot be trusted; open it in a browser", link)
	case errors.As(err, new(tls.RecordHeaderError)) || errors.Is(err, http.ErrSchemeMismatch):
		return pledgebook.WrapError(pledgebook.Unreadable, err, "%s does not speak TLS; try it with http", link)
	}
	var lookup *net.DNSError
	if errors.As(err, &lookup) { // whose text names the resolver, which is nobody's business
		if lookup.IsNotFound {
			return passing(0, nil, "%s cannot be fetched: nothing on the web has the name of its host", link)
		}
		return passing(0, errors.New(lookup.Err), "%s cannot be fetched: the name of its host cannot be looked up", link)
	}
	return passing(0, err, "%s cannot be fetched", link)
}

func prohibited(err error) bool {
	return errors.Is(err, ssrf.ErrProhibitedIP) || errors.Is(err, ssrf.ErrProhibitedNetwork) || errors.Is(err, ssrf.ErrInvalidHostPort)
}
