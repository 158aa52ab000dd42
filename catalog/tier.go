package catalog

import "context"

// Tier says what a tier of credit (信用等级) allows, with its title; "" for one that the catalogue doesn't have. Codes:
// unavailable.
func (s *Service) Tier(ctx context.Context, id string) (string, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return "", err
	}
	for _, t := range e.Spec.Catalog.CreditTiers {
		if t.ID.S == id {
			return t.Title.S + "：" + t.Help.S, nil
		}
	}
	return "", nil
}
