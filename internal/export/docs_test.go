package export

import (
	"os"
	"strings"
	"testing"
)

// docs/export.md says what every column is.
func TestEveryColumnIsDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/export.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range Columns {
		if !strings.Contains(string(b), "`"+c.Name+"`") {
			t.Errorf("docs/export.md does not say what column %s is", c.Name)
		}
	}
}
