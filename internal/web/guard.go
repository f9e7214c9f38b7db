package web

import (
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"

	"pledgebook"
)

// packed packs answers that are made for one request: quickly, as the tenth that a
// better packing saves takes half as long again. What is kept is packed well.
func packed(h http.Handler) http.HandlerFunc {
	pack, err := gzhttp.NewWrapper(gzhttp.CompressionLevel(gzip.BestSpeed))
	if err != nil {
		panic(err) // a level that there is not
	}
	return pack(h)
}

// largestForm is the most bytes a request may send: a decision is short.
const largestForm = 64 << 10

// policy lets a page load its own style, script and pictures, post to itself,
// and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

var headers = map[string]string{
	"Content-Security-Policy":      policy,
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "same-origin",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

// guard puts what holds for every request around the pages.
func (d *Desk) guard(pages http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.fail(w, r, forbidden("This form was sent from another site, so nothing was done. Open the page here and send it again."))
	}))
	inner := packed(spoken(d.recovered(crossOrigin.Handler(d.identified(pages)))))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		if strings.HasPrefix(d.options.Address, "https:") {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		if !d.knows(r.Host) {
			http.Error(w, "This desk is not asked for under that name. Use the address that pledgebook serve printed.", http.StatusMisdirectedRequest)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, max(largestForm, d.largest[r.URL.Path]))
		inner.ServeHTTP(w, r)
	})
}

// knows reports whether the desk may be asked for under a host.
func (d *Desk) knows(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return len(d.options.Hosts) == 0 || slices.Contains(d.options.Hosts, host)
}

// recovered turns a panic into the page for our own faults.
func (d *Desk) recovered(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so itself
				panic(v) // the answer is under way and cannot be made good: it is cut off
			} else if v != nil {
				d.fail(w, r, pledgebook.Errorf(pledgebook.Internal, "panic: %v", v))
			}
		}()
		h.ServeHTTP(w, r)
	})
}

// Server is an HTTP server for a desk, with a limit on everything a slow or
// hostile client could stretch.
func Server(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       90 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}
