package compare_test

import (
	"net/http"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/bounding"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/compare"
	"pledgebook/internal/web/webtest"
)

func serve(t *testing.T) *webtest.Site {
	members := func(pledgebook.PartyID, pledgebook.Day) []pledgebook.PartyID { return nil }
	return webtest.ServeWith(t, webtest.Book(t, sample.Readings()...), web.Options{World: bounding.World{Members: members}}, compare.Page)
}

func TestCompare(t *testing.T) {
	site := serve(t)
	webtest.Wants(t, site.Page("/compare?receiver=HTI&currency=EUR"), "Compare donors", "Chile", "EUR 39.5 million", "paid out", "Cite it by its address")
	own := site.Page("/compare?receiver=HTI&provider=CHL&shares=own&currency=EUR")
	webtest.Wants(t, own, "Chile")
	webtest.Lacks(t, own, "Peru")
	if !strings.Contains(own, `/compare?currency=EUR&amp;provider=CHL&amp;receiver=HTI&amp;shares=own"`) {
		t.Error("the page does not name the address that asks the same again")
	}
	webtest.Wants(t, site.Page("/compare?receiver=Kenya"), "No entry fits.")
}

func TestCompareAsFile(t *testing.T) {
	site := serve(t)
	a := site.Get("/compare/chart/pledge.csv?receiver=HTI&currency=EUR")
	if a.Status != http.StatusOK || !strings.Contains(a.Body, "Chile,EUR,39500000,") {
		t.Errorf("the file answers %d: %s", a.Status, a.Body)
	}
	for path, want := range map[string]int{"/compare/chart/none.csv": 404, "/compare/chart/pledge.exe": 404, "/compare?currency=euro": 422, "/compare?provider=Atlantis%20Kingdom": 422} {
		if a := site.Get(path); a.Status != want {
			t.Errorf("%s answers %d, want %d", path, a.Status, want)
		}
	}
}
