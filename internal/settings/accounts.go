package settings

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pledgebook"
)

// Accounts is how people sign in.
type Accounts struct {
	// Private shows nothing to whoever has not signed in.
	Private bool `toml:"private"`
	// Proxies are the addresses of the machines before the server.
	Proxies []string `toml:"proxies"`
	// Organisation vouches for its people.
	Organisation Organisation `toml:"organisation"`
}

// Organisation vouches for its people by OpenID Connect.
type Organisation struct {
	// Name stands on the button.
	Name string `toml:"name"`
	// Issuer is the address that its tokens name; "" for no organisation.
	Issuer   string `toml:"issuer"`
	ClientID string `toml:"client_id"`
	// ClientSecretFile holds the secret, so that it stands in no settings, which
	// are in every backup. A bare name lies in the book's folder.
	ClientSecretFile string `toml:"client_secret_file"`
	// Domains are those of the e-mail addresses whose owners get an account when
	// they first come.
	Domains []string `toml:"domains"`
	// Role is that of an account so made; "" is reader.
	Role pledgebook.Role `toml:"role"`
}

// Secret reads the client secret; "" where no file is named.
func (o Organisation) Secret(folder string) (string, error) {
	if o.ClientSecretFile == "" {
		return "", nil
	}
	path := o.ClientSecretFile
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", pledgebook.WrapError(pledgebook.Unreadable, err, "the secret of the organisation that vouches for people cannot be read")
	}
	return strings.TrimSpace(string(b)), nil
}

// checkAccounts checks what has to do with accounts.
func (s Settings) checkAccounts() error {
	for _, p := range s.Accounts.Proxies {
		if net.ParseIP(p) == nil {
			return pledgebook.Errorf(pledgebook.Invalid, "proxies names %q, which is no address of a machine, such as \"127.0.0.1\"", p)
		}
	}
	o := s.Accounts.Organisation
	switch {
	case o.Issuer == "" && (o.Name != "" || o.ClientID != "" || o.ClientSecretFile != ""):
		return pledgebook.Errorf(pledgebook.Invalid, "an organisation under [accounts.organisation] needs its issuer")
	case o.Issuer == "":
		return nil
	case !strings.HasPrefix(o.Issuer, "https://") && !strings.HasPrefix(o.Issuer, "http://127.0.0.1") && !strings.HasPrefix(o.Issuer, "http://localhost"):
		return pledgebook.Errorf(pledgebook.Invalid, "issuer = %q does not begin with https://", o.Issuer)
	case o.Name == "" || o.ClientID == "":
		return pledgebook.Errorf(pledgebook.Invalid, "the organisation %s needs a name, for the button, and the client_id it gave you", o.Issuer)
	case o.Role != "" && !slices.Contains(pledgebook.Roles, o.Role):
		return pledgebook.Errorf(pledgebook.Invalid, "role = %q is none of reader, reviewer, editor and administrator", o.Role)
	}
	return nil
}
