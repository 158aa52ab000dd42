package db

import (
	"context"
	"errors"
	"sync"

	"github.com/uptrace/bun"
)

// gather is where writes wait that need nothing of each other: the first who brings some writes for all that come before its turn,
// in one go.
type gather struct {
	room
	turn sync.Mutex // on a server: of who writes, while others gather
}

// Write carries calls out that decide nothing and that nothing else of a transaction belongs to, such as lines of a log; those
// of others who write at the same time go with them. All are durable when it returns nil; else none of them stands, but where
// the error carries ErrUnknown. Codes: as InTx.
func (d *DB) Write(ctx context.Context, calls ...*Call) error {
	if len(calls) == 0 {
		return nil
	}
	if in, ok := ctx.Value(inTx{}).(*inside); ok && in.db == d {
		return errors.New("db: Write inside InTx: it would wait for its own transaction")
	}
	g, first := d.gather.join(calls)
	if first {
		d.lead(ctx, g)
	}
	<-g.done
	if g.refused && g.members > 1 {
		return d.transact(ctx, shared, justThese(calls)) // what is wrong with another's is not one's own fault
	}
	return g.err
}

// lead writes for all; nobody's going away is any reason to give up.
func (d *DB) lead(ctx context.Context, g *batch) {
	defer close(g.done)
	defer d.gather.shut(g)
	how := shared
	if d.Shared() {
		// On a connection of its own, so that whoever hands in doesn't wait for it, nor it for them.
		how = byRows
		d.gather.turn.Lock()
		defer d.gather.turn.Unlock()
	}
	ctx = context.WithoutCancel(ctx)
	g.err = errUnled
	g.err = d.transact(ctx, how, func(ctx context.Context, tx bun.Tx) error {
		d.gather.shut(g)
		err := justThese(g.calls)(ctx, tx)
		g.refused = err != nil
		return err
	})
}

// errUnled is told to those who waited where whoever wrote for them broke down.
var errUnled = errors.New("db: whoever wrote for all broke down")

func justThese(calls []*Call) func(context.Context, bun.Tx) error {
	return func(ctx context.Context, _ bun.Tx) error { return Together(ctx, calls...) }
}
