package web_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

type thing struct {
	Body struct {
		Name  string   `json:"name" minLength:"2" maxLength:"20"`
		Kind  string   `json:"kind" enum:"a,b"`
		Count int      `json:"count,omitempty" minimum:"1"`
		Tags  []string `json:"tags,omitempty" maxItems:"2"`
	}
}

type out struct {
	Body struct {
		Name string `json:"name"`
	}
}

// hall is a small server with a handler for every kind of end.
func hall(t *testing.T, log io.Writer, change ...func(*web.Config)) http.Handler {
	t.Helper()
	cfg := web.Config{Title: "试验", Version: "1", Clock: dbtest.NewClock().Now,
		Log: slog.New(web.MaskLog(slog.NewJSONHandler(log, nil)))}
	for _, c := range change {
		c(&cfg)
	}
	s, err := web.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	huma.Register(s.API, huma.Operation{OperationID: "make", Method: "POST", Path: "/api/things"},
		func(_ context.Context, in *thing) (*out, error) {
			o := &out{}
			o.Body.Name = in.Body.Name
			return o, nil
		})
	huma.Register(s.API, huma.Operation{OperationID: "fail", Method: "GET", Path: "/api/fail/{how}"},
		func(_ context.Context, in *struct {
			How string `path:"how"`
		}) (*out, error) {
			switch in.How {
			case "panic":
				panic("440622198604129913 broke it")
			case "plain":
				return nil, errors.New("secret of the database at 440622198604129913")
			case "no-room":
				return nil, fault.Wrap(errors.New("the disk"), fault.Full, fault.Text{})
			case "denied":
				return nil, actor.Can(actor.Actor{}, actor.DraftEdit, actor.Object{Kind: actor.Draft})
			}
			return nil, fmt.Errorf("deep: %w", web.E(fault.Code(in.How), fault.Say("原因", "the reason"), web.Field{Path: "form.x", Message: fault.Say("请填写", "Fill this in")}))
		})
	huma.Register(s.API, huma.Operation{OperationID: "form", Method: "POST", Path: "/api/forms"},
		func(context.Context, *struct {
			RawBody huma.MultipartFormFiles[struct {
				File huma.FormFile `form:"file" contentType:"application/octet-stream" required:"true"`
			}]
		}) (*out, error) {
			return &out{}, nil
		})
	s.Mux.HandleFunc("GET /twice", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(201)
		w.WriteHeader(499)
	})
	s.Mux.HandleFunc("GET /half", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		_ = http.NewResponseController(w).Flush()
		panic("in the middle")
	})
	return s.Handler()
}

func do(h http.Handler, method, path, body string, header ...string) (*httptest.ResponseRecorder, web.Problem) {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var p web.Problem
	if w.Code >= 400 {
		_ = json.Unmarshal(w.Body.Bytes(), &p)
	}
	return w, p
}

func TestEveryCodeHasOneStatus(t *testing.T) {
	h := hall(t, io.Discard)
	want := map[fault.Code]int{fault.Invalid: 422, fault.NotFound: 404, fault.Conflict: 409, fault.Forbidden: 403,
		fault.Unauthenticated: 401, fault.TooLarge: 413, fault.TooMany: 429, fault.Unavailable: 503, fault.Full: 507, fault.Internal: 500}
	for _, code := range fault.Codes() {
		w, p := do(h, "GET", "/api/fail/"+string(code), "")
		if w.Code != want[code] || p.Status != w.Code || p.Code != code || web.Status(code) != w.Code {
			t.Errorf("%s: %d %+v", code, w.Code, p)
		}
		if ct := w.Header().Get("Content-Type"); ct != "application/problem+json" {
			t.Errorf("%s: %s", code, ct)
		}
		if code == fault.Internal {
			continue // its text is not for the person
		}
		if p.Detail != "原因" || len(p.Errors) != 1 || p.Errors[0].Path != "form.x" || p.Request == "" {
			t.Errorf("%s: %+v", code, p)
		}
	}
	var log strings.Builder
	if w, p := do(hall(t, &log), "GET", "/api/fail/no-room", ""); w.Code != 507 || !strings.Contains(p.Detail, "存储空间满了") || !strings.Contains(log.String(), p.Request) || !strings.Contains(log.String(), "the disk") {
		t.Errorf("without a text of its own: %d %+v, logged %s", w.Code, p, log.String())
	}
	if w, p := do(h, "GET", "/api/fail/denied", ""); w.Code != 401 || p.Detail != "请先登录" {
		t.Errorf("a refusal of actor.Can: %d %+v", w.Code, p)
	}
}

// Whatever is wrong with a body, nothing of it comes back or reaches the log.
func TestNothingIsEchoed(t *testing.T) {
	const canary = "440622198604129913"
	var log bytes.Buffer
	h := hall(t, &log)
	for name, body := range map[string]string{
		"wrong type":        `{"name": 440622198604129913, "kind": "a"}`,
		"no option":         `{"name": "ok", "kind": "440622198604129913"}`,
		"unknown property":  `{"name": "ok", "kind": "a", "440622198604129913": 1}`,
		"unknown text":      `{"name": "ok", "kind": "a", "某人440622198604129913": 1}`,
		"too long":          `{"name": "440622198604129913440622198604129913", "kind": "a"}`,
		"list in its place": `["440622198604129913"]`,
		"not JSON":          `440622198604129913{`,
		"cut off":           `{"name": "440622198604129913`,
		"empty":             ``,
		"NUL":               `{"name": "x\u0000440622198604129913", "kind": "a"}`,
		"NUL as a key":      `{"name": "ok", "kind": "a", "\u0000440622198604129913": 1}`,
		"NUL after quotes":  `{"name": "\\\u0000440622198604129913", "kind": "a"}`,
	} {
		w, p := do(h, "POST", "/api/things", body)
		if w.Code < 400 || w.Code >= 500 || p.Code != fault.Invalid || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
		if strings.Contains(w.Body.String(), canary) || strings.Contains(w.Body.String(), canary[4:14]) {
			t.Errorf("%s: the value comes back: %s", name, w.Body)
		}
		for _, f := range p.Errors {
			if strings.ContainsAny(f.Message, "abcdefghijklmnopqrstuvwxyz") && !strings.Contains(f.Message, "name") && !strings.Contains(f.Message, "a, b") {
				t.Errorf("%s: not in Chinese: %q", name, f.Message)
			}
		}
	}
	if _, p := do(h, "POST", "/api/things", `{"kind":"c"}`); len(p.Errors) != 2 {
		t.Errorf("all faults at once: %+v", p)
	}
	for _, path := range []string{"/api/fail/plain", "/api/fail/panic"} {
		w, p := do(h, "GET", path, "")
		if w.Code != 500 || p.Code != fault.Internal || strings.Contains(w.Body.String(), "secret") || strings.Contains(w.Body.String(), "broke") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
		if !strings.Contains(log.String(), p.Request) {
			t.Errorf("%s: request %s isn't in the log", path, p.Request)
		}
	}
	if strings.Contains(log.String(), canary) {
		t.Error("the log holds a personal number")
	}
	if !strings.Contains(log.String(), "secret of the database") {
		t.Error("the log doesn't say what happened")
	}
}

func TestNoSuchRoute(t *testing.T) {
	h := hall(t, io.Discard)
	if w, p := do(h, "GET", "/nowhere", ""); w.Code != 404 || p.Code != fault.NotFound {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	w, p := do(h, "DELETE", "/api/things", "")
	if w.Code != 405 || p.Code != fault.Invalid || !strings.Contains(w.Header().Get("Allow"), "POST") {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
}

func TestHeadersOnEveryAnswer(t *testing.T) {
	h := hall(t, io.Discard)
	for _, path := range []string{"/nowhere", "/api/fail/panic", "/api/fail/plain", "/openapi.json"} {
		w, _ := do(h, "GET", path, "")
		for k, want := range map[string]string{"Content-Security-Policy": web.CSP, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"} {
			if got := w.Header().Get(k); got != want {
				t.Errorf("%s: %s is %q", path, k, got)
			}
		}
		if w.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s: no request id", path)
		}
	}
	if w, _ := do(h, "GET", "/api/fail/plain", ""); w.Header().Get("Cache-Control") != "no-store" {
		t.Error("the API may be cached")
	}
	for _, bad := range []string{"unsafe-", "*"} {
		if strings.Contains(web.CSP, bad) {
			t.Errorf("the policy holds %s", bad)
		}
	}
}

func TestUnsafeRequests(t *testing.T) {
	h := hall(t, io.Discard, func(c *web.Config) {
		c.Token = func(r *http.Request) (string, bool) { return "right", r.Header.Get("Cookie") != "" }
	})
	const body = `{"name":"好的","kind":"a"}`
	const site = "http://example.com" // httptest's host
	for _, c := range []struct {
		name   string
		header []string
		want   int
	}{
		{"same origin", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"a program without a session", nil, 200},
		{"own Origin", []string{"Origin", site}, 200},
		{"cross-site", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"same-site, other host", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"other Origin", []string{"Origin", "http://evil.example"}, 403},
		{"null Origin", []string{"Origin", "null"}, 403},
		{"session, token", []string{"Cookie", "s", "X-CSRF-Token", "right"}, 200},
		{"session, no token", []string{"Cookie", "s"}, 403},
		{"session, wrong token", []string{"Cookie", "s", "X-CSRF-Token", "wrong"}, 403},
		{"session, token, cross-site", []string{"Cookie", "s", "X-CSRF-Token", "right", "Sec-Fetch-Site", "cross-site"}, 403},
	} {
		if w, _ := do(h, "POST", "/api/things", body, c.header...); w.Code != c.want {
			t.Errorf("%s: %d, want %d: %s", c.name, w.Code, c.want, w.Body)
		}
	}
	if w, _ := do(h, "GET", "/openapi.json", "", "Sec-Fetch-Site", "cross-site"); w.Code != 200 {
		t.Errorf("reading is open: %d", w.Code)
	}
	empty := hall(t, io.Discard, func(c *web.Config) { c.Token = func(*http.Request) (string, bool) { return "", true } })
	if w, _ := do(empty, "POST", "/api/things", body); w.Code != 403 {
		t.Errorf("an empty token must never match: %d", w.Code)
	}
}

func TestBodyLimits(t *testing.T) {
	h := hall(t, io.Discard, func(c *web.Config) { c.BodyLimit = map[string]int64{"/api/": 100, "/api/things/big": 1000} })
	long := `{"name":"` + strings.Repeat("x", 200) + `"}`
	if w, p := do(h, "POST", "/api/things", long); w.Code != 413 || p.Code != fault.TooLarge {
		t.Errorf("announced: %d %s", w.Code, w.Body)
	}
	r := httptest.NewRequest("POST", "/api/things", io.MultiReader(strings.NewReader(long[:50]), strings.NewReader(long[50:])))
	r.ContentLength = -1 // chunked: the client doesn't say how much comes
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 413 {
		t.Errorf("not announced: %d %s", w.Code, w.Body)
	}
	if w, p := do(h, "GET", "/api/fail/x?a=%00", ""); w.Code != 422 || p.Code != fault.Invalid {
		t.Errorf("NUL in the query: %d", w.Code)
	}
}

// A client that is still sending when it is refused is told why, and not cut off; what it sends is bounded, whether
// it says beforehand how much that is or not.
func TestTooMuchIsToldOverTheWire(t *testing.T) {
	srv := httptest.NewServer(hall(t, io.Discard, func(c *web.Config) { c.BodyLimit = map[string]int64{"/api/": 1 << 20} }))
	defer srv.Close()
	for name, announced := range map[string]bool{"announced": true, "not announced": false} {
		for path, field := range map[string]string{"/api/things": "", "/api/forms": "file"} {
			body := &bytes.Buffer{}
			kind := "application/json"
			if field == "" {
				fmt.Fprintf(body, `{"name": %q}`, strings.Repeat("x", 12<<20))
			} else {
				m := multipart.NewWriter(body)
				part, err := m.CreateFormFile(field, "a.pdf")
				if err != nil {
					t.Fatal(err)
				}
				if _, err := part.Write(make([]byte, 12<<20)); err != nil {
					t.Fatal(err)
				}
				if err := m.Close(); err != nil {
					t.Fatal(err)
				}
				kind = m.FormDataContentType()
			}
			r, err := http.NewRequest("POST", srv.URL+path, body)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", kind)
			if !announced {
				r.ContentLength = -1
			}
			if status, text, err := sendAll(r); err != nil || status != 413 || !strings.Contains(text, `"code":"too_large"`) {
				t.Errorf("%s to %s: %d %s %v", name, path, status, text, err)
			}
		}
	}
}

// sendAll sends a request to its end before it looks for the answer, as simple clients do.
func sendAll(r *http.Request) (status int, text string, err error) {
	c, err := net.Dial("tcp", r.URL.Host)
	if err != nil {
		return 0, "", err
	}
	defer c.Close()
	if err := r.Write(c); err != nil {
		return 0, "", err
	}
	res, err := http.ReadResponse(bufio.NewReader(c), r)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	return res.StatusCode, string(raw), err
}

// What is wrong with a body doesn't hang on what its sender says of it, and six characters are no NUL.
func TestNULWithoutAType(t *testing.T) {
	h := hall(t, io.Discard)
	for body, want := range map[string]int{`{"name": "ok\u0000", "kind": "a"}`: 400, `{"name": "ok\\u0000", "kind": "a"}`: 200, `{"name": "ok\\", "kind": "a"}`: 200} {
		for _, kind := range []string{"application/json", ""} {
			if w, _ := do(h, "POST", "/api/things", body, "Content-Type", kind); w.Code != want {
				t.Errorf("%s as %q: %d %s", body, kind, w.Code, w.Body)
			}
		}
	}
}

// One answer has one status: a second one is a mistake of whoever writes it, and only a line in the log.
func TestOneStatusForEachAnswer(t *testing.T) {
	var log bytes.Buffer
	srv := httptest.NewUnstartedServer(hall(t, io.Discard))
	srv.Config.ErrorLog = slog.NewLogLogger(slog.NewTextHandler(&log, nil), slog.LevelError)
	srv.Start()
	res, err := http.Get(srv.URL + "/twice")
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		t.Fatal(err)
	}
	srv.Close()
	if res.StatusCode != 201 || log.Len() > 0 {
		t.Errorf("%d, logged %s", res.StatusCode, log.String())
	}
}

func TestHalfAnAnswerIsBroken(t *testing.T) {
	srv := httptest.NewServer(hall(t, io.Discard))
	defer srv.Close()
	res, err := http.Get(srv.URL + "/half")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.ReadAll(res.Body); err == nil {
		t.Error("the client took half an answer for a whole one")
	}
}

func TestOpenAPI(t *testing.T) {
	w, _ := do(hall(t, io.Discard), "GET", "/openapi.json", "")
	var doc struct {
		OpenAPI    string `json:"openapi"`
		Paths      map[string]any
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1") || doc.Paths["/api/things"] == nil || doc.Components.Schemas["Problem"] == nil {
		t.Errorf("%s %v", doc.OpenAPI, doc.Components.Schemas)
	}
	if strings.Contains(w.Body.String(), "$schema") {
		t.Error("bodies carry $schema links")
	}
}

func TestMaskLog(t *testing.T) {
	var buf bytes.Buffer
	log := slog.New(web.MaskLog(slog.NewJSONHandler(&buf, nil)))
	const id, phone, card = "440622198604129913", "13900000001", "6222021234567890123"
	type inner struct{ Note string }
	log.With("who", id).WithGroup("g").Info("来电 "+phone,
		"err", fmt.Errorf("for %s", id), "n", int64(440622198604129913), "card", card, "list", []string{phone},
		"struct", inner{Note: id}, "ptr", &inner{Note: phone}, "bytes", []byte(card), slog.Group("deep", "x", phone),
		"number", struct{ N int64 }{440622198604129913}, "token", "abcdef", "took", time.Second, "count", 3)
	for _, leak := range []string{id, phone, card, "abcdef"} {
		if strings.Contains(buf.String(), leak) {
			t.Errorf("%s leaks: %s", leak, buf.String())
		}
	}
	if !strings.Contains(buf.String(), `"count":3`) || !strings.Contains(buf.String(), `"took":1000000000`) {
		t.Errorf("ordinary values were lost: %s", buf.String())
	}
}
