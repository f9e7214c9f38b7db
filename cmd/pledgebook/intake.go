package main

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"iter"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/settings"
	"pledgebook/internal/web"
)

// intake reads what is handed to the desk, the way "read" does.
type intake struct {
	a    *app
	book pledgebook.Book
	set  settings.Settings
}

// pasted is how a text without a name is called.
const pasted = "-"

func (in intake) given(h web.Handed) article.Input {
	return article.Input{Name: cmp.Or(h.Name, pasted), MediaType: h.MediaType, Published: h.Published, Limit: in.set.LargestReportMB << 20}
}

func (in intake) document(h web.Handed) pipeline.Document {
	content := h.File
	if len(content) == 0 {
		content = []byte(h.Text)
	}
	return pipeline.Document{Given: in.given(h), Size: int64(len(content)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}
}

// Try reads a text without keeping anything.
func (in intake) Try(h web.Handed) (pledgebook.Reading, error) {
	p := pipeline.Pipeline{Clean: clean}
	return p.Read(in.document(h))
}

// Read reads a document, or all that a link leads to, into the book.
func (in intake) Read(ctx context.Context, h web.Handed) iter.Seq[pipeline.Result] {
	p := pipeline.Pipeline{Book: in.book, Clean: clean}
	if h.Link != "" && h.Text == "" && len(h.File) == 0 {
		given := in.given(h)
		given.MediaType = ""
		return p.Run(ctx, in.a.documents([]string{h.Link}, given))
	}
	return p.Run(ctx, each([]pipeline.Document{in.document(h)}))
}
