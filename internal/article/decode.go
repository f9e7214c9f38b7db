package article

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"pledgebook"
)

// sniffed is how much of a document is looked at to tell what it is.
const sniffed = 1024

// magic are the first bytes of files that are surely no text.
var magic = []struct {
	prefix string
	format Format
}{
	{"%PDF-", PDF}, {"PK\x03\x04", Binary}, {"\x1f\x8b", Binary}, {"\x89PNG", Binary}, {"\xff\xd8\xff", Binary},
	{"GIF8", Binary}, {"\x7fELF", Binary}, {"MZ\x90", Binary}, {"SQLite format 3", Binary}, {"\xd0\xcf\x11\xe0", Binary},
}

// sniff tells the format from the first bytes, or "" where they do not tell.
func sniff(raw []byte) Format {
	for _, m := range magic {
		if bytes.HasPrefix(raw, []byte(m.prefix)) {
			return packed(m.format, raw)
		}
	}
	head := raw[:min(len(raw), sniffed)]
	if utf16Order(head) != nil {
		return ""
	}
	if looksBinary(head) {
		return Binary
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n"))
	switch {
	case bytes.HasPrefix(start, []byte("<!doctype html")), bytes.HasPrefix(start, []byte("<html")):
		return HTML
	case bytes.HasPrefix(start, []byte("---\n")), bytes.HasPrefix(start, []byte("---\r\n")):
		return Markdown
	case looksLikeMail(head):
		return Mail
	}
	return ""
}

// looksLikeMail reports the head of an e-mail: it begins with a field, and has a
// sender, a subject and the version of MIME or the way it took.
func looksLikeMail(head []byte) bool {
	first, _, _ := bytes.Cut(head, []byte(":"))
	if len(first) == 0 || len(first) > 40 || bytes.ContainsAny(first, " \t\r\n") {
		return false
	}
	has := func(field string) bool {
		return bytes.HasPrefix(head, []byte(field)) || bytes.Contains(head, []byte("\n"+field))
	}
	return (has("MIME-Version:") || has("Received:") || has("Message-ID:") || has("Message-Id:")) && (has("From:") || has("Received:"))
}

// packed tells a Word file from other archives, by the name of its main part.
func packed(f Format, raw []byte) Format {
	if f == Binary && bytes.HasPrefix(raw, []byte("PK")) && bytes.Contains(raw, []byte("word/document.xml")) {
		return DOCX
	}
	return f
}

var bom = []byte("\xef\xbb\xbf")

// looksBinary reports more control characters than a text has: one in fifty, or
// any NUL.
func looksBinary(head []byte) bool {
	controls := 0
	for _, c := range head {
		if c == 0 {
			return true
		}
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			controls++
		}
	}
	return controls*50 > len(head)
}

// decode returns the document as UTF-8 in NFC with lines ended by "\n" and
// without control characters.
func decode(name string, raw []byte, charset string) (string, error) {
	if len(bytes.TrimSpace(bytes.TrimPrefix(raw, bom))) == 0 {
		return "", pledgebook.Errorf(pledgebook.Invalid, "%s is empty; give a file with the text of a report", name)
	}
	enc, err := encodingOf(name, raw, charset)
	if err != nil {
		return "", err
	}
	if enc != nil {
		if raw, err = enc.NewDecoder().Bytes(raw); err != nil {
			return "", pledgebook.WrapError(pledgebook.Invalid, err, "%s cannot be decoded; save it as UTF-8", name)
		}
	}
	raw = bytes.TrimPrefix(raw, bom)
	if bytes.IndexByte(raw, 0) >= 0 {
		return "", Binary.readable(name)
	}
	return normal(string(raw)), nil
}

// encodingOf returns the encoding to decode from, nil for UTF-8. Order: byte
// order mark, zero bytes of UTF-16, valid UTF-8, what was declared, a guess.
func encodingOf(name string, raw []byte, charset string) (encoding.Encoding, error) {
	if enc := utf16Order(raw[:min(len(raw), sniffed)]); enc != nil {
		return enc, nil
	}
	if utf8.Valid(raw) {
		return nil, nil
	}
	if enc, err := htmlindex.Get(charset); err == nil && enc != unicode.UTF8 {
		return enc, nil
	}
	if at, damaged := damagedUTF8(raw); damaged {
		return nil, pledgebook.Errorf(pledgebook.Invalid, "%s is damaged: byte %d is not valid UTF-8; save it again as UTF-8", name, at)
	}
	return guess(raw), nil
}

// utf16Order returns the UTF-16 of a byte order mark, or of text whose every
// second byte is mostly zero.
func utf16Order(head []byte) encoding.Encoding {
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return little
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return big
	case len(head) < 8:
		return nil
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case zeros[1]*2 > half && zeros[0]*20 <= half:
		return little
	case zeros[0]*2 > half && zeros[1]*20 <= half:
		return big
	}
	return nil
}

// damagedUTF8 reports bytes that are UTF-8 for the greater part, and where the
// first wrong one is: such a file is damaged rather than in another encoding.
func damagedUTF8(raw []byte) (at int, damaged bool) {
	at, good, bad := -1, 0, 0
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			if bad++; at < 0 {
				at = i
			}
		} else {
			good++
		}
		i += n
	}
	return at, good >= bad
}

// guess tells windows-1251 from windows-1252: in a Cyrillic text most letters
// are above 0xC0, in a western one few are.
func guess(raw []byte) encoding.Encoding {
	high, low := 0, 0
	for _, c := range raw {
		switch {
		case c >= 0xC0:
			high++
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			low++
		}
	}
	if high > low {
		return charmap.Windows1251
	}
	return charmap.Windows1252
}

// normal brings text to NFC with "\n" line ends, and drops control characters.
func normal(s string) string {
	if hasUnwanted(s) {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.Map(plainLine, s)
	}
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	return s
}

// hasUnwanted reports whether [unwanted] holds of a character of s; it may be
// wrong about a few others.
func hasUnwanted(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= ' ' && c < 0x7f, c == '\n', c == '\t':
		case c < ' ', c == 0x7f:
			return true
		case c == 0x85, c == 0xa8, c == 0xa9: // last byte of U+0085, U+2028, U+2029
			if s[i-1] == 0xc2 || s[i-1] == 0x80 {
				return true
			}
		}
	}
	return false
}

func unwanted(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\u2028' || r == '\u2029' || r == '\u0085'
}

func plainLine(r rune) rune {
	switch {
	case r == '\r', r == '\v', r == '\f', r == '\u2028', r == '\u2029', r == '\u0085':
		return '\n'
	case unwanted(r):
		return -1
	}
	return r
}

// size writes a number of bytes for people.
func size(n int) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
