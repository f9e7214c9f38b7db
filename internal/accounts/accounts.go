// Package accounts signs people in and looks after their accounts: passwords,
// one-time links, sessions, tokens for programs, passkeys, and organisations
// that vouch for their people. What may be done is said by package access; this
// package does it on an [access.Store]. Nothing secret is kept as it is, in the
// store or the log: of passwords, cookies, links and tokens there are hashes.
package accounts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"log/slog"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"pledgebook"
	"pledgebook/internal/access"
)

// Options say how accounts are run.
type Options struct {
	Store access.Store
	// Address is where the desk is reached: "https://aid.example.org", or
	// "http://localhost:8080" on this computer alone. Cookies, passkeys and the
	// way back from an organisation hang on it.
	Address string
	// Organisation vouches for its people, if it has an issuer.
	Organisation Organisation
	// Now tells the time; [time.Now] if nil.
	Now func() time.Time
	// Log hears of our own faults; [slog.Default] if nil.
	Log *slog.Logger
}

// Service signs people in.
type Service struct {
	store    access.Store
	now      func() time.Time
	log      *slog.Logger
	address  *url.URL
	sessions *scs.SessionManager
	hashing  chan struct{} // one place for each hash worked out at a time

	organisation Organisation
	finding      sync.Mutex // guards issuer
	issuer       *issuer
}

// New makes a service. It fails with [pledgebook.Invalid] where the address or
// the organisation cannot be.
func New(o Options) (*Service, error) {
	address, err := url.Parse(o.Address)
	if err != nil || address.Host == "" || address.Scheme != "https" && address.Scheme != "http" {
		return nil, pledgebook.Errorf(pledgebook.Invalid, "accounts need the address at which the desk is reached, such as https://aid.example.org; %q is none", o.Address)
	}
	s := &Service{store: o.Store, now: o.Now, log: o.Log, address: address, organisation: o.Organisation,
		hashing: make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	s.sessions = s.newSessions()
	return s, nil
}

// Address is where the desk is reached.
func (s *Service) Address() string { return strings.TrimSuffix(s.address.String(), "/") }

// secretBytes are in every token, link and id: more than anybody can guess.
const secretBytes = 24

// secret makes what nobody can guess.
func secret() string {
	b := make([]byte, secretBytes)
	_, _ = rand.Read(b) // never fails, says its documentation
	return base64.RawURLEncoding.EncodeToString(b)
}

// newID makes an id that nobody else has.
func newID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b)
	return hex.EncodeToString(b)
}

// hashOf is what is kept of a secret that is random, and so needs no slow hash.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// By is who does something, and from where: for the log.
type By struct {
	Login   string
	Address string
}

// note writes a line into the log of accounts. A log that cannot be written is
// told to the program's log; what was done stays done.
func (s *Service) note(ctx context.Context, by By, act, on, detail string) {
	n := access.Note{At: s.now(), Who: by.Login, Act: act, On: on, Address: by.Address, Detail: detail}
	if err := s.store.Note(context.WithoutCancel(ctx), n); err != nil {
		s.log.Error("the log of accounts cannot be written", "act", act, "cause", err)
	}
}

// Notes are the last lines of the log, the latest first, about one login if not "".
func (s *Service) Notes(ctx context.Context, about string, most int) ([]access.Note, error) {
	return s.store.Notes(ctx, about, most)
}

// All are all accounts, by login.
func (s *Service) All(ctx context.Context) ([]access.Account, error) { return s.store.Accounts(ctx) }

// Find finds an account by its login. [pledgebook.NotFound].
func (s *Service) Find(ctx context.Context, login string) (access.Account, error) {
	return s.store.Account(ctx, access.ByLogin, fold(login))
}

// fold is a login as it is kept: in lower case, without white space around it.
func fold(login string) string { return strings.ToLower(strings.TrimSpace(login)) }
