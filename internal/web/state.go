package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
)

// AllowOthers lets pages of other sites read an answer, without credentials;
// not on a desk that its owner runs for themselves.
func (d *Desk) AllowOthers(w http.ResponseWriter, r *http.Request) {
	if !d.Shared(r.Context()) {
		return
	}
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "ETag, Link, Content-Location, Retry-After")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// Unchanged sets the ETag of an answer that is made from the view alone, and
// answers itself where whoever asks has that answer already.
func (d *Desk) Unchanged(w http.ResponseWriter, r *http.Request) (bool, error) {
	v, err := d.View(r.Context())
	if err != nil {
		return false, err
	}
	sum := sha256.Sum256([]byte(edition() + " " + v.Version() + " " + Language(r.Context()) + " " + d.Address(r) + " " + r.URL.RequestURI()))
	etag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	w.Header().Set("ETag", etag)
	w.Header().Set("Cache-Control", d.kept(r))
	w.Header().Add("Vary", "Authorization, Cookie, Accept-Language")
	if !matches(r.Header.Get("If-None-Match"), etag) {
		return false, nil
	}
	w.WriteHeader(http.StatusNotModified)
	return true, nil
}

// edition names the program: another one may answer differently.
var edition = sync.OnceValue(func() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	sum := sha256.Sum256([]byte(info.String()))
	return string(sum[:])
})

// matches reports whether an If-None-Match names an ETag, weakly compared. A
// "*" matches nothing: whether there is an answer is not known before it is made.
func matches(header, etag string) bool {
	return slices.ContainsFunc(strings.Split(header, ","), func(have string) bool {
		return strings.TrimPrefix(strings.TrimSpace(have), "W/") == strings.TrimPrefix(etag, "W/")
	})
}
