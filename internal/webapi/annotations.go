package webapi

import (
	"context"

	"pledgebook/internal/annotating"
)

// AnnotationPage is evidence as the W3C's annotation model has it.
type AnnotationPage struct {
	Context []any                   `json:"@context" doc:"the JSON-LD context"`
	ID      string                  `json:"id"`
	Type    string                  `json:"type" doc:"AnnotationPage"`
	Items   []annotating.Annotation `json:"items"`
}

// ContentType is the media type that the Recommendation asks for.
func (AnnotationPage) ContentType(string) string { return annotationType }

type annotations = body[AnnotationPage]

const annotationType = `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`

func annotated(ctx context.Context, path string, all []annotating.Annotation) *annotations {
	return &annotations{AnnotationPage{annotating.Context, address(ctx) + root + path, "AnnotationPage", orEmpty(all)}}
}

func places(ctx context.Context, entry string) annotating.Places {
	return annotating.Places{Base: address(ctx), Entry: entry}
}
