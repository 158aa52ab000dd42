package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// quarantine is where infected content lies: nothing that serves, shows or prints a file reads there.
const quarantine = "quarantine/"

// QuarantineKept is how long infected content is kept for who looks into it.
const QuarantineKept = 180 * 24 * time.Hour

func quarantineKey(h Hash) string { return quarantine + string(h[:2]) + "/" + string(h) }

// isolate moves infected content away from what is served. The book has said already that nobody may open it; then the copy
// is made durable, then the content and its pictures go, then the book says where it is. What breaks off between two of
// these is gone on with by CheckDue, and loses nothing.
func (s *Store) isolate(ctx context.Context, h Hash) error {
	s.naming.Lock() // whoever sends the same again names it before or after
	defer s.naming.Unlock()
	if err := s.copyAway(ctx, h); err != nil {
		return fmt.Errorf("files: take %s into quarantine: %w", h, err)
	}
	if err := s.erase(ctx, h); err != nil {
		return err
	}
	now := s.guard.clock()
	if err := s.guard.book.Isolated(context.WithoutCancel(ctx), h, now.Add(QuarantineKept), now); err != nil {
		return fmt.Errorf("files: write down what is in quarantine: %w", err)
	}
	return nil
}

// copyAway copies the bytes as they are: spoilt ones, too. What is no longer there was copied before, or nothing named it.
func (s *Store) copyAway(ctx context.Context, h Hash) error {
	r, err := s.blobs.Open(ctx, h.key(), 0, -1)
	if errors.Is(err, ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := s.blobs.Create(ctx, quarantineKey(h), false)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, r); err != nil {
		w.Abort()
		return err
	}
	return w.Commit()
}

// erase removes content, and the pictures that were made of it.
func (s *Store) erase(ctx context.Context, h Hash) error {
	if err := s.blobs.Delete(ctx, h.key()); err != nil {
		return fmt.Errorf("files: remove %s: %w", h, err)
	}
	for turned := 0; turned < 360; turned += 90 {
		if err := s.blobs.Delete(ctx, previewKey(h, turned)); err != nil {
			return fmt.Errorf("files: remove the preview of %s: %w", h, err)
		}
	}
	return nil
}

// isolateLoose goes on with what broke off, and destroys what was kept long enough.
func (s *Store) isolateLoose(ctx context.Context) error {
	book := s.guard.book
	loose, err := book.Loose(ctx, 100)
	if err != nil {
		return fmt.Errorf("files: what is infected and still here: %w", err)
	}
	var faults []error
	for _, h := range loose {
		faults = append(faults, s.isolate(ctx, h))
	}
	now := s.guard.clock()
	over, err := book.Over(ctx, now, 100)
	faults = append(faults, err)
	for _, h := range over {
		err := s.blobs.Delete(ctx, quarantineKey(h))
		if err == nil {
			err = book.Destroyed(context.WithoutCancel(ctx), h, now)
		}
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}
