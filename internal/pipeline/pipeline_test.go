package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"pledgebook"
	"pledgebook/internal/article"
)

// memory is a book that keeps reports in memory, as far as the pipeline needs.
type memory struct {
	pledgebook.Book
	reports  []string
	batches  int
	failures []pledgebook.Failure
	broken   error
}

func (m *memory) Append(_ context.Context, batch []pledgebook.Filing) ([]pledgebook.Outcome, error) {
	if m.broken != nil {
		return nil, m.broken
	}
	m.batches++
	var out []pledgebook.Outcome
	for _, f := range batch {
		o := pledgebook.Outcome{ID: f.Reading.Report.ID, State: pledgebook.FiledNew}
		if slices.Contains(m.reports, o.ID) {
			o.State = pledgebook.FiledKnown
		}
		m.reports = append(m.reports, o.ID)
		out = append(out, o)
	}
	return out, nil
}

func (m *memory) Fail(_ context.Context, failures ...pledgebook.Failure) error {
	m.failures = append(m.failures, failures...)
	return nil
}

func (m *memory) Alike(context.Context, string, pledgebook.Print) ([]pledgebook.Kin, error) {
	return nil, nil
}

func (m *memory) Place(context.Context, ...pledgebook.Placing) error { return nil }

func doc(name, text string) Document {
	return Document{Given: article.Input{Name: name, Language: "en", Published: "2024-03-13"}, Size: int64(len(text)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

func report(i int) string {
	return fmt.Sprintf("Peru pledges %d million soles for Haiti\n\nLIMA, March 13 (Example) - Peru will give %d million soles to Haiti, it said on Wednesday.\n", i, i)
}

func each(docs ...Document) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func many(n int) []Document {
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = doc(fmt.Sprintf("r%d.txt", i), report(i+1))
	}
	return docs
}

func TestResultsComeInTheOrderOfTheDocuments(t *testing.T) {
	docs := many(300)
	book := &memory{}
	i := 0
	for r := range (&Pipeline{Book: book, Workers: 8}).Run(t.Context(), each(docs...)) {
		if r.Err != nil || r.Input != docs[i].Given.Name || r.Outcome.State != pledgebook.FiledNew || r.Reading.Report.Text == "" {
			t.Fatalf("result %d is of %s, %v, %v", i, r.Input, r.Outcome.State, r.Err)
		}
		if book.reports[i] != r.Reading.Report.ID {
			t.Fatalf("filed in another order at %d", i)
		}
		i++
	}
	if i != len(docs) {
		t.Errorf("%d of %d documents came out", i, len(docs))
	}
	if book.batches == len(docs) {
		t.Error("every document was a transaction of its own")
	}
}

// One worker and many, filing and not, give the same readings.
func TestReadingsDoNotDependOnTheWorkers(t *testing.T) {
	docs := many(60)
	readings := func(p *Pipeline) (all [][]byte) {
		for r := range p.Run(t.Context(), each(docs...)) {
			b, err := json.Marshal(r.Reading)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, b)
		}
		return all
	}
	if one, many := readings(&Pipeline{Workers: 1}), readings(&Pipeline{Workers: 7, Book: &memory{}}); !slices.EqualFunc(one, many, bytes.Equal) {
		t.Error("seven workers read something else than one")
	}
}

func TestBadDocumentsDoNotStopTheBatch(t *testing.T) {
	locked := doc("locked.txt", "")
	locked.Size, locked.Open = 10, func() (io.ReadCloser, error) { return nil, errors.New("permission denied") }
	torn := doc("torn.txt", "")
	torn.Open = func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader("abc"), broken{})), nil
	}
	large := doc("large.txt", "")
	large.Size = article.DefaultLimit + 1
	liar := doc("liar.txt", "")
	liar.Given.Limit, liar.Open = 100, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(make([]byte, 101))), nil }
	missing := pledgebook.Errorf(pledgebook.Unreadable, "gone.txt does not exist")
	book := &memory{}
	documents := func(yield func(Document, error) bool) {
		for _, d := range []Document{doc("good.txt", report(1)), doc("empty.txt", ""), locked, torn, large, liar} {
			if !yield(d, nil) {
				return
			}
		}
		_ = yield(doc("gone.txt", ""), missing) && yield(doc("last.txt", report(2)), nil)
	}
	got := map[string]pledgebook.ErrorKind{}
	for r := range (&Pipeline{Book: book}).Run(t.Context(), documents) {
		got[r.Input] = pledgebook.KindOf(r.Err)
		if r.Err != nil && !strings.Contains(r.Err.Error(), r.Input) {
			t.Errorf("%s: the error does not name it: %v", r.Input, r.Err)
		}
	}
	want := map[string]pledgebook.ErrorKind{"good.txt": "", "empty.txt": pledgebook.Invalid, "locked.txt": pledgebook.Unreadable, "torn.txt": pledgebook.Unreadable,
		"large.txt": pledgebook.TooLarge, "liar.txt": pledgebook.TooLarge, "gone.txt": pledgebook.Unreadable, "last.txt": ""}
	for name, kind := range want {
		if k, ok := got[name]; !ok || k != kind {
			t.Errorf("%s: kind %q, want %q", name, k, kind)
		}
	}
	if len(book.reports) != 2 || len(book.failures) != 6 {
		t.Errorf("the book has %d reports and %d failures, want 2 and 6", len(book.reports), len(book.failures))
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("input/output error") }

func TestABrokenBookIsSaidOfEveryReport(t *testing.T) {
	book := &memory{broken: pledgebook.Errorf(pledgebook.NoSpace, "the disk is full")}
	for r := range (&Pipeline{Book: book}).Run(t.Context(), each(many(3)...)) {
		if pledgebook.KindOf(r.Err) != pledgebook.NoSpace || !strings.Contains(r.Err.Error(), r.Input) {
			t.Errorf("%s: %v", r.Input, r.Err)
		}
	}
}

func TestTheCallerMayStop(t *testing.T) {
	var opened atomic.Int64
	documents := func(yield func(Document, error) bool) {
		for i := 0; ; i++ {
			d := doc(fmt.Sprint(i), report(i))
			open := d.Open
			d.Open = func() (io.ReadCloser, error) { opened.Add(1); return open() }
			if !yield(d, nil) {
				return
			}
		}
	}
	n := 0
	for range (&Pipeline{Workers: 2}).Run(t.Context(), documents) {
		if n++; n == 5 {
			break
		}
	}
	if n != 5 || opened.Load() > 200 {
		t.Errorf("%d results, %d documents opened", n, opened.Load())
	}
}

func TestACancelledRunEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for range (&Pipeline{Book: &memory{}}).Run(ctx, each(many(500)...)) {
		if n++; n == 3 {
			cancel()
		}
	}
	if n == 500 {
		t.Error("the run went on to its end")
	}
}

// No more bytes are in flight than there is room for, however large the
// documents are and however slow the caller is.
func TestBytesInFlightAreBounded(t *testing.T) {
	const size = article.DefaultLimit
	var flying, most atomic.Int64
	documents := func(yield func(Document, error) bool) {
		for i := range 12 {
			d := doc(fmt.Sprint(i), "")
			d.Size = size
			d.Open = func() (io.ReadCloser, error) {
				most.Store(max(most.Load(), flying.Add(size)))
				return nil, errors.New("not opened in this test")
			}
			if !yield(d, nil) {
				return
			}
		}
	}
	for range (&Pipeline{Workers: 6}).Run(t.Context(), documents) {
		flying.Add(-size)
	}
	if most.Load() > room {
		t.Errorf("%d bytes were in flight, room is %d", most.Load(), room)
	}
}

// A document that is not wanted leaves no trace; the documents around it are filed,
// and each tells its source when it is done with, in order.
func TestUnwantedReportsArePassedOver(t *testing.T) {
	book := &memory{}
	p := Pipeline{Book: book}
	var told []string
	docs := func(yield func(Document, error) bool) {
		for i := range 6 {
			d := doc(fmt.Sprint(i), report(i+1))
			d.Wanted = func(r pledgebook.Reading) bool { return !strings.Contains(r.Report.Headline, "Peru pledges 3 ") }
			d.Filed = func() { told = append(told, d.Given.Name) }
			if !yield(d, nil) {
				return
			}
		}
	}
	var names []string
	for r := range p.Run(t.Context(), docs) {
		if r.Err != nil {
			t.Errorf("%s: %v", r.Input, r.Err)
		}
		names = append(names, r.Input)
	}
	if want := []string{"0", "1", "3", "4", "5"}; !slices.Equal(names, want) || len(book.reports) != 5 || len(book.failures) != 0 {
		t.Errorf("results %v, %d reports, failures %v", names, len(book.reports), book.failures)
	}
	if want := []string{"0", "1", "2", "3", "4", "5"}; !slices.Equal(told, want) {
		t.Errorf("done with %v, want %v", told, want)
	}
	told, book.broken = nil, errors.New("no room")
	for range p.Run(t.Context(), docs) {
	}
	if len(told) != 0 {
		t.Errorf("told that %v are in a book that took none", told)
	}
}
