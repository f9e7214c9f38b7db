package web

import (
	"context"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// NewsWords says of a piece of news what the entry itself does not show.
func NewsWords(ctx context.Context, n reporting.News) string {
	switch n.Kind {
	case reporting.NewsOverdue:
		return Say(ctx, "was due by %s", In(ctx).Date(n.Entry.Deadline))
	case reporting.NewsDisagreement:
		values := make([]string, len(n.Values))
		for i, v := range n.Values {
			values[i] = Value(ctx, n.Field, v)
		}
		return Field(ctx, n.Field) + ": " + strings.Join(values, " · ")
	}
	return ""
}

// Value writes a variant's value as people say it.
func Value(ctx context.Context, field, v string) string {
	switch {
	case v == "":
		return Say(ctx, "not said")
	case field == "providers" || field == "receivers" || field == "channels":
		names := strings.Fields(v)
		for i, id := range names {
			names[i] = Party(ctx, pledgebook.PartyID(id))
		}
		return strings.Join(names, ", ")
	case field == "sum":
		return sumValue(ctx, v)
	case field == "time" || field == "date":
		return Times(ctx, v)
	case field == "currency" && v == "none":
		return Say(ctx, "no currency said")
	case field == "currency" || field == "items":
		return v
	}
	return Term(ctx, v)
}

// Times writes "2024-01-01..2024-12-31, by 2025-06-30" as "2024, by 30 Jun
// 2025"; words that are no dates stay as the report has them.
func Times(ctx context.Context, v string) string {
	parts := strings.Split(v, ", ")
	for i, part := range parts {
		by := strings.HasPrefix(part, "by ")
		from, last, isPeriod := strings.Cut(strings.TrimPrefix(part, "by "), "..")
		var start, end pledgebook.Day
		if start.UnmarshalText([]byte(from)) != nil || end.UnmarshalText([]byte(last)) != nil {
			continue
		}
		words := In(ctx).Date(start)
		if isPeriod {
			words = In(ctx).Period(pledgebook.Interval{Start: start, End: dayAfter(end)})
		}
		if by {
			words = Say(ctx, "by %s@time", words)
		}
		parts[i] = words
	}
	return strings.Join(parts, ", ")
}

// dayAfter is the day behind a last day; unknown for an unknown one.
func dayAfter(last pledgebook.Day) pledgebook.Day {
	if !last.Known() {
		return 0
	}
	return last + 1
}

// sumValue writes "at-least 1000000000-1500000000" as "at least 1 to 1.5 billion".
func sumValue(ctx context.Context, v string) string {
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
	return In(ctx).Range(l, h, pledgebook.Qualifier(qualifier))
}
