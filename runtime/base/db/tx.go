package db

import (
	"context"
	"errors"

	"github.com/uptrace/bun"

	"banshi/runtime/base/fault"
)

type inTx struct{}

// InTx runs fn in one writing transaction and commits it when fn returns nil: on both databases as if one such
// transaction came after the other. An error or a panic of fn rolls back what it wrote; the error comes out as it is,
// but that of a disk or database without room has the code full.
//
// fn may run more than once, where the database had to undo it: it sets what it captures and never adds to it.
// Nothing is acknowledged before it is durable. An error that carries ErrUnknown leaves open whether it was written.
//
// fn gets the context to use inside. A second InTx within fn is an error, not a deadlock: pass tx on instead. A
// transaction is short: no look-up outside the database belongs in it, since other writers wait meanwhile.
// Codes: full, unavailable (the database doesn't answer).
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context, tx bun.Tx) error) error {
	return d.transact(ctx, oneByOne, fn)
}

// InTxRows is InTx for what many write at once on PostgreSQL: every decision of fn must rest on a row that it has
// locked by writing it, on the condition of an UPDATE, or on a unique key, since other transactions commit meanwhile.
// Nothing else of what fn reads may be trusted to stand until it commits.
func (d *DB) InTxRows(ctx context.Context, fn func(ctx context.Context, tx bun.Tx) error) error {
	return d.transact(ctx, byRows, fn)
}

// InTxTogether is InTxRows whose writers share a transaction, and one commit, on PostgreSQL as they do on SQLite: for what many
// write at once and all must wait for the same row, or what needs no row at all. It is no place to wait for what others hold
// long.
func (d *DB) InTxTogether(ctx context.Context, fn func(ctx context.Context, tx bun.Tx) error) error {
	return d.transact(ctx, shared, fn)
}

// how a transaction stands to others.
type how int

const (
	oneByOne how = iota // as if one came after the other
	byRows              // every decision rests on rows that it locks
	shared              // so, and with others in one
)

func (d *DB) transact(ctx context.Context, how how, fn func(context.Context, bun.Tx) error) error {
	if in, ok := ctx.Value(inTx{}).(*inside); ok && in.db == d {
		return errors.New("db: InTx inside InTx: hand the transaction on instead of opening a second one")
	}
	err := d.engine.inTx(ctx, d, how, fn)
	if isFull(err) {
		return fault.Wrap(err, fault.Full, fault.Text{})
	}
	return err
}
