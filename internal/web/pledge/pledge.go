// Package pledge is the page of one entry: what was promised, how it stands,
// who tells it how, and the sentences behind every figure.
package pledge

import (
	_ "embed"
	"maps"
	"net/http"
	"strings"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

//go:embed pledge.css
var style string

// Page is the page of an entry.
var Page = web.Page{Steady: true, Routes: routes(), Style: style}

func routes() map[string]web.Handler {
	all := web.FileRoutes("/pledge/{id}/chart/progress", chart)
	maps.Copy(all, web.FileRoutes("/pledge/{id}/chart/deadline", line))
	all["GET /pledge/{id}"], all["GET /pledge/{id}/card.png"] = show, card
	return all
}

// asked is the entry that an address names, as the viewer sees it.
func asked(d *web.Desk, r *http.Request) (*web.View, pledgebook.Entry, error) {
	v, err := d.View(r.Context())
	if err != nil {
		return nil, pledgebook.Entry{}, err
	}
	e, ok := v.Entry(r.PathValue("id"))
	if !ok {
		return nil, pledgebook.Entry{}, missing(v, r.PathValue("id"))
	}
	return v, e, nil
}

// chart answers with how much of a promise has come true as a file.
func chart(d *web.Desk, w http.ResponseWriter, r *http.Request, extension string) error {
	_, e, err := asked(d, r)
	if err != nil {
		return err
	}
	bar := reporting.BarOf(e)
	if bar == nil {
		return pledgebook.Errorf(pledgebook.NotFound, "There is no chart %.60q here.", "progress")
	}
	return web.ProgressPicture(r.Context(), e, bar).Serve(w, extension)
}

// line answers with the way to a promise's deadline as a file.
func line(d *web.Desk, w http.ResponseWriter, r *http.Request, extension string) error {
	v, e, err := asked(d, r)
	if err != nil {
		return err
	}
	c := v.Calendar(e)
	if c == nil {
		return pledgebook.Errorf(pledgebook.NotFound, "There is no chart %.60q here.", "deadline")
	}
	return web.DeadlinePicture(r.Context(), e, *c).Serve(w, extension)
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	e, ok := v.Entry(id)
	if !ok {
		return missing(v, id)
	}
	if e.ID != id { // an earlier telling joined, and the entry bears its id now
		http.Redirect(w, r, web.EntryPath(e.ID), http.StatusFound)
		return nil
	}
	sources, err := d.Sources(r.Context(), v, e.Claims)
	if err != nil {
		return err
	}
	p := v.Pledge(e, sources)
	head := web.Head{Title: web.Title(r.Context(), e), Description: standing(r.Context(), p), Article: true, Address: web.EntryPath(e.ID), Card: web.EntryPath(e.ID) + "/card.png", Badge: web.AccessBadge(d, v, e.ID, v.AccessNames([]string{e.ID})...)}
	base := d.Address(r)
	return d.Render(w, r, head, page(p, v.Today, v.ForReaders(), web.CiteAndEmbed(web.Cite(r.Context(), v, e, base), base, e)))
}

// card is the picture beside a shared link.
func card(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	e, ok := v.Entry(r.PathValue("id"))
	if !ok {
		return missing(v, r.PathValue("id"))
	}
	return d.ServeCard(r.Context(), w, web.Card{Kicker: strings.ToUpper(web.Join(" · ", web.Done(r.Context(), e.Stage, e.Polarity), web.Term(r.Context(), e.Status))), Title: web.Amount(r.Context(), e),
		Line: web.In(r.Context()).Parties(e.Providers) + " → " + web.In(r.Context()).Parties(e.Receivers), Bar: reporting.BarOf(e), Note: web.Join(" · ", web.When(r.Context(), e), web.Number(r.Context(), e.Origins, "independent source"))})
}

// missing says why there is no page: a rejected entry is told from an unknown
// one on the desk, not to readers.
func missing(v *web.View, id string) error {
	for _, e := range v.Rejected {
		if e.ID == id {
			return pledgebook.Errorf(pledgebook.NotFound, "A reviewer rejected this entry: %s. The inbox lists the decision and can take it back.", lastReason(*e))
		}
	}
	return pledgebook.Errorf(pledgebook.NotFound, "The book holds no entry %.40q.", id)
}

func lastReason(e pledgebook.Entry) string {
	if len(e.History) == 0 {
		return "its report was taken back"
	}
	return e.History[len(e.History)-1].Why
}

// fields are the columns in which tellings are compared, with the fields of
// an entry that each holds.
var fields = []struct {
	title web.Text
	of    []string
}{
	{"Stage", []string{"stage"}},
	{"Sum", []string{"sum", "currency", "items"}},
	{"From@giver", []string{"providers"}},
	{"To@receiver", []string{"receivers", "channels"}},
	{"When", []string{"time", "date"}},
}

// departure is how a telling departs from the entry in a column: "slip" where
// that is likely a mistake, "differs" where reports disagree, "" where it does
// not, or only hedges the same value differently.
func departure(t reporting.Telling, of []string) (class, why string) {
	for _, f := range of {
		d, ok := t.Departs[f]
		switch {
		case !ok || d.Value == "":
		case d.Slip != "":
			return "slip", d.Slip
		case d.Earnest:
			class = "differs"
		}
	}
	return class, why
}
