// Package fetching takes documents from the web, safely and politely.
//
// Safely: only http and https; no request reaches a private, loopback,
// link-local or metadata address, which is checked on the very address that is
// connected to, after every DNS answer and redirect; size, time, redirects and
// unpacking are bounded, whatever a server says of itself.
//
// Politely: robots.txt is obeyed, requests to one host keep their distance, a
// host that asks for patience gets it, what did not change is not sent again,
// and the user agent says whom to write to.
package fetching

import (
	"context"
	"net/http"
	"time"

	"pledgebook"
)

// Agent is the name that robots.txt may address.
const Agent = "pledgebook"

// Options are the settings of a client. The zero value serves.
type Options struct {
	// Contact is where the owner of a site can reach whoever runs this: an
	// address or a link. It stands in the user agent.
	Contact string
	// Version of the program, for the user agent.
	Version string
	// AllowHosts names hosts, as host or host:port, that may lie at private
	// addresses. Their redirects to other hosts are checked like any other.
	AllowHosts []string
	// Pause between two requests to one host; 0 means [DefaultPause], less than
	// 0 none. A longer Crawl-delay of a site's robots.txt counts instead.
	Pause time.Duration
	// Tries is how often a document is asked for where a failure may pass; 0
	// means once.
	Tries int
	// Limits bound what one document may cost.
	Limits Limits
	// Turns deals out the turns at hosts; nil deals them out within this client.
	Turns Turns
	// Keep, if not nil, is given every answer on the way to a document, redirects
	// included, as it was received. Where it fails, so does the document.
	Keep func(Answer) error
}

// Turns says when a request to a host may begin, so that several clients, in
// several processes, keep their distance together.
type Turns interface {
	// Reserve takes the next free turn within the longest wait and returns how long
	// it is until then, or false and how long it would be. The turn after it comes a
	// pause later.
	Reserve(ctx context.Context, host string, pause, longest time.Duration) (time.Duration, bool, error)
	// HoldOff leaves a host alone for some time.
	HoldOff(ctx context.Context, host string, after time.Duration) error
}

// Answer is what a server said once, as it was received: its body is still
// packed as the header says. Redirects have no body.
type Answer struct {
	URL    string
	At     time.Time
	Status int
	Header http.Header
	Body   []byte
}

// Limits bound what one document may cost. A limit of 0 is the default.
type Limits struct {
	// Bytes is the most bytes of a document, as received and unpacked.
	Bytes int64
	// Time is the longest that one answer may take, to its last byte.
	Time time.Duration
	// Redirects is the most redirects followed.
	Redirects int
	// Wait is the longest wait for a host's turn; beyond it the document fails
	// for now, with the time to come back.
	Wait time.Duration
}

// The defaults.
const (
	DefaultBytes     = 20 << 20
	DefaultTime      = time.Minute
	DefaultRedirects = 10
	DefaultPause     = time.Second
	DefaultWait      = time.Minute
)

func (l Limits) filled() Limits {
	if l.Bytes <= 0 {
		l.Bytes = DefaultBytes
	}
	if l.Time <= 0 {
		l.Time = DefaultTime
	}
	if l.Redirects <= 0 {
		l.Redirects = DefaultRedirects
	}
	if l.Wait <= 0 {
		l.Wait = DefaultWait
	}
	return l
}

// Request asks for one document.
type Request struct {
	URL string
	// ETag and LastModified are what an earlier answer said; the server then
	// sends the document only if it changed.
	ETag, LastModified string
}

// Fetched is one document as a server gave it.
type Fetched struct {
	// URL is the link it was found under in the end, Chain the links on the way
	// there, beginning with the one asked for.
	URL    string
	Chain  []string
	Status int
	Header http.Header
	// MediaType is the declared type, with its charset where the server says it.
	MediaType string
	// Body is the document, unpacked. Received is what came over the wire.
	Body, Received []byte
	// ETag and LastModified are for asking again.
	ETag, LastModified string
	At                 time.Time
	// Unchanged is true where the server says so; there is no body then.
	Unchanged bool
}

// Client fetches documents. It may be used by many goroutines.
type Client struct {
	options   Options
	agent     string
	transport *http.Transport
	turns     Turns
	robots    robots
}

// New makes a client.
func New(o Options) *Client {
	o.Limits = o.Limits.filled()
	if o.Pause == 0 {
		o.Pause = DefaultPause
	}
	c := &Client{options: o, agent: agentOf(o), transport: transport(o)}
	if c.turns = o.Turns; c.turns == nil {
		c.turns = &turns{hosts: map[string]*host{}}
	}
	c.robots.known = map[string]*rules{}
	return c
}

// agentOf names the program and whom to write to.
func agentOf(o Options) string {
	s := Agent
	if o.Version != "" {
		s += "/" + o.Version
	}
	if o.Contact != "" {
		s += " (+" + o.Contact + ")"
	}
	return s
}

// Get fetches one document. Every error names the link, the cause and what to
// do; [ComeBack] tells whether the failure may pass. Kinds: Invalid for what is
// no link to fetch, NotFound for what is not there, TooLarge over a limit,
// Unsupported for a packing that is not read, Unreadable for all else.
func (c *Client) Get(ctx context.Context, r Request) (Fetched, error) {
	for try := 1; ; try++ {
		f, err := c.follow(ctx, r)
		wait, passing := ComeBack(err)
		if !passing || try >= c.options.Tries || ctx.Err() != nil {
			return f, err
		}
		if wait = max(wait, jittered(time.Duration(try*try)*time.Second)); wait > c.options.Limits.Wait {
			return f, err
		}
		if sleep(ctx, wait) != nil {
			return f, err
		}
	}
}

// follow fetches a document and goes where redirects lead, each of them checked
// like the first link.
func (c *Client) follow(ctx context.Context, r Request) (Fetched, error) {
	link, err := parse(r.URL)
	if err != nil {
		return Fetched{}, err
	}
	client := c.visitor()
	var chain []string
	for {
		chain = append(chain, link.String())
		f, next, err := c.hop(ctx, client, link, r)
		if err != nil && len(chain) > 1 && ctx.Err() == nil {
			err = pledgebook.WrapError(pledgebook.KindOf(err), err, "%s redirects to what cannot be fetched", r.URL)
		}
		if err != nil {
			return Fetched{}, err
		}
		if next == nil {
			f.Chain = chain
			return f, nil
		}
		if len(chain) > c.options.Limits.Redirects {
			return Fetched{}, pledgebook.Errorf(pledgebook.Unreadable, "%s leads on and on, over %d redirects; open it in a browser and give the link it ends at", r.URL, c.options.Limits.Redirects)
		}
		link = next
	}
}
