package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// Every command that the README names exists, and every command has a help.
func TestReadmeNamesRealCommands(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	parser, err := kong.New(&commands{})
	if err != nil {
		t.Fatal(err)
	}
	var real []string
	for _, c := range parser.Model.Children {
		real = append(real, c.Name)
		if c.Help == "" {
			t.Errorf("command %s has no help", c.Name)
		}
	}
	text := strings.ReplaceAll(string(b), "go run ./cmd/pledgebook ", "`pledgebook ")
	pieces := strings.Split(text, "`pledgebook ")[1:]
	if len(pieces) < 8 {
		t.Errorf("the README names only %d commands", len(pieces))
	}
	for _, piece := range pieces {
		name := strings.FieldsFunc(piece, func(r rune) bool { return strings.ContainsRune(" `\n", r) })[0]
		if !strings.HasPrefix(name, "-") && !slices.Contains(real, name) {
			t.Errorf("the README names %q, which is no command", "pledgebook "+name)
		}
	}
}
