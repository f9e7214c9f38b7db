package storagetest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/storage/archive"
)

// provesTo proves a book that ought to be sound.
func provesTo(t testing.TB, b pledgebook.Book) pledgebook.Proof {
	t.Helper()
	proof, err := b.Verify(t.Context(), nil)
	check(t, err)
	for _, f := range proof.Faults {
		t.Errorf("the proof finds fault with %s %s: %s", f.What, f.ID, f.Why)
	}
	return proof
}

func provesSound(t *testing.T, p Place) {
	b := p.Open(t)
	empty := provesTo(t, b)
	if empty.Batches != 0 || empty.Head != "" {
		t.Errorf("an empty book proves %+v", empty)
	}
	file(t, b, Filings(0, 250, "en-1")...) // more than one page of the proof
	file(t, b, Filings(0, 2, "en-2")...)
	decide(t, b, decision(pledgebook.Accept, "sound", "e1"))
	last := [2]int{}
	proof, err := b.Verify(t.Context(), func(done, total int) { last = [2]int{done, total} })
	check(t, err)
	want := pledgebook.Proof{Batches: 3, Head: inventory(t, b).Head, Reports: 250, Readings: 252, Things: 252 * 7, Spans: 252 * 8,
		Originals: 250, Decisions: 1, Faults: []pledgebook.Fault{}}
	if fmt.Sprint(proof) != fmt.Sprint(want) {
		t.Errorf("the proof is\n%+v, want\n%+v", proof, want)
	}
	if last[0] != last[1] || last[1] != 250+252+3+1 {
		t.Errorf("progress ended at %d of %d", last[0], last[1])
	}
}

// namesDamage changes one thing after another past the triggers, and back, and
// looks whether the proof names it.
func namesDamage(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filings(1, 4, "en-1")...)
	file(t, b, Filing(1, "en-2"))
	accepted := decide(t, b, decision(pledgebook.Accept, "sound", "e1"))[0].ID
	first := Reading(2, "en-1")
	report, reading, claim := first.Report.ID, first.Report.ID+"@en-1", first.Claims[0].ID
	disarm(t, p)
	saved := saveTables(t, p)
	where := " WHERE id = '" + claim + "'"
	for _, c := range []struct {
		damage, what, id, why string
	}{
		{"UPDATE report SET text = NULL, url = 'http://x.example' WHERE id = '" + report + "'", "report", report, "text has the hash"},
		{"UPDATE claim SET doc = replace(doc, '12 million', '92 million')" + where, "claim", claim, "digest"},
		{"UPDATE claim SET doc = replace(doc, '12 million', '92 million')" + where, "claim", claim, "not \"92 million euros\""},
		{"UPDATE claim SET doc = 'no document'" + where, "claim", claim, "digest"},
		{"UPDATE claim SET digest = 'x'" + where, "reading", reading, "exchanged"},
		{"UPDATE claim SET stage = 'delivery'" + where, "reading", reading, "columns"},
		{"UPDATE claim_party SET party = 'FRA' WHERE party = 'BOL' AND role = 'receiver'", "reading", reading, "columns"},
		{"UPDATE claim SET time_until = '2040-01-01'" + where, "reading", reading, "columns"},
		{"UPDATE reading SET headline = 'Another' WHERE id = '" + reading + "'", "reading", reading, "columns"},
		{"UPDATE reading SET doc = replace(doc, 'Sample Wire', 'Simple Wire') WHERE id = '" + reading + "'", "reading", reading, "metadata"},
		{"UPDATE reading SET current = FALSE WHERE id = '" + reading + "'", "report", report, "current"},
		{"UPDATE decision SET doc = replace(doc, 'sound', 'bribe')", "decision", accepted, "digest"},
		{"DELETE FROM decision_on", "decision", accepted, "columns"},
		{"DELETE FROM quote WHERE id = '" + first.Quotes[0].ID + "'", "reading", reading, "removed"},
		{"UPDATE link SET digest = 'x' WHERE kind = 'decision'", "batch", "3", "hash to"},
		{"UPDATE batch SET at = 'yesterday' WHERE seq = 2", "batch", "2", "hash to"},
		{"UPDATE batch SET hash = 'x' WHERE seq = 1", "batch", "2", "follows the hash"},
		{"UPDATE head SET seq = 9", "batch", "9", "its head names"},
		{"DELETE FROM link WHERE kind = 'decision'", "decision", accepted, "not in the chain"},
	} {
		check(t, p.Tamper(c.damage))
		proof, err := b.Verify(t.Context(), nil)
		check(t, err)
		if !names(proof, c.what, c.id, c.why) {
			t.Errorf("after %s\nthe proof finds %+v\nwant %s %s: …%s…", c.damage, proof.Faults, c.what, c.id, c.why)
		}
		saved.restore(t)
	}
	provesTo(t, b)
	check(t, p.Tamper("DELETE FROM claim_party", "DELETE FROM need_party", "DELETE FROM claim", "DELETE FROM quote", "DELETE FROM need",
		"DELETE FROM meeting", "DELETE FROM mechanism", "DELETE FROM position", "DELETE FROM reading"))
	if proof, err := b.Verify(t.Context(), nil); err != nil || !names(proof, "reading", reading, "gone from the book") {
		t.Errorf("after all readings were removed, the proof finds %+v, %v", proof.Faults, err)
	}
}

func names(proof pledgebook.Proof, what, id, why string) bool {
	for _, f := range proof.Faults {
		if f.What == what && f.ID == id && strings.Contains(f.Why, why) {
			return true
		}
	}
	return false
}

// disarm removes the triggers that keep rows as they are.
func disarm(t *testing.T, p Place) {
	t.Helper()
	triggers := []string{}
	for table := range tables {
		for _, name := range []string{"kept", "unchanged", "redacted"} {
			triggers = append(triggers, table+"_"+name+" "+table)
		}
	}
	for _, trigger := range triggers {
		name, table, _ := strings.Cut(trigger, " ")
		if p.Tamper("DROP TRIGGER IF EXISTS "+name) != nil { // PostgreSQL wants the table as well
			check(t, p.Tamper("DROP TRIGGER IF EXISTS "+name+" ON "+table))
		}
	}
}

// saved is a copy of the tables beside them.
type saved struct{ place Place }

func saveTables(t *testing.T, p Place) saved {
	t.Helper()
	for table := range allTables() {
		check(t, p.Tamper("CREATE TABLE saved_"+table+" AS SELECT * FROM "+table))
	}
	return saved{p}
}

// restore puts the rows back, parents before children.
func (s saved) restore(t *testing.T) {
	t.Helper()
	children := []string{"claim_party", "need_party", "claim", "quote", "need", "meeting", "mechanism", "position", "reading", "report", "decision_on", "decision", "link", "batch", "head"}
	var statements []string
	for _, table := range children {
		statements = append(statements, "DELETE FROM "+table)
	}
	for i := len(children) - 1; i >= 0; i-- {
		statements = append(statements, "INSERT INTO "+children[i]+" SELECT * FROM saved_"+children[i])
	}
	check(t, s.place.Tamper(statements...))
}

func allTables() map[string]string {
	all := map[string]string{"head": ""}
	for table := range tables {
		all[table] = ""
	}
	return all
}

func namesDamagedOriginal(t *testing.T, p Place) {
	b := p.Open(t)
	list := Filings(0, 3, "en-1")
	file(t, b, list...)
	digests := make([]string, len(list))
	for i, f := range list {
		digests[i] = archive.Digest(f.Original.Bytes)
	}
	check(t, os.Remove(originalFile(p, digests[0])))
	check(t, os.WriteFile(originalFile(p, digests[1]), []byte("no gzip"), 0o600))
	proof, err := b.Verify(t.Context(), nil)
	check(t, err)
	if len(proof.Faults) != 2 || !names(proof, "original", digests[0], list[0].Reading.Report.ID) || !names(proof, "original", digests[1], "bytes of its digest") {
		t.Errorf("the proof finds %+v, want the first two originals", proof.Faults)
	}
	_, err = b.Original(t.Context(), list[1].Reading.Report.ID)
	wantKind(t, err, pledgebook.Damaged)
}
