package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/runtime/base/limit"
	identityapi "banshi/runtime/identity/api"
)

// ask is one request, with the cookie of a session.
func (r *running) ask(t *testing.T, method, path, token, csrf, body string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, r.url()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.AddCookie(&http.Cookie{Name: identityapi.Cookie, Value: token})
		req.Header.Set("X-CSRF-Token", csrf)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(text)
}

func (r *running) begin(t *testing.T, account, channel string) (token, csrf string) {
	t.Helper()
	c, token, err := r.sessions.Begin(context.Background(), account, "", channel)
	if err != nil {
		t.Fatal(err)
	}
	return token, c.CSRF
}

// Whoever fills the public's lane is refused there, at once and with the time to come back; the workbench goes on, also
// for a clerk whose session this node has never seen, and so do files, pages and health.
func TestAFloodKeepsTheClerksLane(t *testing.T) {
	cfg := config(t)
	cfg.Limits = limits{Lanes: map[string]limit.Lane{lanePublic: {Most: 2, Waiting: 1, Wait: 50 * time.Millisecond},
		// One at the door at a time, with room for all who come: who finds no place at the door is refused as the public is.
		laneStaff: {Most: 2, Waiting: 2, Wait: time.Minute}, laneDoor: {Most: 1, Waiting: 64, Wait: time.Minute}}}
	r := start(t, cfg)
	clerk, clerkCSRF := r.begin(t, "clerk-440605011", "workbench")
	citizen, _ := r.begin(t, "P004", "web")
	var leave []func()
	for range 2 { // two requests that never end
		f, err := r.throttle.lanes.Enter(context.Background(), lanePublic)
		if err != nil {
			t.Fatal(err)
		}
		leave = append(leave, f)
	}
	var slowest time.Duration
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			begun := time.Now()
			path, token := "/api/home", ""
			if i%2 == 1 { // who isn't a clerk gets no place of theirs by asking where they ask
				path, token = "/api/staff/cases", citizen
			}
			res, text := r.ask(t, "GET", path, token, "", "")
			took := time.Since(begun)
			mu.Lock()
			slowest = max(slowest, took)
			mu.Unlock()
			if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" || !strings.Contains(text, "忙不过来") {
				t.Errorf("%s in a full lane: %d %v %s", path, res.StatusCode, res.Header["Retry-After"], text)
			}
			if res.Header.Get("Content-Security-Policy") == "" {
				t.Error("a refusal goes without the headers of every answer")
			}
		})
	}
	for range 10 {
		if res, text := r.ask(t, "GET", "/api/staff/cases", clerk, clerkCSRF, ""); res.StatusCode != 200 {
			t.Errorf("the clerk: %d %s", res.StatusCode, text)
		}
		if res, text := r.ask(t, "GET", "/api/session", clerk, clerkCSRF, ""); res.StatusCode != 200 {
			t.Errorf("the clerk's own session: %d %s", res.StatusCode, text)
		}
	}
	all.Wait()
	t.Logf("the slowest refusal took %v", slowest)
	for _, path := range []string{"/healthz", "/livez", "/problem.css"} {
		if res, _ := r.ask(t, "GET", path, "", "", ""); res.StatusCode != 200 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	if use := r.throttle.lanes.Use()[lanePublic]; use.Refused != 40 {
		t.Errorf("%+v", use)
	}
	for _, f := range leave {
		f()
	}
	if res, text := r.ask(t, "GET", "/api/home", "", "", ""); res.StatusCode != 200 {
		t.Errorf("after the flood: %d %s", res.StatusCode, text)
	}
}

func TestLimits(t *testing.T) {
	cfg := config(t)
	var bad string
	if cfg.Limits, bad = readLimits("sign_in=1/m:3 numbers=1/m:2 address=1/h:60 account=1/h:20"); bad != "" {
		t.Fatal(bad)
	}
	now := time.Now() // stands still: nothing is earned while the test runs
	cfg.Clock = func() time.Time { return now }
	r := start(t, cfg)
	many := func(n int, ask func() (*http.Response, string)) (codes []int, last *http.Response, text string) {
		for range n {
			last, text = ask()
			codes = append(codes, last.StatusCode)
		}
		return codes, last, text
	}
	codes, last, text := many(4, func() (*http.Response, string) { return r.ask(t, "POST", "/api/sign-in", "", "", `{"channel": "web"}`) })
	if !slices.Equal(codes, []int{200, 200, 200, 429}) || last.Header.Get("Retry-After") != "60" || !strings.Contains(text, "请过60秒再试") {
		t.Errorf("signing in: %v %v %s", codes, last.Header["Retry-After"], text)
	}
	// A browser that goes there sees a page that says what to do, and comes back by itself.
	req, err := http.NewRequest("GET", r.url()+"/api/sign-in?channel=web", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Mode", "navigate")
	req.Header.Set("Accept-Language", "en")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	page, _ := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if res.StatusCode != 429 || res.Header.Get("Refresh") == "" || !strings.Contains(string(page), "<h1>Too often</h1>") || !strings.Contains(string(page), "Try again in") {
		t.Errorf("%d %v %s", res.StatusCode, res.Header, page)
	}

	clerk, csrf := r.begin(t, "clerk-440605011", "workbench")
	find := func() (*http.Response, string) {
		return r.ask(t, "POST", "/api/staff/mandates/search", clerk, csrf, `{"no": "440622194402209917"}`)
	}
	if codes, _, text := many(3, find); !slices.Equal(codes, []int{200, 200, 429}) {
		t.Errorf("looking people up by typed numbers: %v %s", codes, text)
	}
	other, otherCSRF := r.begin(t, "clerk-440605121", "workbench")
	if res, text := r.ask(t, "POST", "/api/staff/mandates/search", other, otherCSRF, `{"no": "440622194402209917"}`); res.StatusCode != 200 {
		t.Errorf("a colleague at the same address: %d %s", res.StatusCode, text)
	}
	codes, _, _ = many(20, func() (*http.Response, string) { return r.ask(t, "GET", "/api/staff/cases", clerk, csrf, "") })
	if codes[0] != 200 || codes[19] != 429 {
		t.Errorf("one account: %v", codes)
	}
	codes, last, _ = many(60, func() (*http.Response, string) { return r.ask(t, "GET", "/api/home", "", "", "") })
	if codes[0] != 200 || codes[59] != 429 || last.Header.Get("Retry-After") == "" {
		t.Errorf("one address: %v", codes)
	}
	if res, _ := r.ask(t, "GET", "/", "", "", ""); res.StatusCode == 429 {
		t.Error("pages, which are in memory, count")
	}
}

// Each row of the table names a route that is there.
func TestBoundedRoutes(t *testing.T) {
	r := start(t, config(t))
	for route := range bounded {
		method, path, _ := strings.Cut(route, " ")
		req, err := http.NewRequest(method, strings.ReplaceAll(path, "{id}", "x"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, pattern := r.mux.Handler(req); pattern != route {
			t.Errorf("%s is taken by %q", route, pattern)
		}
	}
}

func TestReadLimits(t *testing.T) {
	l, bad := readLimits("address=200/s:2000 numbers=30/m:60 lane.public=128:512")
	if bad != "" || l.Rates[rateAddress] != (limit.Rate{Every: 5 * time.Millisecond, Burst: 2000}) || l.Rates[rateNumbers].Every != 2*time.Second ||
		l.Lanes[lanePublic].Most != 128 || l.Lanes[lanePublic].Waiting != 512 || l.Lanes[lanePublic].Wait == 0 || l.Rates[rateUploads].Burst == 0 {
		t.Errorf("%+v %q", l, bad)
	}
	if l, bad := readLimits("off"); bad != "" || l.Rates != nil || l.Lanes != nil {
		t.Errorf("off: %+v %q", l, bad)
	}
	for _, wrong := range []string{"address", "address=1", "address=1/s", "address=1/d:1", "address=0/s:1", "address=1/s:0", "adress=1/s:1", "lane.x=1:1", "lane.public=0:1", "lane.public=1", "address=-1/s:5"} {
		if _, bad := readLimits("uploads=1/s:5 " + wrong); bad != wrong {
			t.Errorf("%s: %q", wrong, bad)
		}
	}
}

// Nobody gains by another way of writing an address, or by the many that one household has.
func TestNetwork(t *testing.T) {
	for at, want := range map[string]string{"203.0.113.7:4711": "203.0.113.7", "[::ffff:203.0.113.7]:1": "203.0.113.7",
		"[2001:db8:1:2:3:4:5:6]:80": "2001:db8:1:2::/64", "[2001:db8:1:2::9%eth0]:80": "2001:db8:1:2::/64", "2001:db8:1:2:ffff::1": "2001:db8:1:2::/64"} {
		if got := network(at); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}

// What is remembered of sessions stays bounded, and a clerk's outlives any number of others.
func TestClerksAreRemembered(t *testing.T) {
	var c clerks
	now := time.Now()
	c.note("clerk", true, now)
	for i := range mostClerks * 2 {
		c.note(fmt.Sprint(i), false, now)
	}
	if staff, known := c.of("clerk", now); !staff || !known {
		t.Error("a clerk is forgotten over a flood of others")
	}
	if len(c.seen) > mostClerks {
		t.Errorf("%d are kept", len(c.seen))
	}
	if _, known := c.of("clerk", now.Add(clerkKept)); known {
		t.Error("kept for ever")
	}
}
