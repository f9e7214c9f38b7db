package pdf

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// popplerTime is how long pdftotext may take.
const popplerTime = 30 * time.Second

// poppler reads the words of a file and their places by pdftotext. It fails where
// that is not installed.
func poppler(raw []byte, most int64) ([]sheet, error) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(context.Background(), popplerTime)
	defer stop()
	cmd := exec.CommandContext(ctx, program, "-q", "-bbox", "-l", strconv.Itoa(maxPages), "-", "-")
	cmd.Stdin = bytes.NewReader(raw)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	sheets, err := words(io.LimitReader(out, most))
	stop() // whatever is left of its answer is not wanted
	_ = cmd.Wait()
	if err == nil && len(sheets) == 0 {
		err = errors.New("it finds no page")
	}
	return sheets, err
}

// words reads pdftotext's pages of words with their boxes.
func words(r io.Reader) ([]sheet, error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	var sheets []sheet
	runs := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return sheets, nil
		}
		if err != nil {
			return nil, err
		}
		t, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case t.Name.Local == "page":
			sheets = append(sheets, sheet{number: len(sheets) + 1, width: attribute(t, "width"), height: attribute(t, "height")})
		case t.Name.Local == "word" && len(sheets) > 0:
			var text string
			if err := d.DecodeElement(&text, &t); err != nil {
				return nil, err
			}
			if runs++; runs > maxRuns {
				return nil, errSpent
			}
			last := &sheets[len(sheets)-1]
			last.runs = append(last.runs, word(t, ligatures.Replace(text)))
		}
	}
}

// word makes a run of a word's box. A box is about 1.17 sizes high, a quarter of
// a size of it below the baseline.
func word(t xml.StartElement, text string) run {
	top, bottom := attribute(t, "yMin"), attribute(t, "yMax")
	size := (bottom - top) / 1.17
	return run{text: text, x0: attribute(t, "xMin"), x1: attribute(t, "xMax"), y: bottom - 0.22*size, size: size}
}

func attribute(t xml.StartElement, name string) float64 {
	for _, a := range t.Attr {
		if strings.EqualFold(a.Name.Local, name) {
			f, err := strconv.ParseFloat(a.Value, 64)
			if err == nil && finite(f) {
				return f
			}
		}
	}
	return 0
}
