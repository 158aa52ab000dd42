package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"banshi/cmd/banshi/standin"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/files"
)

// fit is a site that production takes.
func fit(t *testing.T) siteConfig {
	t.Helper()
	cfg := config(t)
	cfg.Catalog = filepath.Join(t.TempDir(), "town")
	if code, text := said("new", cfg.Catalog); code != exitFine {
		t.Fatal(text)
	}
	if err := os.Chmod(cfg.Data, 0o700); err != nil {
		t.Fatal(err)
	}
	cfg.Production, cfg.ClockKept, cfg.URL = true, true, "https://hall.example"
	cfg.Identity = identityConfig{Issuer: "https://sso.example", Client: "hall", Secret: "b7Qx-92mK_zzT4-wPa81"}
	cfg.Storage.Unclean = true
	cfg.Outside = providers{SMS: noMessages, WeChat: noMessages}
	cfg.Limits = defaultLimits()
	var err error
	if cfg.Audit.Text, _, err = audit.MakeKey("hall.example/audit"); err != nil {
		t.Fatal(err)
	}
	cfg.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.5/32")}
	return cfg
}

// Each row of the tables is spoiled alone, and refused for that reason; without any, the site starts.
func TestProductionRefuses(t *testing.T) {
	s3 := func(endpoint, secret string) *files.S3 {
		return &files.S3{Bucket: "b", Endpoint: endpoint, Region: "x", Key: "key", Secret: secret}
	}
	const good = "b7Qx-92mK_zzT4-wPa81"
	write := func(t *testing.T, path string, mode os.FileMode) string {
		t.Helper()
		if err := os.WriteFile(path, []byte(strings.Repeat("x", 40)), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	cases := map[string][]func(t *testing.T, c *siteConfig){
		"production":        {func(_ *testing.T, c *siteConfig) { c.Identity = identityConfig{} }},
		"not-https":         {func(_ *testing.T, c *siteConfig) { c.Identity.Issuer = "http://sso.example" }, func(_ *testing.T, c *siteConfig) { c.URL = "http://hall.example" }, func(_ *testing.T, c *siteConfig) { c.URL = "" }},
		"default-secret":    {func(_ *testing.T, c *siteConfig) { c.Identity.Secret = "" }, func(_ *testing.T, c *siteConfig) { c.Identity.Secret = "changeme-changeme" }, func(_ *testing.T, c *siteConfig) { c.Identity.Secret = strings.Repeat("a", 40) }},
		"default-s3-secret": {func(_ *testing.T, c *siteConfig) { c.Storage.S3 = s3("https://s3.example", "minioadmin") }},
		"bare-files":        {func(_ *testing.T, c *siteConfig) { c.Storage.S3 = s3("http://s3.example:9000", good) }},
		"bare-clamd": {func(t *testing.T, c *siteConfig) {
			var err error
			if c.Storage.Clamd, err = files.ParseClamd("tcp:clamd.example:3310"); err != nil {
				t.Fatal(err)
			}
		}},
		"no-clamd":        {func(_ *testing.T, c *siteConfig) { c.Storage.Unclean = false }},
		"no-tls":          {func(_ *testing.T, c *siteConfig) { c.Proxies = nil }},
		"any-proxy":       {func(_ *testing.T, c *siteConfig) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")} }, func(_ *testing.T, c *siteConfig) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("::/0")} }},
		"bare-database":   {func(_ *testing.T, c *siteConfig) { c.Database = "postgres://u@db.example/x" }},
		"bare-source":     {func(_ *testing.T, c *siteConfig) { c.Replaced["person"] = "http://data.example" }},
		"trial-catalogue": {func(_ *testing.T, c *siteConfig) { c.Catalog = nanhai }},
		"open-place": {
			func(t *testing.T, c *siteConfig) {
				if err := os.Chmod(c.Data, 0o755); err != nil {
					t.Fatal(err)
				}
			},
			func(t *testing.T, c *siteConfig) { write(t, filepath.Join(c.Data, secretFile), 0o604) },
			func(t *testing.T, c *siteConfig) { write(t, filepath.Join(c.Data, pushKeysFile), 0o644) },
			func(t *testing.T, c *siteConfig) {
				c.Identity.SecretFile = write(t, filepath.Join(t.TempDir(), "secret"), 0o644)
			},
			func(t *testing.T, c *siteConfig) {
				c.TLS = &keyPair{Cert: "x", Key: write(t, filepath.Join(t.TempDir(), "key"), 0o644)}
			},
		},
		"external-production": {func(_ *testing.T, c *siteConfig) {
			c.External = map[string]string{"https://a.example": "http://127.0.0.1:9"}
		}},
		"stand-in-key": {func(_ *testing.T, c *siteConfig) {
			c.SignOn = "https://a.example=" + base64.StdEncoding.EncodeToString(standin.SystemKey())
		}},
		"stand-in-messages": {func(_ *testing.T, c *siteConfig) { c.Outside.SMS = "" }, func(_ *testing.T, c *siteConfig) { c.Outside.WeChat = "" }},
		"bare-messages": {func(_ *testing.T, c *siteConfig) { c.Outside.Aliyun.Endpoint = "http://sms.example" },
			func(_ *testing.T, c *siteConfig) { c.Outside.MiniProgram.Endpoint = "http://wechat.example" }},
		"bare-traces":       {func(_ *testing.T, c *siteConfig) { c.Traces = "http://collector.example:4318" }},
		"default-audit-key": {func(_ *testing.T, c *siteConfig) { c.Audit.Text = "" }},
		"no-limits": {func(_ *testing.T, c *siteConfig) { c.Limits = limits{} },
			func(_ *testing.T, c *siteConfig) { c.Limits.Lanes = nil }},
		"root":        {func(_ *testing.T, c *siteConfig) { c.Root = true }},
		"loose-clock": {func(_ *testing.T, c *siteConfig) { c.ClockKept = false }},
		"clock-behind": {func(t *testing.T, c *siteConfig) {
			first := *c
			first.Clock = func() time.Time { return time.Now().Add(time.Hour) }
			s, err := openSite(context.Background(), first) // the import of the catalogue is in the trail
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}},
	}
	for _, d := range slices.Concat(unsafeSettings, unsafeClock) {
		if len(cases[d.key]) == 0 {
			t.Errorf("no test of %s", d.key)
		}
	}
	for key, spoils := range cases {
		for i, spoil := range spoils {
			cfg := fit(t)
			spoil(t, &cfg)
			s, err := openSite(context.Background(), cfg)
			if s != nil {
				_ = s.Close()
			}
			var refused *refusal
			begins, _, _ := strings.Cut(siteMessages[key][0], "%")
			if !errors.As(err, &refused) || !strings.HasPrefix(err.Error(), begins) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s %d: %v", key, i, err)
			}
		}
	}
	s, err := openSite(context.Background(), fit(t))
	if err != nil {
		t.Fatalf("nothing is wrong: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// Whether a database is asked in the clear is found without asking it: nothing is sent there.
func TestProductionRefusesABareDatabase(t *testing.T) {
	for at, want := range map[string]bool{"postgres://u@db.example/x": true, "postgres://u@db.example/x?sslmode=require": true,
		"postgres://u@127.0.0.1/x": false, "postgres://u@db.example/x?sslmode=verify-full": false} {
		bare, where, err := db.Bare(at)
		if err != nil || bare != want || where == "" {
			t.Errorf("%s: %v %v", at, bare, err)
		}
	}
}

// All that is wrong is told at once.
func TestProductionTellsAll(t *testing.T) {
	cfg := fit(t)
	cfg.Root, cfg.ClockKept, cfg.Proxies = true, false, nil
	if _, err := openSite(context.Background(), cfg); err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Error(err)
	}
}

// pair makes a certificate for this machine, and the pool that trusts it.
func pair(t *testing.T, dir, name string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	n, err := rand.Int(rand.Reader, big.NewInt(1<<60))
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: n, DNSNames: []string{name}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "cert.pem"), cert, 0o600),
		os.WriteFile(filepath.Join(dir, "key.pem"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}), 0o600)); err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(cert)
	return pool
}

// A certificate that was renewed is taken without a restart; half a renewal leaves the one before.
func TestTLS(t *testing.T) {
	dir, cfg := t.TempDir(), fit(t)
	trusted := pair(t, dir, "one.example")
	begun, later := time.Now(), atomic.Int64{}
	cfg.Clock = func() time.Time { return begun.Add(time.Duration(later.Load())) }
	cfg.Proxies, cfg.TLS = nil, &keyPair{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}
	r := start(t, cfg)
	ask := func(pool *x509.CertPool, newest uint16) (*http.Response, error) {
		c := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MaxVersion: newest}}}
		res, err := c.Get(r.url() + "/healthz")
		if err == nil {
			_ = res.Body.Close()
		}
		return res, err
	}
	res, err := ask(trusted, 0)
	if err != nil || res.StatusCode != 200 || res.Header.Get("Strict-Transport-Security") == "" {
		t.Fatalf("%v %v", res, err)
	}
	if _, err := ask(trusted, tls.VersionTLS11); err == nil {
		t.Error("TLS 1.1 is spoken")
	}
	if err := os.WriteFile(cfg.TLS.Key, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	later.Add(int64(time.Minute))
	if _, err := ask(trusted, 0); err != nil {
		t.Errorf("half a renewal: %v", err)
	}
	renewed := pair(t, dir, "two.example")
	later.Add(int64(time.Minute))
	if _, err := ask(renewed, 0); err != nil {
		t.Errorf("renewed: %v", err)
	}
}

// In the clear, only the proxy that was named is answered.
func TestBehindAProxy(t *testing.T) {
	r := start(t, fit(t))
	if res, body := r.do(t, "GET", "/api/home", ""); res.StatusCode != 403 {
		t.Errorf("somebody beside the proxy: %d %s", res.StatusCode, body)
	}
	cfg := fit(t)
	cfg.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	r = start(t, cfg)
	if res, body := r.do(t, "GET", "/api/home", "", "X-Forwarded-For", "203.0.113.9"); res.StatusCode != 200 {
		t.Errorf("the proxy: %d %s", res.StatusCode, body)
	}
}

// Numbers about the site are told on a port of their own, by labels of ours alone, and hold nothing that was sent.
func TestMetrics(t *testing.T) {
	cfg := config(t)
	cfg.Metrics = "127.0.0.1:0"
	r := start(t, cfg)
	r.signIn(t, "P001", "web")
	for _, path := range []string{"/api/items?q=440622198604129913", "/items/13900000001", "/nowhere/440622198604129913.x", "/api/cases/NH-9999"} {
		r.do(t, "GET", path, "")
	}
	inside := "http://" + r.inside.Addr().String()
	deadline := time.Now().Add(10 * time.Second)
	var text string
	for { // jobs note their first round beside the requests
		res, err := http.Get(inside + "/metrics")
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		if err = errors.Join(err, res.Body.Close()); err != nil || res.StatusCode != 200 {
			t.Fatalf("%d %v %s", res.StatusCode, err, b)
		}
		if text = string(b); strings.Contains(text, `banshi_job_last_success_timestamp_seconds{job="sweep_sessions"}`) || time.Now().After(deadline) {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	for _, want := range []string{`banshi_http_requests_total{route="GET /api/items",status="200"} 1`, `route="GET /api/items"`, `banshi_http_request_seconds_bucket{`,
		"banshi_sessions 1", "banshi_files_waiting 0", "banshi_database_writers_waiting 0", `banshi_database_connections{pool="read",state="idle"}`,
		"banshi_audit_lag_seconds ", "banshi_audit_unsealed ", `banshi_source_breaker{source="person",state="closed"} 1`, `job="sweep_sessions"`, "go_goroutines"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for _, never := range []string{"440622198604129913", "13900000001", "NH-9999", "P001"} {
		if strings.Contains(text, never) {
			t.Errorf("%s is told", never)
		}
	}
	for path, want := range map[string]int{"/livez": 200, "/readyz": 200, "/api/home": 404} {
		res, err := http.Get(inside + path)
		if err != nil {
			t.Fatal(err)
		}
		if _ = res.Body.Close(); res.StatusCode != want {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	if res, _ := r.do(t, "GET", "/metrics", ""); strings.Contains(res.Header.Get("Content-Type"), "version=") {
		t.Error("the public sees metrics")
	}
	// A database that is gone makes it unready, and no less alive.
	if err := r.db.Close(); err != nil {
		t.Fatal(err)
	}
	r.pulse.mu.Lock()
	r.pulse.at = time.Time{}
	r.pulse.mu.Unlock()
	for path, want := range map[string]int{"/livez": 200, "/readyz": 503} {
		res, err := http.Get(inside + path)
		if err != nil {
			t.Fatal(err)
		}
		if _ = res.Body.Close(); res.StatusCode != want {
			t.Errorf("without a database, %s: %d", path, res.StatusCode)
		}
	}
}

// In production each line of the log is JSON, for whatever gathers it.
func TestProductionLogsJSON(t *testing.T) {
	var out bytes.Buffer
	c := &call{stdout: io.Discard, stderr: &out, env: func(string) string { return "" }}
	cfg, _, ok := serveFlags(c, []string{"--production"})
	if !ok {
		t.Fatal(out.String())
	}
	cfg.Log.Info("request", "who", "440622198604129913")
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || line["msg"] != "request" || strings.Contains(out.String(), "440622198604129913") {
		t.Errorf("%v %s", err, out.String())
	}
}

// The log that is put in place with the unit is kept for six months at least, as the law wants.
func TestLogsAreKept(t *testing.T) {
	raw, err := os.ReadFile("deploy/journald@banshi.conf")
	if err != nil {
		t.Fatal(err)
	}
	set := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(line, "#") {
			set[name] = value
		}
	}
	days, err := strconv.Atoi(strings.TrimSuffix(set["MaxRetentionSec"], "day"))
	if err != nil || days < 184 || set["Storage"] != "persistent" {
		t.Errorf("the log is kept for %q, %q", set["MaxRetentionSec"], set["Storage"])
	}
	unit, err := os.ReadFile("deploy/banshi.service")
	if err != nil || !strings.Contains(string(unit), "LogNamespace=banshi") {
		t.Errorf("the unit doesn't write into that log: %v", err)
	}
}
