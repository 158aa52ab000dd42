package catalog

import "context"

// Entries is what the items of the hall are found by.
func (s *Service) Entries(ctx context.Context, language string) ([]Entry, error) {
	h, err := s.open(ctx, language)
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(h.shelf))
	for i := range h.shelf {
		out[i] = *h.shelf[i].entry
	}
	return out, nil
}
