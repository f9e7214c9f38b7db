package main

import (
	"bytes"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/source/mail"
)

// container is a kind of file that holds several documents.
type container struct {
	is        func(name string) bool
	documents func(a *app, d pipeline.Document) iter.Seq2[pipeline.Document, error]
}

// containers is what is opened among the files named; the first that takes one
// gets it.
var containers = []container{
	{withSuffix(".warc", ".warc.gz"), func(a *app, d pipeline.Document) iter.Seq2[pipeline.Document, error] {
		return archive(a, d.Given)
	}},
	{withSuffix(".wacz"), func(a *app, d pipeline.Document) iter.Seq2[pipeline.Document, error] {
		return collection(a, d.Given)
	}},
	{withSuffix(".eml"), func(_ *app, d pipeline.Document) iter.Seq2[pipeline.Document, error] { return mailed(d, 0) }},
}

// withSuffix tells files by the end of their names.
func withSuffix(suffixes ...string) func(string) bool {
	return func(name string) bool {
		name = strings.ToLower(filepath.Base(name))
		for _, s := range suffixes {
			if strings.HasSuffix(name, s) {
				return true
			}
		}
		return false
	}
}

// expand replaces the containers among documents by what is in them.
func expand(a *app, documents iter.Seq2[pipeline.Document, error]) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) {
		for d, err := range documents {
			inner := one(d, err)
			for _, c := range containers {
				if err == nil && c.is(d.Given.Name) {
					inner = c.documents(a, d)
					break
				}
			}
			for d, err := range inner {
				if !yield(d, err) {
					return
				}
			}
		}
	}
}

// deepestMail is how many messages within messages are opened.
const deepestMail = 5

// mailed yields a message, and then the documents attached to it.
func mailed(d pipeline.Document, depth int) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) {
		if !yield(d, nil) || depth == deepestMail {
			return
		}
		in, ok := withBytes(d)
		if !ok {
			return // the message itself has said why
		}
		attached, err := mail.Attachments(in)
		if err != nil {
			return
		}
		for _, a := range attached {
			inner := one(document(a), nil)
			if article.Detect(a.MediaType, a.Name, a.Bytes) == article.Mail {
				inner = mailed(document(a), depth+1)
			}
			for d, err := range inner {
				if !yield(d, err) {
					return
				}
			}
		}
	}
}

// withBytes reads a document that is not over its limit.
func withBytes(d pipeline.Document) (article.Input, bool) {
	limit := d.Given.Limit
	if limit <= 0 {
		limit = article.DefaultLimit
	}
	r, err := d.Open()
	if err != nil {
		return article.Input{}, false
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	in := d.Given
	in.Bytes = raw
	return in, err == nil && len(raw) <= limit
}

// document makes a document of bytes at hand.
func document(in article.Input) pipeline.Document {
	raw := in.Bytes
	in.Bytes = nil
	return pipeline.Document{Given: in, Size: int64(len(raw)), Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil }}
}
