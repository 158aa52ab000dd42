package api_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
	"banshi/runtime/identity"
	"banshi/runtime/identity/api"
	"banshi/runtime/identity/standin"
	"banshi/runtime/identity/store"
)

const list = `[
 {"id": "P001", "no": "440622198604129913", "name": "陈启航", "phone": "13900000001", "level": 5, "method": "人脸",
  "organisations": [{"id": "L01", "no": "91440605MA90A00162", "name": "甲公司", "role": "legal_rep"}],
  "wards": [], "family": [{"id": "P004", "no": "440622194402209917", "name": "陈伯年", "relation": "parent"}]}]`

// accounts can take an account or a role away between two requests.
type accounts struct {
	identity.Accounts
	gone string
	down bool
}

func (a *accounts) Account(ctx context.Context, id string) (identity.Account, error) {
	switch {
	case a.down:
		return identity.Account{}, fault.New(fault.Unavailable, fault.Say("认证平台没有应答", "in English"))
	case id == a.gone:
		return identity.Account{}, fault.New(fault.NotFound, fault.Say("没有这个账号", "in English"))
	}
	return a.Accounts.Account(ctx, id)
}

// directory has those of the stand-in's list at work.
type directory struct{ list *standin.Accounts }

func (d directory) Staff(ctx context.Context, id string) (*identity.Staff, error) {
	a, err := d.list.Account(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return a.Staff, err
}

type bundle struct {
	h        http.Handler
	clock    *dbtest.Clock
	db       *db.DB
	accounts *accounts
	sessions *identity.Sessions
	mandates *identity.Mandates
}

func setup(t *testing.T, secure bool) *bundle {
	t.Helper()
	staff := standin.Staff([]standin.Desk{{Town: "440605011", Title: "桂城街道", Offices: []string{"gc"}}})
	list, err := standin.Open(standin.Config{FS: fstest.MapFS{"a.json": {Data: []byte(list)}}, Path: "a.json", Staff: staff})
	if err != nil {
		t.Fatal(err)
	}
	b := &bundle{clock: dbtest.NewClock(), accounts: &accounts{}}
	b.db = dbtest.Open(t, b.clock, audit.Migrations(), store.Migrations())
	b.accounts.Accounts = identity.Employed{Accounts: store.NewAccounts(b.db), Directory: directory{list}}
	b.mandates = identity.NewMandates(store.NewMandates(b.db), b.clock.Now, time.UTC)
	b.sessions = identity.NewSessions(identity.Acting{Accounts: b.accounts, Mandates: b.mandates}, store.New(b.db), b.clock.Now)
	s, err := web.New(web.Config{Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Clock: b.clock.Now,
		Session: api.Middleware(b.sessions, secure), Token: api.Token})
	if err != nil {
		t.Fatal(err)
	}
	b.enter(t, s, list, secure)
	s.Mux.HandleFunc("GET /api/actor", func(w http.ResponseWriter, r *http.Request) {
		c, _ := identity.From(r.Context())
		_ = json.NewEncoder(w).Encode(c.Actor())
	})
	b.h = s.Handler()
	return b
}

// browser keeps the cookie and the token as a browser's page would.
type browser struct {
	*bundle
	cookie, csrf string
	attempt      string // cookie of a sign-in under way
}

func (b *browser) do(method, path, body string) (*httptest.ResponseRecorder, api.Session) {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("X-CSRF-Token", b.csrf)
	if b.cookie != "" {
		r.Header.Set("Cookie", b.cookie)
	}
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	if set := w.Header().Get("Set-Cookie"); set != "" {
		b.cookie, _, _ = strings.Cut(set, ";")
	}
	var s api.Session
	if w.Code == 200 {
		_ = json.Unmarshal(w.Body.Bytes(), &s)
		if s.CSRF != "" {
			b.csrf = s.CSRF
		}
	}
	return w, s
}

func TestSignInAndOut(t *testing.T) {
	b := &browser{bundle: setup(t, false)}
	if w, s := b.do("GET", "/api/session", ""); w.Code != 200 || s.SignedIn || s.StandIn == "" {
		t.Fatalf("before: %d %+v", w.Code, s)
	}
	w, s := b.signIn("P001", "", "web")
	if w.Code != 200 || !s.SignedIn || s.Who.ID != "P001" || s.Applicant.ID != "self" || len(s.Choices) != 3 || s.CSRF == "" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	set := w.Header().Get("Set-Cookie")
	for _, part := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(set, part) {
			t.Errorf("the cookie lacks %s: %s", part, set)
		}
	}
	if strings.Contains(set, "Expires") || strings.Contains(set, "Max-Age") {
		t.Errorf("the cookie outlives the browser: %s", set)
	}
	if _, s := b.do("GET", "/api/session", ""); !s.SignedIn {
		t.Error("the next request is nobody's")
	}
	if w, _ := b.do("DELETE", "/api/session", ""); w.Code != 204 || w.Header().Get("Clear-Site-Data") != "" {
		t.Errorf("sign out: %d %v", w.Code, w.Header())
	}
	if _, s := b.do("GET", "/api/session", ""); s.SignedIn {
		t.Error("still signed in")
	}
	entries, err := b.db.Read().NewSelect().TableExpr("audit_events").Where("act IN (?)", bun.List([]string{"session.begin", "session.end"})).Count(context.Background())
	if err != nil || entries != 2 {
		t.Errorf("%d events of the two changes: %v", entries, err)
	}
}

func TestNothingPersonalIsShown(t *testing.T) {
	b := &browser{bundle: setup(t, false)}
	seen := ""
	if w, _ := b.signIn("P001", "family/P004", "web"); w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	} else {
		seen = w.Body.String()
	}
	for _, step := range [][3]string{{"POST", "/api/session", `{"as":"family/P004"}`}, {"GET", "/api/session", ""}} {
		w, _ := b.do(step[0], step[1], step[2])
		if w.Code != 200 {
			t.Fatalf("%v: %d %s", step, w.Code, w.Body)
		}
		seen += w.Body.String()
	}
	for _, leak := range []string{"440622198604129913", "13900000001", "440622194402209917", "陈伯年"} {
		if strings.Contains(seen, leak) {
			t.Errorf("%s is shown", leak)
		}
	}
	// The stand-in's people are made up, and one must tell them apart; numbers stay hidden all the same.
	w, _ := b.do("GET", "/api/stand-in/people", "")
	for _, part := range []string{standin.Label("zh-Hans"), `"name":"陈启航","role":"个人；甲公司的法定代表人；陈伯年的家人"`, `"role":"效能监察员"`} {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("%s is not in the list: %s", part, w.Body)
		}
	}
	for _, leak := range []string{"440622198604129913", "13900000001", "440622194402209917"} {
		if strings.Contains(w.Body.String(), leak) {
			t.Errorf("%s is in the list", leak)
		}
	}
	var dump []map[string]any
	for _, table := range []string{"sessions", "audit_events"} {
		var rows []map[string]any
		if err := b.db.Read().NewSelect().TableExpr(table).Scan(context.Background(), &rows); err != nil {
			t.Fatal(err)
		}
		dump = append(dump, rows...)
	}
	stored, err := json.Marshal(dump)
	if err != nil {
		t.Fatal(err)
	}
	_, token, _ := strings.Cut(b.cookie, "=")
	for _, leak := range []string{"440622198604129913", "13900000001", "陈启航", token} {
		if len(dump) == 0 || strings.Contains(string(stored), leak) {
			t.Errorf("%s is stored: %s", leak, stored)
		}
	}
}

func TestTokensChange(t *testing.T) {
	b := &browser{bundle: setup(t, false)}
	b.cookie = "banshi_session=" + strings.Repeat("A", 52) // planted by somebody
	b.signIn("P001", "", "web")
	first, csrf := b.cookie, b.csrf
	if strings.Contains(first, "AAAAAAAA") {
		t.Fatal("a planted token was taken")
	}
	w, s := b.do("POST", "/api/session", `{"as":"organisation/L01"}`)
	if w.Code != 200 || s.Applicant.ID != "organisation/L01" || b.cookie == first || b.csrf == csrf {
		t.Fatalf("changing the applicant must change both tokens: %d %s", w.Code, w.Body)
	}
	old := &browser{bundle: b.bundle, cookie: first}
	if _, s := old.do("GET", "/api/session", ""); s.SignedIn {
		t.Error("the older token still works")
	}
	forged := &browser{bundle: b.bundle, cookie: b.cookie, csrf: csrf}
	if w, _ := forged.do("DELETE", "/api/session", ""); w.Code != 403 {
		t.Errorf("an older CSRF token works: %d", w.Code)
	}
}

func TestSessionsEnd(t *testing.T) {
	for name, c := range map[string]struct {
		channel string
		wait    []time.Duration
		alive   bool
	}{
		"idle a little":       {"web", []time.Duration{29 * time.Minute}, true},
		"idle too long":       {"web", []time.Duration{30 * time.Minute}, false},
		"use keeps it":        {"web", []time.Duration{20 * time.Minute, 20 * time.Minute, 20 * time.Minute}, true},
		"kiosk":               {"kiosk", []time.Duration{3 * time.Minute}, false},
		"kiosk ends in whole": {"kiosk", []time.Duration{2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute, 2 * time.Minute}, false},
	} {
		b := &browser{bundle: setup(t, false)}
		if w, _ := b.signIn("P001", "", c.channel); w.Code != 200 {
			t.Fatalf("%s: %d %s", name, w.Code, w.Body)
		}
		var s api.Session
		for _, d := range c.wait {
			b.clock.Move(d)
			_, s = b.do("GET", "/api/session", "")
		}
		if s.SignedIn != c.alive {
			t.Errorf("%s: signed in %t", name, s.SignedIn)
		}
		b.clock.Move(24 * time.Hour)
		if n, err := b.sessions.Sweep(context.Background()); err != nil || n != 1 {
			t.Errorf("%s: swept %d, %v", name, n, err)
		}
	}
}

func TestWhatIsTakenAwayIsGoneAtOnce(t *testing.T) {
	b := &browser{bundle: setup(t, false)}
	b.signIn("clerk-440605011", "", "workbench")
	w, _ := b.do("GET", "/api/actor", "")
	var a actor.Actor
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || !a.Has(actor.WindowClerk) || a.For != "" {
		t.Fatalf("%+v %v", a, err)
	}
	b.accounts.down = true
	if w, _ := b.do("GET", "/api/actor", ""); w.Code != 503 {
		t.Errorf("a provider that is down must not make the clerk a visitor: %d", w.Code)
	}
	b.accounts.down, b.accounts.gone = false, "clerk-440605011"
	if w, _ := b.do("GET", "/api/actor", ""); strings.Contains(w.Body.String(), "clerk-440605011") {
		t.Errorf("an account that is gone still acts: %s", w.Body)
	}
}

func TestKioskIsWiped(t *testing.T) {
	b := &browser{bundle: setup(t, false)}
	b.signIn("P001", "", "kiosk")
	if w, _ := b.do("DELETE", "/api/session", ""); !strings.Contains(w.Header().Get("Clear-Site-Data"), "storage") {
		t.Errorf("%v", w.Header())
	}
}

func TestOverTLS(t *testing.T) {
	b := &browser{bundle: setup(t, true)}
	w, _ := b.signIn("P001", "", "web")
	if set := w.Header().Get("Set-Cookie"); !strings.HasPrefix(set, "__Host-") || !strings.Contains(set, "Secure") {
		t.Errorf("%s", set)
	}
	if _, s := b.do("GET", "/api/session", ""); !s.SignedIn {
		t.Error("the cookie isn't read back")
	}
}

func TestRefusals(t *testing.T) {
	b := &browser{bundle: setup(t, false)}
	if w, _ := b.do("POST", "/api/session", `{"as":"self"}`); w.Code != 401 {
		t.Errorf("nobody acts for somebody: %d", w.Code)
	}
	b.signIn("P001", "", "web")
	for _, c := range []struct {
		path, body string
		want       int
	}{
		{"/api/session", `{"as":"organisation/L99"}`, 404},
		{"/api/session", `{}`, 422},
		{"/api/session", `{"account":"P001","as":"self"}`, 422},
		{"/api/session", `{"as":"self","level":5,"staff":{"x":1}}`, 422},
		{"/api/sign-in", `{"channel":"fax"}`, 422},
		{"/api/sign-in", `{"channel":"web","level":6}`, 422},
	} {
		if w, _ := b.do("POST", c.path, c.body); w.Code != c.want {
			t.Errorf("%s %s: %d, want %d: %s", c.path, c.body, w.Code, c.want, w.Body)
		}
	}
}

// With a real provider there is no list, and nobody signs in by naming an account.
func TestWithoutStandIn(t *testing.T) {
	b := setup(t, false)
	s, err := web.New(web.Config{Log: slog.New(slog.DiscardHandler), Clock: b.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	api.Register(s.API, s.Mux, api.Config{Sessions: b.sessions})
	b.h = s.Handler()
	br := &browser{bundle: b}
	if w, _ := br.do("GET", "/api/stand-in/people", ""); w.Code != 404 {
		t.Errorf("the list: %d", w.Code)
	}
}
