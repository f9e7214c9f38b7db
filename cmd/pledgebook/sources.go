package main

import (
	"iter"
	"strings"

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
	{func(what string) bool { return what == file.Stdin }, piped},
	{func(string) bool { return true }, files},
}

func isLink(what string) bool {
	return strings.HasPrefix(what, "http://") || strings.HasPrefix(what, "https://")
}

func files(a *app, what string, given article.Input) iter.Seq2[pipeline.Document, error] {
	return expand(a, file.Documents(a.ctx, what, a.in, given))
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
