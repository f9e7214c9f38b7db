package accounts

import (
	"cmp"
	"context"
	"crypto/subtle"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"pledgebook"
	"pledgebook/internal/access"
)

// Organisation vouches for its people by OpenID Connect.
type Organisation struct {
	Name         string // on the button: "Sign in with NAME"
	Issuer       string
	ClientID     string
	ClientSecret string
	// Domains are those of the e-mail addresses whose owners get an account when
	// they first come; without any, only people with an account get in.
	Domains []string
	// Role is that of an account so made.
	Role pledgebook.Role
}

// issuer is what the organisation tells of itself.
type issuer struct {
	provider *oidc.Provider
	config   oauth2.Config
}

// What a session remembers on the way to an organisation and back.
const (
	keyState    = "state"
	keyNonce    = "nonce"
	keyVerifier = "verifier"
	keyConnect  = "connect" // the account that is to be tied to the answer
)

// ReturnPath is where the organisation sends people back to.
const ReturnPath = "/signin/organisation/back"

// OrganisationName is the name of the organisation that vouches; "" for none.
func (s *Service) OrganisationName() string {
	if s.organisation.Issuer == "" {
		return ""
	}
	return s.organisation.Name
}

// visiting is the client that asks an organisation: patient for ten seconds, and
// for a megabyte.
var visiting = &http.Client{Timeout: 10 * time.Second, Transport: bounded{http.DefaultTransport}}

type bounded struct{ http.RoundTripper }

// RoundTrip bounds the answer.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		resp.Body = limited{io.LimitReader(resp.Body, 1<<20), resp.Body}
	}
	return resp, err
}

type limited struct {
	io.Reader
	io.Closer
}

// meet asks the organisation what it tells of itself, once it can be reached.
func (s *Service) meet(ctx context.Context) (*issuer, error) {
	s.finding.Lock()
	defer s.finding.Unlock()
	if s.issuer != nil {
		return s.issuer, nil
	}
	if s.organisation.Issuer == "" {
		return nil, pledgebook.Errorf(pledgebook.NotFound, "No organisation vouches for people here.")
	}
	// The keys are fetched again later, so the context outlives the request.
	p, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), visiting), s.organisation.Issuer)
	if err != nil {
		s.log.Error("the organisation cannot be asked", "issuer", s.organisation.Issuer, "cause", err)
		return nil, pledgebook.Errorf(pledgebook.Unreadable, "%s cannot be reached just now. Sign in another way, or try again later.", s.organisation.Name)
	}
	s.issuer = &issuer{p, oauth2.Config{ClientID: s.organisation.ClientID, ClientSecret: s.organisation.ClientSecret, Endpoint: p.Endpoint(),
		RedirectURL: s.Address() + ReturnPath, Scopes: []string{oidc.ScopeOpenID, "profile", "email"}}}
	return s.issuer, nil
}

// AskOrganisation is the address to send a browser to, so that its organisation
// says who is there.
func (s *Service) AskOrganisation(ctx context.Context) (string, error) {
	i, err := s.meet(ctx)
	if err != nil {
		return "", err
	}
	s.sessions.Remove(ctx, keyConnect)
	state, nonce, verifier := secret(), secret(), oauth2.GenerateVerifier()
	s.sessions.Put(ctx, keyState, state)
	s.sessions.Put(ctx, keyNonce, nonce)
	s.sessions.Put(ctx, keyVerifier, verifier)
	s.passing(ctx)
	return i.config.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier)), nil
}

// Vouched signs in whom the organisation sent back with a code. Who comes for
// the first time gets an account where the domain of their address is one of the
// organisation's. [pledgebook.Invalid], [pledgebook.TooMany].
func (s *Service) Vouched(ctx context.Context, state, code string, by By) (access.Account, error) {
	done, err := s.guard(ctx, "", by.Address)
	if err != nil {
		return access.Account{}, err
	}
	wanted, nonce, verifier := s.sessions.PopString(ctx, keyState), s.sessions.PopString(ctx, keyNonce), s.sessions.PopString(ctx, keyVerifier)
	if wanted == "" || subtle.ConstantTimeCompare([]byte(state), []byte(wanted)) != 1 {
		return access.Account{}, pledgebook.Errorf(pledgebook.Invalid, "This answer was not asked for here, or too long ago. Start again from the sign-in page.")
	}
	i, err := s.meet(ctx)
	if err != nil {
		return access.Account{}, err
	}
	c, err := i.claims(ctx, code, nonce, verifier, s.now)
	if err != nil {
		s.log.Warn("an organisation's answer was refused", "cause", err)
		s.note(ctx, by, "sign-in refused", "", "organisation")
		return access.Account{}, pledgebook.Errorf(pledgebook.Invalid, "%s did not vouch for anybody. Start again from the sign-in page.", s.organisation.Name)
	}
	done()
	a, err := s.member(ctx, c, by)
	if err != nil {
		return a, err
	}
	return a, s.welcome(ctx, a, by, "organisation")
}

// AskToConnect is AskOrganisation for an account that is signed in and is to be
// tied to whom the organisation names.
func (s *Service) AskToConnect(ctx context.Context, a access.Account) (string, error) {
	address, err := s.AskOrganisation(ctx)
	if err == nil {
		s.sessions.Put(ctx, keyConnect, a.ID)
	}
	return address, err
}

// claims is what an organisation says of somebody.
type claims struct {
	Subject  string `json:"sub"`
	Email    string `json:"email"`
	Verified bool   `json:"email_verified"`
	Name     string `json:"name"`
	Nonce    string `json:"nonce"`
	issuer   string
}

func (i *issuer) claims(ctx context.Context, code, nonce, verifier string, now func() time.Time) (c claims, err error) {
	ctx = oidc.ClientContext(ctx, visiting)
	tokens, err := i.config.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	if err != nil {
		return c, err
	}
	raw, ok := tokens.Extra("id_token").(string)
	if !ok {
		return c, pledgebook.Errorf(pledgebook.Invalid, "no id_token in the answer")
	}
	token, err := i.provider.VerifierContext(ctx, &oidc.Config{ClientID: i.config.ClientID, Now: now}).Verify(ctx, raw)
	if err != nil {
		return c, err
	}
	if err := token.Claims(&c); err != nil {
		return c, err
	}
	if c.Nonce == "" || subtle.ConstantTimeCompare([]byte(c.Nonce), []byte(nonce)) != 1 {
		return c, pledgebook.Errorf(pledgebook.Invalid, "the nonce is another")
	}
	c.issuer = token.Issuer
	return c, nil
}

// member is the account of somebody an organisation vouches for.
func (s *Service) member(ctx context.Context, c claims, by By) (access.Account, error) {
	subject := c.issuer + " " + c.Subject
	if id := s.sessions.PopString(ctx, keyConnect); id != "" {
		return s.tie(ctx, id, subject, by)
	}
	a, err := s.store.Account(ctx, access.BySubject, subject)
	if pledgebook.KindOf(err) == pledgebook.NotFound {
		a, err = s.join(ctx, c, subject, by)
	}
	if err == nil && !a.Disabled.IsZero() {
		s.note(ctx, by, "sign-in refused", a.Login, "organisation")
		return access.Account{}, s.stranger()
	}
	return a, err
}

func (s *Service) stranger() error {
	return pledgebook.Errorf(pledgebook.Invalid, "%s vouched for you, but there is no account for you here. Ask an administrator for an invitation.", s.organisation.Name)
}

// tie ties an account that asked for it to whom the organisation named.
func (s *Service) tie(ctx context.Context, id, subject string, by By) (access.Account, error) {
	a, signedIn, err := s.Current(ctx)
	if err != nil || !signedIn || a.ID != id {
		return access.Account{}, cmp.Or(err, s.stranger())
	}
	err = s.store.ChangeAccount(ctx, id, func(a *access.Account, _ []access.Account) error { a.Subject = subject; return nil })
	if err == nil {
		s.note(ctx, By{Login: a.Login, Address: by.Address}, "tied to the organisation", a.Login, "")
	}
	return a, err
}

// join makes an account for a newcomer of the organisation's domains. Who has
// an account already ties it from their profile: an address alone proves nothing
// of an account that somebody else may have named so.
func (s *Service) join(ctx context.Context, c claims, subject string, by By) (access.Account, error) {
	login := fold(c.Email)
	_, domain, _ := strings.Cut(login, "@")
	if !c.Verified || !slices.Contains(s.organisation.Domains, domain) {
		return access.Account{}, s.stranger()
	}
	name := strings.TrimSpace(c.Name)
	if checkNames(login, name) != nil {
		name = login
	}
	return s.newcomer(ctx, access.Account{ID: newID(), Login: login, Name: name, Role: s.organisation.Role, Subject: subject, Made: s.now()}, by)
}

// newcomer makes an account, under its login where its name is somebody else's.
func (s *Service) newcomer(ctx context.Context, a access.Account, by By) (access.Account, error) {
	if err := checkNames(a.Login, a.Name); err != nil {
		return a, err
	}
	keep := func(name string) (access.Account, error) {
		a.Name = name
		l := access.Link{Hash: hashOf(secret()), Role: a.Role, Made: s.now(), Expires: s.now().Add(time.Minute), By: by.Login}
		if err := s.store.AddLink(ctx, l); err != nil {
			return a, err
		}
		return s.store.UseLink(ctx, l.Hash, s.now(), func(_ access.Link, made *access.Account) error { *made = a; return nil })
	}
	made, err := keep(a.Name)
	if pledgebook.KindOf(err) == pledgebook.Conflict {
		made, err = keep(a.Login)
	}
	if pledgebook.KindOf(err) == pledgebook.Conflict { // the login too
		err = s.stranger()
	}
	if err == nil {
		s.note(ctx, By{Login: a.Login, Address: by.Address}, "account made", a.Login, "organisation: "+string(a.Role))
	}
	return made, err
}
