package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
)

// Overview is what the pages of trackers and parties share: the totals of a
// scope by stage and year, who stands behind them, and what presses.
type Overview struct {
	Home   reporting.Home
	Stages Figure
	// Years are the totals of each year at one stage, and Ranking compares those
	// on the other side at it; Told are the stages that entries tell, the one
	// told most first.
	Years   Figure
	Ranking Figure
	Stage   pledgebook.Stage
	Told    []pledgebook.Stage
	Role    reporting.Role
	// Path is the page's own address, List that of its entries.
	Path, List string
}

// Subject says what an overview is about.
type Subject struct {
	// Path is the page's address, Key the same for the same entries, List the
	// address of the list of them.
	Path, Key, List string
	Ledger          *reporting.Ledger
	Scope           pledgebook.Scope
	// Role is of those that are ranked.
	Role reporting.Role
	// Stage is that of the ranking; "" for the earliest with a certain sum.
	Stage pledgebook.Stage
}

const (
	// frontLines is how many entries each list of an overview shows.
	frontLines = 6
	// mostRanked is how many parties a ranking compares.
	mostRanked = 12
	// mostYears is how many years are drawn.
	mostYears = 8
)

// Overview is what a page about a scope shows.
func (d *Desk) Overview(ctx context.Context, v *View, s Subject) Overview {
	return d.overview(ctx, v, s, d.options.Patience, "")
}

// fileWaits is how long a file waits for its figure.
const fileWaits = 10 * time.Second

// overview is what a page shows, or what its figure of a name needs.
func (d *Desk) overview(ctx context.Context, v *View, s Subject, wait time.Duration, only string) Overview {
	until := time.Now().Add(wait)
	o := Overview{Path: s.Path, List: s.List, Role: s.Role, Told: Kept(v, "told "+s.Key, s.Ledger.StagesTold)}
	o.Home = Kept(v, "home "+s.Key, func() reporting.Home { return s.Ledger.Home(frontLines) })
	o.Stages = d.stages(ctx, v, s, until)
	o.Stage = stageOf(s.Stage, o.Told)
	scope := s.Scope
	scope.Stage, scope.Currency = o.Stage, o.Stages.Chart.Currency
	if o.Stages.Ready == NotYet {
		// The currency of all figures is that of the first: they wait for it.
		o.Ranking.Ready, o.Years.Ready = NotYet, NotYet
		o.Ranking.Title = Say(ctx, rankTitles[s.Role])
		return o
	}
	o.Years = Figure{Title: Done(ctx, o.Stage, ""), Of: Say(ctx, "Year"), Path: s.Path + "/chart/years-" + string(o.Stage)}
	if only != "" && s.Path+"/chart/"+only != o.Years.Path {
		o.Years.Ready = NotYet
	} else if y := Kept(v, "span "+s.Key, func() span { return yearsOf(s.Ledger) }); y.ok && y.from < y.to {
		o.Years.Chart, o.Years.Ready = d.ChartSoon(ctx, v, "years "+string(o.Stage)+" "+s.Key, until, func() reporting.Chart { return reporting.ByYear(v.Sums, scope, y.from, y.to) })
	}
	o.Ranking = Figure{Title: Say(ctx, rankTitles[s.Role]), Of: Say(ctx, roleNames[s.Role]), Path: s.Path + "/chart/" + string(s.Role) + "s-" + string(o.Stage),
		Link: func(t reporting.Total) string { return PartyPath(s.Role, t.Party) }}
	if only != "" && s.Path+"/chart/"+only != o.Ranking.Path {
		o.Ranking.Ready = NotYet
		return o
	}
	o.Ranking.Chart, o.Ranking.Ready = d.ChartSoon(ctx, v, "ranking "+string(o.Stage)+" "+s.Key, until, func() reporting.Chart {
		return reporting.ByParty(v.Sums, scope, s.Role, s.Ledger.Leading(s.Role, v.Group, mostRanked))
	})
	return o
}

// span is the years that entries tell of; ok is false where none has a time.
type span struct {
	from, to int
	ok       bool
}

func yearsOf(l *reporting.Ledger) (y span) {
	y.from, y.to, y.ok = l.Years(mostYears)
	return y
}

// stages is the figure of a scope's totals by stage.
func (d *Desk) stages(ctx context.Context, v *View, s Subject, until time.Time) Figure {
	f := Figure{Title: Say(ctx, "How much, by stage"), Of: Say(ctx, "Stage"), Path: s.Path + "/chart/stages",
		Link: func(t reporting.Total) string { return addParameter(s.List, "stage", string(t.Stage)) }}
	f.Chart, f.Ready = d.ChartSoon(ctx, v, "stages "+s.Key, until, func() reporting.Chart { return reporting.ByStage(v.Sums, s.Scope) })
	return f
}

// Needs sets the needs of a scope beside what answers them.
func (d *Desk) Needs(v *View, key string, f pipeline.Filter) reporting.Board {
	f.Providers = nil // whoever gives may answer a need
	return Kept(v, "needs "+key, func() reporting.Board { return v.Board(v.Coverage(f)) })
}

// StagesInWords says the totals of a scope in a sentence: a page's description.
func StagesInWords(ctx context.Context, c reporting.Chart) string {
	if words := chartWords(ctx, c); words != "" {
		return words + "."
	}
	return ""
}

// stageOf is the stage of the figures by year and party: the one asked for,
// else the one that most entries tell.
func stageOf(asked pledgebook.Stage, told []pledgebook.Stage) pledgebook.Stage {
	if slices.Contains(told, asked) || len(told) == 0 {
		return asked
	}
	return told[0]
}

// Figure finds one of the overview's figures by the name of its file.
func (o Overview) Figure(name string) (Figure, bool) {
	for _, f := range []Figure{o.Stages, o.Ranking, o.Years} {
		if f.Path == o.Path+"/chart/"+name {
			return f, true
		}
	}
	return Figure{}, false
}

// ServeFigure answers with one of a subject's figures as a file.
func (d *Desk) ServeFigure(w http.ResponseWriter, r *http.Request, v *View, s Subject) error {
	name, extension, _ := strings.Cut(r.PathValue("file"), ".")
	o := d.overview(r.Context(), v, s, fileWaits, name)
	f, ok := o.Figure(name)
	switch {
	case o.Stages.Ready == NotYet || ok && f.Ready == NotYet:
		return ErrFigure
	case !ok:
		return pledgebook.Errorf(pledgebook.NotFound, "There is no chart %.60q here.", name)
	}
	return f.ServeFile(r.Context(), w, extension)
}

// RankedStage is the stage that a request ranks by: its parameter, or the one
// in the name of a ranking's file.
func RankedStage(r *http.Request) pledgebook.Stage {
	if stage := r.URL.Query().Get("stage"); stage != "" {
		return pledgebook.Stage(stage)
	}
	name, _, _ := strings.Cut(r.PathValue("file"), ".")
	_, stage, _ := strings.Cut(name, "s-")
	return pledgebook.Stage(stage)
}

var (
	rankTitles = map[reporting.Role]Text{reporting.Donor: "Who gives most", reporting.Receiver: "Who receives most"}
	roleNames  = map[reporting.Role]Text{reporting.Donor: "Donor", reporting.Receiver: "Receiver"}
)

func addParameter(address, name, value string) string {
	mark := "?"
	if strings.Contains(address, "?") {
		mark = "&"
	}
	return address + mark + name + "=" + value
}

// Waits reports whether a figure is not there yet.
func (o Overview) Waits() bool {
	return o.Stages.Ready == NotYet || o.Years.Ready == NotYet || o.Ranking.Ready == NotYet
}
