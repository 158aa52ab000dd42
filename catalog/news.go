package catalog

import (
	"context"
	"time"
)

// News tells members of staff what concerns them. Who they are is looked up before the change; what is told stands or falls with it.
type News interface {
	// ReviewAsked is for those who may review a draft, without who hands it in.
	ReviewAsked(ctx context.Context, d Draft, by string, at time.Time) (Tell, error)
	// Stopped is for the offices that do an item that is stopped, or goes on (Stop.Lifted).
	Stopped(ctx context.Context, s Stop) (Tell, error)
}

// Tell writes what is told, in the transaction whose ctx it gets. nil tells nobody.
type Tell func(ctx context.Context) error

// In tells within a transaction.
func (t Tell) In(ctx context.Context) error {
	if t == nil {
		return nil
	}
	return t(ctx)
}
