package webapi

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/web"
)

// fault turns an error into a problem as RFC 9457 has it. Our own faults are
// told to the log; the answer says no more than that.
func fault(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	var made huma.StatusError
	if errors.As(err, &made) {
		return err // with its headers
	}
	if web.AtWork(err) {
		return whenToAsk(huma.NewError(web.StatusOf(err), "The book is being worked out, as after every start. Ask again."))
	}
	status := web.StatusOf(err)
	if status == http.StatusInternalServerError {
		deskOf(ctx).Log().Error("the API failed", "cause", err)
		return huma.NewError(status, "This is our fault, and it stands in the log. Nothing was lost.")
	}
	return huma.NewError(status, err.Error())
}

func invalid(format string, args ...any) error {
	return pledgebook.Errorf(pledgebook.Invalid, format, args...)
}

func notFound(what, id string) error {
	return pledgebook.Errorf(pledgebook.NotFound, "The book holds no %s %.60q.", what, id)
}

// writeProblem answers with a problem outside of any operation.
func writeProblem(w http.ResponseWriter, err error) {
	var p *huma.ErrorModel
	if !errors.As(err, &p) {
		p = &huma.ErrorModel{Status: http.StatusInternalServerError, Title: http.StatusText(http.StatusInternalServerError)}
	}
	var more huma.HeadersError
	if errors.As(err, &more) {
		maps.Copy(w.Header(), more.GetHeaders())
	}
	w.Header().Del("ETag")
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // whoever asked may have gone
}

// refuse answers what no operation does: 405 where another method would do.
func (a *api) refuse(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := a.mux.Handler(other); pattern != "" {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		writeProblem(w, huma.NewError(http.StatusMethodNotAllowed, "This address takes "+strings.Join(allowed, " and ")+" alone."))
		return
	}
	writeProblem(w, huma.NewError(http.StatusNotFound, "The API has nothing at this address; /api/docs lists what it has."))
}
