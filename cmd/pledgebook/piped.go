package main

import (
	"bufio"
	"bytes"
	"io"
	"iter"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/source/file"
	"pledgebook/internal/source/warc"
)

// piped reads what comes through standard input: a document, a message with what
// is attached to it, or a web archive. Nothing but its first bytes tells which.
func piped(a *app, what string, given article.Input) iter.Seq2[pipeline.Document, error] {
	in := bufio.NewReaderSize(a.in, 4<<10)
	head, _ := in.Peek(1 << 10)
	given.Name = what
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")), bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return pagesOf(a, warc.Intake{Path: what, Given: given, Open: passingBy(in)}, &bookmark{})
	case article.Detect(given.MediaType, "", head) == article.Mail:
		message, ok := withBytes(pipeline.Document{Given: given, Open: func() (io.ReadCloser, error) { return io.NopCloser(in), nil }})
		if !ok {
			return one(pipeline.Document{Given: given}, pledgebook.Errorf(pledgebook.TooLarge, "%s: the message cannot be read, or is over the limit for one report; save what is attached to it and read that", what))
		}
		return mailed(document(message), 0)
	}
	return file.Documents(a.ctx, what, in, given)
}

// passingBy opens an archive that can be read once, from its beginning.
func passingBy(r io.Reader) func(int64) (io.ReadCloser, int64, error) {
	begun := false
	return func(offset int64) (io.ReadCloser, int64, error) {
		if begun || offset > 0 {
			return nil, 0, pledgebook.Errorf(pledgebook.Unsupported, "standard input cannot be read again; give the archive as a file")
		}
		begun = true
		return io.NopCloser(r), 0, nil
	}
}
