package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/jobs"
	"pledgebook/internal/matching"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/settings"
	"pledgebook/internal/storage"
	"pledgebook/internal/storage/pgtest"
)

// An older engine's readings are replaced by the present one's, on both
// engines of the book.
func TestReread(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { testReread(t, t.TempDir()) })
	t.Run("Postgres", func(t *testing.T) {
		server, err := pgtest.Start()
		if err != nil {
			t.Skipf("no PostgreSQL can be started here: %v", err)
		}
		t.Cleanup(server.Stop)
		if err := server.Exec("postgres", "CREATE DATABASE reread"); err != nil {
			t.Fatal(err)
		}
		t.Chdir(t.TempDir())
		testReread(t, server.URL("reread"))
	})
}

// aged is what an older engine might have made of a reading: it misread the sum
// of every third report, saw no second claim, and had other ids.
func aged(r pledgebook.Reading, n int) pledgebook.Reading {
	r.Engine = "en-0"
	r.Claims = slices.Clone(r.Claims[:1])
	c := &r.Claims[0]
	c.ID = fmt.Sprintf("old-%d", n)
	c.PartOf, c.FulfilledBy = "", nil
	if n%3 == 0 {
		m := *c.Money
		m.Lo, m.Hi = decimal.MustNew(int64(n+1), 0), decimal.MustNew(int64(n+1), 0)
		c.Money = &m
	} else {
		c.Stage = pledgebook.StageUnclear
	}
	r.Quotes, r.Needs, r.Meetings, r.Mechanisms, r.Positions = nil, nil, nil, nil, nil
	return r
}

// olderBook files reports as an older engine read them, and a row that was loaded.
func olderBook(t *testing.T, where string, reports int) pledgebook.Book {
	t.Helper()
	book, err := storage.Open(t.Context(), where, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var batch []pledgebook.Filing
	p := pipeline.Pipeline{}
	for n := range reports {
		file := filepath.Join(dir, fmt.Sprintf("%03d.txt", n))
		text := fmt.Sprintf("Norway pledges money for wells\n\nNAIROBI, March 13 (Example) - Norway will give %d million Norwegian kroner to Kenya for wells, its minister said on Wednesday. Peru has paid 7 million dollars to Haiti in that month.\n", n+2)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		read, err := p.Read(given{Published: "2024-03-13", Lang: "en"}.document(t, file))
		if err != nil || len(read.Claims) != 2 {
			t.Fatalf("%d claims in report %d, %v", len(read.Claims), n, err)
		}
		batch = append(batch, pledgebook.Filing{Reading: aged(read, n)})
	}
	row := aged(batch[0].Reading, reports)
	row.Engine, row.Report.ID = pipeline.CodedEngine, "coded-row"
	if _, err := book.Append(t.Context(), append(batch, pledgebook.Filing{Reading: row, Print: &pledgebook.Print{}})); err != nil {
		t.Fatal(err)
	}
	return book
}

// document is one file as it comes in.
func (g given) document(t *testing.T, file string) pipeline.Document {
	t.Helper()
	a := &app{ctx: t.Context(), err: &bytes.Buffer{}}
	in, err := g.input(settings.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for d, err := range a.documents([]string{file}, in) {
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	t.Fatal("no document")
	return pipeline.Document{}
}

func testReread(t *testing.T, where string) {
	const reports = 60
	book := olderBook(t, where, reports)
	accept := func(claim string) pledgebook.Decision {
		return pledgebook.Decision{Verb: pledgebook.Accept, On: []string{matching.EntryID(claim)}, Who: "ana", At: pledgebook.DateOf(2024, 3, 14).Time(), Why: "seen " + claim}
	}
	if _, err := book.Decide(t.Context(), accept("old-1"), accept("old-3")); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		var out, errs bytes.Buffer
		if code := run(t.Context(), append([]string{"--book", where}, args...), streams{in: strings.NewReader(""), out: &out, err: &errs}); code != allDone {
			t.Fatalf("%v ends with %d: %s", args, code, errs.String())
		}
		return out.String()
	}
	var failed pledgebook.Failure // as a job that was set aside leaves it
	for id, err := range pipeline.Stale(t.Context(), book) {
		if err != nil {
			t.Fatal(err)
		}
		failed = pledgebook.Failure{Input: jobs.ReportLink(id), Kind: pledgebook.Internal, Cause: "it broke its worker"}
	}
	if err := book.Fail(t.Context(), failed); err != nil {
		t.Fatal(err)
	}
	if out := run("failures", "--retry"); !strings.Contains(out, failed.Cause) {
		t.Errorf("after a retry the failure is gone or another: %s", out)
	}
	interruptedReread(t, where, book)
	out := run("reread")
	for _, want := range []string{"60 reports read again, 60 of them with changes: 60 claims new, 0 gone, 60 read otherwise", "en-0 → " + pledgebook.Engine, "stage: unclear → pledge", "Fields: ", "money: NOK 4 → NOK 5000000"} {
		if !strings.Contains(out, want) {
			t.Errorf("the report lacks %q:\n%.3000s", want, out)
		}
	}
	if out := run("failures"); !strings.Contains(out, "Nothing failed") {
		t.Errorf("what was read again is a failure still: %s", out)
	}
	if again := run("reread"); again != out {
		t.Error("reading again a second time says something else")
	}
	if lines := strings.Count(run("reread", "--changes", "--json"), "\n"); lines != reports {
		t.Errorf("%d reports changed by the JSON, want %d", lines, reports)
	}
	ledger, err := pipeline.BringTogether(t.Context(), book, nil, pledgebook.DateOf(2024, 4, 1))
	if err != nil {
		t.Fatal(err)
	}
	// The sum of report 1 stayed, so the decision goes over; that of report 3 did not.
	if len(ledger.Orphans) != 1 || ledger.Orphans[0].Why != "seen old-3" {
		t.Errorf("orphaned are %v, want the decision on the misread sum", ledger.Orphans)
	}
	if e, _ := ledger.Entry(ledger.Heirs["old-1"]); !e.Reviewed {
		t.Error("the decision on what stayed is lost")
	}
	if out := run("check", "--all"); !strings.Contains(out, "decisions that lost their claims: 1") {
		t.Errorf("check does not name the orphaned decision:\n%s", out)
	}
	if held, err := book.Reading(t.Context(), "coded-row", ""); err != nil || held.Engine != pipeline.CodedEngine {
		t.Errorf("the loaded row was read again: %s, %v", held.Engine, err)
	}
	if proof, err := book.Verify(t.Context(), nil); err != nil || !proof.Sound() {
		t.Errorf("the book does not prove: %v, %v", proof.Faults, err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
}

// interruptedReread deals out the jobs and works on some of them only: the next
// call goes on with what is left.
func interruptedReread(t *testing.T, where string, book pledgebook.Book) {
	t.Helper()
	q, err := jobs.Open(t.Context(), where, jobs.Options{AtOnce: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	n, err := q.Reread(t.Context(), pledgebook.Engine, pipeline.Stale(t.Context(), book))
	if err != nil || n != 3 {
		t.Fatalf("%d jobs, %v; want 3", n, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	p := pipeline.Pipeline{Book: book}
	hands := jobs.Hands{Reread: func(ctx context.Context, reports []string) error {
		defer stop() // as one who is interrupted after the first job
		return p.Reread(ctx, reports)
	}}
	if err := q.WorkOffRereading(ctx, hands, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if left, err := q.Rereading(t.Context()); err != nil || left == 0 || left == n {
		t.Errorf("%d of %d jobs are left, %v; want some", left, n, err)
	}
	if again, err := q.Reread(t.Context(), pledgebook.Engine, pipeline.Stale(t.Context(), book)); err != nil || again >= n {
		t.Errorf("asked again while jobs are left: %d, %v", again, err)
	}
}
