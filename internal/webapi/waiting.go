package webapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook/internal/web"
)

// Waiting is how long whoever asks waits for what takes long to work out.
type Waiting struct {
	Wait int `query:"wait" minimum:"0" maximum:"50" default:"10" doc:"How many seconds to wait for what is not worked out yet; then the answer is 202."`
}

// askAgain is after how many seconds it is worth while to ask again.
const askAgain = 5

// waiter waits for what an answer is made of.
type waiter struct {
	view    *web.View
	until   time.Time
	missing bool // something is not there yet
}

func (w Waiting) begin(v *web.View) *waiter {
	return &waiter{view: v, until: time.Now().Add(time.Duration(w.Wait) * time.Second)}
}

// soon is what work makes of the view, worked out once for a question beside all
// requests; nothing where it is not there in time.
func soon[T any](ctx context.Context, w *waiter, what string, question any, work func() T) (value T) {
	key, err := json.Marshal(question)
	if err != nil {
		panic(err) // made of our own types
	}
	value, ok := web.Soon(ctx, deskOf(ctx), w.view, "whole "+what+" "+string(key), w.until, work)
	w.missing = w.missing || !ok
	return value
}

// answered is an answer, unless it lacks something that is still worked out.
func answered[T any](w *waiter, answer T) (*body[T], error) {
	if w.missing {
		return nil, later()
	}
	return &body[T]{answer}, nil
}

// later says that an answer is not there yet, and when to ask again.
func later() error {
	return whenToAsk(huma.NewError(http.StatusAccepted, "This is being worked out. Ask again."))
}

// whenToAsk adds to an answer after how many seconds to ask again.
func whenToAsk(err error) error {
	return huma.ErrorWithHeaders(err, http.Header{"Retry-After": {strconv.Itoa(askAgain)}})
}

// slow describes an operation on totals whose answer may take long to work out.
func slow(id, path, summary string) huma.Operation { return slowly(list("totals", id, path, summary)) }

// slowly describes what an operation answers while its answer is worked out.
func slowly(op huma.Operation) huma.Operation {
	op.Description = "What takes long is worked out once for a state of the book, one question after another. Where it is not there within `wait` seconds the answer is 202 with Retry-After; the work goes on meanwhile, so ask the same again."
	op.Responses = map[string]*huma.Response{strconv.Itoa(http.StatusAccepted): {
		Description: "Being worked out; ask again.",
		Headers:     map[string]*huma.Param{"Retry-After": {Schema: &huma.Schema{Type: huma.TypeInteger, Description: "in so many seconds"}}},
		Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/ErrorModel"}}},
	}}
	return op
}
