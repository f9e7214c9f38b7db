package sqlite

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pledgebook/internal/export/exporttest"
)

func TestExport(t *testing.T) { exporttest.Run(t, Format{}, show) }

// show writes a database as text, table by table, and holds it to SQLite's own check.
func show(t *testing.T, file []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.sqlite")
	if err := os.WriteFile(path, file, 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	for _, q := range []string{"PRAGMA integrity_check", "PRAGMA foreign_key_check", "SELECT * FROM entry ORDER BY id", "SELECT * FROM claim ORDER BY id", "SELECT * FROM evidence",
		"SELECT * FROM report ORDER BY id", "SELECT \"column\", type FROM column_about WHERE \"table\" = 'entry' ORDER BY rowid", "SELECT * FROM about ORDER BY what"} {
		fmt.Fprintf(&b, "== %s\n", q)
		table(t, db, q, &b)
	}
	return b.String()
}

func table(t *testing.T, db *sql.DB, q string, b *strings.Builder) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		cells, at := make([]any, len(names)), make([]any, len(names))
		for i := range cells {
			at[i] = &cells[i]
		}
		if err := rows.Scan(at...); err != nil {
			t.Fatal(err)
		}
		for i, c := range cells {
			if c != nil {
				fmt.Fprintf(b, "%s=%q ", names[i], fmt.Sprint(c))
			}
		}
		b.WriteString("\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
