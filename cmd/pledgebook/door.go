package main

import (
	"cmp"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/accounts"
	"pledgebook/internal/settings"
	"pledgebook/internal/storage"
	"pledgebook/internal/web"
)

// door is how people come in to a desk with accounts.
type door struct {
	options accounts.Options
	set     settings.Settings
	service *accounts.Service
}

// sweptEvery is the time between two looks for sessions and links that are over.
const sweptEvery = time.Hour

// door is the way in: nil for a desk on which nobody signs in. A book that has
// accounts is served with them. What can be reached from other computers needs
// accounts, or shows readers' pages alone; and accounts need TLS before them.
func (c *serveCommand) door(a *app, book pledgebook.Book, set settings.Settings, host string) (*door, error) {
	if c.Readers {
		return nil, nil
	}
	store := accountsOf(book)
	known, err := store.Accounts(a.ctx)
	if err != nil {
		return nil, err
	}
	switch with := c.Accounts || len(known) > 0; {
	case !with && !loopback(host):
		return nil, usef("--addr %s can be reached from other computers, and the desk has no accounts: listen on 127.0.0.1, let people sign in with --accounts, or serve readers' pages alone with --readers", c.Addr)
	case !with:
		return nil, nil
	case !loopback(host) && !strings.HasPrefix(set.Address, "https://"):
		return nil, usef("--addr %s can be reached from other computers, and passwords need TLS: put a proxy with a certificate before the desk and name its address in %s, as address = \"https://aid.example.org\"", c.Addr, settings.File)
	}
	o := set.Accounts.Organisation
	secret, err := o.Secret(storage.Folder(a.book, storage.Options{}))
	if err != nil {
		return nil, err
	}
	d := &door{set: set, options: accounts.Options{Store: store, Address: set.Address,
		Organisation: accounts.Organisation{Name: o.Name, Issuer: o.Issuer, ClientID: o.ClientID, ClientSecret: secret, Domains: o.Domains, Role: cmp.Or(o.Role, pledgebook.RoleReader)}}}
	return d, nil
}

// accountsOf are the accounts beside a book.
func accountsOf(book pledgebook.Book) access.Store { return book.(*storage.Book).Accounts() }

// open hangs the door into a desk, and returns the address to ask for.
func (d *door) open(a *app, o *web.Options, listener net.Listener) (string, error) {
	if d.options.Address == "" {
		_, port, err := net.SplitHostPort(listener.Addr().String())
		if err != nil {
			return "", err
		}
		d.options.Address = "http://localhost:" + port
	}
	d.options.Log = o.Log
	var err error
	if d.service, err = accounts.New(d.options); err != nil {
		return "", err
	}
	u, err := url.Parse(d.options.Address)
	if err != nil {
		return "", err
	}
	o.Accounts, o.Private, o.Proxies, o.Address = d.service, d.set.Accounts.Private, d.set.Accounts.Proxies, d.options.Address
	o.Hosts = append(o.Hosts, u.Hostname())
	go d.sweep(a, o.Log)
	return d.options.Address, nil
}

// greet prints the link that makes the first administrator, where there is none.
func (d *door) greet(a *app) error {
	link, err := d.service.FirstLink(a.ctx)
	if err != nil || link == "" {
		return err
	}
	a.screen.Printf("\nNobody can look after accounts yet. This link makes an administrator; it works once, within a day:\n%s\n", link)
	return nil
}

// sweep forgets what is over, now and every hour.
func (d *door) sweep(a *app, log *slog.Logger) {
	tick := time.NewTicker(sweptEvery)
	defer tick.Stop()
	for {
		if err := d.service.Sweep(a.ctx); err != nil && a.ctx.Err() == nil {
			log.Warn("sessions and links that are over cannot be forgotten", "cause", err)
		}
		select {
		case <-a.ctx.Done():
			return
		case <-tick.C:
		}
	}
}
