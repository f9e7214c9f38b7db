// Package sqlite exports entries as a plain SQLite database that Datasette, the
// sqlite3 program or any other can open: entries, their claims, every piece of
// evidence, the reports, and what every column is.
package sqlite

import (
	"database/sql"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"pledgebook"
	"pledgebook/internal/annotating"
	"pledgebook/internal/export"
)

// Format is a SQLite database.
type Format struct{}

// Name is "sqlite".
func (Format) Name() string { return "sqlite" }

// MediaType is the registered one.
func (Format) MediaType() string { return "application/vnd.sqlite3" }

// affinity is how SQLite keeps a type. Sums stay text: a float would not be exact.
var affinity = map[export.Type]string{export.Whole: "INTEGER", export.Truth: "INTEGER"}

// schema makes the tables beside entry, whose columns are those of every table.
const schema = `
CREATE TABLE claim (id TEXT PRIMARY KEY, entry TEXT NOT NULL REFERENCES entry (id), stage TEXT, reported_verb TEXT, polarity TEXT, amount_lo TEXT, amount_hi TEXT, currency TEXT, qualifier TEXT,
  verbatim TEXT, speaker TEXT, speaker_role TEXT, sentence TEXT, report TEXT REFERENCES report (id));
CREATE TABLE evidence (claim TEXT NOT NULL REFERENCES claim (id), field TEXT NOT NULL, text TEXT, start INTEGER, "end" INTEGER, basis TEXT, rule TEXT);
CREATE TABLE report (id TEXT PRIMARY KEY, outlet TEXT, headline TEXT, url TEXT, input TEXT, language TEXT, published TEXT, text_sha256 TEXT);
CREATE TABLE column_about ("table" TEXT NOT NULL, "column" TEXT NOT NULL, type TEXT, about TEXT, PRIMARY KEY ("table", "column"));
CREATE TABLE about (what TEXT PRIMARY KEY, value TEXT);
CREATE INDEX claim_entry ON claim (entry);
CREATE INDEX evidence_claim ON evidence (claim);`

// Write makes the database in a temporary file and sends it.
func (Format) Write(w io.Writer, about export.About, rows iter.Seq2[export.Row, error]) error {
	folder, err := os.MkdirTemp("", "pledgebook-export")
	if err != nil {
		return pledgebook.WrapError(pledgebook.Unreadable, err, "no temporary file can be made for the database")
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "export.sqlite")
	if err := fill(path, about, rows); err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

func fill(path string, about export.About, rows iter.Seq2[export.Row, error]) (err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)")
	if err != nil {
		return err
	}
	defer func() {
		if closing := db.Close(); err == nil {
			err = closing
		}
	}()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(entryTable() + schema); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	t := &tables{tx: tx, made: map[string]*sql.Stmt{}}
	for r, err := range rows {
		if err != nil {
			return err
		}
		if err := t.row(r); err != nil {
			return err
		}
	}
	if err := t.about(about); err != nil {
		return err
	}
	return tx.Commit()
}

func entryTable() string {
	var b strings.Builder
	b.WriteString("CREATE TABLE entry (")
	for i, c := range export.Columns {
		kind := affinity[c.Type]
		if kind == "" {
			kind = "TEXT"
		}
		if i == 0 {
			kind += " PRIMARY KEY"
		} else {
			b.WriteString(", ")
		}
		b.WriteString(c.Name + " " + kind)
	}
	return b.String() + ");"
}

type tables struct {
	tx   *sql.Tx
	made map[string]*sql.Stmt
}

// put inserts one row; one that is there already stays.
func (t *tables) put(table string, values ...any) error {
	s := t.made[table]
	if s == nil {
		var err error
		if s, err = t.tx.Prepare("INSERT OR IGNORE INTO " + table + " VALUES (?" + strings.Repeat(", ?", len(values)-1) + ")"); err != nil {
			return err
		}
		t.made[table] = s
	}
	for i, v := range values {
		switch text, ok := v.(string); {
		case ok && text == "":
			values[i] = nil
		case ok:
			values[i] = strings.ToValidUTF8(text, "\uFFFD")
		}
	}
	_, err := s.Exec(values...)
	return err
}

func (t *tables) row(r export.Row) error {
	cells := make([]any, len(export.Columns))
	for i, c := range export.Columns {
		cells[i] = c.Of(r)
		if c.Type == export.Truth {
			cells[i] = c.Of(r) == "true"
		}
	}
	if err := t.put("entry", cells...); err != nil {
		return err
	}
	for _, b := range r.Backing {
		if err := t.claim(r.Entry.ID, b); err != nil {
			return err
		}
	}
	return nil
}

func (t *tables) claim(entry string, b export.Backing) error {
	c, source := b.Claim, b.Source
	var lo, hi, speaker, role string
	m := pledgebook.Money{}
	if c.Money != nil {
		m = *c.Money
		lo, hi = pledgebook.Plain(m.Lo), pledgebook.Plain(m.Hi)
	}
	if c.Speaker != nil {
		speaker, role = c.Speaker.Name, c.Speaker.Role
	}
	link := source.URL
	if !annotating.IsLink(link) { // Datasette makes links of what looks like one
		link = ""
	}
	if err := t.put("report", source.Report, source.Outlet, source.Headline, link, source.Input, source.Language, string(source.Published), b.Report.TextSHA256); err != nil {
		return err
	}
	if err := t.put("claim", c.ID, entry, string(c.Stage), c.ReportedVerb, string(c.Polarity), lo, hi, m.Currency, string(m.Qualifier), m.Verbatim, speaker, role, b.Sentence, source.Report); err != nil {
		return err
	}
	for _, e := range c.Evidence {
		if err := t.put("evidence", c.ID, orDash(e.Field), e.Text, e.Span.Start, e.Span.End, string(e.Basis), e.Rule); err != nil {
			return err
		}
	}
	return nil
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// about says what every column is, and where it all comes from.
func (t *tables) about(a export.About) error {
	for _, c := range export.Columns {
		if err := t.put("column_about", "entry", c.Name, string(c.Type), c.About); err != nil {
			return err
		}
	}
	for _, line := range [][2]string{{"title", a.Title}, {"made", a.Made.UTC().Format(time.RFC3339)}, {"head", a.Head}, {"address", a.Address}, {"sums", export.NoSum}} {
		if err := t.put("about", line[0], line[1]); err != nil {
			return err
		}
	}
	return nil
}
