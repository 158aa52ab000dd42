package frontend

import "strings"

// LookCookie is where a browser keeps how the screens look to its person: mode.theme.lang, written by
// shell/look.ts.
const LookCookie = "look"

// WithLook gives the page in the look of a cookie. What the cookie doesn't know, or what is no look of
// ours, stays as it was.
func (p Page) WithLook(cookie string) Page {
	parts := strings.Split(cookie, ".")
	if len(parts) != 3 {
		return p
	}
	if parts[0] == "large" {
		p.Mode = parts[0]
	}
	if parts[1] == "contrast" {
		p.Theme = parts[1]
	}
	if parts[2] == "en" {
		p.Lang = parts[2]
	}
	return p
}
