package webapi_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/bounding"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/webtest"
	"pledgebook/internal/webapi"
)

// What is not worked out in time is answered with 202, and is there in the end.
func TestWhatTakesLong(t *testing.T) {
	hold := make(chan struct{})
	members := func(pledgebook.PartyID, pledgebook.Day) []pledgebook.PartyID { <-hold; return nil }
	site := webtest.ServeWith(t, webtest.Book(t, sample.Readings()...), web.Options{World: bounding.World{Members: members}}, webapi.Page)
	paths := []string{"/api/bounds?receiver=HTI", "/api/compare?provider=CHL&stage=pledge", "/api/check?only=overdue"}
	for _, path := range paths {
		a := site.Get(path + "&wait=0")
		if a.Status != http.StatusAccepted || a.Header.Get("Retry-After") == "" || a.Header.Get("ETag") != "" || !strings.HasPrefix(a.Header.Get("Content-Type"), "application/problem+json") {
			t.Errorf("%s: %d, %v: %s", path, a.Status, a.Header, a.Body)
		}
	}
	close(hold)
	for _, path := range paths {
		a := site.Get(path + "&wait=0")
		for i := 0; a.Status == http.StatusAccepted && i < 500; i++ {
			time.Sleep(10 * time.Millisecond)
			a = site.Get(path + "&wait=0")
		}
		if a.Status != http.StatusOK || a.Header.Get("ETag") == "" {
			t.Errorf("%s: %d at last: %s", path, a.Status, a.Body)
		}
	}
	if a := site.Get("/api/bounds?wait=51"); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a long wait is answered with %d", a.Status)
	}
}
