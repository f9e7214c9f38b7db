package drawing_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pledgebook/internal/drawing"
)

func sample() drawing.Drawing {
	d := drawing.Drawing{Width: 200, Height: 100, Title: `<script>"&`, Description: "one bar"}
	d.Add(drawing.Box{X: 10, Y: 10, W: 100, H: 20, Round: 4, Ink: drawing.Certain},
		drawing.Line{X1: 50, Y1: 0, X2: 50, Y2: 40, Width: 2, Dashed: true, Ink: drawing.Black},
		drawing.Dot{X: 150, Y: 50, R: 10, Ink: drawing.Late},
		drawing.Area{Corners: []drawing.Corner{{X: 20, Y: 50}, {X: 60, Y: 50}, {X: 20, Y: 90}}, Ink: drawing.Most},
		drawing.Text{X: 190, Y: 90, Size: 14, Anchor: drawing.End, Ink: drawing.Soft, Words: "мільярд <b>"})
	return d
}

func TestSVGIsWellFormed(t *testing.T) {
	file := sample().SVG()
	for d := xml.NewDecoder(bytes.NewReader(file)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%v in %s", err, file)
		}
	}
	if s := string(file); strings.Contains(s, "<script>") || strings.Contains(s, "<b>") || !strings.Contains(s, `<rect x="10"`) || !strings.Contains(s, `<polygon points="20,50 60,50 20,90"`) {
		t.Errorf("the drawing is %s", s)
	}
}

func TestPNGShowsTheShapes(t *testing.T) {
	file, err := sample().PNG(2)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 400 || b.Dy() != 200 {
		t.Errorf("the picture is %v", b)
	}
	for _, at := range []struct {
		x, y int
		ink  uint32
	}{{5, 5, 0xfbf9f4}, {160, 40, 0x14555a}, {300, 100, 0xa8321e}, {50, 110, 0xa9cbc8}, {110, 170, 0xfbf9f4}, {100, 4, 0x1d1b17}} {
		r, g, b, _ := img.At(at.x, at.y).RGBA()
		if got := r>>8<<16 | g>>8<<8 | b>>8; got != at.ink {
			t.Errorf("at %d,%d is %06x, want %06x", at.x, at.y, got, at.ink)
		}
	}
}

func TestWrap(t *testing.T) {
	if lines := drawing.Wrap("one two three four five six seven", 20, false, 100, 2); len(lines) != 2 || !strings.HasSuffix(lines[1], "…") {
		t.Errorf("%q", lines)
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.String().Draw(t, "words")
		most := rapid.IntRange(1, 4).Draw(t, "most")
		if n := len(drawing.Wrap(words, 20, false, 80, most)); n < 1 || n > most {
			t.Fatalf("%q makes %d lines of %d", words, n, most)
		}
	})
}
