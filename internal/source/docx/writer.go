package docx

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/article"
)

// writer gathers the blocks of a document.
type writer struct {
	core   core
	blocks []block

	text  strings.Builder
	style string
	list  bool
	cells int // of the row being read
	rows  int // tables within tables
	paras int // paragraphs within paragraphs: those of text boxes
	mute  int // within what was deleted, or is there a second time
}

type block struct {
	kind pledgebook.PartKind
	text string
	top  bool // a heading of the first level
}

// maxDepth is how deep elements may lie in each other.
const maxDepth = 1000

// document reads the main part.
func (w *writer) document(d *xml.Decoder) error {
	depth := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && depth == 0 {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return pledgebook.Errorf(pledgebook.TooLarge, "the Word file nests its elements more than %d deep", maxDepth)
			}
			w.start(d, t)
		case xml.EndElement:
			depth--
			w.end(t.Name.Local)
		}
	}
}

func (w *writer) start(d *xml.Decoder, t xml.StartElement) {
	switch t.Name.Local {
	case "del", "moveFrom", "Fallback":
		w.mute++
	case "p":
		if w.paras++; w.rows == 0 && w.paras == 1 {
			w.text.Reset()
			w.style, w.list = "", false
		} else if w.paras > 1 {
			w.lineBreak()
		}
	case "pStyle":
		w.style = strings.ToLower(attribute(t, "val"))
	case "numPr":
		w.list = true
	case "tbl":
		w.rows++
	case "tr":
		if w.rows == 1 {
			w.text.Reset()
			w.cells = 0
		}
	case "tc":
		if w.cells++; w.cells > 1 && w.rows == 1 {
			w.text.WriteString(" | ")
		}
	case "t":
		w.run(d)
	case "tab":
		w.text.WriteByte(' ')
	case "br", "cr":
		w.lineBreak()
	}
}

// run takes the characters of one stretch of text.
func (w *writer) run(d *xml.Decoder) {
	token, err := d.Token()
	if chars, ok := token.(xml.CharData); err == nil && ok && w.mute == 0 {
		w.text.Write(chars)
	}
}

func (w *writer) lineBreak() {
	if w.rows > 0 {
		w.text.WriteByte(' ')
	} else {
		w.text.WriteByte('\n')
	}
}

func (w *writer) end(name string) {
	switch name {
	case "del", "moveFrom", "Fallback":
		w.mute--
	case "p":
		if w.paras--; w.rows > 0 || w.paras > 0 {
			w.lineBreak()
			return
		}
		w.add(w.kind(), w.text.String())
		w.text.Reset()
	case "tr":
		if w.rows == 1 {
			w.add(pledgebook.PartTableRow, strings.Join(strings.Fields(w.text.String()), " "))
			w.text.Reset()
		}
	case "tbl":
		w.rows--
	}
}

// kind is what a paragraph's style makes of it.
func (w *writer) kind() pledgebook.PartKind {
	switch {
	case w.style == "title":
		return pledgebook.PartHeadline
	case strings.HasPrefix(w.style, "heading"), w.style == "subtitle":
		return pledgebook.PartSubhead
	case w.list, strings.HasPrefix(w.style, "list"):
		return pledgebook.PartListItem
	case strings.HasPrefix(w.style, "caption"):
		return pledgebook.PartCaption
	}
	return pledgebook.PartParagraph
}

func (w *writer) add(kind pledgebook.PartKind, text string) {
	if text = strings.Trim(strings.TrimSpace(text), "|"); strings.TrimSpace(text) != "" {
		w.blocks = append(w.blocks, block{kind, text, kind == pledgebook.PartSubhead && w.style == "heading1"})
	}
}

// fill puts the blocks into a report.
func (w *writer) fill(b *article.Builder) {
	title := w.title()
	for i, bl := range w.blocks {
		switch {
		case i == title:
			bl.kind = pledgebook.PartHeadline
			b.Meta.Headline = bl.text
		case bl.kind == pledgebook.PartHeadline:
			bl.kind = pledgebook.PartSubhead
		}
		b.Add(bl.kind, bl.text)
	}
}

// titleWithin is how many blocks from the top a title may stand.
const titleWithin = 8

// title finds the headline: the paragraph styled so, else the one that the
// properties name, else a heading of the first level; -1 where there is none.
func (w *writer) title() int {
	top := w.blocks[:min(len(w.blocks), titleWithin)]
	for _, is := range []func(block) bool{
		func(bl block) bool { return bl.kind == pledgebook.PartHeadline },
		func(bl block) bool { return w.core.Title != "" && strings.EqualFold(bl.text, w.core.Title) },
		func(bl block) bool { return bl.top },
	} {
		if i := slices.IndexFunc(top, is); i >= 0 {
			return i
		}
	}
	return -1
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
