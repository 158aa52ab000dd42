package main

import (
	"strings"
	"testing"
)

// Cards are read on the clerk's own machine: nobody sends what is on them anywhere else by a setting.
func TestCardReaderIsOfTheMachine(t *testing.T) {
	for at, want := range map[string]string{
		"": "", "http://127.0.0.1:18889/api/": "http://127.0.0.1:18889/api", "https://localhost:8443": "https://localhost:8443", "http://[::1]:18889/api": "http://[::1]:18889/api",
	} {
		if got, err := readCardReader(at); err != nil || got != want {
			t.Errorf("%q: %q, %v", at, got, err)
		}
	}
	for _, at := range []string{"http://reader.example/api", "http://10.0.0.7:18889/api", "ws://127.0.0.1:18889", "127.0.0.1:18889", "http://a:b@127.0.0.1/api", "http://127.0.0.1/api?to=x", "http://127.0.0.1.example/"} {
		if got, err := readCardReader(at); err == nil {
			t.Errorf("%q is taken as %q", at, got)
		}
	}
}

// Pages of the workbench may reach it, and no others; then there is no stand-in.
func TestCardReader(t *testing.T) {
	cfg := config(t)
	cfg.CardReader = "http://127.0.0.1:18889/api"
	r := start(t, cfg)
	for path, reaches := range map[string]bool{"/staff/counter": true, "/": false, "/api/home": false} {
		res, _ := r.do(t, "GET", path, "")
		if got := strings.Contains(res.Header.Get("Content-Security-Policy"), "connect-src 'self' http://127.0.0.1:18889"); got != reaches {
			t.Errorf("%s: %q", path, res.Header.Get("Content-Security-Policy"))
		}
	}
	if r.cards() != nil {
		t.Error("the stand-in reads cards besides")
	}
}
