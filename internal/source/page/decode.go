package page

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// prescan is how far into a page its own charset declaration is looked for:
// more than the 1 024 bytes of the standard, since real pages put scripts first.
const prescan = 16 << 10

// decode returns the page as UTF-8. Order: byte order mark, valid UTF-8, the
// charset that the server or the page declares, windows-1251 on Ukrainian and
// Russian hosts, and what x/net guesses from the first bytes. Bytes that the
// encoding does not know become U+FFFD.
func decode(raw []byte, mediaType, host string) (string, error) {
	enc := encodingOf(raw, mediaType, host)
	if enc == nil {
		return strings.ToValidUTF8(string(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))), "\uFFFD"), nil
	}
	text, err := enc.NewDecoder().Bytes(raw)
	return string(text), err
}

// encodingOf returns the encoding to decode from, nil for UTF-8.
func encodingOf(raw []byte, mediaType, host string) encoding.Encoding {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf8.Valid(raw):
		return nil
	}
	for _, label := range []string{charsetOf(mediaType), declared(raw)} {
		if enc, err := htmlindex.Get(label); err == nil {
			if name, _ := htmlindex.Name(enc); name == "utf-8" || strings.HasPrefix(name, "utf-16") {
				return nil // a UTF-8 page with a broken byte, or a lie
			}
			return enc
		}
	}
	if strings.HasSuffix(host, ".ua") || strings.HasSuffix(host, ".ru") {
		return charmap.Windows1251
	}
	enc, name, _ := charset.DetermineEncoding(raw, "")
	if name == "utf-8" {
		return nil
	}
	return enc
}

func charsetOf(mediaType string) string {
	_, params, err := mime.ParseMediaType(mediaType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// declared returns the charset of a page's <meta charset> or http-equiv, or of
// its XML declaration.
func declared(raw []byte) string {
	head := bytes.ToLower(raw[:min(len(raw), prescan)])
	for _, mark := range []string{"charset", "encoding"} {
		for rest := head; ; {
			i := bytes.Index(rest, []byte(mark))
			if i < 0 {
				break
			}
			rest = bytes.TrimLeft(rest[i+len(mark):], " \t\r\n")
			value, ok := bytes.CutPrefix(rest, []byte("="))
			if !ok {
				continue
			}
			value = bytes.TrimLeft(value, " \t\r\n\"'")
			end := bytes.IndexFunc(value, func(r rune) bool { return strings.ContainsRune(" \t\r\n\"'/>;?", r) })
			if end > 0 && end < 40 {
				return string(value[:end])
			}
		}
	}
	return ""
}
