package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"pledgebook"
)

// statuses says which answer an error of a kind gets.
var statuses = map[pledgebook.ErrorKind]int{
	pledgebook.Invalid:      http.StatusUnprocessableEntity,
	pledgebook.NotFound:     http.StatusNotFound,
	pledgebook.Conflict:     http.StatusConflict,
	pledgebook.TooLarge:     http.StatusRequestEntityTooLarge,
	pledgebook.Unsupported:  http.StatusUnsupportedMediaType,
	pledgebook.Unreadable:   http.StatusServiceUnavailable,
	pledgebook.NoSpace:      http.StatusInsufficientStorage,
	pledgebook.TooMany:      http.StatusTooManyRequests,
	pledgebook.Forbidden:    http.StatusForbidden,
	pledgebook.Unauthorized: http.StatusUnauthorized,
}

var titles = map[int]Text{
	http.StatusUnprocessableEntity:   "That cannot be done as it stands",
	http.StatusUnauthorized:          "Who are you?",
	http.StatusTooManyRequests:       "Too often",
	http.StatusForbidden:             "Not allowed",
	http.StatusNotFound:              "Nothing here",
	http.StatusConflict:              "Somebody was faster",
	http.StatusRequestEntityTooLarge: "Too much at once",
	http.StatusServiceUnavailable:    "The book cannot be reached",
	http.StatusInsufficientStorage:   "The disk is full",
}

// refusal is an error that is answered with 403.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

func forbidden(message string) error {
	return refusal{pledgebook.Errorf(pledgebook.Invalid, "%s", message)}
}

// laterError is an error that says when to try again.
type laterError interface {
	error
	RetryAfter() time.Duration
}

// saysLater tells when to try again, where the error knows.
func saysLater(w http.ResponseWriter, err error) {
	if later := (laterError)(nil); errors.As(err, &later) {
		w.Header().Set("Retry-After", strconv.Itoa(int(later.RetryAfter().Seconds())))
	}
}

// StatusOf is the status that an error is answered with.
func StatusOf(err error) int {
	switch {
	case errors.As(err, new(refusal)):
		return http.StatusForbidden
	case errors.As(err, new(figureAtWork)):
		return http.StatusAccepted
	case errors.As(err, new(*http.MaxBytesError)):
		return http.StatusRequestEntityTooLarge
	}
	if status, ok := statuses[pledgebook.KindOf(err)]; ok {
		return status
	}
	return http.StatusInternalServerError
}

// Forbidden is an error that is answered with 403.
func Forbidden(message string) error { return forbidden(message) }

// Excuse says in the reader's language what was wrong, as far as a table has it.
func Excuse(ctx context.Context, err error) string { return Told(ctx, err.Error()) }

// fail answers with a page that says what was wrong. Our own faults are told to
// the log; the page says no more than that.
func (d *Desk) fail(w http.ResponseWriter, r *http.Request, err error) {
	ctx := r.Context()
	status, message := StatusOf(err), Excuse(ctx, err)
	switch status {
	case http.StatusRequestEntityTooLarge:
		message = Say(ctx, "The form is larger than anything a decision needs. Nothing was done.")
	case http.StatusInternalServerError:
		message = Say(ctx, "This is our fault, and it stands in the log. Nothing was lost.")
		d.options.Log.Error("a page failed", "path", r.URL.Path, "cause", err)
	}
	title := Say(ctx, titles[status])
	if AtWork(err) {
		title = Say(ctx, "One moment")
		saysWhen(w, !strings.HasPrefix(r.URL.Path, "/api/"))
	}
	if title == "" {
		title = Say(ctx, "Something went wrong")
	}
	saysLater(w, err)
	if strings.HasPrefix(r.URL.Path, "/api/") {
		problem(w, status, title, message)
		return
	}
	if err := d.render(w, r, status, Head{Title: title, Description: message}, failure(title, message)); err != nil {
		http.Error(w, message, status) // the request may be over: no page is made any more
	}
}

// problem answers a program, as RFC 9457 has it.
func problem(w http.ResponseWriter, status int, title, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": status, "title": title, "detail": detail})
}
