package pipeline

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strconv"
	"strings"

	"pledgebook"
	"pledgebook/internal/matching"
)

// CodedEngine stands in place of an engine version where a person read the
// report: claims coded by hand, or taken over from another book.
const CodedEngine = "coded-1"

// rowMark stands in the engine of readings that were made of a dataset's row.
const rowMark = "-row-"

// RowEngine stands in place of an engine version where a dataset's row was
// taken over as it is: its figures are not rounded. Of two versions of one
// dataset's reading the higher is the current one, as for engines.
func RowEngine(dataset string, version int) string {
	return dataset + rowMark + strconv.Itoa(version)
}

// IsRow reports whether a reading was made of a dataset's row.
func IsRow(engine string) bool { return strings.Contains(engine, rowMark) }

// isLoaded reports whether a reading was not made from text by an engine.
func isLoaded(engine string) bool { return engine == CodedEngine || IsRow(engine) }

// mostRows is the most rows that one transaction files.
const mostRows = 512

// Load files readings that were not made from text: rows of tables. A row that
// cannot be filed is a result with an error; the others go on. It ends early
// when ctx is done or the caller stops.
func (p *Pipeline) Load(ctx context.Context, name string, rows iter.Seq2[pledgebook.Reading, error]) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		var batch []pledgebook.Filing
		size := 0
		flush := func() bool {
			more := p.loadBatch(ctx, name, batch, yield)
			batch, size = batch[:0], 0
			return more && ctx.Err() == nil
		}
		for r, err := range rows {
			if err != nil {
				if !flush() || !yield(Result{Input: name, Err: err}) {
					return
				}
				continue
			}
			r.Report.Input = name
			batch = append(batch, pledgebook.Filing{Reading: r, Print: &pledgebook.Print{}})
			if size += len(r.Report.Text); (len(batch) >= mostRows || size >= mostBytes) && !flush() {
				return
			}
		}
		flush()
	}
}

// loadBatch files rows together and yields what became of each.
func (p *Pipeline) loadBatch(ctx context.Context, name string, batch []pledgebook.Filing, yield func(Result) bool) bool {
	if len(batch) == 0 {
		return true
	}
	outcomes := make([]pledgebook.Outcome, len(batch))
	var err error
	if p.Book != nil {
		outcomes, err = p.Book.Append(ctx, batch)
	}
	for i, f := range batch {
		r := Result{Input: name, Reading: f.Reading}
		if r.Err = err; err == nil {
			r.Outcome, r.Err = outcomes[i], outcomes[i].Err
		}
		if !yield(r) || err != nil {
			return false
		}
	}
	return true
}

// sourceOf takes from a citation what matching needs. Claims coded by hand are
// those of the report they cite, however many rows they came in; origins
// name the text that a report is a copy of. What one of the actors published is a primary source.
func sourceOf(c pledgebook.Citation, origin string, actors ...pledgebook.PartyID) matching.Source {
	s := matching.Source{ID: reportSaid(&c), URL: c.URL, Outlet: c.Outlet, Language: c.Language, Published: c.Published,
		TextOrigin: origin, Row: IsRow(c.Engine)}
	s.Primary = !s.Row && ownWords(c, actors...)
	return s
}

// reportSaid is the report that a claim is of: for one coded by hand, the page that
// its row cites.
func reportSaid(c *pledgebook.Citation) string {
	if c.Engine == CodedEngine && c.URL != "" {
		return c.URL
	}
	return c.Report
}

// latestRows leaves out what a later version of the same record replaced: rows
// of a dataset with one link, whatever version its query names. What was
// published last counts.
func latestRows(claims []matching.ReportedClaim) []matching.ReportedClaim {
	record := func(c matching.ReportedClaim) string {
		if !c.Report.Row {
			return ""
		}
		link, _, _ := strings.Cut(c.Report.URL, "?")
		return link
	}
	latest := map[string]matching.Source{}
	for _, c := range claims {
		if key := record(c); key != "" && later(c.Report, latest[key]) {
			latest[key] = c.Report
		}
	}
	if len(latest) == 0 {
		return claims
	}
	return slices.DeleteFunc(claims, func(c matching.ReportedClaim) bool {
		key := record(c)
		return key != "" && latest[key].ID != c.Report.ID
	})
}

// later reports whether a is a later version than b: by the day of
// publication, then by the link, so that the order of arrival does not matter.
func later(a, b matching.Source) bool {
	return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(len(a.URL), len(b.URL)), cmp.Compare(a.URL, b.URL), cmp.Compare(a.ID, b.ID)) > 0
}
