package reading_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pledgebook/lexicon"
)

// notWords are letters in comparisons and lists that are no words of a
// language, by file.
var notWords = map[string]string{
	"claims.go":          "money fraction polarity providers receivers period deadline", // fields of a claim
	"funds.go":           "fund",                                                        // part of our ids
	"party/capitals.go":  "MC",                                                          // a head of names in capitals: McCarthy
	"period/period.go":   "plain deadline duration recurring loose",                     // what a time is to its sentence
	"period/relative.go": "past-ref present-ref future-ref",                             // values of TimeML
	"text/markup.go":     "&nbsp;",
}

// TestNoWordsInCode holds every word of a language out of the rules: what code
// compares with text stands in the lexicon.
func TestNoWordsInCode(t *testing.T) {
	names := lexiconNames(t)
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		found, err := wordsIn(path, nil, names)
		for _, f := range found {
			if !slices.Contains(strings.Fields(notWords[filepath.ToSlash(path)]), f.word) {
				t.Errorf("%s:%d compares text with %q: a word belongs in lexicon/en (cues.tsv, endings.tsv)", path, f.line, f.word)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFindsWordsInCode shows that the search above finds a word in each form of comparison.
func TestFindsWordsInCode(t *testing.T) {
	const code = `package p
func f(d *doc, s string) bool {
	w := d.Of(1)
	for _, x := range []string{"pledging", "donors"} { _ = x }
	switch lower(w) { case "grants": return true }
	switch s { case "object": return true }
	return w == "loans" || s == "object" || d.Of(2) != "," || strings.HasSuffix(s, "ing")
}
var hosts = map[string]bool{"convened": true}`
	found, err := wordsIn("p.go", code, map[string]bool{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, f.word)
	}
	if want := "pledging donors grants loans ing convened"; strings.Join(got, " ") != want {
		t.Errorf("found %q, want %q", got, want)
	}
}

type wordInCode struct {
	word string
	line int
}

// letters is what makes a literal a word.
var letters = regexp.MustCompile(`[A-Za-z]{2}`)

// wordsIn returns the literals of a file that are compared with text.
func wordsIn(path string, src any, names map[string]bool) ([]wordInCode, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	c := comparisons{names: names}
	ast.Inspect(file, func(n ast.Node) bool {
		if fn, ok := n.(*ast.FuncDecl); ok {
			c.texts = map[string]bool{}
			ast.Inspect(fn, c.noteText)
		}
		c.compare(n)
		return true
	})
	var all []wordInCode
	for _, l := range c.found {
		word, err := strconv.Unquote(l.Value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", files.Position(l.Pos()), err)
		}
		all = append(all, wordInCode{word, files.Position(l.Pos()).Line})
	}
	return all, nil
}

// comparisons finds the literals of a file that stand against text.
type comparisons struct {
	names map[string]bool // of the lexicon: a list of them is no list of words
	texts map[string]bool // variables of the function that hold text
	found []*ast.BasicLit
}

func (c *comparisons) compare(n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			if c.isText(n.X) {
				c.note(n.Y)
			}
			if c.isText(n.Y) {
				c.note(n.X)
			}
		}
	case *ast.SwitchStmt:
		if n.Tag != nil && c.isText(n.Tag) {
			for _, clause := range n.Body.List {
				c.note(clause.(*ast.CaseClause).List...)
			}
		}
	case *ast.CallExpr:
		if s, ok := n.Fun.(*ast.SelectorExpr); ok && c.named(s.X, "strings") && s.Sel.Name != "Join" {
			c.note(n.Args...)
		}
	case *ast.CompositeLit:
		c.list(n)
	}
}

// list notes the words of a list of strings, or the keys of a map by strings,
// that are no names of the lexicon.
func (c *comparisons) list(n *ast.CompositeLit) {
	switch t := n.Type.(type) {
	case *ast.ArrayType:
		if !c.named(t.Elt, "string") {
			return
		}
	case *ast.MapType:
		if !c.named(t.Key, "string") {
			return
		}
	default:
		return
	}
	for _, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Key
		}
		if l, ok := e.(*ast.BasicLit); ok && !c.names[strings.Trim(l.Value, `"`)] {
			c.note(l)
		}
	}
}

func (c *comparisons) note(all ...ast.Expr) {
	for _, e := range all {
		if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING && letters.MatchString(strings.Trim(l.Value, "\"`")) {
			c.found = append(c.found, l)
		}
	}
}

// noteText learns which variables hold text.
func (c *comparisons) noteText(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, from := range n.Rhs {
			if c.isText(from) {
				c.learn(n.Lhs...)
			}
		}
	case *ast.RangeStmt:
		if c.isText(n.X) {
			c.learn(n.Key, n.Value)
		}
	}
	return true
}

func (c *comparisons) learn(all ...ast.Expr) {
	for _, e := range all {
		if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
			c.texts[id.Name] = true
		}
	}
}

// textOf are the methods and fields that give words of a report.
var textOf = map[string]bool{"Of": true, "of": true, "Slice": true, "oneLine": true, "lower": true, "ToLower": true, "Text": true,
	"Name": true, "Role": true, "Label": true, "Headline": true, "What": true}

// isText reports an expression whose value is words of a report.
func (c *comparisons) isText(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return c.texts[e.Name]
	case *ast.SelectorExpr:
		return textOf[e.Sel.Name]
	case *ast.IndexExpr:
		return c.isText(e.X)
	case *ast.SliceExpr:
		return c.isText(e.X)
	case *ast.CallExpr:
		if id, ok := e.Fun.(*ast.Ident); ok && textOf[id.Name] || c.isText(e.Fun) {
			return true
		}
		s, ok := e.Fun.(*ast.SelectorExpr)
		return ok && c.named(s.X, "strings") && len(e.Args) > 0 && c.isText(e.Args[0])
	}
	return false
}

func (c *comparisons) named(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// lexiconNames are the tables, the columns and what the cells behind the first
// column say: how code names the classes of words.
func lexiconNames(t *testing.T) map[string]bool {
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, table := range lex.Tables() {
		names[table] = true
		columns := lex.Table(table).Columns
		for _, c := range columns {
			names[c] = true
		}
		for _, row := range lex.Table(table).Rows {
			for _, c := range columns[1:] {
				if c == "note" {
					continue
				}
				for _, word := range row.List(c) {
					names[word] = true
				}
			}
		}
	}
	return names
}
