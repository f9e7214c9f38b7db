package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/settings"
	"pledgebook/internal/wording"
)

// A webhook that asks for a language is told in it; every language of the interface
// can be asked for.
func TestWebhookInUkrainian(t *testing.T) {
	t.Parallel()
	var codes []string
	for _, l := range wording.Languages() {
		codes = append(codes, l.Code)
	}
	if !slices.Equal(codes, settings.WebhookLanguages) {
		t.Errorf("the interface speaks %v, webhooks can be told in %v", codes, settings.WebhookLanguages)
	}
	n := reporting.News{Kind: reporting.NewsDisagreement, Field: "stage", Values: []string{"pledge", "delivery"}, What: "stage: pledge · delivery",
		Entry: pledgebook.Entry{Stage: pledgebook.StagePledge, Providers: []pledgebook.PartyID{"CHL"}, Receivers: []pledgebook.PartyID{"HTI"}}}
	h := &tellers{}
	if m := h.message(settings.Webhook{Language: "uk"}, n); m.Title != "Чилі → Гаїті: без суми, обіцяно" || m.What != "стадія: обіцянка · постачання" {
		t.Errorf("in Ukrainian: %q, %q", m.Title, m.What)
	}
	if m := h.message(settings.Webhook{}, n); m.Title != "Chile to Haiti: no figure pledged" || m.What != n.What {
		t.Errorf("in English: %q, %q", m.Title, m.What)
	}
}

// A webhook hears what everybody may see, once, signed; and nothing of what is
// not reviewed.
func TestWebhooks(t *testing.T) {
	t.Parallel()
	const secret = "0123456789abcdef0123456789abcdef"
	var mu sync.Mutex
	var heard []message
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		h := r.Header
		if want := signature(secret, h.Get("Webhook-Id"), h.Get("Webhook-Timestamp"), body); err != nil || h.Get("Webhook-Signature") != want {
			t.Errorf("signature %q, want %q (%v)", h.Get("Webhook-Signature"), want, err)
		}
		var m message
		if err := json.Unmarshal(body, &m); err != nil || m.ID != h.Get("Webhook-Id") {
			t.Errorf("%v: %s", err, body)
		}
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, m)
	}))
	defer receiver.Close()
	folder := t.TempDir()
	pledgebook := func(args ...string) string {
		t.Helper()
		var out, faults bytes.Buffer
		if code := run(t.Context(), append([]string{"--book", folder}, args...), streams{strings.NewReader(""), &out, &faults}); code != 0 {
			t.Fatalf("%v exits %d: %s", args, code, faults.String())
		}
		return out.String()
	}
	article := filepath.Join(t.TempDir(), "article.txt")
	if err := os.WriteFile(article, []byte("Chile pledged 40 million euros in aid to Haiti by the end of 2023, its minister said."), 0o644); err != nil {
		t.Fatal(err)
	}
	host := strings.TrimPrefix(receiver.URL, "http://")
	config := fmt.Sprintf("address = \"https://aid.example.org\"\n[fetch]\nallow_hosts = [%q]\n[[webhook]]\nurl = %q\nsecret = %q\n", host, receiver.URL+"/news", secret)
	if err := os.WriteFile(filepath.Join(folder, settings.File), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	pledgebook("hooks", "--once") // from now on
	pledgebook("read", "--published", "2023-05-04", article)
	pledgebook("hooks", "--once")
	if len(heard) != 0 {
		t.Fatalf("told of what nobody reviewed: %+v", heard)
	}
	id := strings.Fields(pledgebook("entries", "--json"))[0]
	id = strings.Split(strings.TrimPrefix(id, `{"id":"`), `"`)[0]
	pledgebook("accept", id, "--why", "the sentence says it", "--who", "Ana")
	pledgebook("hooks", "--once")
	pledgebook("hooks", "--once")
	kinds := map[string]int{}
	for _, m := range heard {
		kinds[string(m.Type)]++
		if m.Entry.ID != id || m.Page != "https://aid.example.org/pledge/"+id || !strings.Contains(m.Title, "Chile to Haiti") {
			t.Errorf("%+v", m)
		}
	}
	if len(kinds) != 2 || kinds["new"] != 1 || kinds["overdue"] != 1 {
		t.Errorf("told %v", kinds)
	}
	if log := pledgebook("hooks", "--log"); strings.Count(log, "delivered") != 2 || strings.Contains(log, secret) {
		t.Errorf("the log:\n%s", log)
	}
}
