package storagetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pledgebook"
	"pledgebook/internal/storage/archive"
)

var noon = time.Date(2032, 5, 6, 12, 0, 0, 0, time.UTC)

func decision(verb pledgebook.DecisionVerb, why string, on ...string) pledgebook.Decision {
	return pledgebook.Decision{Verb: verb, On: on, Who: "reviewer@example.org", At: noon, Why: why}
}

func decide(t testing.TB, b pledgebook.Book, d ...pledgebook.Decision) []pledgebook.Outcome {
	t.Helper()
	out, err := b.Decide(t.Context(), d...)
	check(t, err)
	return out
}

func decisions(t *testing.T, p Place) {
	b := p.Open(t)
	first := decision(pledgebook.Accept, "both sources agree", "e1", "e2", "e1")
	edit := decision(pledgebook.Edit, "a slip of the pen", "e2")
	edit.Set = map[string]string{"currency": "EUR"}
	edit.At = noon.In(time.FixedZone("", 7200))
	out := decide(t, b, first, edit)
	states(t, out, pledgebook.FiledNew, pledgebook.FiledNew)
	states(t, decide(t, b, first), pledgebook.FiledKnown)
	undo := decision(pledgebook.Undo, "they do not", "e1")
	undo.Undoes = out[0].ID
	states(t, decide(t, b, undo), pledgebook.FiledNew)
	want := []pledgebook.Decision{first, edit, undo}
	want[1].At = noon
	all := collect(t, b.Decisions(t.Context()))
	if len(all) != 3 {
		t.Fatalf("%d decisions, want 3", len(all))
	}
	for i := range all {
		want[i].ID = all[i].ID
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("decisions changed (-made +got):\n%s", diff)
	}
	if on := collect(t, b.Decisions(t.Context(), "e2", "e9")); len(on) != 2 || on[0].ID != out[0].ID || on[1].ID != out[1].ID {
		t.Errorf("decisions on e2 are %+v, want the first two", on)
	}
	provesTo(t, b)
}

// What was filed and decided since a batch comes in order, each with the head it
// made.
func since(t *testing.T, p Place) {
	b := p.Open(t)
	if links := collect(t, b.Since(t.Context(), 0)); len(links) != 0 {
		t.Fatalf("a new book has links %+v", links)
	}
	first, second := Filing(1, "en-1"), Filing(2, "en-1")
	file(t, b, first, second)
	start := inventory(t, b)
	newer := Filing(1, "en-2")
	file(t, b, newer)
	yes, no := decision(pledgebook.Accept, "sound", "e1"), decision(pledgebook.Reject, "not sound", "e2")
	out := decide(t, b, yes, no)
	yes.ID, no.ID = out[0].ID, out[1].ID
	end := inventory(t, b)
	got := collect(t, b.Since(t.Context(), start.Batches))
	want := []pledgebook.Link{
		{Batch: start.Batches + 1, Hash: got[0].Hash, Report: first.Reading.Report.ID, Engine: "en-2"},
		{Batch: end.Batches, Hash: end.Head, Decision: &yes},
		{Batch: end.Batches, Hash: end.Head, Decision: &no},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("since batch %d (-want +got):\n%s", start.Batches, diff)
	}
	if whole := collect(t, b.Since(t.Context(), 0)); len(whole) != 5 || whole[1].Hash != start.Head {
		t.Errorf("the whole chain is %+v, of which the first two end with %s", whole, start.Head)
	}
	if rest := collect(t, b.Since(t.Context(), end.Batches)); len(rest) != 0 {
		t.Errorf("after the end comes %+v", rest)
	}
}

func badDecisions(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filing(1, "en-1"))
	before := inventory(t, b)
	good := decision(pledgebook.Accept, "sound", "e1")
	nobody, whyless, timeless := good, good, good
	nobody.Who, whyless.Why, timeless.At = "", "", time.Time{}
	undo := decision(pledgebook.Undo, "never was", "e1")
	for _, c := range []struct {
		name string
		bad  pledgebook.Decision
		want pledgebook.ErrorKind
	}{
		{"no verb", pledgebook.Decision{On: []string{"e1"}, Who: "x", Why: "y", At: noon}, pledgebook.Invalid},
		{"nobody", nobody, pledgebook.Invalid},
		{"no reason", whyless, pledgebook.Invalid},
		{"no time", timeless, pledgebook.Invalid},
		{"about nothing", decision(pledgebook.Reject, "why"), pledgebook.Invalid},
		{"about no id", decision(pledgebook.Reject, "why", "a b"), pledgebook.Invalid},
		{"undoes nothing", undo, pledgebook.Invalid},
		{"undoes what is not there", pledgebook.Decision{Verb: pledgebook.Undo, On: []string{"e1"}, Who: "x", Why: "y", At: noon, Undoes: "none"}, pledgebook.NotFound},
		{"redacts what is not there", decision(pledgebook.Redact, "by order", "none"), pledgebook.NotFound},
	} {
		_, err := b.Decide(t.Context(), good, c.bad)
		if pledgebook.KindOf(err) != c.want {
			t.Errorf("%s: error %v, want kind %s", c.name, err, c.want)
		}
	}
	if diff := cmp.Diff(before, inventory(t, b)); diff != "" {
		t.Errorf("refused decisions changed the book:\n%s", diff)
	}
}

// tables that keep their rows, and a column of each that nothing may change.
var tables = map[string]string{
	"report": "text", "reading": "doc", "claim": "doc", "quote": "doc", "need": "doc", "meeting": "doc", "mechanism": "doc", "position": "doc",
	"claim_party": "party", "need_party": "party", "decision": "doc", "decision_on": "target", "batch": "hash", "link": "digest",
}

func appendOnly(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filing(1, "en-1"))
	decide(t, b, decision(pledgebook.Accept, "sound", "e1"))
	for table, column := range tables {
		for _, statement := range []string{
			"DELETE FROM " + table,
			"UPDATE " + table + " SET " + column + " = 'x'",
			"UPDATE " + table + " SET " + column + " = NULL",
		} {
			if err := p.Tamper(statement); err == nil || !strings.Contains(err.Error(), "append only") {
				t.Errorf("%s: error %v, want the refusal of an append-only table", statement, err)
			}
		}
	}
	if err := p.Tamper("UPDATE report SET redacted_by = 'nobody', text = NULL, url = NULL"); err == nil {
		t.Error("a report can be emptied without a decision")
	}
	if err := p.Tamper("UPDATE claim SET id = 'x'"); err == nil {
		t.Error("a claim's id can be changed")
	}
	provesTo(t, b)
}

func redaction(t *testing.T, p Place) {
	b := p.Open(t)
	gone, stays := Filing(1, "en-1"), Filing(2, "en-1")
	twin := Filing(3, "en-1")
	twin.Original = gone.Original // another report read from the same bytes
	file(t, b, gone, stays, twin)
	file(t, b, Filing(1, "en-2"))
	head := inventory(t, b).Head
	id := gone.Reading.Report.ID
	order := decision(pledgebook.Redact, "order of the court", id)
	out := decide(t, b, order)
	states(t, out, pledgebook.FiledNew)
	states(t, decide(t, b, order), pledgebook.FiledKnown)

	_, err := b.Reading(t.Context(), id, "")
	wantKind(t, err, pledgebook.NotFound)
	_, err = b.Original(t.Context(), id)
	wantKind(t, err, pledgebook.NotFound)
	for table, n := range thingsOf(t, b, pledgebook.Query{Report: id, Superseded: true}) {
		if n != 0 {
			t.Errorf("%d %s of the redacted report are still listed", n, table)
		}
	}
	states(t, file(t, b, Filing(1, "en-3")), pledgebook.FiledRedacted)
	if proof := provesTo(t, b); proof.Redacted != 1 || proof.Reports != 3 {
		t.Errorf("the proof counts %d redacted of %d reports, want 1 of 3", proof.Redacted, proof.Reports)
	}
	if _, err := b.Original(t.Context(), twin.Reading.Report.ID); err != nil {
		t.Errorf("the original that another report has too: %v", err)
	}
	undo := decision(pledgebook.Undo, "changed our mind", id)
	undo.Undoes = out[0].ID
	_, err = b.Decide(t.Context(), undo)
	wantKind(t, err, pledgebook.Invalid)
	if inventory(t, b).Head == head {
		t.Error("the redaction is not in the chain")
	}

	decide(t, b, decision(pledgebook.Redact, "order of the court", twin.Reading.Report.ID))
	if has(p, archive.Digest(gone.Original.Bytes)) {
		t.Error("the original is still in the archive after both its reports were redacted")
	}
	check(t, b.Close())
	for _, words := range []string{"11 million euros", "13 million euros", "sample.example/1\"", "sample/3.txt"} {
		if where := findWords(t, p.Folder, words); where != "" {
			t.Errorf("%q of a redacted report is still in %s", words, where)
		}
	}
}

// findWords tells which file below a folder holds some words. A PostgreSQL
// server's own files are not searched.
func findWords(t *testing.T, folder, words string) string {
	found := ""
	err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		doc, err := os.ReadFile(path)
		if strings.Contains(string(doc), words) {
			found = path
		}
		return err
	})
	check(t, err)
	return found
}

func finishesRedaction(t *testing.T, p Place) {
	b := p.Open(t)
	f := Filing(1, "en-1")
	file(t, b, f)
	decide(t, b, decision(pledgebook.Redact, "order of the court", f.Reading.Report.ID))
	digest := archive.Digest(f.Original.Bytes)
	// As if the program had ended after the decision and before the file went.
	check(t, archive.Folder(filepath.Join(p.Folder, "archive")).Put(t.Context(), map[string][]byte{digest: f.Original.Bytes}))
	check(t, b.Close())
	p.Open(t)
	if has(p, digest) {
		t.Error("the original of a redacted report is still in the archive")
	}
}

func has(p Place, digest string) bool {
	_, err := os.Stat(originalFile(p, digest))
	return err == nil
}

func originalFile(p Place, digest string) string {
	return filepath.Join(p.Folder, "archive", digest[:1], digest+".gz")
}
