package main

import (
	"bufio"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/storage"
)

// A server that is killed loses no decision that it answered with success.
func TestAKilledServerLosesNoDecision(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	where := dir + "/pledgebook-data"
	book, err := storage.Open(t.Context(), where, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var batch []pledgebook.Filing
	var entries []string
	for _, r := range sample.Readings() {
		batch = append(batch, pledgebook.Filing{Reading: r})
		for _, c := range r.Claims {
			entries = append(entries, matching.EntryID(c.ID))
		}
	}
	if _, err := book.Append(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	book.Close()

	answered := map[string]bool{}
	for round := range killsWanted(t) {
		p, address := killable(t, dir)
		client := anasBrowser(t, address)
		for i := range 1 + round%3 {
			id := entries[(round+i)%len(entries)]
			why := "round " + string(rune('A'+round%26)) + " " + id[:6] + " " + string(rune('a'+i))
			form := url.Values{"verb": {"accept"}, "entry": {id}, "why": {why}, "seen": {seenOf(t, where, id)}}
			resp, err := client.PostForm(address+"/inbox/decide", form)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				t.Fatalf("deciding answers %d", resp.StatusCode)
			}
			answered[why] = true
		}
		if err := p.Process.Kill(); err != nil { // at once, after the last answer
			t.Fatal(err)
		}
		_ = p.Wait()
	}
	book, err = storage.Open(t.Context(), where, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for d, err := range book.Decisions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		delete(answered, d.Why)
	}
	if len(answered) > 0 {
		t.Errorf("decisions that were answered with success are lost: %v", answered)
	}
	if proof, err := book.Verify(t.Context(), nil); err != nil || !proof.Sound() {
		t.Errorf("the book proves %+v, %v", proof, err)
	}
}

// killable is a server as a process of its own, and its address.
func killable(t *testing.T, dir string) (*exec.Cmd, string) {
	t.Helper()
	p := (&load{dir: dir, book: "pledgebook-data"}).command("serve", "--addr", "127.0.0.1:0")
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the server printed no address: %v", err)
	}
	return p, strings.TrimSpace(address)
}

// anasBrowser is a browser in which Ana reviews.
func anasBrowser(t *testing.T, address string) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	resp, err := client.PostForm(address+"/inbox/reviewer", url.Values{"name": {"Ana"}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return client
}

// seenOf is the last decision on an entry, as a form would say it.
func seenOf(t *testing.T, where, entry string) (last string) {
	t.Helper()
	book, err := storage.Open(t.Context(), where, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	claims := map[string]bool{}
	l := sample.Ledger()
	if e, ok := l.Entry(entry); ok {
		for _, c := range e.Claims {
			claims[matching.EntryID(c)] = true
		}
	}
	for d, err := range book.Decisions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if claims[d.On[0]] {
			last = d.ID
		}
	}
	return last
}
