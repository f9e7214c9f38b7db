package claims

import (
	"bufio"
	"encoding/json"
	"iter"

	"pledgebook"
	"pledgebook/internal/source"
)

// open tells CSV, whose column names it returns, from JSON Lines.
func open(f source.File) (iter.Seq2[*source.Row, error], []string, error) {
	in := bufio.NewReaderSize(f.Reader, 512)
	head, _ := in.Peek(100)
	f.Reader = in
	if isJSON(head) {
		return lines(f), nil, nil
	}
	t, err := source.OpenTable(f)
	if err != nil {
		return nil, nil, err
	}
	return t.Rows(), t.Columns, nil
}

// lines yields the rows of JSON Lines: one a line, or, for an entry as we
// export it, one a claim.
func lines(f source.File) iter.Seq2[*source.Row, error] {
	return func(yield func(*source.Row, error) bool) {
		for n, line := range source.Lines(f) {
			if line.Err != nil {
				if !yield(nil, f.Bad(n, line.Err)) {
					return
				}
				continue
			}
			for row, err := range objects(n, line.Bytes) {
				if err != nil {
					err = f.Bad(n, err)
				}
				if !yield(row, err) {
					return
				}
			}
		}
	}
}

// objects yields the claims of one line.
func objects(n int, line []byte) iter.Seq2[*source.Row, error] {
	return func(yield func(*source.Row, error) bool) {
		var entry struct {
			Entry  json.RawMessage   `json:"entry"`
			Claims []json.RawMessage `json:"claims"`
		}
		if json.Unmarshal(line, &entry) != nil || entry.Entry == nil {
			yield(source.JSONRow(n, line))
			return
		}
		if len(entry.Claims) == 0 {
			yield(nil, pledgebook.Errorf(pledgebook.Invalid, "its entry has no claims"))
			return
		}
		for _, c := range entry.Claims {
			if row, err := source.JSONRow(n, c); !yield(row, err) {
				return
			}
		}
	}
}
