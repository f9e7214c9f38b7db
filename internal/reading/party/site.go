package party

import (
	"strings"

	"pledgebook"
)

// HomeOf returns the state for whose readers a report is written, as far as its link
// or its publisher tells: that of an official site, or of a national domain whose
// state has a dollar of its own. None for the others.
func (r *Reader) HomeOf(report *pledgebook.Report) pledgebook.PartyID {
	if id := r.site(report.URL); id != "" {
		return id
	}
	host := hostOf(report.URL)
	if id, ok := r.domains[host[strings.LastIndexByte(host, '.')+1:]]; ok {
		return id
	}
	if report.Outlet == "" {
		return ""
	}
	return r.publisher(report.Outlet)
}

// WrittenIn returns the state that a report's dateline names, or none.
func (r *Reader) WrittenIn(report *pledgebook.Report) pledgebook.PartyID {
	if report.Place == "" {
		return ""
	}
	return r.placeOf(report.Place)
}

// hostOf returns the host of a link, nothing for what is none.
func hostOf(url string) string {
	_, host, ok := strings.Cut(url, "://")
	if !ok {
		return ""
	}
	if end := strings.IndexAny(host, "/?#:"); end >= 0 {
		host = host[:end]
	}
	return host
}

// site returns the party whose official site a link leads to, or none.
func (r *Reader) site(url string) pledgebook.PartyID {
	host := hostOf(url)
	for host != "" {
		if id, ok := r.sites[host]; ok {
			return id
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return ""
}
