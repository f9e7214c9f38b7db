package wording_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/naming"
	"pledgebook/internal/wording"
	"pledgebook/lexicon"
)

// verbs are the places of arguments in a text.
var verbs = regexp.MustCompile(`%(\.\d+)?(\[\d+\])?[sdqv]`)

// others are the languages of the interface but English.
func others() []*wording.Language { return wording.Languages()[1:] }

// wanted are all texts that a table must have.
func wanted(t *testing.T) map[string]string {
	t.Helper()
	c, all := collect(t), map[string]string{}
	for _, of := range []said{c.texts, c.terms, c.errors} {
		for text, at := range of {
			all[text] = at.String()
		}
	}
	for thing, at := range c.things {
		all["%d "+thing] = at.String()
	}
	for m := time.January; m <= time.December; m++ {
		for _, key := range []string{m.String()[:3], m.String()[:3] + " %s", m.String() + " %s", "%s " + m.String()[:3] + " %s"} {
			all[key] = "a month"
		}
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		all[d.String()] = "a day of the week"
	}
	delete(all, "%d ")       // begins what is counted
	delete(all, "panic: %v") // shown to nobody
	return all
}

func TestEveryTextIsThereInEveryLanguage(t *testing.T) {
	all := wanted(t)
	if len(all) < 500 {
		t.Fatalf("only %d texts were found in the program", len(all))
	}
	for _, l := range others() {
		for _, text := range slices.Sorted(maps.Keys(all)) {
			if !l.Has(wording.Text(text)) {
				t.Errorf("%s: texts/%s lacks %q (%s)", l.Code, l.Code, text, all[text])
			}
		}
	}
}

func TestNoTextIsThereForNothing(t *testing.T) {
	used := wanted(t)
	for text := range maps.Clone(used) {
		shown, _, _ := strings.Cut(text, "@")
		used[shown] = used[text]
	}
	names, sources := partyNames(t), saidBelow(t)
	currency := regexp.MustCompile(`^[A-Z]{3}(@sign)?$`)
	for _, l := range others() {
		for text := range l.Rows() {
			if used[text] != "" || names[text] || currency.MatchString(text) || text == "English@language name" {
				continue
			}
			if piece := longestPiece(text); !strings.Contains(sources, piece) {
				t.Errorf("%s: nothing in the program says %q", l.Code, text)
			}
		}
	}
}

// partyNames are all names that parties are shown by.
func partyNames(t *testing.T) map[string]bool {
	t.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, table := range []string{"screennames", "bodynames", "regions", "statenames"} {
		for _, row := range lex.Table(table).Rows {
			names[naming.Party(pledgebook.PartyID(row.Get("party")))] = true
		}
	}
	return names
}

// saidBelow is the source of what says messages that reach the screen finished.
func saidBelow(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, folder := range []string{"matching", "tracking", "reporting", "reading/money", "accounts", "access", "web/pledge"} {
		err := filepath.WalkDir(filepath.Join("..", filepath.FromSlash(folder)), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			content, err := os.ReadFile(name)
			all.Write(content)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// longestPiece is the longest part of a text that no argument fills.
func longestPiece(text string) string {
	return slices.MaxFunc(verbs.Split(text, -1), func(a, b string) int { return len(a) - len(b) })
}

// A text has the same arguments in every language, in whatever order.
func TestArgumentsAgree(t *testing.T) {
	for _, l := range others() {
		for english, words := range l.Rows() {
			if strings.Contains(english, "@language") {
				continue
			}
			if want, got := arguments(english), arguments(words); !slices.Equal(got, want) {
				t.Errorf("%s: %q takes the arguments %v, and %q takes %v", l.Code, english, want, words, got)
			}
		}
	}
}

// arguments are the numbers of the arguments that a text takes, sorted.
func arguments(text string) []int {
	next, seen := 1, map[int]bool{}
	for _, v := range verbs.FindAllString(text, -1) {
		if i := strings.IndexByte(v, '['); i >= 0 {
			next, _ = strconv.Atoi(v[i+1 : strings.IndexByte(v, ']')])
		}
		seen[next] = true
		next++
	}
	return slices.Sorted(maps.Keys(seen))
}

// Words that hang on a number are there in every form of the language; that of
// fractions may be left out, where nothing is counted in them.
func TestPluralFormsAreComplete(t *testing.T) {
	braces := regexp.MustCompile(`\{(?:\d:)?([^}]*)\}`)
	for _, l := range others() {
		for english, words := range l.Rows() {
			for _, m := range braces.FindAllStringSubmatch(words, -1) {
				if n := strings.Count(m[1], "|") + 1; n < l.Forms()-1 || n > l.Forms() {
					t.Errorf("%s: %q has %d forms in %q; the language has %d", l.Code, english, n, m[0], l.Forms())
				}
			}
			if isCurrency := regexp.MustCompile(`^[A-Z]{3}$`).MatchString(english) && strings.Contains(words, "|"); isCurrency && strings.Count(words, "|")+1 != l.Forms() {
				t.Errorf("%s: the currency %s needs %d forms and has %q", l.Code, english, l.Forms(), words)
			}
		}
	}
}
