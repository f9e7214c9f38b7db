package accounts

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"pledgebook"
	"pledgebook/internal/access"
)

// keyCeremony is what a session remembers between the question to a passkey and
// its answer.
const keyCeremony = "ceremony"

// Passkeys reports whether passkeys can be used: they belong to a name, not to
// a bare address.
func (s *Service) Passkeys() bool {
	_, err := netip.ParseAddr(s.address.Hostname())
	return err != nil
}

func (s *Service) webauthn() (*webauthn.WebAuthn, error) {
	if !s.Passkeys() {
		return nil, pledgebook.Errorf(pledgebook.Invalid, "Passkeys belong to a name, and the desk is reached at %s: ask for it under a name, such as localhost.", s.address.Host)
	}
	return webauthn.New(&webauthn.Config{RPID: s.address.Hostname(), RPDisplayName: "Pledgebook", RPOrigins: []string{s.Address()},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired,
			UserVerification: protocol.VerificationRequired}})
}

// keeper is an account as the library of passkeys asks for it.
type keeper struct {
	account access.Account
	keys    []access.Passkey
	known   []webauthn.Credential
}

// WebAuthnID is the account's id.
func (k keeper) WebAuthnID() []byte { id, _ := hex.DecodeString(k.account.ID); return id }

// WebAuthnName is its login.
func (k keeper) WebAuthnName() string { return k.account.Login }

// WebAuthnDisplayName is its name.
func (k keeper) WebAuthnDisplayName() string { return k.account.Name }

// WebAuthnCredentials are its passkeys.
func (k keeper) WebAuthnCredentials() []webauthn.Credential { return k.known }

func (s *Service) keeper(ctx context.Context, a access.Account) (keeper, error) {
	keys, err := s.store.Passkeys(ctx, a.ID)
	k := keeper{account: a, keys: keys, known: make([]webauthn.Credential, len(keys))}
	for i, key := range keys {
		if err := json.Unmarshal(key.Credential, &k.known[i]); err != nil {
			return k, pledgebook.WrapError(pledgebook.Damaged, err, "a passkey of %s cannot be read back", a.Login)
		}
	}
	return k, err
}

// KeysOf are an account's passkeys.
func (s *Service) KeysOf(ctx context.Context, a access.Account) ([]access.Passkey, error) {
	return s.store.Passkeys(ctx, a.ID)
}

// AskNewPasskey is the question that makes a browser create a passkey: JSON for
// its parseCreationOptionsFromJSON.
func (s *Service) AskNewPasskey(ctx context.Context, a access.Account) (string, error) {
	w, err := s.webauthn()
	if err != nil {
		return "", err
	}
	k, err := s.keeper(ctx, a)
	if err != nil {
		return "", err
	}
	var exclude []protocol.CredentialDescriptor
	for _, known := range k.known {
		exclude = append(exclude, known.Descriptor())
	}
	options, session, err := w.BeginRegistration(k, webauthn.WithExclusions(exclude))
	if err != nil {
		return "", err
	}
	return s.ask(ctx, options.Response, session)
}

// ask remembers a question in the session and writes it for the browser.
func (s *Service) ask(ctx context.Context, options any, session *webauthn.SessionData) (string, error) {
	remembered, err := json.Marshal(session)
	if err != nil {
		return "", err
	}
	question, err := json.Marshal(options)
	if err != nil {
		return "", err
	}
	s.sessions.Put(ctx, keyCeremony, string(remembered))
	s.passing(ctx)
	return string(question), nil
}

// asked is the question that the session remembers; it can be answered once.
func (s *Service) asked(ctx context.Context) (session webauthn.SessionData, err error) {
	if err := json.Unmarshal([]byte(s.sessions.PopString(ctx, keyCeremony)), &session); err != nil {
		return session, pledgebook.Errorf(pledgebook.Invalid, "No passkey was asked for here, or too long ago. Start again.")
	}
	return session, nil
}

// AddPasskey keeps the passkey that a browser created. [pledgebook.Invalid].
func (s *Service) AddPasskey(ctx context.Context, a access.Account, name, answer string, by By) error {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > longestName || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return pledgebook.Errorf(pledgebook.Invalid, "Give the passkey a name of up to %d printable characters, such as the device it is on.", longestName)
	}
	session, err := s.asked(ctx)
	if err != nil {
		return err
	}
	w, err := s.webauthn()
	if err != nil {
		return err
	}
	k, err := s.keeper(ctx, a)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return badKey(err)
	}
	credential, err := w.CreateCredential(k, session, parsed)
	if err != nil {
		return badKey(err)
	}
	if err := s.keep(ctx, access.Passkey{ID: credential.ID, Account: a.ID, Name: name, Made: s.now()}, credential); err != nil {
		return err
	}
	s.note(ctx, by, "passkey added", a.Login, name)
	return nil
}

func (s *Service) keep(ctx context.Context, p access.Passkey, credential *webauthn.Credential) (err error) {
	if p.Credential, err = json.Marshal(credential); err != nil {
		return err
	}
	return s.store.SavePasskey(ctx, p)
}

func badKey(err error) error {
	return pledgebook.WrapError(pledgebook.Invalid, err, "The passkey was not accepted; start again")
}

// DropPasskey removes a passkey of an account, by its id in hexadecimal.
func (s *Service) DropPasskey(ctx context.Context, a access.Account, id string, by By) error {
	raw, err := hex.DecodeString(id)
	if err != nil {
		return pledgebook.Errorf(pledgebook.NotFound, "There is no such passkey.")
	}
	if err := s.store.DropPasskey(ctx, a.ID, raw); err != nil {
		return err
	}
	s.note(ctx, by, "passkey removed", a.Login, "")
	return nil
}

// AskPasskey is the question that makes a browser offer the passkeys it has:
// JSON for its parseRequestOptionsFromJSON.
func (s *Service) AskPasskey(ctx context.Context) (string, error) {
	w, err := s.webauthn()
	if err != nil {
		return "", err
	}
	options, session, err := w.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return "", err
	}
	return s.ask(ctx, options.Response, session)
}

// Passkey signs an account in by the answer of a passkey of its.
// [pledgebook.Invalid]; [pledgebook.TooMany].
func (s *Service) Passkey(ctx context.Context, answer string, by By) (access.Account, error) {
	done, err := s.guard(ctx, "", by.Address)
	if err != nil {
		return access.Account{}, err
	}
	session, err := s.asked(ctx)
	if err != nil {
		return access.Account{}, err
	}
	w, err := s.webauthn()
	if err != nil {
		return access.Account{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return access.Account{}, badKey(err)
	}
	var k keeper
	_, credential, err := w.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		a, err := s.store.Account(ctx, access.ByID, hex.EncodeToString(handle))
		if err == nil {
			k, err = s.keeper(ctx, a)
		}
		return k, err
	}, session, parsed)
	switch {
	case err != nil, !k.account.Disabled.IsZero(), credential.Authenticator.CloneWarning:
		s.note(ctx, by, "sign-in refused", k.account.Login, "passkey")
		return access.Account{}, pledgebook.Errorf(pledgebook.Invalid, "This passkey lets nobody in here. Use another way to sign in.")
	}
	done()
	for _, key := range k.keys {
		if string(key.ID) == string(credential.ID) {
			key.Seen = s.now()
			if err := s.keep(ctx, key, credential); err != nil {
				return k.account, err
			}
		}
	}
	return k.account, s.welcome(ctx, k.account, by, "passkey")
}
