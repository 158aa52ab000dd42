package files

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"banshi/runtime/base/fault"
)

// Partial is a file that is still coming. Each piece that has arrived is a blob of its own, named by where it begins,
// so that whatever node gets the next piece, and after whatever end of the last one, the upload goes on.
type Partial struct {
	ID       string `json:"-"`
	Draft    string `json:"-"`
	Material string `json:"material"`
	Name     string `json:"name"`
	Size     int64  `json:"size"`
	// SHA256 is what the whole must come to, in hexadecimal; "": the client could not say.
	SHA256 string `json:"sha256,omitempty"`
	// Offset is how much has come: the next piece begins there.
	Offset int64 `json:"-"`
	// Taken is the file that it became; "" none yet. It alone is kept then, until the upload expires: whoever asks again,
	// since the answer was lost, gets the same.
	Taken string `json:"-"`

	pieces []piece
}

type piece struct{ from, size int64 }

var (
	partialShape = regexp.MustCompile(`^[A-Za-z0-9]{8,64}$`)
	sumShape     = regexp.MustCompile(`^([0-9a-f]{64})?$`)
)

// MaxPartials is how many files of one draft may be coming at the same time.
const MaxPartials = 20

const (
	partialInfo  = "info"
	partialTaken = "taken"
)

func partialKey(draft, id, part string) string { return incoming + draft + "/" + id + "/" + part }

// Begin opens an upload of a file of a size. What else is coming for the draft is counted into its room.
// Codes: too_large, invalid.
func (s *Store) Begin(ctx context.Context, p Partial, rule Rule, room Room) (Partial, error) {
	if !partialShape.MatchString(p.Draft) || !sumShape.MatchString(p.SHA256) {
		return p, fault.New(fault.Invalid, sayNoUpload)
	}
	open, err := s.Coming(ctx, p.Draft)
	if err != nil {
		return p, err
	}
	waiting := 0
	for _, o := range open {
		if o.Taken == "" {
			waiting++
			room.Files--
			room.Bytes -= o.Size
		}
	}
	switch {
	case p.Size == 0:
		return p, fault.New(fault.Invalid, sayEmpty)
	case p.Size > s.limitOf(rule):
		return p, fault.New(fault.TooLarge, sayAtMost.With(sayTooLarge, Bytes(s.limitOf(rule))))
	case waiting >= MaxPartials:
		return p, fault.New(fault.TooLarge, sayTooManyAtOnce)
	}
	if err := room.Check(p.Size); err != nil {
		return p, err
	}
	p.ID = rand.Text()
	raw, err := json.Marshal(p)
	if err != nil {
		return p, err
	}
	return p, s.small(ctx, partialKey(p.Draft, p.ID, partialInfo), raw)
}

func (s *Store) limitOf(rule Rule) int64 {
	if rule.MaxBytes > 0 {
		return min(rule.MaxBytes, s.limits.MaxBytes)
	}
	return s.limits.MaxBytes
}

// small writes a few bytes.
func (s *Store) small(ctx context.Context, key string, raw []byte) error {
	w, err := s.blobs.Create(ctx, key, false)
	if err != nil {
		return full(err)
	}
	if _, err := w.Write(raw); err != nil {
		w.Abort()
		return full(err)
	}
	return full(w.Commit())
}

// Coming lists the uploads of a draft that have not expired.
func (s *Store) Coming(ctx context.Context, draft string) ([]Partial, error) {
	if !partialShape.MatchString(draft) {
		return nil, nil
	}
	ids := map[string]bool{}
	err := s.blobs.List(ctx, incoming+draft+"/", func(key string, _ time.Time) error {
		if id, _, ok := strings.Cut(strings.TrimPrefix(key, incoming+draft+"/"), "/"); ok {
			ids[id] = true
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("files: uploads of a draft: %w", err)
	}
	var out []Partial
	for id := range ids {
		p, err := s.Partial(ctx, draft, id)
		if fault.Is(err, fault.NotFound) {
			continue // it was given up between the two looks
		}
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Partial) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// Partial says how far an upload has come. Codes: not_found (also once it has expired).
func (s *Store) Partial(ctx context.Context, draft, id string) (Partial, error) {
	p := Partial{ID: id, Draft: draft}
	if !partialShape.MatchString(draft) || !partialShape.MatchString(id) {
		return p, fault.New(fault.NotFound, sayNoUpload)
	}
	taken, err := s.part(ctx, partialKey(draft, id, partialTaken), 0, -1)
	if err == nil {
		p.Taken = string(taken)
		return p, nil
	}
	if !errors.Is(err, ErrNone) {
		return p, fmt.Errorf("files: an upload: %w", err)
	}
	raw, err := s.part(ctx, partialKey(draft, id, partialInfo), 0, -1)
	if errors.Is(err, ErrNone) {
		return p, fault.Wrap(err, fault.NotFound, sayNoUpload)
	}
	if err != nil {
		return p, fmt.Errorf("files: an upload: %w", err)
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fmt.Errorf("files: an upload: %w", err)
	}
	err = s.blobs.List(ctx, partialKey(draft, id, ""), func(key string, _ time.Time) error {
		from, err := strconv.ParseInt(key[strings.LastIndexByte(key, '/')+1:], 10, 64)
		if err != nil {
			return nil // the info, or what a crash left half written
		}
		size, _, err := s.blobs.Stat(ctx, key)
		p.pieces = append(p.pieces, piece{from, size})
		return err
	})
	if err != nil {
		return p, fmt.Errorf("files: pieces of an upload: %w", err)
	}
	slices.SortFunc(p.pieces, func(a, b piece) int { return int(a.from - b.from) })
	for i, x := range p.pieces {
		if x.from != p.Offset {
			p.pieces = p.pieces[:i] // a piece is missing before it: nobody said yes to this one
			break
		}
		p.Offset += x.size
	}
	return p, nil
}

// Append keeps a piece that begins at p.Offset: all that body gives, also where it breaks off. It says how much that was.
// Errors: ErrExists (another request was first: ask how far it has come).
func (s *Store) Append(ctx context.Context, p Partial, body io.Reader) (int64, error) {
	w, err := s.blobs.Create(ctx, partialKey(p.Draft, p.ID, fmt.Sprintf("%015d", p.Offset)), true)
	if err != nil {
		return 0, full(err)
	}
	n, err := io.Copy(w, io.LimitReader(body, p.Size-p.Offset))
	if err != nil || n == 0 {
		w.Abort()
		return 0, full(err)
	}
	if err := w.Commit(); err != nil {
		return 0, full(err)
	}
	return n, nil
}

// Take stores an upload that is whole as Put does; name gives the id of the file that it became. What can't be taken
// is thrown away: sent on, it would be refused again. Codes: not_found, conflict (not whole yet), and those of Put.
func (s *Store) Take(ctx context.Context, p Partial, rule Rule, name func(Stored) (file string, err error)) error {
	if p.Offset != p.Size {
		return fault.New(fault.Conflict, sayNotWhole)
	}
	body := &piecesReader{ctx: ctx, store: s, p: p}
	defer body.Close()
	var file string
	_, err := s.Put(ctx, body, rule, func(got Stored) (err error) {
		if p.SHA256 != "" && p.SHA256 != string(got.Hash) {
			return fault.New(fault.Invalid, sayAltered)
		}
		file, err = name(got)
		return err
	})
	switch code := fault.CodeOf(err); {
	case err != nil && (code == fault.Invalid || code == fault.TooLarge):
		return errors.Join(err, s.GiveUp(ctx, p.Draft, p.ID))
	case err != nil:
		return err
	}
	// The file is there: nothing after this can make it undone. A piece that stays is swept away later.
	if err := s.small(ctx, partialKey(p.Draft, p.ID, partialTaken), []byte(file)); err != nil {
		return nil
	}
	_ = s.blobs.Delete(ctx, partialKey(p.Draft, p.ID, partialInfo))
	for _, x := range p.pieces {
		_ = s.blobs.Delete(ctx, partialKey(p.Draft, p.ID, fmt.Sprintf("%015d", x.from)))
	}
	return nil
}

// GiveUp removes an upload.
func (s *Store) GiveUp(ctx context.Context, draft, id string) error {
	if !partialShape.MatchString(draft) || !partialShape.MatchString(id) {
		return nil
	}
	return s.remove(ctx, partialKey(draft, id, ""))
}

// GiveUpAll removes all uploads of a draft.
func (s *Store) GiveUpAll(ctx context.Context, draft string) error {
	if !partialShape.MatchString(draft) {
		return nil
	}
	return s.remove(ctx, incoming+draft+"/")
}

func (s *Store) remove(ctx context.Context, prefix string) error {
	var keys []string
	err := s.blobs.List(ctx, prefix, func(key string, _ time.Time) error {
		keys = append(keys, key)
		return ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("files: list an upload: %w", err)
	}
	slices.Sort(keys)
	slices.Reverse(keys) // the info last but for `taken`: what is left half removed is still an upload
	for _, key := range keys {
		if err := s.blobs.Delete(ctx, key); err != nil {
			return fmt.Errorf("files: remove an upload: %w", err)
		}
	}
	return nil
}

// Sweep removes uploads to which nothing has come since a time, and says how many.
func (s *Store) Sweep(ctx context.Context, before time.Time) (int, error) {
	last := map[string]time.Time{}
	keys := map[string][]string{}
	err := s.blobs.List(ctx, incoming, func(key string, written time.Time) error {
		of := key
		if i := strings.LastIndexByte(key, '/'); i >= len(incoming) {
			of = key[:i]
		}
		if written.After(last[of]) {
			last[of] = written
		}
		keys[of] = append(keys[of], key)
		return ctx.Err()
	})
	if err != nil {
		return 0, fmt.Errorf("files: list uploads that broke off: %w", err)
	}
	removed := 0
	for of, at := range last {
		if !at.Before(before) {
			continue
		}
		for _, key := range keys[of] {
			if err := s.blobs.Delete(ctx, key); err != nil {
				return removed, fmt.Errorf("files: remove an upload that broke off: %w", err)
			}
		}
		removed++
	}
	return removed, nil
}

// piecesReader reads the pieces one after the other.
type piecesReader struct {
	ctx   context.Context
	store *Store
	p     Partial
	next  int
	open  io.ReadCloser
}

func (r *piecesReader) Read(b []byte) (int, error) {
	for {
		if r.open == nil {
			if r.next == len(r.p.pieces) {
				return 0, io.EOF
			}
			x := r.p.pieces[r.next]
			open, err := r.store.blobs.Open(r.ctx, partialKey(r.p.Draft, r.p.ID, fmt.Sprintf("%015d", x.from)), 0, -1)
			if err != nil {
				return 0, err
			}
			r.open, r.next = open, r.next+1
		}
		n, err := r.open.Read(b)
		if err == io.EOF {
			err = r.open.Close()
			r.open = nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

func (r *piecesReader) Close() {
	if r.open != nil {
		_ = r.open.Close()
	}
}
