package push

import (
	"context"
	"errors"
	"fmt"
	"time"

	"banshi/engine/record"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/wire"
)

// Driver gives out what was pushed to a source.
//
// That somebody has no record there is an answer only once the department has said that all was pushed, and while it
// is heard often enough; else the source is as good as down, and what was pushed is given out as incomplete.
type Driver struct {
	source  string
	store   Store
	book    sharing.Book
	clock   func() time.Time
	silence time.Duration // the longest
}

var _ sharing.Driver = (*Driver)(nil)

// NewDriver is the driver of one source, by name; silence is how long its department may be silent.
func NewDriver(source string, store Store, book sharing.Book, clock func() time.Time, silence time.Duration) *Driver {
	return &Driver{source, store, book, clock, silence}
}

// Via names it.
func (d *Driver) Via() string { return "push" }

// Lookup gives the records of the key that are kept here.
func (d *Driver) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	feed, err := d.store.Feed(ctx, d.source)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", sharing.ErrUnreachable, err)
	}
	if !feed.Whole {
		return nil, fmt.Errorf("%w: %s: not all of it was pushed yet", sharing.ErrUnreachable, d.source)
	}
	if silent := d.clock().Sub(feed.Heard); silent > d.silence {
		return nil, fmt.Errorf("%w: %s: nothing was heard for %s", sharing.ErrUnreachable, d.source, silent.Truncate(time.Second))
	}
	held, err := d.book.Held(ctx, []sharing.Want{w})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	switch {
	case errors.Is(err, sharing.ErrGarbage):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%w: %w", sharing.ErrUnreachable, err)
	}
	var rows []record.Row
	for _, o := range held[w].List {
		if !o.Gone {
			rows = append(rows, o.Row)
		}
	}
	return wire.Records(rows, w)
}
