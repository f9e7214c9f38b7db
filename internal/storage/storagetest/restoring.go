package storagetest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pledgebook"
	"pledgebook/internal/storage"
	"pledgebook/internal/storage/archive"
)

// fill makes a book with something of everything.
func fill(t testing.TB, b pledgebook.Book) {
	t.Helper()
	file(t, b, Filings(0, 5, "en-1")...)
	file(t, b, Filings(0, 2, "en-2")...)
	undo := decision(pledgebook.Undo, "not sound", "e1")
	undo.Undoes = decide(t, b, decision(pledgebook.Accept, "sound", "e1"))[0].ID
	decide(t, b, undo)
	check(t, b.Fail(t.Context(), pledgebook.Failure{Input: "gone.txt", Kind: pledgebook.Unreadable, Cause: "no such file", Last: noon}))
	decide(t, b, decision(pledgebook.Redact, "order of the court", Reading(4, "").Report.ID))
}

// contents is all that a book shows of itself.
func contents(t *testing.T, b pledgebook.Book) map[string]any {
	t.Helper()
	ctx, q := t.Context(), pledgebook.Query{Superseded: true}
	inv := inventory(t, b)
	inv.Database = ""
	proof := provesTo(t, b)
	return map[string]any{
		"inventory": inv, "proof": normal(proof), "decisions": collect(t, b.Decisions(ctx)), "failures": collect(t, b.Failures(ctx)),
		"reports": normal(collect(t, b.Reports(ctx, q))), "claims": normal(collect(t, b.Claims(ctx, q))), "quotes": normal(collect(t, b.Quotes(ctx, q))),
		"needs": normal(collect(t, b.Needs(ctx, q))), "meetings": normal(collect(t, b.Meetings(ctx, q))),
		"mechanisms": normal(collect(t, b.Mechanisms(ctx, q))), "positions": normal(collect(t, b.Positions(ctx, q))),
		"of NPL": tally(t, b.Claims(ctx, pledgebook.Query{Receivers: []pledgebook.PartyID{"NPL"}})),
	}
}

// RestoresInto backs a full book up at one place and restores it at another,
// which may be on the other engine.
func RestoresInto(t *testing.T, from, to Place) {
	b := from.Open(t)
	fill(t, b)
	check(t, os.WriteFile(filepath.Join(from.Folder, "config.toml"), []byte("# settings\n"), 0o600))
	backup := filepath.Join(t.TempDir(), "book.backup")
	check(t, b.Backup(t.Context(), backup))
	if _, err := storage.Restore(t.Context(), backup, to.Where, to.Options); err != nil {
		t.Fatal(err)
	}
	restored := to.Open(t)
	if diff := cmp.Diff(contents(t, b), contents(t, restored)); diff != "" {
		t.Errorf("the restored book is another (-backed up +restored):\n%s", diff)
	}
	original, err := restored.Original(t.Context(), Reading(1, "").Report.ID)
	check(t, err)
	if diff := cmp.Diff(Filing(1, "").Original, original); diff != "" {
		t.Errorf("an original changed:\n%s", diff)
	}
	if settings, err := os.ReadFile(filepath.Join(to.Folder, "config-from-backup.toml")); err != nil || string(settings) != "# settings\n" {
		t.Errorf("the settings came back as %q, %v", settings, err)
	}
	again := filepath.Join(t.TempDir(), "again.backup")
	check(t, restored.Backup(t.Context(), again))
}

// restore puts a backup of this place's book into a place beside it on the
// same engine: the emptied place itself.
func restoresWhole(t *testing.T, p Place) {
	b := p.Open(t)
	fill(t, b)
	before := contents(t, b)
	backup := filepath.Join(t.TempDir(), "book.backup")
	check(t, b.Backup(t.Context(), backup))
	check(t, b.Close())
	p.empty(t)
	proof, err := storage.Restore(t.Context(), backup, p.Where, p.Options)
	check(t, err)
	if !proof.Sound() || proof.Reports != 5 {
		t.Errorf("the proof of the restored book is %+v", proof)
	}
	if diff := cmp.Diff(before, contents(t, p.Open(t))); diff != "" {
		t.Errorf("the restored book is another (-backed up +restored):\n%s", diff)
	}
}

// empty removes a closed book from its place.
func (p Place) empty(t *testing.T) {
	t.Helper()
	if storage.IsPostgres(p.Where) {
		check(t, p.Tamper("DROP SCHEMA public CASCADE", "CREATE SCHEMA public"))
	}
	check(t, os.RemoveAll(p.Folder))
}

func restoredGoesOn(t *testing.T, p Place) {
	b := p.Open(t)
	fill(t, b)
	backup := filepath.Join(t.TempDir(), "book.backup")
	check(t, b.Backup(t.Context(), backup))
	check(t, b.Close())
	p.empty(t)
	if _, err := storage.Restore(t.Context(), backup, p.Where, p.Options); err != nil {
		t.Fatal(err)
	}
	b = p.Open(t)
	states(t, file(t, b, Filing(1, "en-1"), Filing(1, "en-3"), Filing(4, "en-1"), Filing(50, "en-1")),
		pledgebook.FiledKnown, pledgebook.FiledNewer, pledgebook.FiledRedacted, pledgebook.FiledNew)
	states(t, decide(t, b, decision(pledgebook.Reject, "a copy", "e5")), pledgebook.FiledNew)
	provesTo(t, b)
}

func damagedBackups(t *testing.T, p Place) {
	b := p.Open(t)
	fill(t, b)
	file := filepath.Join(t.TempDir(), "book.backup")
	check(t, b.Backup(t.Context(), file))
	check(t, b.Close())
	p.empty(t)
	whole, err := os.ReadFile(file)
	check(t, err)
	damaged := map[string][]byte{"empty": {}, "no backup": []byte("PK\x03\x04 something else, and long enough to be read")}
	for i := range 5 {
		cut := len(whole) * (i + 1) / 6
		damaged["cut off at "+string(rune('1'+i))+" of 6"] = whole[:cut]
		flipped := append([]byte(nil), whole...)
		flipped[cut] ^= 0x40
		damaged["one bit changed at "+string(rune('1'+i))+" of 6"] = flipped
	}
	damaged["without its last byte"] = whole[:len(whole)-1]
	for name, doc := range damaged {
		bad := filepath.Join(t.TempDir(), "bad.backup")
		check(t, os.WriteFile(bad, doc, 0o600))
		if _, err := storage.Restore(t.Context(), bad, p.Where, p.Options); pledgebook.KindOf(err) != pledgebook.Damaged {
			t.Errorf("%s: error %v, want one of kind damaged", name, err)
		}
		empty := p.Open(t)
		if inv := inventory(t, empty); inv.Reports != 0 || inv.Batches != 0 {
			t.Errorf("%s: %d reports and %d batches are in the book", name, inv.Reports, inv.Batches)
		}
		check(t, empty.Close())
	}
	if _, err := storage.Restore(t.Context(), file, p.Where, p.Options); err != nil {
		t.Errorf("after all those, the whole backup: %v", err)
	}
}

func sparesFiles(t *testing.T, p Place) {
	b := p.Open(t)
	fill(t, b)
	file := filepath.Join(t.TempDir(), "book.backup")
	check(t, b.Backup(t.Context(), file))
	wantKind(t, b.Backup(t.Context(), file), pledgebook.Conflict)
	wantKind(t, b.Backup(t.Context(), filepath.Join(t.TempDir(), "no folder", "x")), pledgebook.Unreadable)
	before := contents(t, b)
	_, err := storage.Restore(t.Context(), file, p.Where, p.Options)
	wantKind(t, err, pledgebook.Conflict)
	_, err = storage.Restore(t.Context(), filepath.Join(t.TempDir(), "none"), p.Where, p.Options)
	wantKind(t, err, pledgebook.Unreadable)
	if diff := cmp.Diff(before, contents(t, b)); diff != "" {
		t.Errorf("a refused restore changed the book:\n%s", diff)
	}
}

func backsUpWithLoss(t *testing.T, p Place) {
	b := p.Open(t)
	f := Filing(1, "en-1")
	file(t, b, f, Filing(2, "en-1"))
	digest := archive.Digest(f.Original.Bytes)
	check(t, os.Remove(originalFile(p, digest)))
	backup := filepath.Join(t.TempDir(), "book.backup")
	wantKind(t, b.Backup(t.Context(), backup), pledgebook.Damaged)
	check(t, b.Close())
	p.empty(t)
	proof, err := storage.Restore(t.Context(), backup, p.Where, p.Options)
	wantKind(t, err, pledgebook.Damaged)
	if len(proof.Faults) != 1 || proof.Faults[0].ID != digest || proof.Reports != 2 {
		t.Errorf("the restored book proves %+v, want all but the original %s", proof, digest)
	}
}

// firstSchema takes a fresh book back to what the first migration left.
var firstSchema = []string{"DROP TABLE failure", "DELETE FROM goose_db_version WHERE version_id > 1"}

func migratesOlder(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filings(0, 3, "en-1")...)
	schema := inventory(t, b).Schema
	check(t, b.Close())
	check(t, p.Tamper(slices.Concat(DropAccounts, DropCopies, firstSchema)...))
	b = p.Open(t)
	if got := inventory(t, b); got.Schema != schema || got.Reports != 3 {
		t.Errorf("the migrated book has schema %d and %d reports, want %d and 3", got.Schema, got.Reports, schema)
	}
	check(t, b.Fail(t.Context(), pledgebook.Failure{Input: "x", Cause: "y"}))
	provesTo(t, b)
	copies, err := filepath.Glob(filepath.Join(p.Folder, "before-schema-*"))
	check(t, err)
	if len(copies) != 1 {
		t.Fatalf("copies made before the migration: %v, want one", copies)
	}
	check(t, b.Close())
	if filepath.Ext(copies[0]) != ".backup" {
		return // a database file; storage's own test opens it
	}
	moved := filepath.Join(t.TempDir(), "copy")
	check(t, os.Rename(copies[0], moved))
	p.empty(t)
	if proof, err := storage.Restore(t.Context(), moved, p.Where, p.Options); err != nil || proof.Reports != 3 {
		t.Errorf("the copy restores %d reports, %v", proof.Reports, err)
	}
}

func refusesNewer(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filing(1, "en-1"))
	check(t, b.Close())
	check(t, p.Tamper("INSERT INTO goose_db_version (version_id, is_applied) VALUES (4711, TRUE)"))
	_, err := storage.Open(t.Context(), p.Where, p.Options)
	wantKind(t, err, pledgebook.TooNew)
	check(t, p.Tamper("DELETE FROM goose_db_version WHERE version_id = 4711"))
	provesTo(t, p.Open(t))
}
