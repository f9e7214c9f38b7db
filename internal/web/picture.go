package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"

	"pledgebook"
	"pledgebook/internal/drawing"
)

// Picture is a chart or a map with the table behind it, to be taken away as a file.
type Picture struct {
	// Name is that of the file, without its extension.
	Name string
	// Table has the names of its columns first.
	Table   [][]string
	Drawing drawing.Drawing
}

// fileTypes are the forms in which a picture can be taken away.
var fileTypes = []struct{ extension, mediaType, name string }{
	{"csv", "text/csv; charset=utf-8", "CSV"}, {"svg", "image/svg+xml", "SVG"}, {"png", "image/png", "PNG"},
}

// FileRoutes are the addresses of a picture's files, below a path.
func FileRoutes(path string, serve func(d *Desk, w http.ResponseWriter, r *http.Request, extension string) error) map[string]Handler {
	all := map[string]Handler{}
	for _, t := range fileTypes {
		all["GET "+path+"."+t.extension] = func(d *Desk, w http.ResponseWriter, r *http.Request) error { return serve(d, w, r, t.extension) }
	}
	return all
}

// Serve answers with the file of the type that an extension names.
func (t Picture) Serve(w http.ResponseWriter, extension string) error {
	for _, of := range fileTypes {
		if of.extension != extension {
			continue
		}
		content, err := t.file(extension)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", of.mediaType)
		w.Header().Set("Content-Disposition", `attachment; filename="`+t.Name+"."+extension+`"`)
		_, _ = w.Write(content)
		return nil
	}
	return pledgebook.Errorf(pledgebook.NotFound, "A chart can be had as csv, svg or png.")
}

func (t Picture) file(extension string) ([]byte, error) {
	switch extension {
	case "csv":
		return t.csv()
	case "svg":
		return t.Drawing.SVG(), nil
	}
	return t.Drawing.PNG(2)
}

// csv is the table. A cell that a spreadsheet would take for a formula begins with
// an apostrophe.
func (t Picture) csv() ([]byte, error) {
	var out bytes.Buffer
	table := csv.NewWriter(&out)
	for _, row := range t.Table {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = harmless(cell)
		}
		if err := table.Write(cells); err != nil {
			return nil, err
		}
	}
	table.Flush()
	return out.Bytes(), table.Error()
}

func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !plainNumber(cell) {
		return "'" + cell
	}
	return cell
}

// plainNumber reports whether a cell is a plain number, which no spreadsheet takes for
// anything else.
func plainNumber(cell string) bool {
	digits := strings.TrimPrefix(cell, "-")
	return digits != "" && strings.Trim(digits, "0123456789.") == "" && strings.Count(digits, ".") < 2
}

const (
	drawnWidth = 960
	// FrameMargin is how much a drawing leaves free at its sides, in pixels.
	FrameMargin = 40
)

// Framed begins a drawing with its title; y is where it goes on.
func Framed(title, description string) (d drawing.Drawing, y float64) {
	d, y = drawing.Drawing{Width: drawnWidth, Title: title, Description: description}, 44
	for _, l := range drawing.Wrap(evenSpaces(title), 24, true, drawnWidth-2*FrameMargin, 2) {
		d.Add(drawing.Text{X: FrameMargin, Y: y, Size: 24, Bold: true, Anchor: drawing.Start, Ink: drawing.Black, Words: l})
		y += 30
	}
	return d, y
}

// Signed ends a drawing with what its marks mean and where it comes from.
func Signed(d *drawing.Drawing, y float64, legend string) {
	lines := drawing.Wrap(legend+" Pledgebook", 12, false, drawnWidth-2*FrameMargin, 2)
	for _, l := range lines {
		y += 22
		d.Add(drawing.Text{X: FrameMargin, Y: y, Size: 12, Anchor: drawing.Start, Ink: drawing.Soft, Words: l})
	}
	d.Height = int(y) + 22
}
