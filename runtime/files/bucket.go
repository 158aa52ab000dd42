package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/gcerrors"
)

// Bucket is Blobs on gocloud.dev/blob: a folder now, an object store by another URL.
type Bucket struct {
	bucket *blob.Bucket
	dir    string // of a folder: its path, so that it can be synced; else ""
}

var _ Blobs = (*Bucket)(nil)

// OpenDir keeps blobs in a folder, made when missing. Half-written blobs lie in the
// same folder, since a rename across disks isn't one.
func OpenDir(dir string) (*Bucket, error) {
	b, err := fileblob.OpenBucket(dir, &fileblob.Options{CreateDir: true, DirFileMode: 0o700, NoTempDir: true, Metadata: fileblob.MetadataDontWrite})
	if err != nil {
		return nil, fmt.Errorf("files: open the folder %s: %w", dir, err)
	}
	return &Bucket{bucket: b, dir: dir}, nil
}

// Close gives the bucket back.
func (b *Bucket) Close() error { return b.bucket.Close() }

// Create begins a blob.
func (b *Bucket) Create(ctx context.Context, key string, once bool) (Writer, error) {
	ctx, cancel := context.WithCancel(ctx)
	w := &bucketWriter{bucket: b, key: key, cancel: cancel}
	bw, err := b.bucket.NewWriter(ctx, key, &blob.WriterOptions{
		ContentType:                 "application/octet-stream", // given, so that nothing is held back for sniffing
		DisableContentTypeDetection: true,
		IfNotExist:                  once,
		BeforeWrite: func(as func(any) bool) error {
			as(&w.file)
			return nil
		},
	})
	if err != nil {
		cancel()
		return nil, none(err)
	}
	w.Writer = bw
	return w, nil
}

type bucketWriter struct {
	*blob.Writer
	bucket *Bucket
	key    string
	cancel context.CancelFunc
	file   *os.File // of a folder; nil elsewhere
}

// Commit syncs the bytes before the rename and the folders after it: a name that
// outlives a power cut must not stand for bytes that didn't.
func (w *bucketWriter) Commit() error {
	defer w.cancel()
	if w.file != nil {
		if err := w.file.Sync(); err != nil {
			w.Abort()
			return err
		}
	}
	if err := w.Close(); err != nil {
		if gcerrors.Code(err) == gcerrors.FailedPrecondition {
			return fmt.Errorf("%w: %w", ErrExists, err)
		}
		return err
	}
	return w.bucket.syncFolders(w.key)
}

// Abort drops what was written.
func (w *bucketWriter) Abort() {
	w.cancel()    // a writer whose context has ended drops its bytes on Close
	_ = w.Close() // it says that the context has ended, which we know
}

func (b *Bucket) syncFolders(key string) error {
	if b.dir == "" {
		return nil
	}
	for folder := filepath.Dir(key); ; folder = filepath.Dir(folder) {
		f, err := os.Open(filepath.Join(b.dir, folder))
		if err != nil {
			return err
		}
		err = f.Sync()
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		if folder == "." {
			return nil
		}
	}
}

// Open reads a part.
func (b *Bucket) Open(ctx context.Context, key string, offset, length int64) (io.ReadCloser, error) {
	r, err := b.bucket.NewRangeReader(ctx, key, offset, length, nil)
	if err != nil {
		return nil, none(err)
	}
	return r, nil
}

// Stat is the number of bytes, and when they were written.
func (b *Bucket) Stat(ctx context.Context, key string) (int64, time.Time, error) {
	a, err := b.bucket.Attributes(ctx, key)
	if err != nil {
		return 0, time.Time{}, none(err)
	}
	return a.Size, a.ModTime, nil
}

// Delete removes a blob.
func (b *Bucket) Delete(ctx context.Context, key string) error {
	if err := none(b.bucket.Delete(ctx, key)); err != nil && !errors.Is(err, ErrNone) {
		return err
	}
	return nil
}

// List tells each key, in order. The list of a folder breaks off where a file that somebody is writing gets its name in
// the meantime; it is then taken up behind the last key told.
func (b *Bucket) List(ctx context.Context, prefix string, f func(string, time.Time) error) error {
	last := ""
	for {
		list := b.bucket.List(&blob.ListOptions{Prefix: prefix})
		err := each(ctx, list, func(o *blob.ListObject) error {
			if o.Key <= last {
				return nil
			}
			last = o.Key
			return f(o.Key, o.ModTime)
		})
		if b.dir == "" || !errors.Is(err, errMoved) {
			return err
		}
	}
}

// errMoved says that a list broke off at something that is gone.
var errMoved = errors.New("the folder changed while it was read")

func each(ctx context.Context, list *blob.ListIterator, f func(*blob.ListObject) error) error {
	for {
		o, err := list.Next(ctx)
		if err == io.EOF {
			return nil
		}
		if gcerrors.Code(err) == gcerrors.NotFound && ctx.Err() == nil {
			return fmt.Errorf("%w: %w", errMoved, err)
		}
		if err != nil {
			return err
		}
		if err := f(o); err != nil {
			return err
		}
	}
}

func none(err error) error {
	if err != nil && gcerrors.Code(err) == gcerrors.NotFound {
		return fmt.Errorf("%w: %w", ErrNone, err)
	}
	return err
}
