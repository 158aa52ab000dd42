package db

import "sync"

// room is where calls wait to be carried out in one go: the first who comes does it for all.
type room struct {
	mu   sync.Mutex
	open *batch
}

// batch is what is carried out in one go.
type batch struct {
	calls   []*Call
	members int
	done    chan struct{}
	refused bool  // once done, of writes: one of the calls was refused, and it is not known whose
	failed  *Call // once done, of look-ups: what the server refused; nil where it was the connection, or nothing
	err     error // once done
}

// join adds calls to those that wait, and tells whether it is up to the caller to carry them out.
func (r *room) join(calls []*Call) (b *batch, first bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if b = r.open; b == nil || b.members == mostTogether {
		b, first = &batch{done: make(chan struct{})}, true
		r.open = b
	}
	b.calls = append(b.calls, calls...)
	b.members++
	return b, first
}

// shut lets nobody else in.
func (r *room) shut(b *batch) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open == b {
		r.open = nil
	}
}
