// Package table is the driver for records that somebody holds in memory: the dated tables that the catalogue itself keeps.
package table

import (
	"context"
	"errors"
	"fmt"

	"banshi/engine/record"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/wire"
)

// Driver gives the records of one table as it is at each look-up.
type Driver struct {
	via  string
	rows func(context.Context) ([]record.Row, error)
}

var _ sharing.Driver = (*Driver)(nil)

// New makes a driver; rows gives all that the table holds now, and comes back when its ctx ends.
func New(via string, rows func(context.Context) ([]record.Row, error)) *Driver {
	return &Driver{via, rows}
}

// Via names the table.
func (d *Driver) Via() string { return d.via }

// Lookup finds the records of the key. Rows that can't be had are sharing.ErrUnreachable, unless the error says otherwise.
func (d *Driver) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	rows, err := d.rows(ctx)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if errors.Is(err, sharing.ErrGarbage) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", sharing.ErrUnreachable, err)
	}
	var out []record.Row
	for _, r := range rows {
		if r.Of(w.Licence != "", w.Key) {
			out = append(out, r)
		}
	}
	return wire.Records(out, w)
}
