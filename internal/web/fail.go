package web

import (
	"errors"
	"net/http"

	"pledgebook"
)

// statuses says which answer an error of a kind gets.
var statuses = map[pledgebook.ErrorKind]int{
	pledgebook.Invalid:     http.StatusUnprocessableEntity,
	pledgebook.NotFound:    http.StatusNotFound,
	pledgebook.Conflict:    http.StatusConflict,
	pledgebook.TooLarge:    http.StatusRequestEntityTooLarge,
	pledgebook.Unsupported: http.StatusUnsupportedMediaType,
	pledgebook.Unreadable:  http.StatusServiceUnavailable,
	pledgebook.NoSpace:     http.StatusInsufficientStorage,
}

var titles = map[int]string{
	http.StatusUnprocessableEntity:   "That cannot be done as it stands",
	http.StatusForbidden:             "Not from there",
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

// fail answers with a page that says what was wrong. Our own faults are told to
// the log; the page says no more than that.
func (d *Desk) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, ok := statuses[pledgebook.KindOf(err)]
	message := err.Error()
	switch {
	case errors.As(err, new(refusal)):
		status = http.StatusForbidden
	case errors.As(err, new(*http.MaxBytesError)):
		status, message = http.StatusRequestEntityTooLarge, "The form is larger than anything a decision needs. Nothing was done."
	case !ok:
		status, message = http.StatusInternalServerError, "This is our fault, and it stands in the log. Nothing was lost."
		d.options.Log.Error("a page failed", "path", r.URL.Path, "cause", err)
	}
	title := titles[status]
	if title == "" {
		title = "Something went wrong"
	}
	_ = d.render(w, r, status, Head{Title: title, Description: message}, failure(title, message))
}
