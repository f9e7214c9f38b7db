package main

import (
	"context"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/evaluating"
	"pledgebook/internal/printing"
	"pledgebook/internal/source/docx"
	"pledgebook/internal/source/mail"
	"pledgebook/internal/source/page"
	"pledgebook/internal/source/pdf"
)

// cleaners turn documents of formats that have structure of their own into
// reports; the rest is text, for [article.Clean].
var cleaners = map[article.Format]func(article.Input) (pledgebook.Report, error){
	article.HTML: page.Clean,
	article.PDF:  pdf.Clean,
	article.DOCX: docx.Clean,
	article.Mail: mail.Cleaner(page.Clean),
}

// clean turns a document into a report.
func clean(in article.Input) (pledgebook.Report, error) {
	if c := cleaners[article.Detect(in.MediaType, in.Name, in.Bytes)]; c != nil {
		return c(in)
	}
	return article.Clean(in)
}

// pageScores compares our cleaning of pages with the extraction library's own.
type pageScores struct {
	Ours    evaluating.PageScore `json:"ours"`
	Library evaluating.PageScore `json:"library_alone"`
}

// pages scores the cleaning of saved pages.
func (c *evalCommand) pages(a *app) error {
	ours, errs := evaluating.Pages(a.ctx, c.Dir, bodyText)
	for _, err := range errs {
		a.fail(err)
	}
	if ours.Pages == 0 {
		return nil
	}
	alone, _ := evaluating.Pages(a.ctx, c.Dir, func(_ context.Context, _, _ string, raw []byte) (string, error) {
		return page.LibraryAlone(raw)
	})
	if c.JSON {
		return printJSON(a, pageScores{ours, alone})
	}
	printing.PageScores(a.screen, ours, alone, c.Verbose)
	return nil
}

// bodyText cleans a page and returns its body. A language that is not read yet
// has a body all the same.
func bodyText(_ context.Context, name, url string, raw []byte) (string, error) {
	in := article.Input{Name: name, URL: url, MediaType: "text/html", Bytes: raw}
	r, err := page.Clean(in)
	if pledgebook.KindOf(err) == pledgebook.Unsupported {
		in.Language = "en"
		r, err = page.Clean(in)
	}
	return page.Body(r), err
}
