package sharing

import (
	"sync"
	"time"
)

// breaker spares a source that fails, and everybody the wait for it: after so many
// failures in a row nothing is asked for a while, then one look-up tries.
type breaker struct {
	failures int
	rest     time.Duration

	mu      sync.Mutex
	inARow  int
	opened  time.Time
	probing bool
}

func (b *breaker) allow(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.inARow < b.failures {
		return true
	}
	if b.probing || now.Sub(b.opened) < b.rest {
		return false
	}
	b.probing = true
	return true
}

// failing: the last look-ups all failed, and none has shown since that the source is back.
func (b *breaker) failing() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.inARow >= b.failures
}

func (b *breaker) report(ok bool, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.probing = false
	if ok {
		b.inARow = 0
		return
	}
	if b.inARow++; b.inARow >= b.failures {
		b.opened = now
	}
}

// state is what the breaker does now.
func (b *breaker) state(now time.Time) State {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.inARow < b.failures:
		return Closed
	case b.probing || now.Sub(b.opened) >= b.rest:
		return HalfOpen
	}
	return Open
}

// State is that of a source's breaker.
type State string

// The states of a breaker.
const (
	Closed   State = "closed"    // it is asked
	Open     State = "open"      // it has failed, and rests
	HalfOpen State = "half_open" // the next look-up tries
)

// States are those of every source, by its name.
func (s *Service) States() map[string]State {
	now, out := s.cfg.Clock(), make(map[string]State, len(s.sources))
	for id, src := range s.sources {
		out[id] = src.breaker.state(now)
	}
	return out
}
