package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"pledgebook"
)

const pasted24 = `Iceland promises generators to Moldova
REYKJAVIK, 3 March (Meridian News) - Iceland will give 12 million euros to Moldova by the end of 2027, its foreign minister said on Wednesday.`

// A report is pasted, seen while it is typed, read into the book, accepted with
// the keyboard, and stands on its public page.
func TestPasteReviewPublish(t *testing.T) {
	t.Parallel()
	b := browse(t)
	b.open("/add")
	b.do(chromedp.SendKeys("#add-text", pasted24), chromedp.SetValue("#add-published", "2025-03-06"))
	b.sees("Nothing is kept yet.")
	b.sees("EUR 12 million")
	b.do(chromedp.Focus("form .go")) // by the keyboard: what is still being read may move the button
	b.press("\r")
	b.do(chromedp.WaitVisible(`.claims, #took a[href^="/report/"]`))
	if address := eval[string](b, `document.querySelector('#took a[href^="/report/"]')?.getAttribute("href") ?? ""`); address != "" {
		b.open(address) // it took longer than the form waits for
	}
	b.do(chromedp.WaitVisible(".claims"))
	b.sees("Iceland")
	entry := eval[string](b, `document.querySelector('.claims a[href^="/pledge/"]').getAttribute("href")`)
	b.open("/inbox?entry=" + strings.TrimPrefix(entry, "/pledge/"))
	b.do(chromedp.SendKeys("#name", "Ana"), chromedp.Click(".who button"), chromedp.WaitVisible(".accept button"))
	b.open("/inbox?entry=" + strings.TrimPrefix(entry, "/pledge/"))
	b.press("a")
	b.sees("1 accepted")
	b.open(entry)
	b.sees("Ana accepted it")
	if text := eval[string](b, `document.body.innerText`); strings.Contains(text, "not reviewed") {
		t.Error("the accepted entry is still marked as not reviewed")
	}
}

// Of two reviewers who decide on one entry the second sees what the first did.
func TestTwoReviewersAtOnce(t *testing.T) {
	t.Parallel()
	b := browse(t)
	b.open("/inbox")
	b.do(chromedp.SendKeys("#name", "Ana"), chromedp.Click(".who button"), chromedp.WaitVisible(".accept button"))
	entry := strings.TrimPrefix(eval[string](b, first), "/pledge/")
	decided, err := b.book.Decide(t.Context(), pledgebook.Decision{Verb: pledgebook.Edit, On: []string{entry}, Set: map[string]string{"kind": "development"}, Who: "Ben", Why: "The programme is civilian.", At: b.now()})
	if err != nil || decided[0].Err != nil {
		t.Fatal(err, decided)
	}
	b.press("a")
	b.sees("Somebody was faster")
	b.sees("Ben decided on this entry since you opened it")
	if n := len(b.decisions()); n != 1 {
		t.Errorf("%d decisions were kept, want Ben's alone", n)
	}
}

// Plain cases are chosen and accepted together by keyboard, and taken back at once.
func TestAcceptManyByKeyboard(t *testing.T) {
	t.Parallel()
	b := browse(t)
	b.open("/inbox")
	b.do(chromedp.SendKeys("#name", "Ana"), chromedp.Click(".who button"), chromedp.WaitVisible(".bulk button"))
	b.press("c")
	plain := eval[int](b, `document.querySelectorAll("input[data-plain]:checked").length`)
	b.press("b")
	b.sees(strconv.Itoa(plain) + " accepted")
	if d := b.decisions(); len(d) != 1 || len(d[0].On) != plain || plain < 2 {
		t.Fatalf("decided %+v, want %d accepted", d, plain)
	}
	b.press("u")
	b.sees("0 accepted")
}

// Results come while somebody types, with a letter wrong.
func TestSearchWhileTyping(t *testing.T) {
	t.Parallel()
	b := look(t)
	b.open("/search")
	b.do(chromedp.SendKeys("#q", "Norwai Kenya"))
	b.sees("receiver: Kenya")
	if at := eval[string](b, `location.search`); !strings.Contains(at, "Norwai") {
		t.Errorf("the address is %q, which does not say what was found", at)
	}
}

// On paper a page has no navigation and no forms, and its bars.
func TestPrinted(t *testing.T) {
	t.Parallel()
	b := look(t)
	b.open("/tracker/ukraine")
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}))
	for _, hidden := range []string{".top nav", ".bottom", ".downloads", ".columns details"} {
		if eval[bool](b, `!!document.querySelector("`+hidden+`")?.offsetParent`) {
			t.Errorf("%s is printed", hidden)
		}
	}
	if !eval[bool](b, `document.querySelector(".chart .bar").getBoundingClientRect().width > 50`) {
		t.Error("the bars are not printed")
	}
}

// TestScreenshots takes the pictures of the README where SCREENSHOTS names a
// folder for them: make screenshots.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" {
		t.Skip("SCREENSHOTS names no folder: make screenshots")
	}
	b := browse(t)
	b.open("/inbox")
	b.do(chromedp.SendKeys("#name", "Ana"), chromedp.Click(".who button"), chromedp.WaitVisible(".accept button"))
	for _, shot := range []struct {
		name, path, scheme string
		width, height      int64
	}{
		{"home", "/", "light", 1280, 1150}, {"tracker", "/tracker/ukraine", "light", 1280, 1150},
		{"pledge", b.promise(), "light", 1280, 1150}, {"inbox", "/inbox", "light", 1280, 1150}, {"phone", b.promise(), "dark", 390, 844},
	} {
		b.prefer(shot.scheme)
		b.do(chromedp.EmulateViewport(shot.width, shot.height))
		b.open(shot.path)
		b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			picture, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{})
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(folder, shot.name+".png"), picture.Data, 0o644)
		}))
	}
}

// promise is the page of a promise of which some has come true.
func (b *browser) promise() string {
	b.open("/entries?status=overdue")
	return eval[string](b, `[...document.querySelectorAll(".lines li")].find(l => l.querySelector(".bar")).querySelector("a.line").getAttribute("href")`)
}

// The bookmarklet, pressed on another page, opens the form with that page's link.
func TestBookmarklet(t *testing.T) {
	t.Parallel()
	b := look(t)
	b.open("/add")
	script := eval[string](b, `document.querySelector(".bookmarklet").getAttribute("href")`)
	b.open("/quotes?speaker=a%26b")
	eval[string](b, strings.TrimPrefix(script, "javascript:"))
	b.sees("Add a report")
	if link := eval[string](b, `document.getElementById("add-link").value`); link != b.url+"/quotes?speaker=a%26b" {
		t.Errorf("the form holds %q", link)
	}
}
