package inbox_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web/webtest"
)

var seenBy = regexp.MustCompile(`name="seen" value="([0-9a-f]*)"`)

// seen is the last decision on an entry as its form has it.
func seen(site *webtest.Site, entry string) string {
	return seenBy.FindStringSubmatch(site.Page("/inbox?entry=" + entry))[1]
}

func TestEditFields(t *testing.T) {
	site, book := desk(t)
	a := site.Post("/inbox/decide", "verb", "edit", "entry", peru(), "seen", "", "why", "The annex says so.", "providers", "Peru, Norway", "receivers", "Haiti",
		"money", "usd 6000000 about", "stage", "pledge", "from", "2023-01-01", "to", "2023-06-30", "deadline", "2023-07-31")
	webtest.Wants(t, a.Body, "changed (deadline to 2023 07 31, sum to USD 6000000 about, period to 2023 01 01..2023 06 30, giver to PER NOR)")
	d := decisions(t, book)[0]
	if len(d.Set) != 4 || d.Set["providers"] != "PER NOR" || d.Set["money"] != "USD 6000000 about" || d.Set["period"] != "2023-01-01..2023-06-30" || d.Set["deadline"] != "2023-07-31" {
		t.Errorf("the edit sets %v; fields left as they were must not be set", d.Set)
	}
	webtest.Wants(t, site.Page("/pledge/"+peru()), "about USD 6 million", "Peru, Norway", "by 31 Jul 2023")
	for name, form := range map[string][]string{
		"unknown party": {"providers", "Atlantis Kingdom"}, "no sum": {"money", "much"}, "backwards": {"from", "2024-02-01", "to", "2024-01-01"}, "nothing new": {"stage", "pledge"},
	} {
		a := site.Post("/inbox/decide", append([]string{"verb", "edit", "entry", peru(), "seen", seen(site, peru()), "why", "x"}, form...)...)
		if a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s answers %d", name, a.Status)
		}
	}
	if n := len(decisions(t, book)); n != 1 {
		t.Errorf("%d decisions were kept, want one", n)
	}
}

func TestConfirmStage(t *testing.T) {
	site, book := desk(t)
	site.Post("/inbox/decide", "verb", "confirm-stage", "entry", peru(), "seen", "", "stage", "commitment", "why", "A treaty was signed.")
	webtest.Wants(t, site.Page("/pledge/"+peru()), "USD 5 million committed", "confirmed the stage")
	if d := decisions(t, book)[0]; d.Verb != pledgebook.ConfirmStage || d.Set["stage"] != "commitment" {
		t.Errorf("kept %+v", d)
	}
}

func TestSplit(t *testing.T) {
	site, book := desk(t)
	first := sample.Readings()[1].Claims[0].ID
	entry := matching.EntryID(first)
	slip := sample.Readings()[3].Claims[0].ID
	body := site.Page("/inbox?entry=" + entry)
	webtest.Wants(t, body, "Which tellings are about something else?", "Pier Gazette")
	a := site.Post("/inbox/decide", "verb", "split", "entry", entry, "seen", "", "why", "Another sum.", "claim", slip)
	webtest.Wants(t, a.Body, "split", "6 entries waiting")
	if d := decisions(t, book)[0]; len(d.On) != 1 || d.On[0] != slip {
		t.Errorf("split %v, want the claim alone", d.On)
	}
	for _, claims := range [][]string{nil, {"nothing"}} {
		form := []string{"verb", "split", "entry", entry, "seen", seen(site, entry), "why", "x"}
		for _, c := range claims {
			form = append(form, "claim", c)
		}
		if a := site.Post("/inbox/decide", form...); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("splitting %v answers %d", claims, a.Status)
		}
	}
}

func TestMergeByAddress(t *testing.T) {
	site, book := desk(t)
	norway := matching.EntryID(sample.Readings()[5].Claims[0].ID)
	site.Post("/inbox/decide", "verb", "merge", "entry", peru(), "other", "http://127.0.0.1/pledge/"+norway, "seen", "", "why", "One.")
	if d := decisions(t, book); len(d) != 1 || d[0].On[1] != norway {
		t.Errorf("kept %+v", d)
	}
	for _, other := range []string{"", "nothing", peru()} {
		if a := site.Post("/inbox/decide", "verb", "merge", "entry", peru(), "other", other, "seen", seen(site, peru()), "why", "x"); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("merging with %q answers %d", other, a.Status)
		}
	}
}

// A question stands in the inbox until somebody else decides.
func TestAskASecondReviewer(t *testing.T) {
	site, _ := desk(t)
	site.Post("/inbox/decide", "verb", "consult", "entry", peru(), "seen", "", "why", "Is the currency right?")
	webtest.Wants(t, site.Page("/inbox"), "Ana Обух asks a second reviewer: Is the currency right?")
	webtest.Wants(t, site.Page("/pledge/"+peru()), "asked a second reviewer", "not reviewed")
	site.Post("/inbox/decide", "verb", "accept", "entry", peru(), "seen", seen(site, peru()), "why", "Mine.")
	webtest.Wants(t, site.Page("/inbox"), "asks a second reviewer") // whoever asked has not answered it
	site.Post("/inbox/reviewer", "name", "Ben")
	site.Post("/inbox/decide", "verb", "accept", "entry", peru(), "seen", seen(site, peru()), "why", "It is.")
	webtest.Lacks(t, site.Page("/inbox"), "asks a second reviewer")
}

func TestAcceptMany(t *testing.T) {
	site, book := desk(t)
	norway := matching.EntryID(sample.Readings()[5].Claims[0].ID)
	site.Post("/inbox/decide", "verb", "edit", "entry", norway, "seen", "", "kind", "development", "why", "Read.")
	a := site.Post("/inbox/accept", "why", "The sentences say it.", "chosen", peru()+" ", "chosen", norway+" ", "chosen", "nothing ")
	webtest.Wants(t, a.Body, "accepted Peru to Haiti", "4 entries waiting", "2 entries left out")
	all := decisions(t, book)
	if d := all[len(all)-1]; d.Verb != pledgebook.Accept || len(d.On) != 1 || d.On[0] != peru() {
		t.Errorf("kept %+v, want Peru's alone: somebody decided on Norway's", d)
	}
	if a := site.Post("/inbox/accept", "why", "x"); a.Status != http.StatusConflict {
		t.Errorf("accepting nothing answers %d", a.Status)
	}
	undone := site.Post("/inbox/undo", "decision", all[len(all)-1].ID)
	webtest.Wants(t, undone.Body, "5 entries waiting")
}

func TestPlainCases(t *testing.T) {
	site, _ := desk(t)
	body := site.Page("/inbox")
	if n := strings.Count(body, "data-plain"); n != 4 {
		t.Errorf("%d cases are plain, want 4: Chile's reports disagree", n)
	}
}
