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

// told is one line as we write it: an entry as "export" does, or a report as
// "read --json" does, with its claims.
type told struct {
	Entry  json.RawMessage   `json:"entry"`
	Report *citation         `json:"report"`
	Claims []json.RawMessage `json:"claims"`
}

// citation is what a report's claims need to know of it.
type citation struct {
	URL       string `json:"url"`
	Outlet    string `json:"outlet"`
	Language  string `json:"language"`
	Published string `json:"published"`
	Headline  string `json:"headline"`
}

func (c citation) addTo(r *source.Row) {
	for _, cell := range [][2]string{{"url", c.URL}, {"outlet", c.Outlet}, {"language", c.Language}, {"published", c.Published}, {"headline", c.Headline}} {
		r.Add("report."+cell[0], cell[1])
	}
}

// objects yields the claims of one line.
func objects(n int, line []byte) iter.Seq2[*source.Row, error] {
	return func(yield func(*source.Row, error) bool) {
		var t told
		if json.Unmarshal(line, &t) != nil || t.Entry == nil && t.Claims == nil {
			yield(source.JSONRow(n, line))
			return
		}
		if len(t.Claims) == 0 {
			yield(nil, pledgebook.Errorf(pledgebook.Invalid, "it has no claims"))
			return
		}
		for _, c := range t.Claims {
			row, err := source.JSONRow(n, c)
			if err == nil && t.Report != nil {
				t.Report.addTo(row)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}
