package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"pledgebook"
)

// toUkrainian is the button of the header that changes the language.
const toUkrainian = `.languages button[lang="uk"]`

// chooseUkrainian changes the language by the button, and waits for the page.
func (b *browser) chooseUkrainian() {
	b.t.Helper()
	b.open("/")
	b.do(chromedp.Click(toUkrainian))
	b.sees("Що обіцяно і що здійснилося")
}

// A reader chooses Ukrainian, reads the first page, a pledge and the inbox in it,
// and goes back to English; without JavaScript too.
func TestUkrainianInTheBrowser(t *testing.T) {
	t.Parallel()
	for _, script := range []bool{true, false} {
		b := look(t)
		if !script {
			b.withoutScript()
		}
		b.open("/inbox")
		pledge := eval[string](b, first)
		b.chooseUkrainian()
		if lang := eval[string](b, `document.documentElement.lang`); lang != "uk" {
			t.Errorf("the page's language is %q", lang)
		}
		b.sees("Прострочено")
		b.open(pledge)
		b.sees("Хто що повідомляє")
		if at := eval[string](b, `location.pathname + location.search`); at != pledge {
			t.Errorf("the address became %s", at)
		}
		if lang := eval[string](b, `document.querySelector(".evidence blockquote").lang`); lang != "en" {
			t.Errorf("the sentence of the report is said to be in %q", lang)
		}
		b.open("/inbox")
		b.sees("На перевірку")
		b.sees("Хто перевіряє?")
		b.do(chromedp.Click(`.languages button[lang="en"]`))
		b.sees("Who reviews?")
		if at := eval[string](b, `location.pathname`); at != "/inbox" {
			t.Errorf("going back to English led to %s", at)
		}
	}
}

// Ukrainian is longer than English: no page is wider than a phone for it.
func TestUkrainianOnAPhone(t *testing.T) {
	t.Parallel()
	b := look(t)
	paths := b.everyPage()
	b.chooseUkrainian()
	b.do(chromedp.EmulateViewport(390, 844))
	for _, path := range paths {
		b.open(path)
		if wide := eval[int](b, `document.documentElement.scrollWidth`); wide > 390 {
			t.Errorf("%s is %d pixels wide on a phone", path, wide)
		}
	}
}

func TestAccessibilityInUkrainian(t *testing.T) {
	t.Parallel()
	axe := axeCore(t)
	b := look(t)
	paths := b.everyPage()
	b.chooseUkrainian()
	for _, path := range paths {
		b.accessible(axe, path)
	}
}

// The language that somebody chose while signed in is that of the next browser in
// which they sign in, and not of a stranger's.
func TestLanguageOfAnAccount(t *testing.T) {
	t.Parallel()
	p, b := withPeople(t)
	p.Join("ana", pledgebook.RoleReviewer)
	b.signIn("ana")
	b.chooseUkrainian()
	other := visit(t, p, b.book)
	other.open("/donors")
	other.sees("Who gives, with the number of entries")
	other.signIn("ana")
	other.open("/donors")
	other.sees("Хто надає і в скількох записах його названо")
}

// A card shown on another site is in the language of the code that was pasted, and
// the map's and the chart's files lie behind their links.
func TestTakingAway(t *testing.T) {
	t.Parallel()
	b := look(t)
	b.open("/inbox")
	pledge := eval[string](b, first)
	b.chooseUkrainian()
	b.open(pledge)
	code := eval[string](b, `document.querySelector("#embed-code").value.match(/src="([^"]+)"/)[1]`)
	if !strings.HasSuffix(code, "?lang=uk") {
		t.Errorf("the card lies at %s", code)
	}
	for _, page := range []string{"/donors", "/receivers", "/board"} {
		b.open(page)
		for _, extension := range []string{"csv", "svg", "png"} {
			status := `Array.from(document.querySelectorAll("main a[download][href*='.` + extension + `']")).map(a => { const r = new XMLHttpRequest(); r.open("GET", a.href, false); r.send(); return r.status }).join(" ")`
			if got := eval[string](b, status); got != "200" {
				t.Errorf("%s as %s answers %q", page, extension, got)
			}
		}
	}
}
