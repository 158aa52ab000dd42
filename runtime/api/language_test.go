package api_test

import (
	"strings"
	"testing"
	"unicode"
)

// in is the same browser, whose person reads English.
func (b *browser) in(language string) *browser {
	out := *b
	out.language = language
	return &out
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// What is refused is told in the language of the request, down to the field and to what submission
// waits for.
func TestRefusalsInBothLanguages(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.patch(id, `{"answers": {"claim": "first"}}`).want(200)
	clerk := w.as("clerk-440605011", "", "workbench")
	for _, c := range []struct {
		name         string
		who          *browser
		method, path string
		body         string
		status       int
	}{
		{"not signed in", w.nobody(), "GET", "/api/drafts", "", 401},
		{"somebody else's", w.as("P009", "", "web"), "GET", "/api/drafts/" + id, "", 404},
		{"staff can't apply", clerk, "POST", "/api/drafts", `{"item": "` + elder + `"}`, 403},
		{"no such item", chen, "POST", "/api/drafts", `{"item": "nonsense"}`, 404},
		{"bad JSON", chen, "PATCH", "/api/drafts/" + id, `{"version": `, 422},
		{"no such field", chen, "PATCH", "/api/drafts/" + id, `{"version": 2, "answers": {"nonsense": 1}}`, 422},
		{"computed", chen, "PATCH", "/api/drafts/" + id, `{"version": 2, "answers": {"applicant_name": "张三"}}`, 422},
		{"control", chen, "PATCH", "/api/drafts/" + id, `{"version": 2, "answers": {"emergency_name": "\u0007"}}`, 422},
		{"stale", chen, "PATCH", "/api/drafts/" + id, `{"version": 1, "answers": {"claim": "first"}}`, 409},
		{"not ready", chen, "POST", "/api/drafts/" + id + "/submit", `{"version": 2, "key": "key-00000001"}`, 422},
		{"no key", chen, "POST", "/api/drafts/" + id + "/submit", `{"version": 2, "key": "x"}`, 422},
		{"no opinion", clerk, "POST", "/api/staff/cases/1/precheck", `{"version": 1, "pass": false, "opinion": "", "key": "pre-00000001"}`, 422},
		{"no state", clerk, "GET", "/api/staff/cases?state=nonsense", "", 422},
	} {
		zh, en := c.who.do(c.method, c.path, c.body).want(c.status), c.who.in("en").do(c.method, c.path, c.body).want(c.status)
		if !hasHan(zh.str("title")) || !hasHan(zh.str("detail")) || hasHan(en.str("title")+en.str("detail")) || en.str("detail") == "" {
			t.Errorf("%s: %q %q / %q %q", c.name, zh.str("title"), zh.str("detail"), en.str("title"), en.str("detail"))
		}
		for _, part := range []string{"errors", "blocked"} {
			for _, e := range list(en.at(part)) {
				m := e.(map[string]any)
				for _, key := range []string{"message", "title"} {
					if text, _ := m[key].(string); hasHan(text) {
						t.Errorf("%s: %s in English: %q", c.name, key, text)
					}
				}
			}
		}
	}
	if a := w.nobody().do("GET", "/api/drafts?language=en", ""); hasHan(a.str("detail")) {
		t.Errorf("by the address: %s", a.text)
	}
}
