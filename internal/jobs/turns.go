package jobs

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// Turns deals out the turns at hosts for all processes that share the queue: two
// workers on two machines keep the same distance between their requests to a
// host as one does. The database's clock counts.
type Turns struct{ q *Queue }

// Turns returns the turns of this queue.
func (q *Queue) Turns() Turns { return Turns{q} }

// Reserve takes the next free turn at a host within the longest wait and returns
// how long it is until then; false where that would take longer. The turn after
// it comes a pause later.
func (t Turns) Reserve(ctx context.Context, host string, pause, longest time.Duration) (time.Duration, bool, error) {
	var wait int64
	err := t.q.db.NewRaw(t.q.clocked(`INSERT INTO host (name, next_at) VALUES (?, NOW + ?)
		ON CONFLICT (name) DO UPDATE SET next_at = LATER(host.next_at, NOW) + ? WHERE host.next_at <= NOW + ?
		RETURNING next_at - ? - NOW`),
		host, pause.Microseconds(), pause.Microseconds(), longest.Microseconds(), pause.Microseconds()).Scan(ctx, &wait)
	if err == nil {
		return max(0, time.Duration(wait)*time.Microsecond), true, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return 0, false, t.q.fault(err)
	}
	err = t.q.db.NewRaw(t.q.clocked("SELECT next_at - NOW FROM host WHERE name = ?"), host).Scan(ctx, &wait)
	if errors.Is(err, sql.ErrNoRows) { // forgotten meanwhile
		return 0, false, nil
	}
	return max(0, time.Duration(wait)*time.Microsecond), false, t.q.fault(err)
}

// HoldOff leaves a host alone for some time.
func (t Turns) HoldOff(ctx context.Context, host string, after time.Duration) error {
	_, err := t.q.db.NewRaw(t.q.clocked(`INSERT INTO host (name, next_at) VALUES (?, NOW + ?)
		ON CONFLICT (name) DO UPDATE SET next_at = LATER(host.next_at, EXCLUDED.next_at)`), host, after.Microseconds()).Exec(ctx)
	return t.q.fault(err)
}

// forgetHosts forgets the hosts whose turn is long past.
func (q *Queue) forgetHosts(ctx context.Context) error {
	const day = int64(24 * time.Hour / time.Microsecond)
	_, err := q.db.NewRaw(q.clocked("DELETE FROM host WHERE next_at < NOW - ?"), day).Exec(ctx)
	return err
}

// clocked spells NOW and LATER as the database knows them.
func (q *Queue) clocked(statement string) string {
	now, later := "CAST(unixepoch('subsec') * 1000000 AS INTEGER)", "max"
	if q.engine.name == "postgres" {
		now, later = "(extract(epoch FROM statement_timestamp()) * 1000000)::BIGINT", "greatest"
	}
	return strings.NewReplacer("NOW", now, "LATER", later).Replace(statement)
}
