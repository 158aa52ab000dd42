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

// HoldLooks lets nobody look up on a server until it is let go.
func HoldLooks(d *DB) (let func()) {
	for range mostLooking {
		d.looks.turns <- struct{}{}
	}
	return func() {
		for range mostLooking {
			<-d.looks.turns
		}
	}
}

// Looking is how many look up together next.
func Looking(d *DB) int {
	d.looks.mu.Lock()
	defer d.looks.mu.Unlock()
	if d.looks.open == nil {
		return 0
	}
	return d.looks.open.members
}
