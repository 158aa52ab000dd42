package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"syscall"
	"testing"
	"time"

	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

// faulty fails the n-th operation on the disk.
type faulty struct {
	files.Blobs
	n, failAt int
	err       error
}

var errDisk = errors.New("input/output error")

func (f *faulty) hit() error {
	f.n++
	if f.n == f.failAt {
		return f.err
	}
	return nil
}

func (f *faulty) Create(ctx context.Context, key string, once bool) (files.Writer, error) {
	if err := f.hit(); err != nil {
		return nil, err
	}
	w, err := f.Blobs.Create(ctx, key, once)
	return &faultyWriter{w, f}, err
}

func (f *faulty) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if err := f.hit(); err != nil {
		return nil, err
	}
	r, err := f.Blobs.Open(ctx, key, off, n)
	if err != nil {
		return nil, err
	}
	return &faultyReader{r, f}, nil
}

func (f *faulty) Stat(ctx context.Context, key string) (int64, time.Time, error) {
	if err := f.hit(); err != nil {
		return 0, time.Time{}, err
	}
	return f.Blobs.Stat(ctx, key)
}

type faultyWriter struct {
	files.Writer
	f *faulty
}

func (w *faultyWriter) Write(p []byte) (int, error) {
	if err := w.f.hit(); err != nil {
		n, _ := w.Writer.Write(p[:len(p)/2]) // half of it got there
		return n, err
	}
	return w.Writer.Write(p)
}

func (w *faultyWriter) Commit() error {
	if err := w.f.hit(); err != nil {
		w.Writer.Abort()
		return err
	}
	return w.Writer.Commit()
}

type faultyReader struct {
	io.ReadCloser
	f *faulty
}

func (r *faultyReader) Read(p []byte) (int, error) {
	if err := r.f.hit(); err != nil {
		return 0, err
	}
	return r.ReadCloser.Read(p)
}

// Whichever operation fails, nothing half done is left, and what Put says is true.
func TestDiskErrorAtEveryStep(t *testing.T) {
	t.Run("a broken disk", func(t *testing.T) { everyStep(t, errDisk, fault.Internal) })
	t.Run("a full disk", func(t *testing.T) {
		everyStep(t, &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, fault.Full)
	})
}

func everyStep(t *testing.T, disk error, code fault.Code) {
	content := pdf(100_000)
	sum := sha256.Sum256(content)
	hash := files.Hash(hex.EncodeToString(sum[:]))
	steps := 0
	for at := 1; ; at++ {
		_, bucket, dir := open(t, files.Limits{})
		f := &faulty{Blobs: bucket, failAt: at, err: disk}
		_, err := files.New(f, files.Limits{}).Put(ctx, bytes.NewReader(content), free, unnamed)
		left := onDisk(t, dir)
		if f.n < at { // the fault was never reached: every step has been tried
			if err != nil || len(left) != 1 {
				t.Fatalf("without a fault: %v %v", err, left)
			}
			break
		}
		steps++
		if !errors.Is(err, disk) || fault.CodeOf(err) != code {
			t.Errorf("step %d: %v", at, err)
		}
		if len(left) != 0 {
			t.Errorf("step %d left %v", at, left)
		}
		if _, _, err := files.New(bucket, files.Limits{}).Open(ctx, hash); !fault.Is(err, fault.NotFound) {
			t.Errorf("step %d: the file is there: %v", at, err)
		}
		if _, err := files.New(bucket, files.Limits{}).Put(ctx, bytes.NewReader(content), free, unnamed); err != nil {
			t.Errorf("step %d: trying again: %v", at, err)
		}
	}
	if steps < 10 {
		t.Errorf("only %d steps were tried", steps)
	}
	t.Logf("%d steps", steps)
}

// unnamed is for content that only the test knows of.
func unnamed(files.Stored) error { return nil }
