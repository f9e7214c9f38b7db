package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/fetching"
	"pledgebook/internal/jobs"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/settings"
	"pledgebook/internal/web"
	"pledgebook/internal/wording"
)

type hooksCommand struct {
	Once bool `help:"Tell what is new, and end." xor:"what"`
	Log  bool `help:"Show what was told to whom, and what came of it." xor:"what"`
	JSON bool `help:"With --log, print one JSON object per notice, one per line."`
}

// Help is what "hooks --help" adds.
func (hooksCommand) Help() string {
	return "Tells every [[webhook]] of the book's config.toml what is new, disputed or overdue, as far as everybody may see it. " +
		"\"pledgebook serve\" does the same while it runs. A receiver that does not answer is tried again later."
}

// newsEvery is how often the book is looked at for news.
const newsEvery = time.Minute

// mostLog is how many notices the log shows.
const mostLog = 200

// Run tells the webhooks until it is interrupted.
func (c *hooksCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		q, err := a.openQueue(a.ctx, set)
		if err != nil {
			return err
		}
		defer q.Close()
		if c.Log {
			return c.log(a, q)
		}
		if len(set.Webhooks) == 0 {
			return pledgebook.Errorf(pledgebook.Invalid, "nobody is to be told; name links as [[webhook]] in the book's %s", settings.File)
		}
		h := newTellers(a, book, set, q)
		if !c.Once {
			return h.tell(a.ctx)
		}
		if err := h.announce(a.ctx); err != nil {
			return err
		}
		return q.WorkOff(a.ctx, h.hands())
	})
}

func (c *hooksCommand) log(a *app, q *jobs.Queue) error {
	told, err := q.Told(a.ctx, mostLog)
	if err != nil {
		return err
	}
	t := printing.Table{Columns: []printing.Column{{Title: "at"}, {Title: "receiver"}, {Title: "news"}, {Title: "state"}, {Title: "tries", Right: true}, {Title: "answer", Right: true}, {Title: "cause"}}}
	for _, n := range told {
		if c.JSON {
			if err := printJSON(a, n); err != nil {
				return err
			}
			continue
		}
		t.Row([]string{n.At, n.Receiver, n.ID, string(n.State), strconv.Itoa(n.Tries), strconv.Itoa(n.Status), n.Cause})
	}
	switch {
	case c.JSON:
	case len(told) == 0:
		a.screen.Printf("Nobody was told of anything yet.\n")
	default:
		t.Print(a.screen)
	}
	return nil
}

// tellers tell the webhooks of the settings.
type tellers struct {
	a      *app
	book   pledgebook.Book
	set    settings.Settings
	q      *jobs.Queue
	client *fetching.Client
	seen   string // the state of the book that was looked at last
}

func newTellers(a *app, book pledgebook.Book, set settings.Settings, q *jobs.Queue) *tellers {
	return &tellers{a: a, book: book, set: set, q: q, client: newClient(set, 1, &answers{}, nil)}
}

// tell looks for news now and then, and delivers it, until ctx is done.
func (h *tellers) tell(ctx context.Context) error {
	working, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		ticker := time.NewTicker(newsEvery)
		defer ticker.Stop()
		for {
			if err := h.announce(working); err != nil && working.Err() == nil {
				h.a.fail(err)
			}
			select {
			case <-ticker.C:
			case <-working.Done():
				return
			}
		}
	}()
	return h.q.Work(ctx, h.hands())
}

func (h *tellers) hands() jobs.Hands { return jobs.Hands{Deliver: h.deliver} }

// announce puts what every webhook has not heard of into the queue. It looks at
// the book only where something was filed since, or a new day began.
func (h *tellers) announce(ctx context.Context) error {
	inventory, err := h.book.Inventory(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	state := inventory.Head + asOf(0).String()
	if state == h.seen {
		return nil
	}
	whole, err := h.a.bringTogether(h.book, asOf(0))
	if err != nil {
		return err
	}
	public, until := pipeline.Seen(whole, access.PolicyOf(whole.Decisions), pledgebook.Viewer{}, now)
	news := public.News()
	for _, hook := range h.set.Webhooks {
		notices, err := h.noticesFor(hook, news)
		if err != nil {
			return err
		}
		if _, err := h.q.Announce(ctx, hook.URL, notices); err != nil {
			return err
		}
	}
	if until.IsZero() { // else an embargo ends without anything being filed
		h.seen = state
	}
	return nil
}

func (h *tellers) noticesFor(hook settings.Webhook, news []reporting.News) (out []jobs.Notice, err error) {
	filter := pipeline.Filter{Providers: hook.Providers, Receivers: hook.Receivers}
	if hook.Tracker != "" {
		t, err := h.set.Tracker(hook.Tracker)
		if err != nil {
			return nil, err
		}
		filter = filter.Narrowed(t)
	}
	for _, n := range news {
		if len(hook.Events) > 0 && !slices.Contains(hook.Events, string(n.Kind)) || !filter.Lets(&n.Entry) {
			continue
		}
		body, err := json.Marshal(h.message(hook, n))
		if err != nil {
			return nil, err
		}
		out = append(out, jobs.Notice{ID: n.ID, Body: body})
	}
	return out, nil
}

// message is what a webhook is sent.
type message struct {
	ID    string             `json:"id"`
	Type  reporting.NewsKind `json:"type"`
	At    time.Time          `json:"at"`
	Title string             `json:"title"`
	What  string             `json:"what,omitempty"`
	Page  string             `json:"page,omitempty"`
	Entry pledgebook.Entry   `json:"entry"`
}

func (h *tellers) message(hook settings.Webhook, n reporting.News) message {
	m := message{ID: n.ID, Type: n.Kind, At: n.At, Title: wording.Title(n.Entry), What: n.What, Entry: n.Entry}
	if l, ok := wording.In(hook.Language); ok {
		m.Title, m.What = l.Title(n.Entry), web.NewsWords(web.Speaking(context.Background(), l), n)
	}
	if h.set.Address != "" {
		m.Page = h.set.Address + "/pledge/" + n.Entry.ID
	}
	return m
}

// deliver posts a notice, signed as the Standard Webhooks specification has it.
func (h *tellers) deliver(ctx context.Context, d jobs.Delivery) (int, error) {
	i := slices.IndexFunc(h.set.Webhooks, func(w settings.Webhook) bool { return w.URL == d.Receiver })
	if i < 0 {
		return 0, pledgebook.Errorf(pledgebook.NotFound, "%s is no webhook of the settings any more", d.Receiver)
	}
	at := strconv.FormatInt(time.Now().Unix(), 10)
	header := http.Header{"Content-Type": {"application/json"}, "Webhook-Id": {d.ID}, "Webhook-Timestamp": {at}, "Webhook-Signature": {signature(h.set.Webhooks[i].Secret, d.ID, at, d.Body)}}
	status, err := h.client.Send(ctx, d.Receiver, header, d.Body)
	if after, may := fetching.ComeBack(err); may {
		return status, jobs.Later(after, err)
	}
	return status, err
}

// signature is the HMAC-SHA256 of id, time and body, each parted by a full stop.
func signature(secret, id, at string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(id + "." + at + "."))
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// tellHooks tells the webhooks of the settings, if there are any, until ctx is
// done; the channel is closed once it has ended.
func (a *app) tellHooks(ctx context.Context, book pledgebook.Book, set settings.Settings) (<-chan struct{}, error) {
	ended := make(chan struct{})
	if len(set.Webhooks) == 0 {
		close(ended)
		return ended, nil
	}
	q, err := a.openQueue(ctx, set)
	if err != nil {
		return nil, err
	}
	go func() {
		defer close(ended)
		defer q.Close()
		if err := newTellers(a, book, set, q).tell(ctx); err != nil && ctx.Err() == nil {
			a.fail(err)
		}
	}()
	return ended, nil
}
