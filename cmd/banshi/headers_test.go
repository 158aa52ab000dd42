package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// Every route of the document, every page, every asset's address and every refusal carries the headers that keep a browser
// safe; what is personal stays out of caches.
func TestHeadersOfEveryRoute(t *testing.T) {
	r := start(t, config(t))
	_, body := r.do(t, "GET", "/openapi.json", "")
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal([]byte(body), &doc); err != nil {
		t.Fatal(err)
	}
	type route struct{ method, path string }
	list := []route{{"GET", "/healthz"}, {"GET", "/openapi.json"}, {"GET", "/stand-in/.well-known/openid-configuration"}, {"GET", "/assets/nothing.js"},
		{"GET", "/nothing/at/all"}, {"POST", "/"}, {"PURGE", "/api/drafts"}}
	for _, p := range r.pages {
		list = append(list, route{"GET", p.path})
	}
	parameter := regexp.MustCompile(`\{\w+\}`)
	for path, ops := range doc.Paths {
		for method := range ops {
			if method = strings.ToUpper(method); len(method) <= 6 && method != "TRACE" {
				list = append(list, route{method, parameter.ReplaceAllString(path, "nothing")})
			}
		}
	}
	if len(list) < 80 {
		t.Fatalf("only %d routes", len(list))
	}
	for _, x := range list {
		res, _ := r.do(t, x.method, x.path, "")
		for name, holds := range map[string]string{
			"Content-Security-Policy": "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "geolocation=()", "X-Request-Id": "",
		} {
			if got := res.Header.Get(name); got == "" || !strings.Contains(got, holds) {
				t.Errorf("%s %s: %s: %q", x.method, x.path, name, got)
			}
		}
		if policy := res.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe-") {
			t.Errorf("%s %s: %s", x.method, x.path, policy)
		}
		if strings.HasPrefix(x.path, "/api/") && res.Header.Get("Cache-Control") != "no-store" && x.path != "/api/receipt.css" {
			t.Errorf("%s %s may be cached: %q", x.method, x.path, res.Header.Get("Cache-Control"))
		}
		if res.Header.Get("Access-Control-Allow-Origin") != "" || res.Header.Get("Server") != "" {
			t.Errorf("%s %s: %v", x.method, x.path, res.Header)
		}
	}
}
