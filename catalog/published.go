package catalog

import (
	"context"
	"fmt"
)

// Published is an item that was published at some time, with its newest version.
type Published struct {
	Head
	Name       string
	Department string // title
}

// Published lists every item that was ever published, in the order of ids: those in force by what they are called today, those
// that are withdrawn, or not in force yet, by their newest version. Codes: unavailable.
func (s *Service) Published(ctx context.Context, language string) ([]Published, error) {
	heads, err := s.store.Heads(ctx, "", "")
	if err != nil {
		return nil, fmt.Errorf("catalog: what was published: %w", err)
	}
	inForce, err := s.Entries(ctx, language)
	if err != nil {
		return nil, err
	}
	known := make(map[string]Entry, len(inForce))
	for _, e := range inForce {
		known[e.ID] = e
	}
	out := make([]Published, 0, len(heads))
	for _, h := range heads {
		p := Published{Head: h}
		if e, ok := known[h.Item]; ok && !h.Withdrawn {
			p.Name, p.Department = e.Name, e.Department[0]
		} else {
			d, err := s.At(ctx, h.Item, h.Number)
			if err != nil {
				return nil, err
			}
			shown := d.Program(language).Plan()
			p.Name, p.Department = shown.Name, shown.Department.Title
		}
		out = append(out, p)
	}
	return out, nil
}

// Versions lists the published versions of an item, the newest first; none of one that never was.
func (s *Service) Versions(ctx context.Context, item string) ([]Version, error) {
	list, err := s.store.Versions(ctx, item)
	if err != nil {
		return nil, fmt.Errorf("catalog: %w", err)
	}
	return list, nil
}
