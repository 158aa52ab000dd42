package api_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/web"
	"banshi/runtime/identity"
	"banshi/runtime/identity/api"
	"banshi/runtime/identity/oidc"
	"banshi/runtime/identity/store"
)

// provider is a provider of identities that does what a test wants of it.
type provider struct {
	*httptest.Server
	clock *dbtest.Clock

	mu     sync.Mutex
	key    *ecdsa.PrivateKey
	kid    string
	codes  map[string]url.Values // what was asked, by code
	change func(claims map[string]any)
	head   map[string]any // in place of the token's own
	sign   func(text string) []byte
	down   bool
	tokens int // how often it was asked for one
}

func newProvider(t *testing.T, clock *dbtest.Clock) *provider {
	p := &provider{clock: clock, codes: map[string]url.Values{}}
	p.rotate(t)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
			"jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"ES256", "HS256", "none"}, "end_session_endpoint": p.URL + "/end"})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		raw, _ := p.key.PublicKey.Bytes()
		_ = json.NewEncoder(w).Encode(map[string]any{"keys": []any{map[string]string{"kty": "EC", "crv": "P-256", "alg": "ES256", "kid": p.kid, "x": b64(raw[1:33]), "y": b64(raw[33:])}}})
	})
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.down {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

func b64(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

func (p *provider) rotate(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p.key, p.kid = key, rand.Text()
}

// approve is what happens at the provider: it gives the address by which the browser comes back.
func (p *provider) approve(asked string) string {
	u, err := url.Parse(asked)
	if err != nil {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	code := rand.Text()
	p.codes[code] = u.Query()
	return api.ReturnPath + "?" + url.Values{"code": {code}, "state": {u.Query().Get("state")}, "session_state": {"x"}}.Encode()
}

func (p *provider) token(w http.ResponseWriter, r *http.Request) {
	p.tokens++
	q, ok := p.codes[r.PostFormValue("code")]
	delete(p.codes, r.PostFormValue("code"))
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if id, secret, basic := r.BasicAuth(); !ok || !basic || id != "hall" || secret != "s3cret" || q.Get("code_challenge") != b64(sum[:]) || q.Get("redirect_uri") != r.PostFormValue("redirect_uri") {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error":"invalid_grant"}`)
		return
	}
	now := p.clock.Now()
	claims := map[string]any{"iss": p.URL, "sub": "person 440622194402209917", "aud": "hall", "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(),
		"nonce": q.Get("nonce"), "sid": "session-1-there-5f3a", "name": "陈伯年", "idcard": "440622194402209917", "loa": "face", "phone_number": "13900000004"}
	if p.change != nil {
		p.change(claims)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": p.jwt(claims)})
}

func (p *provider) jwt(claims map[string]any) string {
	head := map[string]any{"alg": "ES256", "kid": p.kid}
	maps.Copy(head, p.head)
	h, _ := json.Marshal(head)
	c, _ := json.Marshal(claims)
	text := b64(h) + "." + b64(c)
	if p.sign != nil {
		return text + "." + b64(p.sign(text))
	}
	sum := sha256.Sum256([]byte(text))
	r, s, _ := ecdsa.Sign(rand.Reader, p.key, sum[:])
	raw := make([]byte, 64)
	r.FillBytes(raw[:32])
	s.FillBytes(raw[32:])
	return text + "." + b64(raw)
}

// atProvider is a hall with a real provider, as far as one is real in a test.
func atProvider(t *testing.T) (*bundle, *provider) {
	t.Helper()
	b := &bundle{clock: dbtest.NewClock(), accounts: &accounts{}}
	p := newProvider(t, b.clock)
	b.db = dbtest.Open(t, b.clock, audit.Migrations(), store.Migrations())
	b.accounts.Accounts = store.NewAccounts(b.db)
	b.mandates = identity.NewMandates(store.NewMandates(b.db), b.clock.Now, time.UTC)
	b.sessions = identity.NewSessions(identity.Acting{Accounts: b.accounts, Mandates: b.mandates}, store.New(b.db), b.clock.Now)
	s, err := web.New(web.Config{Log: slog.New(slog.DiscardHandler), Clock: b.clock.Now, Session: api.Middleware(b.sessions, false), Token: api.Token})
	if err != nil {
		t.Fatal(err)
	}
	b.enterBy(t, s, oidc.Config{Issuer: p.URL, Client: "hall", Secret: "s3cret", Names: oidc.Names{No: "idcard", Level: "loa"},
		ACR: map[identity.Level]string{2: "password", 4: "face", 5: "certificate"}, Clock: b.clock.Now}, nil, false)
	b.h = s.Handler()
	return b, p
}

// ask begins a sign-in and gives the provider's address.
func (b *browser) ask(t *testing.T, body string) string {
	t.Helper()
	session := b.cookie
	w, _ := b.do("POST", api.SignInPath, body)
	var to struct{ URL string }
	if err := json.Unmarshal(w.Body.Bytes(), &to); err != nil || to.URL == "" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	b.attempt, b.cookie = b.cookie, session
	return to.URL
}

func TestARealProvider(t *testing.T) {
	b, p := atProvider(t)
	br := &browser{bundle: b}
	asked := br.ask(t, `{"channel":"kiosk","to":"/kiosk/space"}`)
	q, _ := url.Parse(asked)
	for name, want := range map[string]string{"response_type": "code", "code_challenge_method": "S256", "client_id": "hall", "prompt": "login", "scope": "openid"} {
		if got := q.Query().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	w, s := br.returning(p.approve(asked))
	if w.Code != 200 || s.Who.Name != "陈伯年" || s.Who.Level != 4 || s.StandIn != "" || strings.Contains(s.Who.ID, "4406") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	// The same person again has the same account; recognised more surely, the session has another token.
	old, id := br.cookie, s.Who.ID
	asked = br.ask(t, `{"channel":"web","level":5}`)
	if u, _ := url.Parse(asked); u.Query().Get("acr_values") != "certificate" {
		t.Errorf("asked for %s", u.Query().Get("acr_values"))
	}
	p.change = func(c map[string]any) { c["loa"] = "certificate" }
	w, s = br.returning(p.approve(asked))
	if w.Code != 200 || s.Who.Level != 5 || s.Who.ID != id || br.cookie == old {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if _, s := (&browser{bundle: b, cookie: old}).do("GET", "/api/session", ""); s.SignedIn {
		t.Error("the token before the step still works")
	}
	// At the window: the highest, whatever else is said.
	p.change = func(c map[string]any) { c["amr"] = []string{"window"}; c["loa"] = "password" }
	if _, s = br.returning(p.approve(br.ask(t, `{"channel":"web"}`))); s.Who == nil || s.Who.Level != 5 {
		t.Errorf("%+v", s)
	}
	// Not enough: one is signed in as surely as one was recognised, and told.
	p.change = func(c map[string]any) { c["loa"] = "password" }
	if w, _ = br.returning(p.approve(br.ask(t, `{"channel":"web","level":4}`))); w.Code != 403 || !strings.Contains(w.Body.String(), "填过的都还在") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if _, s := br.do("GET", "/api/session", ""); s.Who == nil || s.Who.Level != 2 {
		t.Errorf("%+v", s)
	}
	// Another person can't step in.
	p.change = func(c map[string]any) { c["sub"], c["idcard"] = "another", "440622193803099910" }
	if w, _ = br.returning(p.approve(br.ask(t, `{"channel":"web","level":4}`))); w.Code != 403 {
		t.Errorf("somebody else stepped up: %d %s", w.Code, w.Body)
	}
	if _, s := br.do("GET", "/api/session", ""); s.Who == nil || s.Who.ID != id {
		t.Errorf("%+v", s)
	}
}

func TestAProviderThatMisbehaves(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(p *provider)
		want  int
	}{
		"as it should":     {func(*provider) {}, 200},
		"another question": {func(p *provider) { p.change = func(c map[string]any) { c["nonce"] = "n" } }, 401},
		"no nonce":         {func(p *provider) { p.change = func(c map[string]any) { delete(c, "nonce") } }, 401},
		"another client":   {func(p *provider) { p.change = func(c map[string]any) { c["aud"] = "other" } }, 401},
		"another issuer":   {func(p *provider) { p.change = func(c map[string]any) { c["iss"] = "https://evil.example" } }, 401},
		"run out": {func(p *provider) {
			p.change = func(c map[string]any) { c["exp"] = p.clock.Now().Add(-2 * time.Minute).Unix() }
		}, 401},
		"its clock is 40 s behind": {func(p *provider) {
			p.change = func(c map[string]any) {
				c["exp"], c["iat"] = p.clock.Now().Add(-40*time.Second).Unix(), p.clock.Now().Add(-5*time.Minute).Unix()
			}
		}, 200},
		"its clock is 40 s ahead": {func(p *provider) {
			p.change = func(c map[string]any) { c["iat"] = p.clock.Now().Add(40 * time.Second).Unix() }
		}, 200},
		"of tomorrow": {func(p *provider) {
			p.change = func(c map[string]any) { c["iat"] = p.clock.Now().Add(time.Hour).Unix() }
		}, 401},
		"of yesterday": {func(p *provider) {
			p.change = func(c map[string]any) { c["iat"] = p.clock.Now().Add(-time.Hour).Unix() }
		}, 401},
		"unsigned": {func(p *provider) { p.head, p.sign = map[string]any{"alg": "none"}, func(string) []byte { return nil } }, 401},
		"by the secret": {func(p *provider) {
			p.head = map[string]any{"alg": "HS256"}
			p.sign = func(text string) []byte {
				m := hmac.New(sha256.New, []byte("s3cret"))
				m.Write([]byte(text))
				return m.Sum(nil)
			}
		}, 401},
		"by another key":      {func(p *provider) { p.sign = func(string) []byte { return make([]byte, 64) } }, 401},
		"of nobody":           {func(p *provider) { p.change = func(c map[string]any) { delete(c, "idcard") } }, 401},
		"a level out of hand": {func(p *provider) { p.change = func(c map[string]any) { c["loa"] = "9" } }, 200},
		"down":                {func(p *provider) { p.down = true }, 503},
	} {
		t.Run(name, func(t *testing.T) {
			b, p := atProvider(t)
			br := &browser{bundle: b}
			back := p.approve(br.ask(t, `{"channel":"web"}`))
			p.mu.Lock()
			c.spoil(p)
			p.mu.Unlock()
			w, s := br.returning(back)
			if w.Code != c.want || s.SignedIn != (c.want == 200) {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			if c.want != 200 && !strings.Contains(w.Body.String(), "填过的都还在") {
				t.Errorf("it isn't said that nothing is lost: %s", w.Body)
			}
			if name == "a level out of hand" && s.Who.Level != 1 {
				t.Errorf("level %d", s.Who.Level)
			}
			if p.tokens > 1 {
				t.Errorf("the code was sent %d times", p.tokens)
			}
		})
	}
}

// What came back once, from elsewhere or too late signs nobody in.
func TestAReturnCountsOnce(t *testing.T) {
	b, p := atProvider(t)
	br := &browser{bundle: b}
	back := p.approve(br.ask(t, `{"channel":"web"}`))
	thief := &browser{bundle: b, attempt: "banshi_sign_in=" + strings.Repeat("A", 52)}
	if w, s := thief.returning(back); w.Code != 401 || s.SignedIn {
		t.Errorf("in another browser: %d %s", w.Code, w.Body)
	}
	if w, _ := br.returning(back); w.Code != 401 { // it was taken out: the thief has spoilt it, not used it
		t.Errorf("after somebody else tried it: %d", w.Code)
	}
	back = p.approve(br.ask(t, `{"channel":"web"}`))
	if w, _ := br.returning(back); w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w, _ := br.returning(back); w.Code != 401 {
		t.Errorf("again: %d", w.Code)
	}
	back = p.approve(br.ask(t, `{"channel":"web"}`))
	b.clock.Move(16 * time.Minute)
	if w, _ := br.returning(back); w.Code != 401 {
		t.Errorf("too late: %d", w.Code)
	}
}

// Whatever a browser comes back with, only what it set out with signs it in.
func TestNoOtherStateSignsIn(t *testing.T) {
	b, p := atProvider(t)
	rapid.Check(t, func(rt *rapid.T) {
		br := &browser{bundle: b}
		back := p.approve(br.ask(t, `{"channel":"web"}`))
		u, _ := url.Parse(back)
		q := u.Query()
		at := rapid.SampledFrom([]string{"state", "code", "cookie"}).Draw(rt, "at")
		text := q.Get(at)
		if at == "cookie" {
			text = br.attempt
		}
		i := rapid.IntRange(len("banshi_sign_in="), max(len(text)-1, len("banshi_sign_in="))).Draw(rt, "i") % len(text)
		changed := text[:i] + rapid.SampledFrom([]string{"", "A", "b", "0", "%"}).Draw(rt, "by") + text[i+1:]
		if changed == text {
			rt.Skip("the same")
		}
		if at == "cookie" {
			br.attempt = changed
		} else {
			q.Set(at, changed)
		}
		if w, s := br.returning(api.ReturnPath + "?" + q.Encode()); w.Code == 200 || s.SignedIn {
			rt.Fatalf("%s %q for %q signs in", at, changed, text)
		}
	})
}

func TestKeysChangeAndTheProviderFails(t *testing.T) {
	b, p := atProvider(t)
	br := &browser{bundle: b}
	if w, _ := br.returning(p.approve(br.ask(t, `{"channel":"web"}`))); w.Code != 200 {
		t.Fatal(w.Code)
	}
	p.mu.Lock()
	p.rotate(t)
	p.mu.Unlock()
	if w, _ := br.returning(p.approve(br.ask(t, `{"channel":"web"}`))); w.Code != 200 {
		t.Errorf("a new key isn't looked up: %d", w.Code)
	}
	p.mu.Lock()
	p.down = true
	p.mu.Unlock()
	b.clock.Move(2 * time.Hour)
	br = &browser{bundle: b}
	if asked := br.ask(t, `{"channel":"web"}`); !strings.HasPrefix(asked, p.URL) {
		t.Errorf("what was known of it counts no more: %s", asked)
	}
	// One who has never answered: the page says so, and names the place to go on from.
	fresh, q := atProvider(t)
	q.mu.Lock()
	q.down = true
	q.mu.Unlock()
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", api.SignInPath+"?channel=wechat&to=/wechat/drafts/x&level=4", nil)
	fresh.h.ServeHTTP(w, r)
	if to := w.Header().Get("Location"); w.Code != 303 || to != "/wechat/sign-in?fault=unavailable&level=4&to=%2Fdrafts%2Fx" {
		t.Errorf("%d %s", w.Code, to)
	}
}

// Somebody signs out at the provider: his sessions here are dead at the next request.
func TestLogoutAtTheProvider(t *testing.T) {
	b, p := atProvider(t)
	br := &browser{bundle: b}
	br.returning(p.approve(br.ask(t, `{"channel":"web"}`)))
	tell := func(change func(map[string]any)) int {
		now := b.clock.Now()
		c := map[string]any{"iss": p.URL, "aud": "hall", "sub": "person 440622194402209917", "sid": "session-1-there-5f3a", "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(), "jti": rand.Text(),
			"events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}}}
		change(c)
		r := httptest.NewRequest("POST", api.LogoutPath, strings.NewReader(url.Values{"logout_token": {p.jwt(c)}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		b.h.ServeHTTP(w, r)
		return w.Code
	}
	if code := tell(func(c map[string]any) { c["aud"] = "other" }); code != 422 {
		t.Errorf("for another client: %d", code)
	}
	if code := tell(func(c map[string]any) { delete(c, "events") }); code != 422 {
		t.Errorf("no message of signing out: %d", code)
	}
	if code := tell(func(c map[string]any) { c["sid"] = "another" }); code != 200 {
		t.Errorf("another session: %d", code)
	}
	if _, s := br.do("GET", "/api/session", ""); !s.SignedIn {
		t.Fatal("signed out for another session")
	}
	if code := tell(func(map[string]any) {}); code != 200 {
		t.Errorf("%d", code)
	}
	if _, s := br.do("GET", "/api/session", ""); s.SignedIn {
		t.Error("still signed in")
	}
	n, err := b.db.Read().NewSelect().TableExpr("audit_events").Where("act = 'session.revoke'").Count(context.Background())
	if err != nil || n != 1 {
		t.Errorf("%d events, %v", n, err)
	}
}

// The same said by a page of the provider's, in the browser: that one session ends, and no other.
func TestLogoutInTheBrowser(t *testing.T) {
	b, p := atProvider(t)
	br := &browser{bundle: b}
	br.returning(p.approve(br.ask(t, `{"channel":"web"}`)))
	tell := func(iss, sid string) int {
		w := httptest.NewRecorder()
		b.h.ServeHTTP(w, httptest.NewRequest("GET", api.LogoutPath+"?"+url.Values{"iss": {iss}, "sid": {sid}}.Encode(), nil))
		return w.Code
	}
	for _, c := range []struct {
		iss, sid string
		code     int
	}{{"https://else.example", "session-1-there-5f3a", 422}, {p.URL, "", 422}, {p.URL, "session-1", 422}, {p.URL, "session-2-there-5f3a", 200}} {
		if code := tell(c.iss, c.sid); code != c.code {
			t.Errorf("%v: %d", c, code)
		}
		if _, s := br.do("GET", "/api/session", ""); !s.SignedIn {
			t.Fatalf("%v signs out", c)
		}
	}
	if code := tell(p.URL, "session-1-there-5f3a"); code != 200 {
		t.Error(code)
	}
	if _, s := br.do("GET", "/api/session", ""); s.SignedIn {
		t.Error("still signed in")
	}
}
