package store

import (
	"context"
	"sync"

	"banshi/catalog"
	"banshi/runtime/base/db"
)

// force keeps what was read of what is in force. It changes with the number of the last import alone, which whoever has the
// database for himself knows without asking.
type force struct {
	mu   sync.Mutex
	turn int64
	// round rises with every change: what was read before one is not kept after it.
	round int64
	known bool
	packs map[int]string
	heads map[headKey][]catalog.Head
	each  map[versionKey]catalog.Version
}

type headKey struct{ day, item string }

type versionKey struct {
	item   string
	number int
}

// mostKept is how many of each are kept: a day has as many heads as it has items that are looked at.
const mostKept = 8192

// now makes sure that what is kept is of the last import, and says which round it is.
func (s *Store) now(ctx context.Context) (round int64, err error) {
	f := db.Beside[force](s.db)
	f.mu.Lock()
	round = f.round
	if f.known && !s.db.Shared() {
		f.mu.Unlock()
		return round, nil
	}
	f.mu.Unlock()
	turn, err := s.Turn(ctx)
	if err != nil {
		return 0, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if !s.db.Shared() && f.round != round {
		return f.round, nil // published meanwhile: nothing is known yet
	}
	if turn != f.turn || !f.known {
		f.forget()
		f.turn, f.known = turn, true
	}
	return f.round, nil
}

// forget lets go of all that is kept. The caller holds the lock.
func (f *force) forget() {
	f.round++
	f.known, f.packs, f.heads, f.each = false, map[int]string{}, map[headKey][]catalog.Head{}, map[versionKey]catalog.Version{}
}

// published is told after every import of our own.
func (f *force) published() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.forget()
}

// kept gives what is kept under a key, or reads and keeps it.
func kept[K comparable, V any](ctx context.Context, s *Store, of func(*force) map[K]V, key K, read func() (V, error)) (V, error) {
	round, err := s.now(ctx)
	if err != nil {
		var none V
		return none, err
	}
	f := db.Beside[force](s.db)
	f.mu.Lock()
	v, ok := of(f)[key]
	f.mu.Unlock()
	if ok {
		return v, nil
	}
	if v, err = read(); err != nil {
		return v, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if m := of(f); f.round == round && len(m) < mostKept {
		m[key] = v
	} else if f.round == round {
		clear(m)
	}
	return v, nil
}

var lastImport = db.Prepared("SELECT id FROM catalog_imports ORDER BY id DESC LIMIT 1")

// Turn is the number of the last import.
func (s *Store) Turn(ctx context.Context) (int64, error) {
	var id int64
	return id, s.db.Look(ctx, lastImport.With().Into(nil, &id))
}
