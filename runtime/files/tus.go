package files

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"
	"golang.org/x/exp/slog"

	"banshi/runtime/base/fault"
)

// Tus speaks tus 1.0 (creation, termination) for uploads that may break off and go on. Whether somebody may is asked by
// whoever calls it, before every request.
type Tus struct {
	store   *Store
	handler *handler.UnroutedHandler
}

// silence is how long a connection may give nothing before it counts as cut.
const silence = 30 * time.Second

// NewTus makes one over a store.
func NewTus(s *Store) (*Tus, error) {
	composer := handler.NewStoreComposer()
	composer.UseCore(pieces{s})
	composer.UseTerminater(pieces{s})
	memorylocker.New().UseIn(composer)
	h, err := handler.NewUnroutedHandler(handler.Config{
		StoreComposer: composer, BasePath: "/", DisableDownload: true, DisableConcatenation: true,
		NetworkTimeout: silence, Cors: &handler.CorsConfig{Disable: true},
		Logger: slog.New(slog.NewTextHandler(io.Discard, nil)), // it would write names and paths
	})
	return &Tus{s, h}, err
}

// Opening is asked when an upload is begun: what its material takes, and the room that the draft has left.
type Opening func(ctx context.Context, material string) (Rule, Room, error)

// visit is what one request is about.
type visit struct {
	draft string
	open  Opening
	err   error // of ours: told in the place of what tusd makes of it
}

type visitKey struct{}

func visited(ctx context.Context) *visit {
	v, _ := ctx.Value(visitKey{}).(*visit)
	return v
}

// Serve answers one request about an upload of a draft; id is "" where one is begun, at the address base. An error is to
// be told to the client; nothing was sent then. Codes: not_found, conflict (another offset, or another request was
// first), invalid, too_large, full.
func (t *Tus) Serve(w http.ResponseWriter, r *http.Request, draft, id, base string, open Opening) error {
	v := &visit{draft: draft, open: open}
	r = r.Clone(context.WithValue(r.Context(), visitKey{}, v))
	r.URL.Path = "/" + id
	r.Header.Del("X-HTTP-Method-Override") // who may do what was asked of the method that was sent
	serve := map[string]http.HandlerFunc{http.MethodPost: t.handler.PostFile, http.MethodHead: t.handler.HeadFile,
		http.MethodPatch: t.handler.PatchFile, http.MethodDelete: t.handler.DelFile}[r.Method]
	got := &kept{ResponseWriter: w, header: http.Header{}}
	t.handler.Middleware(serve).ServeHTTP(got, r)
	if err := v.told(got.status); err != nil {
		return err
	}
	for _, name := range []string{"Tus-Resumable", "Upload-Offset", "Upload-Length"} {
		if value := got.header.Get(name); value != "" {
			w.Header().Set(name, value)
		}
	}
	if at := got.header.Get("Location"); at != "" {
		w.Header().Set("Location", base+at[strings.LastIndexByte(at, '/'):])
	}
	w.WriteHeader(got.status)
	return nil
}

// told is what to say of a request that came to nothing.
func (v *visit) told(status int) error {
	switch {
	case v.err != nil && errors.Is(v.err, ErrExists):
		return fault.Wrap(v.err, fault.Conflict, sayOtherOffset)
	case v.err != nil:
		return v.err
	case status < 400:
		return nil
	case status == http.StatusNotFound || status == http.StatusGone:
		return fault.New(fault.NotFound, sayNoUpload)
	case status == http.StatusConflict || status == http.StatusLocked:
		return fault.New(fault.Conflict, sayOtherOffset)
	case status == http.StatusRequestEntityTooLarge:
		return fault.New(fault.TooLarge, sayMoreThanSaid)
	case status >= 500:
		return fault.New(fault.Unavailable, sayBrokeOff)
	}
	return fault.New(fault.Invalid, sayNoTus)
}

// kept holds an answer back until it is known whether it is one.
type kept struct {
	http.ResponseWriter
	header http.Header
	status int
}

func (k *kept) Header() http.Header { return k.header }
func (k *kept) WriteHeader(status int) {
	if k.status == 0 {
		k.status = status
	}
}
func (k *kept) Write(p []byte) (int, error) {
	k.WriteHeader(http.StatusOK)
	return len(p), nil
}

// Unwrap lets deadlines reach the connection.
func (k *kept) Unwrap() http.ResponseWriter { return k.ResponseWriter }

// pieces is the store as tusd wants it.
type pieces struct{ *Store }

func (s pieces) NewUpload(ctx context.Context, info handler.FileInfo) (handler.Upload, error) {
	v := visited(ctx)
	p := Partial{Draft: v.draft, Material: info.MetaData["material"], Name: info.MetaData["name"], Size: info.Size,
		SHA256: strings.ToLower(info.MetaData["sha256"])}
	rule, room, err := v.open(ctx, p.Material)
	if err == nil && info.SizeIsDeferred {
		err = fault.New(fault.Invalid, sayNoTus)
	}
	if err == nil {
		p, err = s.Begin(ctx, p, rule, room)
	}
	v.err = err
	return &upload{s.Store, p}, err
}

func (s pieces) GetUpload(ctx context.Context, id string) (handler.Upload, error) {
	v := visited(ctx)
	p, err := s.Partial(ctx, v.draft, id)
	v.err = err
	return &upload{s.Store, p}, err
}

func (s pieces) AsTerminatableUpload(u handler.Upload) handler.TerminatableUpload { return u.(*upload) }

type upload struct {
	store *Store
	p     Partial
}

func (u *upload) GetInfo(context.Context) (handler.FileInfo, error) {
	return handler.FileInfo{ID: u.p.ID, Size: u.p.Size, Offset: u.p.Offset}, nil
}

func (u *upload) WriteChunk(ctx context.Context, _ int64, body io.Reader) (int64, error) {
	n, err := u.store.Append(ctx, u.p, body)
	visited(ctx).err = err
	return n, err
}

func (u *upload) Terminate(ctx context.Context) error {
	err := u.store.GiveUp(ctx, u.p.Draft, u.p.ID)
	visited(ctx).err = err
	return err
}

// FinishUpload does nothing: the client asks for the file to be taken in a request of its own, which may be sent again.
func (u *upload) FinishUpload(context.Context) error { return nil }

func (u *upload) GetReader(context.Context) (io.ReadCloser, error) {
	return nil, handler.ErrNotImplemented
}
