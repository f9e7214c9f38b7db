// Package describing says in a line what every field of the JSON is. The API's
// document and the descriptions of exported files tell it to whoever uses them.
package describing

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed fields.tsv
var table string

// Field is one field and what it is.
type Field struct{ Name, About string }

var fields = sync.OnceValue(func() map[string][]Field {
	all := map[string][]Field{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) == 3 && !strings.HasPrefix(line, "#") {
			all[cells[0]] = append(all[cells[0]], Field{cells[1], cells[2]})
		}
	}
	return all
})

// Fields are those of a type, in order; none for a type that it does not know.
func Fields(of string) []Field { return fields()[of] }

// About says what a field of a type is; "" where it does not know.
func About(of, field string) string {
	for _, f := range fields()[of] {
		if f.Name == field {
			return f.About
		}
	}
	return ""
}
