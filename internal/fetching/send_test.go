package fetching_test

import (
	"io"
	"net/http"
	"testing"

	"pledgebook"
	"pledgebook/internal/fetching"
)

func TestSend(t *testing.T) {
	var got string
	url := site(t, pages(map[string]http.HandlerFunc{
		"/ok": func(_ http.ResponseWriter, r *http.Request) {
			b, _ := io.ReadAll(r.Body)
			got = r.Method + " " + r.Header.Get("Webhook-Id") + " " + string(b)
		},
		"/busy":  func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "7"); w.WriteHeader(503) },
		"/gone":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) },
		"/moved": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ok", http.StatusTemporaryRedirect) },
	}))
	client := allowing(url)
	header := http.Header{"Webhook-Id": {"n1"}}
	if status, err := client.Send(t.Context(), url+"/ok", header, []byte("body")); err != nil || status != 200 || got != "POST n1 body" {
		t.Errorf("%d %v, the receiver got %q", status, err, got)
	}
	status, err := client.Send(t.Context(), url+"/busy", header, nil)
	if after, may := fetching.ComeBack(err); status != 503 || !may || after.Seconds() != 7 {
		t.Errorf("busy: %d, come back after %s, %v", status, after, may)
	}
	if status, err := client.Send(t.Context(), url+"/gone", header, nil); status != 410 || err == nil {
		t.Errorf("gone: %d %v", status, err)
	}
	got = ""
	if status, err := client.Send(t.Context(), url+"/moved", header, []byte("body")); err == nil || got != "" {
		t.Errorf("a redirect was followed: %d, the receiver got %q", status, got)
	}
	for _, to := range []string{url + "/ok", "http://169.254.169.254/latest", "http://[::1]/", "file:///etc/passwd", "http://user:word@example.org/"} {
		if _, err := fetching.New(fetching.Options{Pause: -1}).Send(t.Context(), to, header, nil); err == nil || pledgebook.KindOf(err) == pledgebook.Internal {
			t.Errorf("%s: %v", to, err)
		}
	}
}
