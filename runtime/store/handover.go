package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
)

// handOver gives what somebody has in hand to a colleague, or back to the queues of its offices, within the
// transaction that orders it.
func handOver(ctx context.Context, tx bun.Tx, x runtime.Staffing) (int, error) {
	if x.HandOver == nil {
		return 0, nil
	}
	to := runtime.Claim{Account: *x.HandOver}
	if to.Account != "" {
		if err := tx.NewSelect().Model((*memberRow)(nil)).Column("m.name").Where("m.account = ?", to.Account).Scan(ctx, &to.Name); err != nil {
			return 0, fmt.Errorf("who takes over: %w", err)
		}
	}
	return Handover(ctx, tx, x.Member.Account, to, x.Audit.Actor, x.At)
}
