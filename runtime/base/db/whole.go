package db

import (
	"context"
	"fmt"
	"time"
)

// Whole reads the whole database and says whether it is sound; checked is false where that took longer than within.
// Error: ErrDamaged.
func (d *DB) Whole(ctx context.Context, within time.Duration) (checked bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	err = d.engine.whole(ctx, d)
	switch {
	case ctx.Err() != nil:
		return false, nil
	case isDamaged(err):
		return true, fmt.Errorf("db: %s: %w: %w", d.Where(), ErrDamaged, err)
	case err != nil:
		return true, fmt.Errorf("db: %s: check: %w", d.Where(), err)
	}
	return true, nil
}

// Writable writes, and tells the error that a write meets. Codes: full, unavailable.
func (d *DB) Writable(ctx context.Context) error { return d.InTxRows(ctx, d.engine.touch) }
