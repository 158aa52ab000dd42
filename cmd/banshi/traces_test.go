package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// collector takes what is sent by OpenTelemetry.
type collector struct {
	mu   sync.Mutex
	said bytes.Buffer
	*httptest.Server
}

// collect gives a collector; heard is told of all that comes, too.
func collect(t *testing.T, heard func([]byte)) *collector {
	c := &collector{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil || r.URL.Path != "/v1/traces" {
			t.Errorf("%s: %v", r.URL.Path, err)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.said.Write(raw)
		if heard != nil {
			heard(raw)
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
	}))
	t.Cleanup(c.Close)
	return c
}

func (c *collector) text() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.said.String()
}

// A request, its act, the queries and the sources have spans of their own; without an address to send them to there are none.
func TestTraces(t *testing.T) {
	c := collect(t, nil)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", c.URL)
	cfg := config(t)
	cfg.Traces = c.URL
	r := start(t, cfg)
	token, csrf := r.begin(t, "P004", "web")
	if res, text := r.ask(t, "POST", "/api/drafts", token, csrf, `{"item": "elder_allowance"}`); res.StatusCode != 201 {
		t.Fatalf("%d %s", res.StatusCode, text)
	}
	if res, _ := r.ask(t, "GET", "/api/nothing?who=440622194402209917", "", "", ""); res.StatusCode != 404 {
		t.Errorf("%d", res.StatusCode)
	}
	r.stop()
	said := c.text()
	for _, part := range []string{"POST /api/drafts", "act begin-draft", "sql SELECT", "sql INSERT audit_events", "source person", "banshi.request"} {
		if !strings.Contains(said, part) {
			t.Errorf("there is no %q among the spans", part)
		}
	}
	for _, leak := range []string{"440622194402209917", "/api/nothing", "陈伯年", "P004", token} {
		if strings.Contains(said, leak) {
			t.Errorf("%q is told", leak)
		}
	}
	quiet := start(t, config(t))
	if quiet.tracer != nil {
		t.Error("spans go out although nobody asked for them")
	}
}
