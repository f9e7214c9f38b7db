package pledgebook

import (
	"errors"
	"fmt"
)

// ErrorKind is the kind of an error: what a caller may do about it. Kinds are
// strings so that stored and logged values stay readable.
type ErrorKind string

// The error kinds.
const (
	Invalid      ErrorKind = "invalid"      // the input is wrong; the caller can mend it
	NotFound     ErrorKind = "not-found"    // no such thing in the book
	Conflict     ErrorKind = "conflict"     // somebody else changed it first
	Unreadable   ErrorKind = "unreadable"   // a file, link or book cannot be read
	TooLarge     ErrorKind = "too-large"    // over a stated limit
	Unsupported  ErrorKind = "unsupported"  // a language or format we do not read
	Damaged      ErrorKind = "damaged"      // the book or a backup fails its own proof
	TooNew       ErrorKind = "too-new"      // the book was written by a newer version
	NoSpace      ErrorKind = "no-space"     // the disk is full
	TooMany      ErrorKind = "too-many"     // asked too often; later again
	Unauthorized ErrorKind = "unauthorized" // nobody knows who asks
	Forbidden    ErrorKind = "forbidden"    // whoever asks may not
	Internal     ErrorKind = "internal"     // our fault
)

// Error is an error of a kind, with a message for people: what was wrong,
// where, and what to do.
type Error struct {
	Kind    ErrorKind
	Message string
	Cause   error
}

// Error returns the message and, after a colon, the cause.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Message
	}
	return e.Message + ": " + e.Cause.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an error of a kind without a cause.
func Errorf(kind ErrorKind, format string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// WrapError makes an error of a kind around a cause.
func WrapError(kind ErrorKind, cause error, format string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...), Cause: cause}
}

// KindOf returns the kind of the outermost [Error] in err's chain, [Internal]
// where there is none, and "" for nil.
func KindOf(err error) ErrorKind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}
