package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/fault"
)

// mostTogether is how many writers share one transaction, at most.
const mostTogether = 64

// On a server that may have gone away in silence, one writer may take so long, and all of a transaction together.
const (
	longestTurn     = 20 * time.Second
	longestTogether = 60 * time.Second
)

// queue lets one writer write at a time, in the order of coming. Those who come while others write share their
// transaction, each behind a savepoint, so that one fsync makes all of them durable: whoever is done hands the open
// transaction on while somebody waits, and the last commits it for all. Nobody is told anything before.
type queue struct {
	turn    chan struct{}     // held by who writes
	waiting atomic.Int64      // for the turn
	open    *together         // of who has the turn
	broken  error             // of who has the turn: the disk failed, see ErrUnsynced
	failed  func(error) error // what writers are told of a commit that failed; errUndone: they write again
	server  bool              // it is one of PostgreSQL
}

// together is one transaction of several writers.
type together struct {
	tx   bun.Tx
	conn *sql.Conn
	stop context.CancelFunc
	size int
	kept bool // behind a savepoint
	// after is done once it has ended, before anybody is told.
	after []func()
	done  chan struct{}
	err   error // once done: of the commit, or errUndone
}

// errUndone says that the engine has undone the whole transaction because of one of its writers.
var errUndone = errors.New("undone because of another writer")

// errLost says that the transaction went with its connection, or could not be begun.
var errLost = errors.New("the connection was lost")

// run writes with others. What another writer has undone is written again.
func (q *queue) run(ctx context.Context, d *DB, fn func(context.Context, bun.Tx) error) error {
	for {
		g, err := q.write(ctx, d, fn)
		if g == nil {
			return err
		}
		<-g.done
		switch {
		case g.err == nil:
			return err
		case !errors.Is(g.err, errUndone):
			return g.err // whatever fn found, it may have found in what was never committed
		}
	}
}

// write takes the turn and lets fn write; g is whose end to wait for, nil where it is all over.
func (q *queue) write(ctx context.Context, d *DB, fn func(context.Context, bun.Tx) error) (g *together, err error) {
	// Nobody goes away before the turn comes: it may bring the duty to commit for others.
	q.waiting.Add(1)
	q.turn <- struct{}{}
	q.waiting.Add(-1)
	defer func() { q.pass(); <-q.turn }()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if q.broken != nil {
		return nil, fault.Wrap(fmt.Errorf("db: %w: %w", ErrUnsynced, q.broken), fault.Unavailable, fault.Text{})
	}
	// What one writer gives up must not undo the others: a statement that is cut off takes the transaction with it.
	ctx = context.WithoutCancel(ctx)
	if q.server {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, longestTurn)
		defer stop()
	}
	if q.open == nil {
		if q.open, err = q.begin(d); err != nil {
			return nil, err
		}
	} else if err := q.open.keep(ctx, d.engine); err != nil {
		return nil, errors.Join(errLost, err, q.undo())
	}
	g = q.open
	ended := false
	defer func() {
		if !ended { // fn panics
			_ = q.back(ctx)
		}
	}()
	err = fn(context.WithValue(ctx, inTx{}, &inside{d, g.conn, g}), g.tx)
	ended = true
	if err == nil {
		g.size++
		return g, nil
	}
	alone := g.size == 0
	switch back := q.back(ctx); {
	case back == nil && alone:
		return nil, err
	case back == nil:
		return g, err
	case q.server:
		return nil, errors.Join(errLost, err, back)
	case alone:
		return nil, errors.Join(err, back)
	}
	return nil, err // it has undone all; its own error says why
}

// begin opens a transaction for several writers, each of whom decides by rows that it locks. It ends with pass or undo.
func (q *queue) begin(d *DB) (*together, error) {
	ctx, stop := context.Background(), context.CancelFunc(func() {})
	var options *sql.TxOptions
	if q.server {
		ctx, stop = context.WithTimeout(ctx, longestTogether)
		options = &sql.TxOptions{Isolation: sql.LevelReadCommitted}
	}
	conn, err := d.write.Conn(ctx)
	if err != nil {
		stop()
		return nil, errors.Join(errLost, fmt.Errorf("db: begin: %w", err))
	}
	tx, err := conn.BeginTx(ctx, options)
	if err != nil {
		stop()
		return nil, errors.Join(errLost, fmt.Errorf("db: begin: %w", err), conn.Close())
	}
	return &together{tx: tx, conn: conn.Conn, stop: stop, done: make(chan struct{})}, nil
}

// keep sets what was written so far apart from what the next one writes.
func (g *together) keep(ctx context.Context, on engine) error {
	calls := []*Call{savepoint.With()}
	if g.kept {
		calls = []*Call{release.With(), savepoint.With()}
	}
	g.kept = true
	if err := g.conn.Raw(func(driver any) error { return on.carryOut(ctx, driver, calls) }); err != nil {
		return fmt.Errorf("db: savepoint: %w", err)
	}
	return nil
}

// Before each writer but the first: prepared, since they come with every one.
var (
	savepoint = Prepared("SAVEPOINT writer")
	release   = Prepared("RELEASE SAVEPOINT writer")
)

// back undoes what the writer whose turn it is wrote, or all where that can't be told apart.
func (q *queue) back(ctx context.Context) error {
	g := q.open
	if g.size == 0 {
		return q.undo()
	}
	if _, err := g.tx.Tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT writer"); err != nil {
		return errors.Join(err, q.undo())
	}
	return nil
}

// undo rolls the open transaction back; those who wrote in it before write again.
func (q *queue) undo() error {
	g := q.open
	q.open = nil
	err := g.tx.Rollback()
	g.end(errUndone)
	if err != nil && !errors.Is(err, sql.ErrTxDone) {
		return fmt.Errorf("db: roll back: %w", err)
	}
	return nil
}

// end tells all who wrote together what came of it.
func (g *together) end(err error) {
	g.stop()
	_ = g.conn.Close() // it goes back to its pool
	for _, do := range g.after {
		do()
	}
	g.err = err
	close(g.done)
}

// pass commits the open transaction, unless somebody waits to write in it, too.
func (q *queue) pass() {
	g := q.open
	if g == nil || g.size < mostTogether && q.waiting.Load() > 0 {
		return
	}
	q.open = nil
	var told error
	if err := g.tx.Commit(); err != nil {
		told = q.failed(err)
		if isUnsynced(err) {
			q.broken = err
		}
		if back := g.tx.Rollback(); back != nil && !errors.Is(back, sql.ErrTxDone) {
			told = errors.Join(told, fmt.Errorf("db: roll back: %w", back))
		}
	}
	g.end(told)
}
