package identity_test

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banshi/runtime/identity"
)

func TestOwnPath(t *testing.T) {
	for path, want := range map[string]string{
		"/": "/", "/space": "/space", "/drafts/x/form?a=1": "/drafts/x/form?a=1", "/wechat/items/高龄": "/wechat/items/高龄",
		"": "/", "space": "/", "//example.org/x": "/", "/\\example.org": "/", "https://example.org": "/", "/\t/example.org": "/", "/.//example.org": "/", "/x/..//example.org": "/", "/%2f/example.org": "/",
		"/a b": "/", "/api/session": "/", "javascript:alert(1)": "/", "/%zz": "/", "/" + strings.Repeat("x", 2001): "/",
	} {
		if got := identity.OwnPath(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

// Whatever is asked for, a browser that is sent there stays on this site.
func TestOwnPathStaysHere(t *testing.T) {
	part := rapid.SampledFrom([]string{"/", "//", "\\", ":", "@", "?", "#", "%2f", "%5c", "..", ".", "x", "example.org", "http:", " ", "\t", "\n", "高"})
	site, err := url.Parse("https://hall.example/api/sign-in/return")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(rapid.SliceOfN(part, 0, 8).Draw(t, "parts"), "")
		u, err := site.Parse(identity.OwnPath(in))
		if err != nil || u.Host != site.Host || u.Scheme != "https" || strings.HasPrefix(u.Path, "//") || strings.HasPrefix(u.Path, "/api/") && u.Path != "/api/" {
			t.Fatalf("%q leads to %v (%v)", in, u, err)
		}
	})
}
