package web

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
)

// asset is a file that never changes under its address.
type asset struct{ path, content string }

//go:embed base.css
var baseStyle string

//go:embed base.js
var baseScript string

//go:embed icon.svg
var icon string

const iconPath = "/icon.svg"

func newAsset(extension, content string) asset {
	sum := sha256.Sum256([]byte(content))
	return asset{"/assets/" + hex.EncodeToString(sum[:6]) + "." + extension, content}
}

func (d *Desk) serveAssets(mux *http.ServeMux) {
	for _, a := range []struct{ path, content, mediaType string }{
		{d.style.path, d.style.content, "text/css; charset=utf-8"},
		{d.script.path, d.script.content, "text/javascript; charset=utf-8"},
		{iconPath, icon, "image/svg+xml"},
	} {
		mux.HandleFunc("GET "+a.path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", a.mediaType)
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			_, _ = w.Write([]byte(a.content))
		})
	}
}
