package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banshi/cmd/banshi/standin"
	"banshi/frontend"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/pdf"
	"banshi/runtime/channel"
	"banshi/runtime/sharing"
)

const nanhai = "../../examples/nanhai"

// running is a site that answers requests until the test ends.
type running struct {
	*site
	client *http.Client
	stop   func()
}

func config(t *testing.T) siteConfig {
	t.Helper()
	return siteConfig{Catalog: nanhai, Data: t.TempDir(), Addr: "127.0.0.1:0", Clock: time.Now, Replaced: map[string]string{},
		Storage:  storage{Fonts: pdf.Places()},
		Patience: time.Minute, // a busy machine is no register that fails
		Log:      slog.New(slog.DiscardHandler)}
}

func start(t *testing.T, cfg siteConfig) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s, err := openSite(ctx, cfg)
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	stopped := false
	r := &running{site: s, client: &http.Client{Jar: jar}}
	r.stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := errors.Join(<-done, s.Close()); err != nil {
			t.Errorf("stop: %v", err)
		}
	}
	t.Cleanup(r.stop)
	return r
}

func (r *running) do(t *testing.T, method, path, body string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, r.url()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := r.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

// signIn goes the whole way of a browser: to the provider, whose list it chooses from, and back.
func (r *running) signIn(t *testing.T, account, channel string) string {
	t.Helper()
	var to struct{ URL, Location string }
	_, body := r.do(t, "POST", "/api/sign-in", `{"channel":"`+channel+`"}`)
	if err := json.Unmarshal([]byte(body), &to); err != nil || to.URL == "" {
		t.Fatalf("%v %s", err, body)
	}
	_, body = r.do(t, "POST", to.URL, url.Values{"account": {account}}.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json")
	if err := json.Unmarshal([]byte(body), &to); err != nil || to.Location == "" {
		t.Fatalf("%v %s", err, body)
	}
	_, body = r.do(t, "GET", strings.TrimPrefix(to.Location, r.url()), "", "Accept", "application/json")
	return body
}

func TestServe(t *testing.T) {
	r := start(t, config(t))
	for _, c := range []struct {
		path   string
		status int
		holds  string
	}{
		{"/healthz", 200, "ok"},
		{"/api/home", 200, `"title":"南海区"`},
		{"/api/home?language=en", 200, `"name":"Old-age allowance"`},
		{"/api/items?q=kaifandian", 200, `"match":{"text":"开饭店","from":0,"to":3}`},
		{"/api/items?applicant=robot", 422, "invalid"},
		{"/api/items?colour=red", 422, "invalid"},
		{"/api/stand-in/people", 200, "P001"},
		{"/stand-in/.well-known/openid-configuration", 200, "不是真实的身份认证"},
		{"/openapi.json", 200, `"/api/items"`},
		{"/api/nothing", 404, "urn:banshi:problem:not_found"},
		{"/assets/nothing.js", 404, "not_found"},
		{"/favicon.ico", 404, "not_found"},
	} {
		res, body := r.do(t, "GET", c.path, "")
		if res.StatusCode != c.status || !strings.Contains(body, c.holds) {
			t.Errorf("%s: %d %.300s", c.path, res.StatusCode, body)
		}
		if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "script-src 'self';") {
			t.Errorf("%s: policy %q", c.path, policy)
		}
	}
	res, body := r.do(t, "GET", "/items/elder_allowance", "")
	if frontend.Built() {
		if res.StatusCode != 200 || !strings.Contains(body, `data-channel="web"`) {
			t.Errorf("an address of the web hall: %d %.200s", res.StatusCode, body)
		}
	} else if res.StatusCode != 503 || !strings.Contains(body, "make build") {
		t.Errorf("without pages: %d %.200s", res.StatusCode, body)
	}
}

// Who signs in on a page says on which channel; the channels have their words and terms in one list.
func TestEveryPageIsAChannel(t *testing.T) {
	for _, p := range pages {
		if _, ok := channel.Of(p.entry); ok == p.nobodys && !p.trial {
			t.Errorf("%s: package channel has row %q: %t", p.path, p.entry, ok)
		}
	}
}

func TestAssets(t *testing.T) {
	manifest, err := frontend.ReadManifest()
	if errors.Is(err, frontend.ErrNotBuilt) {
		t.Skip("the binary carries no assets: run `make build`")
	}
	if err != nil {
		t.Fatal(err)
	}
	r := start(t, config(t))
	for name, e := range manifest {
		for _, file := range append([]string{e.Script}, e.Styles...) {
			plain, whole := r.do(t, "GET", "/assets/"+file, "", "Accept-Encoding", "identity")
			packed, body := r.do(t, "GET", "/assets/"+file, "", "Accept-Encoding", "gzip")
			if plain.StatusCode != 200 || !strings.Contains(plain.Header.Get("Cache-Control"), "immutable") {
				t.Errorf("%s: %s: %d %v", name, file, plain.StatusCode, plain.Header)
			}
			if packed.Header.Get("Content-Encoding") != "gzip" || len(body) >= len(whole) || packed.Header.Get("Vary") == "" {
				t.Errorf("%s: %s: %d bytes, packed %d", name, file, len(whole), len(body))
			}
		}
	}
}

func TestSignInAndRestart(t *testing.T) {
	cfg := config(t)
	r := start(t, cfg)
	if body := r.signIn(t, "P001", "web"); !strings.Contains(body, `"signed_in":true`) {
		t.Fatal(body)
	}
	r.stop()
	// Everything is sealed when it stops, and the session outlives the restart.
	again := start(t, cfg)
	if len(again.imported.Published) != 0 {
		t.Errorf("published again: %+v", again.imported.Published)
	}
	report, err := audit.Verify(context.Background(), again.db.Read(), audit.By{})
	if err != nil || !report.OK() || report.Waiting != 0 || report.Sealed == 0 {
		t.Errorf("%v %+v", err, report)
	}
	again.client = r.client
	for _, c := range r.client.Jar.Cookies(mustRequest(t, r.url()).URL) {
		res, body := again.do(t, "GET", "/api/session", "", "Cookie", c.Name+"="+c.Value)
		if res.StatusCode != 200 || !strings.Contains(body, `"id":"P001"`) {
			t.Errorf("%d %s", res.StatusCode, body)
		}
	}
}

func mustRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*siteConfig)
		says  string
	}{
		"no folder":  {func(c *siteConfig) { c.Catalog = "nowhere" }, "--catalog"},
		"no source":  {func(c *siteConfig) { c.Replaced["nothing"] = "http://127.0.0.1:1" }, "nothing"},
		"no address": {func(c *siteConfig) { c.Replaced["person"] = "file:///x" }, "person"},
		"no port":    {func(c *siteConfig) { c.Addr = "here" }, "--addr"},
	} {
		cfg := config(t)
		c.spoil(&cfg)
		s, err := openSite(context.Background(), cfg)
		var refused *refusal
		if s != nil || !errors.As(err, &refused) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnotherPortWhereItsOwnIsTaken(t *testing.T) {
	first := start(t, config(t))
	cfg := config(t)
	cfg.Addr = strings.TrimPrefix(first.url(), "http://")
	var refused *refusal
	if s, err := openSite(context.Background(), cfg); s != nil || !errors.As(err, &refused) || !strings.Contains(err.Error(), cfg.Addr) {
		t.Fatalf("an address that was asked for: %v", err)
	}
	cfg.AnyPort = true
	second := start(t, cfg)
	if second.url() == first.url() || !second.moved {
		t.Fatalf("%s and %s", first.url(), second.url())
	}
	var out bytes.Buffer
	second.announce(&out)
	data, err := filepath.Abs(cfg.Data)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range second.pages {
		if res, body := second.do(t, "GET", p.path, ""); res.StatusCode != 200 || !strings.Contains(body, `data-channel="`+p.entry+`"`) || !strings.Contains(out.String(), p.path) {
			t.Errorf("%s: %d", p.path, res.StatusCode)
		}
		if says := siteMessages[p.entry]; says[0] == "" || says[1] == "" {
			t.Errorf("what %s is isn't said", p.path)
		}
	}
	for _, says := range []string{"已被占用", second.url(), data, "P001", "clerk-440605011", "不是真实的身份认证"} {
		if !strings.Contains(out.String(), says) {
			t.Errorf("it doesn't say %q:\n%s", says, out.String())
		}
	}
}

// Only where nobody asked for an address, another port does as well.
func TestAnAddressThatWasAskedFor(t *testing.T) {
	for args, want := range map[string]bool{"": true, "--data x": true, "--addr " + defaultAddr: false, "--data x --addr 127.0.0.1:9": false} {
		c := &call{stdout: io.Discard, stderr: io.Discard, env: func(string) string { return "" }}
		if cfg, _, ok := serveFlags(c, strings.Fields(args)); !ok || cfg.AnyPort != want {
			t.Errorf("%q: any port %v", args, cfg.AnyPort)
		}
	}
}

// A source in another process answers, is noticed when it stops, and never ends the site.
func TestSourceOfItsOwn(t *testing.T) {
	h, served, err := standin.Sources(nanhai+"/shared-data", filesOf(nanhai+"/shared-data"), []string{"food_permit", "person"})
	if err != nil || len(served) != 2 {
		t.Fatalf("%v %v", served, err)
	}
	source := httptest.NewServer(h)
	defer source.Close()
	cfg := config(t)
	cfg.Replaced["food_permit"], cfg.Replaced["person"] = source.URL, source.URL
	r := start(t, cfg)
	look := func(w sharing.Want) sharing.Answer {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		return r.sources.Fetch(ctx, sharing.Request{Purpose: sharing.Purpose{Actor: "P007", Item: "x", Why: "preview"}, Wants: []sharing.Want{w}})[w]
	}
	one := look(sharing.Want{Licence: "food_permit", Key: "92440605MA90A0040F"})
	if one.Status != sharing.Records || len(one.Records) == 0 || one.Via != source.URL {
		t.Fatalf("%+v", one)
	}
	if file := look(sharing.Want{Source: "organisation", Key: "92440605MA90A0040F"}); file.Status != sharing.Records || strings.HasPrefix(file.Via, "http") {
		t.Fatalf("another source: %+v", file)
	}
	source.Close()
	if down := look(sharing.Want{Source: "person", Key: "440622198604129913"}); down.Status != sharing.Down {
		t.Errorf("stopped: %+v", down)
	}
	if res, _ := r.do(t, "GET", "/healthz", ""); res.StatusCode != 200 {
		t.Errorf("the site fell with its source: %d", res.StatusCode)
	}
}

func TestStandInSources(t *testing.T) {
	if _, _, err := standin.Sources(nanhai+"/shared-data", nil, []string{"nothing"}); err == nil {
		t.Error("a source that isn't there was served")
	}
	if _, _, err := standin.Sources(t.TempDir(), nil, nil); err == nil {
		t.Error("an empty folder was served")
	}
	_, served, err := standin.Sources(nanhai+"/shared-data", filesOf(nanhai+"/shared-data"), nil)
	if err != nil || len(served) < 20 {
		t.Errorf("%v %v", served, err)
	}
}

func TestEveryMessageHasBothLanguages(t *testing.T) {
	for key, m := range siteMessages {
		if m[0] == "" || m[1] == "" || strings.Count(m[0], "%") != strings.Count(m[1], "%") {
			t.Errorf("%s: %q", key, m)
		}
	}
}

// The document of the API names every route that is registered under /api, so that none is forgotten.
func TestOpenAPI(t *testing.T) {
	r := start(t, config(t))
	_, body := r.do(t, "GET", "/openapi.json", "")
	var doc struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID, Summary string
			Responses            map[string]struct {
				Description string
				Content     map[string]any
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &doc); err != nil || !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Fatalf("%v %s", err, doc.OpenAPI)
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			if op.OperationID == "" || op.Summary == "" {
				t.Errorf("%s %s has no name or summary", method, path)
			}
			// What every one may be refused with, and by which code.
			want := map[string]string{"422": "invalid: ", "500": "internal: ", "503": "unavailable: "}
			if method != "get" && method != "head" {
				want["403"], want["507"] = "forbidden: ", "full: "
			}
			if strings.Contains(path, "{") {
				want["404"] = "not_found: "
			}
			for status, says := range want {
				if r := op.Responses[status]; !strings.HasPrefix(r.Description, says) || r.Content["application/problem+json"] == nil {
					t.Errorf("%s %s: %s is told as %q", method, path, status, r.Description)
				}
			}
		}
	}
}
