package fetching

import (
	"net"
	"net/url"
	"strings"
	"testing"

	"pledgebook"
)

// Where a name cannot be looked up, whoever asked is not told which resolver was.
func TestNamesThatCannotBeLookedUp(t *testing.T) {
	link := &url.URL{Scheme: "https", Host: "nowhere.example", Path: "/"}
	for _, err := range []error{
		&net.DNSError{Err: "no such host", Name: "nowhere.example", Server: "10.1.2.3:53", IsNotFound: true},
		&net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "i/o timeout", Name: "nowhere.example", Server: "10.1.2.3:53", IsTimeout: true}},
	} {
		got := (&Client{}).failure(t.Context(), link, &url.Error{Op: "Get", URL: link.String(), Err: err})
		if pledgebook.KindOf(got) != pledgebook.Unreadable || !strings.Contains(got.Error(), "https://nowhere.example/ cannot be fetched: ") || strings.Contains(got.Error(), "10.1.2.3") {
			t.Errorf("%v becomes %v", err, got)
		}
	}
}
