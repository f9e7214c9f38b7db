package main

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"pledgebook"
	"pledgebook/internal/web"
)

// browser is a tab of a real Chromium that looks at a desk.
type browser struct {
	t    *testing.T
	ctx  context.Context
	url  string
	book pledgebook.Book
	now  func() time.Time
}

// tab opens a Chromium on a desk.
func tab(t *testing.T, program string, desk *shippedDesk) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox)
	ctx, stopProgram := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...)
	ctx, closeTab := chromedp.NewContext(ctx)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(func() { cancel(); closeTab(); stopProgram() })
	return &browser{t, ctx, desk.server.URL, desk.book, desk.now}
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium is installed: install the package chromium to test the pages in a browser")
	return ""
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// eval is what an expression of the page comes to.
func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

func (b *browser) open(path string) { b.t.Helper(); b.do(chromedp.Navigate(b.url + path)) }

// press types keys, one after another, wherever the focus is.
func (b *browser) press(keys string) { b.t.Helper(); b.do(chromedp.KeyEvent(keys)) }

// sees waits until the page says something, through whatever loads meanwhile.
func (b *browser) sees(words string) {
	b.t.Helper()
	text := ""
	for range 600 {
		text, _ = chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.readyState === "complete" ? document.body.innerText.replaceAll("\u00a0", " ") : ""`))
		if strings.Contains(text, words) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("the page at %s never says %q:\n%s", eval[string](b, `location.href`), words, text)
}

// prefer sets the colours that the reader asked the browser for.
func (b *browser) prefer(scheme string) {
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return err
	}))
}

// withoutScript turns JavaScript off.
func (b *browser) withoutScript() {
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

func (b *browser) decisions() (all []pledgebook.Decision) {
	b.t.Helper()
	for d, err := range b.book.Decisions(b.t.Context()) {
		if err != nil {
			b.t.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

// first is the address of the pledge that the inbox shows first.
const first = `document.querySelector("article.case h2 a").getAttribute("href")`

func TestReviewByKeyboardAlone(t *testing.T) {
	t.Parallel()
	b := browse(t)
	b.open("/inbox")
	b.sees("Who reviews?")
	for eval[string](b, `document.activeElement.id`) != "name" {
		b.press("\t")
	}
	b.press("Ana\r")
	b.sees("Reviewing as")
	entry := eval[string](b, first)
	b.press("a")
	b.sees("1 accepted")
	if d := b.decisions(); len(d) != 1 || d[0].Verb != pledgebook.Accept || d[0].Who != "Ana" || web.EntryPath(d[0].On[0]) != entry {
		t.Fatalf("decided %+v, want %s accepted by Ana", d, entry)
	}
	b.open(entry)
	b.sees("Ana accepted it")
	b.open("/inbox?done=" + b.decisions()[0].ID)
	b.press("u")
	b.sees("0 accepted")
	if faint := eval[[]string](b, faintest); len(faint) > 0 {
		t.Errorf("what was taken back has too little contrast: %q", faint)
	}
	b.open(entry)
	b.sees("not reviewed")

	b.open("/inbox")
	b.press("j")
	second := eval[string](b, `document.activeElement.querySelector("h2 a").getAttribute("href")`)
	b.press("r")
	b.press("The figure was misread\r")
	b.sees("1 rejected")
	last := b.decisions()[2]
	if last.Verb != pledgebook.Reject || last.Why != "The figure was misread" || web.EntryPath(last.On[0]) != second {
		t.Errorf("decided %+v, want %s rejected", last, second)
	}
	// Whoever left the first for later goes on with the one after.
	if at := eval[int](b, `[...document.querySelectorAll("article.case")].indexOf(document.activeElement)`); at != 1 {
		t.Errorf("after a decision on the second the keyboard is at %d", at)
	}
}

func TestWithoutJavaScript(t *testing.T) {
	t.Parallel()
	b := browse(t)
	b.withoutScript()
	b.open("/inbox")
	b.do(chromedp.SendKeys("#name", "Ana"), chromedp.Click(".who button"), chromedp.WaitVisible(".accept button"),
		chromedp.Click(".accept button"), chromedp.WaitVisible(".outcome"))
	if d := b.decisions(); len(d) != 1 || d[0].Verb != pledgebook.Accept {
		t.Fatalf("decided %+v", d)
	}
	b.do(chromedp.Click(".outcome button"), chromedp.WaitVisible(".lately .undone"))
	if d := b.decisions(); len(d) != 2 || d[1].Verb != pledgebook.Undo {
		t.Errorf("decided %+v", d)
	}
}

// everyPage are the addresses of one page of each kind.
func (b *browser) everyPage() []string {
	b.open("/inbox")
	paths := []string{"/", "/entries", "/inbox", "/search?q=ukraine", eval[string](b, first), eval[string](b, `document.querySelector("article.case .source a").getAttribute("href")`), "/nothing",
		"/trackers", "/tracker/ukraine", "/donors", "/receivers", "/donor/NOR", "/receiver/UKR", "/board", "/calendar?month=2024-10", "/compare", "/meetings", "/mechanisms", "/quotes", "/add", "/entries?status=overdue", "/inbox?entry=none"}
	for _, list := range []string{"/meetings", "/mechanisms", "/quotes"} {
		b.open(list)
		paths = append(paths, eval[string](b, `document.querySelector(".things a, .sayings a").getAttribute("href")`))
	}
	return paths
}

func TestPhoneAndDark(t *testing.T) {
	t.Parallel()
	b := look(t)
	for _, path := range b.everyPage() {
		for _, scheme := range []string{"light", "dark"} {
			b.prefer(scheme)
			b.do(chromedp.EmulateViewport(390, 844))
			b.open(path)
			if wide := eval[int](b, `document.documentElement.scrollWidth`); wide > 390 {
				t.Errorf("%s is %d pixels wide on a phone", path, wide)
			}
			if faint := eval[[]string](b, faintest); len(faint) > 0 {
				t.Errorf("%s, %s: too little contrast in %q", path, scheme, faint)
			}
		}
	}
}

// faintest lists texts whose contrast against their background is below 4.5,
// the least that WCAG 2.2 (1.4.3) asks for.
const faintest = `(() => {
  const parse = (c) => (c.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => { const f = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0.9) return c; } return [255, 255, 255]; };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walker.nextNode()); ) {
    const e = n.parentElement;
    if (!n.data.trim() || e.closest(".vh, .skip, svg, datalist, script, option")) continue;
    let seen = 1;
    for (let up = e; up; up = up.parentElement) seen *= Number(getComputedStyle(up).opacity);
    const under = ground(e), ink = parse(getComputedStyle(e).color).slice(0, 3).map((v, i) => v * seen + under[i] * (1 - seen));
    const a = light(ink), b = light(under);
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.add(e.className + " " + n.data.trim().slice(0, 30) + " " + contrast.toFixed(2));
  }
  return [...found].slice(0, 5);
})()`

// Nothing on any page is asked from another host or refused by the policy.
func TestPagesLoadNothingFromElsewhere(t *testing.T) {
	t.Parallel()
	b := look(t)
	for _, path := range b.everyPage() {
		b.open(path)
		if foreign := eval[[]string](b, `performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.startsWith(location.origin))`); len(foreign) > 0 {
			t.Errorf("%s asks for %v", path, foreign)
		}
	}
}

// TestAccessibility looks at every page with axe-core, in both themes.
func TestAccessibility(t *testing.T) {
	t.Parallel()
	axe := axeCore(t)
	b := look(t)
	for _, path := range b.everyPage() {
		b.accessible(axe, path)
	}
}

// axeCore is the script that finds barriers in a page.
func axeCore(t *testing.T) string {
	t.Helper()
	file := os.Getenv("AXE")
	if file == "" {
		t.Skip("AXE does not name axe.min.js: npm pack axe-core, unpack it, and set AXE to package/axe.min.js")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(axe)
}

// accessible looks at a page with axe-core, in both themes.
func (b *browser) accessible(axe, path string) {
	b.t.Helper()
	for _, scheme := range []string{"light", "dark"} {
		b.prefer(scheme)
		b.open(path)
		eval[bool](b, axe+"; true")
		found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](
			`axe.run().then(r => r.violations.map(v => v.id + ": " + v.nodes[0].html.slice(0, 120)))`, chromedp.EvalAwaitPromise))
		if err != nil {
			b.t.Fatal(err)
		}
		for _, violation := range found {
			b.t.Errorf("%s, %s: %s", path, scheme, violation)
		}
	}
}

func TestKeyboardReachesTheTextFirst(t *testing.T) {
	t.Parallel()
	b := look(t)
	b.open("/")
	b.press("\t")
	if text := eval[string](b, `document.activeElement.textContent`); text != "Skip to the page" {
		t.Fatalf("the first stop is %q", text)
	}
	b.press("\r")
	if id := eval[string](b, `document.activeElement.id`); id != "main" {
		t.Errorf("the skip link leads to %q", id)
	}
}
