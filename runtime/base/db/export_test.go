package db

// Waiting is how many writers wait for their turn.
func Waiting(d *DB) int { return int(d.queue.waiting.Load()) }
