package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/uptrace/bun"

	"banshi/runtime/base/fault"
)

// mostTogether is how many writers share one transaction, at most.
const mostTogether = 128

// queue lets one writer write at a time, in the order of coming. Those who come while others write share their
// transaction, each behind a savepoint, so that one fsync makes all of them durable: whoever is done hands the open
// transaction on while somebody waits, and the last commits it for all. Nobody is told anything before.
type queue struct {
	turn    chan struct{} // held by who writes
	waiting atomic.Int64  // for the turn
	open    *together     // of who has the turn
	broken  error         // of who has the turn: the disk failed, see ErrUnsynced
}

// together is one transaction of several writers.
type together struct {
	tx   bun.Tx
	size int
	done chan struct{}
	err  error // once done: of the commit, or errUndone
}

// errUndone says that the engine has undone the whole transaction because of one of its writers.
var errUndone = errors.New("undone because of another writer")

// run writes with others. What another writer has undone is written again.
func (q *queue) run(ctx context.Context, pool *bun.DB, fn func(context.Context, bun.Tx) error) error {
	for {
		g, err := q.write(ctx, pool, fn)
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
func (q *queue) write(ctx context.Context, pool *bun.DB, fn func(context.Context, bun.Tx) error) (g *together, err error) {
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
	if q.open == nil {
		tx, err := pool.BeginTx(ctx, nil)
		if err != nil {
			return nil, fmt.Errorf("db: begin: %w", err)
		}
		q.open = &together{tx: tx, done: make(chan struct{})}
	} else if _, err := q.open.tx.Tx.ExecContext(ctx, "SAVEPOINT writer"); err != nil {
		return nil, errors.Join(fmt.Errorf("db: savepoint: %w", err), q.undo())
	}
	g = q.open
	ended := false
	defer func() {
		if !ended { // fn panics
			_ = q.back(ctx)
		}
	}()
	err = fn(ctx, g.tx)
	ended = true
	if err != nil {
		if g.size == 0 {
			return nil, errors.Join(err, q.undo())
		}
		if back := q.back(ctx); back != nil {
			return nil, err // it has undone all; its own error says why
		}
		return g, err
	}
	if g.size > 0 {
		if _, err := g.tx.Tx.ExecContext(ctx, "RELEASE writer"); err != nil {
			return nil, errors.Join(fmt.Errorf("db: savepoint: %w", err), q.undo())
		}
	}
	g.size++
	return g, nil
}

// back undoes what the writer whose turn it is wrote, or all where that can't be told apart.
func (q *queue) back(ctx context.Context) error {
	g := q.open
	if g.size == 0 {
		return q.undo()
	}
	_, err := g.tx.Tx.ExecContext(ctx, "ROLLBACK TO writer")
	if err == nil {
		_, err = g.tx.Tx.ExecContext(ctx, "RELEASE writer")
	}
	if err != nil {
		return errors.Join(err, q.undo())
	}
	return nil
}

// undo rolls the open transaction back; those who wrote in it before write again.
func (q *queue) undo() error {
	g := q.open
	q.open = nil
	err := g.tx.Rollback()
	g.err = errUndone
	close(g.done)
	if err != nil && !errors.Is(err, sql.ErrTxDone) {
		return fmt.Errorf("db: roll back: %w", err)
	}
	return nil
}

// pass commits the open transaction, unless somebody waits to write in it, too.
func (q *queue) pass() {
	g := q.open
	if g == nil || g.size < mostTogether && q.waiting.Load() > 0 {
		return
	}
	q.open = nil
	if err := g.tx.Commit(); err != nil {
		g.err = fmt.Errorf("db: commit: %w", err)
		if isUnsynced(err) {
			q.broken = err
		}
		if back := g.tx.Rollback(); back != nil && !errors.Is(back, sql.ErrTxDone) {
			g.err = errors.Join(g.err, fmt.Errorf("db: roll back: %w", back))
		}
	}
	close(g.done)
}
