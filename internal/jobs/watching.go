package jobs

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/uptrace/bun"
)

// Source is a list of links that is watched.
type Source struct {
	URL   string
	Every time.Duration
}

// Link is an entry of a list: a page, or a further list.
type Link struct {
	URL string
	// Changed is when the list says it was published or changed last; zero
	// where it says nothing.
	Changed time.Time
}

// Found is what a list held.
type Found struct {
	// Unchanged is true where the server says it is as it was.
	Unchanged bool
	Pages     []Link
	Lists     []Link
	// ETag and LastModified are for asking the next time; "" asks for the whole
	// list again.
	ETag, LastModified string
}

// News is what came of looking at a list.
type News struct {
	// Unchanged is true where the server says that the list is as it was.
	Unchanged bool
	Links     int // links the list has
	Fresh     int // pages that got a job
}

type listRow struct {
	bun.BaseModel `bun:"table:list"`
	URL           string `bun:"url,pk"`
	Source        string `bun:"source"`
	ETag          string `bun:"etag"`
	LastModified  string `bun:"last_modified"`
	Changed       string `bun:"changed"`
	PolledAt      string `bun:"polled_at"`
	NextAt        string `bun:"next_at"`
	Failures      int    `bun:"failures"`
	Links         int    `bun:"links"`
}

type linkRow struct {
	bun.BaseModel `bun:"table:link,alias:link"`
	URL           string `bun:"url,pk"`
	List          string `bun:"list"`
	Changed       string `bun:"changed"`
	TakenAt       string `bun:"taken_at"`
}

// stamp spells a time so that texts compare like times; "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// Poll gives a job to every source that is due, or to all of them.
func (q *Queue) Poll(ctx context.Context, sources []Source, all bool) error {
	now := stamp(time.Now())
	for _, s := range sources {
		row, err := q.list(ctx, q.db, s.URL)
		if err != nil {
			return q.fault(err)
		}
		if !all && row.NextAt > now {
			continue
		}
		if _, err := q.insert.Insert(ctx, listJob{URL: s.URL, Source: s.URL}, nil); err != nil {
			return q.fault(err)
		}
	}
	return nil
}

// list returns what is known of a list; only its URL where nothing is.
func (q *Queue) list(ctx context.Context, db bun.IDB, url string) (listRow, error) {
	row := listRow{URL: url}
	err := db.NewSelect().Model(&row).WherePK().Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return row, nil
	}
	return row, err
}

// take remembers what a list held and gives a job to every page and list that is
// new or changed: all of it, or none.
func (q *Queue) take(ctx context.Context, job listJob, found Found, every time.Duration) (News, error) {
	news := News{Unchanged: found.Unchanged, Links: len(found.Pages) + len(found.Lists)}
	now := time.Now()
	err := q.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		row, err := q.list(ctx, tx, job.URL)
		if err != nil {
			return err
		}
		row.Source, row.Changed, row.PolledAt, row.Failures = job.Source, job.Changed, stamp(now), 0
		row.NextAt = stamp(now.Add(every + rand.N(every/10+1)))
		if !found.Unchanged {
			row.ETag, row.LastModified, row.Links = found.ETag, found.LastModified, news.Links
		}
		if err := put(ctx, tx, &row); err != nil {
			return err
		}
		if err := q.addLists(ctx, tx, job, found.Lists); err != nil {
			return err
		}
		news.Fresh, err = q.addPages(ctx, tx, job, found.Pages, stamp(now))
		return err
	})
	return news, q.fault(err)
}

func put(ctx context.Context, tx bun.IDB, row *listRow) error {
	_, err := tx.NewInsert().Model(row).On("CONFLICT (url) DO UPDATE").
		Set("source = EXCLUDED.source, etag = EXCLUDED.etag, last_modified = EXCLUDED.last_modified, changed = EXCLUDED.changed").
		Set("polled_at = EXCLUDED.polled_at, next_at = EXCLUDED.next_at, failures = EXCLUDED.failures, links = EXCLUDED.links").
		Returning("NULL").Exec(ctx)
	return err
}

// linksAtOnce is how many links one statement takes.
const linksAtOnce = 500

// addPages gives a job to each page that no list named before, or that changed
// since, and returns how many those were.
func (q *Queue) addPages(ctx context.Context, tx bun.Tx, job listJob, pages []Link, now string) (int, error) {
	fresh := 0
	// In one order, so that two lists with the same links wait for each other in
	// a line and never in a ring.
	pages = slices.SortedFunc(slices.Values(pages), func(a, b Link) int { return cmp.Compare(a.URL, b.URL) })
	for some := range slices.Chunk(pages, linksAtOnce) {
		rows := make([]linkRow, len(some))
		for i, p := range some {
			rows[i] = linkRow{URL: p.URL, List: job.URL, Changed: stamp(p.Changed), TakenAt: now}
		}
		var taken []string
		err := tx.NewInsert().Model(&rows).On("CONFLICT (url) DO UPDATE").
			Set("changed = EXCLUDED.changed, taken_at = EXCLUDED.taken_at").Where("EXCLUDED.changed > link.changed").
			Returning("url").Scan(ctx, &taken)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return 0, err
		}
		jobs := make([]river.InsertManyParams, len(taken))
		for i, url := range taken {
			jobs[i].Args = pageJob{URL: url, Source: job.Source}
		}
		if err := q.insertMany(ctx, tx, jobs); err != nil {
			return 0, err
		}
		fresh += len(taken)
	}
	return fresh, nil
}

// addLists gives a job to each further list, but for those that the list above
// them says are as they were.
func (q *Queue) addLists(ctx context.Context, tx bun.Tx, job listJob, lists []Link) error {
	for some := range slices.Chunk(lists, linksAtOnce) {
		urls := make([]string, len(some))
		for i, l := range some {
			urls[i] = l.URL
		}
		var known []listRow
		if err := tx.NewSelect().Model(&known).Where("url IN (?)", bun.List(urls)).Scan(ctx); err != nil {
			return err
		}
		read := map[string]string{}
		for _, row := range known {
			read[row.URL] = row.Changed
		}
		var jobs []river.InsertManyParams
		for _, l := range some {
			if changed := stamp(l.Changed); changed == "" || changed != read[l.URL] {
				jobs = append(jobs, river.InsertManyParams{Args: listJob{URL: l.URL, Source: job.Source, Changed: changed, Depth: job.Depth + 1}})
			}
		}
		if err := q.insertMany(ctx, tx, jobs); err != nil {
			return err
		}
	}
	return nil
}

func (q *Queue) insertMany(ctx context.Context, tx bun.Tx, jobs []river.InsertManyParams) error {
	if len(jobs) == 0 {
		return nil
	}
	_, err := q.insert.InsertManyTx(ctx, tx.Tx, jobs)
	return err
}

// longestRest is the longest a source that fails is left alone.
const longestRest = 24 * time.Hour

// missed remembers that a list could not be read: it is due again later, and
// later each time.
func (q *Queue) missed(ctx context.Context, job listJob, every time.Duration) error {
	row, err := q.list(ctx, q.db, job.URL)
	if err != nil {
		return err
	}
	row.Source = job.Source
	row.Failures++
	rest := min(every<<min(row.Failures, 10), max(longestRest, every))
	row.NextAt = stamp(time.Now().Add(rest + rand.N(rest/10+1)))
	return put(ctx, q.db, &row)
}
