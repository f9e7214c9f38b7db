package pledge

import (
	"context"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
	"pledgebook/internal/wording"
)

// standing says in a sentence how an entry stands: the page's description.
func standing(ctx context.Context, p reporting.Pledge) string {
	e, f := p.Entry, p.Entry.Fulfilment
	var parts []string
	if e.Deadline.Known() {
		parts = append(parts, web.Say(ctx, "Due by %s.", web.In(ctx).Date(e.Deadline)))
	}
	if f != nil && f.Reported != nil {
		words := web.Say(ctx, "%[1]s reported as %[2]s", web.In(ctx).Percent(f.Reported.Share), web.Done(ctx, f.Reported.Stage, ""))
		if f.Reported.AsOf.Known() {
			words = web.Say(ctx, "%[1]s by %[2]s@progress", words, web.In(ctx).Date(f.Reported.AsOf))
		}
		if f.Elapsed.Known {
			words = web.Say(ctx, "%[1]s, when %[2]s of the time had passed", words, web.In(ctx).Percent(f.Elapsed))
		}
		parts = append(parts, words+".")
	}
	parts = append(parts, web.Say(ctx, "Told by %[1]s, %[2]s.", web.Number(ctx, len(p.Tellings), "report"), web.Number(ctx, e.Origins, "independent source")))
	return strings.ReplaceAll(strings.Join(parts, " "), " %", "\u00a0%")
}

// acts says what a reviewer did.
var acts = map[pledgebook.DecisionVerb]web.Text{
	pledgebook.Accept: "accepted it", pledgebook.Reject: "rejected it", pledgebook.Edit: "changed it", pledgebook.Merge: "merged it",
	pledgebook.Split: "split it", pledgebook.ConfirmStage: "confirmed the stage", pledgebook.Undo: "took a decision back",
	pledgebook.Retract: "noted that the publisher took it back", pledgebook.Redact: "took its content down",
	pledgebook.SetAccess: "said who may see it", pledgebook.Consult: "asked a second reviewer",
}

// anchorOf says where text at a place on a line hangs, so that it stays inside.
func anchorOf(at decimal.Decimal) string {
	switch {
	case at.Cmp(decimal.MustNew(15, 0)) < 0:
		return "start"
	case at.Cmp(decimal.MustNew(85, 0)) > 0:
		return "end"
	}
	return "middle"
}

// dayIs says what a day on the calendar is, in a row that names it.
func dayIs(ctx context.Context, m reporting.DayMark) string {
	switch m.Kind {
	case reporting.Deadline:
		return web.Say(ctx, "deadline@day")
	case reporting.FirstDeadline:
		return web.Say(ctx, "first deadline ever stated@day")
	case reporting.Today:
		return web.Say(ctx, "today@day")
	}
	return web.Number(ctx, m.Told, "report")
}

// calendarWords says the calendar in words.
func calendarWords(ctx context.Context, c reporting.Calendar) string {
	days := make([]string, len(c.Marks))
	for i, m := range c.Marks {
		days[i] = web.DayWords(ctx, m)
	}
	return strings.Join(days, "; ")
}

// reportedNote says what the reported progress is.
func reportedNote(ctx context.Context, p pledgebook.Progress) string {
	words := web.Done(ctx, p.Stage, "")
	if p.AsOf.Known() {
		words += ", " + web.Say(ctx, "as of %s", web.In(ctx).Date(p.AsOf))
	}
	return words
}

func reviewWord(ctx context.Context, e pledgebook.Entry) string {
	if e.Reviewed {
		return web.Say(ctx, "reviewed; look again")
	}
	return web.Say(ctx, "review it now")
}

// through writes who receives, and through whom.
func through(ctx context.Context, c pledgebook.Claim) string {
	to := web.In(ctx).Parties(c.Receivers)
	by := wording.Through(c.Channels, c.Receivers)
	if len(by) == 0 {
		return to
	}
	return web.Say(ctx, "%s via %s", to, web.In(ctx).Parties(by))
}

// deed says what a reviewer did.
func deed(ctx context.Context, verb pledgebook.DecisionVerb) string {
	if words, ok := acts[verb]; ok {
		return web.Say(ctx, words)
	}
	return string(verb)
}
