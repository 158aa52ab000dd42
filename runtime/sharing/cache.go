package sharing

import (
	"sync"
	"time"
)

// cache keeps good answers while they are fresh. Failures are never kept.
type cache struct {
	mu   sync.Mutex
	max  int
	held map[Want]kept
}

type kept struct {
	answer Answer
	until  time.Time
}

func newCache(max int) *cache { return &cache{max: max, held: map[Want]kept{}} }

func (c *cache) get(w Want, now time.Time) (Answer, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.held[w]
	if !ok || !now.Before(k.until) {
		return Answer{}, false
	}
	return k.answer, true
}

func (c *cache) put(w Want, a Answer, until, now time.Time) {
	if !now.Before(until) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.held) >= c.max {
		c.shrink(now)
	}
	c.held[w] = kept{a, until}
}

// shrink drops what is stale, and if that is too little, any tenth: an answer that is
// dropped is only asked for again.
func (c *cache) shrink(now time.Time) {
	for w, k := range c.held {
		if !now.Before(k.until) {
			delete(c.held, w)
		}
	}
	for w := range c.held {
		if len(c.held) < c.max-c.max/10 {
			return
		}
		delete(c.held, w)
	}
}
