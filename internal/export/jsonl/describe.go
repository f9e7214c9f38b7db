package jsonl

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"time"

	"pledgebook/internal/describing"
	"pledgebook/internal/export"
)

// A Frictionless data package, as far as it is used here.
type (
	dataPackage struct {
		Profile   string     `json:"profile"`
		Name      string     `json:"name"`
		Title     string     `json:"title,omitempty"`
		About     string     `json:"description"`
		Home      string     `json:"homepage,omitempty"`
		Created   string     `json:"created"`
		Version   string     `json:"version,omitempty"`
		Resources []resource `json:"resources"`
	}
	resource struct {
		Profile   string `json:"profile"`
		Name      string `json:"name"`
		Path      string `json:"path"`
		Format    string `json:"format"`
		MediaType string `json:"mediatype"`
		Encoding  string `json:"encoding"`
		About     string `json:"description"`
		Schema    schema `json:"schema"`
	}
	schema struct {
		Fields []field `json:"fields"`
	}
	field struct {
		Name   string `json:"name"`
		Type   string `json:"type"`
		About  string `json:"description"`
		Fields []part `json:"fields,omitempty"` // ours: the fields inside an object
	}
	part struct {
		Path  string `json:"path"`
		About string `json:"description"`
	}
)

// Describe writes the datapackage.json of a file.
func (f Format) Describe(file string, about export.About) (string, []byte, error) {
	base := filepath.Base(file)
	p := dataPackage{Profile: "data-package", Name: "pledgebook", Title: about.Title, Home: about.Address, Created: about.Made.UTC().Format(time.RFC3339), Version: about.Head,
		About: "Entries of a book of aid: who promised what to whom, by when, and how much came true. One object a line. " + export.NoSum,
		Resources: []resource{{Profile: "data-resource", Name: name(base), Path: base, Format: "jsonl", MediaType: "application/jsonl", Encoding: "utf-8",
			About: "One entry a line, with the claims behind it.", Schema: schema{[]field{
				{"entry", "object", "the entry", parts("entry", "Entry", map[string]string{"fulfilment": "Fulfilment", "variants.*": "Variant", "history[]": "Decision"})},
				{"claims", "array", "the claims behind it, with their sentences and sources", append(append([]part{{"claims[].sentence", "where the figure stands; absent where the report was taken down"}},
					parts("claims[].claim", "Claim", map[string]string{"evidence[]": "Evidence"})...), parts("claims[].source", "Citation", nil)...)},
			}}}}}
	b, err := json.MarshalIndent(p, "", "  ")
	return "datapackage.json", append(b, '\n'), err
}

// parts describes the fields of a type and of those inside it.
func parts(path, of string, inside map[string]string) (all []part) {
	for _, f := range describing.Fields(of) {
		all = append(all, part{path + "." + f.Name, f.About})
		for at, inner := range inside {
			if strings.TrimRight(at, "[].*") == f.Name {
				all = append(all, parts(path+"."+at, inner, nil)...)
			}
		}
	}
	return all
}

// name is a file's name as a data package spells one.
func name(file string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, strings.TrimSuffix(file, filepath.Ext(file))), "-.")
}
