package webapi

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook/internal/web"
)

// chapter is the part of the manual on one tag.
type chapter struct {
	Name, About string
	Operations  []operation
}

// operation is what the manual says of one.
type operation struct {
	ID, Method, Path, Summary string
	Parameters                []parameter
	// Sends and Answers name the schemas of what goes in and comes out.
	Sends, Answers string
}

type parameter struct {
	Name, In, Type, About string
	Required              bool
}

// shape is what the manual says of one schema.
type shape struct {
	Name   string
	Fields []field
}

type field struct {
	Name, Type, About string
	// Of is the schema that the field leads to; "" for none.
	Of       string
	Required bool
}

// manual is the OpenAPI document as people read it.
func manual(doc *huma.OpenAPI) (chapters []chapter, shapes []shape) {
	for _, tag := range doc.Tags {
		c := chapter{Name: tag.Name, About: tag.Description}
		for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
			for _, op := range []*huma.Operation{doc.Paths[path].Get, doc.Paths[path].Post} {
				if op != nil && slices.Contains(op.Tags, tag.Name) {
					c.Operations = append(c.Operations, describe(op))
				}
			}
		}
		chapters = append(chapters, c)
	}
	for _, name := range slices.Sorted(maps.Keys(doc.Components.Schemas.Map())) {
		shapes = append(shapes, shape{name, fieldsOf(doc.Components.Schemas.Map()[name])})
	}
	return chapters, shapes
}

func describe(op *huma.Operation) operation {
	o := operation{ID: op.OperationID, Method: op.Method, Path: op.Path, Summary: op.Summary}
	for _, p := range op.Parameters {
		about := p.Description
		if p.Schema.Default != nil {
			about = strings.TrimSpace(about + " Default " + text(p.Schema.Default) + ".")
		}
		o.Parameters = append(o.Parameters, parameter{p.Name, p.In, typeOf(p.Schema), about, p.Required})
	}
	if op.RequestBody != nil {
		for _, media := range op.RequestBody.Content {
			o.Sends = nameOf(media.Schema)
		}
	}
	for status, r := range op.Responses {
		for _, media := range r.Content {
			if strings.HasPrefix(status, "2") {
				o.Answers = nameOf(media.Schema)
			}
		}
	}
	return o
}

func fieldsOf(s *huma.Schema) (out []field) {
	for name, p := range s.Properties {
		of := p
		if len(p.OneOf) > 0 {
			of = p.OneOf[0]
		}
		out = append(out, field{Name: name, Type: typeOf(p), About: p.Description, Of: nameOf(of), Required: slices.Contains(s.Required, name)})
	}
	slices.SortFunc(out, func(a, b field) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

func text(v any) string { return fmt.Sprint(v) }

// nameOf is the schema that a schema leads to, itself or by its items.
func nameOf(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Items != nil:
		return nameOf(s.Items)
	}
	if more, ok := s.AdditionalProperties.(*huma.Schema); ok {
		return nameOf(more)
	}
	return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
}

// typeOf says what a schema takes, in words.
func typeOf(s *huma.Schema) string {
	switch {
	case len(s.OneOf) == 2:
		return typeOf(s.OneOf[0]) + " or null"
	case s.Ref != "":
		return nameOf(s)
	case s.Items != nil:
		return "list of " + typeOf(s.Items)
	case len(s.Enum) > 0:
		words := make([]string, len(s.Enum))
		for i, v := range s.Enum {
			words[i] = text(v)
		}
		return strings.Join(words, ", ")
	case s.Format != "":
		return s.Type + " (" + s.Format + ")"
	}
	if more, ok := s.AdditionalProperties.(*huma.Schema); ok {
		return "map to " + typeOf(more)
	}
	return cmp.Or(s.Type, "anything")
}

// showManual is the page that people read about the API on.
func showManual(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	head := web.Head{Title: "API", Here: "api", Description: "Everything that these pages show, as JSON over HTTP: every address, what it takes and what it answers."}
	chapters, shapes := manual(shared().document)
	return d.Render(w, r, head, manualPage(d.Address(r), chapters, shapes))
}

func toManual(_ *web.Desk, w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, root+"/docs", http.StatusSeeOther)
	return nil
}
