package catalog

import (
	"context"
	"fmt"

	"banshi/engine/spec"
	"banshi/runtime/base/fault"
)

// Table gives a source that keeps its rows itself, as it stands in the folder imported last; where its file has an error there, as it
// was in the one before. Codes: not_found, unavailable.
func (s *Service) Table(ctx context.Context, id string) (*spec.Source, error) {
	for back := 0; back <= mostBack; back++ {
		digest, err := s.store.Imported(ctx, back)
		if fault.Is(err, fault.NotFound) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("catalog: folder imported before: %w", err)
		}
		e, err := s.edition(ctx, digest)
		if err != nil {
			return nil, err
		}
		if x := e.Spec.Source(id); x != nil {
			return x, nil
		}
		if e.Spec.BrokenFile("Source", id) == "" {
			break
		}
	}
	return nil, fault.New(fault.NotFound, sayNoTable)
}
