// Package dbtest gives tests a real database in a folder of their own, SQLite or PostgreSQL.
package dbtest

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

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

// Open makes an empty database, brings it up to date and closes it with the test. Main decides which kind it is.
func Open(t testing.TB, clock *Clock, sets ...db.Migrations) *db.DB {
	t.Helper()
	at := db.Options{Path: filepath.Join(t.TempDir(), "test.db")}
	if Postgres() {
		var err error
		if at.URL, err = server.migrated(sets); err != nil {
			t.Fatalf("PostgreSQL: %v", err)
		}
		at.Path = ""
	}
	return OpenAt(t, at, clock, sets...)
}

// Place is where an empty database may be made, of the kind that Main decides.
func Place(t testing.TB) db.Options {
	t.Helper()
	if Postgres() {
		return db.Options{URL: Need(t)}
	}
	return db.Options{Path: filepath.Join(t.TempDir(), "test.db")}
}

// OpenAt opens the database at a place: a second time is another node.
func OpenAt(t testing.TB, at db.Options, clock *Clock, sets ...db.Migrations) *db.DB {
	t.Helper()
	at.Clock = clock.Now
	d, err := db.Open(context.Background(), at)
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

// Guard makes a trigger that refuses an event (INSERT, UPDATE, DELETE) on a table, when that is so: "" always.
func Guard(ctx context.Context, d *db.DB, table, trigger, event, when, message string) error {
	if when != "" {
		when = "WHEN (" + when + ") "
	}
	text := []string{"CREATE TRIGGER " + trigger + " BEFORE " + event + " ON " + table + " " + when + "BEGIN SELECT RAISE(ABORT, '" + message + "'); END"}
	if d.Shared() {
		text = []string{"CREATE OR REPLACE FUNCTION " + trigger + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '" + message + "'; END $$",
			"CREATE TRIGGER " + trigger + " BEFORE " + event + " ON " + table + " FOR EACH ROW " + when + "EXECUTE FUNCTION " + trigger + "()"}
	}
	return d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, s := range text {
			if _, err := tx.ExecContext(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
}

// Unguard drops a trigger that refuses: what somebody with the database in hand can do.
func Unguard(ctx context.Context, d *db.DB, table, trigger string) error {
	return d.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		text := "DROP TRIGGER IF EXISTS " + trigger
		if d.Shared() {
			text += " ON " + table
		}
		_, err := tx.ExecContext(ctx, text)
		return err
	})
}
