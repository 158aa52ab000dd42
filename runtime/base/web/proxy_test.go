package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"banshi/runtime/base/web"
)

// Only a named proxy may say for whom it asks, and only of the last hop that it has seen itself.
func TestBehind(t *testing.T) {
	list := []netip.Prefix{netip.MustParsePrefix("10.0.0.5/32"), netip.MustParsePrefix("fd00::/64")}
	for _, c := range []struct{ from, said, want string }{
		{"198.51.100.7:999", "203.0.113.9", "198.51.100.7:999"}, // nobody's proxy
		{"10.0.0.6:999", "203.0.113.9", "10.0.0.6:999"},         // beside it
		{"10.0.0.5:999", "203.0.113.9", "203.0.113.9:0"},
		{"[::ffff:10.0.0.5]:999", "203.0.113.9", "203.0.113.9:0"},
		{"10.0.0.5:999", "1.1.1.1, 203.0.113.9", "203.0.113.9:0"}, // the first was made up
		{"10.0.0.5:999", "203.0.113.9, fd00::1", "203.0.113.9:0"}, // two proxies
		{"10.0.0.5:999", "[2001:db8::1]:4711", "[2001:db8::1]:0"},
		{"10.0.0.5:999", "unknown", "10.0.0.5:999"},
		{"10.0.0.5:999", "", "10.0.0.5:999"},
	} {
		got, left := "", ""
		h := web.Behind(list, nil, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			got, left = r.RemoteAddr, r.Header.Get("X-Forwarded-For")+r.Header.Get("Forwarded")
		}))
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.from
		r.Header.Set("X-Forwarded-For", c.said)
		r.Header.Set("Forwarded", "for=1.2.3.4")
		h.ServeHTTP(httptest.NewRecorder(), r)
		if got != c.want || left != "" {
			t.Errorf("%s says %q: %s (%q is left), want %s", c.from, c.said, got, left, c.want)
		}
	}
	refused := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	h := web.Behind(list, refused, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for from, want := range map[string]int{"10.0.0.5:1": 200, "10.0.0.4:1": 403, "nonsense": 403} {
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = from
		if h.ServeHTTP(w, r); w.Code != want {
			t.Errorf("%s: %d", from, w.Code)
		}
	}
}
