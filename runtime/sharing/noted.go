package sharing

import (
	"sync"
	"time"
)

// sitting is how long a look-up that was written down needs no second line.
const sitting = 10 * time.Minute

type noteKey struct {
	Purpose Purpose
	Want    Want
}

// noted remembers what was written down lately. Forgetting too early only costs a line.
type noted struct {
	mu   sync.Mutex
	max  int
	when map[noteKey]time.Time
}

func newNoted(max int) *noted { return &noted{max: max, when: map[noteKey]time.Time{}} }

func (n *noted) recently(k noteKey, now time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	at, ok := n.when[k]
	return ok && now.Sub(at) < sitting
}

func (n *noted) note(k noteKey, now time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.when) >= n.max {
		clear(n.when)
	}
	n.when[k] = now
}
