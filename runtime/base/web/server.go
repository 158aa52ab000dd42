// Package web sets HTTP up once: the mux, huma, what an error looks like, and
// what every request passes before a handler sees it.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"banshi/runtime/base/span"
)

// Config is what the wiring decides.
type Config struct {
	Title   string // of the API's document
	Version string
	Log     *slog.Logger     // wrap its handler by MaskLog
	Clock   func() time.Time // for the duration in the log

	// Seen is told of each request that was answered; route is the pattern that took it, "" where none did.
	Seen func(method, route string, status int, took time.Duration)

	// Trace begins a span for each request; nil: none.
	Trace *span.Tracer

	// Admit is asked before anything is done for a request: it gives a place, which is left once the request is answered,
	// or says why there is none. nil: everybody has one.
	Admit func(*http.Request) (leave func(), err error)
	// Allow is asked once it is known who asks and which route takes it, by its pattern. nil: everything goes.
	Allow func(r *http.Request, route string) error

	// Encode appends an answer's JSON, as encoding/json would write it in any order of keys. nil: encoding/json writes it.
	Encode func(b []byte, v any) ([]byte, error)

	// Names gives what names of the catalogue are called in a language, by their Chinese. nil: the same everywhere.
	Names func(ctx context.Context, language string) map[string]string

	// Session puts who is signed in into the request's context. nil: nobody ever is.
	Session func(http.Handler) http.Handler
	// Token is the CSRF token of the request's session; signedIn false when there is
	// no session. It is called after Session. nil: nobody is ever signed in.
	Token func(*http.Request) (token string, signedIn bool)

	// BodyLimit is the greatest body in bytes for paths that begin with the key; the
	// longest key wins; others may send DefaultBody. Uploads need a row here.
	BodyLimit map[string]int64
	// Posted are the origins of other systems to which a page of ours may post a form.
	Posted []string
	// Reached are origins that pages below a path may fetch from, by the path: /staff/.
	Reached map[string]string
	// TrustedOrigins may send unsafe requests besides our own origin (https://host[:port]).
	TrustedOrigins []string
}

// DefaultBody is the greatest body where nothing else is said: 1 MiB.
const DefaultBody = 1 << 20

// Server holds the mux and the API while packages register what they serve.
type Server struct {
	Mux *http.ServeMux // for what isn't API: pages, assets, streams
	API huma.API       // OpenAPI 3.1 at /openapi.json

	cfg    Config
	origin *http.CrossOriginProtection
}

// New makes a server without routes.
func New(cfg Config) (*Server, error) {
	if cfg.Log == nil || cfg.Clock == nil {
		return nil, errors.New("web: Config.Log and Config.Clock are required")
	}
	if cfg.Title == "" {
		cfg.Title = "办事"
	}
	if cfg.Version == "" {
		cfg.Version = "0"
	}
	installErrors()
	hc := huma.DefaultConfig(cfg.Title, cfg.Version)
	hc.OpenAPIPath, hc.DocsPath, hc.SchemasPath = "/openapi", "", ""
	hc.Formats = formats(hc.Formats, cfg.Encode)
	hc.CreateHooks = nil                              // no $schema links inside bodies
	hc.Transformers = append(hc.Transformers, called) // before what encodes
	if cfg.Encode != nil {
		hc.Transformers = append(hc.Transformers, encoding(cfg.Encode))
	}
	hc.RejectUnknownQueryParameters = true
	hc.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: "banshi_session"},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /problem.css", sheet)
	api := humago.New(mux, hc)
	api.UseMiddleware(act)
	s := &Server{Mux: mux, API: api, cfg: cfg, origin: http.NewCrossOriginProtection()}
	for _, o := range cfg.TrustedOrigins {
		if err := s.origin.AddTrustedOrigin(o); err != nil {
			return nil, errors.New("web: trusted origin " + o + " must be https://host[:port]: " + err.Error())
		}
	}
	return s, nil
}

// Handler is the whole: call it when everything is registered.
//
// From outside in: number and log, recover, headers, place, origin, size, session, token, route.
func (s *Server) Handler() http.Handler {
	describe(s.API.OpenAPI())
	h := s.routes()
	h = s.token(h)
	if s.cfg.Session != nil {
		h = s.cfg.Session(h)
	}
	h = s.limits(h)
	h = s.sameOrigin(h)
	h = s.admitted(h)
	h = s.headers(h)
	h = s.recovered(h)
	return s.numbered(h)
}

// Listener is an http.Server with limits on how long a client may dawdle. Writing
// has none, since streams and large files are slow with honest clients too.
func Listener(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr: addr, Handler: h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       5 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
}
