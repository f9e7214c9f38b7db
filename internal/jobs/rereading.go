package jobs

import (
	"context"
	"iter"
	"time"

	"github.com/riverqueue/river"
)

// rereading is the queue of reports that are to be read again, so that whoever
// waits for those need not work on pages as well.
const rereading = "rereading"

// reportsAtOnce is how many reports one job reads again: few enough that what a
// killed worker loses is done again in a moment.
const reportsAtOnce = 25

// rereadJob is some reports to be read again by one engine.
type rereadJob struct {
	First   string   `json:"first" river:"unique"`
	Engine  string   `json:"engine" river:"unique"`
	Reports []string `json:"reports"`
}

// ReportLink names a report of the book where a link stands otherwise: as what a
// job is about that was set aside.
func ReportLink(report string) string { return "report " + report }

// Kind names the jobs in the database.
func (rereadJob) Kind() string { return "reread" }

// InsertOpts let the same reports have one job at a time.
func (rereadJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: rereading, UniqueOpts: unfinished, Priority: 3}
}

// Reread gives jobs to the reports that are to be read again, where none of an
// earlier call are left, and returns how many jobs there are.
func (q *Queue) Reread(ctx context.Context, engine string, reports iter.Seq2[string, error]) (int, error) {
	left, err := q.Rereading(ctx)
	if err != nil || left > 0 {
		return left, err
	}
	jobs := 0
	for batch, err := range inJobs(engine, reports) {
		if err != nil {
			return jobs, err
		}
		if _, err := q.insert.InsertMany(ctx, batch); err != nil {
			return jobs, q.fault(err)
		}
		jobs += len(batch)
	}
	return jobs, nil
}

// inJobs deals reports out to jobs, some hundred jobs at a time.
func inJobs(engine string, reports iter.Seq2[string, error]) iter.Seq2[[]river.InsertManyParams, error] {
	return func(yield func([]river.InsertManyParams, error) bool) {
		var batch []river.InsertManyParams
		var some []string
		end := func() {
			if len(some) > 0 {
				batch = append(batch, river.InsertManyParams{Args: rereadJob{First: some[0], Engine: engine, Reports: some}})
				some = nil
			}
		}
		for id, err := range reports {
			if err != nil {
				yield(nil, err)
				return
			}
			if some = append(some, id); len(some) == reportsAtOnce {
				end()
			}
			if len(batch) == linksAtOnce {
				if !yield(batch, nil) {
					return
				}
				batch = nil
			}
		}
		if end(); len(batch) > 0 {
			yield(batch, nil)
		}
	}
}

// Rereading counts the jobs of reading again that are not done.
func (q *Queue) Rereading(ctx context.Context) (int, error) {
	n, err := q.db.NewSelect().Table("river_job").Where("kind = 'reread' AND finalized_at IS NULL").Count(ctx)
	return int(n), q.fault(err)
}

// WorkOffRereading works on what is to be read again, and on nothing else, until
// it is done, here or by others. progress hears how many jobs are left.
func (q *Queue) WorkOffRereading(ctx context.Context, hands Hands, progress func(left int)) error {
	working, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan error, 1)
	go func() {
		done <- q.work(working, hands, map[string]river.QueueConfig{rereading: {MaxWorkers: q.options.AtOnce}, suspects: {MaxWorkers: 1}})
	}()
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-ticker.C:
			left, err := q.Rereading(ctx)
			if err != nil {
				continue // it may pass, and Work says so
			}
			progress(left)
			if left == 0 {
				stop()
			}
		}
	}
}

// reread reads some reports again. When that was begun before and did not end,
// each is filed by itself, the last first every other time: so one that kills
// its worker keeps no other from being read.
func (w *worker) reread(ctx context.Context, job *river.Job[rereadJob]) error {
	defer w.begin(job.ID)()
	link := linkOf(job.JobRow)
	err := unbroken(link, func() error {
		if job.Attempt == 1 {
			return w.hands.Reread(ctx, job.Args.Reports)
		}
		return w.rereadEach(ctx, job.Args.Reports, job.Attempt%2 == 0)
	})
	return w.verdict(ctx, job.JobRow, link, err)
}

func (w *worker) rereadEach(ctx context.Context, reports []string, backward bool) (bad error) {
	for i := range reports {
		id := reports[i]
		if backward {
			id = reports[len(reports)-1-i]
		}
		err := unbroken(ReportLink(id), func() error { return w.hands.Reread(ctx, []string{id}) })
		if ctx.Err() != nil {
			return err
		}
		if err != nil {
			bad = err
		}
	}
	return bad
}
