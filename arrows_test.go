package pledgebook_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrow says which packages of ours one package may import, beside those in its
// own folder. "a/..." means everything below a.
type arrow struct {
	layer string
	from  string
	to    []string
}

// The packages that several layers may import.
var (
	words    = []string{"."}
	data     = plus(words, "lexicon")
	base     = plus(data, "internal/access", "internal/membership", "internal/naming", "internal/citing", "internal/wording", "internal/locating")
	thinking = plus(base, "internal/article", "internal/reading", "internal/comparing", "internal/matching", "internal/bounding",
		"internal/tracking", "internal/reviewing", "internal/reporting", "internal/rates")
	flow = plus(thinking, "internal/pipeline", "internal/evaluating", "internal/accounts")
)

func plus(list []string, more ...string) []string { return slices.Concat(list, more) }

// arrows is who may import whom, as docs/overview.md draws it: nothing imports
// upward, siblings do not import each other. The first line that fits a package
// holds for it.
var arrows = []arrow{
	{"words", ".", nil},
	{"data", "lexicon", nil},
	{"data", "corpus", words},

	{"thinking", "internal/access", words},
	{"thinking", "internal/membership", data},
	{"thinking", "internal/naming", data},
	{"thinking", "internal/citing", words},
	{"thinking", "internal/rates", data},
	{"thinking", "internal/annotating", words},
	{"thinking", "internal/describing", nil},
	{"thinking", "internal/locating", words},
	{"thinking", "internal/wording", plus(data, "internal/naming", "internal/citing")},
	{"reading", "internal/reading/cue", data},
	{"reading", "internal/reading/text", plus(data, "internal/reading/cue")},
	{"reading", "internal/reading/number", plus(data, "internal/reading/cue", "internal/reading/text")},
	{"reading", "internal/reading/turn", plus(data, "internal/reading/cue", "internal/reading/text")},
	{"reading", "internal/reading/party", plus(data, "internal/reading/cue", "internal/reading/text", "internal/reading/number", "internal/reading/turn", "internal/membership")},
	{"reading", "internal/reading/...", plus(data, "internal/reading/cue", "internal/reading/text", "internal/reading/number", "internal/reading/turn", "internal/reading/party", "internal/membership")},
	{"reading", "internal/reading", plus(base, "internal/reading/...")},
	{"thinking", "internal/article", base},
	{"thinking", "internal/matching/...", base},
	{"thinking", "internal/matching", plus(base, "internal/matching/...")},
	{"thinking", "internal/bounding/...", base},
	{"thinking", "internal/bounding", plus(base, "internal/bounding/...")},
	{"thinking", "internal/comparing", plus(base, "internal/reading")},
	{"thinking", "internal/tracking", base},
	{"thinking", "internal/reviewing", base},
	{"thinking", "internal/reporting/...", plus(base, "internal/reporting", "internal/matching", "internal/tracking", "internal/reviewing")},
	{"thinking", "internal/reporting", plus(base, "internal/comparing", "internal/matching", "internal/bounding", "internal/tracking", "internal/reviewing")},

	{"flow", "internal/pipeline", thinking},
	{"flow", "internal/evaluating", base},
	{"flow", "internal/fitting", plus(base, "corpus", "internal/article", "internal/reading", "internal/reading/weigh", "internal/evaluating")},
	{"flow", "internal/fitting/fit", plus(base, "internal/fitting", "internal/reading", "internal/reading/weigh")},
	{"flow", "internal/accounts", base},

	{"edges", "internal/storage/...", plus(words, "internal/storage")},
	{"edges", "internal/storage", plus(base, "internal/storage/...")},
	{"edges", "internal/jobs/...", flow},
	{"edges", "internal/jobs", flow},
	{"edges", "internal/export/...", plus(flow, "internal/export", "internal/syndicating", "internal/annotating", "internal/describing")},
	{"edges", "internal/syndicating", nil},
	{"edges", "internal/export", words},
	{"edges", "internal/source/...", plus(flow, "internal/source")},
	{"edges", "internal/source", flow},
	{"edges", "internal/drawing", nil},
	{"edges", "internal/web/download", plus(flow, "internal/web", "internal/export")},
	{"edges", "internal/web/feeds", plus(flow, "internal/web", "internal/syndicating")},
	{"edges", "internal/web/calendar", plus(flow, "internal/web", "internal/syndicating")},
	{"edges", "internal/web/party", plus(flow, "internal/web", "internal/drawing")},
	{"edges", "internal/web/...", plus(flow, "internal/web")},
	{"edges", "internal/web", plus(flow, "internal/web/...", "internal/drawing")},
	{"edges", "internal/webapi", plus(flow, "internal/web", "internal/annotating", "internal/describing")},
	{"edges", "internal/fetching", words},
	{"edges", "internal/printing", flow},
	{"edges", "internal/settings", words},

	{"wiring", "cmd/pledgebook", []string{"..."}},
}

// testHelpers are imported by tests alone: by any package's tests.
var testHelpers = []string{"corpus", "internal/storage/pgtest", "internal/storage/storagetest", "internal/export/exporttest", "internal/reporting/sample", "internal/web/webtest"}

// drivers are the modules that speak to a database: only storage, jobs and the
// export of a database may.
var drivers = []string{"modernc.org/sqlite", "github.com/jackc/pgx", "github.com/uptrace/bun", "github.com/pressly/goose", "database/sql", "github.com/riverqueue"}

// outside are the standard packages that reach outside the program: what thinks
// does not.
var outside = []string{"os", "os/exec", "net", "net/http", "database/sql", "log", "log/slog"}

func TestWhoMayImportWhom(t *testing.T) {
	for from, imports := range importsOf(t, ".") {
		if !slices.ContainsFunc(arrows, func(a arrow) bool { return fits(a.from, from) }) {
			t.Errorf("package %s has no line in this table; add one that says whom it may import", from)
			continue
		}
		for _, to := range imports {
			if why := forbidden(from, to); why != "" {
				t.Errorf("%s imports %s: %s", from, to, why)
			}
		}
	}
}

// The table must fail what it is there to forbid.
func TestArrowsForbid(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		allowed  bool
	}{
		{".", "lexicon", false}, {".", "github.com/govalues/decimal", true}, {".", "github.com/google/go-cmp/cmp", false}, {".", "os", false},
		{"lexicon", ".", false}, {"internal/matching", "internal/storage", false}, {"internal/matching", "internal/tracking", false},
		{"internal/reading/money", "internal/reading/period", false}, {"internal/reading/money", "internal/reading/number", true},
		{"internal/reading/money", "regexp", false}, {"internal/reading", "internal/reading/money", true}, {"internal/reading", "net/http", false},
		{"internal/storage", "internal/pipeline", false}, {"internal/export/csv", "internal/storage", false}, {"internal/export/csv", "internal/export", true},
		{"internal/web/pledge", "internal/web/report", false}, {"internal/pipeline", "internal/storage", false}, {"internal/pipeline", "github.com/uptrace/bun", false},
		{"internal/storage", "github.com/uptrace/bun", true}, {"cmd/pledgebook", "internal/storage", true}, {"cmd/pledgebook", "internal/web/report", true},
		{"internal/unheard-of", ".", false}, {"internal/printing", "internal/settings", false},
	} {
		if why := forbidden(tt.from, tt.to); (why == "") != tt.allowed {
			t.Errorf("%s → %s: allowed %v (%s)", tt.from, tt.to, why == "", why)
		}
	}
}

// forbidden says why a package may not import another, or "".
func forbidden(from, to string) string {
	i := slices.IndexFunc(arrows, func(a arrow) bool { return fits(a.from, from) })
	if i < 0 {
		return "the package has no line in arrows_test.go; add one that says whom it may import"
	}
	if ours(to) {
		return arrows[i].forbids(from, to)
	}
	return foreign(arrows[i].layer, from, to)
}

func (a arrow) forbids(from, to string) string {
	if slices.ContainsFunc(a.to, func(p string) bool { return fits(p, to) }) {
		return ""
	}
	allowed := "none of ours"
	if len(a.to) > 0 {
		allowed = strings.Join(a.to, ", ")
	}
	return fmt.Sprintf("%s belongs to %s and may import %s", from, a.layer, allowed)
}

// foreign says why a package may not import a standard package or a module.
func foreign(layer, from, to string) string {
	pure := layer == "words" || layer == "data" || layer == "thinking" || layer == "reading"
	module := strings.Contains(strings.SplitN(to, "/", 2)[0], ".")
	switch {
	case from == "." && module && to != "github.com/govalues/decimal":
		return "the words import the standard library and the decimal type only"
	case pure && slices.Contains(outside, to):
		return from + " belongs to " + layer + ", which is pure: no files, network or log"
	case layer == "reading" && to == "regexp":
		return "Go's regexp is too slow for the reading; write a recogniser over tokens"
	case layer != "wiring" && !strings.HasPrefix(from, "internal/storage") && !strings.HasPrefix(from, "internal/jobs") && from != "internal/export/sqlite" &&
		slices.ContainsFunc(drivers, func(d string) bool { return to == d || strings.HasPrefix(to, d+"/") }):
		return "only storage, jobs and the export of a database speak to one"
	}
	return ""
}

// ours reports whether an import, as importsOf spells it, is of this module.
func ours(to string) bool {
	first := strings.SplitN(to, "/", 2)[0]
	return slices.Contains([]string{".", "lexicon", "corpus", "internal", "cmd"}, first)
}

// fits reports whether a pattern of the table covers a package.
func fits(pattern, pkg string) bool {
	if below, ok := strings.CutSuffix(pattern, "..."); ok {
		return strings.HasPrefix(pkg, below)
	}
	return pattern == pkg
}

// importsOf lists, for every package below root, what its files import that are
// no tests. Packages of ours are spelled by folder, the root as ".".
func importsOf(t *testing.T, root string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && len(entry.Name()) > 1 && strings.HasPrefix(entry.Name(), ".") {
			return fs.SkipDir
		}
		if name == "tools" || name == "third_party" { // modules of their own
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		pkg := path.Dir(filepath.ToSlash(name))
		if slices.Contains(testHelpers[1:], pkg) {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			to, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			all[pkg] = append(all[pkg], spelled(to))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// spelled writes an import of this module by its folder.
func spelled(to string) string {
	if to == "pledgebook" {
		return "."
	}
	return strings.TrimPrefix(to, "pledgebook/")
}

// Every package says in a comment what it is for.
func TestEveryPackageHasAComment(t *testing.T) {
	for pkg := range importsOf(t, ".") {
		files, err := filepath.Glob(filepath.Join(pkg, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(files, hasComment) {
			t.Errorf("package %s has no comment; open one file with \"// Package … \"", pkg)
		}
	}
}

func hasComment(name string) bool {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.PackageClauseOnly)
	return err == nil && f.Doc != nil && len(f.Doc.Text()) > 20
}
