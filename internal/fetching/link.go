package fetching

import (
	"net/url"
	"strings"

	"pledgebook"
)

// mostLink is the longest link followed, in bytes.
const mostLink = 8 << 10

// parse checks that a link is one to fetch.
func parse(link string) (*url.URL, error) {
	if len(link) > mostLink {
		return nil, pledgebook.Errorf(pledgebook.Invalid, "%s… is longer than %d KB; that is no link to a report", link[:80], mostLink>>10)
	}
	u, err := url.Parse(link)
	switch {
	case err != nil:
		return nil, pledgebook.Errorf(pledgebook.Invalid, "%q is no link; check how it is written", link)
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, pledgebook.Errorf(pledgebook.Invalid, "%s is neither http nor https; only those are fetched", link)
	case u.Hostname() == "":
		return nil, pledgebook.Errorf(pledgebook.Invalid, "%s names no host; check how it is written", link)
	case u.User != nil:
		return nil, pledgebook.Errorf(pledgebook.Invalid, "%s carries a user name; links with one are not fetched", u.Redacted())
	}
	u.Fragment, u.RawFragment = "", ""
	u.Host = strings.ToLower(u.Host)
	return u, nil
}

// Normal spells a link in one way, so that a link met twice is known: scheme
// and host in lower case, without a fragment and a port that goes without
// saying. It is "" for what is no link to fetch.
func Normal(link string) string {
	u, err := parse(strings.TrimSpace(link))
	if err != nil {
		return ""
	}
	if u.Scheme == "http" {
		u.Host = strings.TrimSuffix(u.Host, ":80")
	} else {
		u.Host = strings.TrimSuffix(u.Host, ":443")
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}
