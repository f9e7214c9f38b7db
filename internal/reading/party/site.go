package party

import (
	"strings"

	"pledgebook"
)

// site returns the party whose official site a link leads to, or none.
func (r *Reader) site(url string) pledgebook.PartyID {
	_, host, ok := strings.Cut(url, "://")
	if !ok {
		return ""
	}
	if end := strings.IndexAny(host, "/?#:"); end >= 0 {
		host = host[:end]
	}
	for host != "" {
		if id, ok := r.sites[host]; ok {
			return id
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return ""
}
