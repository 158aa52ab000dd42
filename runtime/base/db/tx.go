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
	return d.transact(ctx, false, fn)
}

// InTxRows is InTx for what many write at once on PostgreSQL: every decision of fn must rest on a row that it has
// locked by writing it, on the condition of an UPDATE, or on a unique key, since other transactions commit meanwhile.
// Nothing else of what fn reads may be trusted to stand until it commits.
func (d *DB) InTxRows(ctx context.Context, fn func(ctx context.Context, tx bun.Tx) error) error {
	return d.transact(ctx, true, fn)
}

func (d *DB) transact(ctx context.Context, rows bool, fn func(context.Context, bun.Tx) error) error {
	if ctx.Value(inTx{}) == d {
		return errors.New("db: InTx inside InTx: hand the transaction on instead of opening a second one")
	}
	err := d.engine.inTx(context.WithValue(ctx, inTx{}, d), d, rows, fn)
	if isFull(err) {
		return fault.Wrap(err, fault.Full, fault.Text{})
	}
	return err
}
