package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
)

// Lag is how long the oldest event that has no place in the chain has been waiting for one; 0: none waits. The
// Sequencer gives places every second: much more than that is an alarm, since the chain doesn't protect what waits.
func Lag(ctx context.Context, q bun.IDB, now time.Time) (time.Duration, error) {
	var r row
	err := q.NewSelect().Model(&r).Column("at").Where("e.seq IS NULL").OrderExpr("e.id").Limit(1).Scan(ctx)
	if db.IsNone(err) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("audit: look for what waits: %w", err)
	}
	return max(0, now.Sub(db.Time(r.At))), nil
}

// Missing is how many places nobody holds, up to the last one of which a head was signed: each is an event that was taken away. It counts and computes no
// hash, so that it can be asked while the hall is running; Verify tells which they are.
func Missing(ctx context.Context, q bun.IDB) (int64, error) {
	var n struct{ Held, Last int64 }
	err := q.NewSelect().Model((*row)(nil)).ColumnExpr("COUNT(e.seq) AS held").ColumnExpr("COALESCE(MAX(e.seq), 0) AS last").Scan(ctx, &n)
	if err != nil {
		return 0, fmt.Errorf("audit: count the places: %w", err)
	}
	_, size, err := LatestCheckpoint(ctx, q)
	if err != nil {
		return 0, fmt.Errorf("audit: count the places: %w", err)
	}
	return max(n.Last, size) - n.Held, nil
}
