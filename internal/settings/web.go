package settings

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"pledgebook"
)

// Fetch is how documents are taken from the web. A field of 0 is the default.
type Fetch struct {
	// Pause between two requests to one host.
	Pause Duration `toml:"pause"`
	// Time is the longest that one answer may take.
	Time Duration `toml:"time"`
	// Redirects is the most redirects followed.
	Redirects int `toml:"redirects"`
	// Lists is how many lists are followed down, the one named counted.
	Lists int `toml:"lists"`
	// AllowHosts names hosts, as host or host:port, that may lie at private addresses.
	AllowHosts []string `toml:"allow_hosts"`
}

// Work is how the queue is worked on. A field of 0 is the default.
type Work struct {
	// AtOnce is how many pages one process works on at a time.
	AtOnce int `toml:"at_once"`
	// Tries is how often a page is begun before it is set aside.
	Tries int `toml:"tries"`
	// Retry is the wait before the second try.
	Retry Duration `toml:"retry"`
	// Beat is the time between two signs of life of a process; one that misses
	// three is taken for dead.
	Beat Duration `toml:"beat"`
}

// Source is a list of links that is watched: a feed, a sitemap, a plain list.
type Source struct {
	URL string `toml:"url"`
	// Every is the time between two looks; 0 is [DefaultEvery].
	Every Duration `toml:"every"`
	// Language of its reports, as a BCP 47 tag; "" lets the words decide.
	Language string `toml:"language"`
	// Match are words, one of which a link must hold; none lets all through.
	Match []string `toml:"match"`
}

// How often a source is looked at.
const (
	DefaultEvery = 30 * time.Minute
	LeastEvery   = time.Minute
)

// Takes reports whether a link of the source is to be read.
func (s Source) Takes(link string) bool {
	return len(s.Match) == 0 || slices.ContainsFunc(s.Match, func(m string) bool { return strings.Contains(link, m) })
}

// Period is the time between two looks at the source.
func (s Source) Period() time.Duration {
	if s.Every.Duration == 0 {
		return DefaultEvery
	}
	return s.Every.Duration
}

// Duration is a time written as "30m" or "1h30m".
type Duration struct{ time.Duration }

// UnmarshalText reads a duration.
func (d *Duration) UnmarshalText(b []byte) error {
	var err error
	if d.Duration, err = time.ParseDuration(string(b)); err != nil {
		return pledgebook.Errorf(pledgebook.Invalid, "%q is no time; write it as \"90s\", \"30m\" or \"2h\"", b)
	}
	return nil
}

// checkWeb checks what has to do with the web.
func (s Settings) checkWeb() error {
	f := s.Fetch
	if f.Pause.Duration < 0 || f.Time.Duration < 0 || f.Redirects < 0 || f.Lists < 0 {
		return pledgebook.Errorf(pledgebook.Invalid, "pause, time, redirects and lists under [fetch] cannot be less than 0")
	}
	if strings.ContainsFunc(s.Contact, func(r rune) bool { return r < ' ' || r > '~' }) || len(s.Contact) > 200 {
		return pledgebook.Errorf(pledgebook.Invalid, "contact = %q cannot stand in a request; write an address or a link in plain letters", s.Contact)
	}
	if !plainAddress(s.Address) {
		return pledgebook.Errorf(pledgebook.Invalid, "address = %q is not where a site is reached; write it as \"https://aid.example.org\"", s.Address)
	}
	if w := s.Work; w.AtOnce < 0 || w.AtOnce > 1000 || w.Tries < 0 || w.Retry.Duration < 0 || w.Beat.Duration < 0 {
		return pledgebook.Errorf(pledgebook.Invalid, "what is set under [work] cannot be less than 0, and at_once not over 1000")
	}
	seen := map[string]bool{}
	for _, source := range s.Sources {
		switch {
		case !strings.HasPrefix(source.URL, "http://") && !strings.HasPrefix(source.URL, "https://"):
			return pledgebook.Errorf(pledgebook.Invalid, "every source needs a url with http or https; %q is none", source.URL)
		case seen[source.URL]:
			return pledgebook.Errorf(pledgebook.Invalid, "the source %s is named twice", source.URL)
		case source.Period() < LeastEvery:
			return pledgebook.Errorf(pledgebook.Invalid, "every = %q of source %s is less than %s", source.Every, source.URL, LeastEvery)
		}
		seen[source.URL] = true
	}
	return nil
}

// plainAddress reports whether an address is scheme and host alone, or empty.
func plainAddress(address string) bool {
	if address == "" {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil &&
		strings.TrimSuffix(address, "/") == u.Scheme+"://"+u.Host && !strings.ContainsAny(u.Host, "<>\"'&")
}
