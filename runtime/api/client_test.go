package api_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/web"
	identityapi "banshi/runtime/identity/api"
)

// browser keeps the cookie and the token, as a browser's page would.
type browser struct {
	*world
	cookie, csrf, language, channel string
	from                            string // address; "" the usual one
}

func (w *world) as(account, applicant, channel string) *browser {
	w.t.Helper()
	c, token, err := w.sessions.Begin(context.Background(), account, applicant, channel)
	check(w.t, err)
	return &browser{world: w, cookie: token, csrf: c.CSRF, channel: channel}
}

// nobody has not signed in.
func (w *world) nobody() *browser { return &browser{world: w} }

// answer is what came back.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	text   string
	json   map[string]any
}

func (b *browser) send(method, path, contentType string, body io.Reader) answer {
	return b.sendWith(method, path, body, http.Header{"Content-Type": {contentType}})
}

func (b *browser) sendWith(method, path string, body io.Reader, header http.Header) answer {
	r := httptest.NewRequest(method, path, body)
	if header != nil {
		r.Header = header
	}
	if b.from != "" {
		r.RemoteAddr = b.from
	}
	if b.language != "" {
		r.Header.Set("Accept-Language", b.language)
	}
	if b.cookie != "" {
		r.AddCookie(&http.Cookie{Name: identityapi.Cookie, Value: b.cookie})
		r.Header.Set(web.TokenHeader, b.csrf)
	}
	rec := httptest.NewRecorder()
	b.h.ServeHTTP(rec, r)
	out := answer{t: b.t, status: rec.Code, header: rec.Header(), text: rec.Body.String()}
	b.documented(r, out)
	if strings.Contains(rec.Header().Get("Content-Type"), "json") {
		d := json.NewDecoder(strings.NewReader(out.text))
		d.UseNumber()
		if err := d.Decode(&out.json); err != nil {
			b.t.Errorf("%s %s: not JSON: %v\n%s", method, path, err, out.text)
		}
	}
	return out
}

// documented fails where a request is refused with what the API's document doesn't name.
func (b *browser) documented(r *http.Request, a answer) {
	_, route := b.site.Mux.Handler(r)
	method, path, _ := strings.Cut(route, " ")
	item := b.site.API.OpenAPI().Paths[path]
	if a.status < 400 || item == nil {
		return
	}
	for _, op := range []*huma.Operation{item.Get, item.Head, item.Post, item.Patch, item.Delete} {
		if op == nil || op.Method != method {
			continue
		}
		told := op.Responses[strconv.Itoa(a.status)]
		if told == nil || !strings.Contains(a.text, `"code":"`+strings.SplitN(told.Description, ":", 2)[0]+`"`) {
			b.t.Errorf("%s %s: the document doesn't name %d: %.300s", method, path, a.status, a.text)
		}
	}
}

func (b *browser) do(method, path, body string) answer {
	return b.send(method, path, "application/json", strings.NewReader(body))
}

// want fails unless the status is this one.
func (a answer) want(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status %d, want %d: %.1500s", a.status, status, a.text)
	}
	return a
}

func (a answer) has(parts ...string) answer {
	a.t.Helper()
	for _, p := range parts {
		if !strings.Contains(a.text, p) {
			a.t.Fatalf("%q is not in the answer: %.1500s", p, a.text)
		}
	}
	return a
}

func (a answer) hasNot(parts ...string) answer {
	a.t.Helper()
	for _, p := range parts {
		if strings.Contains(a.text, p) {
			a.t.Fatalf("%q is in the answer: %.300s", p, around(a.text, p))
		}
	}
	return a
}

func around(text, part string) string {
	i := strings.Index(text, part)
	return text[max(0, i-120):min(len(text), i+120)]
}

// at walks the answer: at("view", "state", "fields", "form.x", "value"); nil where there is nothing.
func (a answer) at(path ...string) any {
	var v any = a.json
	for _, p := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[p]
	}
	return v
}

func (a answer) str(path ...string) string {
	s, _ := a.at(path...).(string)
	return s
}

func (a answer) num(path ...string) string {
	n, _ := a.at(path...).(json.Number)
	return n.String()
}

// upload sends a file as the pages do: begun, sent, taken. path is …/files?material=…, as one says where it is to go; the
// first refusal is the answer.
func (b *browser) upload(path, name string, content []byte) answer {
	b.t.Helper()
	at, query, _ := strings.Cut(path, "/files?material=")
	material, err := url.QueryUnescape(query)
	check(b.t, err)
	begun := b.beginUpload(at, material, name, content)
	if begun.status != 201 {
		return begun
	}
	upload := begun.header.Get("Location")
	if sent := b.piece(upload, 0, content); sent.status != 204 {
		return sent
	}
	return b.do("POST", upload, "")
}

func meta(pairs ...string) string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
	}
	return strings.Join(out, ",")
}

func (b *browser) beginUpload(draft, material, name string, content []byte) answer {
	sum := sha256.Sum256(content)
	return b.sendWith("POST", draft+"/uploads", strings.NewReader(""), http.Header{"Tus-Resumable": {"1.0.0"}, "Upload-Length": {strconv.Itoa(len(content))},
		"Upload-Metadata": {meta("material", material, "name", name, "sha256", hex.EncodeToString(sum[:]))}})
}

func (b *browser) piece(upload string, offset int, content []byte) answer {
	return b.sendWith("PATCH", upload, bytes.NewReader(content), http.Header{"Tus-Resumable": {"1.0.0"}, "Upload-Offset": {strconv.Itoa(offset)},
		"Content-Type": {"application/offset+octet-stream"}})
}
