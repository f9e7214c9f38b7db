// Package lexicon holds the words, names and rules of each language as data:
// one folder a language, one tab-separated file a table. The engine knows the
// shapes of grammar; what the words are is said here alone.
//
// A table is a text file: lines that start with # are comments, the first other
// line names the columns, every further line is one row. The first column of a
// phrase table is the phrase as it stands in running text; a phrase written
// with capitals matches only text with at least those capitals.
//
// The folder world holds facts that no language changes: codes, memberships,
// dated events, average rates.
package lexicon

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"
)

//go:embed */*.tsv
var files embed.FS

// World is the folder of facts that hold in every language.
const World = "world"

// Lexicon is the tables of one language together with those of [World].
type Lexicon struct {
	Language string
	tables   map[string]*Table
}

// Table is one file: named columns and rows in file order.
type Table struct {
	Name    string
	Columns []string
	Rows    []Row
}

// Row is one line of a table. Line counts from 1 in the file.
type Row struct {
	Line  int
	table *Table
	cells []string
}

var cache sync.Map // language → *Lexicon

// Languages lists the languages that have a lexicon, sorted.
func Languages() []string {
	dirs, err := files.ReadDir(".")
	if err != nil {
		return nil
	}
	var langs []string
	for _, d := range dirs {
		if d.IsDir() && d.Name() != World {
			langs = append(langs, d.Name())
		}
	}
	sort.Strings(langs)
	return langs
}

// Load returns the lexicon of a language, shared between callers and never
// changed. It fails where the language has no folder or a table is malformed.
func Load(language string) (*Lexicon, error) {
	if l, ok := cache.Load(language); ok {
		return l.(*Lexicon), nil
	}
	l := &Lexicon{Language: language, tables: map[string]*Table{}}
	for _, dir := range []string{World, language} {
		if err := l.addFolder(files, dir); err != nil {
			return nil, err
		}
	}
	cache.Store(language, l)
	return l, nil
}

func (l *Lexicon) addFolder(fsys fs.FS, dir string) error {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return fmt.Errorf("no lexicon for language %q: %w", dir, err)
	}
	for _, e := range entries {
		b, err := fs.ReadFile(fsys, path.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(e.Name(), ".tsv")
		if l.tables[name] != nil {
			return fmt.Errorf("lexicon table %s stands in both %s and %s", name, World, dir)
		}
		t, err := Parse(name, string(b))
		if err != nil {
			return fmt.Errorf("lexicon %s/%w", dir, err)
		}
		l.tables[name] = t
	}
	return nil
}

// Parse reads one table. Every row must have as many cells as there are
// columns; trailing empty cells may be left out.
func Parse(name, content string) (*Table, error) {
	t := &Table{Name: name}
	for n, line := range strings.Split(content, "\n") {
		line = strings.TrimRight(line, "\r ")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if t.Columns == nil {
			t.Columns = cells
			continue
		}
		if len(cells) > len(t.Columns) {
			return nil, fmt.Errorf("%s.tsv:%d: %d cells for %d columns", name, n+1, len(cells), len(t.Columns))
		}
		t.Rows = append(t.Rows, Row{Line: n + 1, table: t, cells: cells})
	}
	if t.Columns == nil {
		return nil, fmt.Errorf("%s.tsv has no line of column names", name)
	}
	return t, nil
}

// Table returns a table by name; a missing table is empty, so that a language
// need not have every one.
func (l *Lexicon) Table(name string) *Table {
	if t := l.tables[name]; t != nil {
		return t
	}
	return &Table{Name: name}
}

// Tables lists the names of all tables, sorted.
func (l *Lexicon) Tables() []string {
	names := make([]string, 0, len(l.tables))
	for n := range l.tables {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// Phrase returns the first cell.
func (r Row) Phrase() string { return r.cells[0] }

// Get returns the cell of the named column, or "" where it is left out. It
// panics on a column the table does not have: a mistake in our own code.
func (r Row) Get(column string) string {
	for i, c := range r.table.Columns {
		if c == column {
			if i < len(r.cells) {
				return r.cells[i]
			}
			return ""
		}
	}
	panic(fmt.Sprintf("lexicon table %s has no column %s", r.table.Name, column))
}

// List returns the words of a cell that holds several, parted by spaces.
func (r Row) List(column string) []string { return strings.Fields(r.Get(column)) }
