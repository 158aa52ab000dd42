package db

// Waiting is how many writers wait for their turn.
func Waiting(d *DB) int { return int(d.queue.waiting.Load()) }

// Gathered is how many have brought calls that go together next.
func Gathered(d *DB) int {
	d.gather.mu.Lock()
	defer d.gather.mu.Unlock()
	if d.gather.open == nil {
		return 0
	}
	return d.gather.open.members
}
