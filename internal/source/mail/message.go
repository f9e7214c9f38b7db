package mail

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // letters in other encodings than UTF-8
	"github.com/emersion/go-message/mail"

	"pledgebook"
)

// Limits of one message; its size is bounded by the limit of a report.
const (
	maxParts = 500
	maxDepth = 20
)

// letter is what a report is made of.
type letter struct {
	subject, from string
	sent          pledgebook.Stamp
	plain, html   string
	attached      []attachment

	parts int
}

// attachment is a document that came with a message.
type attachment struct {
	name, mediaType string
	bytes           []byte
}

// parse takes a message apart.
func parse(raw []byte) (letter, error) {
	var m letter
	e, err := entity(bytes.NewReader(raw))
	if err != nil {
		return m, err
	}
	h := mail.Header{Header: e.Header}
	m.subject, _ = h.Subject()
	m.subject = strings.Join(strings.Fields(m.subject), " ")
	m.from = sender(h)
	if t, err := h.Date(); err == nil {
		m.sent = stamp(t)
	}
	return m, m.gather(e, 0)
}

// entity reads an entity. Unknown encodings of letters are no reason to refuse
// it: its text is then read as it stands.
func entity(r io.Reader) (*message.Entity, error) {
	e, err := message.Read(r)
	if err != nil && (e == nil || !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err)) {
		return nil, pledgebook.WrapError(pledgebook.Unreadable, err, "the message is damaged; save it again")
	}
	return e, nil
}

// sender is the name of who sent a message, or the address where there is none.
func sender(h mail.Header) string {
	list, err := h.AddressList("From")
	if err != nil || len(list) == 0 {
		return ""
	}
	if list[0].Name != "" {
		return strings.TrimSpace(list[0].Name)
	}
	return list[0].Address
}

// gather takes the parts of an entity: the first text of each kind is the
// message's, everything else is attached.
func (m *letter) gather(e *message.Entity, depth int) error {
	if m.parts++; m.parts > maxParts || depth > maxDepth {
		return pledgebook.Errorf(pledgebook.TooLarge, "the message has more than %d parts, or nests them more than %d deep; save its attachments and read those", maxParts, maxDepth)
	}
	if parts := e.MultipartReader(); parts != nil {
		return m.gatherAll(parts, depth)
	}
	mediaType, params, err := e.Header.ContentType()
	if err != nil {
		mediaType = "text/plain"
	}
	disposition, more, _ := e.Header.ContentDisposition()
	body, err := io.ReadAll(e.Body)
	if err != nil {
		return pledgebook.WrapError(pledgebook.Unreadable, err, "a part of the message is damaged; save it again")
	}
	switch {
	case disposition == "attachment":
		m.attach(mediaType, more["filename"], params["name"], body)
	case mediaType == "text/plain" && m.plain == "":
		m.plain = flowed(string(body), params)
	case mediaType == "text/html" && m.html == "":
		m.html = string(body)
	default:
		m.attach(mediaType, more["filename"], params["name"], body)
	}
	return nil
}

func (m *letter) gatherAll(parts message.MultipartReader, depth int) error {
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case part == nil && err != nil && m.parts > 0 && (m.plain != "" || m.html != ""):
			return nil // cut off behind its text
		case part == nil && err != nil:
			return pledgebook.WrapError(pledgebook.Unreadable, err, "the message is damaged; save it again")
		}
		if err := m.gather(part, depth+1); err != nil {
			return err
		}
	}
}

func (m *letter) attach(mediaType, filename, name string, body []byte) {
	if filename == "" {
		filename = name
	}
	if filename = path.Base(strings.ReplaceAll(filename, "\\", "/")); filename == "." || filename == "/" {
		filename = fmt.Sprintf("part %d", m.parts)
	}
	if mediaType == "application/octet-stream" {
		mediaType = ""
	}
	m.attached = append(m.attached, attachment{filename, mediaType, body})
}

// flowed joins the lines of text that its sender wrapped as RFC 3676 says: those
// that end in a space go on in the next.
func flowed(body string, params map[string]string) string {
	body = strings.ReplaceAll(body, "\r\n", "\n")
	if !strings.EqualFold(params["format"], "flowed") {
		return body
	}
	var out strings.Builder
	for line := range strings.SplitAfterSeq(body, "\n") {
		text, ended := strings.CutSuffix(line, "\n")
		if ended && strings.HasSuffix(text, " ") && text != "-- " {
			if strings.EqualFold(params["delsp"], "yes") {
				text = strings.TrimSuffix(text, " ")
			}
			out.WriteString(text)
			continue
		}
		out.WriteString(line)
	}
	return out.String()
}
