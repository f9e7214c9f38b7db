package csv

import (
	"os"
	"strings"
	"testing"
)

// docs/export.md says what every column is.
func TestEveryColumnIsDocumented(t *testing.T) {
	b, err := os.ReadFile("../../../docs/export.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Columns() {
		if !strings.Contains(string(b), "`"+name+"`") {
			t.Errorf("docs/export.md does not say what column %s is", name)
		}
	}
}
