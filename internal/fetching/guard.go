package fetching

import (
	"context"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"code.dny.dev/ssrf"
)

// ports are those that web servers answer on.
var ports = []uint16{80, 443, 8080, 8443}

// transport reaches public addresses only, but for the allowed hosts. It takes
// no proxy from the environment: a proxy would connect where we may not.
func transport(o Options) *http.Transport {
	guard := ssrf.New(ssrf.WithPorts(ports...))
	guarded := &net.Dialer{Timeout: 15 * time.Second, Control: guard.Safe}
	open := &net.Dialer{Timeout: 15 * time.Second}
	return &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if allowed(o.AllowHosts, address) {
				return open.DialContext(ctx, network, address)
			}
			return guarded.DialContext(ctx, network, address)
		},
		DisableCompression:     true, // unpacked by us, within limits
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    15 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
}

// allowed reports whether host:port is named by hosts, with or without the port.
func allowed(hosts []string, address string) bool {
	address = strings.ToLower(address)
	host, _, err := net.SplitHostPort(address)
	return err == nil && slices.ContainsFunc(hosts, func(h string) bool {
		h = strings.ToLower(h)
		return h == address || h == host
	})
}
