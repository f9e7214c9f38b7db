package accounts

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"pledgebook"
)

// The cost of a password's hash: argon2id with 19 MiB and two passes, as the
// OWASP cheat sheet on storing passwords asks for.
const (
	argonMemory  = 19 << 10 // KiB
	argonPasses  = 2
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

// The length of a password, in characters, and the most bytes that are hashed.
const (
	shortest     = 12
	longestBytes = 512
)

// nobody's hash is compared where there is no account, so that the answer takes
// as long.
var nobodys = encode(make([]byte, argonSalt), make([]byte, argonKey))

// hash works out the hash of a password, not more at a time than there are places.
func (s *Service) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt)
	key, err := s.argon(ctx, password, salt)
	if err != nil {
		return "", err
	}
	return encode(salt, key), nil
}

// matches reports whether a password has a hash. It takes as long whether or not.
func (s *Service) matches(ctx context.Context, password, hash string) (bool, error) {
	salt, key, ok := decode(hash)
	if !ok {
		salt, key, _ = decode(nobodys)
	}
	got, err := s.argon(ctx, password, salt)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, key) == 1 && ok && hash != nobodys, nil
}

func (s *Service) argon(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if len(password) > longestBytes {
		password = password[:longestBytes]
	}
	return argon2.IDKey([]byte(password), salt, argonPasses, argonMemory, argonThreads, argonKey), nil
}

// encode writes a hash as other programs do too (the PHC string format).
func encode(salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonPasses, argonThreads, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// decode reads a hash of our own cost; false for any other.
func decode(hash string) (salt, key []byte, ok bool) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || strings.Join(parts[:4], "$") != strings.Join(strings.Split(encode(nil, nil), "$")[:4], "$") {
		return nil, nil, false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	return salt, key, err == nil && err2 == nil && len(key) == argonKey
}

// checkPassword says why a password will not do.
func checkPassword(password, login, name string) error {
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password) || n < shortest:
		return pledgebook.Errorf(pledgebook.Invalid, "A password has at least %d characters; several words in a row are easy to remember.", shortest)
	case len(password) > longestBytes:
		return pledgebook.Errorf(pledgebook.Invalid, "A password has at most %d bytes.", longestBytes)
	}
	rest := strings.ToLower(password)
	for _, known := range []string{login, strings.ToLower(name), "password", "pledgebook", "qwertyuiop", "1234567890"} {
		if known != "" {
			rest = strings.ReplaceAll(rest, known, "")
		}
	}
	letters := map[rune]bool{}
	for _, r := range rest {
		letters[r] = true
	}
	if utf8.RuneCountInString(rest) < shortest/2 || len(letters) < 5 {
		return pledgebook.Errorf(pledgebook.Invalid, "That password is easy to guess: it is little more than a name, a row of keys or one letter again and again. Choose another.")
	}
	return nil
}
