package wording_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ/parser/v2"
)

// names are words of templates that are the same in every language.
var names = []string{"Pledgebook", "API", "JSON", "https://"}

// shown are the attributes that a reader sees or hears.
var shown = []string{"aria-label", "title", "placeholder", "alt", "data-title", "label"}

var letters = regexp.MustCompile(`\pL{2}`)

// literal is a text in a template that no language can change.
type literal struct {
	line uint32
	text string
}

// literals are the texts that stand in a template as they are.
func literals(nodes []parser.Node, inside string) (found []literal) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *parser.Text:
			words := strings.Trim(n.Value, " \n\t·")
			if letters.MatchString(words) && inside != "code" && inside != "kbd" && !slices.Contains(names, words) {
				found = append(found, literal{n.Range.From.Line + 1, words})
			}
		case *parser.Element:
			found = append(found, attributes(n.Attributes)...)
			found = append(found, literals(n.Children, n.Name)...)
		case *parser.IfExpression:
			found = append(found, literals(n.Then, inside)...)
			for _, e := range n.ElseIfs {
				found = append(found, literals(e.Then, inside)...)
			}
			found = append(found, literals(n.Else, inside)...)
		case *parser.ForExpression:
			found = append(found, literals(n.Children, inside)...)
		case *parser.SwitchExpression:
			for _, c := range n.Cases {
				found = append(found, literals(c.Children, inside)...)
			}
		case *parser.TemplElementExpression:
			found = append(found, literals(n.Children, inside)...)
		case *parser.StringExpression:
			if bare(n.Expression.Value) {
				found = append(found, literal{n.Expression.Range.From.Line + 1, n.Expression.Value})
			}
		}
	}
	return found
}

func attributes(all []parser.Attribute) (found []literal) {
	for _, a := range all {
		switch a := a.(type) {
		case *parser.ConstantAttribute:
			if k, ok := a.Key.(parser.ConstantAttributeKey); ok && slices.Contains(shown, k.Name) && letters.MatchString(a.Value) && !slices.Contains(names, a.Value) {
				found = append(found, literal{k.NameRange.From.Line + 1, a.Value})
			}
		case *parser.ExpressionAttribute:
			if k, ok := a.Key.(parser.ConstantAttributeKey); ok && slices.Contains(shown, k.Name) && bare(a.Expression.Value) {
				found = append(found, literal{k.NameRange.From.Line + 1, a.Expression.Value})
			}
		case *parser.ConditionalAttribute:
			found = append(found, attributes(a.Then)...)
			found = append(found, attributes(a.Else)...)
		}
	}
	return found
}

var (
	quoted = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)
	speaks = regexp.MustCompile(`\b(Say|Number|Woven|Term|Told|Format|QueryEscape)\(`)
)

// bare reports whether an expression writes words of its own that pass through
// nothing that knows the reader's language.
func bare(expression string) bool {
	if speaks.MatchString(expression) {
		return false
	}
	return slices.ContainsFunc(quoted.FindAllStringSubmatch(expression, -1), func(m []string) bool { return letters.MatchString(m[1]) })
}

// templates are the templates of all pages.
func templates(t *testing.T) (all []string) {
	t.Helper()
	for _, root := range []string{"../web", "../webapi"} {
		err := filepath.WalkDir(root, func(name string, _ fs.DirEntry, err error) error {
			if strings.HasSuffix(name, ".templ") {
				all = append(all, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func TestNoTemplateHasTextOfItsOwn(t *testing.T) {
	all := templates(t)
	if len(all) < 20 {
		t.Fatalf("only %d templates were found", len(all))
	}
	for _, name := range all {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range literalsOf(t, string(content)) {
			t.Errorf("%s:%d: %q is not said in the reader's language; write it with Say", name, l.line, l.text)
		}
	}
}

func literalsOf(t *testing.T, template string) (found []literal) {
	t.Helper()
	file, err := parser.ParseString(template)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range file.Nodes {
		if h, ok := n.(*parser.HTMLTemplate); ok {
			found = append(found, literals(h.Children, "")...)
		}
	}
	return found
}

// The check must find what it is there to find.
func TestLiteralsAreFound(t *testing.T) {
	for _, tt := range []struct {
		template string
		want     int
	}{
		{`<p>Hello</p>`, 1},
		{`<p>{ Say(ctx, "Hello") }</p>`, 0},
		{`<p>{ "Hello " + name }</p>`, 1},
		{`<p>{ name } · Pledgebook</p>`, 0},
		{`<a title="Go on">{ name }</a>`, 1},
		{`<a title={ "Go to " + name } href={ "/x" + name }>{ name }</a>`, 1},
		{`<a title={ Say(ctx, "Go to %s", name) }>→</a>`, 0},
		{"if name == \"\" {\n<p>none</p>\n}", 1},
		{"for range name {\n<p>one</p>\n}", 1},
		{`<p><code>pledgebook read</code></p>`, 0},
	} {
		if got := literalsOf(t, "package p\n\ntempl page(name string) {\n"+tt.template+"\n}\n"); len(got) != tt.want {
			t.Errorf("in %s there are %v; want %d", tt.template, got, tt.want)
		}
	}
}
