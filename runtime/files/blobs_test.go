package files_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

// fakeS3 is an object store in this process; it gives a bucket for each node that opens it.
func fakeS3(t *testing.T) func() *files.Bucket {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("banshi"); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(srv.Close)
	at, err := files.ParseS3("s3://banshi?region=cn-south-1&endpoint="+srv.URL, "key", "secret")
	if err != nil {
		t.Fatal(err)
	}
	return func() *files.Bucket {
		b, err := files.OpenS3(ctx, at)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = b.Close() })
		return b
	}
}

// everywhere runs a test on each kind of store; open gives what another node, or the next process, sees.
func everywhere(t *testing.T, test func(t *testing.T, open func() *files.Bucket)) {
	t.Run("folder", func(t *testing.T) {
		dir := t.TempDir()
		test(t, func() *files.Bucket {
			b, err := files.OpenDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = b.Close() })
			return b
		})
	})
	t.Run("s3", func(t *testing.T) { test(t, fakeS3(t)) })
}

func keys(t *testing.T, b files.Blobs, prefix string) (out []string) {
	t.Helper()
	if err := b.List(ctx, prefix, func(key string, _ time.Time) error {
		out = append(out, key)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// Others write while a list is read: it tells all that was there before.
func TestListWhileOthersWrite(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() *files.Bucket) {
		b := open()
		write := func(key string) error {
			w, err := b.Create(ctx, key, false)
			if err != nil {
				return err
			}
			return w.Commit()
		}
		for i := range 20 {
			if err := write(fmt.Sprintf("a/%02d", i)); err != nil {
				t.Fatal(err)
			}
		}
		enough := make(chan struct{})
		var writers sync.WaitGroup
		for w := range 3 {
			writers.Go(func() {
				for {
					select {
					case <-enough:
						return
					default:
					}
					if err := write(fmt.Sprintf("a/%02d-again", w)); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		for range 50 {
			told := slices.DeleteFunc(keys(t, b, "a/"), func(k string) bool { return len(k) != len("a/00") })
			if len(told) != 20 || !slices.IsSorted(told) {
				t.Errorf("%v", told)
			}
		}
		close(enough)
		writers.Wait()
	})
}

func TestBlobs(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() *files.Bucket) {
		b := open()
		write := func(key, text string, once bool) error {
			w, err := b.Create(ctx, key, once)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(w, text); err != nil {
				t.Fatal(err)
			}
			return w.Commit()
		}
		if err := write("a/b", "0123456789", true); err != nil {
			t.Fatal(err)
		}
		if err := write("a/b", "again", true); !errors.Is(err, files.ErrExists) {
			t.Errorf("written over: %v", err)
		}
		if err := write("a/c", "x", false); err != nil {
			t.Fatal(err)
		}
		w, err := b.Create(ctx, "a/d", true)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, "half")
		w.Abort()
		if got := fmt.Sprint(keys(t, open(), "a/")); got != "[a/b a/c]" {
			t.Error(got)
		}
		r, err := b.Open(ctx, "a/b", 3, 4)
		if err != nil {
			t.Fatal(err)
		}
		if raw, err := io.ReadAll(r); string(raw) != "3456" || err != nil {
			t.Errorf("%q %v", raw, err)
		}
		_ = r.Close()
		if n, written, err := b.Stat(ctx, "a/b"); n != 10 || written.IsZero() || err != nil {
			t.Errorf("%d %v %v", n, written, err)
		}
		for range 2 {
			if err := b.Delete(ctx, "a/b"); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := b.Open(ctx, "a/b", 0, -1); !errors.Is(err, files.ErrNone) {
			t.Errorf("%v", err)
		}
		if _, _, err := b.Stat(ctx, "a/b"); !errors.Is(err, files.ErrNone) {
			t.Errorf("%v", err)
		}
	})
}

// What is begun on one node goes on and ends on another, and is there once.
func TestAnotherNodeGoesOn(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() *files.Bucket) {
		one, two := files.New(open(), files.Limits{}), files.New(open(), files.Limits{})
		content := pdf(50_000)
		p, err := one.Begin(ctx, files.Partial{Draft: "draft0001", Material: "lease", Name: "a.pdf", Size: int64(len(content))}, free, files.Quota{}.Whole())
		if err != nil {
			t.Fatal(err)
		}
		if n, err := one.Append(ctx, p, bytes.NewReader(content[:20_000])); n != 20_000 || err != nil {
			t.Fatalf("%d %v", n, err)
		}
		seen, err := two.Partial(ctx, "draft0001", p.ID)
		if err != nil || seen.Offset != 20_000 || seen.Material != "lease" {
			t.Fatalf("%+v %v", seen, err)
		}
		if _, err := two.Append(ctx, seen, bytes.NewReader(content[20_000:])); err != nil {
			t.Fatal(err)
		}
		// The first node still thinks that nothing more has come: it is told, and writes nothing over.
		if _, err := one.Append(ctx, seen, bytes.NewReader(content[20_000:])); !errors.Is(err, files.ErrExists) {
			t.Errorf("%v", err)
		}
		whole, err := one.Partial(ctx, "draft0001", p.ID)
		if err != nil {
			t.Fatal(err)
		}
		var got files.Stored
		if err := one.Take(ctx, whole, free, func(s files.Stored) (string, error) { got = s; return "file1", nil }); err != nil {
			t.Fatal(err)
		}
		if again, err := two.Partial(ctx, "draft0001", p.ID); err != nil || again.Taken != "file1" {
			t.Errorf("%+v %v", again, err)
		}
		r, _, err := two.Open(ctx, got.Hash)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if raw, err := io.ReadAll(r); err != nil || !bytes.Equal(raw, content) {
			t.Errorf("%d bytes, %v", len(raw), err)
		}
	})
}

// Two nodes at once get one of two pieces for the same place.
func TestTwoPiecesForOnePlace(t *testing.T) {
	open := fakeS3(t)
	content := pdf(5000)
	first := files.New(open(), files.Limits{})
	p, err := first.Begin(ctx, files.Partial{Draft: "draft0001", Size: int64(len(content))}, free, files.Quota{}.Whole())
	if err != nil {
		t.Fatal(err)
	}
	var won atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		s := files.New(open(), files.Limits{})
		all.Go(func() {
			switch _, err := s.Append(ctx, p, bytes.NewReader(content)); {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, files.ErrExists):
				t.Error(err)
			}
		})
	}
	all.Wait()
	if won.Load() != 1 {
		t.Errorf("%d won", won.Load())
	}
}

// Where nodes share a store none removes what another has just found there and is about to name.
func TestSharedContentIsNotRemovedUnderAnother(t *testing.T) {
	open := fakeS3(t)
	var ahead atomic.Int64
	limits := files.Limits{Grace: time.Hour, Clock: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }}
	one, two := files.New(open(), limits), files.New(open(), limits)
	nobody := func(context.Context, []files.Hash) (map[files.Hash]bool, error) { return nil, nil }
	_, err := one.Put(ctx, bytes.NewReader(pdf(100)), free, func(got files.Stored) error {
		return two.Drop(ctx, []files.Hash{got.Hash}, nobody)
	})
	if err != nil {
		t.Fatal(err)
	}
	var hash files.Hash
	got, err := one.Put(ctx, bytes.NewReader(pdf(100)), free, unnamed)
	if hash = got.Hash; err != nil {
		t.Fatal(err)
	}
	if _, _, err := two.Open(ctx, hash); err != nil {
		t.Fatalf("removed under the other: %v", err)
	}
	ahead.Store(int64(2 * time.Hour))
	if err := two.Drop(ctx, []files.Hash{hash}, nobody); err != nil {
		t.Fatal(err)
	}
	if _, _, err := two.Open(ctx, hash); !fault.Is(err, fault.NotFound) {
		t.Errorf("nobody needs it, and it stays: %v", err)
	}
}

func TestParseS3(t *testing.T) {
	for _, bad := range []string{"", "banshi", "s3://", "s3://key:secret@banshi", "http://banshi", "s3://banshi/folder"} {
		if _, err := files.ParseS3(bad, "k", "s"); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	if _, err := files.ParseS3("s3://banshi", "", ""); err == nil {
		t.Error("without a key")
	}
}
