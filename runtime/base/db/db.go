// Package db opens the database and is the only place that knows which one it is: SQLite, embedded, or PostgreSQL,
// which several nodes share. No store knows.
//
// Steps of migrations are written once, in the words of SQLite, and said anew in those of PostgreSQL when they run
// (dialect_postgres.go): types, one kind of trigger, and the order of texts, which is that of their bytes on both.
// Two folders of the same tables would drift apart, and nobody would see it; the steps that were written so far need
// no word beyond that short list. A step for which it isn't enough has a file of the same name in postgres/.
package db

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/uptrace/bun"
)

// Options says where the database is and what time it is.
type Options struct {
	Path    string           // SQLite: file of the database; its folder is made when missing
	URL     string           // PostgreSQL: postgres://user@host/name; what it leaves out comes from PG… of the environment
	Clock   func() time.Time // the only source of time; required
	Readers int              // connections that only read; 0: 4, on PostgreSQL 16
	Writers int              // PostgreSQL: connections that write; 0: 16
	Traced  bool             // queries have spans, within requests that are traced
}

// DB is one database, with connections that write and others that only read.
type DB struct {
	write, read *bun.DB
	clock       func() time.Time
	engine      engine
	queue       queue  // of writers who write one at a time
	gather      gather // of calls that go together
	looks       looks  // of those that only read
	traced      bool
	beside      sync.Map // by type
}

// engine is what differs from one database to the other.
type engine interface {
	// name is that of the folder of migrations.
	name() string
	// where is the database, for people: without any secret.
	where() string
	// check asks the engine itself whether it will keep what it acknowledges.
	check(ctx context.Context, d *DB) error
	// inTx runs fn in a transaction, with a context that knows it.
	inTx(ctx context.Context, d *DB, how how, fn func(context.Context, bun.Tx) error) error
	// carryOut sends calls over a connection of the driver, lookUp those that only read and see one moment.
	carryOut(ctx context.Context, conn any, calls []*Call) error
	lookUp(ctx context.Context, conn any, calls []*Call) error
	// broken reports whether the connection can't be used any more.
	broken(conn any) bool
	// atOnce are the options of a reading transaction that sees one moment.
	atOnce() *sql.TxOptions
	// lockTables lets one program at a time change tables.
	lockTables(ctx context.Context, d *DB) (unlock func(), err error)
	// say gives a step of migrations in the engine's own words.
	say(statement string) ([]string, error)
	whole(ctx context.Context, d *DB) error
	touch(ctx context.Context, tx bun.Tx) error
	// tables lists what the database holds, each behind those that it refers to.
	tables(ctx context.Context, q bun.IDB) ([]Table, error)
	// counted says that rows with numbers of their own were put into a table.
	counted(ctx context.Context, tx bun.Tx, t Table) error
}

// Open opens the database, and makes a SQLite file that is missing. It fails when what is written can't be kept
// durably. Error: ErrDamaged.
func Open(ctx context.Context, o Options) (*DB, error) {
	if (o.Path == "") == (o.URL == "") || o.Clock == nil {
		return nil, errors.New("db: Options need Path or URL, and Clock")
	}
	open := openSQLite
	if o.URL != "" {
		open = openPostgres
	}
	d, err := open(o)
	if err != nil {
		return nil, err
	}
	if o.Traced {
		d.write, d.read = d.write.WithQueryHook(traced{}), d.read.WithQueryHook(traced{})
		d.engine, d.traced = tracedEngine{d.engine}, true
	}
	d.clock, d.queue.turn, d.looks.turns = o.Clock, make(chan struct{}, 1), make(chan struct{}, mostLooking)
	if err := d.engine.check(ctx, d); err != nil {
		if isDamaged(err) {
			err = errors.Join(ErrDamaged, err)
		}
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// Close waits for the pools and closes both.
func (d *DB) Close() error { return errors.Join(d.read.Close(), d.write.Close()) }

// Read is for queries outside a transaction. It sees what is committed, and refuses to write.
func (d *DB) Read() bun.IDB { return d.read }

// AtOnce is for several queries that must see the same moment: what is committed meanwhile, they don't see.
func (d *DB) AtOnce(ctx context.Context, fn func(ctx context.Context, q bun.IDB) error) error {
	return d.read.RunInTx(ctx, d.engine.atOnce(), func(ctx context.Context, tx bun.Tx) error { return fn(ctx, tx) })
}

// Now is the time of the clock passed in, in UTC, whole microseconds.
func (d *DB) Now() time.Time { return d.clock().UTC().Truncate(time.Microsecond) }

// Dialect names the database: sqlite or postgres.
func (d *DB) Dialect() string { return d.engine.name() }

// Shared reports whether other nodes may use the same database.
func (d *DB) Shared() bool { return d.engine.name() == postgres }

// Where says where the database is, without any secret.
func (d *DB) Where() string { return d.engine.where() }

// Micros is how instants are stored: whole microseconds since 1970, UTC. Text
// would sort differently by driver and lose its zone; an integer does neither.
func Micros(t time.Time) int64 { return t.UnixMicro() }

// Time reads what Micros wrote.
func Time(micros int64) time.Time { return time.UnixMicro(micros).UTC() }

var _ io.Closer = (*DB)(nil)
