package inbox

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/web"
)

const (
	longestReason = 500
	// plainReason is what stands in the field of an acceptance until somebody
	// writes something better.
	plainReason web.Text = "The sentence says it."
)

// offered are the decisions a form may ask for.
var offered = map[pledgebook.DecisionVerb]bool{pledgebook.Accept: true, pledgebook.Reject: true, pledgebook.Edit: true, pledgebook.Merge: true,
	pledgebook.Split: true, pledgebook.ConfirmStage: true, pledgebook.Consult: true}

func decide(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	ask, err := asked(d, r)
	if err != nil {
		return err
	}
	entry := r.PostForm.Get("entry")
	outcome, err := d.Decide(r.Context(), func(v *web.View) (pledgebook.Decision, error) {
		if err := unchanged(v, entry, r.PostForm.Get("seen")); err != nil {
			return ask, err
		}
		return filled(r.Context(), v, ask, r.PostForm)
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, back(r, outcome.ID), http.StatusSeeOther)
	return nil
}

// asked reads a decision from a form and checks who asks, for what and why.
func asked(d *web.Desk, r *http.Request) (pledgebook.Decision, error) {
	if !d.Reviews(r.Context()) {
		return pledgebook.Decision{}, closed()
	}
	if err := r.ParseForm(); err != nil {
		return pledgebook.Decision{}, badForm(err)
	}
	f := r.PostForm
	ask := pledgebook.Decision{Verb: pledgebook.DecisionVerb(f.Get("verb")), Who: reviewer(d, r), At: d.Now(), Why: strings.TrimSpace(f.Get("why"))}
	switch {
	case !offered[ask.Verb]:
		return ask, pledgebook.Errorf(pledgebook.Invalid, "The form asks for %.40q, which the inbox does not do.", ask.Verb)
	case ask.Who == "":
		return ask, pledgebook.Errorf(pledgebook.Invalid, "Say who reviews first: the inbox asks for a name at its top. Nothing was decided.")
	case utf8.RuneCountInString(ask.Why) > longestReason:
		return ask, pledgebook.Errorf(pledgebook.Invalid, "A reason has at most %d characters. Nothing was decided.", longestReason)
	}
	return ask, nil
}

// filled says what the decision is about and what it sets.
func filled(ctx context.Context, v *web.View, ask pledgebook.Decision, f url.Values) (pledgebook.Decision, error) {
	e, _ := v.Entry(f.Get("entry")) // it is there: unchanged found it
	ask.On = []string{e.ID}
	var err error
	switch ask.Verb {
	case pledgebook.Edit:
		if ask.Set, err = changed(ctx, e, f); err == nil && len(ask.Set) == 0 {
			err = pledgebook.Errorf(pledgebook.Invalid, "Nothing in the form differs from the entry, so there is nothing to change.")
		}
	case pledgebook.ConfirmStage:
		ask.Set = map[string]string{"stage": f.Get("stage")}
	case pledgebook.Merge:
		ask.On, err = toMerge(v, e, f.Get("other"))
	case pledgebook.Split:
		ask.On, err = toSplit(e, f["claim"])
	}
	if err != nil {
		return ask, err
	}
	return ask, reviewing.Check(ask)
}

// toMerge are an entry and the one that a form joins with it, named by its id
// or by the address of its page.
func toMerge(v *web.View, e pledgebook.Entry, other string) ([]string, error) {
	other = strings.TrimSpace(other)
	if i := strings.LastIndex(other, "/"); i >= 0 {
		other = other[i+1:]
	}
	o, ok := v.Entry(other)
	switch {
	case !ok:
		return nil, pledgebook.Errorf(pledgebook.Invalid, "The book holds no entry %.40q to merge with. Nothing was decided.", other)
	case o.ID == e.ID:
		return nil, pledgebook.Errorf(pledgebook.Invalid, "These are one entry already. Nothing was decided.")
	}
	return []string{e.ID, o.ID}, nil
}

// acceptMany accepts the entries that a reviewer chose, as one decision. Those
// that somebody decided on meanwhile are left out, and said so.
func acceptMany(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return badForm(err)
	}
	r.PostForm.Set("verb", string(pledgebook.Accept))
	ask, err := asked(d, r)
	if err != nil {
		return err
	}
	left := 0
	outcome, err := d.Decide(r.Context(), func(v *web.View) (pledgebook.Decision, error) {
		for _, chosen := range r.PostForm["chosen"] {
			id, seen, _ := strings.Cut(chosen, " ")
			if unchanged(v, id, seen) != nil {
				left++
				continue
			}
			ask.On = append(ask.On, id)
		}
		if len(ask.On) == 0 {
			return ask, pledgebook.Errorf(pledgebook.Conflict, "Nothing was accepted: no entry was chosen, or others decided on all of them since you opened the page.")
		}
		return ask, reviewing.Check(ask)
	})
	if err != nil {
		return err
	}
	at := back(r, outcome.ID)
	if left > 0 {
		at += "&left=" + strconv.Itoa(left)
	}
	http.Redirect(w, r, at, http.StatusSeeOther)
	return nil
}

// unchanged refuses a decision on an entry that somebody else decided on since
// the form was shown.
func unchanged(v *web.View, id, seen string) error {
	e, ok := v.Entry(id)
	if !ok {
		return pledgebook.Errorf(pledgebook.Conflict, "The entry is no longer in the inbox: it was rejected or joined with another since you opened it. Nothing was decided.")
	}
	if last := reporting.LastDecision(e); last != seen {
		by := e.History[len(e.History)-1]
		return pledgebook.Errorf(pledgebook.Conflict, "%s decided on this entry since you opened it (%s: %s). Nothing was decided; look at it again.", by.Who, by.Verb, by.Why)
	}
	return nil
}

func undo(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if !d.Reviews(r.Context()) {
		return closed()
	}
	if err := r.ParseForm(); err != nil {
		return badForm(err)
	}
	ask := pledgebook.Decision{Verb: pledgebook.Undo, Undoes: r.PostForm.Get("decision"), Who: reviewer(d, r), At: d.Now(), Why: "Taken back in the inbox."}
	if ask.Who == "" {
		return pledgebook.Errorf(pledgebook.Invalid, "Say who reviews first: the inbox asks for a name at its top. Nothing was taken back.")
	}
	if err := reviewing.Check(ask); err != nil {
		return err
	}
	outcome, err := d.Decide(r.Context(), func(v *web.View) (pledgebook.Decision, error) { return ask, stands(v, ask.Undoes) })
	if err != nil {
		return err
	}
	http.Redirect(w, r, back(r, outcome.ID), http.StatusSeeOther)
	return nil
}

// stands refuses to take back what was taken back already.
func stands(v *web.View, id string) error {
	for _, d := range pledgebook.Standing(v.Decisions) {
		if d.ID == id {
			return nil
		}
	}
	return pledgebook.Errorf(pledgebook.Conflict, "That decision does not stand any more: somebody took it back already. Nothing was changed.")
}

// badForm is what a form that cannot be read is answered with.
func badForm(err error) error {
	if errors.As(err, new(*http.MaxBytesError)) {
		return err
	}
	return pledgebook.WrapError(pledgebook.Invalid, err, "The form cannot be read")
}

// plain reports whether a name can be shown: printable, not empty, not long.
func plain(who string) bool {
	n := utf8.RuneCountInString(who)
	return utf8.ValidString(who) && n > 0 && n <= longestName && !strings.ContainsFunc(who, func(r rune) bool { return !unicode.IsPrint(r) })
}
