// Package comparing sets reports and readings side by side: whether one report
// is a copy of another or a later version of its page, what differs between two
// texts, and what differs between two readings.
//
// It is pure and symmetric: which of two reports came first changes no verdict,
// so that the same reports in any order are the same copies.
package comparing

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"pledgebook"
	"pledgebook/internal/reading"
)

const (
	// HeadTerms is from how many terms of a body's beginning marks are taken: what
	// is cut from an agency's text is its end.
	HeadTerms = 300
	// run is how many terms make one mark, and marks how many of them are kept.
	run   = 4
	marks = 16
	// leastMarked is the least number of terms of a text that is compared with
	// others; a shorter one is a copy only if it is the same.
	leastMarked = 24
	// leastWhole is the least number of letters and digits that tell a text from others.
	leastWhole = 60
	// markBits keeps marks short in an index.
	markBits = 48
)

// PrintOf makes what a report is recognised by: head is the terms of its
// beginning, [HeadTerms] or more.
func PrintOf(r pledgebook.Report, head []reading.Term) pledgebook.Print {
	return pledgebook.Print{Page: PageOf(r.URL), Day: r.Published.Day(), Whole: wholeOf(r), Marks: marksOf(head)}
}

// marksOf keeps the runs with the smallest hashes: texts that share many runs
// share many of the smallest.
func marksOf(head []reading.Term) []int64 {
	if len(head) < leastMarked {
		return nil
	}
	head = head[:min(len(head), HeadTerms)]
	least := make([]int64, 0, marks+1)
	for i := 0; i+run <= len(head); i++ {
		h := uint64(0)
		for _, t := range head[i : i+run] {
			h = scatter(h ^ t.Hash)
		}
		mark := int64(h >> (64 - markBits))
		if at, known := slices.BinarySearch(least, mark); !known && at < marks {
			least = slices.Insert(least, at, mark)
			least = least[:min(len(least), marks)]
		}
	}
	return least
}

// scatter spreads a hash evenly (the finaliser of SplitMix64).
func scatter(h uint64) uint64 {
	h += 0x9E3779B97F4A7C15
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}

// wholeOf is the hash of the letters and digits of a body, 0 for a body that is
// too short.
func wholeOf(r pledgebook.Report) int64 {
	h, n := uint64(14695981039346656037), 0
	for _, p := range r.Parts {
		if p.Kind != pledgebook.PartParagraph && p.Kind != pledgebook.PartListItem {
			continue
		}
		for _, c := range p.Span.In(r.Text) {
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				h = (h ^ uint64(unicode.ToLower(c))) * 1099511628211
				n++
			}
		}
	}
	if n < leastWhole {
		return 0
	}
	return int64(cmp.Or(scatter(h), 1))
}

// PageOf spells a link plainly: without scheme, the prefixes of print and mobile
// forms, parameters that tell where a reader came from, and a final slash. It is
// "" for what is no link to a page.
func PageOf(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for before := ""; before != host; {
		before = host
		for _, prefix := range []string{"www.", "m.", "mobile.", "amp.", "print."} {
			if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
				host = rest
			}
		}
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	path := plainPath(u.EscapedPath())
	query := u.Query()
	for name, values := range query {
		if passingParameter(name, values) {
			query.Del(name)
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return host + path
}

// plainPath is a path without what says how the page is shown.
func plainPath(path string) string {
	for before := ""; before != path; {
		before = path
		path = strings.TrimRight(path, "/")
		for _, form := range []string{"/print", "/amp", "/index.html", "/index.php"} {
			path = strings.TrimSuffix(path, form)
		}
	}
	return path
}

// passingParameter reports whether a parameter of a link says how a page is
// shown or found, not which page it is.
func passingParameter(name string, values []string) bool {
	name = strings.ToLower(name)
	if strings.HasPrefix(name, "utm_") || slices.Contains([]string{"fbclid", "gclid", "yclid", "dclid", "msclkid", "mc_cid", "mc_eid", "amp", "print", "share", "ocid", "cmpid", "smid"}, name) {
		return true
	}
	return slices.ContainsFunc(values, func(v string) bool { return v == "print" || v == "amp" || v == "mobile" })
}
