package files_test

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

func TestServe(t *testing.T) {
	s, _, dir := open(t, files.Limits{})
	content := pdf(100_000)
	got, err := s.Put(ctx, bytes.NewReader(content), free, unnamed)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.Serve(w, r, got, "租赁合同.exe"); err != nil {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer srv.Close()
	get := func() (*http.Response, []byte, error) {
		res, err := http.Get(srv.URL)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		return res, body, err
	}
	res, body, err := get()
	if err != nil || !bytes.Equal(body, content) {
		t.Fatalf("%d bytes, %v", len(body), err)
	}
	for k, want := range map[string]string{"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"} {
		if res.Header.Get(k) != want {
			t.Errorf("%s: %q", k, res.Header.Get(k))
		}
	}
	if csp := res.Header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "sandbox;") {
		t.Errorf("CSP %q", csp)
	}
	kind, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
	if err != nil || kind != "attachment" || params["filename"] != "租赁合同.pdf" {
		t.Errorf("%q: %v %v", res.Header.Get("Content-Disposition"), params, err)
	}
	path := filepath.Join(dir, "sha256", string(got.Hash[:2]), string(got.Hash))
	content[50_000] ^= 1
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := get(); err == nil {
		t.Error("a damaged file was sent as if it were whole")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if res, _, _ := get(); res.StatusCode != http.StatusNotFound {
		t.Errorf("%d", res.StatusCode)
	}
}

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{
		"合同.pdf":                          "合同.pdf",
		"合同.PDF.exe":                      "合同.PDF.pdf",
		"../../etc/passwd":                "passwd.pdf",
		`C:\Users\me\合同.jpg`:              "合同.pdf",
		"a\x00b\r\nSet-Cookie: x=1.pdf":   "abSet-Cookie_ x=1.pdf",
		"evil\u202egpj.exe":               "evilgpj.pdf",
		"":                                "附件.pdf",
		"...":                             "附件.pdf",
		".pdf":                            "附件.pdf",
		"黄㛃珊𠮷":                            "黄㛃珊𠮷.pdf",
		"第1.2版 说明书（最终版）":                  "第1.2版 说明书（最终版）.pdf",
		strings.Repeat("长", 300) + ".pdf": strings.Repeat("长", 96) + ".pdf",
	} {
		if got := files.CleanName(in, files.PDF); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Whatever the name, the header parses back to the cleaned name, and is one line.
func TestDispositionParsesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := files.CleanName(rapid.String().Draw(t, "name"), files.PNG)
		h := files.Disposition(name)
		if strings.ContainsAny(h, "\r\n\x00") {
			t.Fatalf("%q", h)
		}
		_, params, err := mime.ParseMediaType(h)
		if err != nil || params["filename"] != name {
			t.Fatalf("%q: %q gives %v, %v", name, h, params, err)
		}
		if strings.ContainsAny(name, `/\`) {
			t.Fatalf("%q can be a path", name)
		}
	})
}

func TestRoom(t *testing.T) {
	r := files.Quota{Files: 2, Bytes: 100}.Whole()
	if r.Check(100) != nil || !fault.Is(r.Check(101), fault.TooLarge) || !fault.Is(files.Room{Bytes: 10}.Check(1), fault.TooLarge) {
		t.Error("the quota isn't kept")
	}
	if w := (files.Quota{}).Whole(); w.Files == 0 || w.Bytes == 0 {
		t.Error("no quota means the ordinary one, not none")
	}
}
