package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"pledgebook"
)

// LongestRow is the most bytes one row may have.
const LongestRow = 1 << 20

// Decoded reads a file as UTF-8: a byte order mark tells UTF-16, which
// spreadsheets write, and is taken away.
func Decoded(r io.Reader) io.Reader {
	return transform.NewReader(r, unicode.BOMOverride(transform.Nop))
}

// Lines yields the lines of a file that are not blank, with their numbers from
// 1. A line that is too long or no UTF-8 is an error; the next one follows.
func Lines(f File) iter.Seq2[int, Line] {
	return func(yield func(int, Line) bool) {
		in := bufio.NewReaderSize(f.Reader, LongestRow)
		for n := 1; ; n++ {
			b, err := in.ReadSlice('\n')
			tooLong := errors.Is(err, bufio.ErrBufferFull)
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = in.ReadSlice('\n')
			}
			line := Line{Bytes: bytes.TrimSpace(b), Err: lineFault(b, tooLong)}
			if err != nil && !errors.Is(err, io.EOF) {
				yield(n, Line{Err: pledgebook.WrapError(pledgebook.Unreadable, err, "it cannot be read on")})
				return
			}
			if (len(line.Bytes) > 0 || line.Err != nil) && !yield(n, line) || err != nil {
				return
			}
		}
	}
}

// Line is one line of a file, or what is wrong with it. Bytes are valid until
// the next line.
type Line struct {
	Bytes []byte
	Err   error
}

func lineFault(b []byte, tooLong bool) error {
	switch {
	case tooLong:
		return pledgebook.Errorf(pledgebook.TooLarge, "it is longer than %d KB", LongestRow>>10)
	case !utf8.Valid(b):
		return notUTF8()
	}
	return nil
}

func notUTF8() error {
	return refuse("it is not UTF-8; save the file as UTF-8")
}

// Peeked returns a reader that begins at the beginning again, and the
// beginning: as much as a file is told by.
func Peeked(r io.Reader) (*bufio.Reader, []byte) {
	in := bufio.NewReaderSize(r, headBytes)
	head, _ := in.Peek(headBytes)
	return in, head
}

// headBytes is how much of a file its format is told by.
const headBytes = 64 << 10

// Limited reads at most so many bytes and fails where there are more.
func Limited(r io.Reader, most int64) io.Reader {
	return &limited{r, most}
}

type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(b []byte) (int, error) {
	if l.left <= 0 {
		return 0, pledgebook.Errorf(pledgebook.TooLarge, "it is too large for one file; cut it into its pages")
	}
	if int64(len(b)) > l.left {
		b = b[:l.left]
	}
	n, err := l.r.Read(b)
	l.left -= int64(n)
	return n, err
}
