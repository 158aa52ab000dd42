// Package api serves sign-in: cookies, the session of a request, and the routes.
package api

import (
	"net/http"
	"strings"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
	"banshi/runtime/identity"
)

// Cookie is the name of the session's cookie. Over TLS it is set with the prefix
// __Host-, which no other host can plant.
const Cookie = "banshi_session"

func name(secure bool) string {
	if secure {
		return "__Host-" + Cookie
	}
	return Cookie
}

// TokenOf is the token that a request brings, "" where it brings none.
func TokenOf(r *http.Request, secure bool) string {
	c, err := r.Cookie(name(secure))
	if err != nil {
		return ""
	}
	return c.Value
}

// cookie holds the token, or clears it when token is "". It lives as long as the
// browser: how long the session lives is decided here, not there.
func cookie(token string, secure bool) string {
	c := http.Cookie{Name: name(secure), Value: token, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode}
	if token == "" {
		c.MaxAge = -1
	}
	return c.String()
}

// nobodys are the routes of second screens: whoever is signed in by the same browser isn't who stands before it.
const nobodys = "/api/screen"

// Middleware puts who is signed in into the context of each request under /api. A
// token that is no longer good is cleared, and the request goes on as nobody's.
func Middleware(s *identity.Sessions, secure bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			c, err := r.Cookie(name(secure))
			if err != nil || !strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, nobodys) {
				next.ServeHTTP(w, r)
				return
			}
			current, err := s.Resume(r.Context(), c.Value)
			switch {
			case fault.Is(err, fault.Unauthenticated):
				w.Header().Add("Set-Cookie", cookie("", secure))
			case err != nil:
				web.WriteProblem(w, r, fault.Wrap(err, fault.Unavailable, sayWhoUnknown))
				return
			default:
				r = r.WithContext(identity.With(r.Context(), current))
			}
			next.ServeHTTP(w, r)
		})
	}
}

// Token is the CSRF token of the request's session, for web.Config.Token.
func Token(r *http.Request) (string, bool) {
	c, ok := identity.From(r.Context())
	return c.CSRF, ok
}
