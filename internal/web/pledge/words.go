package pledge

import (
	"context"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/naming"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// standing says in a sentence how an entry stands: the page's description.
func standing(ctx context.Context, p reporting.Pledge) string {
	e, f := p.Entry, p.Entry.Fulfilment
	var parts []string
	if e.Deadline.Known() {
		parts = append(parts, "Due by "+web.In(ctx).Date(e.Deadline)+".")
	}
	if f != nil && f.Reported != nil {
		words := web.In(ctx).Percent(f.Reported.Share) + " reported as " + web.Done(ctx, f.Reported.Stage, "")
		if f.Reported.AsOf.Known() {
			words += " by " + web.In(ctx).Date(f.Reported.AsOf)
		}
		if f.Elapsed.Known {
			words += ", when " + web.In(ctx).Percent(f.Elapsed) + " of the time had passed"
		}
		parts = append(parts, words+".")
	}
	parts = append(parts, "Told by "+web.Number(ctx, len(p.Tellings), "report")+", "+web.Number(ctx, e.Origins, "independent source")+".")
	return strings.ReplaceAll(strings.Join(parts, " "), " %", "\u00a0%")
}

// value writes a variant's value as people say it.
func value(ctx context.Context, field, v string) string {
	switch {
	case v == "":
		return "not said"
	case field == "providers" || field == "receivers" || field == "channels":
		names := strings.Fields(v)
		for i, id := range names {
			names[i] = naming.Party(pledgebook.PartyID(id))
		}
		return strings.Join(names, ", ")
	case field == "sum":
		return sum(ctx, v)
	case field == "time" || field == "date":
		return times(ctx, v)
	case field == "currency" && v == "none":
		return "no currency said"
	case field == "currency" || field == "items":
		return v
	}
	return web.Term(ctx, v)
}

// times writes "2024-01-01..2024-12-31, by 2025-06-30" as "2024, by 30 Jun
// 2025"; words that are no dates stay as the report has them.
func times(ctx context.Context, v string) string {
	parts := strings.Split(v, ", ")
	for i, part := range parts {
		by := strings.HasPrefix(part, "by ")
		from, last, isPeriod := strings.Cut(strings.TrimPrefix(part, "by "), "..")
		var start, end pledgebook.Day
		if start.UnmarshalText([]byte(from)) != nil || end.UnmarshalText([]byte(last)) != nil {
			continue
		}
		words := web.In(ctx).Date(start)
		if isPeriod {
			words = web.In(ctx).Period(pledgebook.Interval{Start: start, End: after(end)})
		}
		if by {
			words = "by " + words
		}
		parts[i] = words
	}
	return strings.Join(parts, ", ")
}

// after is the day behind a last day; unknown for an unknown one.
func after(last pledgebook.Day) pledgebook.Day {
	if !last.Known() {
		return 0
	}
	return last + 1
}

// sum writes "at-least 1000000000-1500000000" as "at least 1 to 1.5 billion".
func sum(ctx context.Context, v string) string {
	qualifier, figures, _ := strings.Cut(v, " ")
	lo, hi, isRange := strings.Cut(figures, "-")
	if !isRange {
		hi = lo
	}
	l, errLo := decimal.Parse(lo)
	h, errHi := decimal.Parse(hi)
	if errLo != nil || errHi != nil {
		return v
	}
	m := pledgebook.Money{Lo: l, Hi: h, Currency: "¤", Qualifier: pledgebook.Qualifier(qualifier)}
	return strings.ReplaceAll(web.In(ctx).Money(m), "¤ ", "")
}

// acts says what a reviewer did.
var acts = map[pledgebook.DecisionVerb]string{
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

// markWords says what a day on the calendar is.
func markWords(ctx context.Context, m reporting.DayMark) string {
	switch m.Kind {
	case reporting.Deadline:
		return "deadline " + web.In(ctx).Date(m.Day)
	case reporting.FirstDeadline:
		return "first deadline " + web.In(ctx).Date(m.Day)
	case reporting.Today:
		return "today, " + web.In(ctx).Date(m.Day)
	}
	return web.Number(ctx, m.Told, "report") + " on " + web.In(ctx).Date(m.Day)
}

// calendarWords says the calendar in words.
func calendarWords(ctx context.Context, c reporting.Calendar) string {
	days := make([]string, len(c.Marks))
	for i, m := range c.Marks {
		days[i] = markWords(ctx, m)
	}
	return strings.Join(days, "; ")
}

// reportedNote says what the reported progress is.
func reportedNote(ctx context.Context, p pledgebook.Progress) string {
	words := web.Done(ctx, p.Stage, "")
	if p.AsOf.Known() {
		words += ", as of " + web.In(ctx).Date(p.AsOf)
	}
	return words
}

func reviewWord(e pledgebook.Entry) string {
	if e.Reviewed {
		return "reviewed; look again"
	}
	return "review it now"
}

func channels(ctx context.Context, c pledgebook.Claim) string {
	if len(c.Channels) == 0 {
		return ""
	}
	return web.In(ctx).Parties(c.Channels)
}
