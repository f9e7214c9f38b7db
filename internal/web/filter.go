package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/wording"
)

// Question is a filter as an address asks it, with what was asked for in the
// spelling of the address.
type Question struct {
	Filter pipeline.Filter
	// Asked are the parameters that said something, for links and forms.
	Asked url.Values
}

// longestAsked is the most bytes of one parameter that are looked at.
const longestAsked = 200

// filterFields are the parameters of a filter, spelled as the command line has them.
var filterFields = []string{"provider", "receiver", "kind", "stage", "status", "from", "to", "reviewed"}

// Kinds are the kinds of aid that a form offers.
var Kinds = []pledgebook.AidKind{pledgebook.Military, pledgebook.Humanitarian, pledgebook.Financial, pledgebook.Development}

// Statuses are the statuses that a form offers.
var Statuses = []pledgebook.Status{pledgebook.Overdue, pledgebook.Open, pledgebook.OnTrack, pledgebook.PartlyFulfilled, pledgebook.Fulfilled, pledgebook.Withdrawn, pledgebook.Unverifiable}

// QuestionOf reads the filter of a request. [pledgebook.Invalid]: a word that
// it does not know, with what to write instead.
func QuestionOf(r *http.Request) (Question, error) {
	q := Question{Asked: url.Values{}}
	given := r.URL.Query()
	for _, name := range filterFields {
		for _, value := range given[name] {
			if value = strings.TrimSpace(value); value != "" && len(value) <= longestAsked {
				q.Asked.Add(name, value)
			}
		}
	}
	f := &q.Filter
	var err error
	if f.Providers, err = partiesAsked(r.Context(), q.Asked["provider"]); err != nil {
		return q, err
	}
	if f.Receivers, err = partiesAsked(r.Context(), q.Asked["receiver"]); err != nil {
		return q, err
	}
	if f.Kinds, err = oneOf("kind", q.Asked["kind"], append(Kinds, pledgebook.KindUnspecified)); err != nil {
		return q, err
	}
	if f.Stages, err = oneOf("stage", q.Asked["stage"], pledgebook.Stages); err != nil {
		return q, err
	}
	if f.Statuses, err = oneOf("status", q.Asked["status"], Statuses); err != nil {
		return q, err
	}
	f.Reviewed = q.Asked.Get("reviewed") != ""
	f.Period, err = periodAsked(q.Asked.Get("from"), q.Asked.Get("to"))
	return q, err
}

func partiesAsked(ctx context.Context, words []string) (ids []pledgebook.PartyID, err error) {
	for _, list := range words {
		for _, w := range strings.Split(list, ",") {
			if w = strings.TrimSpace(w); w == "" {
				continue
			}
			id, ok := wording.Lookup(w)
			if !ok {
				id, ok = calledSo(ctx, w)
			}
			if !ok {
				return nil, pledgebook.Errorf(pledgebook.Invalid, "No party is called %.60q. Use a code (NOR), an acronym (nato) or a name (Norway).", w)
			}
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// partiesTyped are the parties that an address asks for as a form has them: those in
// sight by name where that asks for the same again, any other as it was typed.
func partiesTyped(ctx context.Context, words []string) string {
	var typed []string
	for _, list := range words {
		for _, w := range strings.Split(list, ",") {
			w = strings.TrimSpace(w)
			if ids, err := partiesAsked(ctx, []string{w}); err == nil && len(ids) == 1 && inSight(ctx, ids[0]) {
				name := Party(ctx, ids[0])
				if again, err := partiesAsked(ctx, []string{name}); err == nil && slices.Equal(again, ids) {
					w = name
				}
			}
			typed = append(typed, w)
		}
	}
	return strings.Join(typed, ", ")
}

func oneOf[T ~string](field string, words []string, known []T) (out []T, err error) {
	for _, w := range words {
		if !slices.Contains(known, T(w)) {
			return nil, pledgebook.Errorf(pledgebook.Invalid, "There is no %s %.40q.", field, w)
		}
		out = append(out, T(w))
	}
	return out, nil
}

// periodAsked is the time between two days, both included.
func periodAsked(from, to string) (iv pledgebook.Interval, err error) {
	if err = iv.Start.UnmarshalText([]byte(from)); err != nil {
		return iv, err
	}
	if err = iv.End.UnmarshalText([]byte(to)); err != nil {
		return iv, err
	}
	if iv.End.Known() {
		iv.End++
	}
	if iv.Start.Known() && iv.End.Known() && iv.End <= iv.Start {
		return iv, pledgebook.Errorf(pledgebook.Invalid, "The time ends before it begins: from %s to %s.", from, to)
	}
	return iv, nil
}

// Key is the same for every address that asks the same.
func (q Question) Key() string { return q.Asked.Encode() }

// Scope is the question as one about a total.
func (q Question) Scope() pledgebook.Scope {
	f := q.Filter
	return pledgebook.Scope{Providers: f.Providers, Receivers: f.Receivers, Kinds: f.Kinds, Period: f.Period, ReviewedOnly: f.Reviewed}
}

// Address is the path with the question, "" parameters left out.
func (q Question) Address(path string) string {
	if len(q.Asked) == 0 {
		return path
	}
	return path + "?" + q.Asked.Encode()
}

// With is the address with one parameter set to another value, or without it.
func (q Question) With(path, name, value string) string {
	asked := url.Values{}
	for k, v := range q.Asked {
		asked[k] = v
	}
	asked.Del(name)
	if value != "" {
		asked.Set(name, value)
	}
	return Question{Asked: asked}.Address(path)
}

// QuestionFor is the address's spelling of a filter.
func QuestionFor(f pipeline.Filter) Question {
	asked := url.Values{}
	add := func(name string, values []string) {
		if len(values) > 0 {
			asked.Set(name, strings.Join(values, ","))
		}
	}
	add("provider", spelled(f.Providers))
	add("receiver", spelled(f.Receivers))
	for _, k := range f.Kinds {
		asked.Add("kind", string(k))
	}
	for name, day := range map[string]pledgebook.Day{"from": f.Period.Start, "to": f.Period.Last()} {
		if day.Known() {
			asked.Set(name, day.String())
		}
	}
	return Question{Filter: f, Asked: asked}
}

// TrackerFilter chooses the entries of a tracker.
func TrackerFilter(t pledgebook.Tracker) pipeline.Filter {
	f := pipeline.Filter{Providers: t.Providers, Receivers: t.Receivers, Kinds: t.Kinds, Period: pledgebook.Interval{Start: t.From}}
	if t.To.Known() {
		f.Period.End = t.To + 1
	}
	return f
}

// NeedsAsked asks about the needs of a tracker: whoever gives may answer them.
func NeedsAsked(t pledgebook.Tracker) Question {
	f := TrackerFilter(t)
	f.Providers = nil
	return QuestionFor(f)
}

func spelled[T ~string](terms []T) []string {
	out := make([]string, len(terms))
	for i, t := range terms {
		out[i] = string(t)
	}
	return out
}
