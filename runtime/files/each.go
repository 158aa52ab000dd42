package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// Each names every content that is kept.
func (s *Store) Each(ctx context.Context, f func(Hash) error) error {
	return s.blobs.List(ctx, content, func(key string, _ time.Time) error {
		if h := hashOf(key); h.Valid() {
			return f(h)
		}
		return ctx.Err()
	})
}

// Keep takes a content under its hash, as it was kept elsewhere. Error: ErrCorrupt, where it is another.
func (s *Store) Keep(ctx context.Context, h Hash, r io.Reader) error {
	if !h.Valid() {
		return fmt.Errorf("files: %q is no hash", h)
	}
	w, err := s.blobs.Create(ctx, h.key(), false)
	if err != nil {
		return fmt.Errorf("files: keep %s: %w", h, err)
	}
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(w, sum), r)
	if err == nil && hex.EncodeToString(sum.Sum(nil)) != string(h) {
		err = ErrCorrupt
	}
	if err != nil {
		w.Abort()
		return fmt.Errorf("files: keep %s: %w", h, err)
	}
	return w.Commit()
}
