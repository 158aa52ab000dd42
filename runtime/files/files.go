// Package files keeps what applicants upload: once, by its content, and only what
// its content shows to be of a type that is taken. Names and announced types are
// never believed. Nothing is held in memory as a whole.
package files

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"banshi/runtime/base/fault"
)

// Blobs is where bytes are kept, by key. bucket.go has it on gocloud.dev/blob.
type Blobs interface {
	// Create begins a blob. It is there, whole and durable, after Commit without an
	// error, and otherwise not at all. With once, Commit gives ErrExists where somebody was first: in a folder as
	// far as one process can tell, in an object store whichever node it was.
	Create(ctx context.Context, key string, once bool) (Writer, error)
	// Open reads length bytes from offset; -1: to the end. Error: ErrNone.
	Open(ctx context.Context, key string, offset, length int64) (io.ReadCloser, error)
	// Stat is the number of bytes, and when they were written. Error: ErrNone.
	Stat(ctx context.Context, key string) (size int64, written time.Time, err error)
	// Delete removes a blob; one that isn't there is no error.
	Delete(ctx context.Context, key string) error
	// List tells each key with the prefix, and when it was written, until f says stop.
	List(ctx context.Context, prefix string, f func(key string, written time.Time) error) error
}

// Writer is a blob being written. Exactly one of Commit and Abort ends it.
type Writer interface {
	io.Writer
	Commit() error
	Abort()
}

// ErrExists says that a blob that was to be new is there already.
var ErrExists = errors.New("there is such a blob already")

// ErrNone says that there is no such blob.
var ErrNone = errors.New("no such blob")

// ErrCorrupt says that the bytes read are not those that were stored.
var ErrCorrupt = errors.New("the stored bytes don't match their hash")

// Hash names content: the SHA-256 in 64 lower-case hexadecimal digits.
type Hash string

var hashShape = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Valid reports whether it has the shape of a hash; only then it may become a path.
func (h Hash) Valid() bool { return hashShape.MatchString(string(h)) }

func (h Hash) key() string { return content + string(h[:2]) + "/" + string(h) }

// Stored is content that is kept.
type Stored struct {
	Hash Hash
	Size int64
	Type Type
}

// Rule is what may be put.
type Rule struct {
	Accept   []Type // nil: every type we know
	MaxBytes int64  // of one file; 0: Limits.MaxBytes
	Room     int64  // what the draft's quota leaves; less than 0: none is left
}

// Limits hold for every file.
type Limits struct {
	MaxBytes  int64 // 0: 20 MiB
	MaxPixels int64 // of a picture; 0: 50 million
	// Converter is the program that makes JPEG of HEIC, see Converter; "": there is none, and no preview of such.
	Converter string
	// Grace is for a store that several nodes share: content that was written less than this ago is not removed, and what is
	// older than half of it is written again when it is named anew. So no node removes what another is about to name.
	// 0: one process has the store.
	Grace time.Duration
	Clock func() time.Time // with Grace
}

// Store keeps content.
type Store struct {
	blobs  Blobs
	limits Limits
	// naming is held for reading from when content is there until it has its name, and for writing while content
	// without a name is removed.
	naming sync.RWMutex
	places chan struct{} // for what is large once unpacked
	guard  *guard        // nil: nobody looks for viruses
}

// New makes a store.
func New(b Blobs, l Limits) *Store {
	if l.MaxBytes == 0 {
		l.MaxBytes = 20 << 20
	}
	if l.MaxPixels == 0 {
		l.MaxPixels = 50_000_000
	}
	return &Store{blobs: b, limits: l, places: make(chan struct{}, 2)}
}

// Where uploads lie while they come, and where content is kept.
const (
	incoming = "incoming/"
	content  = "sha256/"
)

// Put stores what it reads and says what it is. What is refused, or breaks off, or
// meets a disk error, leaves nothing behind that could be taken for a file; the same
// content is stored once. At the end name is called, which writes down what the content is for: what nothing names
// may be removed, but not before name has returned. Its error is handed on.
//
// Codes: too_large, invalid (empty, or of a type that isn't taken, or damaged), full (no room on the disk);
// any other error is ours.
func (s *Store) Put(ctx context.Context, body io.Reader, rule Rule, name func(Stored) error) (Stored, error) {
	got, err := s.put(ctx, body, rule, name)
	return got, full(err)
}

// full gives an error its code where the disk is full.
func full(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.Wrap(err, fault.Full, fault.Text{})
	}
	return err
}

func (s *Store) put(ctx context.Context, body io.Reader, rule Rule, name func(Stored) error) (Stored, error) {
	if rule.Room <= 0 {
		return Stored{}, fault.New(fault.TooLarge, sayFull)
	}
	limit, why := s.limits.MaxBytes, sayTooLarge
	if rule.MaxBytes > 0 && rule.MaxBytes < limit {
		limit = rule.MaxBytes
	}
	if rule.Room < limit {
		limit, why = rule.Room, sayNoRoom
	}
	temp := incoming + rand.Text()
	defer func() { // whatever happens, also when the caller has gone away
		_ = s.blobs.Delete(context.WithoutCancel(ctx), temp)
	}()
	got, err := s.receive(ctx, temp, body, limit, why, rule.Accept)
	if err != nil {
		return Stored{}, err
	}
	if err := s.inspect(ctx, temp, got); err != nil {
		return Stored{}, err
	}
	s.naming.RLock()
	defer s.naming.RUnlock()
	if err := s.keep(ctx, temp, got); err != nil {
		return Stored{}, fmt.Errorf("files: keep %s: %w", got.Hash, err)
	}
	return got, name(got)
}

// receive streams into a blob of its own: the hash, and so the final name, is known only at the end.
func (s *Store) receive(ctx context.Context, temp string, body io.Reader, limit int64, why fault.Text, accept []Type) (Stored, error) {
	head := make([]byte, 512)
	n, err := io.ReadFull(body, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return Stored{}, fmt.Errorf("files: read the upload: %w", err)
	}
	head = head[:n]
	typ, err := accepted(head, accept)
	if err != nil {
		return Stored{}, err
	}
	w, err := s.blobs.Create(ctx, temp, true)
	if err != nil {
		return Stored{}, fmt.Errorf("files: begin to store: %w", err)
	}
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(w, sum), io.LimitReader(io.MultiReader(strings.NewReader(string(head)), body), limit+1))
	if err != nil {
		w.Abort()
		return Stored{}, fmt.Errorf("files: store the upload: %w", err)
	}
	if size > limit {
		w.Abort()
		return Stored{}, fault.New(fault.TooLarge, sayAtMost.With(why, Bytes(limit)))
	}
	if err := w.Commit(); err != nil {
		return Stored{}, fmt.Errorf("files: store the upload: %w", err)
	}
	return Stored{Hash: Hash(hex.EncodeToString(sum.Sum(nil))), Size: size, Type: typ}, nil
}

func accepted(head []byte, accept []Type) (Type, error) {
	if len(head) == 0 {
		return "", fault.New(fault.Invalid, sayEmpty)
	}
	if accept == nil {
		accept = Types()
	}
	typ, ok := Sniff(head)
	if !ok || !slices.Contains(accept, typ) {
		var names []fault.Text
		for _, t := range accept {
			names = append(names, t.Title())
		}
		return "", fault.New(fault.Invalid, sayOtherType.With(fault.Joined(names, sayComma)))
	}
	return typ, nil
}

// keep copies to the final name, unless the same content is there already, and sound. What is
// copied is hashed again: what came from the disk must be what came from the net.
func (s *Store) keep(ctx context.Context, temp string, got Stored) error {
	sound, err := s.sound(ctx, got.Hash)
	if err != nil {
		return err
	}
	if fresh, err := s.younger(ctx, got.Hash, s.limits.Grace/2); sound && (fresh || s.limits.Grace == 0) || err != nil {
		return err
	}
	r, err := s.blobs.Open(ctx, temp, 0, -1)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := s.blobs.Create(ctx, got.Hash.key(), false)
	if err != nil {
		return err
	}
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(w, sum), r)
	if err == nil && (size != got.Size || hex.EncodeToString(sum.Sum(nil)) != string(got.Hash)) {
		err = ErrCorrupt
	}
	if err != nil {
		w.Abort()
		return err
	}
	return w.Commit()
}

// younger tells whether content was written less than a time ago; never where one process has the store.
func (s *Store) younger(ctx context.Context, h Hash, than time.Duration) (bool, error) {
	if s.limits.Grace == 0 {
		return false, nil
	}
	_, at, err := s.blobs.Stat(ctx, h.key())
	if errors.Is(err, ErrNone) {
		return false, nil
	}
	return err == nil && s.limits.Clock().Sub(at) < than, err
}

// sound reads what is kept under a hash, and reports whether it is that.
func (s *Store) sound(ctx context.Context, h Hash) (bool, error) {
	r, _, err := s.Open(ctx, h)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer r.Close()
	_, err = io.Copy(io.Discard, r)
	if errors.Is(err, ErrCorrupt) {
		return false, nil
	}
	return err == nil, err
}

// Open reads content. The last Read gives ErrCorrupt when the bytes are not those
// that were stored. Codes: not_found.
func (s *Store) Open(ctx context.Context, h Hash) (io.ReadCloser, int64, error) {
	if !h.Valid() {
		return nil, 0, fault.New(fault.NotFound, sayNoFile)
	}
	size, _, err := s.blobs.Stat(ctx, h.key())
	if errors.Is(err, ErrNone) {
		return nil, 0, fault.Wrap(err, fault.NotFound, sayNoFile)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("files: %s: %w", h, err)
	}
	r, err := s.blobs.Open(ctx, h.key(), 0, -1)
	if err != nil {
		return nil, 0, fmt.Errorf("files: %s: %w", h, err)
	}
	return &checked{r: r, sum: sha256.New(), want: string(h)}, size, nil
}

type checked struct {
	r   io.ReadCloser
	sum interface {
		io.Writer
		Sum([]byte) []byte
	}
	want string
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	_, _ = c.sum.Write(p[:n]) // a hash never fails
	if err == io.EOF && hex.EncodeToString(c.sum.Sum(nil)) != c.want {
		return n, ErrCorrupt
	}
	return n, err
}

func (c *checked) Close() error { return c.r.Close() }

// Scrub reads everything again and names what is damaged or lost from its name.
func (s *Store) Scrub(ctx context.Context) (read int, damaged []Hash, err error) {
	err = s.blobs.List(ctx, content, func(key string, _ time.Time) error {
		h := hashOf(key)
		read++
		r, _, err := s.Open(ctx, h)
		if err != nil {
			damaged = append(damaged, h)
			return ctx.Err()
		}
		defer r.Close()
		if _, err := io.Copy(io.Discard, r); err != nil {
			damaged = append(damaged, h)
		}
		return ctx.Err()
	})
	return read, damaged, err
}

// Bytes tells a size as people do: 20 MB, 512 KB.
func Bytes(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d 字节", n)
}
