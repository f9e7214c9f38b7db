package jobs

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Standing is how the queue stands.
type Standing struct {
	Kinds []KindStanding `json:"kinds"`
	// Workers is how many processes gave a sign of life lately.
	Workers int `json:"workers"`
	// Lists are the lists that are watched, and Links the links taken from them.
	Lists int `json:"lists"`
	Links int `json:"links"`
}

// KindStanding is how the jobs of one kind stand: "page", "list", or "reread",
// which reads some reports of the book again.
type KindStanding struct {
	Kind string `json:"kind"`
	// Ready may be begun, Running is under way, Waiting is to be tried again later.
	Ready   int `json:"ready"`
	Running int `json:"running"`
	Waiting int `json:"waiting"`
	// SetAside failed for good within the last day.
	SetAside int `json:"set_aside"`
	// LastMinute and LastHour are how many were done in that time.
	LastMinute int `json:"done_last_minute"`
	LastHour   int `json:"done_last_hour"`
	// OldestSeconds is the age of the oldest that is not done.
	OldestSeconds float64 `json:"oldest_seconds"`
}

// Standing counts what the queue holds.
func (q *Queue) Standing(ctx context.Context) (Standing, error) {
	now, err := q.now(ctx)
	if err != nil {
		return Standing{}, q.fault(err)
	}
	s := Standing{Kinds: []KindStanding{{Kind: "list"}, {Kind: "page"}, {Kind: "reread"}}}
	for i := range s.Kinds {
		if err := q.count(ctx, &s.Kinds[i], now); err != nil {
			return s, q.fault(err)
		}
	}
	alive, err := q.alive(ctx, now)
	if err != nil {
		return s, q.fault(err)
	}
	s.Workers = len(alive)
	err = q.db.NewRaw("SELECT (SELECT count(*) FROM list), (SELECT count(*) FROM link)").Scan(ctx, &s.Lists, &s.Links)
	return s, q.fault(err)
}

func (q *Queue) count(ctx context.Context, k *KindStanding, now time.Time) error {
	var states []struct {
		State string
		Jobs  int
	}
	err := q.db.NewRaw("SELECT state, count(*) AS jobs FROM river_job WHERE kind = ? GROUP BY state", k.Kind).Scan(ctx, &states)
	if err != nil {
		return err
	}
	for _, s := range states {
		switch s.State {
		case "available":
			k.Ready += s.Jobs
		case "running":
			k.Running += s.Jobs
		case "retryable", "scheduled", "pending":
			k.Waiting += s.Jobs
		case "cancelled", "discarded":
			k.SetAside += s.Jobs
		}
	}
	done := "SELECT count(*) FROM river_job WHERE kind = ? AND state = 'completed' AND finalized_at >= ?"
	if err := q.db.NewRaw(done, k.Kind, jobTime(now.Add(-time.Minute))).Scan(ctx, &k.LastMinute); err != nil {
		return err
	}
	if err := q.db.NewRaw(done, k.Kind, jobTime(now.Add(-time.Hour))).Scan(ctx, &k.LastHour); err != nil {
		return err
	}
	return q.age(ctx, k, now)
}

// age finds how old the oldest job is that is not done.
func (q *Queue) age(ctx context.Context, k *KindStanding, now time.Time) error {
	var at sql.NullTime
	err := q.db.NewRaw("SELECT created_at FROM river_job WHERE kind = ? AND finalized_at IS NULL ORDER BY created_at LIMIT 1", k.Kind).Scan(ctx, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if at.Valid {
		k.OldestSeconds = max(now.Sub(at.Time).Seconds(), 0)
	}
	return err
}

// jobTime spells a time as River's tables compare it: on SQLite they are texts
// of this form, and PostgreSQL, its session in UTC, reads it.
func jobTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.000") }
