package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
)

// Bounds of one JSON row.
const (
	deepest   = 16
	mostCells = 5000
)

// JSONRow makes a row of a JSON object: a cell for every leaf, named by its
// path ("money.lo", "items.1.what"). A list of plain values is one cell, parted
// by semicolons; null is no cell.
func JSONRow(number int, object []byte) (*Row, error) {
	in := json.NewDecoder(bytes.NewReader(object))
	in.UseNumber()
	r := NewRow(number)
	if t, err := in.Token(); err != nil || t != json.Delim('{') {
		return nil, refuse("it is no JSON object")
	}
	w := walker{row: r, in: in}
	if err := w.object("", 1); err != nil {
		return nil, err
	}
	if _, err := in.Token(); err != io.EOF {
		return nil, refuse("something follows its JSON object")
	}
	return r, nil
}

// walker turns tokens into cells.
type walker struct {
	row   *Row
	in    *json.Decoder
	cells int
}

func (w *walker) token() (json.Token, error) {
	t, err := w.in.Token()
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return nil, refuse("it is broken JSON: it ends too soon")
	case err != nil:
		return nil, refuse("it is broken JSON: %v", err)
	}
	return t, nil
}

func (w *walker) object(path string, depth int) error {
	for w.in.More() {
		key, err := w.token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if path != "" {
			name = path + "." + name
		}
		if err := w.value(name, depth); err != nil {
			return err
		}
	}
	_, err := w.token()
	return err
}

func (w *walker) value(path string, depth int) error {
	t, err := w.token()
	if err != nil {
		return err
	}
	if w.cells++; w.cells > mostCells || depth > deepest {
		return refuse("it has more than %d values or is nested deeper than %d", mostCells, deepest)
	}
	switch t {
	case json.Delim('{'):
		return w.object(path, depth+1)
	case json.Delim('['):
		return w.array(path, depth+1)
	}
	w.row.Add(path, plain(t))
	return nil
}

func (w *walker) array(path string, depth int) error {
	var list []string
	for i := 1; w.in.More(); i++ {
		t, err := w.token()
		if err != nil {
			return err
		}
		if w.cells++; w.cells > mostCells || depth > deepest {
			return refuse("it has more than %d values or is nested deeper than %d", mostCells, deepest)
		}
		place := path + "." + strconv.Itoa(i)
		switch t {
		case json.Delim('{'):
			err = w.object(place, depth+1)
		case json.Delim('['):
			err = w.array(place, depth+1)
		default:
			list = append(list, plain(t))
		}
		if err != nil {
			return err
		}
	}
	w.row.Add(path, strings.Join(list, "; "))
	_, err := w.token()
	return err
}

// plain writes a leaf as it stands.
func plain(t json.Token) string {
	switch v := t.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
