package signin_test

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/accounts"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/webtest"
)

// issuer is a small OpenID Connect provider: whoever comes is the person set,
// without a question.
type issuer struct {
	*httptest.Server
	t   *testing.T
	key *rsa.PrivateKey
	// claims are those of the next token; spoil changes one before it is signed.
	claims map[string]any
	spoil  func(claims map[string]any)
	// forge changes a token once it is signed: header, claims and signature.
	forge func(head, claims, signature string) string
	// codes are what each code was given for.
	codes    map[string]url.Values
	refusals int
}

func newIssuer(t *testing.T) *issuer {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{t: t, key: key, codes: map[string]url.Values{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{"issuer": i.URL, "authorization_endpoint": i.URL + "/authorize", "token_endpoint": i.URL + "/token", "jwks_uri": i.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{"keys": []map[string]string{{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1", "n": b64(key.N.Bytes()), "e": b64(big.NewInt(int64(key.E)).Bytes())}}})
	})
	mux.HandleFunc("GET /authorize", i.authorize)
	mux.HandleFunc("POST /token", i.token)
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	return i
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// authorize sends the browser back with a code.
func (i *issuer) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("code_challenge") == "" || q.Get("state") == "" || q.Get("nonce") == "" || q.Get("client_id") != "desk" {
		i.t.Errorf("the organisation is asked %v", q)
	}
	code := rand.Text()
	i.codes[code] = q
	http.Redirect(w, r, q.Get("redirect_uri")+"?code="+code+"&state="+url.QueryEscape(q.Get("state")), http.StatusSeeOther)
}

// token gives a token for a code, once, to whoever holds its verifier.
func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	asked, ok := i.codes[r.FormValue("code")]
	delete(i.codes, r.FormValue("code"))
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	id, secret, _ := r.BasicAuth()
	if !ok || b64(sum[:]) != asked.Get("code_challenge") || asked.Get("redirect_uri") != r.FormValue("redirect_uri") || id != "desk" || secret != "s3cret" {
		i.refusals++
		http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		return
	}
	now := time.Now().Unix()
	claims := map[string]any{"iss": i.URL, "aud": "desk", "iat": now, "exp": now + 300, "nonce": asked.Get("nonce")}
	for k, v := range i.claims {
		claims[k] = v
	}
	if i.spoil != nil {
		i.spoil(claims)
	}
	answer(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": i.sign(claims)})
}

func (i *issuer) sign(claims map[string]any) string {
	body, err := json.Marshal(claims)
	if err != nil {
		i.t.Fatal(err)
	}
	signed := b64([]byte(`{"alg":"RS256","kid":"1"}`)) + "." + b64(body)
	sum := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, i.key, crypto.SHA256, sum[:])
	if err != nil {
		i.t.Fatal(err)
	}
	if i.forge != nil {
		head, body, _ := strings.Cut(signed, ".")
		return i.forge(head, body, b64(signature))
	}
	return signed + "." + b64(signature)
}

// vouched is a desk for which an issuer vouches.
func vouched(t *testing.T) (*webtest.People, *issuer) {
	i := newIssuer(t)
	o := accounts.Organisation{Name: "Example Org", Issuer: i.URL, ClientID: "desk", ClientSecret: "s3cret", Domains: []string{"desk.example"}, Role: pledgebook.RoleReviewer}
	return webtest.ServePeople(t, webtest.Book(t, sample.Readings()...), web.Options{}, o, pages...), i
}

func person(sub, email, name string) map[string]any {
	return map[string]any{"sub": sub, "email": email, "email_verified": true, "name": name}
}

func TestTheOrganisationVouches(t *testing.T) {
	p, i := vouched(t)
	webtest.Wants(t, p.Page("/signin"), "Sign in with Example Org")
	i.claims = person("7", "Ana@Desk.Example", "Ana Обух")
	a := p.Get("/signin/organisation")
	if a.Status != http.StatusOK || a.Path != "/" {
		t.Fatalf("the way to the organisation and back ends with %d at %s: %s", a.Status, a.Path, webtest.Text(a.Body))
	}
	webtest.Wants(t, p.Page("/profile"), "Ana Обух", "ana@desk.example", "reviewer", "Your account is tied to it")
	p.Page("/inbox")
	i.claims = person("7", "other@desk.example", "Somebody")
	second := p.Stranger()
	second.Get("/signin/organisation")
	webtest.Wants(t, second.Page("/profile"), "Ana Обух", "ana@desk.example") // the subject counts
	all, err := p.Accounts.All(t.Context())
	if err != nil || len(all) != 1 {
		t.Errorf("%d accounts, %v", len(all), err)
	}
}

func TestWhomTheOrganisationMayNotLetIn(t *testing.T) {
	p, i := vouched(t)
	p.Join("taken@desk.example", pledgebook.RoleAdministrator)
	for name, claims := range map[string]map[string]any{
		"another domain":          person("1", "eve@evil.example", "Eve"),
		"a domain behind another": person("2", "eve@desk.example.evil.example", "Eve"),
		"no address":              person("3", "", "Eve"),
		"an unverified address":   {"sub": "4", "email": "eve@desk.example", "email_verified": false},
		"somebody's login":        person("5", "taken@desk.example", "Eve"),
	} {
		i.claims = claims
		s := p.Stranger()
		if a := s.Get("/signin/organisation"); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d at %s", name, a.Status, a.Path)
		}
		if a := s.Get("/profile"); a.Path == "/profile" {
			t.Errorf("%s is signed in", name)
		}
	}
	if all, _ := p.Accounts.All(t.Context()); len(all) != 1 {
		t.Errorf("%d accounts", len(all))
	}
}

func TestForgedAnswersOfTheOrganisation(t *testing.T) {
	for name, spoil := range map[string]func(map[string]any){
		"for another client": func(c map[string]any) { c["aud"] = "other" },
		"of another issuer":  func(c map[string]any) { c["iss"] = "https://evil.example" },
		"with another nonce": func(c map[string]any) { c["nonce"] = "x" },
		"without a nonce":    func(c map[string]any) { delete(c, "nonce") },
		"expired":            func(c map[string]any) { c["exp"] = time.Now().Add(-time.Hour).Unix() },
	} {
		t.Run(name, func(t *testing.T) {
			p, i := vouched(t)
			i.claims, i.spoil = person("7", "ana@desk.example", "Ana"), spoil
			if a := p.Get("/signin/organisation"); a.Status != http.StatusUnprocessableEntity {
				t.Errorf("answers %d at %s", a.Status, a.Path)
			}
		})
	}
	t.Run("signed by another key", func(t *testing.T) {
		p, i := vouched(t)
		i.claims = person("7", "ana@desk.example", "Ana")
		p.StopAtRedirects()
		p.Get("/signin/organisation") // the keys are fetched when a token is looked at
		i.key, _ = rsa.GenerateKey(rand.Reader, 2048)
		q, err := url.Parse(p.Get("/signin/organisation").Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		i.codes["c"] = q.Query()
		if a := p.Get("/signin/organisation/back?code=c&state=" + url.QueryEscape(q.Query().Get("state"))); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("answers %d", a.Status)
		}
	})
	t.Run("for another browser", func(t *testing.T) {
		p, i := vouched(t)
		i.claims = person("7", "ana@desk.example", "Ana")
		s := p.Stranger()
		s.StopAtRedirects()
		u, err := url.Parse(s.Get("/signin/organisation").Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		i.codes["c"] = u.Query()
		back := "/signin/organisation/back?code=c&state=" + url.QueryEscape(u.Query().Get("state"))
		if a := p.Stranger().Get(back); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("another browser gets %d", a.Status)
		}
		if a := s.Get(back); a.Status != http.StatusSeeOther {
			t.Errorf("its own browser gets %d", a.Status)
		}
		if a := s.Get(back); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("a second time it gets %d", a.Status)
		}
	})
}

// A token counts as the organisation signed it, with its own key and in the way it
// said, or not at all.
func TestForgedSignaturesOfTheOrganisation(t *testing.T) {
	by := func(key string) func(head, claims, signature string) string {
		return func(_, claims, _ string) string {
			signed := b64([]byte(`{"alg":"HS256","kid":"1"}`)) + "." + claims
			mac := hmac.New(sha256.New, []byte(key))
			mac.Write([]byte(signed))
			return signed + "." + b64(mac.Sum(nil))
		}
	}
	admin := b64([]byte(`{"sub":"1","email":"root@desk.example","email_verified":true}`))
	for name, forge := range map[string]func(head, claims, signature string) string{
		"by nobody":               func(_, claims, _ string) string { return b64([]byte(`{"alg":"none"}`)) + "." + claims + "." },
		"without a signature":     func(head, claims, _ string) string { return head + "." + claims + "." },
		"for other words":         func(head, _, signature string) string { return head + "." + admin + "." + signature },
		"by the client's secret":  by("s3cret"),
		"by an empty secret":      by(""),
		"no token":                func(string, string, string) string { return "" },
		"a token of four parts":   func(head, claims, signature string) string { return head + "." + claims + "." + signature + ".x" },
		"a token that is no JSON": func(string, string, string) string { return "a.b.c" },
	} {
		t.Run(name, func(t *testing.T) {
			p, i := vouched(t)
			i.claims, i.forge = person("7", "ana@desk.example", "Ana"), forge
			if a := p.Get("/signin/organisation"); a.Status != http.StatusUnprocessableEntity {
				t.Errorf("answers %d at %s", a.Status, a.Path)
			}
			if all, _ := p.Accounts.All(t.Context()); len(all) != 0 {
				t.Errorf("%d accounts were made", len(all))
			}
		})
	}
}

// One person of an organisation stands behind one account: a second cannot be tied to
// them, and the first still is.
func TestNobodyIsTiedTwice(t *testing.T) {
	p, i := vouched(t)
	tie := func(s *webtest.Site) webtest.Answer {
		page := s.Post("/profile/organisation").Body
		at := strings.Index(page, i.URL+"/authorize")
		if at < 0 {
			t.Fatalf("the page leads nowhere: %s", webtest.Text(page))
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.ReplaceAll(page[at:at+strings.IndexByte(page[at:], '"')], "&amp;", "&"), http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		return s.Do(r)
	}
	i.claims = person("9", "ana@elsewhere.example", "Ana")
	if a := tie(p.As("ana", pledgebook.RoleReader)); a.Status != http.StatusOK {
		t.Fatalf("tying ends with %d", a.Status)
	}
	if a := tie(p.As("root", pledgebook.RoleAdministrator)); a.Status != http.StatusConflict && a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a second account is tied to the same person: %d %s", a.Status, webtest.Text(a.Body))
	}
	s := p.Stranger()
	s.Get("/signin/organisation")
	webtest.Wants(t, s.Page("/profile"), "Name of ana")
}

// Who has an account ties it; nobody else can tie it for them.
func TestAnAccountIsTied(t *testing.T) {
	p, i := vouched(t)
	ana := p.As("ana", pledgebook.RoleEditor)
	i.claims = person("9", "ana@elsewhere.example", "Ana")
	page := ana.Post("/profile/organisation").Body
	at := strings.Index(page, i.URL+"/authorize")
	if at < 0 {
		t.Fatalf("the page leads nowhere: %s", webtest.Text(page))
	}
	to := strings.ReplaceAll(page[at:at+strings.IndexByte(page[at:], '"')], "&amp;", "&")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, to, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if a := ana.Do(r); a.Status != http.StatusOK {
		t.Fatalf("tying ends with %d: %s", a.Status, webtest.Text(a.Body))
	}
	webtest.Wants(t, ana.Page("/profile"), "Your account is tied to it", "editor")
	s := p.Stranger()
	s.Get("/signin/organisation")
	webtest.Wants(t, s.Page("/profile"), "Name of ana")
	if a := p.Stranger().Post("/profile/organisation"); a.Status != http.StatusUnauthorized {
		t.Errorf("a stranger ties: %d", a.Status)
	}
}

func TestAnOrganisationThatCannotBeReached(t *testing.T) {
	p, i := vouched(t)
	i.Close()
	if a := p.Get("/signin/organisation"); a.Status != http.StatusServiceUnavailable || !strings.Contains(a.Body, "Example Org cannot be reached") {
		t.Errorf("answers %d: %s", a.Status, webtest.Text(a.Body))
	}
	p.Page("/signin")
}
