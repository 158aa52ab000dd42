package files

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Named tells which of some contents have a name somewhere: those are kept.
type Named func(ctx context.Context, list []Hash) (map[Hash]bool, error)

// Drop removes those of the contents that nothing names any more. It waits for uploads that are about to give
// the same content a name, and they wait for it.
func (s *Store) Drop(ctx context.Context, list []Hash, named Named) error {
	s.naming.Lock()
	defer s.naming.Unlock()
	_, err := s.drop(ctx, list, named)
	return err
}

// Prune does so for all content that was written before a time, and says how much it removed. Uploads wait for one
// folder of content at a time, not for the whole.
func (s *Store) Prune(ctx context.Context, before time.Time, named Named) (removed int, err error) {
	for i := range 256 {
		n, err := s.pruneFolder(ctx, fmt.Sprintf("%s%02x/", content, i), before, named)
		removed += n
		if err != nil {
			return removed, err
		}
	}
	return removed, nil
}

func (s *Store) pruneFolder(ctx context.Context, folder string, before time.Time, named Named) (int, error) {
	s.naming.Lock()
	defer s.naming.Unlock()
	var old []Hash
	var broken []string // a crash left it half written: nobody is writing now
	err := s.blobs.List(ctx, folder, func(key string, written time.Time) error {
		switch h := hashOf(key); {
		case !written.Before(before):
		case h.Valid():
			old = append(old, h)
		default:
			broken = append(broken, key)
		}
		return ctx.Err()
	})
	if err != nil {
		return 0, fmt.Errorf("files: list what is kept: %w", err)
	}
	for _, key := range broken {
		if err := s.blobs.Delete(ctx, key); err != nil {
			return 0, fmt.Errorf("files: remove half a file: %w", err)
		}
	}
	return s.drop(ctx, old, named)
}

// drop asks and removes; naming is locked.
func (s *Store) drop(ctx context.Context, list []Hash, named Named) (removed int, err error) {
	if len(list) == 0 {
		return 0, nil
	}
	keep, err := named(ctx, list)
	if err != nil {
		return 0, fmt.Errorf("files: what is still needed: %w", err)
	}
	for _, h := range list {
		if keep[h] || !h.Valid() {
			continue
		}
		if young, err := s.younger(ctx, h, s.limits.Grace); young || err != nil {
			if err != nil {
				return removed, fmt.Errorf("files: how old %s is: %w", h, err)
			}
			continue
		}
		if err := s.erase(ctx, h); err != nil {
			return removed, err
		}
		removed++
	}
	return removed, nil
}

func hashOf(key string) Hash { return Hash(key[strings.LastIndexByte(key, '/')+1:]) }
