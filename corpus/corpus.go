// Package corpus holds texts we wrote ourselves, with what must be read out of
// them: the examples behind every rule, and whole reports. One folder a
// language, below it one folder a recogniser, and one txtar file a rule.
//
// An example file begins with its rule and the day its texts were published:
//
//	rule: elided-unit
//	published: 2024-10-17
//	Why the rule is true of the language, in a sentence or two.
//
//	-- positive --
//	Sweden set aside 3 billion kronor, 1.2 billion of it for shelters.
//		SEK 3000000000 "3 billion kronor"
//		SEK 1200000000 "1.2 billion"
//	-- negative --
//	Some 1.2 billion of it was water.
//	-- ambiguous --
//	…
//
// A text is one line; the lines indented by a tab below it are what must be
// read, in the recogniser's own notation. A negative text's lines are what may
// still be read from it: the rule itself must not fire.
package corpus

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/tools/txtar"

	"pledgebook"
)

//go:embed */*/*.txtar
var files embed.FS

// Class says what an example is for.
type Class string

// The classes of examples.
const (
	Positive  Class = "positive"
	Negative  Class = "negative"
	Ambiguous Class = "ambiguous"
)

// Example is one text and what must be read out of it.
type Example struct {
	File, Rule string
	Line       int // of the text, in its section
	Class      Class
	Published  pledgebook.Day
	Text       string
	Want       []string
}

// String names the example for a test's output.
func (e Example) String() string {
	return fmt.Sprintf("%s, %s line %d", e.File, e.Class, e.Line)
}

// Examples returns the examples of one recogniser of one language.
func Examples(language, recogniser string) ([]Example, error) {
	var all []Example
	names, err := Files(language, recogniser)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		b, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		ex, err := Parse(name, b)
		if err != nil {
			return nil, err
		}
		all = append(all, ex...)
	}
	return all, nil
}

// Files lists the txtar files of one folder of a language, sorted.
func Files(language, folder string) ([]string, error) {
	return fs.Glob(files, path.Join(language, folder, "*.txtar"))
}

// Read returns a file that [Files] lists.
func Read(name string) ([]byte, error) { return files.ReadFile(name) }

// Parse reads one example file.
func Parse(name string, content []byte) ([]Example, error) {
	ar := txtar.Parse(content)
	head, err := parseHead(name, string(ar.Comment))
	if err != nil {
		return nil, err
	}
	var all []Example
	for _, f := range ar.Files {
		head.Class = Class(f.Name)
		switch head.Class {
		case Positive, Negative, Ambiguous:
		default:
			return nil, fmt.Errorf("%s: section %q is none of positive, negative, ambiguous", name, f.Name)
		}
		all = append(all, parseSection(head, string(f.Data))...)
	}
	return all, nil
}

// Field returns the value of a "name: value" line of a txtar comment, or "".
func Field(comment, name string) string {
	for _, line := range strings.Split(comment, "\n") {
		if v, ok := strings.CutPrefix(line, name+":"); ok {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func parseHead(name, comment string) (Example, error) {
	e := Example{File: name, Rule: Field(comment, "rule")}
	if e.Rule == "" {
		return e, fmt.Errorf("%s: no line \"rule: …\"", name)
	}
	if s := Field(comment, "published"); s != "" {
		d, err := pledgebook.ParseDay(s)
		if err != nil {
			return e, fmt.Errorf("%s: %w", name, err)
		}
		e.Published = d
	}
	return e, nil
}

func parseSection(head Example, data string) []Example {
	var all []Example
	for n, line := range strings.Split(data, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if want, ok := strings.CutPrefix(line, "\t"); ok && len(all) > 0 {
			last := &all[len(all)-1]
			last.Want = append(last.Want, want)
			continue
		}
		e := head
		e.Line, e.Text = n+1, line
		all = append(all, e)
	}
	return all
}
