// Package jsonl exports entries as JSON Lines: one object a line, with the
// entry, its claims, their sentences and sources.
package jsonl

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"

	"pledgebook/internal/export"
)

// Format is JSON Lines.
type Format struct{}

// Name is "jsonl".
func (Format) Name() string { return "jsonl" }

// MediaType is the one in use for JSON Lines.
func (Format) MediaType() string { return "application/jsonl; charset=utf-8" }

// Write writes one line a row.
func (Format) Write(w io.Writer, _ export.About, rows iter.Seq2[export.Row, error]) error {
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	for row, err := range rows {
		if err != nil {
			return err
		}
		if err := e.Encode(row); err != nil {
			return err
		}
	}
	return b.Flush()
}
