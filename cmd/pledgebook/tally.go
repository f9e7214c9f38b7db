package main

import (
	"fmt"
	"strings"

	"pledgebook"
	"pledgebook/internal/pipeline"
)

// tally counts what became of a batch.
type tally struct {
	documents, read, claims, known, failed int
}

func (t *tally) add(r pipeline.Result) {
	t.documents++
	if r.Err != nil {
		t.failed++
		return
	}
	t.read++
	t.claims += len(r.Reading.Claims)
	if r.Outcome.State == pledgebook.FiledKnown {
		t.known++
	}
}

// String says it in one line, leaving out what did not happen.
func (t tally) String() string {
	parts := []string{fmt.Sprintf("%d reports read, %d claims", t.read, t.claims)}
	if t.known > 0 {
		parts = append(parts, fmt.Sprintf("%d already in the book", t.known))
	}
	if t.failed > 0 {
		parts = append(parts, fmt.Sprintf("%d failed", t.failed))
	}
	return strings.Join(parts, ", ")
}
