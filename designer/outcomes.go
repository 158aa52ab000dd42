package designer

import (
	"context"
	"fmt"
	"time"

	"banshi/designer/outcomes"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Outcomes is all that the questions of a draft lead to (情形–材料表).
type Outcomes struct {
	Version int
	*outcomes.Table
}

// Outcomes lists all outcomes of a draft as of today, in a language that the draft has, else in Chinese. It may take a second or
// two. Codes: invalid (the item has errors).
func (s *Service) Outcomes(ctx context.Context, who actor.Actor, id, language string) (Outcomes, error) {
	d, err := s.open(ctx, who, id)
	if err != nil {
		return Outcomes{}, err
	}
	if !d.catalogue.Sound(d.Item) {
		return Outcomes{}, fault.New(fault.Invalid, sayBroken)
	}
	today := s.clock().In(d.base.zone).Format(time.DateOnly)
	t, err := outcomes.Of(d.catalogue.Program(d.Item, language), d.base.world, today)
	if err != nil {
		return Outcomes{}, fmt.Errorf("designer: outcomes: %w", err)
	}
	return Outcomes{d.Version, t}, nil
}
