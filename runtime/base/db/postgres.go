package db

import (
	"context"
	"crypto/tls"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"banshi/runtime/base/fault"
)

const postgres = "postgres"

// pg is PostgreSQL: a server that several nodes share.
type pg struct {
	config *pgx.ConnConfig
}

// eldest is the first release of PostgreSQL that this was tried with.
const eldest = 150000

// words is bun's dialect, with truth as stores keep it: 0 and 1.
type words struct{ *pgdialect.Dialect }

func (words) AppendBool(b []byte, v bool) []byte {
	if v {
		return append(b, '1')
	}
	return append(b, '0')
}

func openPostgres(o Options) (*DB, error) {
	if o.Readers == 0 {
		o.Readers = 16
	}
	if o.Writers == 0 {
		o.Writers = 16
	}
	config, err := pgx.ParseConfig(o.URL)
	if err != nil {
		return nil, fmt.Errorf("db: %w", err) // pgx leaves the password out of it
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	// bun writes values into the text of a query, so that nothing is gained by preparing it.
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	writer := serverPool(config, o.Writers, map[string]string{
		"synchronous_commit": "on", "idle_in_transaction_session_timeout": "60s",
		// A small table that is read through counts as read whole: everybody who writes to it would then be in the way.
		"enable_seqscan": "off",
	})
	reader := serverPool(config, o.Readers, map[string]string{"default_transaction_read_only": "on", "default_transaction_isolation": "repeatable read"})
	d := &DB{write: writer, read: reader, engine: pg{config}}
	d.queue.server, d.queue.failed = true, func(err error) error {
		if how, err := committed(err); how == over {
			return err
		}
		return errUndone
	}
	return d, nil
}

func serverPool(config *pgx.ConnConfig, size int, params map[string]string) *bun.DB {
	c := config.Copy()
	c.RuntimeParams["application_name"] = "banshi"
	c.RuntimeParams["timezone"] = "UTC"
	for k, v := range params {
		c.RuntimeParams[k] = v
	}
	pool := stdlib.OpenDB(*c)
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return bun.NewDB(pool, words{pgdialect.New()})
}

func (p pg) name() string { return postgres }

func (p pg) where() string {
	return fmt.Sprintf("postgres://%s@%s/%s", p.config.User, net.JoinHostPort(p.config.Host, strconv.Itoa(int(p.config.Port))), p.config.Database)
}

// bare: a host that is neither this machine nor asked in TLS alone, with its name looked at.
// Bare reports whether the PostgreSQL at an address would be asked over a net without encryption, and where it is, without
// any secret. Nothing is sent there.
func Bare(address string) (bare bool, where string, err error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return false, "", fmt.Errorf("db: %w", err) // pgx leaves the password out of it
	}
	p := pg{config}
	return p.bare(), p.where(), nil
}

func (p pg) bare() bool {
	near := func(host string) bool {
		ip := net.ParseIP(host)
		return strings.HasPrefix(host, "/") || host == "localhost" || ip != nil && ip.IsLoopback()
	}
	sealed := func(host string, tls *tls.Config) bool { return near(host) || tls != nil && !tls.InsecureSkipVerify }
	if !sealed(p.config.Host, p.config.TLSConfig) {
		return true
	}
	return slices.ContainsFunc(p.config.Fallbacks, func(f *pgconn.FallbackConfig) bool { return !sealed(f.Host, f.TLSConfig) })
}

func (p pg) atOnce() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

func (p pg) check(ctx context.Context, d *DB) error {
	var got struct {
		Version                                      int
		Encoding, Fsync, FullPages, Commit, Prepared string
	}
	err := d.write.NewRaw(`SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
		current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_pages, current_setting('synchronous_commit') AS commit,
		current_setting('standard_conforming_strings') AS prepared`).Scan(ctx, &got)
	if err != nil {
		return fmt.Errorf("db: %s: %w", p.where(), err)
	}
	if got.Version < eldest {
		return fmt.Errorf("db: %s: PostgreSQL %d is too old: 15 or later is needed", p.where(), got.Version/10000)
	}
	for _, want := range []struct{ setting, got, value string }{
		{"server_encoding", got.Encoding, "UTF8"}, {"fsync", got.Fsync, "on"}, {"full_page_writes", got.FullPages, "on"},
		{"synchronous_commit", got.Commit, "on"}, {"standard_conforming_strings", got.Prepared, "on"},
	} {
		if want.got != want.value {
			return fmt.Errorf("db: %s: %s is %q, must be %q, or what is acknowledged could be lost", p.where(), want.setting, want.got, want.value)
		}
	}
	return nil
}

// mostRuns is how often a transaction is tried, at most.
const mostRuns = 24

// inTx runs fn, and again where the server couldn't order it among others, or was lost before it was asked to commit.
func (p pg) inTx(ctx context.Context, d *DB, as how, fn func(context.Context, bun.Tx) error) error {
	options := &sql.TxOptions{Isolation: sql.LevelSerializable}
	if as != oneByOne {
		options.Isolation = sql.LevelReadCommitted
	}
	once := func() (outcome, error) { return p.once(ctx, d, options, fn) }
	if as == shared {
		once = func() (outcome, error) { return ended(d.queue.run(ctx, d, fn)) }
	}
	lost := 0
	for run := 1; ; run++ {
		how, err := once()
		if how == gone {
			lost++
		}
		switch {
		case how == over:
			return err
		case run == mostRuns, lost > 5:
			return fault.Wrap(fmt.Errorf("db: tried %d times: %w", run, err), fault.Unavailable, fault.Text{})
		}
		wait := time.Duration(rand.Int64N(int64(min(run, 8)) * int64(2*time.Millisecond)))
		if how == gone {
			wait += time.Duration(lost) * 50 * time.Millisecond
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// outcome of one run of a transaction.
type outcome int

const (
	over  outcome = iota // it stands, or fn has failed
	again                // the server has undone it for the sake of another
	gone                 // the server was lost, and nothing stands
)

func (p pg) once(ctx context.Context, d *DB, options *sql.TxOptions, fn func(context.Context, bun.Tx) error) (how outcome, err error) {
	conn, err := d.write.Conn(ctx)
	if err == nil {
		defer func() { _ = conn.Close() }() // it goes back to its pool
	}
	var tx bun.Tx
	if err == nil {
		tx, err = conn.BeginTx(ctx, options)
	}
	if err != nil {
		if ctx.Err() != nil {
			return over, ctx.Err()
		}
		return gone, fmt.Errorf("db: begin: %w", err)
	}
	ended := false
	defer func() {
		if !ended { // fn panics
			_ = tx.Rollback()
		}
	}()
	err = fn(context.WithValue(ctx, inTx{}, &inside{d, conn.Conn, nil}), tx)
	ended = true
	if err != nil {
		back := tx.Rollback()
		switch {
		case ctx.Err() != nil:
			return over, err
		case disordered(err):
			return again, err
		case back != nil && !errors.Is(back, sql.ErrTxDone), stopping(err):
			return gone, err
		}
		return over, err
	}
	return committed(tx.Commit())
}

// ended says what came of one that wrote with others.
func ended(err error) (outcome, error) {
	switch {
	case err != nil && disordered(err):
		return again, err
	case errors.Is(err, errLost), err != nil && stopping(err):
		return gone, err
	}
	return over, err
}

// committed says what came of a commit.
func committed(err error) (outcome, error) {
	switch {
	case err == nil:
		return over, nil
	case disordered(err):
		return again, err
	case codePostgres(err) != "" && !stopping(err), errors.Is(err, pgx.ErrTxCommitRollback):
		return over, fmt.Errorf("db: commit: %w", err)
	}
	return over, fault.Wrap(fmt.Errorf("%w: %w", ErrUnknown, err), fault.Unavailable, fault.Text{})
}

// disordered: what ran at once can't be ordered, or waits for itself.
func disordered(err error) bool {
	code := codePostgres(err)
	return code == "40001" || code == "40P01"
}

// stopping: the server ends the connection, or isn't up yet.
func stopping(err error) bool {
	code := codePostgres(err)
	return code == "57P01" || code == "57P02" || code == "57P03"
}

// tableLock is the number of the lock for who changes tables.
const tableLock = 0x62616e736869 // banshi

// lockTables holds a lock of a connection of its own: the server gives it back when we are killed.
func (p pg) lockTables(ctx context.Context, d *DB) (func(), error) {
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(?)", int64(tableLock)); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock(?)", int64(tableLock))
		_ = conn.Close()
	}, nil
}

// whole reads every row of every table: a page that its checksum belies is an error.
func (p pg) whole(ctx context.Context, d *DB) error {
	list, err := p.tables(ctx, d.read)
	if err != nil {
		return err
	}
	for _, t := range list {
		var n, size int64
		if err := d.read.NewRaw("SELECT count(*), coalesce(sum(length(t::text)), 0)::bigint FROM ? AS t", bun.Ident(t.Name)).Scan(ctx, &n, &size); err != nil {
			return fmt.Errorf("read %s: %w", t.Name, err)
		}
	}
	return nil
}

// touch writes to the log of the server, which is what must not be full.
func (p pg) touch(ctx context.Context, tx bun.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_logical_emit_message(true, 'banshi', 'health')")
	return err
}
