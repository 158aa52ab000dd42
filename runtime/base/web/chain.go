package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/span"
)

// CSP is the policy of every page: scripts, styles and pictures of our own, nothing inline.
const CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
	"object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

// TokenHeader carries the CSRF token of the session on every unsafe request.
const TokenHeader = "X-CSRF-Token"

type requestKey struct{}

type request struct {
	id       string
	language string
	route    string // its pattern, once it has come that far
	log      *slog.Logger
	names    func(ctx context.Context, language string) map[string]string // nil: every name is told as it is
}

// RequestID is the number of the request, "" outside one.
func RequestID(ctx context.Context) string {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r.id
	}
	return ""
}

// numbered gives each request a number of our own (one sent by the client could be
// anything) and one line in the log. The route is logged, not the path: a path can hold ids.
func (s *Server) numbered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := s.cfg.Clock()
		info := &request{id: rand.Text()[:16], log: s.cfg.Log, language: LanguageOf(r.URL.Query().Get("language"), r.Header.Get("Accept-Language")), names: s.cfg.Names}
		ctx, traced := s.cfg.Trace.Request(r.Context())
		r = r.WithContext(context.WithValue(ctx, requestKey{}, info))
		w.Header().Set("X-Request-Id", info.id)
		rec := &recorder{ResponseWriter: w}
		defer func() {
			route := info.route
			if route == "" { // it was refused before
				_, route = s.Mux.Handler(r)
			}
			took := s.cfg.Clock().Sub(begun)
			traced(span.Answer{Method: r.Method, Route: route, Status: rec.status, Request: info.id})
			if s.cfg.Seen != nil {
				s.cfg.Seen(r.Method, route, rec.status, took)
			}
			s.cfg.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("request", info.id), slog.String("method", r.Method),
				slog.String("route", route), slog.Int("status", rec.status), slog.Duration("took", took))
		}()
		next.ServeHTTP(rec, r)
	})
}

// act is the span of what a route does.
func act(c huma.Context, next func(huma.Context)) {
	ctx, end := span.Part(c.Context(), "act "+c.Operation().OperationID)
	next(huma.WithContext(c, ctx))
	end(c.Status() >= http.StatusInternalServerError)
}

// recovered answers a panic as an internal error, if nothing was sent yet.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler {
				panic(p)
			}
			s.cfg.Log.LogAttrs(r.Context(), slog.LevelError, "panic", slog.String("request", RequestID(r.Context())),
				slog.String("panic", fmt.Sprint(p)), slog.String("stack", string(debug.Stack())))
			if rec, ok := w.(*recorder); ok && rec.status != 0 {
				panic(http.ErrAbortHandler) // half an answer is out: break the connection, so that nobody takes it for a whole one
			}
			writeProblem(w, r, ProblemOf(r.Context(), fault.New(fault.Internal, sayInternal)))
		}()
		next.ServeHTTP(w, r)
	})
}

func (s *Server) headers(next http.Handler) http.Handler {
	csp := strings.Join(append([]string{CSP}, s.cfg.Posted...), " ") // form-action stands last
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", csp)
		for path, origin := range s.cfg.Reached {
			if strings.HasPrefix(r.URL.Path, path) {
				h.Set("Content-Security-Policy", csp+"; connect-src 'self' "+origin)
			}
		}
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "geolocation=(), microphone=(), payment=(), usb=()")
		if strings.HasPrefix(r.URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store") // personal data stays out of every cache
		}
		next.ServeHTTP(w, r)
	})
}

// admitted does nothing for a request that has no place. Its body is not waited for, either: that is the point.
func (s *Server) admitted(next http.Handler) http.Handler {
	if s.cfg.Admit == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		leave, err := s.cfg.Admit(r)
		if err != nil {
			WriteProblem(w, r, err)
			return
		}
		defer leave()
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses unsafe requests that another site made, by Sec-Fetch-Site and Origin.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.origin.Check(r); err != nil {
			WriteProblem(w, r, fault.Wrap(err, fault.Forbidden, sayOtherSite))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// token refuses an unsafe request of a session that doesn't carry the session's token.
func (s *Server) token(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.cfg.Token != nil && unsafe(r.Method) {
			want, signedIn := s.cfg.Token(r)
			if signedIn && (want == "" || subtle.ConstantTimeCompare([]byte(want), []byte(r.Header.Get(TokenHeader))) != 1) {
				WriteProblem(w, r, fault.New(fault.Forbidden, sayOldPage))
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func unsafe(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

// limits bounds the body, and refuses NUL in an address; formats does so in JSON.
func (s *Server) limits(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.ContainsRune(r.URL.Path, 0) || strings.Contains(r.URL.RawQuery, "%00") {
			WriteProblem(w, r, fault.New(fault.Invalid, sayBadPath))
			return
		}
		limit := s.bodyLimit(r.URL.Path)
		if r.Body != nil && r.Body != http.NoBody && !waits(r) {
			defer drain(r.Body)
		}
		if r.ContentLength > limit {
			WriteProblem(w, r, fault.New(fault.TooLarge, sayTooLargeDetail))
			return
		}
		if r.Body != nil && r.Body != http.NoBody {
			// Not closed before the end: what is closed can't be drained.
			r.Body = http.MaxBytesReader(w, io.NopCloser(r.Body), limit)
		}
		next.ServeHTTP(w, r)
	})
}

// mostDrained is how much of a body that nobody wants is read all the same, in bytes.
const mostDrained = 64 << 20

// drain reads what is left of a body: a client that is still sending when the connection is closed sees a broken
// connection, and not why it was refused. It takes no longer than the request had for being read.
func drain(body io.Reader) { _, _ = io.CopyN(io.Discard, body, mostDrained) }

// waits: the client sends its body only once it is asked to.
func waits(r *http.Request) bool { return strings.EqualFold(r.Header.Get("Expect"), "100-continue") }

func (s *Server) bodyLimit(path string) int64 {
	limit, longest := int64(DefaultBody), -1
	for prefix, n := range s.cfg.BodyLimit {
		if strings.HasPrefix(path, prefix) && len(prefix) > longest {
			limit, longest = n, len(prefix)
		}
	}
	return limit
}

// routes answers what no route takes in our form: the mux itself would answer in plain text.
func (s *Server) routes() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := s.Mux.Handler(r)
		if pattern != "" {
			if info, ok := r.Context().Value(requestKey{}).(*request); ok {
				info.route = pattern
			}
			if s.cfg.Allow != nil {
				if err := s.cfg.Allow(r, pattern); err != nil {
					WriteProblem(w, r, err)
					return
				}
			}
			s.Mux.ServeHTTP(w, r)
			return
		}
		probe := &probe{header: http.Header{}}
		h.ServeHTTP(probe, r)
		if allow := probe.header.Get("Allow"); probe.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", allow)
			writeProblem(w, r, problem(Language(r.Context()), fault.Invalid, http.StatusMethodNotAllowed, sayMethod, nil))
			return
		}
		writeProblem(w, r, problem(Language(r.Context()), fault.NotFound, 0, sayNoAddress, nil))
	})
}

// recorder remembers the status. Unwrap lets streams flush through it.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader takes the first status alone: huma sets another one where the client goes away in the middle of an
// answer.
func (r *recorder) WriteHeader(status int) {
	if r.status != 0 {
		return
	}
	if status >= 200 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(p)
}

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// probe catches what the mux would say.
type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
func (p *probe) WriteHeader(status int)      { p.status = status }
