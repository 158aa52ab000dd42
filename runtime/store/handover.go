package store

import (
	"context"

	"github.com/uptrace/bun"

	"banshi/runtime"
)

// handOver gives what somebody has in hand to a colleague, or back to the queues of its offices, within the
// transaction that orders it, and counts it. Cases are in nobody's hand yet: they wait in the queue of an office, and
// so there is nothing to hand over.
func handOver(context.Context, bun.Tx, runtime.Staffing) (int, error) { return 0, nil }
