// Package dbtest gives tests a real database in a folder of their own.
package dbtest

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"banshi/runtime/base/db"
)

// Clock is a clock that moves only when a test moves it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock stands at 2026-11-23 09:00 in Foshan.
func NewClock() *Clock {
	return &Clock{now: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)}
}

// Now is the clock's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Move lets time pass.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Open makes an empty database, brings it up to date and closes it with the test.
func Open(t testing.TB, clock *Clock, sets ...db.Migrations) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), db.Options{Path: filepath.Join(t.TempDir(), "test.db"), Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	if err := d.Migrate(context.Background(), sets...); err != nil {
		t.Fatal(err)
	}
	return d
}
