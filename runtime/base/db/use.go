package db

import "database/sql"

// Use is how busy the database is.
type Use struct {
	Waiting int64                  // writers that wait for their turn
	Pools   map[string]sql.DBStats // read, write
}

// Use tells how busy the database is now.
func (d *DB) Use() Use {
	return Use{Waiting: d.queue.waiting.Load(), Pools: map[string]sql.DBStats{"read": d.read.Stats(), "write": d.write.Stats()}}
}
