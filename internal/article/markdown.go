package article

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"pledgebook"
)

// maxHead is how many bytes a YAML head may have; a longer one is text.
const maxHead = 64 << 10

// markdown reads a page with a YAML head: its title becomes the headline, on
// the first line of the text; date and source_url are kept; the words of the
// body follow, without the marks.
func (b *Builder) markdown(content string) error {
	head, body, ok := splitHead(content)
	if !ok {
		b.markup(content)
		return nil
	}
	fields := yamlFields(head)
	if err := b.dated(first(fields, "published_time", "published", "date")); err != nil {
		return err
	}
	if b.Meta.URL == "" {
		b.Meta.URL = first(fields, "source_url", "canonical_url", "url")
	}
	if b.Meta.Language == "" {
		b.Meta.Language = first(fields, "lang", "language")
	}
	if b.Meta.Outlet == "" {
		b.Meta.Outlet = first(fields, "outlet", "publisher", "site_name")
	}
	b.Meta.Author = first(fields, "author")
	if m, err := pledgebook.ParseStamp(isoStamp(first(fields, "modified_time", "modified"))); err == nil {
		b.Meta.Modified = m
	}
	title := first(fields, "title")
	b.Add(pledgebook.PartHeadline, title)
	b.markup(sameTitle(body, title))
	return nil
}

// sameTitle drops a heading of the body that only says the title again.
func sameTitle(body, title string) string {
	t := strings.TrimLeft(body, " \t\n\u00a0")
	line, rest, _ := strings.Cut(t, "\n")
	if title != "" && strings.HasPrefix(line, "#") && strings.TrimSpace(strings.TrimLeft(line, "#")) == title {
		return rest
	}
	return t
}

// splitHead parts the YAML between two lines of "---" from the body.
func splitHead(content string) (head, body string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimLeft(content, " \n"), "---\n")
	if !ok {
		return "", content, false
	}
	end := strings.Index(clip(rest, maxHead), "\n---\n")
	if end < 0 {
		return "", content, false
	}
	return rest[:end], rest[end+len("\n---\n"):], true
}

// yamlFields reads the plain, quoted and folded scalars at the top level of a
// YAML head; lists and maps are passed over.
func yamlFields(head string) map[string]string {
	fields := map[string]string{}
	key, value := "", ""
	flush := func() {
		if _, seen := fields[key]; key != "" && !seen {
			fields[key] = scalar(value)
		}
	}
	for line := range strings.SplitSeq(head, "\n") {
		if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
			value = folded(value, strings.TrimSpace(line))
			continue
		}
		k, v, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		flush()
		key, value = strings.TrimSpace(k), strings.TrimSpace(v)
	}
	flush()
	return fields
}

// folded joins a line that goes on: a backslash at the end joins without a
// space, and "\ " begins a line that starts with one.
func folded(value, line string) string {
	if value == ">" || value == "|" || value == ">-" || value == "|-" {
		return line
	}
	if v, ok := strings.CutSuffix(value, "\\"); ok && strings.HasPrefix(value, "\"") {
		return v + line
	}
	return strings.TrimLeft(value+" "+line, " ")
}

// scalar takes the quotes and escapes off a YAML scalar.
func scalar(v string) string {
	switch {
	case len(v) >= 2 && v[0] == '\'' && v[len(v)-1] == '\'':
		return strings.ReplaceAll(v[1:len(v)-1], "''", "'")
	case len(v) >= 2 && v[0] == '"' && v[len(v)-1] == '"':
		return unescape(v[1 : len(v)-1])
	}
	return v
}

// yamlEscapes are the escapes of YAML double quotes that stand for one character.
var yamlEscapes = map[byte]string{
	'n': "\n", 't': "\t", 'r': "", '"': "\"", '\\': "\\", '/': "/", ' ': " ", '_': "\u00a0", 'N': "\n", 'L': "\n", 'P': "\n", '0': "", 'e': "", 'a': "", 'b': "",
}

func unescape(v string) string {
	var out strings.Builder
	for i := 0; i < len(v); i++ {
		if v[i] != '\\' || i+1 == len(v) {
			out.WriteByte(v[i])
			continue
		}
		i++
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[v[i]]
		if digits == 0 || i+digits >= len(v) {
			if s, ok := yamlEscapes[v[i]]; ok {
				out.WriteString(s)
			} else {
				out.WriteByte(v[i])
			}
			continue
		}
		n, err := strconv.ParseUint(v[i+1:i+1+digits], 16, 32)
		if err == nil && utf8.ValidRune(rune(n)) {
			out.WriteRune(rune(n))
		}
		i += digits
	}
	return out.String()
}

// first returns the first of the fields that is there.
func first(fields map[string]string, keys ...string) string {
	for _, k := range keys {
		if v := fields[k]; v != "" {
			if strings.HasSuffix(k, "_time") || k == "date" || k == "published" {
				return isoStamp(v)
			}
			return v
		}
	}
	return ""
}

// isoStamp writes "2024-10-17 10:47:30-05:00" with the T of ISO 8601.
func isoStamp(v string) string {
	if len(v) > 10 && v[10] == ' ' {
		return v[:10] + "T" + strings.TrimSpace(v[11:])
	}
	return v
}
