package api_test

import (
	"net/url"
	"testing"
)

// A link for signing is drawn for who is signed in; nothing else is.
func TestCodeOfALink(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	code := func(b *browser, to string) answer {
		return b.do("GET", "/api/signings/token-1/qr.svg?to="+url.QueryEscape(to), "")
	}
	code(chen, "http://example.com/wechat/sign/token-1").want(200).has("<svg", "h1v1h-1z").hasNot("<script", "token-1")
	for _, bad := range []string{"http://elsewhere.com/sign/token-1", "javascript://example.com/sign/token-1", "http://example.com/sign/token-2", "x", ""} {
		code(chen, bad).want(422)
	}
	code(w.nobody(), "http://example.com/sign/token-1").want(401)
}
