package jobs

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
	"github.com/uptrace/bun"

	"pledgebook"
)

// missedBeats is how many signs of life may be missing before a process is
// taken for dead.
const missedBeats = 3

// now is the database's clock, which all processes share.
func (q *Queue) now(ctx context.Context) (time.Time, error) {
	expression := "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
	if q.engine.name == "postgres" {
		expression = `to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
	}
	var s string
	if err := q.db.NewRaw("SELECT "+expression).Scan(ctx, &s); err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339Nano, s)
}

// beat is a sign of life.
func (q *Queue) beat(ctx context.Context, id string) error {
	now, err := q.now(ctx)
	if err != nil {
		return err
	}
	_, err = q.db.NewRaw("INSERT INTO worker (id, seen_at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at", id, stamp(now)).Exec(ctx)
	return err
}

// keepAlive gives signs of life and takes up the jobs of the dead, until ctx is
// done. Where the database cannot be reached for a while, it goes on afterwards.
func (w *worker) keepAlive(ctx context.Context, id string) {
	ticker := time.NewTicker(w.q.options.Beat)
	defer ticker.Stop()
	for {
		err := w.q.beat(ctx, id)
		if err == nil {
			err = w.takeUp(ctx, id)
		}
		if err != nil && ctx.Err() == nil {
			w.q.options.Log.Warn("the queue cannot be reached", slog.Any("cause", err))
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// mostTakenUp is how many jobs are taken up at a time.
const mostTakenUp = 500

// takeUp gives the jobs of dead processes, and those of our own whose end got
// lost, back to the queue; one that was begun too often is set aside.
func (w *worker) takeUp(ctx context.Context, id string) error {
	now, err := w.q.now(ctx)
	if err != nil {
		return err
	}
	alive, err := w.q.alive(ctx, now)
	if err != nil {
		return err
	}
	// River stamps a job's begin with the clock of its process: an hour covers
	// what clocks may differ.
	running, err := w.q.executor.JobGetStuck(ctx, &riverdriver.JobGetStuckParams{Max: mostTakenUp, StuckHorizon: now.Add(time.Hour)})
	if err != nil {
		return err
	}
	var lost []*rivertype.JobRow
	for _, job := range running {
		if owner := ownerOf(job); !alive[owner] || owner == id && w.lostEnd(job, now) {
			lost = append(lost, job)
		}
	}
	return w.giveBack(ctx, lost, now)
}

// alive lists the processes that gave a sign of life, and forgets those long dead.
func (q *Queue) alive(ctx context.Context, now time.Time) (map[string]bool, error) {
	if _, err := q.db.NewDelete().Table("worker").Where("seen_at < ?", stamp(now.Add(-24*time.Hour))).Exec(ctx); err != nil {
		return nil, err
	}
	if err := q.forgetHosts(ctx); err != nil {
		return nil, err
	}
	var ids []string
	err := q.db.NewSelect().Table("worker").Column("id").Where("seen_at >= ?", stamp(now.Add(-missedBeats*q.options.Beat))).Scan(ctx, &ids)
	alive := map[string]bool{}
	for _, id := range ids {
		alive[id] = true
	}
	return alive, err
}

func ownerOf(job *rivertype.JobRow) string {
	if len(job.AttemptedBy) == 0 {
		return ""
	}
	return job.AttemptedBy[len(job.AttemptedBy)-1]
}

// lostEnd reports whether a job of this process ended here without the database
// having taken note of it.
func (w *worker) lostEnd(job *rivertype.JobRow, now time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.running[job.ID] && job.AttemptedAt != nil && now.Sub(*job.AttemptedAt) > max(missedBeats*w.q.options.Beat, 10*time.Second)
}

// suspects is the queue of jobs whose worker was lost. A process works on one of
// them at a time, so that the one that is to blame takes no other suspect with
// it: jobs that only ran beside it are not set aside for its sake.
const suspects = "suspects"

// giveBack puts lost jobs into the queue again, or sets them aside.
func (w *worker) giveBack(ctx context.Context, lost []*rivertype.JobRow, now time.Time) error {
	if len(lost) == 0 {
		return nil
	}
	p := riverdriver.JobRescueManyParams{StuckHorizon: now.Add(time.Hour)}
	for _, job := range lost {
		state, finalized := rivertype.JobStateAvailable, (*time.Time)(nil)
		if job.Attempt >= job.MaxAttempts {
			state, finalized = rivertype.JobStateDiscarded, &now
			link := linkOf(job)
			w.setAside(ctx, link, lostOver(link, job.Attempt))
		}
		why, err := json.Marshal(rivertype.AttemptError{At: now, Attempt: job.Attempt, Error: "its worker " + ownerOf(job) + " was lost"})
		if err != nil {
			return pledgebook.WrapError(pledgebook.Internal, err, "a note on job %d cannot be written", job.ID)
		}
		p.ID, p.Error, p.State = append(p.ID, job.ID), append(p.Error, why), append(p.State, string(state))
		p.FinalizedAt, p.ScheduledAt = append(p.FinalizedAt, finalized), append(p.ScheduledAt, now)
	}
	if _, err := w.q.db.NewUpdate().Table("river_job").Set("queue = ?", suspects).Where("kind <> ?", noticeJob{}.Kind()).Where("id IN (?)", bun.List(p.ID)).Exec(ctx); err != nil {
		return err
	}
	_, err := w.q.executor.JobRescueMany(ctx, &p)
	return err
}

// linkOf is the link that a job is about; of one that reads reports again, the
// first of them.
func linkOf(job *rivertype.JobRow) string {
	var args struct {
		URL   string `json:"url"`
		First string `json:"first"`
	}
	_ = json.Unmarshal(job.EncodedArgs, &args) // written by us
	return cmp.Or(args.URL, ReportLink(args.First))
}
