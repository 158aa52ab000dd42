package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	sqlite3 "modernc.org/sqlite/lib"
)

const sqliteName = "sqlite"

// lite is SQLite: a file of our own, one writer at a time. With one connection that writes, writers queue here, in
// order, and not by timing out against each other in the engine.
type lite struct{ path string }

// oldest is the first SQLite release without the WAL-reset race, which lost
// acknowledged commits from 3.7.0 to 3.51.2. We refuse to run on an older one.
const oldest = 3051003

func openSQLite(o Options) (*DB, error) {
	if o.Readers == 0 {
		o.Readers = 4
	}
	if err := os.MkdirAll(filepath.Dir(o.Path), 0o700); err != nil {
		return nil, fmt.Errorf("db: make the folder of %s: %w", o.Path, err)
	}
	if err := private(o.Path); err != nil {
		return nil, fmt.Errorf("db: make %s: %w", o.Path, err)
	}
	// What is undone to a savepoint is kept in memory meanwhile: nobody needs it after a crash.
	writer, err := filePool(o.Path, 1, url.Values{"_txlock": {"immediate"}, "_pragma": {"temp_store(MEMORY)", "cache_size(-16000)"}})
	if err != nil {
		return nil, err
	}
	// A reader that could write would pass by the queue of writers and by the audit trail.
	reader, err := filePool(o.Path, o.Readers, url.Values{"_pragma": {"query_only(1)"}})
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	d := &DB{write: writer, read: reader, engine: lite{o.Path}}
	d.queue.failed = func(err error) error { return fmt.Errorf("db: commit: %w", err) }
	return d, nil
}

func filePool(path string, size int, extra url.Values) (*bun.DB, error) {
	q := url.Values{"_pragma": {
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
	}}
	for k, v := range extra {
		q[k] = append(q[k], v...)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("db: %s: %w", path, err)
	}
	dsn := (&url.URL{Scheme: "file", Path: abs, RawQuery: q.Encode()}).String()
	connector, err := newLiteConnector(dsn)
	if err != nil {
		return nil, fmt.Errorf("db: open %s: %w", path, err)
	}
	pool := sql.OpenDB(connector)
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return bun.NewDB(pool, sqlitedialect.New()), nil
}

// private makes the file of the database, or tightens one that is there: it is nobody's but ours to read. What
// SQLite lays beside it (-wal, -shm) gets the same mode.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.Chmod(name, 0o600); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (l lite) name() string           { return sqliteName }
func (l lite) where() string          { return l.path }
func (l lite) atOnce() *sql.TxOptions { return nil }

func (l lite) check(ctx context.Context, d *DB) error {
	if sqlite3.SQLITE_VERSION_NUMBER < oldest {
		return fmt.Errorf("db: SQLite %s can lose commits (WAL-reset race); build with modernc.org/sqlite that carries 3.51.3 or later", sqlite3.SQLITE_VERSION)
	}
	for _, want := range []struct{ pragma, value string }{{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}} {
		var got string
		if err := d.write.NewRaw("PRAGMA "+want.pragma).Scan(ctx, &got); err != nil {
			return fmt.Errorf("db: %s: read %s: %w", l.path, want.pragma, err)
		}
		if got != want.value {
			return fmt.Errorf("db: %s: %s is %q, must be %q: is the file on a disk without locks or shared memory?", l.path, want.pragma, got, want.value)
		}
	}
	return nil
}

// inTx: writers follow each other, so that whatever fn has read stands until it is committed.
func (l lite) inTx(ctx context.Context, d *DB, _ how, fn func(context.Context, bun.Tx) error) error {
	return d.queue.run(ctx, d, fn)
}

func (l lite) lockTables(context.Context, *DB) (func(), error) {
	unlock, err := lockFile(l.path+".migrate", true)
	if err != nil {
		return nil, err
	}
	return func() { _ = unlock() }, nil // closing gives the lock back, whatever it says
}

func (l lite) say(statement string) ([]string, error) { return []string{statement}, nil }

func (l lite) whole(ctx context.Context, d *DB) error {
	var found string
	if err := d.read.NewRaw("PRAGMA quick_check(1)").Scan(ctx, &found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, found)
	}
	return nil
}

func (l lite) touch(ctx context.Context, tx bun.Tx) error {
	_, err := tx.ExecContext(ctx, "PRAGMA user_version = 1") // nobody reads it; its page is written each time
	return err
}
