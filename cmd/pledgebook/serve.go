package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"pledgebook"
	"pledgebook/internal/settings"
	"pledgebook/internal/web"
	"pledgebook/internal/web/add"
	"pledgebook/internal/web/allow"
	"pledgebook/internal/web/board"
	"pledgebook/internal/web/calendar"
	"pledgebook/internal/web/compare"
	"pledgebook/internal/web/download"
	"pledgebook/internal/web/embed"
	"pledgebook/internal/web/entries"
	"pledgebook/internal/web/feeds"
	"pledgebook/internal/web/home"
	"pledgebook/internal/web/inbox"
	"pledgebook/internal/web/mechanism"
	"pledgebook/internal/web/meeting"
	"pledgebook/internal/web/party"
	"pledgebook/internal/web/pledge"
	"pledgebook/internal/web/profile"
	"pledgebook/internal/web/quote"
	"pledgebook/internal/web/report"
	"pledgebook/internal/web/search"
	"pledgebook/internal/web/signin"
	"pledgebook/internal/web/tracker"
	"pledgebook/internal/web/users"
	"pledgebook/internal/webapi"
)

// site is what is plugged in: the pages of the desk.
var site = []web.Page{
	home.Page, tracker.Page, entries.Page, pledge.Page, report.Page, party.Page, board.Page, calendar.Page, compare.Page,
	meeting.Page, mechanism.Page, quote.Page, search.Page, inbox.Page, add.Page, webapi.Page, feeds.Page, embed.Page,
	signin.Page, profile.Page, users.Page, allow.Page,
}

// plugged is the site with what the settings have a say in.
func plugged(set settings.Settings) []web.Page {
	return append(slices.Clone(site), download.Page(set.Publisher, set.IATIRef, exports...))
}

type serveCommand struct {
	Addr     string `default:"127.0.0.1:8080" help:"Where to listen." placeholder:"HOST:PORT"`
	Readers  bool   `help:"Serve readers: reviewed entries alone, and no inbox."`
	Accounts bool   `help:"People sign in. The first start prints a link that makes an administrator; once there is one, this is always on."`
}

// Help is what "serve --help" adds.
func (serveCommand) Help() string {
	return "Opens the book in the browser: pages for readers, and the inbox for reviewers. " +
		"Without accounts nobody has to sign in, so the inbox is open on this computer only; --readers serves the public pages anywhere, " +
		"--accounts lets people sign in, anywhere behind TLS."
}

// lastRequests is how long requests under way may take once the server is told to stop.
const lastRequests = 10 * time.Second

// Run serves the book until it is interrupted.
func (c *serveCommand) Run(a *app) error {
	host, _, err := net.SplitHostPort(c.Addr)
	switch {
	case err != nil:
		return usef("--addr %s is no HOST:PORT; write it as 127.0.0.1:8080", c.Addr)
	case c.Readers && c.Accounts:
		return usef("--readers serves pages without accounts; leave one of --readers and --accounts out")
	}
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		door, err := c.door(a, book, set, host)
		if err != nil {
			return err
		}
		listener, err := (&net.ListenConfig{}).Listen(a.ctx, "tcp", c.Addr)
		if err != nil {
			return pledgebook.WrapError(pledgebook.Unreadable, err, "cannot listen on %s; name another with --addr", c.Addr)
		}
		return c.serve(a, book, set, listener, door)
	})
}

func (c *serveCommand) serve(a *app, book pledgebook.Book, set settings.Settings, listener net.Listener, door *door) error {
	log := slog.New(slog.NewTextHandler(a.err, nil))
	world, table, err := a.world()
	if err != nil {
		return err
	}
	options := web.Options{Readers: c.Readers, Reviewers: set.Reviewers, Log: log, World: world, Rates: table, Trackers: set.Trackers, Address: set.Address}
	if !c.Readers {
		options.Intake = intake{a, book, set}
		options.Hosts = []string{"localhost", "127.0.0.1", "::1"}
	}
	address := "http://" + listener.Addr().String()
	if door != nil {
		if address, err = door.open(a, &options, listener); err != nil {
			return err
		}
	}
	desk, pages := web.New(book, options, plugged(set)...)
	defer desk.Close()
	server := web.Server(pages, log)
	a.screen.Printf("%s\n", address)
	if door != nil {
		if err := door.greet(a); err != nil {
			return err
		}
	}
	running, stop := signal.NotifyContext(a.ctx, syscall.SIGTERM)
	defer stop()
	go workOut(running, desk, a.err)
	told, err := a.tellHooks(running, book, set)
	if err != nil {
		return err
	}
	defer func() { stop(); <-told }()
	stopped := make(chan error, 1)
	go func() {
		<-running.Done()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), lastRequests)
		defer cancel()
		stopped <- server.Shutdown(ctx)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return pledgebook.WrapError(pledgebook.Unreadable, err, "the server stopped")
	}
	return <-stopped
}

// workOut makes the first state of the book, while the server listens already, and
// tells the terminal where that takes longer than one would notice.
func workOut(ctx context.Context, desk *web.Desk, terminal io.Writer) {
	began := time.Now()
	slow := time.AfterFunc(time.Second, func() {
		fmt.Fprintln(terminal, "working the book out; pages say so until it is done")
	})
	err := desk.Ready(ctx)
	if took := time.Since(began); !slow.Stop() && err == nil {
		fmt.Fprintf(terminal, "the book is worked out, after %s\n", took.Round(100*time.Millisecond))
	}
}

// loopback reports whether only this computer can reach a host.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
