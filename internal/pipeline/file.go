package pipeline

import (
	"context"
	"errors"
	"time"

	"pledgebook"
)

// The most that one transaction files: so many readings, so many bytes of text.
const (
	mostReadings = 64
	mostBytes    = 4 << 20
)

// collect files finished readings in batches and yields them in order. A batch
// is closed when it is full, or when the next document is not ready yet: who
// reads one report sees it at once, who reads ten thousand pays for few
// transactions.
func (p *Pipeline) collect(ctx context.Context, queue <-chan *job, yield func(Result) bool) {
	var b batch
	file := func() bool { return len(b.jobs) == 0 || p.file(ctx, &b, yield) }
	for {
		if len(queue) == 0 && !file() {
			return
		}
		j, open := <-queue
		if !open || ctx.Err() != nil {
			break
		}
		if !j.ready() && !file() {
			return
		}
		<-j.done
		b.add(j)
		if b.full() && !file() {
			return
		}
	}
	if ctx.Err() == nil {
		file()
	}
}

// batch is documents that were read and wait to be filed together.
type batch struct {
	jobs  []*job
	bytes int
	// stuck is true once the book did not take a document: from then on no
	// source is told that all up to some document is in.
	stuck bool
}

func (b *batch) add(j *job) {
	b.jobs = append(b.jobs, j)
	b.bytes += len(j.filing.Reading.Report.Text)
}

func (b *batch) full() bool { return len(b.jobs) >= mostReadings || b.bytes >= mostBytes }

// file puts the batch into the book, yields its results and empties it. It
// reports whether the caller wants more.
func (p *Pipeline) file(ctx context.Context, b *batch, yield func(Result) bool) bool {
	results := make([]Result, len(b.jobs))
	for i, j := range b.jobs {
		results[i] = Result{Input: j.document.Given.Name, Reading: j.filing.Reading, Err: j.err}
	}
	if p.Book != nil {
		p.append(ctx, b.jobs, results)
		if !b.stuck {
			b.stuck = !tellFiled(b.jobs, results)
		}
	}
	jobs := b.jobs
	*b = batch{stuck: b.stuck}
	more := true
	for i, j := range jobs {
		more = more && (errors.Is(j.err, errUnwanted) || yield(results[i]))
		j.release()
	}
	return more
}

// tellFiled tells the sources what is done with, up to the first document that
// the book did not take; it reports whether there was none.
func tellFiled(jobs []*job, results []Result) bool {
	for i, j := range jobs {
		if j.err == nil && results[i].Outcome.State == "" {
			return false
		}
		if j.document.Filed != nil {
			j.document.Filed()
		}
	}
	return true
}

// append files what could be read and notes what could not. Where the book
// fails as a whole, every reading of the batch carries its error.
func (p *Pipeline) append(ctx context.Context, jobs []*job, results []Result) {
	var filings []pledgebook.Filing
	var at []int
	for i, j := range jobs {
		if j.err == nil {
			filings, at = append(filings, j.filing), append(at, i)
		}
	}
	if len(filings) > 0 {
		outcomes, err := p.Book.Append(ctx, filings)
		for n, i := range at {
			if err != nil {
				results[i].Err = pledgebook.WrapError(pledgebook.KindOf(err), err, "%s was read but not filed", results[i].Input)
				continue
			}
			results[i].Outcome, results[i].Err = outcomes[n], outcomes[n].Err
		}
		p.placeNew(ctx, filings, at, results)
	}
	p.noteFailures(ctx, results)
}

// placeNew looks for copies of what is new in the book. Where that fails, the
// reports are filed all the same and get their places the next time.
func (p *Pipeline) placeNew(ctx context.Context, filings []pledgebook.Filing, at []int, results []Result) {
	var reports []pledgebook.Report
	prints := map[string]pledgebook.Print{}
	for n, i := range at {
		if r := filings[n].Reading.Report; results[i].Outcome.State == pledgebook.FiledNew {
			reports, prints[r.ID] = append(reports, r), *filings[n].Print
		}
	}
	ties, err := p.place(ctx, reports, prints)
	for n, i := range at {
		if err == nil {
			results[i].Ties = ties[filings[n].Reading.Report.ID]
		}
	}
}

// noteFailures writes down what failed, so that it can be tried again. A book
// that cannot take the note has already said so for the reading.
func (p *Pipeline) noteFailures(ctx context.Context, results []Result) {
	now := time.Now
	if p.Now != nil {
		now = p.Now
	}
	var failures []pledgebook.Failure
	for _, r := range results {
		if r.Err != nil && !errors.Is(r.Err, errUnwanted) && r.Input != "" && !errors.Is(r.Err, context.Canceled) {
			at := now()
			failures = append(failures, pledgebook.Failure{Input: r.Input, Kind: pledgebook.KindOf(r.Err), Cause: r.Err.Error(), First: at, Last: at})
		}
	}
	if len(failures) > 0 {
		_ = p.Book.Fail(ctx, failures...)
	}
}
