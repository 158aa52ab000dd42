package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"banshi/runtime/base/web"
	"banshi/runtime/identity"
	"banshi/runtime/identity/api"
	"banshi/runtime/identity/oidc"
	"banshi/runtime/identity/standin"
	"banshi/runtime/identity/store"
)

// enter serves the stand-in by its own protocol, and signs in at it by the code that asks any provider.
func (b *bundle) enter(t *testing.T, s *web.Server, list *standin.Accounts, secure bool) {
	t.Helper()
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	op, err := standin.NewProvider(list, server.URL+"/stand-in", b.clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	handler = op.Handler()
	b.enterBy(t, s, oidc.Config{Issuer: server.URL + "/stand-in", Client: standin.Client, Secret: op.Secret(), ACR: standin.ACR(), Clock: b.clock.Now}, list, secure)
}

func (b *bundle) enterBy(t *testing.T, s *web.Server, cfg oidc.Config, list identity.People, secure bool) {
	t.Helper()
	p, err := oidc.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	in, err := identity.NewSignIn(identity.SignInConfig{Provider: p, Attempts: store.NewAttempts(b.db), Known: store.NewAccounts(b.db), Sessions: b.sessions,
		Clock: b.clock.Now, Plain: list != nil})
	if err != nil {
		t.Fatal(err)
	}
	api.Register(s.API, s.Mux, api.Config{Sessions: b.sessions, People: list, Label: standin.Label, Secure: secure, Mandates: b.mandates,
		Entrance: api.Entrance{SignIn: in, Site: strings.TrimSuffix(cfg.Issuer, "/stand-in"), Bases: map[string]string{"web": "/", "wechat": "/wechat/", "kiosk": "/kiosk/"}}})
}

// signIn goes to the provider, chooses somebody there, and comes back.
func (b *browser) signIn(account, as, channel string) (*httptest.ResponseRecorder, api.Session) {
	return b.recognise(`{"channel":"`+channel+`"}`, url.Values{"account": {account}, "as": {as}})
}

func (b *browser) recognise(body string, form url.Values) (*httptest.ResponseRecorder, api.Session) {
	back := b.away(body, form)
	if back == "" {
		return httptest.NewRecorder(), api.Session{}
	}
	return b.returning(back)
}

// away goes to the provider and gives the address by which it sends the browser back.
func (b *browser) away(body string, form url.Values) string {
	session := b.cookie
	w, _ := b.do("POST", api.SignInPath, body)
	if w.Code != 200 {
		return ""
	}
	b.attempt, b.cookie = b.cookie, session
	var to struct{ URL string }
	_ = json.Unmarshal(w.Body.Bytes(), &to)
	r, err := http.NewRequest("POST", to.URL, strings.NewReader(form.Encode()))
	if err != nil {
		return ""
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return ""
	}
	defer res.Body.Close()
	var back struct{ Location string }
	_ = json.NewDecoder(res.Body).Decode(&back)
	u, err := url.Parse(back.Location)
	if err != nil {
		return ""
	}
	return u.RequestURI()
}

// returning comes back as a script does; the answer is the session.
func (b *browser) returning(path string) (*httptest.ResponseRecorder, api.Session) {
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Cookie", strings.Trim(b.attempt+"; "+b.cookie, "; "))
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	for _, set := range w.Header().Values("Set-Cookie") { // the last one counts
		b.cookie, _, _ = strings.Cut(set, ";")
	}
	var s api.Session
	if w.Code == 200 {
		_ = json.Unmarshal(w.Body.Bytes(), &s)
		b.csrf = s.CSRF
	}
	return w, s
}
