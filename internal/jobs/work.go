package jobs

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/uptrace/bun"

	"pledgebook"
)

// Page is a page to be fetched and read.
type Page struct {
	URL string
	// Source is the list of the settings that led to it.
	Source string
}

// List is a list of links to be fetched.
type List struct {
	URL, Source string
	// Depth is how many lists lie above it.
	Depth int
	// ETag and LastModified are what the server said the last time.
	ETag, LastModified string
}

// Hands do the work that jobs stand for. Each may be called more than once for
// the same thing, by several goroutines. An error made with [Later] may pass and
// is tried again; any other ends the job.
type Hands struct {
	// Page fetches and reads one page.
	Page func(context.Context, Page) error
	// List fetches one list.
	List func(context.Context, List) (Found, error)
	// Reread reads reports of the book again by the present engine.
	Reread func(ctx context.Context, reports []string) error
	// Deliver tells a receiver of a piece of news and returns the status of the
	// answer; 0 for none. Hands that deliver do nothing else.
	Deliver func(context.Context, Delivery) (status int, err error)
	// Every is the time between two looks at a source.
	Every func(source string) time.Duration
	// Polled hears what came of looking at a list; SetAside of every job that
	// failed and is not tried again, by its link. Either may be nil.
	Polled   func(link string, news News)
	SetAside func(ctx context.Context, link string, cause error)
}

// later is an error that may pass.
type later struct {
	after time.Duration
	error
}

func (l later) Unwrap() error { return l.error }

// Later marks an error as one that may pass: after some time, or where that is
// 0 after the usual wait.
func Later(after time.Duration, err error) error { return later{after, err} }

// ErrLostWorker is the cause where a job was set aside because its workers died
// over it.
var ErrLostWorker = errors.New("the workers that read it died over it")

type pageJob struct {
	URL    string `json:"url" river:"unique"`
	Source string `json:"source"`
}

type listJob struct {
	URL     string `json:"url" river:"unique"`
	Source  string `json:"source"`
	Changed string `json:"changed,omitempty"`
	Depth   int    `json:"depth,omitempty"`
}

// Kind names the jobs in the database.
func (pageJob) Kind() string { return "page" }

// Kind names the jobs in the database.
func (listJob) Kind() string { return "list" }

// InsertOpts let a page have one job at a time.
func (pageJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{UniqueOpts: unfinished, Priority: 2}
}

// InsertOpts let a list have one job at a time, before the pages.
func (listJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{UniqueOpts: unfinished, Priority: 1}
}

// unfinished keeps a job from being added beside one that is not done.
var unfinished = river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending,
	rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}}

// worker does the jobs of one process.
type worker struct {
	q     *Queue
	hands Hands

	mu      sync.Mutex
	running map[int64]bool
}

// Work works on the queue until ctx is done; jobs under way then end, or go back.
func (q *Queue) Work(ctx context.Context, hands Hands) error {
	return q.work(ctx, hands, q.queuesFor(hands))
}

// queuesFor are the queues that hands can work on.
func (q *Queue) queuesFor(hands Hands) map[string]river.QueueConfig {
	if hands.Deliver != nil {
		return map[string]river.QueueConfig{notices: {MaxWorkers: q.options.AtOnce}}
	}
	return map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: q.options.AtOnce},
		rereading: {MaxWorkers: max(1, q.options.AtOnce/4)}, suspects: {MaxWorkers: 1}}
}

// work works on some queues.
func (q *Queue) work(ctx context.Context, hands Hands, queues map[string]river.QueueConfig) error {
	w := &worker{q: q, hands: hands, running: map[int64]bool{}}
	config := q.config()
	config.Queues = queues
	config.Workers = river.NewWorkers()
	river.AddWorker(config.Workers, river.WorkFunc(w.page))
	river.AddWorker(config.Workers, river.WorkFunc(w.list))
	river.AddWorker(config.Workers, river.WorkFunc(w.reread))
	river.AddWorker(config.Workers, river.WorkFunc(w.deliver))
	client, err := q.engine.work(config)
	if err != nil {
		return q.fault(err)
	}
	if err := q.beat(ctx, client.ID()); err != nil {
		return q.fault(err)
	}
	// What River runs on ends after our signs of life, so that its last words
	// still have a database to go to.
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	if err := client.Start(running); err != nil {
		return q.fault(err)
	}
	w.keepAlive(ctx, client.ID())
	return q.end(client)
}

// lastJobs is how long jobs under way may take once a worker is told to stop.
const lastJobs = 2 * time.Second

// end stops a client: jobs under way get some time, then they are cancelled.
func (q *Queue) end(client runner) error {
	ctx, cancel := context.WithTimeout(context.Background(), lastJobs)
	defer cancel()
	err := client.Stop(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		err = client.StopAndCancel(ctx)
	}
	_, forget := q.db.NewDelete().Table("worker").Where("id = ?", client.ID()).Exec(context.Background())
	return q.fault(errors.Join(err, forget))
}

// WorkOff works until nothing is ready to be worked on. What waits to be tried
// again later is left.
func (q *Queue) WorkOff(ctx context.Context, hands Hands) error {
	working, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- q.Work(working, hands) }()
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-ticker.C:
			if ready, err := q.ready(ctx, hands); err == nil && !ready {
				stop()
			}
		}
	}
}

// ready reports whether a job that the hands can do is under way or may be begun.
func (q *Queue) ready(ctx context.Context, hands Hands) (bool, error) {
	names := slices.Collect(maps.Keys(q.queuesFor(hands)))
	return q.db.NewSelect().Table("river_job").Where("state IN ('available', 'running')").Where("queue IN (?)", bun.List(names)).Exists(ctx)
}

func (w *worker) page(ctx context.Context, job *river.Job[pageJob]) error {
	defer w.begin(job.ID)()
	err := unbroken(job.Args.URL, func() error { return w.hands.Page(ctx, Page{URL: job.Args.URL, Source: job.Args.Source}) })
	return w.verdict(ctx, job.JobRow, job.Args.URL, err)
}

func (w *worker) list(ctx context.Context, job *river.Job[listJob]) error {
	defer w.begin(job.ID)()
	every := w.hands.Every(job.Args.Source)
	var news News
	err := unbroken(job.Args.URL, func() (err error) { news, err = w.look(ctx, job.Args, every); return err })
	if err == nil {
		if w.hands.Polled != nil {
			w.hands.Polled(job.Args.URL, news)
		}
		return nil
	}
	if ctx.Err() == nil {
		if missed := w.q.missed(ctx, job.Args, every); missed != nil {
			return missed // tried again
		}
	}
	return w.verdict(ctx, job.JobRow, job.Args.URL, err)
}

// unbroken turns a panic over a link into an error that may pass.
func unbroken(link string, do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = Later(0, pledgebook.Errorf(pledgebook.Internal, "%s broke its worker (%v); please report it", link, r))
		}
	}()
	return do()
}

// look fetches a list and takes what it holds.
func (w *worker) look(ctx context.Context, job listJob, every time.Duration) (News, error) {
	row, err := w.q.list(ctx, w.q.db, job.URL)
	if err != nil {
		return News{}, Later(0, w.q.fault(err))
	}
	found, err := w.hands.List(ctx, List{URL: job.URL, Source: job.Source, Depth: job.Depth, ETag: row.ETag, LastModified: row.LastModified})
	if err != nil {
		return News{}, err
	}
	news, err := w.q.take(ctx, job, found, every)
	if err != nil {
		return news, Later(0, err)
	}
	return news, nil
}

// begin notes that a job is under way here, until what it returns is called.
func (w *worker) begin(id int64) (end func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running[id] = true
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.running, id)
	}
}

// mostPatience is how long a job goes on waiting for a host that asks for more
// and more time.
const mostPatience = 48 * time.Hour

// verdict says what becomes of a job: done, tried again, or set aside.
func (w *worker) verdict(ctx context.Context, job *rivertype.JobRow, link string, err error) error {
	var passing later
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded):
		return river.JobSnooze(0) // the process ends; another one begins it anew
	case errors.As(err, &passing) && passing.after > 0 && time.Since(job.CreatedAt) < mostPatience:
		return river.JobSnooze(passing.after)
	case errors.As(err, &passing) && job.Attempt < job.MaxAttempts:
		return err
	}
	w.setAside(ctx, link, err)
	return river.JobCancel(err)
}

func (w *worker) setAside(ctx context.Context, link string, cause error) {
	if w.hands.SetAside != nil {
		w.hands.SetAside(ctx, link, cause)
	}
}

// retries spaces the tries of a job.
type retries struct{ first time.Duration }

// NextRetry waits longer after each try, with jitter.
func (r retries) NextRetry(job *rivertype.JobRow) time.Time {
	wait := r.first * time.Duration(job.Attempt*job.Attempt)
	return time.Now().Add(wait + rand.N(wait/4+1))
}

// lostOver is the error of a link whose workers died.
func lostOver(link string, tries int) error {
	return pledgebook.WrapError(pledgebook.Internal, ErrLostWorker, "%s was begun %d times and never ended; save the page and read the file, and report it if that fails", link, tries)
}
