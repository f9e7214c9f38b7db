package web

import (
	"context"
	"iter"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// listed is a list, or why it could not be read.
type listed[T any] struct {
	list []T
	err  error
}

// readOnce reads things out of the book once for a view. A reader who goes away
// must not leave the others without.
func readOnce[T, U any](ctx context.Context, v *View, key string, read func(context.Context, pledgebook.Query) iter.Seq2[pledgebook.Held[T], error], bring func([]pledgebook.Held[T]) []U) ([]U, error) {
	all := Kept(v, key, func() listed[U] {
		var held []pledgebook.Held[T]
		for h, err := range read(context.WithoutCancel(ctx), pledgebook.Query{}) {
			if err != nil {
				return listed[U]{err: err}
			}
			held = append(held, h)
		}
		return listed[U]{list: bring(held)}
	})
	return all.list, all.err
}

// Gatherings are the meetings that reports in sight tell of, the latest first.
func (v *View) Gatherings(ctx context.Context) ([]reporting.Gathering, error) {
	return readOnce(ctx, v, "meetings", v.Meetings, reporting.Gatherings)
}

// Arrangements are the mechanisms that reports in sight tell of.
func (v *View) Arrangements(ctx context.Context) ([]reporting.Arrangement, error) {
	return readOnce(ctx, v, "mechanisms", v.Mechanisms, reporting.Arrangements)
}

// Tongue is the language of the reports' own words for a thing: that of the first.
func Tongue[T any](told []pledgebook.Held[T]) string {
	if len(told) == 0 {
		return ""
	}
	return told[0].Citation.Language
}
