package jsonl

import (
	"encoding/json"
	"slices"
	"testing"

	"pledgebook/internal/export/exporttest"
)

func TestExport(t *testing.T) { exporttest.Run(t, Format{}) }

// The package says of every field that a file has what it is.
func TestEveryFieldIsDescribed(t *testing.T) {
	_, content, err := Format{}.Describe("a b/Out.jsonl", exporttest.About)
	if err != nil {
		t.Fatal(err)
	}
	var p dataPackage
	if err := json.Unmarshal(content, &p); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, f := range p.Resources[0].Schema.Fields {
		for _, inner := range f.Fields {
			paths = append(paths, inner.Path)
		}
	}
	var line struct{ Entry map[string]any }
	b, err := json.Marshal(exporttest.Sample()[0])
	if err == nil {
		err = json.Unmarshal(b, &line)
	}
	if err != nil {
		t.Fatal(err)
	}
	for name := range line.Entry {
		if !slices.Contains(paths, "entry."+name) {
			t.Errorf("entry.%s is not described", name)
		}
	}
	if p.Resources[0].Name != "out" || p.Resources[0].Path != "Out.jsonl" || !slices.Contains(paths, "claims[].claim.evidence[].span") {
		t.Errorf("%+v", p.Resources[0])
	}
}
