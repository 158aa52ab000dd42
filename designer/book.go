package designer

import (
	"context"
	"fmt"
	"time"

	"banshi/designer/book"
	"banshi/designer/outcomes"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Book is a book of a draft, written; pdf tells as what. Codes: invalid (the item has errors), unavailable (this server has no fonts).
func (s *Service) Book(ctx context.Context, who actor.Actor, id string, kind book.Kind, pdf bool, language string) ([]byte, error) {
	d, err := s.open(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if !d.catalogue.Sound(d.Item) {
		return nil, fault.New(fault.Invalid, sayBroken)
	}
	if pdf && s.fonts() == nil {
		return nil, fault.New(fault.Unavailable, sayNoFonts)
	}
	now := s.clock().In(d.base.zone)
	prog := d.catalogue.Program(d.Item, language)
	from := book.Source{Plan: prog.Plan(), Answer: s.answer}
	if kind == book.Guide {
		if from.Outcomes, err = outcomes.Of(prog, d.base.world, now.Format(time.DateOnly)); err != nil {
			return nil, fmt.Errorf("designer: outcomes: %w", err)
		}
	}
	b := book.Of(kind, from)
	if pdf {
		return b.PDF(s.fonts(), now)
	}
	return b.HTML()
}
