package warc

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// IndexFile is the index over a folder of archives: one line a record in the
// form of CDXJ, as pywb and others read it once it is sorted.
const IndexFile = "index.cdxj"

// Entry is one record in the index.
type Entry struct {
	URL    string
	At     time.Time
	Type   string // media type; "warc/revisit" for a record that refers to an earlier one
	Status int
	Digest string
	File   string
	Offset int64
	Length int64
}

// fields are the entry's fields as the index spells them.
type fields struct {
	URL    string `json:"url"`
	MIME   string `json:"mime"`
	Status string `json:"status"`
	Digest string `json:"digest"`
	Length string `json:"length"`
	Offset string `json:"offset"`
	File   string `json:"filename"`
}

// stampForm is a moment as CDXJ spells it.
const stampForm = "20060102150405"

// Line is the entry's line, with its end.
func (e Entry) Line() string {
	var line strings.Builder
	line.WriteString(surt(e.URL) + " " + e.At.UTC().Format(stampForm) + " ")
	doc := json.NewEncoder(&line)
	doc.SetEscapeHTML(false)
	_ = doc.Encode(fields{e.URL, e.Type, strconv.Itoa(e.Status), strings.TrimPrefix(e.Digest, digestName), strconv.FormatInt(e.Length, 10), strconv.FormatInt(e.Offset, 10), e.File}) // texts alone: cannot fail
	return line.String()
}

// parseEntry reads one line.
func parseEntry(line string) (e Entry, ok bool) {
	_, rest, _ := strings.Cut(line, " ")
	stamp, doc, _ := strings.Cut(rest, " ")
	at, err := time.Parse(stampForm, stamp)
	var f fields
	if err != nil || json.Unmarshal([]byte(doc), &f) != nil {
		return e, false
	}
	return Entry{URL: f.URL, At: at, Type: f.MIME, Digest: digestName + f.Digest, File: f.File}, f.URL != "" && f.Digest != ""
}

// surt spells a link so that sorting brings what belongs together together: the
// host from its end, without www, then path and query in lower case.
func surt(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return "-"
	}
	key := strings.ToLower(u.Hostname())
	if net.ParseIP(key) == nil {
		labels := strings.Split(strings.TrimPrefix(key, "www."), ".")
		slices.Reverse(labels)
		key = strings.Join(labels, ",")
	}
	if p := u.Port(); p != "" {
		key += ":" + p
	}
	key += ")" + strings.ToLower(cmp.Or(u.EscapedPath(), "/"))
	if u.RawQuery != "" {
		parts := strings.Split(strings.ToLower(u.RawQuery), "&")
		slices.Sort(parts)
		key += "?" + strings.Join(parts, "&")
	}
	return strings.ReplaceAll(key, " ", "%20")
}

// latestBytes is how much of an index's end is read: some fifty thousand answers.
const latestBytes = 16 << 20

// LatestEntries reads the end of an index and returns, by link and digest, what
// was archived whole lately. An index that is not there is empty.
func LatestEntries(path string) (map[string]Entry, error) {
	seen := map[string]Entry{}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return seen, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(max(0, info.Size()-latestBytes), io.SeekStart); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(io.LimitReader(f, latestBytes))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() { // a line cut off at the beginning, or by a crash, is none
		if e, ok := parseEntry(lines.Text()); ok && e.Type != revisitType {
			seen[e.URL+" "+e.Digest] = e
		}
	}
	return seen, nil
}
