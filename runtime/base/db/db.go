// Package db opens the database and is the only place that knows which one it
// is. SQLite is embedded; a second dialect adds a file here and a folder of
// migrations beside each sqlite/ folder, and no store changes.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"banshi/runtime/base/fault"
)

// Options says where the database is and what time it is.
type Options struct {
	Path    string           // file of the database; its folder is made when missing
	Clock   func() time.Time // the only source of time; required
	Readers int              // connections that only read; 0 means 4
}

// DB is one database with one writing connection and several reading ones.
// SQLite allows one writer at a time: with a pool of one, writers queue here,
// in order, and not by timing out against each other in the engine.
type DB struct {
	write, read *bun.DB
	clock       func() time.Time
	path        string
}

// oldest is the first SQLite release without the WAL-reset race, which lost
// acknowledged commits from 3.7.0 to 3.51.2. We refuse to run on an older one.
const oldest = 3051003

// Open opens (or makes) the database. It fails when the file can't be used
// durably: wrong journal or sync mode, or a SQLite with the WAL-reset race. Error: ErrDamaged.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Path == "" || o.Clock == nil {
		return nil, errors.New("db: Options.Path and Options.Clock are required")
	}
	if o.Readers == 0 {
		o.Readers = 4
	}
	if err := os.MkdirAll(filepath.Dir(o.Path), 0o700); err != nil {
		return nil, fmt.Errorf("db: make the folder of %s: %w", o.Path, err)
	}
	if err := private(o.Path); err != nil {
		return nil, fmt.Errorf("db: make %s: %w", o.Path, err)
	}
	writer, err := pool(o.Path, 1, url.Values{"_txlock": {"immediate"}})
	if err != nil {
		return nil, err
	}
	// A reader that could write would pass by the queue of writers and by the audit trail.
	reader, err := pool(o.Path, o.Readers, url.Values{"_pragma": {"query_only(1)"}})
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	d := &DB{write: writer, read: reader, clock: o.Clock, path: o.Path}
	if err := d.check(ctx); err != nil {
		if isDamaged(err) {
			err = fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func pool(path string, size int, extra url.Values) (*bun.DB, error) {
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
	pool, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("db: open %s: %w", path, err)
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return bun.NewDB(pool, sqlitedialect.New()), nil
}

// check asks the engine itself whether it will keep what it acknowledges.
func (d *DB) check(ctx context.Context) error {
	if sqlite3.SQLITE_VERSION_NUMBER < oldest {
		return fmt.Errorf("db: SQLite %s can lose commits (WAL-reset race); build with modernc.org/sqlite that carries 3.51.3 or later", sqlite3.SQLITE_VERSION)
	}
	for _, want := range []struct{ pragma, value string }{{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}} {
		var got string
		if err := d.write.NewRaw("PRAGMA "+want.pragma).Scan(ctx, &got); err != nil {
			return fmt.Errorf("db: %s: read %s: %w", d.path, want.pragma, err)
		}
		if got != want.value {
			return fmt.Errorf("db: %s: %s is %q, must be %q: is the file on a disk without locks or shared memory?", d.path, want.pragma, got, want.value)
		}
	}
	return nil
}

// Close waits for the pools and closes both.
func (d *DB) Close() error { return errors.Join(d.read.Close(), d.write.Close()) }

// Read is for queries outside a transaction. It sees what is committed, and refuses to write.
func (d *DB) Read() bun.IDB { return d.read }

// AtOnce is for several queries that must see the same moment: what is committed meanwhile, they don't see.
func (d *DB) AtOnce(ctx context.Context, fn func(ctx context.Context, q bun.IDB) error) error {
	return d.read.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error { return fn(ctx, tx) })
}

// Now is the time of the clock passed in, in UTC, whole microseconds.
func (d *DB) Now() time.Time { return d.clock().UTC().Truncate(time.Microsecond) }

// Dialect names the folder of migrations that this database takes.
func (d *DB) Dialect() string { return "sqlite" }

type inTx struct{}

// InTx runs fn in one writing transaction and commits it when fn returns nil.
// An error or a panic of fn rolls everything back; the error comes out as it is, but that of a disk or
// database without room has the code full.
//
// fn gets the context to use inside. A second InTx within fn is an error, not
// a deadlock: pass tx on instead. A transaction is short: no look-up outside
// the database belongs in it, since every other writer waits meanwhile.
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context, tx bun.Tx) error) (err error) {
	if ctx.Value(inTx{}) == d {
		return errors.New("db: InTx inside InTx: hand the transaction on instead of opening a second one")
	}
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("db: begin: %w", err)
	}
	done := false
	defer func() {
		if done {
			return
		}
		if isFull(err) {
			err = fault.Wrap(err, fault.Full, fault.Text{})
		}
		if rb := tx.Rollback(); rb != nil && !errors.Is(rb, sql.ErrTxDone) {
			err = errors.Join(err, fmt.Errorf("db: roll back: %w", rb))
		}
	}()
	if err := fn(context.WithValue(ctx, inTx{}, d), tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("db: commit: %w", err)
	}
	done = true
	return nil
}

// Micros is how instants are stored: whole microseconds since 1970, UTC. Text
// would sort differently by driver and lose its zone; an integer does neither.
func Micros(t time.Time) int64 { return t.UnixMicro() }

// Time reads what Micros wrote.
func Time(micros int64) time.Time { return time.UnixMicro(micros).UTC() }

// IsDuplicate reports whether err is a broken unique or primary key.
func IsDuplicate(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

// IsNone reports whether err says that a query for one row found none.
func IsNone(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// isFull reports whether the disk or the database has no room left.
func isFull(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_FULL
}

var _ io.Closer = (*DB)(nil)
