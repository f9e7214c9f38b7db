package storage

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"pledgebook"
)

// Fail notes inputs that could not be read.
func (b *Book) Fail(ctx context.Context, failures ...pledgebook.Failure) error {
	return b.inTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for i := range failures {
			if err := b.fail(ctx, tx, &failures[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *Book) fail(ctx context.Context, tx bun.Tx, f *pledgebook.Failure) error {
	if f.Input == "" {
		return pledgebook.Errorf(pledgebook.Invalid, "a failure without an input cannot be noted")
	}
	at := f.Last
	if at.IsZero() {
		at = b.now()
	}
	row := failureRow{Input: indexed(f.Input), Kind: indexed(f.Kind), Cause: indexed(f.Cause), FirstAt: stamp(at), LastAt: stamp(at), Tries: 1}
	_, err := tx.NewInsert().Model(&row).
		On("CONFLICT (input) DO UPDATE").
		Set("kind = EXCLUDED.kind, cause = EXCLUDED.cause, last_at = EXCLUDED.last_at, tries = failure.tries + 1").
		Returning("NULL").Exec(ctx)
	return err
}

// Failures yields what failed and was not read since, the latest first.
func (b *Book) Failures(ctx context.Context) iter.Seq2[pledgebook.Failure, error] {
	q := b.read.NewSelect().Model((*failureRow)(nil)).Order("last_at DESC", "input")
	return stream(ctx, b, q, func(r *failureRow) (pledgebook.Failure, error) {
		first, err := time.Parse(time.RFC3339Nano, r.FirstAt)
		last, err2 := time.Parse(time.RFC3339Nano, r.LastAt)
		return pledgebook.Failure{Input: r.Input, Kind: r.Kind, Cause: r.Cause, First: first, Last: last, Tries: r.Tries}, firstError(err, err2)
	})
}

// clearFailures forgets the failures of inputs that were read after all.
func (b *Book) clearFailures(ctx context.Context, papers []*paper) error {
	inputs := make([]string, 0, len(papers))
	for _, p := range papers {
		if p.reading.Input != "" {
			inputs = append(inputs, p.reading.Input)
		}
	}
	return b.settle(ctx, inputs)
}

// Settle forgets the failures of inputs.
func (b *Book) Settle(ctx context.Context, inputs ...string) error {
	keys := make([]string, len(inputs))
	for i, in := range inputs {
		keys[i] = indexed(in)
	}
	return b.fault(b.settle(ctx, keys))
}

func (b *Book) settle(ctx context.Context, inputs []string) error {
	for some := range slices.Chunk(inputs, rowsPerInsert) {
		failed, err := b.read.NewSelect().Model((*failureRow)(nil)).Where("input IN (?)", bun.List(some)).Exists(ctx)
		if err != nil {
			return err
		}
		if !failed {
			continue
		}
		if _, err := b.write.NewDelete().Model((*failureRow)(nil)).Where("input IN (?)", bun.List(some)).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
