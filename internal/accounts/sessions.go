package accounts

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"pledgebook"
	"pledgebook/internal/access"
)

// How long a session lasts, and one that is only on the way to being signed in;
// and how often its use is noted.
const (
	sessionLife  = 14 * 24 * time.Hour
	onTheWay     = 10 * time.Minute
	touchedEvery = 5 * time.Minute
)

// What a session remembers.
const (
	keyAccount = "account"
	keyDevice  = "device"
	keyBegun   = "begun"
)

func (s *Service) newSessions() *scs.SessionManager {
	m := scs.New()
	m.Lifetime, m.HashTokenInStore = sessionLife, true
	m.Store, m.Codec = sessionStore{s}, jsonCodec{}
	m.Cookie.Name, m.Cookie.Secure = "session", s.address.Scheme == "https"
	if m.Cookie.Secure {
		m.Cookie.Name = "__Host-session"
	}
	m.Cookie.SameSite = http.SameSiteLaxMode // an organisation's answer comes from its site
	m.ErrorFunc = func(w http.ResponseWriter, _ *http.Request, err error) {
		s.log.Error("a session cannot be kept", "cause", err)
		http.Error(w, "The book's database cannot be reached. Nothing was done; try again in a moment.", http.StatusServiceUnavailable)
	}
	return m
}

// jsonCodec keeps what a session remembers as JSON, all of it texts.
type jsonCodec struct{}

type remembered struct {
	Deadline time.Time         `json:"deadline"`
	Values   map[string]string `json:"values"`
}

// Encode writes a session.
func (jsonCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	r := remembered{deadline, make(map[string]string, len(values))}
	for k, v := range values {
		text, ok := v.(string)
		if !ok {
			return nil, errors.New("a session remembers texts alone, not " + k)
		}
		r.Values[k] = text
	}
	return json.Marshal(r)
}

// Decode reads a session.
func (jsonCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var r remembered
	if err := json.Unmarshal(b, &r); err != nil {
		return time.Time{}, nil, err
	}
	values := make(map[string]any, len(r.Values))
	for k, v := range r.Values {
		values[k] = v
	}
	return r.Deadline, values, nil
}

// sessionStore is the store as the library of sessions asks for it.
type sessionStore struct{ s *Service }

// FindCtx finds a session and notes now and then that it is used.
func (st sessionStore) FindCtx(ctx context.Context, hash string) ([]byte, bool, error) {
	now := st.s.now()
	session, err := st.s.store.Session(ctx, hash, now)
	if pledgebook.KindOf(err) == pledgebook.NotFound {
		return nil, false, nil
	}
	if err == nil && now.Sub(session.Seen) > touchedEvery {
		err = st.s.store.TouchSession(ctx, hash, now)
	}
	return session.Data, err == nil, err
}

// CommitCtx keeps a session.
func (st sessionStore) CommitCtx(ctx context.Context, hash string, data []byte, expires time.Time) error {
	var r remembered
	if err := json.Unmarshal(data, &r); err != nil {
		return err
	}
	now := st.s.now()
	begun, err := time.Parse(time.RFC3339Nano, r.Values[keyBegun])
	if err != nil {
		begun = now
	}
	return st.s.store.SaveSession(ctx, access.Session{Hash: hash, Account: r.Values[keyAccount], Device: r.Values[keyDevice], Data: data, Made: begun, Seen: now, Expires: expires})
}

// DeleteCtx ends a session.
func (st sessionStore) DeleteCtx(ctx context.Context, hash string) error {
	return st.s.store.DropSession(ctx, hash)
}

// The library asks for these too, and calls those with a context.
func (st sessionStore) Find(hash string) ([]byte, bool, error) {
	return st.FindCtx(context.Background(), hash)
}

// Commit is CommitCtx.
func (st sessionStore) Commit(hash string, data []byte, expires time.Time) error {
	return st.CommitCtx(context.Background(), hash, data, expires)
}

// Delete is DeleteCtx.
func (st sessionStore) Delete(hash string) error { return st.DeleteCtx(context.Background(), hash) }

// Load finds the session of each request, and keeps what became of it.
func (s *Service) Load(next http.Handler) http.Handler { return s.sessions.LoadAndSave(next) }

// begin signs an account in, in the session of a request: under a new token,
// so that one known before is worth nothing.
func (s *Service) begin(ctx context.Context, a access.Account) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, keyAccount, a.ID)
	s.sessions.Put(ctx, keyBegun, s.now().UTC().Format(time.RFC3339Nano))
	return nil
}

// passing makes a session that nobody has signed in to last no longer than it
// takes to do so: anybody can begin one.
func (s *Service) passing(ctx context.Context) {
	if s.sessions.GetString(ctx, keyAccount) == "" {
		s.sessions.SetDeadline(ctx, time.Now().Add(onTheWay))
	}
}

// Begin signs an account in, in the browser that sent a request.
func (s *Service) Begin(r *http.Request, a access.Account) error {
	s.sessions.Put(r.Context(), keyDevice, Device(r.UserAgent()))
	return s.begin(r.Context(), a)
}

// SignOut ends the session of a request.
func (s *Service) SignOut(ctx context.Context, by By) error {
	if by.Login != "" {
		s.note(ctx, by, "signed out", by.Login, "")
	}
	return s.sessions.Destroy(ctx)
}

// Current is the account signed in by the session of a request; false for none.
func (s *Service) Current(ctx context.Context) (access.Account, bool, error) {
	id := s.sessions.GetString(ctx, keyAccount)
	if id == "" {
		return access.Account{}, false, nil
	}
	a, err := s.store.Account(ctx, access.ByID, id)
	begun, wrong := time.Parse(time.RFC3339Nano, s.sessions.GetString(ctx, keyBegun))
	switch {
	case err != nil && pledgebook.KindOf(err) != pledgebook.NotFound:
		return a, false, err
	case err != nil || wrong != nil || !a.Disabled.IsZero() || begun.Before(a.Ended.Truncate(time.Microsecond)):
		return access.Account{}, false, s.sessions.Destroy(ctx)
	}
	return a, true, nil
}

// Sessions are the browsers in which an account is signed in; here is the one
// of the request.
func (s *Service) Sessions(ctx context.Context, a access.Account) (all []access.Session, here string, err error) {
	all, err = s.store.Sessions(ctx, a.ID, s.now())
	return all, hashOf(s.sessions.Token(ctx)), err
}

// EndSession ends one session of an account, by its hash; [pledgebook.NotFound].
func (s *Service) EndSession(ctx context.Context, a access.Account, hash string, by By) error {
	all, _, err := s.Sessions(ctx, a)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.Hash == hash {
			s.note(ctx, by, "session ended", a.Login, one.Device)
			return s.store.DropSession(ctx, hash)
		}
	}
	return pledgebook.Errorf(pledgebook.NotFound, "That session is over already.")
}

// EndOthers ends all sessions of an account but that of the request.
func (s *Service) EndOthers(ctx context.Context, a access.Account, by By) error {
	if err := s.end(ctx, a.ID); err != nil {
		return err
	}
	s.note(ctx, by, "sessions ended", a.Login, "all others")
	return s.begin(ctx, a)
}

// end ends every session of an account.
func (s *Service) end(ctx context.Context, id string) error {
	now := s.now()
	err := s.store.ChangeAccount(ctx, id, func(a *access.Account, _ []access.Account) error { a.Ended = now; return nil })
	if err != nil {
		return err
	}
	return s.store.DropSessions(ctx, id, "")
}

// Device says in words which browser, on which system, a request came from.
func Device(agent string) string {
	browser := firstIn(agent, [][2]string{{"Edg", "Edge"}, {"OPR", "Opera"}, {"Firefox", "Firefox"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}, {"curl", "curl"}})
	system := firstIn(agent, [][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}})
	switch {
	case browser == "":
		return "another program"
	case system == "":
		return browser
	}
	return browser + " on " + system
}

func firstIn(agent string, names [][2]string) string {
	for _, n := range names {
		if strings.Contains(agent, n[0]) {
			return n[1]
		}
	}
	return ""
}

// DeviceOr is the device of one of some sessions, by its hash, or what else to
// call it.
func DeviceOr(otherwise string, sessions []access.Session, hash string) string {
	for _, s := range sessions {
		if s.Hash == hash && s.Device != "" {
			return s.Device
		}
	}
	return otherwise
}
