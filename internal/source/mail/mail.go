// Package mail turns an e-mail (RFC 5322 with MIME, a .eml file) into a report,
// and finds the documents attached to it: press offices send their releases so.
//
// The subject is the headline; who sent it, and when, is the outlet and the time
// of publication. Of a message that somebody passed on, these are the first
// sender's. What is quoted from earlier messages and the signature are furniture.
package mail

import (
	"bytes"
	"html"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/article"
)

// Cleaner makes a report of a message. page cleans one that is written in HTML
// alone.
//
// It fails with kind Invalid for a message without text, Unreadable for a damaged
// one, TooLarge over the limits, and Unsupported for a language that is not read.
func Cleaner(page func(article.Input) (pledgebook.Report, error)) func(article.Input) (pledgebook.Report, error) {
	return func(in article.Input) (pledgebook.Report, error) {
		m, err := open(in)
		if err != nil {
			return pledgebook.Report{}, err
		}
		if in.Published == "" {
			in.Published = m.sent
		}
		if strings.TrimSpace(m.plain) == "" && m.html != "" {
			return m.page(in, page)
		}
		return m.report(in)
	}
}

// Attachments returns the documents that came with a message, each named after it
// and published when it was sent. Pictures and other files that hold no report are
// left out.
func Attachments(in article.Input) ([]article.Input, error) {
	m, err := open(in)
	if err != nil {
		return nil, err
	}
	var all []article.Input
	for _, a := range m.attached {
		with := in
		with.Name, with.MediaType, with.Bytes, with.Reader, with.URL = in.Name+"#"+a.name, a.mediaType, a.bytes, nil, ""
		if with.Published == "" {
			with.Published = m.sent
		}
		switch article.Detect(a.mediaType, a.name, a.bytes) {
		case article.PDF, article.DOCX, article.HTML, article.Markdown, article.Mail:
			all = append(all, with)
		case article.Plain:
			if strings.HasPrefix(a.mediaType, "text/plain") {
				all = append(all, with)
			}
		}
	}
	return all, nil
}

func open(in article.Input) (letter, error) {
	if err := in.Check(); err != nil {
		return letter{}, err
	}
	m, err := parse(in.Bytes)
	if err != nil {
		return m, pledgebook.WrapError(pledgebook.KindOf(err), err, "%s", in.Name)
	}
	return m, nil
}

// report makes a report of the plain text.
func (m letter) report(in article.Input) (pledgebook.Report, error) {
	b := article.NewBuilder(in)
	stretches, first := stretchesOf(m.plain)
	m.passedOn(first)
	b.Meta.Outlet, b.Meta.Headline = m.from, m.subject
	if first.sent != "" {
		b.Meta.Published = first.sent
	}
	b.Add(pledgebook.PartHeadline, m.subject)
	for _, s := range stretches {
		if s.furniture {
			b.Add(pledgebook.PartFurniture, s.text)
		} else {
			b.AddText(s.text)
		}
	}
	return b.Report(article.Mail)
}

// passedOn takes the place of what the message says of itself by what it says of
// the one passed on in it.
func (m *letter) passedOn(first head) {
	if first.from != "" {
		m.from = first.from
	}
	if first.subject != "" {
		m.subject = first.subject
	}
}

// page lets the cleaner of web pages make a report of a message in HTML.
func (m letter) page(in article.Input, clean func(article.Input) (pledgebook.Report, error)) (pledgebook.Report, error) {
	var page bytes.Buffer
	title := html.EscapeString(m.subject)
	page.WriteString("<!doctype html><html><head><meta charset=utf-8><title>" + title + "</title></head><body><article><h1>" + title + "</h1>\n")
	page.WriteString(m.html)
	page.WriteString("</article></body></html>")
	in.Bytes, in.MediaType = page.Bytes(), "text/html; charset=utf-8"
	r, err := clean(in)
	if r.Outlet == "" {
		r.Outlet = m.from
	}
	return r, err
}

// stamp writes a time as precisely as a message gives it.
func stamp(t time.Time) pledgebook.Stamp {
	if t.IsZero() || t.Year() < 1970 || t.Year() > 9999 {
		return ""
	}
	s := pledgebook.Stamp(t.Format("2006-01-02T15:04:05Z07:00"))
	if _, err := pledgebook.ParseStamp(string(s)); err != nil {
		return ""
	}
	return s
}
