package pipeline

import (
	"net/url"
	"slices"
	"strings"
	"sync"

	"pledgebook"
	"pledgebook/internal/naming"
	"pledgebook/lexicon"
)

// sites are the parties by the names of their own sites.
var sites = sync.OnceValue(func() map[string]pledgebook.PartyID {
	out := map[string]pledgebook.PartyID{}
	lex, err := lexicon.Load("en")
	if err != nil {
		return out
	}
	for _, row := range lex.Table("sites").Rows {
		out[row.Phrase()] = pledgebook.PartyID(row.Get("party"))
	}
	return out
})

// publisher is the party whose own site or service published a report; "" for
// everybody else.
func publisher(c pledgebook.Citation) pledgebook.PartyID {
	if u, err := url.Parse(c.URL); err == nil {
		host := strings.ToLower(u.Hostname())
		for host != "" {
			if party, ok := sites()[host]; ok {
				return party
			}
			_, host, _ = strings.Cut(host, ".")
		}
	}
	if party, ok := naming.Lookup(c.Outlet); ok && c.Outlet != "" {
		return party
	}
	return ""
}

// ownWords reports whether a report is a primary source of what somebody did or
// said: published by one of the actors.
func ownWords(c pledgebook.Citation, actors ...pledgebook.PartyID) bool {
	if len(actors) == 0 {
		return false
	}
	party := publisher(c)
	return party != "" && slices.Contains(actors, party)
}

// actors are all who have a part in a claim.
func actors(c pledgebook.Claim) []pledgebook.PartyID {
	all := slices.Concat(c.Providers, c.Receivers, c.Channels)
	if c.Speaker != nil {
		all = append(all, c.Speaker.Party)
	}
	return all
}
