package source

import (
	"strings"
	"testing"
)

// What a message quotes of a file cannot command a terminal.
func TestNotesShowTextAlone(t *testing.T) {
	var note string
	f := File{Name: "rows.csv", Note: func(s string) { note = s }}
	f.Notef("kept as text only: %s", "a\x1b[31mred\x00\xff\nb")
	if strings.ContainsAny(note, "\x1b\x00\n") || !strings.Contains(note, "rows.csv: kept as text only: a") {
		t.Errorf("%q", note)
	}
}
