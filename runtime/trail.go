package runtime

import (
	"context"
	"fmt"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
)

// trailMost is how many events of a case are shown.
const trailMost = 500

// Trail tells who did and saw what of a case, as the audit trail has it: accounts, acts and days, no value of the case.
// That somebody reads it is written down before anything is given out. Codes: unauthenticated, forbidden, not_found.
func (d *Desk) Trail(ctx context.Context, number string) ([]Entry, error) {
	who, err := worker(ctx)
	if err != nil {
		return nil, err
	}
	if err := actor.Can(who.Actor(), actor.TrailRead, actor.Object{Kind: actor.Trail, ID: number}); err != nil {
		return nil, err
	}
	c, err := d.Store.Case(ctx, number)
	if err != nil {
		return nil, lost(err, "find a case")
	}
	if err := d.Store.Viewed(ctx, audit.Event{At: d.Clock().UTC(), Actor: who.Actor(), Act: string(actor.TrailRead),
		Object: audit.Object{Kind: string(actor.Case), ID: c.Number}}); err != nil {
		return nil, fmt.Errorf("runtime: write down that the trail was read: %w", err)
	}
	out, err := d.Store.Trail(ctx, actor.Case, c.Number, trailMost)
	if err != nil {
		return nil, fmt.Errorf("runtime: read the trail of a case: %w", err)
	}
	return out, nil
}
