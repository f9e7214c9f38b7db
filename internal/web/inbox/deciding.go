package inbox

import (
	"errors"
	"net/http"
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
	plainReason = "The sentence says it."
)

// offered are the decisions a form may ask for.
var offered = map[pledgebook.DecisionVerb]bool{pledgebook.Accept: true, pledgebook.Reject: true, pledgebook.Edit: true, pledgebook.Merge: true}

func decide(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	asked, err := asked(d, r)
	if err != nil {
		return err
	}
	outcome, err := d.Decide(r.Context(), func(v *web.View) (pledgebook.Decision, error) {
		return asked, unchanged(v, asked.On[0], r.PostForm.Get("seen"))
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, back(r, outcome.ID), http.StatusSeeOther)
	return nil
}

// asked reads a decision from a form and checks it.
func asked(d *web.Desk, r *http.Request) (pledgebook.Decision, error) {
	if !d.Reviews(r.Context()) {
		return pledgebook.Decision{}, closed()
	}
	if err := r.ParseForm(); err != nil {
		return pledgebook.Decision{}, badForm(err)
	}
	f := r.PostForm
	ask := pledgebook.Decision{Verb: pledgebook.DecisionVerb(f.Get("verb")), On: []string{f.Get("entry")}, Who: reviewer(d, r), At: d.Now(), Why: strings.TrimSpace(f.Get("why"))}
	if stage := f.Get("stage"); stage != "" && ask.Verb == pledgebook.Edit {
		ask.Set = map[string]string{"stage": stage}
	}
	if other := f.Get("other"); other != "" && ask.Verb == pledgebook.Merge {
		ask.On = append(ask.On, other)
	}
	switch {
	case !offered[ask.Verb]:
		return ask, pledgebook.Errorf(pledgebook.Invalid, "The form asks for %.40q, which the inbox does not do.", ask.Verb)
	case ask.Who == "":
		return ask, pledgebook.Errorf(pledgebook.Invalid, "Say who reviews first: the inbox asks for a name at its top. Nothing was decided.")
	case utf8.RuneCountInString(ask.Why) > longestReason:
		return ask, pledgebook.Errorf(pledgebook.Invalid, "A reason has at most %d characters. Nothing was decided.", longestReason)
	}
	return ask, reviewing.Check(ask)
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
