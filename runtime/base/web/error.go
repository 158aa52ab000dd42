package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
)

// Error is what a handler returns when something is wrong: a code, a sentence, the places. Any other
// error is answered as internal and logged.
type Error = fault.Error

// Field is one place that is wrong.
type Field = fault.Field

// The codes, so that handlers need one import.
const (
	Invalid         = fault.Invalid
	NotFound        = fault.NotFound
	Conflict        = fault.Conflict
	Forbidden       = fault.Forbidden
	Unauthenticated = fault.Unauthenticated
	TooLarge        = fault.TooLarge
	TooMany         = fault.TooMany
	Unavailable     = fault.Unavailable
	Full            = fault.Full
	Internal        = fault.Internal
)

// E makes an error for the person.
func E(code fault.Code, message fault.Text, fields ...Field) *Error {
	return fault.New(code, message, fields...)
}

// answers is the only place where a code becomes HTTP. Title is the kind of problem; detail is what to
// say where nobody has said anything better.
var answers = map[fault.Code]struct {
	status        int
	title, detail fault.Text
}{
	fault.Invalid:         {http.StatusUnprocessableEntity, sayInvalid, sayInvalidDetail},
	fault.NotFound:        {http.StatusNotFound, sayNotFound, sayNotFoundDetail},
	fault.Conflict:        {http.StatusConflict, sayConflict, sayConflictDetail},
	fault.Forbidden:       {http.StatusForbidden, sayForbidden, sayForbiddenDetail},
	fault.Unauthenticated: {http.StatusUnauthorized, sayUnauthenticated, sayUnauthenticated},
	fault.TooLarge:        {http.StatusRequestEntityTooLarge, sayTooLarge, sayTooLargeDetail},
	fault.TooMany:         {http.StatusTooManyRequests, sayTooMany, sayTooManyDetail},
	fault.Unavailable:     {http.StatusServiceUnavailable, sayUnavailable, sayUnavailableDetail},
	fault.Full:            {http.StatusInsufficientStorage, sayFull, sayFullDetail},
	fault.Internal:        {http.StatusInternalServerError, sayInternal, sayInternalDetail},
}

// Status is the HTTP status of a code.
func Status(code fault.Code) int {
	if a, ok := answers[code]; ok {
		return a.status
	}
	return http.StatusInternalServerError
}

// Problem is the body of every refusal (RFC 9457). It never holds a value that was sent.
type Problem struct {
	Type    string     `json:"type" doc:"urn:banshi:problem: and the code"`
	Title   string     `json:"title" doc:"what kind of problem, in the language of the request"`
	Status  int        `json:"status"`
	Code    fault.Code `json:"code" doc:"invalid, not_found, conflict, forbidden, unauthenticated, too_large, too_many, unavailable, full or internal"`
	Detail  string     `json:"detail,omitempty" doc:"what happened and how to go on, in the language of the request"`
	Request string     `json:"request,omitempty" doc:"number of the request, to be named when asking for help"`
	Errors  []Place    `json:"errors,omitempty"`
	After   int        `json:"after,omitempty" doc:"seconds after which to try again; it stands in Retry-After, too"`
	Level   int        `json:"level,omitempty" doc:"of identity that is needed: POST /api/sign-in with it steps up, and comes back to the same place"`
}

// Place is one place that is wrong, as a Problem tells it.
type Place struct {
	Path    string `json:"path" doc:"where, as the client named it"`
	Message string `json:"message" doc:"what is wrong, in the language of the request"`
}

// Error is the text for the log.
func (p *Problem) Error() string { return string(p.Code) + ": " + p.Detail }

// GetStatus makes a Problem an answer of huma.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType says what it is.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders are those that huma sends with it.
func (p *Problem) GetHeaders() http.Header {
	if p.After == 0 {
		return nil
	}
	return http.Header{"Retry-After": {strconv.Itoa(p.After)}}
}

// problem tells a code in a language; status 0 is that of the code.
func problem(language string, code fault.Code, status int, detail fault.Text, fields []Field) *Problem {
	a, ok := answers[code]
	if !ok {
		code, a = fault.Internal, answers[fault.Internal]
	}
	if status == 0 {
		status = a.status
	}
	p := &Problem{Type: "urn:banshi:problem:" + string(code), Title: a.title.In(language), Status: status, Code: code, Detail: detail.In(language)}
	for _, f := range fields {
		p.Errors = append(p.Errors, Place{f.Path, f.Message.In(language)})
	}
	return p
}

// ProblemOf is what the person gets to see of an error, in the language of the request.
func ProblemOf(ctx context.Context, err error) *Problem {
	var f *fault.Error
	if errors.As(err, &f) && f.Code != fault.Internal {
		detail := f.Message
		if detail.None() {
			detail = answers[f.Code].detail
		}
		p := problem(Language(ctx), f.Code, 0, detail, f.Fields)
		p.Level, p.After = f.Level, int(f.After.Seconds())
		return p
	}
	return problem(Language(ctx), fault.Internal, 0, sayInternalDetail, nil)
}

// WriteProblem answers outside huma, in the same form. What is ours to mend is logged.
func WriteProblem(w http.ResponseWriter, r *http.Request, err error) {
	writeProblem(w, r, ProblemOf(r.Context(), err))
	logOurs(r.Context(), err)
}

func writeProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	p.Request = RequestID(r.Context())
	body, err := json.Marshal(p)
	if err != nil {
		http.Error(w, "{}", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Del("Content-Length")
	h.Set("Cache-Control", "no-store")
	if p.After > 0 {
		h.Set("Retry-After", strconv.Itoa(p.After))
	}
	if navigates(r) {
		writePage(w, r, p)
		return
	}
	h.Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_, _ = w.Write(body)
}

// ours: nobody but us can do anything about it.
func ours(code fault.Code) bool { return code == fault.Internal || code == fault.Full }

func logOurs(ctx context.Context, err error) {
	if info, ok := ctx.Value(requestKey{}).(*request); ok && ours(fault.CodeOf(err)) {
		info.log.LogAttrs(ctx, slog.LevelError, "internal error", slog.String("request", info.id), slog.String("error", err.Error()))
	}
}

// installed: huma keeps the maker of its errors in variables of its package, so this can be done only once for the process.
var installed sync.Once

func installErrors() {
	installed.Do(func() {
		huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
			return fromHuma(context.Background(), status, msg, errs)
		}
		huma.NewErrorWithContext = func(c huma.Context, status int, msg string, errs ...error) huma.StatusError {
			ctx := context.Background()
			if c != nil {
				ctx = c.Context()
			}
			return fromHuma(ctx, status, msg, errs)
		}
		// A list is a list: null in the place of one that is needed is an error of the client.
		huma.DefaultArrayNullable = false
	})
}

// fromHuma turns what huma found into a Problem. Texts of huma are replaced by ours,
// since some repeat the value that was sent.
func fromHuma(ctx context.Context, status int, msg string, errs []error) *Problem {
	joined, language := errors.Join(errs...), Language(ctx)
	var f *fault.Error
	var tooLarge *http.MaxBytesError
	var p *Problem
	switch {
	case errors.As(joined, &p):
		q := *p
		p = &q
	case errors.As(joined, &f):
		p = ProblemOf(ctx, f)
	case errors.As(joined, &tooLarge), tooLargeForm(errs):
		p = problem(language, fault.TooLarge, 0, sayTooLargeDetail, nil)
	case status >= 500 && status != http.StatusServiceUnavailable:
		p = ProblemOf(ctx, errors.New(msg))
		p.Status = status
		if joined == nil {
			joined = errors.New(msg)
		}
	default:
		list := fields(errs)
		if len(list) == 0 && codeOf(status) == fault.Invalid {
			list = []Field{{Path: "body", Message: told(msg)}} // huma tells it in words alone
		}
		p = problem(language, codeOf(status), status, answers[codeOf(status)].detail, list)
	}
	p.Request = RequestID(ctx)
	if joined != nil && ours(p.Code) {
		logOurs(ctx, joined)
	}
	return p
}

// tooLargeForm: of a form that is too large huma hands on the words alone.
func tooLargeForm(errs []error) bool {
	return slices.ContainsFunc(errs, func(err error) bool {
		var d huma.ErrorDetailer
		return errors.As(err, &d) && strings.HasSuffix(d.ErrorDetail().Message, (&http.MaxBytesError{}).Error())
	})
}

func codeOf(status int) fault.Code {
	switch status {
	case http.StatusUnauthorized:
		return fault.Unauthenticated
	case http.StatusForbidden:
		return fault.Forbidden
	case http.StatusNotFound, http.StatusGone:
		return fault.NotFound
	case http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired:
		return fault.Conflict
	case http.StatusRequestEntityTooLarge, http.StatusRequestURITooLong:
		return fault.TooLarge
	case http.StatusTooManyRequests:
		return fault.TooMany
	case http.StatusServiceUnavailable, http.StatusRequestTimeout:
		return fault.Unavailable
	}
	if status >= 500 {
		return fault.Internal
	}
	return fault.Invalid
}

// place keeps what can be a path of ours and nothing else: names of unknown
// properties come from the client and may be anything.
var place = regexp.MustCompile(`^[A-Za-z0-9_.\-\[\]]{1,120}$`)

func fields(errs []error) []Field {
	var out []Field
	for _, err := range errs {
		var d huma.ErrorDetailer
		if !errors.As(err, &d) {
			continue
		}
		detail := d.ErrorDetail()
		path := detail.Location
		if !place.MatchString(path) || mask.Text(path) != path {
			path, _, _ = strings.Cut(path, ".")
			if !place.MatchString(path) {
				path = "body"
			}
		}
		out = append(out, Field{Path: path, Message: told(detail.Message)})
	}
	return out
}
