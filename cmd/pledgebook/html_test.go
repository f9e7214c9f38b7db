package main

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// rules are what html-validate holds the pages to: all that it recommends, but
// for matters of style that the templates' generator decides.
const rules = `{"root": true, "extends": ["html-validate:recommended"], "rules": {
  "void-style": "off", "no-trailing-whitespace": "off", "attr-quotes": "off", "doctype-style": "off", "long-title": "off",
  "no-inline-style": "error", "require-sri": "off", "tel-non-breaking": "off", "svg-focusable": "off"}}`

// TestPagesAreValidHTML has html-validate look at one page of each kind.
func TestPagesAreValidHTML(t *testing.T) {
	t.Parallel()
	program := os.Getenv("HTMLVALIDATE")
	if program == "" {
		t.Skip("HTMLVALIDATE does not name html-validate: npm install html-validate, and set it to node_modules/.bin/html-validate")
	}
	b := look(t)
	folder := t.TempDir()
	config := filepath.Join(folder, "rules.json")
	if err := os.WriteFile(config, []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	args := []string{"--config", config, "--formatter", "text"}
	for i, path := range b.everyPage() {
		for _, language := range []string{"en", "uk"} {
			name := filepath.Join(folder, "page"+strconv.Itoa(i)+language+".html")
			files[name] = path + " in " + language
			args = append(args, name)
			if err := os.WriteFile(name, []byte(b.source(path, language)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput()
	if err != nil {
		said := string(out)
		for name, path := range files {
			said = strings.ReplaceAll(said, name, path)
		}
		t.Errorf("%v:\n%s", err, said)
	}
}

// source is a page in a language as the server sends it.
func (b *browser) source(path, language string) string {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+path, http.NoBody)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Accept-Language", language)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(body)
}
