package wording_test

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

// said is a text that the program says, and where it first stands.
type said map[string]token.Position

// collected are the constants of the program by what they are: texts of the
// screen, things that are counted, terms of the data by their type, and messages
// of errors.
type collected struct {
	texts, things, terms, errors said
}

var program = sync.OnceValues(func() (c collected, err error) {
	c = collected{said{}, said{}, said{}, said{}}
	mode := packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports
	all, err := packages.Load(&packages.Config{Mode: mode, Dir: "../.."}, ".", "./internal/web/...", "./internal/webapi", "./internal/wording", "./internal/accounts", "./internal/access", "./internal/reviewing")
	if err != nil {
		return c, err
	}
	for _, p := range all {
		answersPrograms := p.PkgPath == "pledgebook/internal/webapi"
		for _, e := range p.Errors {
			return c, e
		}
		for expr, tv := range p.TypesInfo.Types {
			if tv.Value == nil || tv.Value.Kind() != constant.String {
				continue
			}
			c.add(p.Fset.Position(expr.Pos()), tv.Type, constant.StringVal(tv.Value))
		}
		for _, f := range p.Syntax {
			if answersPrograms { // in English
				break
			}
			ast.Inspect(f, func(n ast.Node) bool { c.addError(p, n); return true })
		}
	}
	return c, nil
})

// add sorts a constant in by its type.
func (c collected) add(at token.Position, of types.Type, value string) {
	named, ok := types.Unalias(of).(*types.Named)
	if !ok || value == "" || named.Obj().Pkg() == nil {
		return
	}
	switch pkg, name := named.Obj().Pkg().Path(), named.Obj().Name(); {
	case pkg == "pledgebook/internal/wording" && name == "Text":
		c.texts[value] = at
	case pkg == "pledgebook/internal/wording" && name == "Thing":
		c.things[value] = at
	case pkg == "pledgebook" && termTypes[name]:
		c.terms[strings.ReplaceAll(value, "-", " ")+"@"+strings.ToLower(name)] = at
	}
}

// termTypes are the types whose values a reader sees as words.
var termTypes = map[string]bool{"Stage": true, "Polarity": true, "Revision": true, "AidKind": true, "Extent": true, "Modality": true, "Status": true, "Role": true, "MechanismStatus": true, "QuoteForm": true, "TokenScope": true}

// addError takes the message of an error in, as it is written.
func (c collected) addError(p *packages.Package, n ast.Node) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return
	}
	at := map[string]int{"Errorf": 1, "WrapError": 2, "forbidden": 0, "Forbidden": 0}
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
		if x, ok := f.X.(*ast.Ident); !ok || x.Name != "pledgebook" && x.Name != "web" {
			return
		}
	case *ast.Ident:
		name = f.Name
	}
	i, ok := at[name]
	if !ok || i >= len(call.Args) {
		return
	}
	if tv := p.TypesInfo.Types[call.Args[i]]; tv.Value != nil && tv.Value.Kind() == constant.String {
		if m := constant.StringVal(tv.Value); m != "%s" {
			c.errors[m] = p.Fset.Position(n.Pos())
		}
	}
}

func collect(t *testing.T) collected {
	t.Helper()
	c, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
