package runtime

import (
	"context"
	"fmt"
	"time"

	"banshi/runtime/base/fault"
)

// Stops tells which items take no new applications for now (紧急停办).
type Stops interface {
	// Stopped gives the stop of an item, with what people are told in a language; nil: it goes on.
	Stopped(ctx context.Context, item, language string) (*Stopped, error)
}

// Stopped is an urgent stop, as people are told of it.
type Stopped struct {
	Notice string
	At     time.Time
}

// stopped gives the stop of an item; nil where it goes on.
func (h *hall) stopped(ctx context.Context, item, language string) (*Stopped, error) {
	if h.Stops == nil {
		return nil, nil
	}
	out, err := h.Stops.Stopped(ctx, item, language)
	if err != nil {
		return nil, fmt.Errorf("runtime: whether an item is stopped: %w", err)
	}
	return out, nil
}

// goesOn refuses a new application of an item that is stopped. What mends a returned case is none.
func (h *hall) goesOn(ctx context.Context, a Application) error {
	if a.Amends != "" {
		return nil
	}
	stop, err := h.stopped(ctx, a.Item, "")
	if err == nil && stop != nil {
		return fault.New(fault.Forbidden, sayStopped)
	}
	return err
}
