package jobs

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/uptrace/bun"
)

// Notice is a piece of news on its way to a receiver.
type Notice struct {
	// ID is that of the news: a receiver is told it once.
	ID string
	// Body is what is sent.
	Body []byte
}

// Delivery is one try to tell a receiver.
type Delivery struct {
	Receiver, ID string
	Body         []byte
}

// Told is what became of a notice.
type Told struct {
	Receiver string      `json:"receiver"`
	ID       string      `json:"id"`
	State    NoticeState `json:"state"`
	Tries    int         `json:"tries"`
	// Status is that of the last answer; 0 where there was none.
	Status int    `json:"status,omitempty"`
	At     string `json:"at"`
	Cause  string `json:"cause,omitempty"`
}

// NoticeState is how far a notice has come.
type NoticeState string

// The states of a notice.
const (
	NoticeBefore    NoticeState = "before" // news from before the receiver was known
	NoticeWaiting   NoticeState = "waiting"
	NoticeDelivered NoticeState = "delivered"
	NoticeFailed    NoticeState = "failed"
)

type noticeRow struct {
	bun.BaseModel `bun:"table:notice,alias:notice"`
	Receiver      string      `bun:"receiver,pk"`
	ID            string      `bun:"id,pk"`
	State         NoticeState `bun:"state"`
	Tries         int         `bun:"tries"`
	Status        int         `bun:"status"`
	At            string      `bun:"at"`
	Cause         string      `bun:"cause"`
}

type noticeJob struct {
	Receiver string `json:"url" river:"unique"` // "url" as in every job, for who was lost over it
	ID       string `json:"id" river:"unique"`
	Body     []byte `json:"body"`
}

// notices is the queue of what is told: only a process that delivers works on it.
const notices = "notices"

// mostTold is how often a receiver is tried before a notice is given up.
const mostTold = 8

// Kind names the jobs in the database.
func (noticeJob) Kind() string { return "notice" }

// InsertOpts let a notice have one job at a time.
func (noticeJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{UniqueOpts: unfinished, Queue: notices, MaxAttempts: mostTold}
}

// Announce gives a job to every notice that a receiver has not heard of, and
// returns how many those were. A receiver that is new hears of nothing that is
// there already.
func (q *Queue) Announce(ctx context.Context, receiver string, all []Notice) (fresh int, err error) {
	err = q.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		known, err := tx.NewSelect().Model((*noticeRow)(nil)).Where("receiver = ?", receiver).Exists(ctx)
		if err != nil {
			return err
		}
		if !known { // remembered even where there is no news yet
			all = append([]Notice{{ID: ""}}, all...)
		}
		for some := range slices.Chunk(all, linksAtOnce) {
			n, err := q.announce(ctx, tx, receiver, some, known)
			if err != nil {
				return err
			}
			fresh += n
		}
		return nil
	})
	return fresh, q.fault(err)
}

func (q *Queue) announce(ctx context.Context, tx bun.Tx, receiver string, some []Notice, known bool) (int, error) {
	state := NoticeWaiting
	if !known {
		state = NoticeBefore
	}
	rows, bodies := make([]noticeRow, len(some)), map[string][]byte{}
	for i, n := range some {
		rows[i] = noticeRow{Receiver: receiver, ID: n.ID, State: state, At: stamp(time.Now())}
		bodies[n.ID] = n.Body
	}
	var taken []string
	err := tx.NewInsert().Model(&rows).On("CONFLICT (receiver, id) DO NOTHING").Returning("id").Scan(ctx, &taken)
	if err != nil && !errors.Is(err, sql.ErrNoRows) || !known {
		return 0, err
	}
	jobs := make([]river.InsertManyParams, len(taken))
	for i, id := range taken {
		jobs[i].Args = noticeJob{Receiver: receiver, ID: id, Body: bodies[id]}
	}
	return len(taken), q.insertMany(ctx, tx, jobs)
}

// deliver tells a receiver, and writes down what came of it.
func (w *worker) deliver(ctx context.Context, job *river.Job[noticeJob]) error {
	defer w.begin(job.ID)()
	var status int
	err := unbroken(job.Args.Receiver, func() (err error) {
		status, err = w.hands.Deliver(ctx, Delivery{job.Args.Receiver, job.Args.ID, job.Args.Body})
		return err
	})
	row := noticeRow{Receiver: job.Args.Receiver, ID: job.Args.ID, State: NoticeDelivered, Tries: job.Attempt, Status: status, At: stamp(time.Now())}
	passing := later{}
	switch {
	case err == nil:
	case ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded):
		return river.JobSnooze(0) // the process ends; another one tells it
	default:
		row.State, row.Cause = NoticeFailed, err.Error()
		if errors.As(err, &passing) && job.Attempt < job.MaxAttempts {
			row.State = NoticeWaiting
		}
	}
	if _, noting := w.q.db.NewUpdate().Model(&row).WherePK().Exec(ctx); noting != nil {
		return noting // told again, rather than lost
	}
	if row.State == NoticeFailed {
		return river.JobCancel(err)
	}
	return err
}

// Told lists what was told last, the latest first, at most so many.
func (q *Queue) Told(ctx context.Context, most int) ([]Told, error) {
	var rows []noticeRow
	err := q.db.NewSelect().Model(&rows).Where("state <> ?", NoticeBefore).OrderExpr("at DESC, receiver, id").Limit(int64(most)).Scan(ctx)
	told := make([]Told, len(rows))
	for i, r := range rows {
		told[i] = Told{r.Receiver, r.ID, r.State, r.Tries, r.Status, r.At, r.Cause}
	}
	return told, q.fault(err)
}
