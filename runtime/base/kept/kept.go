// Package kept holds what was made and can be made again: a bounded number of things, each made once.
package kept

import (
	"errors"
	"sync"
)

// Kept keeps what was made from bytes, by digest, up to Most of them, and makes each once however
// many ask at the same time. What is let go stays good for whoever holds it: it never changes.
type Kept[T any] struct {
	Most int

	mu   sync.Mutex
	held map[string]*making[T]
	turn uint64
}

type making[T any] struct {
	done chan struct{}
	used uint64
	made T
	err  error
}

// Get gives what is kept, and makes it if need be. A failure isn't kept: the next one tries again.
func (c *Kept[T]) Get(digest string, make func() (T, error)) (T, error) {
	c.mu.Lock()
	m, ok := c.held[digest]
	if !ok {
		m = &making[T]{done: newDone()}
		if c.held == nil {
			c.held = map[string]*making[T]{}
		}
		c.held[digest] = m
	}
	c.turn++
	m.used = c.turn
	c.drop()
	c.mu.Unlock()
	if !ok {
		c.make(digest, m, make)
	}
	<-m.done
	return m.made, m.err
}

func newDone() chan struct{} { return make(chan struct{}) }

func (c *Kept[T]) make(digest string, m *making[T], make func() (T, error)) {
	m.err = errors.New("making it broke down") // what the others see if it panics
	defer func() {
		if m.err != nil {
			c.mu.Lock()
			if c.held[digest] == m {
				delete(c.held, digest)
			}
			c.mu.Unlock()
		}
		close(m.done)
	}()
	m.made, m.err = make()
}

// Set keeps what was made elsewhere, in place of what is kept.
func (c *Kept[T]) Set(digest string, made T) {
	m := &making[T]{done: newDone(), made: made}
	close(m.done)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held == nil {
		c.held = map[string]*making[T]{}
	}
	c.turn++
	m.used = c.turn
	c.held[digest] = m
	c.drop()
}

// drop lets go of what was not used for longest. Called with the lock held.
func (c *Kept[T]) drop() {
	if len(c.held) <= c.Most {
		return
	}
	oldest, used := "", c.turn
	for digest, m := range c.held {
		if m.used < used {
			oldest, used = digest, m.used
		}
	}
	delete(c.held, oldest)
}

// Count is how many are kept now.
func (c *Kept[T]) Count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.held)
}
