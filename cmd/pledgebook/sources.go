package main

import (
	"iter"
	"strings"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/source/file"
)

// source finds the documents that one WHAT of the command line stands for.
type source struct {
	takes     func(what string) bool
	documents func(a *app, what string, given article.Input) iter.Seq2[pipeline.Document, error]
}

// sources is what is plugged in; the first that takes a WHAT gets it.
var sources = []source{
	{isLink, links},
	{func(string) bool { return true }, files},
}

func isLink(what string) bool {
	return strings.HasPrefix(what, "http://") || strings.HasPrefix(what, "https://")
}

// links says that this version follows no links.
func links(_ *app, what string, _ article.Input) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) {
		yield(pipeline.Document{Given: article.Input{Name: what}},
			pledgebook.Errorf(pledgebook.Unsupported, "%s is a link, and this version reads files only; save the text of the page and name that file, with --url for the link", what))
	}
}

func files(a *app, what string, given article.Input) iter.Seq2[pipeline.Document, error] {
	return file.Documents(a.ctx, what, a.in, given)
}

// documents finds the documents of every WHAT, in order.
func (a *app) documents(whats []string, given article.Input) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) {
		for _, what := range whats {
			for _, s := range sources {
				if !s.takes(what) {
					continue
				}
				for d, err := range s.documents(a, what, given) {
					if !yield(d, err) {
						return
					}
				}
				break
			}
		}
	}
}
