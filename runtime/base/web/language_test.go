package web_test

import (
	"io"
	"strings"
	"testing"
	"unicode"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

func TestLanguageOf(t *testing.T) {
	for _, c := range []struct{ query, accept, want string }{
		{"", "", "zh-Hans"},
		{"en", "zh-CN", "en"},
		{"zh-Hans", "en", "zh-Hans"},
		{"fr", "en", "zh-Hans"},
		{"", "en-US,en;q=0.9,zh;q=0.8", "en"},
		{"", "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"},
		{"", "fr-FR, en;q=0.3, zh;q=0.2", "en"},
		{"", "en;q=0.1, zh;q=0.2", "zh-Hans"},
		{"", "en;q=0", "zh-Hans"},
		{"", "en;q=nonsense, zh;q=0.1", "zh-Hans"},
		{"", "en;q=1e300", "zh-Hans"},
		{"", "english", "zh-Hans"},
		{"", ",;,;;q=,", "zh-Hans"},
	} {
		if got := web.LanguageOf(c.query, c.accept); got != c.want {
			t.Errorf("language=%q, Accept-Language %q: %s, want %s", c.query, c.accept, got, c.want)
		}
	}
}

// Each code is told in both languages, whoever answers: a handler, huma, or what stands before them.
func TestEveryCodeInBothLanguages(t *testing.T) {
	h := hall(t, io.Discard)
	han := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	type ask struct{ method, path, body string }
	asks := map[string]ask{
		"huma":      {"POST", "/api/things", `{"kind": "c", "name": "x", "count": 0, "tags": [1, 2, 3], "more": 1}`},
		"not JSON":  {"POST", "/api/things", `{`},
		"no body":   {"POST", "/api/things", ``},
		"no route":  {"GET", "/nowhere", ""},
		"no method": {"DELETE", "/api/things", ""},
		"NUL":       {"GET", "/nowhere?a=%00", ""},
		"too large": {"POST", "/api/things", `{"name": "` + strings.Repeat("x", web.DefaultBody) + `"}`},
		"panic":     {"GET", "/api/fail/panic", ""},
		"denied":    {"GET", "/api/fail/denied", ""},
	}
	for _, code := range fault.Codes() {
		asks[string(code)] = ask{"GET", "/api/fail/" + string(code), ""}
	}
	for name, a := range asks {
		_, zh := do(h, a.method, a.path, a.body)
		_, en := do(h, a.method, a.path, a.body, "Accept-Language", "en-GB")
		if !han(zh.Title) || !han(zh.Detail) || en.Title == "" || en.Detail == "" || han(en.Title+en.Detail) || zh.Code != en.Code || zh.Status != en.Status {
			t.Errorf("%s: %+v / %+v", name, zh, en)
		}
		if len(zh.Errors) != len(en.Errors) || name == "huma" && len(en.Errors) < 4 {
			t.Errorf("%s: %v / %v", name, zh.Errors, en.Errors)
		}
		for i := range en.Errors {
			if han(en.Errors[i].Message) || !han(zh.Errors[i].Message) || en.Errors[i].Path != zh.Errors[i].Path {
				t.Errorf("%s: %v / %v", name, zh.Errors[i], en.Errors[i])
			}
		}
	}
}
