package pipeline

import (
	"context"

	"pledgebook"
	"pledgebook/internal/comparing"
	"pledgebook/internal/reporting"
)

// Kin finds the copies of a report and the states of its page, each state with
// its difference from the one before. read opens a report as whoever asks may
// see it.
func Kin(ctx context.Context, read func(ctx context.Context, report string) (pledgebook.Reading, error), l *reporting.Ledger, id string) (reporting.Kin, error) {
	k := l.Kin(id)
	var before pledgebook.Reading
	for i := range k.States {
		s := &k.States[i]
		now, err := read(ctx, s.ID)
		if err != nil {
			return k, err
		}
		if i > 0 {
			s.Difference, s.Changes = comparing.Texts(before.Report, now.Report), comparing.Changes(before, now)
		}
		before = now
	}
	return k, nil
}
