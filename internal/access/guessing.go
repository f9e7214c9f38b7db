package access

import (
	"net/netip"
	"time"
)

// Guessing is limited by counting failed tries in a window of time: for each
// account, whether there is one of that name or not, and for each address.
const (
	GuessWindow = 15 * time.Minute
	// MostPerAccount and MostPerAddress are the failed tries within the window
	// after which no further one is looked at.
	MostPerAccount = 10
	MostPerAddress = 50
)

// Wait is how long whoever made so many tries has to wait, 0 for not at all.
func (t Tries) Wait(most int, now time.Time) time.Duration {
	if t.Count <= most {
		return 0
	}
	return max(t.Since.Add(GuessWindow).Sub(now), time.Second)
}

// Neighbourhood is the part of an address that tries are counted for: an IPv4
// address, or the network of an IPv6 address that one customer is given.
func Neighbourhood(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if a = a.Unmap(); a.Is4() {
		return a.String()
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}
