package files_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

// finder finds what we planted.
type finder struct{}

func (finder) Scan(_ context.Context, body io.Reader) (string, error) {
	raw, err := io.ReadAll(body)
	if bytes.Contains(raw, []byte(virus)) {
		return "Banshi.Test", err
	}
	return "", err
}

// notebook is a Book in memory.
type notebook struct {
	state map[files.Hash]files.Check
	moved map[files.Hash]bool
	until map[files.Hash]time.Time
}

func newNotebook() *notebook {
	return &notebook{map[files.Hash]files.Check{}, map[files.Hash]bool{}, map[files.Hash]time.Time{}}
}

func (b *notebook) name(s files.Stored) error {
	if b.state[s.Hash] == files.Unchecked {
		b.state[s.Hash] = files.Waiting
	}
	b.moved[s.Hash] = false
	return nil
}

func (b *notebook) which(fits func(files.Hash) bool) (out []files.Hash) {
	for h := range b.state {
		if fits(h) {
			out = append(out, h)
		}
	}
	return out
}

func (b *notebook) Of(context.Context, []files.Hash) (map[files.Hash]files.Check, error) {
	return b.state, nil
}
func (b *notebook) Due(context.Context, time.Time, int) ([]files.Hash, error) {
	return b.which(func(h files.Hash) bool { return b.state[h] == files.Waiting }), nil
}
func (b *notebook) Found(_ context.Context, h files.Hash, c files.Check, _ string, _ time.Time) error {
	b.state[h] = c
	return nil
}
func (b *notebook) Failed(context.Context, files.Hash, time.Time) error { return nil }
func (b *notebook) Loose(context.Context, int) ([]files.Hash, error) {
	return b.which(func(h files.Hash) bool { return b.state[h] == files.Infected && !b.moved[h] }), nil
}
func (b *notebook) Isolated(_ context.Context, h files.Hash, until, _ time.Time) error {
	b.moved[h], b.until[h] = true, until
	return nil
}
func (b *notebook) Over(_ context.Context, now time.Time, _ int) ([]files.Hash, error) {
	return b.which(func(h files.Hash) bool { return !b.until[h].IsZero() && !b.until[h].After(now) }), nil
}
func (b *notebook) Destroyed(_ context.Context, h files.Hash, _ time.Time) error {
	delete(b.until, h)
	return nil
}

// brittle is a disk that also fails to remove.
type brittle struct{ *faulty }

func (b brittle) Delete(ctx context.Context, key string) error {
	if err := b.hit(); err != nil {
		return err
	}
	return b.Blobs.Delete(ctx, key)
}

// What is infected is moved away, wherever it breaks off between the steps: it is never served, and never lost until its day.
func TestQuarantine(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() *files.Bucket) {
		bucket := open()
		bad := []byte("%PDF-1.4\n% " + virus + strings.Repeat("x", 40_000) + "\n%%EOF\n")
		steps := 0
		for at := 1; ; at++ {
			now := time.Date(2026, 11, 30, 2, 0, 0, 0, time.UTC)
			book, disk := newNotebook(), &faulty{Blobs: bucket, failAt: -1, err: errDisk}
			s := files.New(brittle{disk}, files.Limits{})
			s.Guard(finder{}, book, func() time.Time { return now })
			got, err := s.Put(ctx, bytes.NewReader(bad), free, book.name)
			if err != nil {
				t.Fatal(err)
			}
			disk.n, disk.failAt = 0, at
			check, err := s.Check(ctx, got.Hash)
			broke := disk.n >= at
			if broke {
				steps++
				if !errors.Is(err, errDisk) {
					t.Errorf("step %d: %v", at, err)
				}
			} else if check != files.Infected || err != nil {
				t.Fatalf("%q %v", check, err)
			}
			if len(keys(t, bucket, "sha256/"))+len(keys(t, bucket, "quarantine/")) == 0 {
				t.Errorf("step %d: it is nowhere", at)
			}
			if err := s.MayOpen(ctx, got.Hash); err == nil {
				t.Errorf("step %d: it may be opened", at)
			}
			disk.failAt = -1
			if _, err := s.CheckDue(ctx); err != nil {
				t.Fatal(err)
			}
			if here, there := keys(t, bucket, "sha256/"), keys(t, bucket, "quarantine/"); len(here) != 0 || !slices.Equal(there, []string{"quarantine/" + string(got.Hash[:2]) + "/" + string(got.Hash)}) {
				t.Errorf("step %d: %v, %v", at, here, there)
			}
			if raw := content(t, bucket, keys(t, bucket, "quarantine/")[0]); !bytes.Equal(raw, bad) {
				t.Errorf("step %d: %d bytes of it are kept", at, len(raw))
			}
			if _, _, err := s.Open(ctx, got.Hash); !fault.Is(err, fault.NotFound) {
				t.Errorf("step %d: %v", at, err)
			}
			// The same comes again, and goes the same way; a day before its last it is there, and then no more.
			if _, err := s.Put(ctx, bytes.NewReader(bad), free, book.name); err != nil {
				t.Fatal(err)
			}
			if _, err := s.CheckDue(ctx); err != nil || len(keys(t, bucket, "sha256/")) != 0 {
				t.Errorf("step %d, again: %v %v", at, err, keys(t, bucket, "sha256/"))
			}
			now = now.Add(files.QuarantineKept - time.Hour)
			if _, err := s.CheckDue(ctx); err != nil || len(keys(t, bucket, "quarantine/")) != 1 {
				t.Errorf("step %d, before its day: %v", at, err)
			}
			now = now.Add(time.Hour)
			if _, err := s.CheckDue(ctx); err != nil || len(keys(t, bucket, "quarantine/")) != 0 {
				t.Errorf("step %d, on its day: %v", at, err)
			}
			if !broke {
				break
			}
		}
		if steps < 6 {
			t.Errorf("only %d steps were tried", steps)
		}
	})
}

func content(t *testing.T, b files.Blobs, key string) []byte {
	t.Helper()
	r, err := b.Open(ctx, key, 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
