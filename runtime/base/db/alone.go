package db

import (
	"context"
	"fmt"
	"hash/fnv"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect"
)

// Alone reports whether nobody else, on any node, does the named job until tx ends; it doesn't wait. Call it first in
// InTxRows, so that what is read after it is what the one before has left.
func Alone(ctx context.Context, tx bun.Tx, job string) (bool, error) {
	if tx.Dialect().Name() != dialect.PG {
		return true, nil // writers follow each other
	}
	var got bool
	if err := tx.NewRaw("SELECT pg_try_advisory_xact_lock(?)", lockOf(job)).Scan(ctx, &got); err != nil {
		return false, fmt.Errorf("db: take %s: %w", job, err)
	}
	return got, nil
}

func lockOf(job string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte("banshi/" + job))
	return int64(h.Sum64())
}
